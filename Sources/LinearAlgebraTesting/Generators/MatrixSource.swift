public import LinearAlgebra
import RealModule

/// How singular values between 1 and the reciprocal of a condition number are spread.
public enum Spectrum: Hashable, Sendable, CaseIterable {
  /// One value is 1, all others are small.
  case oneLarge
  /// One value is small, all others are 1.
  case oneSmall
  /// Equal quotients.
  case geometric
  /// Equal differences.
  case arithmetic

  /// The value at a position.
  func value<T: RealScalar>(_ index: Int, of count: Int, condition: T) -> T {
    guard count > 1 else { return 1 }
    let share = T(index) / T(count - 1)
    switch self {
    case .oneLarge: return index == 0 ? 1 : 1 / condition
    case .oneSmall: return index == count - 1 ? 1 / condition : 1
    case .geometric: return T.pow(condition, -share)
    case .arithmetic: return 1 - share * (1 - 1 / condition)
    }
  }
}

/// A seeded source of matrices with known properties.
public struct MatrixSource<Element: LAPACKScalar>: Sendable {
  private var generator: SeededGenerator

  /// Creates a source; equal seeds give equal matrices.
  public init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  /// Returns a scalar whose parts are uniform between -1 and 1.
  public mutating func scalar() -> Element {
    let real = part()
    return Element(realPart: real, imaginaryPart: Element.isComplex ? part() : 0)
  }

  private mutating func part() -> Element.RealPart {
    // 23 bits are exact in Float, too.
    let bits = Int(generator.next() >> 41)
    return Element.RealPart(bits) / Element.RealPart(1 << 22) - 1
  }

  /// Returns a matrix of independent uniform elements.
  public mutating func uniform(rows: Int, columns: Int) -> Matrix<Element> {
    Matrix(rows: rows, columns: columns) { _, _ in scalar() }
  }

  /// Returns a vector of independent uniform elements.
  public mutating func uniform(count: Int) -> Vector<Element> {
    Vector(matrix: uniform(rows: count, columns: 1))
  }

  /// Returns an `m × n` matrix with orthonormal columns, `m ≥ n`.
  ///
  /// The first columns of a product of three reflections `I − 2 v vᴴ / vᴴ v` at random vectors: dense,
  /// unitary to the last bits, and cheap. It is not uniformly distributed.
  public mutating func orthonormal(rows: Int, columns: Int) -> Matrix<Element> {
    precondition(rows >= columns, "\(columns) columns of \(rows) cannot be orthonormal")
    var result = Matrix<Element>(rows: rows, columns: columns) { $0 == $1 ? 1 : 0 }
    guard rows > 0 else { return result }
    for _ in 0..<3 {
      var direction = uniform(count: rows)
      direction /= Element(direction.norm())
      let projections = result.adjoint * direction
      rankOneUpdate(&result, direction, projections, alpha: -2, conjugating: true)
    }
    return result
  }

  /// Returns a matrix `U S Vᴴ` with unitary factors and the given condition number.
  public mutating func general(
    rows: Int, columns: Int, condition: Element.RealPart = 2, spectrum: Spectrum = .geometric
  ) -> Matrix<Element> {
    let rank = min(rows, columns)
    var left = orthonormal(rows: rows, columns: rank)
    let right = orthonormal(rows: columns, columns: rank)
    left.multiplyRows(
      by: Vector(count: rank) { Element(spectrum.value($0, of: rank, condition: condition)) })
    return left * right.adjoint
  }

  /// Returns a Hermitian positive definite matrix with the given condition number.
  public mutating func positiveDefinite(
    _ size: Int, condition: Element.RealPart = 2, spectrum: Spectrum = .geometric
  ) -> Matrix<Element> {
    let basis = orthonormal(rows: size, columns: size)
    var scaled = basis
    scaled.multiplyRows(
      by: Vector(count: size) { Element(spectrum.value($0, of: size, condition: condition)) })
    let product = scaled * basis.adjoint
    // Rounding leaves it Hermitian only nearly.
    return (product + Matrix(product.adjoint)) / 2
  }

  /// Returns a well-conditioned triangular matrix whose other triangle holds `outside`.
  public mutating func triangular(
    _ size: Int, _ triangle: Triangle, outside: Element = 0
  ) -> Matrix<Element> {
    Matrix(rows: size, columns: size) { row, column in
      if row == column { return 2 + scalar() / 2 }
      let isInside = triangle == .upper ? row < column : row > column
      return isInside ? scalar() / Element(Element.RealPart(size)) : outside
    }
  }
}
