import ComplexModule

/// A real symmetric, or complex Hermitian, tridiagonal matrix.
///
/// The diagonal is real. What solves is the factorization for positive definite matrices, and the
/// general one if the matrix is not.
public struct SymmetricTridiagonal<Element: LAPACKScalar>: LinearStructure {
  /// Products with complex numbers are not Hermitian.
  public typealias Factor = Element.RealPart

  /// The elements on the diagonal.
  public let diagonal: [Element.RealPart]
  /// The elements below the diagonal; those above are their conjugates.
  public let lower: [Element]

  /// Creates the matrix from its diagonal and what is below it.
  ///
  /// - Precondition: There is one element less below the diagonal than on it (none if it is empty).
  public init(diagonal: [Element.RealPart], lower: [Element]) {
    precondition(
      lower.count == max(0, diagonal.count - 1),
      "diagonals of \(diagonal.count) and \(lower.count) elements do not make a matrix")
    (self.diagonal, self.lower) = (diagonal, lower)
  }

  /// Creates the matrix from the diagonal and the lower or upper subdiagonal of a matrix, of which
  /// nothing else is read.
  ///
  /// - Precondition: The matrix is square.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public init(_ matrix: Matrix<Element>, triangle: Triangle = .lower) {
    precondition(matrix.isSquare, "a \(matrix.shape) matrix cannot be tridiagonal")
    self.init(
      diagonal: matrix.diagonal.map(\.realPart),
      lower: (0..<max(0, matrix.rows - 1)).map {
        triangle == .lower ? matrix[$0 + 1, $0] : matrix[$0, $0 + 1].conjugate
      })
  }

  /// The elements above the diagonal.
  public var upper: [Element] { applied(.conjugate, lower) }

  /// The matrix as a tridiagonal one.
  public var tridiagonal: Tridiagonal<Element> {
    Tridiagonal(lower: lower, diagonal: diagonal.map { Element($0) }, upper: upper)
  }

  /// The number of rows and columns.
  public var shape: Shape { Shape(rows: diagonal.count, columns: diagonal.count) }

  /// The element in a row and a column.
  public subscript(row: Int, column: Int) -> Element {
    shape.check(row, column)
    return switch column - row {
    case 0: Element(diagonal[row])
    case 1: lower[row].conjugate
    case -1: lower[column]
    default: 0
    }
  }

  /// Returns the matrix with all its zeros.
  public func dense() -> Matrix<Element> { tridiagonal.dense() }

  /// Returns a norm; zero for an empty matrix, NaN if an element is NaN.
  public func norm(_ norm: MatrixNorm) -> Element.RealPart { tridiagonal.norm(norm) }

  /// The transpose, which is the conjugate.
  public var transposed: SymmetricTridiagonal {
    SymmetricTridiagonal(diagonal: diagonal, lower: upper)
  }

  /// The conjugate, which is the transpose.
  public var conjugated: SymmetricTridiagonal { transposed }

  /// The matrix itself.
  public var adjoint: SymmetricTridiagonal { self }

  /// The sum of the diagonal.
  public var trace: Element.RealPart { diagonal.reduce(0, +) }

  /// Computes `C = alpha op(A) B + beta C`, or `C = alpha B op(A) + beta C` from the right.
  public func multiply(
    _ b: Matrix<Element>, into c: inout Matrix<Element>, operation: MatrixOperation, side: Side,
    alpha: Element, beta: Element
  ) {
    tridiagonal.multiply(
      b, into: &c, operation: operation, side: side, alpha: alpha, beta: beta)
  }
}

extension SymmetricTridiagonal {
  /// Returns the factorization `A = L D Lᴴ` of a positive definite matrix.
  ///
  /// - Throws: What ``TridiagonalLDL/init(_:allowIndefinite:)`` throws.
  public func ldl(
    allowIndefinite: Bool = false
  ) throws(LinearAlgebraError) -> TridiagonalLDL<Element> {
    try TridiagonalLDL(self, allowIndefinite: allowIndefinite)
  }

  /// Replaces `B` by the solution of `op(A) X = B` or of `X op(A) = B`, through ``TridiagonalLDL`` or, if
  /// the matrix is not positive definite, ``TridiagonalLU``.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: The shape of `b` fits.
  public func solve(
    in b: inout Matrix<Element>, operation: MatrixOperation, side: Side
  ) throws(LinearAlgebraError) {
    let factored = try ldl(allowIndefinite: true)
    if factored.status == .success {
      return try factored.solve(in: &b, operation: operation, side: side)
    }
    try tridiagonal.solve(in: &b, operation: operation, side: side)
  }

  /// Returns the determinant, which is real.
  ///
  /// - Throws: ``LinearAlgebraError/nonFinite(argument:row:column:)``.
  public func determinant() throws(LinearAlgebraError) -> Element.RealPart {
    try tridiagonal.determinant().realPart
  }

  /// Returns the determinant as `sign · exp(logAbsoluteValue)`.
  ///
  /// - Throws: ``LinearAlgebraError/nonFinite(argument:row:column:)``.
  public func logDeterminant() throws(LinearAlgebraError) -> (
    sign: Element.RealPart, logAbsoluteValue: Element.RealPart
  ) {
    let (sign, logarithm) = try tridiagonal.logDeterminant()
    return (sign.realPart < 0 ? -1 : sign.realPart > 0 ? 1 : 0, logarithm)
  }

  /// Returns the sum, which is tridiagonal and Hermitian.
  ///
  /// - Precondition: The sizes are equal.
  public func adding(_ b: SymmetricTridiagonal) -> SymmetricTridiagonal {
    SymmetricTridiagonal(
      diagonal: diagonal.combined(b.diagonal, "add", +),
      lower: lower.combined(b.lower, "add", +))
  }

  /// Returns the difference, which is tridiagonal and Hermitian.
  ///
  /// - Precondition: The sizes are equal.
  public func subtracting(_ b: SymmetricTridiagonal) -> SymmetricTridiagonal {
    adding(b.multiplied(by: -1))
  }

  /// Returns the product with a real number, which is tridiagonal and Hermitian.
  public func multiplied(by factor: Element.RealPart) -> SymmetricTridiagonal {
    SymmetricTridiagonal(
      diagonal: diagonal.map { factor * $0 }, lower: lower.map { $0.scaled(by: factor) })
  }

  private enum CodingKeys: String, CodingKey {
    case diagonal
    case lower
  }

  /// Reads the two diagonals.
  ///
  /// - Throws: `DecodingError.dataCorrupted` if their lengths do not fit.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let diagonal = try container.decode([Element.RealPart].self, forKey: .diagonal)
    let lower = try container.decode([Element].self, forKey: .lower)
    guard lower.count == max(0, diagonal.count - 1) else {
      throw DecodingError.dataCorruptedError(
        forKey: .lower, in: container,
        debugDescription: "the diagonals have \(diagonal.count) and \(lower.count) elements")
    }
    self.init(diagonal: diagonal, lower: lower)
  }
}
