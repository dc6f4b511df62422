import NumericFiles

/// Reads bytes that libFuzzer makes up; a trap, a hang or a memory error is a finding.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  do {
    let file = try NPZFile(decoding: bytes, maximumByteCount: 1 << 24)
    let same = try NPZFile(decoding: file.encoded())
    precondition(same.items.map(\.name) == file.items.map(\.name))
  } catch {
    precondition(!error.description.contains("\n"))
  }
  return 0
}
