/// A matrix of which only the part that a structure leaves free is stored.
///
/// Conformers read nothing outside of that part: the other triangle of a ``Hermitian`` matrix may hold
/// anything. `Matrix(a)` writes all elements out; products take plain matrices on either side;
/// a solve factors the matrix in the way that suits it, once for each call.
public protocol StructuredMatrix<Element>: LinearSystem, Hashable, Codable,
  CustomStringConvertible
{
  /// The number of rows and columns.
  var shape: Shape { get }

  /// The element in a row and a column, as the structure tells it.
  ///
  /// - Precondition: Both indices are in range.
  subscript(row: Int, column: Int) -> Element { get }

  /// Returns the matrix with all its elements; the same as `Matrix(self)`.
  func dense() -> Matrix<Element>

  /// Returns a norm; zero for an empty matrix, NaN if a stored element is NaN.
  func norm(_ norm: MatrixNorm) -> Element.RealPart

  /// Computes `C = alpha op(A) B + beta C`, or `C = alpha B op(A) + beta C` from the right.
  ///
  /// The rules of ``multiply(_:_:into:alpha:beta:)`` for matrices hold: zero factors hide what they multiply.
  ///
  /// - Precondition: The shapes fit.
  func multiply(
    _ b: Matrix<Element>, into c: inout Matrix<Element>, operation: MatrixOperation, side: Side,
    alpha: Element, beta: Element)
}

extension Matrix {
  /// Writes out all elements of a structured matrix.
  @inlinable
  public init<Structured: StructuredMatrix<Element>>(_ structured: Structured) {
    self = structured.dense()
  }
}

extension StructuredMatrix {
  /// The number of rows.
  @inlinable
  public var rows: Int { shape.rows }

  /// The number of columns.
  @inlinable
  public var columns: Int { shape.columns }

  /// The type and the shape in the first line, then the rows in aligned columns.
  public var description: String {
    let name = String(describing: Self.self)
    return dense().describe(type: "\(name) \(shape)")
  }

  /// Returns a norm; zero for an empty matrix, NaN if a stored element is NaN.
  public func norm(_ norm: MatrixNorm) -> Element.RealPart { dense().norm(norm) }

  /// Returns the Frobenius norm.
  @inlinable
  public func norm() -> Element.RealPart { norm(.frobenius) }

  /// Computes `C = alpha A B + beta C`.
  @inlinable
  public func multiply(
    _ b: Matrix<Element>, into c: inout Matrix<Element>, alpha: Element = 1, beta: Element = 0
  ) {
    multiply(b, into: &c, operation: .none, side: .left, alpha: alpha, beta: beta)
  }

  /// Returns the product with a matrix, `op(A) B` or `B op(A)`.
  ///
  /// - Precondition: The shapes fit.
  public func product(
    _ b: Matrix<Element>, operation: MatrixOperation = .none, side: Side = .left
  ) -> Matrix<Element> {
    let applied = operation.isTransposing ? shape.transposed : shape
    var result = Matrix<Element>(
      rows: side == .left ? applied.rows : b.rows,
      columns: side == .left ? b.columns : applied.columns)
    multiply(b, into: &result, operation: operation, side: side, alpha: 1, beta: 0)
    return result
  }

  /// Returns the product with a matrix.
  ///
  /// - Precondition: The left operand has as many columns as the right one has rows.
  @inlinable
  public static func * (a: Self, b: Matrix<Element>) -> Matrix<Element> { a.product(b) }

  /// Returns the product of a matrix and this one.
  ///
  /// - Precondition: The left operand has as many columns as the right one has rows.
  @inlinable
  public static func * (a: Matrix<Element>, b: Self) -> Matrix<Element> {
    b.product(a, side: .right)
  }

  /// Returns the product with a vector.
  ///
  /// - Precondition: The matrix has as many columns as the vector has elements.
  @inlinable
  public static func * (a: Self, x: Vector<Element>) -> Vector<Element> {
    Vector(matrix: a.product(x.storedMatrix))
  }

  /// Returns the product of two structured matrices.
  ///
  /// - Precondition: The left operand has as many columns as the right one has rows.
  @inlinable
  public static func * <Other: StructuredMatrix<Element>>(a: Self, b: Other) -> Matrix<Element> {
    a.product(b.dense())
  }

  /// Traps if the shapes of a product do not fit.
  @inline(__always)
  func checkProduct(
    _ b: Matrix<Element>, _ c: Matrix<Element>, _ operation: MatrixOperation, _ side: Side
  ) {
    let applied = operation.isTransposing ? shape.transposed : shape
    let (left, right) = side == .left ? (applied, b.shape) : (b.shape, applied)
    precondition(
      left.columns == right.rows && c.rows == left.rows && c.columns == right.columns,
      "cannot multiply \(left) by \(right) into \(c.shape)")
  }

  /// Computes `C = beta C` if that is all there is to do, which BLAS routines leave to chance.
  @inline(__always)
  func isProductTrivial(
    _ c: inout Matrix<Element>, alpha: Element, beta: Element
  ) -> Bool {
    guard c.isEmpty || alpha == 0 || rows == 0 || columns == 0 else { return false }
    if beta == 0 { c.setToZero() } else if beta != 1 { c *= beta }
    return true
  }

  /// Traps if the matrix is not square.
  @inline(__always)
  func checkSquare(_ what: StaticString) {
    precondition(rows == columns, "a \(shape) matrix has no \(what)")
  }
}

// MARK: Comparing by elements

extension StructuredMatrix {
  /// Whether shapes and elements are equal, whatever the memory holds beside them.
  func hasElements(of other: Self) -> Bool { dense() == other.dense() }

  /// Feeds the shape and the elements to a hasher.
  func hashElements(into hasher: inout Hasher) { dense().hashElements(into: &hasher) }

  /// Calls a closure for each column of `B` and `C`, or for each of their rows from the right.
  ///
  /// `B op(A)` is row by row `op(A)ᵀ` times a row. The operation handed on has no conjugation without
  /// transposition for which the closure would need a flag of BLAS.
  @inline(__always)
  func forEachVector(
    _ b: Matrix<Element>, _ c: inout Matrix<Element>, _ side: Side, beta: Element,
    _ body: (
      _ x: UnsafePointer<Element>, _ strideX: Int, _ y: UnsafeMutablePointer<Element>,
      _ strideY: Int
    ) -> Void
  ) {
    if beta == 0 { c.makeUniqueDiscardingElements() } else { c.makeUnique() }
    let (source, target) = unsafe (UnsafePointer(b.storage.base), c.storage.base)
    if side == .left {
      for column in 0..<c.columns {
        unsafe body(source + column * b.rows, 1, target + column * c.rows, 1)
      }
    } else {
      for row in 0..<c.rows { unsafe body(source + row, b.rows, target + row, c.rows) }
    }
    extendLifetime(b)
  }
}

extension Matrix {
  /// Feeds the shape and the elements to a hasher.
  func hashElements(into hasher: inout Hasher) {
    hasher.combine(shape)
    for index in 0..<count { unsafe hasher.combine(storage.base[index]) }
  }
}

/// Returns elements conjugated if that is part of an operation.
@inline(__always)
func applied<T: Scalar>(_ operation: MatrixOperation, _ elements: [T]) -> [T] {
  T.isComplex && operation.isConjugating ? elements.map(\.conjugate) : elements
}
