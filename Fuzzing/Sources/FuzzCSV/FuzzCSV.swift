import ComplexModule
import LinearAlgebra
import NumericFiles

/// Reads bytes that libFuzzer makes up; a trap, a hang or a memory error is a finding.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  do {
    let limit = 1 << 24
    _ = try? CSVTable<Double>(
      decoding: bytes, format: CSVFormat(delimiter: .semicolon, decimalMark: .comma),
      maximumByteCount: limit)
    let format = CSVFormat(header: true, missing: .number(.nan), comment: "#")
    let table = try CSVTable<Complex<Float>>(
      decoding: bytes, format: format, maximumByteCount: limit)
    let plain = CSVFormat(header: true)
    let same = try CSVTable<Complex<Float>>(
      decoding: table.encoded(format: plain), format: plain)
    precondition(same.names == table.names && same.matrix.shape == table.matrix.shape)
  } catch {
    precondition(!error.description.contains("\n"))
  }
  return 0
}
