import ComplexModule

extension MatrixBatch where Element: LAPACKScalar {
  /// Returns the factorizations `Aᵢ = Pᵢ Lᵢ Uᵢ`.
  ///
  /// - Throws: What ``BatchLU/init(_:allowSingular:)`` throws.
  public func lu(allowSingular: Bool = false) throws(BatchError) -> BatchLU<Element> {
    try BatchLU(self, allowSingular: allowSingular)
  }

  /// Returns the factorizations `Aᵢ = Lᵢ Lᵢᴴ`.
  ///
  /// - Throws: What ``BatchCholesky/init(_:allowIndefinite:)`` throws.
  public func cholesky(allowIndefinite: Bool = false) throws(BatchError) -> BatchCholesky<Element> {
    try BatchCholesky(self, allowIndefinite: allowIndefinite)
  }

  /// Returns the solutions of `Aᵢ Xᵢ = Bᵢ`.
  ///
  /// - Throws: ``BatchError`` with the first item that is singular, an infinity or a NaN.
  /// - Precondition: The items are square, and those of `b` have as many rows.
  public func solve(_ b: MatrixBatch) throws(BatchError) -> MatrixBatch { try lu().solve(b) }

  /// Returns the solutions of `Aᵢ Xᵢ = B`, with one right side for all items.
  ///
  /// - Throws: ``BatchError`` with the first item that is singular, an infinity or a NaN.
  /// - Precondition: The items are square and have as many rows as `b`.
  public func solve(_ b: Matrix<Element>) throws(BatchError) -> MatrixBatch { try lu().solve(b) }

  /// Returns the inverses.
  ///
  /// - Throws: ``BatchError`` with the first item that is singular, an infinity or a NaN.
  /// - Precondition: The items are square.
  public func inverse() throws(BatchError) -> MatrixBatch { try lu().inverse() }

  /// Returns the determinants; see ``FixedMatrix/determinant``.
  ///
  /// - Throws: ``BatchError`` with the first item that holds an infinity or a NaN.
  /// - Precondition: The items are square.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func determinants() throws(BatchError) -> Vector<Element> {
    guard rows == columns, rows <= 4 else { return try lu(allowSingular: true).determinants() }
    try check("a")
    let (n, result) = (rows, Matrix<Element>(rows: count, columns: 1))
    let (a, target) = unsafe (storedMatrix.storage.base, result.storage.base)
    BatchParts.forEach(count, work: Double(n * n * n)) { range in
      for item in range {
        let start = unsafe a + item &* n &* n
        switch n {
        case 0: unsafe target[item] = 1
        case 1: unsafe target[item] = start[0]
        case 2: unsafe target[item] = smallDeterminant(2, start)
        case 3: unsafe target[item] = smallDeterminant(3, start)
        default: unsafe target[item] = smallDeterminant(4, start)
        }
      }
    }
    return Vector(matrix: result)
  }
}
