import CKernels
import LinearAlgebra

/// Lists of what is not zero, and products with them; see ``SparseColumns``.
extension Kernels {
  /// Lists what is not zero and returns its number, which exceeds the limit if the lists are incomplete.
  @inline(__always)
  static func nonzeros<Scalar: RealScalar>(
    _ matrix: Matrix<Scalar>, limit: Int, starts: UnsafeMutableBufferPointer<Int32>,
    places: UnsafeMutableBufferPointer<Int32>, values: UnsafeMutableBufferPointer<Scalar>
  ) -> Int {
    let (rows, columns) = (matrix.rows, matrix.columns)
    return unsafe matrix.withUnsafeElements { (x: UnsafeBufferPointer<Scalar>) in
      let starts = starts.baseAddress
      guard let x = x.baseAddress, let places = places.baseAddress,
        let values = values.baseAddress
      else {
        unsafe starts?.initialize(repeating: 0, count: columns + 1)
        return 0
      }
      return if Scalar.self == Float.self {
        unsafe ck_nonzeros_f32(float(x), rows, columns, limit, starts, places, float(values))
      } else {
        unsafe ck_nonzeros_f64(double(x), rows, columns, limit, starts, places, double(values))
      }
    }
  }

  /// Lists the same elements row by row.
  @inline(__always)
  static func transpose<Scalar: RealScalar>(
    _ starts: [Int32], _ places: [Int32], _ values: [Scalar], rows: Int, columns: Int,
    starts newStarts: UnsafeMutableBufferPointer<Int32>,
    places newPlaces: UnsafeMutableBufferPointer<Int32>,
    values newValues: UnsafeMutableBufferPointer<Scalar>
  ) {
    unsafe values.withUnsafeBufferPointer { values in
      guard let v = values.baseAddress, let to = newValues.baseAddress else {
        unsafe newStarts.initialize(repeating: 0)
        return
      }
      if Scalar.self == Float.self {
        unsafe ck_transpose_sparse_f32(
          starts, places, float(v), rows, columns, newStarts.baseAddress, newPlaces.baseAddress,
          float(to))
      } else {
        unsafe ck_transpose_sparse_f64(
          starts, places, double(v), rows, columns, newStarts.baseAddress, newPlaces.baseAddress,
          double(to))
      }
    }
  }

  /// Runs `body` for ranges of at most 64 rows that make up `0..<count`.
  ///
  /// They begin at multiples of sixteen and are shared out over the threads of the loop around it.
  @inline(__always)
  static func inPanels(_ count: Int, _ body: (Range<Int>) -> Void) {
    let vectors = (count + 15) / 16
    let panels = (16 * vectors + Int(CK_SPARSE_ROWS) - 1) / Int(CK_SPARSE_ROWS)
    ComputeThreads.forEach(panels) { panel in
      body(vectors * panel / panels * 16..<min(count, vectors * (panel + 1) / panels * 16))
    }
  }

  /// A panel of rows of a product with a sparse matrix.
  @inline(__always)
  static func sparseProduct<Scalar: RealScalar>(
    _ a: UnsafePointer<Scalar>, _ shape: Shape, _ rows: Range<Int>, _ starts: [Int32],
    _ places: [Int32], _ values: [Scalar], columns: Int, isAdded: Bool,
    _ y: UnsafeMutablePointer<Scalar>
  ) {
    let (a, y) = unsafe (a + rows.lowerBound, y + rows.lowerBound)
    unsafe values.withUnsafeBufferPointer { values in
      // Without an element that is not zero the list may have no address; then none is read.
      let v = unsafe values.baseAddress ?? UnsafePointer(y)
      if Scalar.self == Float.self {
        unsafe ck_sparse_product_f32(
          float(a), rows.count, shape.rows, shape.columns, starts, places, float(v), columns,
          isAdded, float(y), shape.rows)
      } else {
        unsafe ck_sparse_product_f64(
          double(a), rows.count, shape.rows, shape.columns, starts, places, double(v), columns,
          isAdded, double(y), shape.rows)
      }
    }
  }
}
