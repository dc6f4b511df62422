public import LinearAlgebra
import RealModule

/// The square general matrices that LAPACK tests its linear solvers with.
public enum GeneralFamily: Hashable, Sendable, CaseIterable {
  /// A diagonal matrix.
  case diagonal
  /// An upper triangular matrix.
  case upper
  /// A lower triangular matrix.
  case lower
  /// A full matrix of condition number 2.
  case wellConditioned
  /// The first column is zero.
  case firstColumnZero
  /// The last column is zero.
  case lastColumnZero
  /// The second half of the columns is zero.
  case lastHalfZero
  /// A condition number of `√(0.1 / u)`.
  case illConditioned
  /// A condition number of `0.1 / u`.
  case nearlySingular
  /// A norm near underflow.
  case tiny
  /// A norm near overflow.
  case huge

  /// The first zero column, if there is one.
  public func firstZeroColumn(_ size: Int) -> Int? {
    switch self {
    case .firstColumnZero: 0
    case .lastColumnZero: size - 1
    case .lastHalfZero: size / 2
    default: nil
    }
  }
}

/// The positive definite matrices that LAPACK tests its linear solvers with, and their failures.
public enum PositiveDefiniteFamily: Hashable, Sendable, CaseIterable {
  /// A diagonal matrix.
  case diagonal
  /// A full matrix of condition number 2.
  case wellConditioned
  /// The first row and column are zero.
  case firstZero
  /// The last row and column are zero.
  case lastZero
  /// The middle row and column are zero.
  case middleZero
  /// A condition number of `√(0.1 / u)`.
  case illConditioned
  /// A condition number of `0.1 / u`.
  case nearlySingular
  /// A norm near underflow.
  case tiny
  /// A norm near overflow.
  case huge

  /// The zero row and column, if there is one.
  public func zero(_ size: Int) -> Int? {
    switch self {
    case .firstZero: 0
    case .lastZero: size - 1
    case .middleZero: size / 2
    default: nil
    }
  }
}

extension MatrixSource {
  private typealias Real = Element.RealPart

  private var unit: Element.RealPart { Real.ulpOfOne / 2 }

  /// The factor that brings a norm of about one near underflow, and its reciprocal near overflow.
  private var small: Element.RealPart { Real.leastNormalMagnitude / unit / 4 }

  /// Returns a square matrix of a family.
  public mutating func general(_ family: GeneralFamily, size: Int) -> Matrix<Element> {
    let half = (0.1 / unit).squareRoot()
    switch family {
    case .diagonal:
      let diagonal = (0..<size).map { _ -> Element in 2 + scalar() / 2 }
      return Matrix.diagonal(diagonal)
    case .upper: return triangular(size, .upper)
    case .lower: return triangular(size, .lower)
    case .wellConditioned: return general(rows: size, columns: size)
    case .firstColumnZero, .lastColumnZero, .lastHalfZero:
      var result = general(rows: size, columns: size)
      guard size > 0, let first = family.firstZeroColumn(size) else { return result }
      for column in family == .lastHalfZero ? first..<size : first..<first + 1 {
        for row in 0..<size { result[row, column] = 0 }
      }
      return result
    case .illConditioned: return general(rows: size, columns: size, condition: half)
    case .nearlySingular: return general(rows: size, columns: size, condition: 0.1 / unit)
    case .tiny: return general(rows: size, columns: size) * Element(small)
    case .huge: return general(rows: size, columns: size) * Element(1 / small)
    }
  }

  /// Returns a Hermitian matrix of a family.
  public mutating func positiveDefinite(
    _ family: PositiveDefiniteFamily, size: Int
  ) -> Matrix<Element> {
    let half = (0.1 / unit).squareRoot()
    switch family {
    case .diagonal:
      let diagonal = (0..<size).map { _ -> Element in Element(2 + scalar().realPart / 2) }
      return Matrix.diagonal(diagonal)
    case .wellConditioned: return positiveDefinite(size)
    case .firstZero, .lastZero, .middleZero:
      var result = positiveDefinite(size)
      guard size > 0, let zero = family.zero(size) else { return result }
      for index in 0..<size {
        result[index, zero] = 0
        result[zero, index] = 0
      }
      return result
    case .illConditioned: return positiveDefinite(size, condition: half)
    case .nearlySingular:
      // Rounding errors of n u must not make it indefinite.
      return positiveDefinite(size, condition: 0.1 / unit / Real(max(1, size * size)))
    case .tiny: return positiveDefinite(size) * Element(small)
    case .huge: return positiveDefinite(size) * Element(1 / small)
    }
  }
}
