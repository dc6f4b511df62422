/// The headers and the directory of a ZIP archive that is written in one go.
///
/// Sizes, positions and counts that the plain format cannot hold go to the fields of 64 bits of its
/// extension; where all of them fit, the archive is a plain one.
///
/// > Reference: PKWARE, .ZIP File Format Specification, version 6.3.10, sections 4.3 and 4.5.3.
struct ZipWriter {
  private let limits: ZipLimits
  private var directory: [UInt8] = []
  private var entryCount = 0
  /// Where the next byte of the archive goes.
  private var position = 0

  init(limits: ZipLimits) { self.limits = limits }

  /// The header of the next entry, which `packedCount` bytes of data follow.
  mutating func entry(
    _ name: String, method: UInt16, checksum: UInt32, packedCount: Int, count: Int
  ) -> [UInt8] {
    let start = position
    let isLarge = limits.exceeds(packedCount) || limits.exceeds(count)
    let isFar = limits.exceeds(start)
    let version: UInt16 = isLarge || isFar ? 45 : 20
    // Both headers have these fields in common; the date is the first that the format knows.
    func fields(extraCount: Int) -> [UInt8] {
      var fields: [UInt8] = []
      fields.append(littleEndian: version)
      fields.append(littleEndian: 0x0800 as UInt16)  // the name is UTF-8
      fields.append(littleEndian: method)
      fields.append(littleEndian: 0 as UInt16)  // time
      fields.append(littleEndian: 0x0021 as UInt16)  // date
      fields.append(littleEndian: checksum)
      fields.append(littleEndian: isLarge ? .max : UInt32(packedCount))
      fields.append(littleEndian: isLarge ? .max : UInt32(count))
      fields.append(littleEndian: UInt16(name.utf8.count))
      fields.append(littleEndian: UInt16(extraCount))
      return fields
    }
    let sizes = isLarge ? [count, packedCount] : []
    let own = Self.extraField(sizes)
    let header = [0x50, 0x4B, 3, 4] + fields(extraCount: own.count) + Array(name.utf8) + own
    position += header.count + packedCount

    let extra = Self.extraField(sizes + (isFar ? [start] : []))
    // Made on Unix, for the permissions below.
    directory += [0x50, 0x4B, 1, 2, UInt8(version), 3] + fields(extraCount: extra.count)
    directory.append(littleEndian: 0 as UInt16)  // comment
    directory.append(littleEndian: 0 as UInt16)  // disk
    directory.append(littleEndian: 0 as UInt16)  // internal attributes
    directory.append(littleEndian: 0o600 << 16 as UInt32)
    directory.append(littleEndian: isFar ? .max : UInt32(start))
    directory += Array(name.utf8) + extra
    entryCount += 1
    return header
  }

  /// The directory and what follows it.
  func end() -> [UInt8] {
    let (start, size) = (position, directory.count)
    let isMany = entryCount >= limits.entryCount
    let (isFar, isLong) = (limits.exceeds(start), limits.exceeds(size))
    var result = directory
    if isMany || isFar || isLong {
      result += [0x50, 0x4B, 6, 6]
      result.append(littleEndian: 44 as UInt64)  // the bytes of the rest of this record
      result += [45, 3, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]  // versions and disks
      for number in [entryCount, entryCount, size, start] {
        result.append(littleEndian: UInt64(number))
      }
      result += [0x50, 0x4B, 6, 7, 0, 0, 0, 0]
      result.append(littleEndian: UInt64(start + size))
      result.append(littleEndian: 1 as UInt32)  // disks
    }
    result += [0x50, 0x4B, 5, 6, 0, 0, 0, 0]
    for _ in 0..<2 { result.append(littleEndian: isMany ? .max : UInt16(entryCount)) }
    result.append(littleEndian: isLong ? .max : UInt32(size))
    result.append(littleEndian: isFar ? .max : UInt32(start))
    result.append(littleEndian: 0 as UInt16)  // comment
    return result
  }

  /// The field of numbers of 64 bits; empty without any.
  private static func extraField(_ numbers: [Int]) -> [UInt8] {
    guard !numbers.isEmpty else { return [] }
    var result: [UInt8] = [1, 0]
    result.append(littleEndian: UInt16(8 * numbers.count))
    for number in numbers { result.append(littleEndian: UInt64(number)) }
    return result
  }
}

/// Where the plain format ends: its fields have 32 and 16 bits, and all ones mean something else.
package struct ZipLimits: Sendable {
  /// The first size or position that goes to a field of 64 bits.
  package var size = 0xFFFF_FFFF
  /// The first number of entries that does.
  package var entryCount = 0xFFFF

  /// The limits of the format, or lower ones for tests.
  package init(size: Int = 0xFFFF_FFFF, entryCount: Int = 0xFFFF) {
    precondition(size <= 0xFFFF_FFFF && entryCount <= 0xFFFF, "fields have 32 and 16 bits")
    (self.size, self.entryCount) = (size, entryCount)
  }

  func exceeds(_ number: Int) -> Bool { number >= size }
}
