/// A vector of real or complex numbers.
///
/// A vector is a value like ``Matrix`` and shares its memory with the `n × 1` matrix it is made of:
/// `vector.matrix` and `Vector(matrix:)` cost nothing.
public struct Vector<Element: Scalar>: Sendable, Hashable {
  /// The vector as an `n × 1` matrix.
  public var matrix: Matrix<Element> { storedMatrix }
  @usableFromInline var storedMatrix: Matrix<Element>

  /// Creates a vector from a matrix of one column, sharing its memory.
  ///
  /// - Precondition: The matrix has one column.
  public init(matrix: Matrix<Element>) {
    precondition(matrix.columns == 1, "a \(matrix.shape) matrix is not a vector")
    storedMatrix = matrix
  }

  /// Creates a vector that holds one value everywhere.
  public init(count: Int, repeating value: Element = 0) {
    storedMatrix = Matrix(rows: count, columns: 1, repeating: value)
  }

  /// Creates a vector from its elements.
  public init(_ elements: [Element]) {
    storedMatrix = Matrix(columnMajor: elements, rows: elements.count, columns: 1)
  }

  /// Creates a vector from a function of the index.
  @inlinable
  public init<E: Error>(count: Int, _ element: (Int) throws(E) -> Element) throws(E) {
    self.init(matrix: try Matrix(rows: count, columns: 1) { row, _ throws(E) in try element(row) })
  }

  /// The number of elements.
  public var count: Int { matrix.rows }

  /// Whether there is no element.
  public var isEmpty: Bool { count == 0 }

  /// The vector as a `1 × n` matrix, sharing its memory.
  public var rowMatrix: Matrix<Element> { Matrix(reshaping: matrix, rows: 1, columns: count) }

  /// The element at an index.
  @inlinable
  public subscript(index: Int) -> Element {
    get { storedMatrix[index, 0] }
    set { storedMatrix[index, 0] = newValue }
  }
}

extension Matrix {
  /// Creates a matrix of another shape with the same elements in column-major order, in O(1).
  ///
  /// - Precondition: The number of elements stays.
  public init(reshaping matrix: Matrix, rows: Int, columns: Int) {
    let shape = Shape(rows: rows, columns: columns)
    precondition(shape.count == matrix.count, "cannot reshape \(matrix.shape) to \(shape)")
    self.init(storage: matrix.storage, shape: shape)
  }
}

extension Vector: ExpressibleByArrayLiteral {
  /// Creates a vector from literal elements.
  public init(arrayLiteral elements: Element...) { self.init(elements) }
}

extension Vector: CustomStringConvertible {
  /// The type and the number of elements, then the elements below each other.
  public var description: String { formatted(MatrixFormat()) }
}

extension Vector: Codable {
  /// Writes the elements as an array.
  public func encode(to encoder: any Encoder) throws { try Array(matrix).encode(to: encoder) }

  /// Reads an array of elements.
  public init(from decoder: any Decoder) throws { self.init(try [Element](from: decoder)) }
}

extension Array {
  /// Creates an array of the elements of a vector.
  public init(_ vector: Vector<Element>) where Element: Scalar { self = Array(vector.matrix) }
}
