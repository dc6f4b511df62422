import ComplexModule

/// A triangular matrix of which one triangle is stored without gaps.
public struct PackedTriangular<Element: LAPACKScalar>: LinearStructure, LinearSolver {
  let packed: PackedTriangle<Element>
  /// Whether the diagonal is stored or consists of ones; then what is stored there is never read.
  public let unitDiagonal: TriangleDiagonal

  /// Creates a matrix from its packed triangle, column by column.
  ///
  /// - Precondition: There are `size · (size + 1) / 2` elements.
  public init(
    size: Int, _ triangle: Triangle, diagonal: TriangleDiagonal = .general,
    elements: Vector<Element>
  ) {
    packed = PackedTriangle(size: size, triangle, elements: elements)
    unitDiagonal = diagonal
  }

  init(_ packed: PackedTriangle<Element>, _ unitDiagonal: TriangleDiagonal) {
    (self.packed, self.unitDiagonal) = (packed, unitDiagonal)
  }

  /// Packs one triangle of a matrix, of which nothing else is read.
  ///
  /// - Precondition: The matrix is square.
  public init(
    _ matrix: Matrix<Element>, _ triangle: Triangle, diagonal: TriangleDiagonal = .general
  ) {
    self.init(PackedTriangle(matrix, triangle), diagonal)
  }

  /// Packs the triangle that counts.
  public init(_ matrix: Triangular<Element>) {
    self.init(matrix.stored, matrix.triangle, diagonal: matrix.unitDiagonal)
  }

  /// The triangle that is stored.
  public var triangle: Triangle { packed.triangle }
  /// The elements of the triangle, column by column.
  public var elements: Vector<Element> { packed.elements }
  /// The number of rows and columns.
  public var shape: Shape { packed.shape }

  /// The element in a row and a column.
  public subscript(row: Int, column: Int) -> Element {
    shape.check(row, column)
    if row == column && unitDiagonal == .unit { return 1 }
    return isInside(triangle, row, column) ? packed[row, column] : 0
  }

  /// The matrix in full storage.
  public var unpacked: Triangular<Element> {
    Triangular(packed.unpacked(), triangle, diagonal: unitDiagonal)
  }

  /// Returns the matrix with zeros in the other triangle.
  public func dense() -> Matrix<Element> { unpacked.dense() }

  /// The diagonal.
  public var diagonal: [Element] { (0..<rows).map { self[$0, $0] } }

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
    let turned = side == .left ? operation : operation.followed(by: .transpose)
    let isConjugated = turned.isConjugating && Element.isComplex
    let plain: MatrixOperation = turned.isTransposing ? .transpose : .none
    // conj(A) x is conj(A conj(x)); not every BLAS conjugates without transposing.
    var product = b
    product.makeUnique()
    if isConjugated { product.conjugateElements() }
    let start = unsafe product.storage.base
    let (count, stride) = side == .left ? (b.columns, 1) : (b.rows, b.rows)
    for vector in 0..<count {
      unsafe BLAS<Element>.tpmv(
        triangle, plain, unitDiagonal, n: rows, a: packed.elements.storedMatrix.storage.base,
        x: start + (side == .left ? vector * b.rows : vector), strideX: stride)
    }
    if isConjugated { product.conjugateElements() }
    if beta == 0 {
      c = alpha == 1 ? product : product.mapped { alpha * $0 }
    } else {
      c.update(with: product, "add") { beta * $0 + alpha * $1 }
    }
  }
}

extension PackedTriangular: ConditionedSolver {
  /// Whether a diagonal element is zero.
  public var status: FactorStatus {
    guard let zero = diagonal.firstIndex(of: 0) else { return .success }
    return .singular(pivot: zero + 1)
  }

  /// Replaces `B` by the solution of `op(A) X = B` or of `X op(A) = B`, by substitution.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: The shape of `b` fits.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func solve(
    in b: inout Matrix<Element>, operation: MatrixOperation, side: Side
  ) throws(LinearAlgebraError) {
    try packed.checkFinite("a", skippingDiagonal: unitDiagonal == .unit)
    if diagonal.contains(where: hasUnusableReciprocal) {
      return try unpacked.solve(in: &b, operation: operation, side: side)
    }
    try checkRightSide(b, side)
    guard !b.isEmpty else { return }
    let turned = side == .left ? operation : operation.followed(by: .transpose)
    let isConjugated = turned.isConjugating && Element.isComplex
    let plain: MatrixOperation = turned.isTransposing ? .transpose : .none
    let scaling = RightSideScaling(&b, side)
    defer { scaling.restore(&b) }
    b.makeUnique()
    if isConjugated { b.conjugateElements() }
    let start = unsafe b.storage.base
    let (count, stride) = side == .left ? (b.columns, 1) : (b.rows, b.rows)
    for vector in 0..<count {
      unsafe BLAS<Element>.tpsv(
        triangle, plain, unitDiagonal, n: rows, a: packed.elements.storedMatrix.storage.base,
        x: start + (side == .left ? vector * b.rows : vector), strideX: stride)
    }
    if isConjugated { b.conjugateElements() }
  }

  /// Returns an estimate of `1 / (‖A‖ ‖A⁻¹‖)`; zero if singular or not finite, one if empty.
  public func reciprocalCondition(_ norm: ConditionNorm) -> Element.RealPart {
    unpacked.reciprocalCondition(norm)
  }

  /// The determinant, the product of the diagonal.
  public var determinant: Element { Determinant(diagonal).value }

  /// The determinant as `sign · exp(logAbsoluteValue)`.
  public var logDeterminant: (sign: Element, logAbsoluteValue: Element.RealPart) {
    Determinant(diagonal).logarithm
  }

  /// Returns the sum, which is triangular.
  ///
  /// - Precondition: The sizes and the triangles are equal.
  public func adding(_ b: PackedTriangular) -> PackedTriangular {
    PackedTriangular(unpacked + b.unpacked)
  }

  /// Returns the difference, which is triangular.
  ///
  /// - Precondition: The sizes and the triangles are equal.
  public func subtracting(_ b: PackedTriangular) -> PackedTriangular {
    PackedTriangular(unpacked - b.unpacked)
  }

  /// Returns the product with a number, which is triangular.
  public func multiplied(by factor: Element) -> PackedTriangular {
    PackedTriangular(factor * unpacked)
  }

  /// Whether sizes and elements are equal, however they are stored.
  public static func == (a: PackedTriangular, b: PackedTriangular) -> Bool {
    a.hasElements(of: b)
  }

  /// Feeds the elements to a hasher.
  public func hash(into hasher: inout Hasher) { hashElements(into: &hasher) }

  private enum CodingKeys: String, CodingKey {
    case unitDiagonal
    case packed
  }

  /// Writes whether the diagonal is made of ones, and the triangle.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(unitDiagonal == .unit, forKey: .unitDiagonal)
    // What is stored in place of ones might not be a number that a format can write.
    let clean = unitDiagonal == .unit ? PackedTriangle(dense(), triangle) : packed
    try container.encode(clean, forKey: .packed)
  }

  /// Reads what ``encode(to:)`` writes.
  ///
  /// - Throws: `DecodingError.dataCorrupted` if the number of elements does not fit.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let isUnit = try container.decode(Bool.self, forKey: .unitDiagonal)
    let packed = try container.decode(PackedTriangle<Element>.self, forKey: .packed)
    self.init(packed, isUnit ? .unit : .general)
  }
}
