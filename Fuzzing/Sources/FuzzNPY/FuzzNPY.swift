import ComplexModule
import LinearAlgebra
import NumericFiles

/// Reads bytes that libFuzzer makes up; a trap, a hang or a memory error is a finding.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  do {
    let array = try NPYArray(decoding: bytes)
    let same = try NPYArray(decoding: array.encoded())
    precondition(same.shape == array.shape && same.order == array.order)
    _ = array.rowMajorElements
    _ = try? array.matrix(as: Float.self)
    _ = try? array.vector(as: Complex<Double>.self)
    _ = try? array.samples(as: Double.self)
    _ = try? array.integers(as: Int8.self)
  } catch {
    precondition(!error.description.contains("\n"))
  }
  return 0
}
