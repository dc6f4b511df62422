import ComplexModule

/// A symmetric matrix, `A = Aᵀ`, of which one triangle is stored without gaps.
///
/// It takes half of the memory of ``Symmetric`` and, with LAPACK's packed routines, which do not work in
/// blocks, more time.
public struct PackedSymmetric<Element: LAPACKScalar>: LinearStructure {
  let packed: PackedTriangle<Element>

  /// Creates a matrix from its packed triangle, column by column.
  ///
  /// - Precondition: There are `size · (size + 1) / 2` elements.
  public init(size: Int, _ triangle: Triangle, elements: Vector<Element>) {
    packed = PackedTriangle(size: size, triangle, elements: elements)
  }

  init(_ packed: PackedTriangle<Element>) { self.packed = packed }

  /// Packs one triangle of a matrix, of which nothing else is read.
  ///
  /// - Precondition: The matrix is square.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public init(_ matrix: Matrix<Element>, triangle: Triangle = .lower) {
    packed = PackedTriangle(matrix, triangle)
  }

  /// Packs the triangle that counts.
  public init(_ matrix: Symmetric<Element>) {
    self.init(matrix.stored, triangle: matrix.triangle)
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
    return isInside(triangle, row, column) ? packed[row, column] : packed[column, row]
  }

  /// The matrix in full storage.
  public var unpacked: Symmetric<Element> { Symmetric(packed.unpacked(), triangle: triangle) }

  /// Returns the matrix with both triangles.
  public func dense() -> Matrix<Element> { unpacked.dense() }

  /// The matrix itself.
  public var transposed: PackedSymmetric { self }

  /// The conjugate.
  public var conjugated: PackedSymmetric { PackedSymmetric(packed.mapped { $0.conjugate }) }

  /// The conjugate transpose, which is the conjugate.
  public var adjoint: PackedSymmetric { conjugated }

  /// The diagonal.
  public var diagonal: [Element] { (0..<rows).map { self[$0, $0] } }

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
    // Rows see the transpose.
    let turned = side == .left ? operation : operation.followed(by: .transpose)
    let a = turned.isConjugating && Element.isComplex ? conjugated : self
    let elements = a.packed.elements.storedMatrix
    let base = unsafe UnsafePointer(elements.storage.base)
    unsafe forEachVector(b, &c, side, beta: beta) { x, strideX, y, strideY in
      unsafe BLAS<Element>.spmv(
        triangle, n: rows, alpha: alpha, a: base, x: x, strideX: strideX, beta: beta, y: y,
        strideY: strideY)
    }
    extendLifetime(elements)
  }
}

extension PackedSymmetric {
  /// Replaces `B` by the solution of `op(A) X = B` or of `X op(A) = B`, through
  /// ``BunchKaufman``.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: The shape of `b` fits.
  public func solve(
    in b: inout Matrix<Element>, operation: MatrixOperation, side: Side
  ) throws(LinearAlgebraError) {
    try bunchKaufman().solve(in: &b, operation: operation, side: side)
  }

  /// Returns the factorization with pivots of order one and two, in full storage.
  ///
  /// LAPACK's own routine for packed matrices writes beyond its memory once the reciprocal of a
  /// subnormal pivot has overflowed.
  ///
  /// - Throws: What ``BunchKaufman`` throws.
  public func bunchKaufman(
    rook: Bool = false, allowSingular: Bool = false
  ) throws(LinearAlgebraError) -> BunchKaufman<Element> {
    try unpacked.bunchKaufman(rook: rook, allowSingular: allowSingular)
  }

  /// Returns the factorization with pivots of order one and two, which keeps packed factors.
  ///
  /// - Throws: What ``PackedBunchKaufman`` throws.
  public func packedBunchKaufman(
    rook: Bool = false, allowSingular: Bool = false
  ) throws(LinearAlgebraError) -> PackedBunchKaufman<Element> {
    try PackedBunchKaufman(self, rook: rook, allowSingular: allowSingular)
  }

  /// Returns the sum, which is symmetric.
  ///
  /// - Precondition: The sizes and the triangles are equal.
  public func adding(_ b: PackedSymmetric) -> PackedSymmetric {
    PackedSymmetric(packed.combined(b.packed, "add", +))
  }

  /// Returns the difference, which is symmetric.
  ///
  /// - Precondition: The sizes and the triangles are equal.
  public func subtracting(_ b: PackedSymmetric) -> PackedSymmetric {
    PackedSymmetric(packed.combined(b.packed, "subtract", -))
  }

  /// Returns the product with a number, which is symmetric.
  public func multiplied(by factor: Element) -> PackedSymmetric {
    PackedSymmetric(packed.mapped { factor * $0 })
  }

  /// Whether sizes and elements are equal, however they are stored.
  public static func == (a: PackedSymmetric, b: PackedSymmetric) -> Bool { a.hasElements(of: b) }

  /// Feeds the elements to a hasher.
  public func hash(into hasher: inout Hasher) { hashElements(into: &hasher) }

  /// Writes the size, the triangle and its elements.
  public func encode(to encoder: any Encoder) throws { try packed.encode(to: encoder) }

  /// Reads what ``encode(to:)`` writes.
  ///
  /// - Throws: `DecodingError.dataCorrupted` if the number of elements does not fit.
  public init(from decoder: any Decoder) throws {
    self.init(try PackedTriangle<Element>(from: decoder))
  }
}
