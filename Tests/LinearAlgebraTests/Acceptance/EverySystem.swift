import LinearAlgebra
import LinearAlgebraTesting

/// One way to solve square systems, and the matrix that it solves with.
struct SystemCase<T: LAPACKScalar>: Sendable {
  var name: String
  var matrix: Matrix<T>
  var make: @Sendable () throws -> any LinearSystem<T>
}

/// Every way of this module to solve square systems, each with a well-conditioned matrix of its kind.
///
/// Elements that no routine may look at are NaN. The matrices are multiplied by `2^exponent`.
func everySystem<T: LAPACKScalar>(
  _: T.Type, size n: Int, exponent: Int = 0, seed: UInt64 = 1
) -> [SystemCase<T>] {
  var source = MatrixSource<T>(seed: seed)
  let general = source.general(rows: n, columns: n)
  let definite = source.positiveDefinite(n)
  // Dominant diagonals keep every part of it regular.
  let dominant = Matrix<T>(rows: n, columns: n) { row, column in
    let value = source.scalar().scaled(by: 1 / T.RealPart(2 * n))
    return row == column ? value + 2 : value
  }
  return systems(general, definite, dominant, exponent)
}

private func systems<T: LAPACKScalar>(
  _ general: Matrix<T>, _ definite: Matrix<T>, _ dominant: Matrix<T>, _ exponent: Int
) -> [SystemCase<T>] {
  let n = general.rows
  func filtered(_ a: Matrix<T>, _ keeps: (Int, Int) -> Bool, else other: T = 0) -> Matrix<T> {
    Matrix(rows: n, columns: n) {
      keeps($0, $1) ? a[$0, $1].timesPowerOfTwo(exponent) : other
    }
  }
  func all(_: Int, _: Int) -> Bool { true }
  func low(_ row: Int, _ column: Int) -> Bool { row >= column }
  func high(_ row: Int, _ column: Int) -> Bool { row <= column }
  func inBand(_ row: Int, _ column: Int) -> Bool { row - column <= 2 && column - row <= 1 }
  func near(_ row: Int, _ column: Int) -> Bool { abs(row - column) <= 1 }
  let hermitian = Matrix<T>(rows: n, columns: n) { row, column in
    if row == column { return T(definite[row, row].realPart) }
    return row > column ? definite[row, column] : definite[column, row].conjugate
  }
  // Signs on the diagonal make it indefinite.
  let signed = Matrix<T>(rows: n, columns: n) { row, column in
    if row == column { return row % 2 == 0 ? 2 : -2 }
    return row > column ? dominant[row, column] : dominant[column, row].conjugate
  }
  let symmetric = Matrix<T>(rows: n, columns: n) { row, column in
    row >= column ? dominant[row, column] : dominant[column, row]
  }
  let dominantHermitian = Matrix<T>(rows: n, columns: n) { row, column in
    if row == column { return T(dominant[row, row].realPart) }
    return row > column ? dominant[row, column] : dominant[column, row].conjugate
  }
  let a = filtered(general, all)
  let h = filtered(hermitian, all)
  let s = filtered(signed, all)
  let y = filtered(symmetric, all)
  let hLow = filtered(hermitian, low, else: .nanValue)
  let hHigh = filtered(hermitian, high, else: .nanValue)
  let sLow = filtered(signed, low, else: .nanValue)
  let sHigh = filtered(signed, high, else: .nanValue)
  let yLow = filtered(symmetric, low, else: .nanValue)
  let lower = filtered(dominant, low)
  let upper = filtered(dominant, high)
  let lowerOnly = filtered(dominant, low, else: .nanValue)
  let upperOnly = filtered(dominant, high, else: .nanValue)
  let diagonal = filtered(dominant) { $0 == $1 }
  let band = filtered(dominant, inBand)
  let tridiagonal = filtered(dominant, near)
  let definiteTridiagonal = filtered(dominantHermitian, near)
  let indefiniteTridiagonal = filtered(signed, near)
  let definiteBand = filtered(dominantHermitian) { abs($0 - $1) <= 2 }
  func one(
    _ name: String, _ matrix: Matrix<T>,
    _ make: @Sendable @escaping () throws -> any LinearSystem<T>
  ) -> SystemCase<T> {
    SystemCase(name: name, matrix: matrix, make: make)
  }
  let dense: [SystemCase<T>] = [
    one("Matrix", a) { a },
    one("LU", a) { try LU(a) },
    one("CompletePivotingLU", a) { try CompletePivotingLU(a) },
    one("DetectedSolver", a) { try DetectedSolver(a) },
    one("DetectedSolver of definite", h) { try DetectedSolver(h) },
    one("DetectedSolver of indefinite", s) { try DetectedSolver(s) },
    one("Hermitian lower", h) { Hermitian(hLow) },
    one("Hermitian upper", h) { Hermitian(hHigh, triangle: .upper) },
    one("Hermitian indefinite", s) { Hermitian(sLow) },
    one("Cholesky lower", h) { try Cholesky(hLow) },
    one("Cholesky upper", h) { try Cholesky(hHigh, triangle: .upper) },
    one("PivotedCholesky", h) { try PivotedCholesky(Hermitian(hLow)) },
    one("BunchKaufman", s) { try BunchKaufman(Hermitian(sLow)) },
    one("BunchKaufman rook", s) {
      try BunchKaufman(Hermitian(sHigh, triangle: .upper), rook: true)
    },
    one("BunchKaufman symmetric", y) { try BunchKaufman(Symmetric(yLow)) },
    one("Symmetric", y) { Symmetric(yLow) },
    one("PackedHermitian", h) { PackedHermitian(hLow) },
    one("PackedHermitian indefinite", s) { PackedHermitian(sLow) },
    one("PackedCholesky", h) { try PackedHermitian(hLow).cholesky() },
    one("PackedSymmetric", y) { PackedSymmetric(yLow) },
    one("PackedBunchKaufman", s) { try PackedHermitian(sLow).packedBunchKaufman() },
    one("PackedBunchKaufman symmetric", y) { try PackedSymmetric(yLow).packedBunchKaufman() },
  ]
  let sparse: [SystemCase<T>] = [
    one("Triangular lower", lower) { Triangular(lowerOnly, .lower) },
    one("Triangular upper", upper) { Triangular(upperOnly, .upper) },
    one("PackedTriangular lower", lower) { PackedTriangular(lowerOnly, .lower) },
    one("PackedTriangular upper", upper) { PackedTriangular(upperOnly, .upper) },
    one("DetectedSolver of triangle", upper) { try DetectedSolver(upper) },
    one("Diagonal", diagonal) { Diagonal(diagonal) },
    one("Tridiagonal", tridiagonal) { Tridiagonal(tridiagonal) },
    one("TridiagonalLU", tridiagonal) { try TridiagonalLU(Tridiagonal(tridiagonal)) },
    one("SymmetricTridiagonal", definiteTridiagonal) { SymmetricTridiagonal(definiteTridiagonal) },
    one("SymmetricTridiagonal indefinite", indefiniteTridiagonal) {
      SymmetricTridiagonal(indefiniteTridiagonal)
    },
    one("TridiagonalLDL", definiteTridiagonal) {
      try TridiagonalLDL(SymmetricTridiagonal(definiteTridiagonal))
    },
    one("Banded", band) { Banded(band, lowerBandwidth: 2, upperBandwidth: 1) },
    one("BandedLU", band) { try BandedLU(Banded(band, lowerBandwidth: 2, upperBandwidth: 1)) },
    one("HermitianBanded", definiteBand) { HermitianBanded(definiteBand, bandwidth: 2) },
    one("BandedCholesky", definiteBand) {
      try BandedCholesky(HermitianBanded(definiteBand, bandwidth: 2))
    },
  ]
  return dense + sparse
}

extension Scalar {
  /// The value times a power of two that may itself be out of range.
  func timesPowerOfTwo(_ exponent: Int) -> Self {
    let half = exponent / 2
    func power(_ exponent: Int) -> RealPart {
      RealPart(sign: .plus, exponent: RealPart.Exponent(exponent), significand: 1)
    }
    return scaled(by: power(half)).scaled(by: power(exponent - half))
  }
}
