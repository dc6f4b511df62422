import ComplexModule

/// A square matrix with zeros outside of its diagonal and of the diagonals above and below it.
public struct Tridiagonal<Element: LAPACKScalar>: LinearStructure {
  /// The elements below the diagonal, one fewer than on it.
  public let lower: [Element]
  /// The elements on the diagonal.
  public let diagonal: [Element]
  /// The elements above the diagonal, one fewer than on it.
  public let upper: [Element]

  /// Creates a tridiagonal matrix from its diagonals.
  ///
  /// - Precondition: There is one element less beside the diagonal than on it (none if it is empty).
  public init(lower: [Element], diagonal: [Element], upper: [Element]) {
    let expected = max(0, diagonal.count - 1)
    precondition(
      lower.count == expected && upper.count == expected,
      "diagonals of \(lower.count), \(diagonal.count) and \(upper.count) elements do not make a matrix"
    )
    (self.lower, self.diagonal, self.upper) = (lower, diagonal, upper)
  }

  /// Creates a tridiagonal matrix from the three diagonals of a matrix, of which nothing else is read.
  ///
  /// - Precondition: The matrix is square.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public init(_ matrix: Matrix<Element>) {
    precondition(matrix.isSquare, "a \(matrix.shape) matrix cannot be tridiagonal")
    let last = max(0, matrix.rows - 1)
    self.init(
      lower: (0..<last).map { matrix[$0 + 1, $0] }, diagonal: matrix.diagonal,
      upper: (0..<last).map { matrix[$0, $0 + 1] })
  }

  /// The number of rows and columns.
  public var shape: Shape { Shape(rows: diagonal.count, columns: diagonal.count) }

  /// The element in a row and a column.
  public subscript(row: Int, column: Int) -> Element {
    shape.check(row, column)
    return switch column - row {
    case 0: diagonal[row]
    case 1: upper[row]
    case -1: lower[column]
    default: 0
    }
  }

  /// Returns the matrix with all its zeros.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func dense() -> Matrix<Element> {
    Matrix(rows: rows, columns: rows) { row, column in
      abs(row - column) <= 1 ? self[row, column] : 0
    }
  }

  /// Returns a norm; zero for an empty matrix, NaN if an element is NaN.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func norm(_ norm: MatrixNorm) -> Element.RealPart {
    switch norm {
    case .frobenius: return Vector(lower + diagonal + upper).norm()
    case .maxAbs: return Vector(lower + diagonal + upper).norm(.infinity)
    case .one, .infinity:
      // Sums along columns; those along rows are the same of the transpose.
      let a = norm == .one ? self : transposed
      let sums = a.diagonal.indices.map { index in
        a.diagonal[index].modulus + (index > 0 ? a.upper[index - 1].modulus : 0)
          + (index < a.lower.count ? a.lower[index].modulus : 0)
      }
      return Vector(sums).norm(.infinity)
    }
  }

  /// The transpose.
  public var transposed: Tridiagonal {
    Tridiagonal(lower: upper, diagonal: diagonal, upper: lower)
  }

  /// The conjugate transpose.
  public var adjoint: Tridiagonal { transposed.conjugated }

  /// The conjugate.
  public var conjugated: Tridiagonal {
    Tridiagonal(
      lower: applied(.conjugate, lower), diagonal: applied(.conjugate, diagonal),
      upper: applied(.conjugate, upper))
  }

  /// Returns the matrix after an operation.
  func applying(_ operation: MatrixOperation) -> Tridiagonal {
    switch operation {
    case .none: self
    case .transpose: transposed
    case .adjoint: adjoint
    case .conjugate: conjugated
    }
  }

  /// The sum of the diagonal.
  public var trace: Element { diagonal.reduce(0, +) }

  /// Computes `C = alpha op(A) B + beta C`, or `C = alpha B op(A) + beta C` from the right.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func multiply(
    _ b: Matrix<Element>, into c: inout Matrix<Element>, operation: MatrixOperation, side: Side,
    alpha: Element, beta: Element
  ) {
    checkProduct(b, c, operation, side)
    if isProductTrivial(&c, alpha: alpha, beta: beta) { return }
    let a = applying(side == .left ? operation : operation.followed(by: .transpose))
    let (low, middle, high) = (a.lower, a.diagonal, a.upper)
    unsafe forEachVector(b, &c, side, beta: beta) { x, strideX, y, strideY in
      for row in middle.indices {
        var value = unsafe middle[row] * x[row * strideX]
        if row > 0 { unsafe value += low[row - 1] * x[(row - 1) * strideX] }
        if row < high.count { unsafe value += high[row] * x[(row + 1) * strideX] }
        let place = row * strideY
        unsafe y[place] = beta == 0 ? alpha * value : beta * y[place] + alpha * value
      }
    }
  }
}

extension Tridiagonal {
  /// Returns the factorization `A = P L U`.
  ///
  /// - Throws: What ``TridiagonalLU/init(_:allowSingular:)`` throws.
  public func lu(allowSingular: Bool = false) throws(LinearAlgebraError) -> TridiagonalLU<Element> {
    try TridiagonalLU(self, allowSingular: allowSingular)
  }

  /// Replaces `B` by the solution of `op(A) X = B` or of `X op(A) = B`, through ``TridiagonalLU``.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: The shape of `b` fits.
  /// - Complexity: O(`rows`) for each right side.
  public func solve(
    in b: inout Matrix<Element>, operation: MatrixOperation, side: Side
  ) throws(LinearAlgebraError) {
    try lu().solve(in: &b, operation: operation, side: side)
  }

  /// Returns the determinant.
  ///
  /// - Throws: ``LinearAlgebraError/nonFinite(argument:row:column:)``.
  public func determinant() throws(LinearAlgebraError) -> Element {
    try lu(allowSingular: true).determinant
  }

  /// Returns the determinant as `sign · exp(logAbsoluteValue)`.
  ///
  /// - Throws: ``LinearAlgebraError/nonFinite(argument:row:column:)``.
  public func logDeterminant() throws(LinearAlgebraError) -> (
    sign: Element, logAbsoluteValue: Element.RealPart
  ) {
    try lu(allowSingular: true).logDeterminant
  }

  /// Returns the sum, which is tridiagonal.
  ///
  /// - Precondition: The sizes are equal.
  public func adding(_ b: Tridiagonal) -> Tridiagonal { combined(b, "add", +) }

  /// Returns the difference, which is tridiagonal.
  ///
  /// - Precondition: The sizes are equal.
  public func subtracting(_ b: Tridiagonal) -> Tridiagonal {
    combined(b, "subtract", -)
  }

  /// Returns the product with a number, which is tridiagonal.
  public func multiplied(by factor: Element) -> Tridiagonal {
    combined(self, "scale") { first, _ in factor * first }
  }

  /// Returns the matrix with the signs changed.
  public func negated() -> Tridiagonal {
    combined(self, "negate") { first, _ in -first }
  }

  private func combined(
    _ other: Tridiagonal, _ verb: StaticString, _ operation: (Element, Element) -> Element
  ) -> Tridiagonal {
    Tridiagonal(
      lower: lower.combined(other.lower, verb, operation),
      diagonal: diagonal.combined(other.diagonal, verb, operation),
      upper: upper.combined(other.upper, verb, operation))
  }

  private enum CodingKeys: String, CodingKey {
    case lower
    case diagonal
    case upper
  }

  /// Reads the three diagonals.
  ///
  /// - Throws: `DecodingError.dataCorrupted` if their lengths do not fit.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let lower = try container.decode([Element].self, forKey: .lower)
    let diagonal = try container.decode([Element].self, forKey: .diagonal)
    let upper = try container.decode([Element].self, forKey: .upper)
    let expected = max(0, diagonal.count - 1)
    guard lower.count == expected, upper.count == expected else {
      throw DecodingError.dataCorruptedError(
        forKey: .diagonal, in: container,
        debugDescription:
          "the diagonals have \(lower.count), \(diagonal.count), \(upper.count) elements"
      )
    }
    self.init(lower: lower, diagonal: diagonal, upper: upper)
  }
}
