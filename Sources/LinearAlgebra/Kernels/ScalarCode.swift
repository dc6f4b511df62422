import CLinearAlgebra

extension Scalar {
  /// The number by which ``CLinearAlgebra`` knows the scalar: its place among the letters s, d, c, z.
  @inlinable
  @inline(__always)
  static var code: Int32 {
    // `Float` has 23 bits behind the point; its complex numbers are told by their parts.
    (isComplex ? 2 : 0) + (RealPart.significandBitCount == 23 ? 0 : 1)
  }
}

/// The largest dimension, leading dimension or increment that the system's BLAS can take.
package let largestBLASInteger = Int(Int32.max)

/// Converts a dimension for BLAS or LAPACK.
///
/// - Precondition: The value fits.
@inline(__always)
func int32(_ value: Int) -> Int32 {
  guard let result = Int32(exactly: value) else { refuseDimension(value) }
  return result
}

@inline(never)
private func refuseDimension(_ value: Int) -> Never {
  preconditionFailure(
    "a dimension of \(value) exceeds the limit of BLAS and LAPACK, \(Int32.max)")
}
