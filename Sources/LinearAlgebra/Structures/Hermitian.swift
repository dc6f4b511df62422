import ComplexModule

/// A Hermitian matrix, `A = Aᴴ`, of which one triangle is read.
///
/// For real scalars it is a symmetric matrix. The other triangle of ``stored`` may hold anything, and so
/// may the imaginary parts of its diagonal; neither is ever read.
///
///     let a = Hermitian(matrix, triangle: .lower)
///     let x = try a.solve(b)  // Cholesky, or Bunch and Kaufman if indefinite
public struct Hermitian<Element: LAPACKScalar>: LinearStructure {
  /// Products with complex numbers are not Hermitian.
  public typealias Factor = Element.RealPart

  /// The matrix whose triangle counts.
  public let stored: Matrix<Element>
  /// The triangle that counts.
  public let triangle: Triangle

  /// Creates a Hermitian matrix from one triangle of a matrix, sharing its memory.
  ///
  /// - Precondition: The matrix is square.
  public init(_ matrix: Matrix<Element>, triangle: Triangle = .lower) {
    precondition(matrix.isSquare, "a \(matrix.shape) matrix cannot be Hermitian")
    (stored, self.triangle) = (matrix, triangle)
  }

  /// Creates the Hermitian part `(A + Aᴴ) / 2` of a matrix.
  ///
  /// - Precondition: The matrix is square.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public init(hermitianPartOf matrix: Matrix<Element>) {
    precondition(matrix.isSquare, "a \(matrix.shape) matrix has no Hermitian part")
    self.init(
      Matrix(rows: matrix.rows, columns: matrix.rows) { row, column in
        matrix[row, column].scaled(by: 0.5) + matrix[column, row].conjugate.scaled(by: 0.5)
      })
  }

  /// The number of rows and columns.
  public var shape: Shape { stored.shape }

  /// The element in a row and a column.
  public subscript(row: Int, column: Int) -> Element {
    if row == column { return Element(stored[row, row].realPart) }
    return isInside(triangle, row, column) ? stored[row, column] : stored[column, row].conjugate
  }

  /// Returns the matrix with both triangles.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func dense() -> Matrix<Element> { stored.mirrored(triangle, conjugating: true) }

  /// The transpose, which is the conjugate.
  public var transposed: Hermitian {
    Element.isComplex
      ? Hermitian(Matrix(stored.transposed), triangle: triangle.opposite) : self
  }

  /// The conjugate, which is the transpose.
  public var conjugated: Hermitian { transposed }

  /// The matrix itself.
  public var adjoint: Hermitian { self }

  /// The diagonal, which is real.
  public var diagonal: [Element.RealPart] { stored.diagonal.map(\.realPart) }

  /// The sum of the diagonal.
  public var trace: Element.RealPart { diagonal.reduce(0, +) }
}

extension Hermitian {
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
    // The transpose is the conjugate.
    let isConjugated = operation == .transpose || operation == .conjugate
    let a = isConjugated ? conjugated : self
    if beta == 0 { c.makeUniqueDiscardingElements() } else { c.makeUnique() }
    if side == .left && b.columns == 1 {
      unsafe BLAS<Element>.hemv(
        a.triangle, n: rows, alpha: alpha, a: a.stored.storage.base, lda: rows,
        x: b.storage.base, strideX: 1, beta: beta, y: c.storage.base, strideY: 1)
    } else {
      unsafe BLAS<Element>.hemm(
        side, a.triangle, m: c.rows, n: c.columns, alpha: alpha, a: a.stored.storage.base,
        lda: rows, b: b.storage.base, ldb: b.leadingDimension, beta: beta, c: c.storage.base,
        ldc: c.leadingDimension)
    }
  }

  /// Returns the sum, which is Hermitian.
  ///
  /// - Precondition: The sizes are equal.
  public func adding(_ b: Hermitian) -> Hermitian { combined(b, "add", +) }

  /// Returns the difference, which is Hermitian.
  ///
  /// - Precondition: The sizes are equal.
  public func subtracting(_ b: Hermitian) -> Hermitian { combined(b, "subtract", -) }

  /// Returns the product with a real number, which is Hermitian.
  public func multiplied(by factor: Element.RealPart) -> Hermitian {
    combined(self, "scale") { first, _ in first.scaled(by: factor) }
  }

  /// Returns the matrix with the signs changed.
  public func negated() -> Hermitian {
    combined(self, "negate") { first, _ in -first }
  }

  private func combined(
    _ other: Hermitian, _ verb: StaticString, _ operation: (Element, Element) -> Element
  ) -> Hermitian {
    precondition(
      shape == other.shape, "cannot \(verb) matrices of shapes \(shape) and \(other.shape)")
    let aligned =
      other.triangle == triangle ? other.stored : Matrix(other.stored.adjoint)
    return Hermitian(
      stored.combined(triangle, with: aligned, operation), triangle: triangle)
  }
}

extension Hermitian {
  /// Returns the factorization `A = L Lᴴ`.
  ///
  /// - Throws: What ``Cholesky/init(_:triangle:allowIndefinite:assumingFinite:)`` throws.
  public func cholesky() throws(LinearAlgebraError) -> Cholesky<Element> {
    try Cholesky(stored, triangle: triangle)
  }

  /// Returns the factorization `A = P L D Lᴴ Pᵀ`.
  ///
  /// - Throws: What ``BunchKaufman`` throws.
  public func bunchKaufman(
    rook: Bool = false, allowSingular: Bool = false
  ) throws(LinearAlgebraError) -> BunchKaufman<Element> {
    try BunchKaufman(self, rook: rook, allowSingular: allowSingular)
  }

  /// Replaces `B` by the solution of `op(A) X = B` or of `X op(A) = B`, through ``Cholesky`` or, if the
  /// matrix is not positive definite, ``BunchKaufman``.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: The shape of `b` fits.
  public func solve(
    in b: inout Matrix<Element>, operation: MatrixOperation, side: Side
  ) throws(LinearAlgebraError) {
    if let factored = try definiteFactor() {
      return try factored.solve(in: &b, operation: operation, side: side)
    }
    try bunchKaufman().solve(in: &b, operation: operation, side: side)
  }

  /// The Cholesky factorization, `nil` if a look at the diagonal or the attempt shows that there is
  /// none.
  func definiteFactor() throws(LinearAlgebraError) -> Cholesky<Element>? {
    guard (0..<rows).allSatisfy({ !(stored[$0, $0].realPart <= 0) }) else { return nil }
    let factored = try Cholesky(stored, triangle: triangle, allowIndefinite: true)
    return factored.status == .success ? factored : nil
  }

  /// Returns the inverse, which is Hermitian.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``.
  public func inverse() throws(LinearAlgebraError) -> Hermitian {
    if let factored = try definiteFactor() { return Hermitian(try factored.inverse()) }
    return Hermitian(try bunchKaufman().inverse())
  }

  /// Returns the determinant, which is real.
  ///
  /// - Throws: ``LinearAlgebraError/nonFinite(argument:row:column:)``.
  public func determinant() throws(LinearAlgebraError) -> Element.RealPart {
    try bunchKaufman(allowSingular: true).determinant.realPart
  }

  /// Returns the determinant as `sign · exp(logAbsoluteValue)`.
  ///
  /// - Throws: ``LinearAlgebraError/nonFinite(argument:row:column:)``.
  public func logDeterminant() throws(LinearAlgebraError) -> (
    sign: Element.RealPart, logAbsoluteValue: Element.RealPart
  ) {
    let (sign, logarithm) = try bunchKaufman(allowSingular: true).logDeterminant
    return (sign.realPart, logarithm)
  }

  /// Returns the numbers of positive, negative and zero eigenvalues.
  ///
  /// - Throws: ``LinearAlgebraError/nonFinite(argument:row:column:)``.
  public func inertia() throws(LinearAlgebraError) -> Inertia {
    try bunchKaufman(allowSingular: true).inertia
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
  public static func == (a: Hermitian, b: Hermitian) -> Bool { a.hasElements(of: b) }

  /// Feeds the elements to a hasher.
  public func hash(into hasher: inout Hasher) { hashElements(into: &hasher) }
}
