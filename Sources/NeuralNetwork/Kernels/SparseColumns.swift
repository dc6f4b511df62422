import LinearAlgebra

/// A matrix by the elements that are not zero, as the input of a network often is: binary images, or
/// one-hot codes.
///
/// A product with it adds up the columns of the other factor that they pick, instead of multiplying
/// all of them, mostly by zero. Every element of a product is the sum of its terms in the order of the
/// columns' lists, whatever the number of threads.
///
/// With few zeros the products of BLAS, which touch no lists, are faster; then there is no such value.
struct SparseColumns<Scalar: RealScalar>: Sendable {
  /// The part of elements other than zero up to which products are faster this way.
  private static var largestShare: Double { 0.25 }

  /// The number of elements from which a matrix is worth a look.
  private static var smallestCount: Int { 2048 }

  /// The rows of the matrix.
  let rows: Int
  /// The columns of the matrix.
  let columns: Int
  /// Column `c` has the elements `starts[c]..<starts[c + 1]`.
  private let starts: [Int32]
  /// The row of each element, rising within a column.
  private let places: [Int32]
  /// The values of the elements.
  private let values: [Scalar]

  /// Lists what is not zero in a matrix, unless it is small or more than a quarter of it is not zero.
  init?(_ matrix: Matrix<Scalar>) {
    guard matrix.count >= Self.smallestCount, hasZeros(matrix) else { return nil }
    self.init(matrix, limit: Int(Self.largestShare * Double(matrix.count)))
  }

  /// Lists what is not zero in a matrix, unless it is more than `limit` elements.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  init?(_ matrix: Matrix<Scalar>, limit: Int) {
    guard matrix.count <= Int(Int32.max) else { return nil }
    (rows, columns) = (matrix.rows, matrix.columns)
    let room = limit + matrix.rows + 8
    var found = 0
    var places: [Int32] = []
    var values: [Scalar] = []
    starts = unsafe Array(unsafeUninitializedCapacity: matrix.columns + 1) { starts, startCount in
      places = unsafe Array(unsafeUninitializedCapacity: room) {
        places, placeCount in
        values = unsafe Array(unsafeUninitializedCapacity: room) {
          values, valueCount in
          found = unsafe Kernels.nonzeros(
            matrix, limit: limit, starts: starts, places: places, values: values)
          valueCount = found
        }
        placeCount = found
      }
      startCount = matrix.columns + 1
    }
    (self.places, self.values) = (places, values)
    guard found <= limit else { return nil }
  }

  private init(
    rows: Int, columns: Int, starts: [Int32], places: [Int32], values: [Scalar]
  ) {
    (self.rows, self.columns) = (rows, columns)
    (self.starts, self.places, self.values) = (starts, places, values)
  }

  /// Returns the transposed matrix.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  func transpose() -> SparseColumns {
    let count = values.count
    var newPlaces: [Int32] = []
    var newValues: [Scalar] = []
    let newStarts = unsafe [Int32](unsafeUninitializedCapacity: rows + 2) { starts, startCount in
      newPlaces = unsafe Array(unsafeUninitializedCapacity: count) { places, placeCount in
        newValues = unsafe Array(unsafeUninitializedCapacity: count) { values, valueCount in
          unsafe Kernels.transpose(
            self.starts, self.places, self.values, rows: rows, columns: columns, starts: starts,
            places: places, values: values)
          valueCount = count
        }
        placeCount = count
      }
      startCount = rows + 2
    }
    return SparseColumns(
      rows: columns, columns: rows, starts: newStarts, places: newPlaces, values: newValues)
  }

  /// Computes `result = left · self`, or adds the product to the result.
  ///
  /// - Parameters:
  ///   - left: The left factor, with as many columns as this matrix has rows.
  ///   - result: The product, of the rows of `left` and the columns of this matrix.
  ///   - isAdded: Whether the product is added to the result or replaces it.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  func multiply(_ left: Matrix<Scalar>, into result: inout Matrix<Scalar>, isAdded: Bool) {
    precondition(
      left.columns == rows && result.rows == left.rows && result.columns == columns,
      "cannot multiply \(left.shape) by \(rows)×\(columns) into \(result.shape)")
    unsafe left.withUnsafeElements { (a: UnsafeBufferPointer<Scalar>) in
      unsafe result.withUnsafeMutableElements { (y: UnsafeMutableBufferPointer<Scalar>) in
        guard let a = a.baseAddress, let y = y.baseAddress else { return }
        Kernels.inPanels(left.rows) { panel in
          unsafe Kernels.sparseProduct(
            a, left.shape, panel, starts, places, values, columns: columns, isAdded: isAdded, y)
        }
      }
    }
  }
}

/// Whether zeros make up half of the first column: a look that spares most others the lists.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func hasZeros<Scalar: RealScalar>(_ matrix: Matrix<Scalar>) -> Bool {
  let elements = matrix.elements
  var zeros = 0
  for row in 0..<matrix.rows where elements[row] == 0 { zeros += 1 }
  return 2 * zeros >= matrix.rows
}
