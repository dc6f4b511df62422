import ComplexModule
import RealModule

extension Cholesky {
  /// Factors `A + X Xᴴ`, for `k` columns of `X`, in place of `A`.
  ///
  /// - Throws: ``LinearAlgebraError/notPositiveDefinite(minor:)`` if this factorization failed,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``; then nothing changes.
  /// - Precondition: `x` has as many rows as the matrix.
  /// - Complexity: O(`rows`² · `k`), instead of O(`rows`³) for a new factorization.
  ///
  /// > Reference: Gill, Golub, Murray and Saunders (1974), "Methods for modifying matrix
  /// > factorizations".
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public mutating func update(adding x: Matrix<Element>) throws(LinearAlgebraError) {
    try checkChange(x)
    var (lower, x) = (self.lower, x)
    lower.makeUnique()
    x.makeUnique()
    let n = rows
    let l = unsafe lower.storage.base
    for column in 0..<x.columns {
      let v = unsafe x.storage.base + column * n
      for step in 0..<n {
        let pivot = unsafe l[step + step * n].realPart
        let root = Element.RealPart.hypot(pivot, unsafe v[step].modulus)
        // A rotation makes (l, v) into (√(l² + |v|²), 0).
        let (cosine, sine) = unsafe (pivot / root, v[step].scaled(by: 1 / root))
        unsafe l[step + step * n] = Element(root)
        for row in step + 1..<Swift.max(n, step + 1) {
          let (left, right) = unsafe (l[row + step * n], v[row])
          unsafe l[row + step * n] = left.scaled(by: cosine) + sine.conjugate * right
          unsafe v[row] = right.scaled(by: cosine) - sine * left
        }
      }
    }
    replace(lower)
  }

  /// Factors `A - X Xᴴ`, for `k` columns of `X`, in place of `A`.
  ///
  /// A matrix that is nearly indefinite afterwards loses the accuracy that its condition number tells.
  ///
  /// - Throws: ``LinearAlgebraError/notPositiveDefinite(minor:)`` if the difference is not, or if this
  ///   factorization failed, ``LinearAlgebraError/nonFinite(argument:row:column:)``; then nothing
  ///   changes.
  /// - Precondition: `x` has as many rows as the matrix.
  /// - Complexity: O(`rows`² · `k`).
  ///
  /// > Reference: Bojanczyk, Brent, Van Dooren and de Hoog (1987), "A note on downdating the Cholesky
  /// > factorization".
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public mutating func update(subtracting x: Matrix<Element>) throws(LinearAlgebraError) {
    try checkChange(x)
    var (lower, x) = (self.lower, x)
    lower.makeUnique()
    x.makeUnique()
    let n = rows
    let l = unsafe lower.storage.base
    for column in 0..<x.columns {
      let v = unsafe x.storage.base + column * n
      for step in 0..<n {
        let (pivot, modulus) = unsafe (l[step + step * n].realPart, v[step].modulus)
        guard modulus < pivot else { throw .notPositiveDefinite(minor: step + 1) }
        let root = (pivot - modulus).squareRoot() * (pivot + modulus).squareRoot()
        let (cosine, sine) = unsafe (root / pivot, v[step].scaled(by: 1 / pivot))
        unsafe l[step + step * n] = Element(root)
        for row in step + 1..<Swift.max(n, step + 1) {
          // A hyperbolic rotation in its mixed form: the second line uses what the first one found.
          let (left, right) = unsafe (l[row + step * n], v[row])
          let changed = (left - sine.conjugate * right).scaled(by: 1 / cosine)
          unsafe l[row + step * n] = changed
          unsafe v[row] = right.scaled(by: cosine) - sine * changed
        }
      }
    }
    replace(lower)
  }

  /// Returns the factorization of `A + X Xᴴ`; see ``update(adding:)``.
  public func updated(by x: Matrix<Element>) throws(LinearAlgebraError) -> Cholesky {
    var result = self
    try result.update(adding: x)
    return result
  }

  /// Returns the factorization of `A + x xᴴ`; see ``update(adding:)``.
  public func updated(by x: Vector<Element>) throws(LinearAlgebraError) -> Cholesky {
    try updated(by: x.matrix)
  }

  /// Returns the factorization of `A - X Xᴴ`; see ``update(subtracting:)``.
  ///
  /// - Throws: ``LinearAlgebraError/notPositiveDefinite(minor:)`` if the difference is not.
  public func downdated(by x: Matrix<Element>) throws(LinearAlgebraError) -> Cholesky {
    var result = self
    try result.update(subtracting: x)
    return result
  }

  /// Returns the factorization of `A - x xᴴ`; see ``update(subtracting:)``.
  public func downdated(by x: Vector<Element>) throws(LinearAlgebraError) -> Cholesky {
    try downdated(by: x.matrix)
  }

  /// Returns the factorization of the matrix without a row and the column of the same index.
  ///
  /// - Precondition: The index is in range, and the factorization succeeded.
  /// - Complexity: O(`rows`²).
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func removing(index: Int) throws(LinearAlgebraError) -> Cholesky {
    precondition(0 <= index && index < rows, "index \(index) is outside of 0..<\(rows)")
    try status.check()
    let lower = self.lower
    var result = self
    let kept = (0..<rows).filter { $0 != index }
    result.replace(
      Matrix(rows: rows - 1, columns: rows - 1) { row, column in
        row >= column ? lower[kept[row], kept[column]] : 0
      })
    // Below the removed row, the removed column is missing: L₃₃ L₃₃ᴴ + l l ᴴ.
    try result.update(
      adding: Matrix(rows: rows - 1, columns: 1) { row, _ in
        row >= index ? lower[row + 1, index] : 0
      })
    return result
  }

  private func checkChange(_ x: Matrix<Element>) throws(LinearAlgebraError) {
    precondition(
      x.rows == rows, "cannot change a factored \(rows)×\(rows) matrix by a \(x.shape) one")
    try status.check()
    try x.checkFinite("x")
  }

  /// Takes over another factor.
  private mutating func replace(_ lower: Matrix<Element>) {
    factor = triangle == .lower ? lower : Matrix(lower.adjoint)
    // ‖L Lᴴ‖ from products with the factors.
    func apply(_ x: inout Matrix<Element>) { x = lower * (lower.adjoint * x) }
    matrixNorm = estimateOneNorm(lower.rows, apply, adjoint: apply)
  }
}
