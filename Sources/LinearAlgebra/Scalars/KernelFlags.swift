import CLAPACKE
import COpenBLAS

/// The largest dimension, leading dimension or increment that the system's BLAS can take.
package let largestBLASInteger = Int(blasint.max)

/// Converts a dimension for BLAS.
///
/// - Precondition: The value fits.
@inline(__always)
func blasInteger(_ value: Int) -> blasint {
  guard let result = blasint(exactly: value) else {
    preconditionFailure("a dimension of \(value) exceeds the limit of the BLAS, \(blasint.max)")
  }
  return result
}

/// Converts a dimension for LAPACK.
///
/// - Precondition: The value fits.
@inline(__always)
func lapackInteger(_ value: Int) -> clapacke_int {
  guard let result = clapacke_int(exactly: value) else {
    preconditionFailure("a dimension of \(value) exceeds the limit of LAPACK, \(clapacke_int.max)")
  }
  return result
}

extension MatrixOperation {
  /// The flag of CBLAS for a complex matrix.
  var blasFlag: CBLAS_TRANSPOSE {
    switch self {
    case .none: CblasNoTrans
    case .transpose: CblasTrans
    case .adjoint: CblasConjTrans
    case .conjugate: CblasConjNoTrans
    }
  }

  /// The flag of CBLAS for a real matrix, where conjugation does nothing.
  var realBLASFlag: CBLAS_TRANSPOSE { isTransposing ? CblasTrans : CblasNoTrans }

  /// The letter of LAPACK, which knows no conjugation without transposition.
  var lapackFlag: CChar {
    switch self {
    case .none, .conjugate: CChar(UInt8(ascii: "N"))
    case .transpose: CChar(UInt8(ascii: "T"))
    case .adjoint: CChar(UInt8(ascii: "C"))
    }
  }
}

extension Side {
  /// The flag of CBLAS.
  var blasFlag: CBLAS_SIDE { self == .left ? CblasLeft : CblasRight }
}

extension Triangle {
  /// The flag of CBLAS.
  var blasFlag: CBLAS_UPLO { self == .upper ? CblasUpper : CblasLower }
  /// The letter of LAPACK.
  var lapackFlag: CChar { CChar(UInt8(ascii: self == .upper ? "U" : "L")) }
}

extension TriangleDiagonal {
  /// The flag of CBLAS.
  var blasFlag: CBLAS_DIAG { self == .unit ? CblasUnit : CblasNonUnit }
}

/// The letter of LAPACK for the 1-norm.
let lapackOneNorm = CChar(UInt8(ascii: "1"))

/// Lends uninitialised memory for `max(1, count)` trivial elements.
func withWorkspace<T, R>(
  _ count: Int, of type: T.Type, _ body: (UnsafeMutablePointer<T>) -> R
) -> R {
  let memory = UnsafeMutablePointer<T>.allocate(capacity: max(1, count))
  defer { unsafe memory.deallocate() }
  return unsafe body(memory)
}
