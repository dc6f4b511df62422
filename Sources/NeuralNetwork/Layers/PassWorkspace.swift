package import LinearAlgebra

/// Matrices that one pass is done with, kept for the next one, so that training allocates no memory in
/// each step.
///
/// Whoever takes a matrix overwrites all of it, and gives it back with `recycle` once nobody
/// reads it. To forget that, or to keep a copy, is no mistake: the storage is then not reused.
package struct PassWorkspace<Scalar: RealScalar>: Sendable {
  /// More than the matrices of a deep model for two sizes of batches; what is recycled beyond is freed.
  private static var room: Int { 128 }

  private var matrices: [Matrix<Scalar>] = []
  private var lists: [[Matrix<Scalar>]] = []
  private var sparse: [SparseColumns<Scalar>] = []

  /// Starts with nothing: every matrix taken is new.
  package init() {}

  /// Takes a matrix of any elements.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  package mutating func matrix(rows: Int, columns: Int) -> Matrix<Scalar> {
    for index in matrices.indices.reversed()
    where matrices[index].rows == rows && matrices[index].columns == columns {
      matrices.swapAt(index, matrices.count - 1)
      return matrices.removeLast()
    }
    return Matrix(rows: rows, columns: columns)
  }

  /// Gives a matrix back.
  package mutating func recycle(_ matrix: consuming Matrix<Scalar>) {
    if matrices.count < Self.room { matrices.append(matrix) }
  }

  /// Takes an empty list of matrices.
  mutating func list() -> [Matrix<Scalar>] { lists.popLast() ?? [] }

  /// Gives a list back together with its matrices but the first, which was not taken from here; the list
  /// is empty then.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  mutating func recycle(inputs list: inout [Matrix<Scalar>]) {
    while list.count > 1 { recycle(list.removeLast()) }
    list.removeAll(keepingCapacity: true)
    guard lists.count < Self.room else { return }
    lists.append([])
    swap(&lists[lists.count - 1], &list)
  }

  /// Takes lists of elements to be overwritten.
  mutating func sparseColumns() -> SparseColumns<Scalar> { sparse.popLast() ?? SparseColumns() }

  /// Lists what is not zero in a matrix, if products are faster with lists.
  mutating func sparseColumns(of matrix: Matrix<Scalar>) -> SparseColumns<Scalar>? {
    guard SparseColumns.isWorthALook(matrix) else { return nil }
    var columns = sparseColumns()
    if columns.list(matrix) { return columns }
    recycle(columns)
    return nil
  }

  /// Gives lists of elements back.
  mutating func recycle(_ columns: consuming SparseColumns<Scalar>) {
    if sparse.count < Self.room { sparse.append(columns) }
  }
}
