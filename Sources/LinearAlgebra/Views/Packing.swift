import ComplexModule

extension Strided where Element: Scalar {
  /// Copies the elements to contiguous column-major memory.
  func copy(to target: UnsafeMutablePointer<Element>) {
    // Without rows there may be very many columns.
    guard unsafe rows > 0 else { return }
    if unsafe rowStride == 1 && !isConjugated {
      for column in unsafe 0..<columns {
        unsafe (target + column * rows).initialize(
          from: base + column * columnStride, count: rows)
      }
      return
    }
    // Square tiles keep both the strided reads and the contiguous writes within the cache.
    let tile = 16
    for firstColumn in unsafe stride(from: 0, to: columns, by: tile) {
      for firstRow in unsafe stride(from: 0, to: rows, by: tile) {
        for column in unsafe firstColumn..<min(firstColumn + tile, columns) {
          for row in unsafe firstRow..<min(firstRow + tile, rows) {
            let element = unsafe base[row * rowStride + column * columnStride]
            unsafe target[row + column * rows] = isConjugated ? element.conjugate : element
          }
        }
      }
    }
  }
}

extension Matrix {
  /// Copies what a view shows.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @usableFromInline
  init(copying view: MatrixView<Element>) {
    self.init(uninitializedRows: view.rows, columns: view.columns)
    unsafe view.strided.copy(to: storage.base)
  }
}
