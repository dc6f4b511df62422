// Views of diagonals beside the main one.

extension Strided {
  /// The elements of a diagonal; outside of the matrix it has none.
  @inlinable
  func diagonal(offset: Int) -> StridedVector<Element> {
    let (row, column) = (max(0, -offset), max(0, offset))
    let count = unsafe max(0, min(rows - row, columns - column))
    return unsafe StridedVector(
      base: count > 0 ? base + row * rowStride + column * columnStride : base, count: count,
      stride: rowStride + columnStride, isConjugated: isConjugated)
  }

  /// The order of the diagonal is one of this many, or nothing is there.
  @inlinable
  func checkDiagonal(_ offset: Int) {
    unsafe precondition(
      -rows <= offset && offset <= columns,
      "diagonal \(offset) is outside of a \(Shape(rows: rows, columns: columns)) matrix")
  }
}

extension MatrixView {
  /// The view of a diagonal.
  ///
  /// - Parameter offset: How far it is above the main one; negative below.
  /// - Returns: A view of the elements.
  /// - Precondition: `-rows <= offset && offset <= columns`.
  @inlinable
  @_lifetime(copy self)
  public func diagonal(offset: Int) -> VectorView<Element> {
    unsafe strided.checkDiagonal(offset)
    return unsafe VectorView(strided.diagonal(offset: offset), parent: self)
  }
}

extension MutableMatrixView {
  /// The view of a diagonal.
  ///
  /// - Parameter offset: How far it is above the main one; negative below.
  /// - Returns: A view of the elements.
  /// - Precondition: `-rows <= offset && offset <= columns`.
  @inlinable
  @_lifetime(&self)
  public mutating func diagonal(offset: Int) -> MutableVectorView<Element> {
    unsafe strided.checkDiagonal(offset)
    return unsafe MutableVectorView(strided.diagonal(offset: offset), owner: &self)
  }
}

extension Matrix {
  /// The view of a diagonal.
  ///
  /// - Parameter offset: How far it is above the main one; negative below.
  /// - Returns: A view of the elements.
  /// - Precondition: `-rows <= offset && offset <= columns`.
  @inlinable
  @_lifetime(borrow self)
  public func diagonal(offset: Int) -> VectorView<Element> {
    unsafe view.strided.checkDiagonal(offset)
    return unsafe VectorView(view.strided.diagonal(offset: offset), owner: self)
  }
}
