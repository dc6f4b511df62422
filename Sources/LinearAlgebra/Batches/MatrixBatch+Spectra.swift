import ComplexModule

/// The eigenvalues and eigenvectors of all items of a batch.
public struct BatchSymmetricEigen<Element: LAPACKScalar>: Sendable {
  /// The eigenvalues, ascending, one column for each item.
  public let values: Matrix<Element.RealPart>
  /// Orthonormal eigenvectors in the columns of each item.
  public let vectors: MatrixBatch<Element>
}

/// The thin singular value decompositions `Aᵢ = Uᵢ Sᵢ Vᵢᴴ` of all items of a batch.
public struct BatchSVD<Element: LAPACKScalar>: Sendable {
  /// The singular values, descending, one column for each item.
  public let singularValues: Matrix<Element.RealPart>
  /// The left singular vectors `U`.
  public let left: MatrixBatch<Element>
  /// The adjoints `Vᴴ` of the right singular vectors.
  public let rightAdjoint: MatrixBatch<Element>
}

extension MatrixBatch where Element: LAPACKScalar {
  /// Returns the eigenvalues and eigenvectors of Hermitian items, of which the lower triangles are read.
  ///
  /// Up to 4 × 4 by Jacobi's method, see ``FixedMatrix/symmetricEigen()``, above like
  /// ``SymmetricEigen``.
  ///
  /// - Throws: ``BatchError`` with the first item that holds an infinity or a NaN in its lower
  ///   triangle or did not converge.
  /// - Precondition: The items are square.
  /// - Complexity: O(`count` · `n`³).
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func symmetricEigen() throws(BatchError) -> BatchSymmetricEigen<Element> {
    precondition(rows == columns, "items of shape \(shape) have no eigenvalues")
    let n = rows
    let values = Matrix<Element.RealPart>(uninitializedRows: n, columns: count)
    let vectors = MatrixBatch(uninitializedCount: count, shape)
    let (w, z) = unsafe (values.storage.base, vectors.storedMatrix.storage.base)
    let a = unsafe storedMatrix.storage.base
    try forEachItem(work: 20 * Double(n * n * n)) {
      item, workspace throws(LinearAlgebraError) in
      let (a, w) = unsafe (a + item * n * n, w + item * n)
      let z = unsafe z + item * n * n
      switch n {
      case 2: try unsafe jacobiItem(FixedMatrix<2, 2, Element>.self, a, w, z)
      case 3: try unsafe jacobiItem(FixedMatrix<3, 3, Element>.self, a, w, z)
      case 4: try unsafe jacobiItem(FixedMatrix<4, 4, Element>.self, a, w, z)
      default:
        unsafe copyLowerTriangle(n, a, to: z)
        if unsafe SmallExtent(n * n, z).isOrdinary {
          workspace.reset()
          let info = unsafe LAPACK<Element>.heevd(
            vectors: true, .lower, n: n, a: z, lda: max(1, n), values: w, workspace: &workspace)
          precondition(info >= 0, "syevd refused argument \(-info)")
          if info == 0 { return }
        }
        // Items of extreme scale, and those that do not converge, are left to the single matrix.
        let eigen = try SymmetricEigen(self[item])
        unsafe w.update(from: eigen.values.storedMatrix.storage.base, count: n)
        unsafe z.update(from: eigen.vectors.storage.base, count: n * n)
      }
    }
    return BatchSymmetricEigen(values: values, vectors: vectors)
  }

  /// Returns the thin singular value decompositions of all items; see ``SVD``.
  ///
  /// - Throws: ``BatchError`` with the first item that holds an infinity or a NaN or did not converge.
  /// - Complexity: O(`count` · `m` · `n` · min(`m`, `n`)).
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func svd() throws(BatchError) -> BatchSVD<Element> {
    let (m, n, k) = (rows, columns, min(rows, columns))
    let values = Matrix<Element.RealPart>(uninitializedRows: k, columns: count)
    let left = MatrixBatch(uninitializedCount: count, Shape(rows: m, columns: k))
    let right = MatrixBatch(uninitializedCount: count, Shape(rows: k, columns: n))
    let s = unsafe values.storage.base
    let (u, v) = unsafe (left.storedMatrix.storage.base, right.storedMatrix.storage.base)
    try forEachItem(work: 30 * Double(m) * Double(n) * Double(k)) {
      item, workspace throws(LinearAlgebraError) in
      if k > 0 {
        workspace.reset()
        let isDone = unsafe decomposeItem(
          m, n, storedMatrix.storage.base + item * m * n, s + item * k, u + item * m * k,
          v + item * k * n, &workspace)
        if isDone { return }
      }
      let svd = try SVD(self[item])
      unsafe (s + item * k).update(from: svd.singularValues.storedMatrix.storage.base, count: k)
      unsafe (u + item * m * k).update(from: svd.left.storage.base, count: m * k)
      unsafe (v + item * k * n).update(from: svd.rightAdjoint.storage.base, count: k * n)
    }
    return BatchSVD(singularValues: values, left: left, rightAdjoint: right)
  }

  /// Runs a closure for every item, over threads, and throws the error of the first that failed.
  @inline(__always)
  private func forEachItem(
    work: Double, _ body: (Int, inout Workspace) throws(LinearAlgebraError) -> Void
  ) throws(BatchError) {
    var errors = [LinearAlgebraError?](repeating: nil, count: count)
    unsafe errors.withUnsafeMutableBufferPointer { errors in
      let errors = unsafe errors
      BatchParts.forEach(count, work: work) { range in
        var workspace = Workspace()
        for item in range {
          do throws(LinearAlgebraError) {
            try body(item, &workspace)
          } catch {
            unsafe errors[item] = error
          }
        }
      }
    }
    for item in errors.indices {
      if let error = errors[item] { throw BatchError(item: item, error: error) }
    }
  }
}

/// Takes one small item apart by Jacobi's method.
@inline(__always)
private func jacobiItem<let N: Int, T: LAPACKScalar>(
  _: FixedMatrix<N, N, T>.Type, _ a: UnsafePointer<T>, _ values: UnsafeMutablePointer<T.RealPart>,
  _ vectors: UnsafeMutablePointer<T>
) throws(LinearAlgebraError) {
  let matrix = FixedMatrix<N, N, T> { unsafe a[$0 + $1 * N] }
  let found = try matrix.symmetricEigen()
  for column in 0..<N {
    unsafe values[column] = found.values[column]
    for row in 0..<N { unsafe vectors[row + column * N] = found.vectors[row, column] }
  }
}

/// Takes one item apart by divide and conquer, unless its scale is extreme or it does not converge.
@inline(__always)
private func decomposeItem<T: LAPACKScalar>(
  _ m: Int, _ n: Int, _ a: UnsafePointer<T>, _ values: UnsafeMutablePointer<T.RealPart>,
  _ left: UnsafeMutablePointer<T>, _ right: UnsafeMutablePointer<T>, _ workspace: inout Workspace
) -> Bool {
  guard unsafe SmallExtent(m * n, a).isOrdinary else { return false }
  let (k, large) = (min(m, n), max(m, n))
  let copy = unsafe workspace.take(T.self, m * n)
  unsafe copy.update(from: a, count: m * n)
  let integers = unsafe workspace.take(Int32.self, 8 * k)
  let realCount = T.isComplex ? k * max(5 * k + 7, 2 * large + 2 * k + 1) : 1
  let reals = unsafe workspace.take(T.RealPart.self, realCount)
  // What LAPACK documents as enough for thin vectors, with room for blocks.
  let count = 4 * k * k + 7 * k + 3 * k + large + 32 * (m + n)
  let work = unsafe workspace.take(T.self, count)
  let info = unsafe LAPACK<T>.gesdd(
    "S", m: m, n: n, a: copy, lda: m, values: values, u: left, ldu: m, vt: right, ldvt: k,
    work: work, workCount: count, realWork: reals, integerWork: integers)
  precondition(info >= 0, "gesdd refused argument \(-info)")
  return info == 0
}
