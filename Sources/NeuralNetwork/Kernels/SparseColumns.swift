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
  private(set) var rows = 0
  /// The columns of the matrix.
  private(set) var columns = 0
  /// Column `c` has the elements `starts[c]..<starts[c + 1]`.
  ///
  /// All lists may be longer than they need be, since they are kept for further matrices.
  private var starts: [Int32] = []
  /// The row of each element, rising within a column.
  private var places: [Int32] = []
  /// The values of the elements.
  private var values: [Scalar] = []

  /// Whether a matrix is large and sparse enough at a glance to be listed.
  static func isWorthALook(_ matrix: Matrix<Scalar>) -> Bool {
    matrix.count >= smallestCount && matrix.count <= Int(Int32.max) && hasZeros(matrix)
  }

  /// Lists what is not zero in a matrix, unless it is more than a quarter of it.
  ///
  /// - Returns: Whether it is listed; if not, there is nothing to be multiplied.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  mutating func list(_ matrix: Matrix<Scalar>) -> Bool {
    (rows, columns) = (matrix.rows, matrix.columns)
    let limit = Int(Self.largestShare * Double(matrix.count))
    // The kernel stores a few elements behind those that it found.
    makeRoom(lists: columns + 1, elements: limit + rows + 8)
    let found = unsafe starts.withUnsafeMutableBufferPointer { starts in
      unsafe places.withUnsafeMutableBufferPointer { places in
        unsafe values.withUnsafeMutableBufferPointer { values in
          unsafe Kernels.nonzeros(
            matrix, limit: limit, starts: starts, places: places, values: values)
        }
      }
    }
    return found <= limit
  }

  /// Lists the transposed matrix of another.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  mutating func transpose(_ other: borrowing SparseColumns) {
    (rows, columns) = (other.columns, other.rows)
    makeRoom(lists: columns + 2, elements: other.values.count)
    unsafe starts.withUnsafeMutableBufferPointer { starts in
      unsafe places.withUnsafeMutableBufferPointer { places in
        unsafe values.withUnsafeMutableBufferPointer { values in
          unsafe Kernels.transpose(
            other.starts, other.places, other.values, rows: other.rows, columns: other.columns,
            starts: starts, places: places, values: values)
        }
      }
    }
  }

  private mutating func makeRoom(lists: Int, elements: Int) {
    if starts.count < lists { starts = Array(repeating: 0, count: lists) }
    guard values.count < elements else { return }
    places = Array(repeating: 0, count: elements)
    values = Array(repeating: 0, count: elements)
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
