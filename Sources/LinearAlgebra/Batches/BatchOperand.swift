/// What a batch can be combined with: another batch, item by item, or one matrix for all items.
public protocol BatchOperand<Element>: Sendable {
  /// The type of the elements.
  associatedtype Element: Scalar

  /// The number of rows and columns of every item.
  var itemShape: Shape { get }

  /// The number of items, `nil` for a matrix that serves any number.
  var itemCount: Int? { get }

  /// The items as the columns of a matrix; a shared matrix is the only one.
  var itemColumns: Matrix<Element> { get }
}

extension MatrixBatch: BatchOperand {
  /// The shape of the batch.
  public var itemShape: Shape { shape }

  /// The number of items.
  public var itemCount: Int? { count }

  /// The items, flattened.
  public var itemColumns: Matrix<Element> { storedMatrix }
}

extension Matrix: BatchOperand {
  /// The shape of the matrix.
  public var itemShape: Shape { shape }

  /// `nil`: the matrix serves any number of items.
  public var itemCount: Int? { nil }

  /// The matrix itself, flattened.
  public var itemColumns: Matrix<Element> { Matrix(reshaping: self, rows: count, columns: 1) }
}

/// Where the items of an operand lie.
@unsafe
struct BatchItems<Element> {
  /// The first item.
  var base: UnsafePointer<Element>
  /// The number of rows and columns of an item.
  var shape: Shape
  /// The distance between items, zero for a shared matrix.
  var stride: Int
}

extension BatchOperand {
  /// Where the items lie, for as long as the operand lives.
  @inline(__always)
  var items: BatchItems<Element> {
    let elements = itemColumns
    let base = unsafe UnsafePointer(elements.storage.base)
    return unsafe BatchItems(
      base: base, shape: itemShape, stride: itemCount == nil ? 0 : itemShape.count)
  }
}
