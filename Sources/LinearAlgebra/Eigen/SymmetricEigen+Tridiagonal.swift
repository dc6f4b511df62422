import RealModule

extension SymmetricEigen where Element: RealScalar {
  /// Computes eigenvalues and eigenvectors of the symmetric tridiagonal matrix with the given diagonal
  /// and elements beside it.
  ///
  /// - Parameters:
  ///   - diagonal: The `n` elements of the diagonal.
  ///   - offDiagonal: The `n - 1` elements above, and below, the diagonal.
  ///   - selection: The eigenvalues to find; all of them by default.
  /// - Throws: ``LinearAlgebraError/notConverged(routine:unconverged:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: The lengths fit, and so does the selection.
  /// - Complexity: O(`n`³) at worst, usually much less.
  public init(
    diagonal: Vector<Element>, offDiagonal: Vector<Element>,
    selecting selection: EigenvalueSelection<Element> = .all
  ) throws(LinearAlgebraError) {
    let result = try Self.solve(diagonal, offDiagonal, selection, wantsVectors: true)
    self.init(values: result.values, vectors: result.vectors)
  }

  /// Returns the eigenvalues of a symmetric tridiagonal matrix, ascending.
  ///
  /// - Throws: What ``init(diagonal:offDiagonal:selecting:)`` throws.
  /// - Precondition: The lengths fit, and so does the selection.
  public static func values(
    diagonal: Vector<Element>, offDiagonal: Vector<Element>,
    selecting selection: EigenvalueSelection<Element> = .all
  ) throws(LinearAlgebraError) -> Vector<Element> {
    try solve(diagonal, offDiagonal, selection, wantsVectors: false).values
  }

  @specialized(where Element == Float)
  @specialized(where Element == Double)
  private static func solve(
    _ diagonal: Vector<Element>, _ offDiagonal: Vector<Element>,
    _ selection: EigenvalueSelection<Element>, wantsVectors: Bool
  ) throws(LinearAlgebraError) -> (values: Vector<Element>, vectors: Matrix<Element>) {
    let n = diagonal.count
    precondition(
      offDiagonal.count == max(0, n - 1),
      "\(offDiagonal.count) elements do not fit beside a diagonal of \(n)")
    try diagonal.matrix.checkDimensions()
    try diagonal.matrix.checkFinite("diagonal")
    try offDiagonal.matrix.checkFinite("offDiagonal")
    let largest = max(diagonal.norm(.infinity), offDiagonal.norm(.infinity))
    let exponent = Matrix<Element>.extremeExponent(of: largest)
    let bound = 3 * largest.scaled(byPowerOfTwo: -exponent)
    guard n > 0, let range = selection.range(n, exponent: exponent, bound: bound) else {
      return (Vector(count: 0), Matrix(rows: n, columns: 0))
    }
    var workspace = Workspace()
    let (d, e) = unsafe (workspace.take(Element.self, n), workspace.take(Element.self, n))
    for index in 0..<n {
      unsafe d[index] = diagonal[index].scaled(byPowerOfTwo: -exponent)
      unsafe e[index] =
        index + 1 < n ? offDiagonal[index].scaled(byPowerOfTwo: -exponent) : 0
    }
    let space = range.letter == letter("I") ? range.last - range.first + 1 : n
    let vectors = Matrix<Element>(uninitializedRows: n, columns: wantsVectors ? space : 1)
    // Divide and conquer takes n² + 4 n + 1 elements, more than LAPACK can count for the largest n.
    if range.letter == letter("A") && (!wantsVectors || n <= 46_338) {
      let info = unsafe LAPACK<Element>.stevd(
        vectors: wantsVectors, n: n, d: d, e: e, z: vectors.storage.base, ldz: n,
        workspace: &workspace)
      precondition(info >= 0, "stevd refused argument \(-info)")
      if info > 0 { throw .notConverged(routine: "stevd", unconverged: info) }
      return (Vector(count: n) { unsafe d[$0].scaled(byPowerOfTwo: exponent) }, vectors)
    }
    let values = unsafe workspace.take(Element.self, n)
    let support = unsafe workspace.take(Int32.self, 2 * n)
    var found: Int32 = 0
    let info = unsafe LAPACK<Element>.stevr(
      vectors: wantsVectors, range as EigenRange<Element.RealPart>, n: n, d: d, e: e, found: &found,
      values: values, z: vectors.storage.base, ldz: n, support: support, workspace: &workspace)
    precondition(info >= 0, "stevr refused argument \(-info)")
    if info > 0 { throw .notConverged(routine: "stevr", unconverged: info) }
    return (
      Vector(count: Int(found)) { unsafe values[$0].scaled(byPowerOfTwo: exponent) },
      wantsVectors ? Matrix(vectors[rows: 0..<n, columns: 0..<Int(found)]) : vectors
    )
  }
}
