// The numbers of CBLAS and the letters of LAPACK.

extension MatrixOperation {
  /// The number of CBLAS; a real matrix has nothing to conjugate.
  @inline(__always)
  func blasFlag<T: Scalar>(_ scalar: T.Type) -> UInt32 {
    switch self {
    case .none: 111
    case .transpose: 112
    case .adjoint: T.isComplex ? 113 : 112
    // OpenBLAS's own, for complex matrices only.
    case .conjugate: T.isComplex ? 114 : 111
    }
  }

  /// The letter of LAPACK, which knows no conjugation without transposition.
  var lapackFlag: CChar {
    switch self {
    case .none, .conjugate: letter("N")
    case .transpose: letter("T")
    case .adjoint: letter("C")
    }
  }
}

extension Side {
  /// The number of CBLAS.
  var blasFlag: UInt32 { self == .left ? 141 : 142 }
  /// The letter of LAPACK.
  var lapackFlag: CChar { letter(self == .left ? "L" : "R") }
}

extension Triangle {
  /// The number of CBLAS.
  var blasFlag: UInt32 { self == .upper ? 121 : 122 }
  /// The letter of LAPACK.
  var lapackFlag: CChar { letter(self == .upper ? "U" : "L") }
}

extension TriangleDiagonal {
  /// The number of CBLAS.
  var blasFlag: UInt32 { self == .unit ? 132 : 131 }
  /// The letter of LAPACK.
  var lapackFlag: CChar { letter(self == .unit ? "U" : "N") }
}

/// A letter that chooses what a LAPACK routine does.
@inline(__always)
func letter(_ scalar: Unicode.Scalar) -> CChar { CChar(UInt8(ascii: scalar)) }
