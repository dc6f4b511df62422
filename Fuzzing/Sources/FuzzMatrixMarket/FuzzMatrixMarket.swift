import ComplexModule
import LinearAlgebra
import NumericFiles

/// Reads bytes that libFuzzer makes up; a trap, a hang or a memory error is a finding.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  do {
    let limit = 1 << 24
    _ = try? MatrixMarket.decode(bytes, as: Float.self, maximumByteCount: limit)
    let matrix: Matrix<Complex<Double>> = try MatrixMarket.decode(bytes, maximumByteCount: limit)
    let same: Matrix<Complex<Double>> = try MatrixMarket.decode(MatrixMarket.encode(matrix))
    precondition(same.shape == matrix.shape)
  } catch {
    precondition(!error.description.contains("\n"))
  }
  return 0
}
