public import LinearAlgebra
import RealModule

/// The Hermitian and symmetric matrices that LAPACK tests its indefinite solvers with.
public enum IndefiniteFamily: Hashable, Sendable, CaseIterable {
  /// A diagonal matrix with both signs.
  case diagonal
  /// A full matrix of condition number 2.
  case wellConditioned
  /// Zeros on the diagonal, so that no pivot of order one comes first.
  case zeroDiagonal
  /// The first row and column are zero.
  case firstZero
  /// The last row and column are zero.
  case lastZero
  /// The middle row and column are zero.
  case middleZero
  /// The second half of rows and columns is zero.
  case lastHalfZero
  /// A condition number of `√(0.1 / u)`.
  case illConditioned
  /// A condition number of `0.1 / u`.
  case nearlySingular
  /// A norm near underflow.
  case tiny
  /// A norm near overflow.
  case huge

  /// The zero rows and columns.
  public func zeros(_ size: Int) -> Range<Int> {
    switch self {
    case .firstZero: 0..<min(1, size)
    case .lastZero: max(0, size - 1)..<size
    case .middleZero: size / 2..<min(size, size / 2 + 1)
    case .lastHalfZero: size / 2..<size
    default: 0..<0
    }
  }
}

extension MatrixSource {
  private typealias Real = Element.RealPart

  /// Returns a Hermitian matrix, or a complex symmetric one, with the given condition number and
  /// eigenvalues (or their phases) of both signs.
  public mutating func indefinite(
    _ size: Int, hermitian: Bool = true, condition: Element.RealPart = 2
  ) -> Matrix<Element> {
    let basis = orthonormal(rows: size, columns: size)
    var scaled = basis
    scaled.multiplyRows(
      by: Vector(count: size) {
        let value = Spectrum.geometric.value($0, of: size, condition: condition)
        return Element($0 % 2 == 0 ? value : -value)
      })
    // Averaging makes exact what rounding leaves nearly so.
    let product = hermitian ? scaled * basis.adjoint : scaled * basis.transposed
    let mirror = hermitian ? Matrix(product.adjoint) : Matrix(product.transposed)
    return (product + mirror) / 2
  }

  /// Returns a Hermitian, or a complex symmetric, matrix of a family.
  public mutating func indefinite(
    _ family: IndefiniteFamily, size: Int, hermitian: Bool = true
  ) -> Matrix<Element> {
    let unit = Real.ulpOfOne / 2
    let small = Real.leastNormalMagnitude / unit / 4
    switch family {
    case .diagonal:
      return .diagonal(
        (0..<size).map { index in
          let value = 2 + scalar() / 2
          let element = hermitian ? Element(value.realPart) : value
          return index % 2 == 0 ? element : -element
        })
    case .wellConditioned: return indefinite(size, hermitian: hermitian)
    case .zeroDiagonal:
      var result = indefinite(size, hermitian: hermitian)
      // One alone would be singular.
      for index in 0..<(size > 1 ? size : 0) { result[index, index] = 0 }
      return result
    case .firstZero, .lastZero, .middleZero, .lastHalfZero:
      let full = indefinite(size, hermitian: hermitian)
      let zeros = family.zeros(size)
      return Matrix(rows: size, columns: size) { row, column in
        zeros.contains(row) || zeros.contains(column) ? 0 : full[row, column]
      }
    case .illConditioned:
      return indefinite(size, hermitian: hermitian, condition: (0.1 / unit).squareRoot())
    case .nearlySingular:
      let condition = 0.1 / unit / Real(max(1, size * size))
      return indefinite(size, hermitian: hermitian, condition: condition)
    case .tiny: return indefinite(size, hermitian: hermitian) * Element(small)
    case .huge: return indefinite(size, hermitian: hermitian) * Element(1 / small)
    }
  }

  /// Returns a Hermitian semidefinite matrix of a rank, the product of a random factor and its
  /// adjoint.
  public mutating func semidefinite(_ size: Int, rank: Int) -> Matrix<Element> {
    let factor = orthonormal(rows: size, columns: rank)
    var scaled = factor
    scaled.multiplyRows(
      by: Vector(count: rank) { Element(Spectrum.geometric.value($0, of: rank, condition: 10)) })
    let product = scaled * factor.adjoint
    return (product + Matrix(product.adjoint)) / 2
  }

  /// Returns a matrix with zeros outside of a band, well-conditioned by its diagonal.
  public mutating func banded(
    rows: Int, columns: Int, lower: Int, upper: Int, dominant: Bool = true
  ) -> Matrix<Element> {
    let width = Real(lower + upper + 1)
    return Matrix(rows: rows, columns: columns) { row, column in
      if row == column && dominant { return 2 + scalar() / 2 }
      let isInside = row - column <= lower && column - row <= upper
      return isInside ? scalar() / Element(dominant ? width : 1) : 0
    }
  }

  /// Returns a Hermitian matrix with zeros outside of a band; positive definite if wanted.
  public mutating func hermitianBanded(
    _ size: Int, bandwidth: Int, definite: Bool = true
  ) -> Matrix<Element> {
    let half = banded(
      rows: size, columns: size, lower: bandwidth, upper: 0, dominant: definite)
    var result = half + Matrix(half.adjoint)
    for index in 0..<size { result[index, index] = Element(result[index, index].realPart) }
    return result
  }
}
