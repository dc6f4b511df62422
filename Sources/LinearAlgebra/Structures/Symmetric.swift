import ComplexModule

/// A symmetric matrix, `A = Aᵀ`, of which one triangle is read.
///
/// A complex one is not Symmetric: its diagonal is complex, and it has no definiteness. The other
/// triangle of ``stored`` may hold anything and is never read.
public struct Symmetric<Element: LAPACKScalar>: LinearStructure {
  /// The matrix whose triangle counts.
  public let stored: Matrix<Element>
  /// The triangle that counts.
  public let triangle: Triangle

  /// Creates a symmetric matrix from one triangle of a matrix, sharing its memory.
  ///
  /// - Precondition: The matrix is square.
  public init(_ matrix: Matrix<Element>, triangle: Triangle = .lower) {
    precondition(matrix.isSquare, "a \(matrix.shape) matrix cannot be symmetric")
    (stored, self.triangle) = (matrix, triangle)
  }

  /// Creates the symmetric part `(A + Aᵀ) / 2` of a matrix.
  ///
  /// - Precondition: The matrix is square.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public init(symmetricPartOf matrix: Matrix<Element>) {
    precondition(matrix.isSquare, "a \(matrix.shape) matrix has no symmetric part")
    self.init(
      Matrix(rows: matrix.rows, columns: matrix.rows) { row, column in
        matrix[row, column].scaled(by: 0.5) + matrix[column, row].scaled(by: 0.5)
      })
  }

  /// The number of rows and columns.
  public var shape: Shape { stored.shape }

  /// The element in a row and a column.
  public subscript(row: Int, column: Int) -> Element {
    isInside(triangle, row, column) ? stored[row, column] : stored[column, row]
  }

  /// Returns the matrix with both triangles.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func dense() -> Matrix<Element> { stored.mirrored(triangle, conjugating: false) }

  /// The matrix itself.
  public var transposed: Symmetric { self }

  /// The conjugate.
  public var conjugated: Symmetric {
    Element.isComplex ? Symmetric(Matrix(stored.conjugated), triangle: triangle) : self
  }

  /// The conjugate transpose, which is the conjugate.
  public var adjoint: Symmetric { conjugated }

  /// The diagonal.
  public var diagonal: [Element] { stored.diagonal }

  /// The sum of the diagonal.
  public var trace: Element { diagonal.reduce(0, +) }
}

extension Symmetric {
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
    let isConjugated = operation.isConjugating && Element.isComplex
    let a = isConjugated ? conjugated : self
    if beta == 0 { c.makeUniqueDiscardingElements() } else { c.makeUnique() }
    if side == .left && b.columns == 1 {
      unsafe BLAS<Element>.symv(
        a.triangle, n: rows, alpha: alpha, a: a.stored.storage.base, lda: rows,
        x: b.storage.base, strideX: 1, beta: beta, y: c.storage.base, strideY: 1)
    } else {
      unsafe BLAS<Element>.symm(
        side, a.triangle, m: c.rows, n: c.columns, alpha: alpha, a: a.stored.storage.base,
        lda: rows, b: b.storage.base, ldb: b.leadingDimension, beta: beta, c: c.storage.base,
        ldc: c.leadingDimension)
    }
  }

  /// Returns the sum, which is symmetric.
  ///
  /// - Precondition: The sizes are equal.
  public func adding(_ b: Symmetric) -> Symmetric { combined(b, "add", +) }

  /// Returns the difference, which is symmetric.
  ///
  /// - Precondition: The sizes are equal.
  public func subtracting(_ b: Symmetric) -> Symmetric { combined(b, "subtract", -) }

  /// Returns the product with a number, which is symmetric.
  public func multiplied(by factor: Element) -> Symmetric {
    combined(self, "scale") { first, _ in factor * first }
  }

  /// Returns the matrix with the signs changed.
  public func negated() -> Symmetric {
    combined(self, "negate") { first, _ in -first }
  }

  private func combined(
    _ other: Symmetric, _ verb: StaticString, _ operation: (Element, Element) -> Element
  ) -> Symmetric {
    precondition(
      shape == other.shape, "cannot \(verb) matrices of shapes \(shape) and \(other.shape)")
    let aligned =
      other.triangle == triangle ? other.stored : Matrix(other.stored.transposed)
    return Symmetric(
      stored.combined(triangle, with: aligned, operation), triangle: triangle)
  }
}

extension Symmetric {
  /// Returns the factorization `A = P L D Lᵀ Pᵀ`.
  ///
  /// - Throws: What ``BunchKaufman`` throws.
  public func bunchKaufman(
    rook: Bool = false, allowSingular: Bool = false
  ) throws(LinearAlgebraError) -> BunchKaufman<Element> {
    try BunchKaufman(self, rook: rook, allowSingular: allowSingular)
  }

  /// Replaces `B` by the solution of `op(A) X = B` or of `X op(A) = B`.
  ///
  /// A real matrix tries ``Cholesky`` first; otherwise ``BunchKaufman`` solves.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: The shape of `b` fits.
  public func solve(
    in b: inout Matrix<Element>, operation: MatrixOperation, side: Side
  ) throws(LinearAlgebraError) {
    if !Element.isComplex {
      return try Hermitian(stored, triangle: triangle)
        .solve(in: &b, operation: operation, side: side)
    }
    try bunchKaufman().solve(in: &b, operation: operation, side: side)
  }

  /// Returns the inverse, which is symmetric.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``.
  public func inverse() throws(LinearAlgebraError) -> Symmetric {
    Symmetric(try bunchKaufman().inverse())
  }

  /// Returns the determinant.
  ///
  /// - Throws: ``LinearAlgebraError/nonFinite(argument:row:column:)``.
  public func determinant() throws(LinearAlgebraError) -> Element {
    try bunchKaufman(allowSingular: true).determinant
  }

  /// Returns the determinant as `sign · exp(logAbsoluteValue)`.
  ///
  /// - Throws: ``LinearAlgebraError/nonFinite(argument:row:column:)``.
  public func logDeterminant() throws(LinearAlgebraError) -> (
    sign: Element, logAbsoluteValue: Element.RealPart
  ) {
    try bunchKaufman(allowSingular: true).logDeterminant
  }

  private enum CodingKeys: String, CodingKey {
    case triangle
    case matrix
  }

  /// Writes the triangle and the matrix with zeros in the other one.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(triangle == .lower ? "lower" : "upper", forKey: .triangle)
    try container.encode(stored.cleared(outside: triangle), forKey: .matrix)
  }

  /// Reads what ``encode(to:)`` writes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let matrix = try container.decode(Matrix<Element>.self, forKey: .matrix)
    let name = try container.decode(String.self, forKey: .triangle)
    guard matrix.isSquare, name == "lower" || name == "upper" else {
      throw DecodingError.dataCorruptedError(
        forKey: .matrix, in: container, debugDescription: "no triangle of a \(matrix.shape) matrix")
    }
    self.init(matrix, triangle: name == "lower" ? .lower : .upper)
  }

  /// Whether sizes and elements are equal, whatever the other triangle holds.
  public static func == (a: Symmetric, b: Symmetric) -> Bool { a.hasElements(of: b) }

  /// Feeds the elements to a hasher.
  public func hash(into hasher: inout Hasher) { hashElements(into: &hasher) }
}
