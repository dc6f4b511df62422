public import LinearAlgebra
import RealModule

/// The matrices of any shape that LAPACK tests orthogonal factorizations with.
public enum RectangularFamily: Hashable, Sendable, CaseIterable {
  /// A diagonal matrix.
  case diagonal
  /// An upper trapezoidal matrix.
  case upper
  /// A lower trapezoidal matrix.
  case lower
  /// A full matrix of condition number 2.
  case wellConditioned
  /// A condition number of `√(0.1 / u)`.
  case illConditioned
  /// A condition number of `0.1 / u`.
  case nearlySingular
  /// A norm near underflow.
  case tiny
  /// A norm near overflow.
  case huge
}

/// The matrices that LAPACK tests factorizations with column pivoting with.
public enum RankRevealingFamily: Hashable, Sendable, CaseIterable {
  /// All zero.
  case zero
  /// One singular value is small, all others are 1.
  case oneSmall
  /// Singular values in geometric progression down to rounding errors.
  case geometric
  /// The first half of the columns is zero.
  case firstHalfZero
  /// The last half of the columns is zero.
  case lastHalfZero
  /// Every second column is zero.
  case everySecondZero
}

/// The scales at which LAPACK tests least squares.
public enum MatrixScale: Hashable, Sendable, CaseIterable {
  /// Elements near one.
  case ordinary
  /// A norm near underflow.
  case tiny
  /// A norm near overflow.
  case huge
}

/// The matrices that LAPACK tests singular values with.
public enum SingularValueFamily: Hashable, Sendable, CaseIterable {
  /// All zero.
  case zero
  /// Ones on the diagonal.
  case identity
  /// Singular values in arithmetic progression.
  case even
  /// Singular values in arithmetic progression, near underflow.
  case tiny
  /// Singular values in arithmetic progression, near overflow.
  case huge
}

extension MatrixSource {
  private typealias Real = Element.RealPart

  private var unit: Element.RealPart { Real.ulpOfOne / 2 }

  /// The factor that brings a norm of about one near underflow, and its reciprocal near overflow.
  private func factor(_ scale: MatrixScale) -> Element {
    let small = Real.leastNormalMagnitude / unit / 4
    return Element(scale == .ordinary ? 1 : scale == .tiny ? small : 1 / small)
  }

  /// Returns a matrix of a family.
  public mutating func rectangular(
    _ family: RectangularFamily, rows: Int, columns: Int
  ) -> Matrix<Element> {
    switch family {
    case .diagonal:
      return Matrix(rows: rows, columns: columns) { $0 == $1 ? 2 + scalar() / 2 : 0 }
    case .upper, .lower:
      let size = Element(Real(max(1, rows, columns)))
      return Matrix(rows: rows, columns: columns) { row, column in
        if row == column { return 2 + scalar() / 2 }
        let isInside = family == .upper ? row < column : row > column
        return isInside ? scalar() / size : 0
      }
    case .wellConditioned: return general(rows: rows, columns: columns)
    case .illConditioned:
      return general(rows: rows, columns: columns, condition: (0.1 / unit).squareRoot())
    case .nearlySingular: return general(rows: rows, columns: columns, condition: 0.1 / unit)
    case .tiny: return general(rows: rows, columns: columns) * factor(.tiny)
    case .huge: return general(rows: rows, columns: columns) * factor(.huge)
    }
  }

  /// Returns a matrix of a family.
  public mutating func rankRevealing(
    _ family: RankRevealingFamily, rows: Int, columns: Int
  ) -> Matrix<Element> {
    let half = columns / 2
    func isZero(_ column: Int) -> Bool {
      switch family {
      case .firstHalfZero: column < half
      case .lastHalfZero: column >= half
      case .everySecondZero: column % 2 == 1
      default: false
      }
    }
    switch family {
    case .zero: return Matrix(rows: rows, columns: columns)
    case .oneSmall:
      return general(rows: rows, columns: columns, condition: 1 / unit, spectrum: .oneSmall)
    case .geometric: return general(rows: rows, columns: columns, condition: 1 / unit)
    default:
      var result = general(rows: rows, columns: columns)
      for column in 0..<columns where isZero(column) {
        for row in 0..<rows { result[row, column] = 0 }
      }
      return result
    }
  }

  /// Returns a matrix of a given rank, whose other singular values lie between 1 and 1/2.
  public mutating func deficient(
    rows: Int, columns: Int, rank: Int, scale: MatrixScale = .ordinary
  ) -> Matrix<Element> {
    precondition(0 <= rank && rank <= min(rows, columns), "\(rows)×\(columns) is not rank \(rank)")
    var left = orthonormal(rows: rows, columns: rank)
    let right = orthonormal(rows: columns, columns: rank)
    left.multiplyRows(
      by: Vector(count: rank) { Element(Spectrum.geometric.value($0, of: rank, condition: 2)) })
    return (left * right.adjoint) * factor(scale)
  }

  /// Returns a matrix of a family.
  public mutating func singularValues(
    _ family: SingularValueFamily, rows: Int, columns: Int
  ) -> Matrix<Element> {
    switch family {
    case .zero: return Matrix(rows: rows, columns: columns)
    case .identity: return Matrix(rows: rows, columns: columns) { $0 == $1 ? 1 : 0 }
    case .even, .tiny, .huge:
      let count = Real(max(1, min(rows, columns)))
      let result = general(
        rows: rows, columns: columns, condition: count, spectrum: .arithmetic)
      return result * factor(family == .even ? .ordinary : family == .tiny ? .tiny : .huge)
    }
  }
}

extension Matrix where Element: LAPACKScalar {
  /// Returns Läuchli's `(n + 1) × n` matrix: a row of ones above `mu I`.
  ///
  /// Its singular values are `√(n + mu²)` and `mu`; the product `AᴴA` loses `mu` below `√ε`.
  public static func lauchli(_ columns: Int, mu: Element.RealPart) -> Matrix {
    Matrix(rows: columns + 1, columns: columns) { row, column in
      row == 0 ? 1 : row == column + 1 ? Element(mu) : 0
    }
  }

  /// Returns Kahan's upper triangular matrix, which deceives column pivoting.
  ///
  /// `diag(1, s, s², …)` times a unit triangle of `−c`, with `c = cos(angle)` and `s = sin(angle)`: the
  /// columns need no exchange, no diagonal element is small, and the least singular value is.
  ///
  /// > Reference: Kahan (1966), "Numerical linear algebra".
  public static func kahan(_ size: Int, angle: Element.RealPart = 1.2) -> Matrix {
    typealias Real = Element.RealPart
    let (c, s) = (Real.cos(angle), Real.sin(angle))
    return Matrix(rows: size, columns: size) { row, column in
      row > column ? 0 : Element(Real.pow(s, row) * (row == column ? 1 : -c))
    }
  }
}
