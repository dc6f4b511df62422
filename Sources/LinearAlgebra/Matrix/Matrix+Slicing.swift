import ComplexModule

// Parts of matrices, as copies, and changes of parts. Views of parts are in Views.

extension Matrix {
  /// Replaces the elements of a block.
  ///
  /// - Precondition: The ranges are within the matrix, and the operand has the shape of the block.
  @inlinable
  public mutating func replace<Operand: MatrixOperand & ~Escapable>(
    rows: Range<Int>, columns: Range<Int>, with operand: Operand
  ) where Operand.Element == Element {
    withMutableView(rows: rows, columns: columns) { $0.assign(operand) }
  }

  /// Replaces the elements of a row.
  ///
  /// - Precondition: The row is within the matrix, and there are as many elements as columns.
  @inlinable
  public mutating func replaceRow<Operand: VectorOperand & ~Escapable>(
    _ row: Int, with operand: Operand
  ) where Operand.Element == Element {
    withMutableView { view in
      var target = view.row(row)
      target.assign(operand)
    }
  }

  /// Replaces the elements of a column.
  ///
  /// - Precondition: The column is within the matrix, and there are as many elements as rows.
  @inlinable
  public mutating func replaceColumn<Operand: VectorOperand & ~Escapable>(
    _ column: Int, with operand: Operand
  ) where Operand.Element == Element {
    withMutableView { view in
      var target = view.column(column)
      target.assign(operand)
    }
  }

  /// Replaces the elements of a diagonal.
  ///
  /// - Parameters:
  ///   - offset: How far the diagonal is above the main one; negative below.
  ///   - operand: The elements from the top left to the bottom right.
  /// - Precondition: The diagonal has as many elements.
  @inlinable
  public mutating func setDiagonal<Operand: VectorOperand & ~Escapable>(
    offset: Int = 0, to operand: Operand
  ) where Operand.Element == Element {
    withMutableView { view in
      var target = view.diagonal(offset: offset)
      target.assign(operand)
    }
  }

  /// Stores one value on a diagonal.
  ///
  /// - Parameters:
  ///   - offset: How far the diagonal is above the main one; negative below.
  ///   - value: The value.
  @inlinable
  public mutating func fillDiagonal(offset: Int = 0, with value: Element) {
    withMutableView { view in
      var target = view.diagonal(offset: offset)
      target.fill(with: value)
    }
  }

  /// Returns the rows at the given places, in their order; places may repeat.
  ///
  /// - Precondition: All places are within the matrix.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func rows(at places: [Int]) -> Matrix {
    for place in places {
      precondition(0 <= place && place < rows, "row \(place) is outside of a \(shape) matrix")
    }
    let result = Matrix(uninitializedRows: places.count, columns: columns)
    guard !result.isEmpty else { return result }
    for column in 0..<columns {
      let (source, target) = unsafe (
        storage.base + column * rows, result.storage.base + column * places.count
      )
      for (row, place) in places.enumerated() { unsafe target[row] = source[place] }
    }
    return result
  }

  /// Returns the columns at the given places, in their order; places may repeat.
  ///
  /// - Precondition: All places are within the matrix.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func columns(at places: [Int]) -> Matrix {
    let result = Matrix(uninitializedRows: rows, columns: places.count)
    for (column, place) in places.enumerated() {
      precondition(
        0 <= place && place < columns, "column \(place) is outside of a \(shape) matrix")
      unsafe (result.storage.base + column * rows).initialize(
        from: storage.base + place * rows, count: rows)
    }
    return result
  }

  /// Returns the matrix without the rows at the given places.
  ///
  /// - Precondition: All places are within the matrix.
  public func removingRows(at places: [Int]) -> Matrix {
    rows(at: remaining(of: rows, without: places, "row"))
  }

  /// Returns the matrix without the columns at the given places.
  ///
  /// - Precondition: All places are within the matrix.
  public func removingColumns(at places: [Int]) -> Matrix {
    columns(at: remaining(of: columns, without: places, "column"))
  }

  private func remaining(of count: Int, without places: [Int], _ noun: String) -> [Int] {
    var isKept = [Bool](repeating: true, count: count)
    for place in places {
      precondition(0 <= place && place < count, "\(noun) \(place) is outside of a \(shape) matrix")
      isKept[place] = false
    }
    return (0..<count).filter { isKept[$0] }
  }

  /// Returns the matrix with rows inserted before a place.
  ///
  /// - Precondition: The place is at most the number of rows, and the new rows have the right length.
  public func insertingRows(_ newRows: Matrix, at place: Int) -> Matrix {
    precondition(
      newRows.columns == columns && 0 <= place && place <= rows,
      "cannot insert a \(newRows.shape) matrix before row \(place) of a \(shape) matrix")
    return Matrix(stackingRows: [
      Matrix(self[rows: 0..<place, columns: 0..<columns]), newRows,
      Matrix(self[rows: place..<rows, columns: 0..<columns]),
    ])
  }

  /// Returns the matrix with columns inserted before a place.
  ///
  /// - Precondition: The place is at most the number of columns, and the new columns have the right
  ///   length.
  public func insertingColumns(_ newColumns: Matrix, at place: Int) -> Matrix {
    precondition(
      newColumns.rows == rows && 0 <= place && place <= columns,
      "cannot insert a \(newColumns.shape) matrix before column \(place) of a \(shape) matrix")
    return Matrix(stackingColumns: [
      Matrix(self[rows: 0..<rows, columns: 0..<place]), newColumns,
      Matrix(self[rows: 0..<rows, columns: place..<columns]),
    ])
  }

  /// Returns the matrix with its rows in the opposite order.
  @inlinable
  public func reversingRows() -> Matrix { Matrix(view.stepping(rows: -1)) }

  /// Returns the matrix with its columns in the opposite order.
  @inlinable
  public func reversingColumns() -> Matrix { Matrix(view.stepping(columns: -1)) }

  /// Returns the matrix with its elements moved cyclically.
  ///
  /// - Parameters:
  ///   - rowShift: How many places elements move down; negative up.
  ///   - columnShift: How many places elements move to the right; negative to the left.
  /// - Returns: A matrix of the same shape.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func rolled(rows rowShift: Int = 0, columns columnShift: Int = 0) -> Matrix {
    if isEmpty { return self }
    let down = (rowShift % rows + rows) % rows
    let right = (columnShift % columns + columns) % columns
    let result = Matrix(uninitializedRows: rows, columns: columns)
    for column in 0..<columns {
      let source = unsafe storage.base + column * rows
      let target = unsafe result.storage.base + (column + right) % columns * rows
      unsafe (target + down).initialize(from: source, count: rows - down)
      unsafe target.initialize(from: source + rows - down, count: down)
    }
    return result
  }

  /// Returns the matrix with zeros below a diagonal.
  ///
  /// - Parameter offset: How far the diagonal is above the main one; negative below.
  /// - Returns: A matrix of the same shape.
  @inlinable
  public func upperTriangle(offset: Int = 0) -> Matrix {
    Matrix(rows: rows, columns: columns) {
      unsafe $1 - $0 >= offset ? storage.base[$0 + $1 * rows] : 0
    }
  }

  /// Returns the matrix with zeros above a diagonal.
  ///
  /// - Parameter offset: How far the diagonal is above the main one; negative below.
  /// - Returns: A matrix of the same shape.
  @inlinable
  public func lowerTriangle(offset: Int = 0) -> Matrix {
    Matrix(rows: rows, columns: columns) {
      unsafe $1 - $0 <= offset ? storage.base[$0 + $1 * rows] : 0
    }
  }

  /// Copies one triangle to the other, so that the matrix becomes symmetric or Hermitian.
  ///
  /// - Parameters:
  ///   - triangle: The triangle that stays.
  ///   - conjugating: Whether the copies are conjugated and the diagonal is made real.
  /// - Precondition: The matrix is square.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public mutating func mirror(_ triangle: Triangle, conjugating: Bool = false) {
    precondition(isSquare, "a \(shape) matrix cannot be symmetric")
    makeUnique()
    let elements = unsafe storage.base
    for column in 0..<columns {
      if conjugating && Element.isComplex {
        let place = column + column * rows
        unsafe elements[place] = Element(elements[place].realPart)
      }
      for row in 0..<column {
        let (upper, lower) = (row + column * rows, column + row * rows)
        let (target, source) = triangle == .upper ? (lower, upper) : (upper, lower)
        unsafe elements[target] = conjugating ? elements[source].conjugate : elements[source]
      }
    }
  }

  /// Exchanges two rows.
  ///
  /// - Precondition: Both are within the matrix.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public mutating func swapRows(_ first: Int, _ second: Int) {
    precondition(
      0 <= first && first < rows && 0 <= second && second < rows,
      "cannot exchange rows \(first) and \(second) of a \(shape) matrix")
    if first == second { return }
    makeUnique()
    for column in 0..<columns {
      let start = unsafe storage.base + column * rows
      unsafe (start[first], start[second]) = (start[second], start[first])
    }
  }

  /// Exchanges two columns.
  ///
  /// - Precondition: Both are within the matrix.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public mutating func swapColumns(_ first: Int, _ second: Int) {
    precondition(
      0 <= first && first < columns && 0 <= second && second < columns,
      "cannot exchange columns \(first) and \(second) of a \(shape) matrix")
    if first == second { return }
    makeUnique()
    let (left, right) = unsafe (storage.base + first * rows, storage.base + second * rows)
    for row in 0..<rows { unsafe (left[row], right[row]) = (right[row], left[row]) }
  }

  /// Returns a matrix of another shape with the same elements in column-major order, in O(1).
  ///
  /// - Precondition: The number of elements stays.
  @inlinable
  public func reshaped(rows: Int, columns: Int) -> Matrix {
    Matrix(reshaping: self, rows: rows, columns: columns)
  }

  /// The columns below each other, as one vector that shares the memory: `vec A`.
  @inlinable
  public var flattened: Vector<Element> { Vector(matrix: reshaped(rows: count, columns: 1)) }
}
