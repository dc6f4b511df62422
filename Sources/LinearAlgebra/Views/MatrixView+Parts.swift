extension Strided {
  /// The elements of a block.
  @inlinable
  func block(_ rowRange: Range<Int>, _ columnRange: Range<Int>) -> Strided {
    unsafe precondition(
      0 <= rowRange.lowerBound && rowRange.upperBound <= rows && 0 <= columnRange.lowerBound
        && columnRange.upperBound <= columns,
      "rows \(rowRange) and columns \(columnRange) are outside of a \(Shape(rows: rows, columns: columns)) matrix"
    )
    var result = unsafe self
    if !rowRange.isEmpty && !columnRange.isEmpty {
      unsafe result.base +=
        rowRange.lowerBound * rowStride + columnRange.lowerBound * columnStride
    }
    unsafe result.rows = rowRange.count
    unsafe result.columns = columnRange.count
    return unsafe result
  }

  /// Every `rowStep`-th row and `columnStep`-th column; negative steps start from the end.
  @inlinable
  func stepping(_ rowStep: Int, _ columnStep: Int) -> Strided {
    precondition(
      rowStep != 0 && columnStep != 0, "cannot step by (\(rowStep), \(columnStep)) in a matrix")
    var result = unsafe self
    if unsafe rowStep < 0 && rows > 0 { unsafe result.base += (rows - 1) * rowStride }
    if unsafe columnStep < 0 && columns > 0 {
      unsafe result.base += (columns - 1) * columnStride
    }
    unsafe result.rows = stepCount(rows, rowStep)
    unsafe result.columns = stepCount(columns, columnStep)
    // A stride that leads nowhere may not be representable.
    unsafe result.rowStride = result.rows > 1 ? result.rowStride * rowStep : 1
    unsafe result.columnStride =
      result.columns > 1 ? result.columnStride * columnStep : max(1, result.rows)
    return unsafe result
  }

  /// The elements of a row.
  @inlinable
  func row(_ row: Int) -> StridedVector<Element> {
    unsafe precondition(0 <= row && row < rows, "row \(row) is outside of 0..<\(rows)")
    return unsafe StridedVector(
      base: base + row * rowStride, count: columns, stride: columnStride,
      isConjugated: isConjugated)
  }

  /// The elements of a column.
  @inlinable
  func column(_ column: Int) -> StridedVector<Element> {
    unsafe precondition(
      0 <= column && column < columns, "column \(column) is outside of 0..<\(columns)")
    return unsafe StridedVector(
      base: base + column * columnStride, count: rows, stride: rowStride,
      isConjugated: isConjugated)
  }

  /// The elements on the diagonal.
  @inlinable
  var diagonal: StridedVector<Element> {
    unsafe StridedVector(
      base: base, count: min(rows, columns), stride: rowStride + columnStride,
      isConjugated: isConjugated)
  }
}

extension MatrixView {
  /// The view of a block.
  ///
  /// - Precondition: The ranges are within the view.
  @inlinable
  public subscript(rows rows: Range<Int>, columns columns: Range<Int>) -> MatrixView<Element> {
    @_lifetime(copy self) get { unsafe MatrixView(strided.block(rows, columns), parent: self) }
  }

  /// The view of every `rows`-th row and every `columns`-th column.
  ///
  /// Negative steps begin at the last row or column: `stepping(rows: -1)` turns the rows around.
  @inlinable
  @_lifetime(copy self)
  public func stepping(rows: Int = 1, columns: Int = 1) -> MatrixView<Element> {
    unsafe MatrixView(strided.stepping(rows, columns), parent: self)
  }

  /// The view of a row.
  @inlinable
  @_lifetime(copy self)
  public func row(_ row: Int) -> VectorView<Element> {
    unsafe VectorView(strided.row(row), parent: self)
  }

  /// The view of a column.
  @inlinable
  @_lifetime(copy self)
  public func column(_ column: Int) -> VectorView<Element> {
    unsafe VectorView(strided.column(column), parent: self)
  }

  /// The view of the diagonal.
  @inlinable
  public var diagonal: VectorView<Element> {
    @_lifetime(copy self) get { unsafe VectorView(strided.diagonal, parent: self) }
  }
}

extension Matrix {
  /// The view of a block.
  ///
  /// - Precondition: The ranges are within the matrix.
  @inlinable
  public subscript(rows rows: Range<Int>, columns columns: Range<Int>) -> MatrixView<Element> {
    @_lifetime(borrow self) get {
      unsafe MatrixView(view.strided.block(rows, columns), owner: self)
    }
  }

  /// The view of a row.
  @inlinable
  @_lifetime(borrow self)
  public func row(_ row: Int) -> VectorView<Element> {
    unsafe VectorView(view.strided.row(row), owner: self)
  }

  /// The view of a column.
  @inlinable
  @_lifetime(borrow self)
  public func column(_ column: Int) -> VectorView<Element> {
    unsafe VectorView(view.strided.column(column), owner: self)
  }

  /// Lends a view of a block to a closure.
  ///
  /// - Precondition: The ranges are within the matrix.
  @inlinable
  public func withView<R, E: Error>(
    rows: Range<Int>, columns: Range<Int>, _ body: (MatrixView<Element>) throws(E) -> R
  ) throws(E) -> R {
    try body(self[rows: rows, columns: columns])
  }
}
