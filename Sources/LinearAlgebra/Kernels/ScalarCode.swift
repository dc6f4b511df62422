import CLinearAlgebra

extension Scalar {
  /// The number by which ``CLinearAlgebra`` knows the scalar.
  @inline(__always)
  static var code: Int32 {
    // `Float` has 23 bits behind the point; its complex numbers are told by their parts.
    let isSingle = RealPart.significandBitCount == 23
    return isComplex
      ? Int32(isSingle ? LA_COMPLEX_FLOAT : LA_COMPLEX_DOUBLE)
      : Int32(isSingle ? LA_FLOAT : LA_DOUBLE)
  }
}

/// The largest dimension, leading dimension or increment that the system's BLAS can take.
package let largestBLASInteger = Int(Int32.max)

/// Converts a dimension for BLAS or LAPACK.
///
/// - Precondition: The value fits.
@inline(__always)
func int32(_ value: Int) -> Int32 {
  guard let result = Int32(exactly: value) else {
    preconditionFailure(
      "a dimension of \(value) exceeds the limit of BLAS and LAPACK, \(Int32.max)")
  }
  return result
}
