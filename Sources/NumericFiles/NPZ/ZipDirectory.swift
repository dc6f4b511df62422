/// The checked central directory of a ZIP archive.
///
/// Only the directory decides what an archive holds, as every common program does; the headers within
/// the archive are compared with it when an entry is read. Nothing is ever unpacked to the disk, so a
/// name with `..` or a slash is a name like any other.
///
/// > Reference: PKWARE, .ZIP File Format Specification, version 6.3.10.
struct ZipDirectory {
  struct Entry {
    /// The name as it stands in the archive.
    var name: String
    /// How the entry is packed: 0 not at all, 8 by deflate.
    var method: UInt16
    var isEncrypted: Bool
    var checksum: UInt32
    /// The number of bytes in the archive.
    var packedCount: Int
    /// The number of bytes that the entry unpacks to.
    var count: Int
    /// Where its header begins.
    var start: Int
    /// Where the next entry or the directory begins.
    var limit: Int
  }

  /// In the order of the directory.
  private(set) var entries: [Entry] = []

  /// No directory of arrays is longer; each entry takes 46 bytes and its name.
  static let maximumByteCount = 64 << 20

  init(_ archive: some RandomAccess) throws(FileError) {
    let end = try ZipEnd(archive)
    guard end.byteCount <= Self.maximumByteCount else {
      throw archive.failure(
        .tooLarge, "has a directory of \(end.byteCount) bytes; split the archive")
    }
    let bytes = try archive.read(at: end.start, count: end.byteCount)
    var position = 0
    var names: Set<String> = []
    while position < bytes.count {
      let entry = try Self.entry(bytes, &position, end, archive)
      guard names.insert(entry.name).inserted else {
        throw archive.failure(
          .malformed, "has a second entry \(quoted(entry.name)); give every array its own name")
      }
      entries.append(entry)
    }
    guard entries.count == end.entryCount else {
      throw archive.failure(
        .malformed,
        "lists \(entries.count) entries and declares \(end.entryCount); it is damaged, save it again"
      )
    }
    try setLimits(end, archive)
  }

  /// Requires that no two entries share a byte: overlapping ones are how small archives hold
  /// terabytes.
  private mutating func setLimits(_ end: ZipEnd, _ archive: some RandomAccess) throws(FileError) {
    var limit = end.start
    for index in entries.indices.sorted(by: { entries[$0].start > entries[$1].start }) {
      let entry = entries[index]
      let header = entry.start.addingReportingOverflow(zipHeaderCount + entry.name.utf8.count)
      let last = header.partialValue.addingReportingOverflow(entry.packedCount)
      guard !header.overflow, !last.overflow, last.partialValue <= limit else {
        throw archive.failure(
          .malformed,
          "entry \(quoted(entry.name)) overlaps what follows it; the archive is damaged, save it again"
        )
      }
      entries[index].limit = limit
      limit = entry.start
    }
  }

  private static func entry(
    _ bytes: [UInt8], _ position: inout Int, _ end: ZipEnd, _ archive: some RandomAccess
  ) throws(FileError) -> Entry {
    let damaged = archive.failure(
      .malformed, "has a damaged directory at byte \(end.start + position); save it again")
    let rest = bytes.count - position
    guard rest >= 46, bytes.integer(at: position) == 0x0201_4B50 as UInt32 else { throw damaged }
    let at = position
    let nameCount = Int(bytes.integer(at: at + 28, as: UInt16.self))
    let extraCount = Int(bytes.integer(at: at + 30, as: UInt16.self))
    let commentCount = Int(bytes.integer(at: at + 32, as: UInt16.self))
    guard 46 + nameCount + extraCount + commentCount <= rest else { throw damaged }
    position += 46 + nameCount + extraCount + commentCount
    let nameEnd = at + 46 + nameCount
    guard let name = String(validating: bytes[at + 46..<nameEnd], as: UTF8.self) else {
      throw archive.failure(
        .unsupported, "has an entry whose name is not UTF-8; name arrays in ASCII or UTF-8")
    }
    var sizes = [24, 20, 42].map { UInt64(bytes.integer(at: at + $0, as: UInt32.self)) }
    if sizes.contains(0xFFFF_FFFF) {
      let extra = Array(bytes[nameEnd..<nameEnd + extraCount])
      guard replace(&sizes, from: extra) else { throw damaged }
    }
    let numbers = sizes.compactMap { Int(exactly: $0) }
    guard numbers.count == 3, bytes.integer(at: at + 34) == 0 as UInt16 else { throw damaged }
    return Entry(
      name: name, method: bytes.integer(at: at + 10),
      isEncrypted: bytes.integer(at: at + 8, as: UInt16.self) & 0x2041 != 0,
      checksum: bytes.integer(at: at + 16), packedCount: numbers[1], count: numbers[0],
      start: numbers[2], limit: 0)
  }

  /// Replaces sizes of all ones by those of 64 bits in the extra field; false if they are missing.
  private static func replace(_ sizes: inout [UInt64], from extra: [UInt8]) -> Bool {
    var position = 0
    while extra.count - position >= 4 {
      let kind: UInt16 = extra.integer(at: position)
      let count = Int(extra.integer(at: position + 2, as: UInt16.self))
      position += 4
      guard count <= extra.count - position else { return false }
      guard kind == 1 else {
        position += count
        continue
      }
      var next = position
      for index in sizes.indices where sizes[index] == 0xFFFF_FFFF {
        guard next + 8 <= position + count else { return false }
        sizes[index] = extra.integer(at: next)
        next += 8
      }
      return true
    }
    return false
  }
}

/// The bytes of an entry's own header before its name.
let zipHeaderCount = 30

/// The record at the end of an archive, which says where the directory lies.
struct ZipEnd {
  let start: Int
  let byteCount: Int
  let entryCount: Int

  init(_ archive: some RandomAccess) throws(FileError) {
    guard archive.byteCount >= 4, try archive.read(at: 0, count: 2) == [0x50, 0x4B] else {
      throw archive.failure(
        archive.byteCount < 4 ? .truncated : .malformed,
        "does not begin like an .npz file; save it with numpy.savez")
    }
    // The record has 22 bytes and a comment of at most 65535, which normally is empty.
    let tailCount = min(archive.byteCount, 22 + 0xFFFF)
    let tailStart = archive.byteCount - tailCount
    let tail = try archive.read(at: tailStart, count: tailCount)
    let record = stride(from: tailCount - 22, through: 0, by: -1).first {
      tail[$0] == 0x50 && tail.integer(at: $0) == 0x0605_4B50 as UInt32
        && $0 + 22 + Int(tail.integer(at: $0 + 20, as: UInt16.self)) == tailCount
    }
    guard let record else {
      throw archive.failure(
        .truncated, "has no directory at its end; it was cut short, save it again")
    }
    let end = tailStart + record
    let disks: [UInt16] = [tail.integer(at: record + 4), tail.integer(at: record + 6)]
    var counts = [8, 10].map { UInt64(tail.integer(at: record + $0, as: UInt16.self)) }
    var size = UInt64(tail.integer(at: record + 12, as: UInt32.self))
    var position = UInt64(tail.integer(at: record + 16, as: UInt32.self))
    var directoryLimit = end
    if counts[1] == 0xFFFF || size == 0xFFFF_FFFF || position == 0xFFFF_FFFF,
      let (start, large) = try Self.largeRecord(archive, before: end)
    {
      counts = [large.integer(at: 24), large.integer(at: 32)]
      size = large.integer(at: 40)
      position = large.integer(at: 48)
      directoryLimit = start
    }
    guard disks == [0, 0] || disks == [0xFFFF, 0xFFFF], counts[0] == counts[1] else {
      throw archive.failure(.unsupported, "is an archive of several parts; save it as one file")
    }
    guard let start = Int(exactly: position), let byteCount = Int(exactly: size),
      let entryCount = Int(exactly: counts[1]),
      case (let last, false) = start.addingReportingOverflow(byteCount), last <= directoryLimit
    else {
      throw archive.failure(
        .malformed, "has a directory outside of itself; it is damaged, save it again")
    }
    (self.start, self.byteCount, self.entryCount) = (start, byteCount, entryCount)
  }

  /// The record of 64-bit numbers that the locator before the end points to, if there is one.
  private static func largeRecord(
    _ archive: some RandomAccess, before end: Int
  ) throws(FileError) -> (start: Int, bytes: [UInt8])? {
    guard end >= 20 else { return nil }
    let locator = try archive.read(at: end - 20, count: 20)
    guard locator.integer(at: 0) == 0x0706_4B50 as UInt32 else { return nil }
    guard let start = Int(exactly: locator.integer(at: 8, as: UInt64.self)), start <= end - 20 - 56
    else {
      throw archive.failure(.malformed, "has a damaged end of 64 bits; save it again")
    }
    let bytes = try archive.read(at: start, count: 56)
    guard bytes.integer(at: 0) == 0x0606_4B50 as UInt32 else {
      throw archive.failure(.malformed, "has a damaged end of 64 bits; save it again")
    }
    return (start, bytes)
  }
}
