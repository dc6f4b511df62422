/// What a product can read: a ``Matrix``, its lazy transpose, adjoint or conjugate, or a view.
public protocol MatrixOperand<Element>: ~Escapable {
  /// The type of the elements.
  associatedtype Element: Scalar

  /// The number of rows and columns.
  var shape: Shape { get }

  /// Lends a view of the elements to a closure.
  func withView<R, E: Error>(_ body: (MatrixView<Element>) throws(E) -> R) throws(E) -> R
}

extension MatrixView: MatrixOperand {
  /// Hands the view itself to a closure.
  @inlinable
  public func withView<R, E: Error>(
    _ body: (MatrixView<Element>) throws(E) -> R
  ) throws(E) -> R {
    try body(self)
  }
}

extension Matrix: MatrixOperand {
  /// A view of the whole matrix.
  @inlinable
  public var view: MatrixView<Element> {
    @_lifetime(borrow self) get {
      unsafe MatrixView(
        Strided(
          base: storage.base, rows: rows, columns: columns, rowStride: 1,
          columnStride: max(1, rows)),
        owner: self)
    }
  }

  /// Lends a view of the whole matrix to a closure.
  @inlinable
  public func withView<R, E: Error>(
    _ body: (MatrixView<Element>) throws(E) -> R
  ) throws(E) -> R {
    try body(view)
  }

  /// Copies what an operand shows: materialises a lazy transpose, packs a view.
  @inlinable
  public init<Operand: MatrixOperand & ~Escapable>(_ operand: Operand)
  where Operand.Element == Element {
    self = operand.withView { Matrix(copying: $0) }
  }
}
