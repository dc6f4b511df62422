import NumericFiles

/// Reads bytes that libFuzzer makes up; a trap, a hang or a memory error is a finding.
///
/// A mutation never hits a checksum, and rarely keeps sizes right. So the first byte may ask for an
/// archive around the others, with sizes and checksums that fit them: `S` stores them as an array, `D`
/// packs them as one, `R` takes them for the packed data of an array whose size the first four tell.
/// Everything else is an archive as it stands.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let rest = Array(bytes.dropFirst())
  switch bytes.first {
  case UInt8(ascii: "S"):
    read(archive(of: rest, method: 0, count: rest.count, checksum: Gzip.crc32(rest)), isSound: true)
  case UInt8(ascii: "D"):
    // Without the wrapping of gzip, which is not part of an archive.
    let packed = Array(Gzip.deflate(rest, level: 1).dropFirst(10).dropLast(8))
    read(
      archive(of: packed, method: 8, count: rest.count, checksum: Gzip.crc32(rest)), isSound: true)
  case UInt8(ascii: "R"):
    let count = rest.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    read(archive(of: Array(rest.dropFirst(4)), method: 8, count: count, checksum: 0))
  default: read(bytes)
  }
  return 0
}

/// Reads an archive, and again what is written of it.
///
/// A sound archive is refused for its array only.
private func read(_ bytes: [UInt8], isSound: Bool = false) {
  do {
    let file = try NPZFile(decoding: bytes, maximumByteCount: 1 << 24)
    for isCompressed in [false, true] {
      let same = try NPZFile(decoding: file.encoded(compressed: isCompressed))
      precondition(same.items.map(\.name) == file.items.map(\.name))
    }
  } catch {
    precondition(!error.description.contains("\n"))
    precondition(!isSound || error.description.contains("\"x.npy\""), error.description)
  }
}

/// An archive with one entry.
private func archive(
  of data: [UInt8], method: UInt8, count: Int, checksum: UInt32
) -> [UInt8] {
  func bytes(_ number: Int, _ width: Int = 4) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }
  let name = Array("x.npy".utf8)
  let fields: [UInt8] =
    [20, 0, 0, 8, method, 0, 0, 0, 0x21, 0] + bytes(Int(checksum)) + bytes(data.count)
    + bytes(count) + bytes(name.count, 2) + [0, 0]
  let entry: [UInt8] = [0x50, 0x4B, 3, 4] + fields + name + data
  let directory: [UInt8] =
    [0x50, 0x4B, 1, 2, 20, 3] + fields + [UInt8](repeating: 0, count: 14) + name
  return entry + directory + [0x50, 0x4B, 5, 6, 0, 0, 0, 0, 1, 0, 1, 0] + bytes(directory.count)
    + bytes(entry.count) + [0, 0]
}
