import ComplexModule

extension MatrixBatch {
  /// Returns the sums of the items of two batches.
  ///
  /// - Precondition: Shapes and numbers of items are equal.
  public static func + (a: MatrixBatch, b: MatrixBatch) -> MatrixBatch {
    a.checkAlike(b, "add")
    return MatrixBatch(
      flattened: a.storedMatrix + b.storedMatrix, rows: a.rows, columns: a.columns)
  }

  /// Returns the differences of the items of two batches.
  ///
  /// - Precondition: Shapes and numbers of items are equal.
  public static func - (a: MatrixBatch, b: MatrixBatch) -> MatrixBatch {
    a.checkAlike(b, "subtract")
    return MatrixBatch(
      flattened: a.storedMatrix - b.storedMatrix, rows: a.rows, columns: a.columns)
  }

  /// Adds the items of another batch.
  ///
  /// - Precondition: Shapes and numbers of items are equal.
  public static func += (a: inout MatrixBatch, b: MatrixBatch) {
    a.checkAlike(b, "add")
    a.storedMatrix += b.storedMatrix
  }

  /// Subtracts the items of another batch.
  ///
  /// - Precondition: Shapes and numbers of items are equal.
  public static func -= (a: inout MatrixBatch, b: MatrixBatch) {
    a.checkAlike(b, "subtract")
    a.storedMatrix -= b.storedMatrix
  }

  /// Adds one matrix to every item.
  ///
  /// - Precondition: The matrix has the shape of the items.
  public static func += (a: inout MatrixBatch, b: Matrix<Element>) {
    precondition(a.shape == b.shape, "cannot add matrices of shapes \(a.shape) and \(b.shape)")
    a.storedMatrix.addToColumns(b.itemColumns)
  }

  /// Returns the sums of every item and one matrix.
  ///
  /// - Precondition: The matrix has the shape of the items.
  public static func + (a: MatrixBatch, b: Matrix<Element>) -> MatrixBatch {
    var result = a
    result += b
    return result
  }

  /// Returns the products with a scalar.
  public static func * (a: MatrixBatch, b: Element) -> MatrixBatch {
    MatrixBatch(flattened: a.storedMatrix * b, rows: a.rows, columns: a.columns)
  }

  /// Returns the products with a scalar.
  public static func * (a: Element, b: MatrixBatch) -> MatrixBatch {
    MatrixBatch(flattened: a * b.storedMatrix, rows: b.rows, columns: b.columns)
  }

  /// Multiplies every item by a scalar.
  public static func *= (a: inout MatrixBatch, b: Element) { a.storedMatrix *= b }

  /// Returns the transposes of all items.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func transposed() -> MatrixBatch { rearranged(conjugating: false) }

  /// Returns the conjugate transposes of all items.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func adjoint() -> MatrixBatch { rearranged(conjugating: Element.isComplex) }

  @inline(__always)
  private func rearranged(conjugating: Bool) -> MatrixBatch {
    let result = MatrixBatch(uninitializedCount: count, shape.transposed)
    let (source, target) = unsafe (storedMatrix.storage.base, result.storedMatrix.storage.base)
    let (m, n) = (rows, columns)
    BatchParts.forEach(count, work: Double(shape.count)) { range in
      for item in range {
        let (source, target) = unsafe (source + item * m * n, target + item * m * n)
        for row in 0..<m {
          for column in 0..<n {
            let element = unsafe source[row &+ column &* m]
            unsafe target[column &+ row &* n] = conjugating ? element.conjugate : element
          }
        }
      }
    }
    return result
  }

  private func checkAlike(_ other: MatrixBatch, _ verb: StaticString) {
    precondition(
      shape == other.shape && count == other.count,
      "cannot \(verb) batches of \(count) \(shape) and of \(other.count) \(other.shape) matrices")
  }
}
