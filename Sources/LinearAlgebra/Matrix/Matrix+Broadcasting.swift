import ComplexModule

extension Matrix {
  @inline(__always)
  mutating func updateColumns(
    with values: Matrix, _ verb: StaticString, _ operation: (Element, Element) -> Element
  ) {
    precondition(
      values.rows == rows && values.columns == 1,
      "cannot \(verb) a \(values.shape) matrix to every column of a \(shape) matrix")
    guard !isEmpty else { return }
    makeUnique()
    let (target, source) = unsafe (storage.base, values.storage.base)
    for column in 0..<columns {
      let target = unsafe target + column * rows
      for row in 0..<rows { unsafe target[row] = operation(target[row], source[row]) }
    }
  }

  @inline(__always)
  mutating func updateRows(
    with values: Matrix, _ verb: StaticString, _ operation: (Element, Element) -> Element
  ) {
    precondition(
      values.columns == columns && values.rows == 1,
      "cannot \(verb) a \(values.shape) matrix to every row of a \(shape) matrix")
    guard !isEmpty else { return }
    makeUnique()
    let (target, source) = unsafe (storage.base, values.storage.base)
    for column in 0..<columns {
      let target = unsafe target + column * rows
      let value = unsafe source[column]
      for row in 0..<rows { unsafe target[row] = operation(target[row], value) }
    }
  }

  /// Adds an `n × 1` matrix to every column.
  ///
  /// - Precondition: `column` has as many rows as this matrix, and one column.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public mutating func addToColumns(_ column: Matrix) {
    updateColumns(with: column, "add") { $0 + $1 }
  }

  /// Adds a vector to every column.
  @inlinable
  public mutating func addToColumns(_ column: Vector<Element>) { addToColumns(column.matrix) }

  /// Returns the sum of every column and an `n × 1` matrix.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func addingToColumns(_ column: Matrix) -> Matrix {
    var result = self
    result.updateColumns(with: column, "add") { $0 + $1 }
    return result
  }

  /// Returns the sum of every column and a vector.
  @inlinable
  public func addingToColumns(_ column: Vector<Element>) -> Matrix {
    addingToColumns(column.matrix)
  }

  /// Adds a `1 × n` matrix to every row.
  ///
  /// - Precondition: `row` has as many columns as this matrix, and one row.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public mutating func addToRows(_ row: Matrix) { updateRows(with: row, "add") { $0 + $1 } }

  /// Adds a vector to every row.
  @inlinable
  public mutating func addToRows(_ row: Vector<Element>) { addToRows(row.rowMatrix) }

  /// Returns the sum of every row and a `1 × n` matrix.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func addingToRows(_ row: Matrix) -> Matrix {
    var result = self
    result.updateRows(with: row, "add") { $0 + $1 }
    return result
  }

  /// Returns the sum of every row and a vector.
  @inlinable
  public func addingToRows(_ row: Vector<Element>) -> Matrix { addingToRows(row.rowMatrix) }

  /// Multiplies every column by an `n × 1` matrix, element by element: `diag(v) A`.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public mutating func multiplyColumns(by column: Matrix) {
    updateColumns(with: column, "multiply") { $0 * $1 }
  }

  /// Multiplies every column by a vector, element by element: `diag(v) A`.
  @inlinable
  public mutating func multiplyColumns(by column: Vector<Element>) {
    multiplyColumns(by: column.matrix)
  }

  /// Multiplies every row by a `1 × n` matrix, element by element: `A diag(v)`.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public mutating func multiplyRows(by row: Matrix) {
    updateRows(with: row, "multiply") { $0 * $1 }
  }

  /// Multiplies every row by a vector, element by element: `A diag(v)`.
  @inlinable
  public mutating func multiplyRows(by row: Vector<Element>) { multiplyRows(by: row.rowMatrix) }
}
