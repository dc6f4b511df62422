import ComplexModule

/// The factorization `A P = Q R` with column pivoting.
///
/// The permutation `P` takes the longest remaining column first, so that the diagonal of `R` falls in
/// modulus and tells the rank in all but contrived cases (Kahan's matrix is one). It serves least
/// squares of any shape and rank, at a fraction of the price of ``SVD``:
///
///     let x = try PivotedQR(a).leastSquares(b)  // of minimum norm
///
/// Shapes are those of ``QR``. Column `j` of `Q R` is column `permutation[j]` of the matrix.
///
/// > Reference: Golub and Van Loan (2013), "Matrix computations", section 5.4.2.
public struct PivotedQR<Element: LAPACKScalar>: LinearSolver, Reconstructible {
  var reflectors: Reflectors<Element>
  /// The permutation: column `j` of `Q R` is column `permutation[j]` of the matrix.
  public private(set) var permutation: [Int]
  /// Whether an element on the diagonal of `R` is exactly zero.
  public private(set) var status = FactorStatus.success

  /// The number of rows of the factored matrix.
  public var rows: Int { reflectors.rows }
  /// The number of columns of the factored matrix.
  public var columns: Int { reflectors.columns }

  /// Factors a matrix, lazy transpose or view.
  ///
  /// - Parameters:
  ///   - a: The matrix, of any shape.
  ///   - assumingFinite: Whether to skip the search for infinities and NaNs; the result is undefined
  ///     if there are any.
  /// - Throws: ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Complexity: O(`rows` · `columns` · min(`rows`, `columns`)).
  @inlinable
  public init<Operand: MatrixOperand & ~Escapable>(
    _ a: Operand, assumingFinite: Bool = false
  ) throws(LinearAlgebraError) where Operand.Element == Element {
    try self.init(factoring: Matrix(a), assumingFinite: assumingFinite)
  }

  /// Factors a matrix; see above for lazy transposes and views.
  @inlinable
  public init(
    _ a: Matrix<Element>, assumingFinite: Bool = false
  ) throws(LinearAlgebraError) {
    try self.init(factoring: a, assumingFinite: assumingFinite)
  }

  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @usableFromInline
  init(factoring matrix: Matrix<Element>, assumingFinite: Bool) throws(LinearAlgebraError) {
    try matrix.checkDimensions()
    reflectors = Reflectors(.qr, matrix.shape)
    permutation = Array(0..<matrix.columns)
    var workspace = Workspace()
    try update(matrix, assumingFinite: assumingFinite, workspace: &workspace)
  }

  /// Factors another matrix of the same shape, in the memory of the first.
  ///
  /// - Throws: ``LinearAlgebraError/nonFinite(argument:row:column:)``; then nothing has changed.
  /// - Precondition: `a` has the shape of the factored matrix.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public mutating func update(
    _ a: Matrix<Element>, assumingFinite: Bool = false, workspace: inout Workspace
  ) throws(LinearAlgebraError) {
    let shape = reflectors.packed.shape
    precondition(a.shape == shape, "cannot factor a \(a.shape) matrix in place of \(shape)")
    if !assumingFinite { try a.checkFinite("a") }
    factor(a, workspace: &workspace)
    status = reflectors.status
  }

  /// Factors another matrix of the same shape, in the memory of the first.
  ///
  /// - Throws: ``LinearAlgebraError/nonFinite(argument:row:column:)``; then nothing has changed.
  /// - Precondition: `a` has the shape of the factored matrix.
  @inlinable
  public mutating func update(
    _ a: Matrix<Element>, assumingFinite: Bool = false
  ) throws(LinearAlgebraError) {
    var workspace = Workspace()
    try update(a, assumingFinite: assumingFinite, workspace: &workspace)
  }

  @inline(__always)
  private mutating func factor(_ matrix: Matrix<Element>, workspace: inout Workspace) {
    reflectors.load(matrix)
    guard !matrix.isEmpty else {
      permutation = Array(0..<columns)
      return
    }
    workspace.reset()
    let (m, n) = (rows, columns)
    let pivots = unsafe workspace.take(Int32.self, n)
    // Zero: every column is free to move.
    unsafe pivots.initialize(repeating: 0, count: n)
    let realWork = unsafe workspace.take(Element.RealPart.self, 2 * n)
    func call(_ work: UnsafeMutablePointer<Element>, _ count: Int) {
      let info = unsafe LAPACK<Element>.geqp3(
        m: m, n: n, a: reflectors.packed.storage.base, lda: reflectors.packed.leadingDimension,
        pivots: pivots, tau: reflectors.factors.storage.base, work: work, workCount: count,
        realWork: realWork)
      precondition(info == 0, "geqp3 refused argument \(-info)")
    }
    var size: Element = 0
    unsafe call(&size, -1)
    let count = Element.workCount(size)
    unsafe call(workspace.take(Element.self, count), count)
    for index in 0..<n { permutation[index] = unsafe Int(pivots[index]) - 1 }
  }

  /// The factor `R`: `min(rows, columns) × columns`, whose diagonal falls in modulus.
  public var upper: Matrix<Element> { reflectors.triangularFactor() }

  /// Returns the number of elements on the diagonal of `R` above `tolerance` times the first.
  ///
  /// The tolerance is relative, by default `max(rows, columns) · ε`.
  ///
  /// - Precondition: The tolerance is not negative.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func rank(tolerance: Element.RealPart? = nil) -> Int {
    guard reflectors.count > 0 else { return 0 }
    let tolerance = tolerance ?? reflectors.packed.defaultTolerance
    precondition(tolerance >= 0, "a tolerance of \(tolerance) is negative")
    let cutoff = tolerance * reflectors.diagonal(0).modulus
    return (0..<reflectors.count).first { !(reflectors.diagonal($0).modulus > cutoff) }
      ?? reflectors.count
  }

  /// Returns the factor `Q`: `rows × k` if thin, `rows × rows` if full.
  ///
  /// It is rarely needed: ``applyOrthogonal(to:operation:side:)`` multiplies without forming it.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func orthogonal(_ extent: OrthogonalExtent = .thin) -> Matrix<Element> {
    reflectors.orthogonal(extent)
  }

  /// Replaces `C` by `op(Q) C` or by `C op(Q)`, with the full `Q`, without forming it.
  ///
  /// NaN and infinity spread as IEEE 754 says.
  ///
  /// - Precondition: `C` has as many rows, or columns on the right, as `A` has rows.
  /// - Complexity: O(min(`rows`, `columns`) · elements of `c`).
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func applyOrthogonal(
    to c: inout Matrix<Element>, operation: MatrixOperation = .none, side: Side = .left
  ) {
    var workspace = Workspace()
    reflectors.apply(operation, side, to: &c, workspace: &workspace)
  }

  /// Returns `op(Q) C` or `C op(Q)`, with the full `Q`, without forming it.
  ///
  /// - Precondition: `C` has as many rows, or columns on the right, as `A` has rows.
  @inlinable
  public func orthogonalProduct(
    _ c: Matrix<Element>, operation: MatrixOperation = .none, side: Side = .left
  ) -> Matrix<Element> {
    var result = c
    applyOrthogonal(to: &result, operation: operation, side: side)
    return result
  }

  /// Returns `op(Q) x`, with the full `Q`, without forming it.
  ///
  /// - Precondition: The vector has as many elements as `A` has rows.
  @inlinable
  public func orthogonalProduct(
    _ x: Vector<Element>, operation: MatrixOperation = .none
  ) -> Vector<Element> {
    Vector(matrix: orthogonalProduct(x.matrix, operation: operation))
  }

  /// Replaces `B` by the solution of `op(A) X = B` or of `X op(A) = B`.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: The factored matrix is square, and the shape of `b` fits.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func solve(
    in b: inout Matrix<Element>, operation: MatrixOperation, side: Side
  ) throws(LinearAlgebraError) {
    try checkRightSide(b, side)
    if side == .right {
      // X op(A) = B is op(A)ᵀ Xᵀ = Bᵀ.
      var transposed = Matrix(b.transposed)
      solveLeft(operation.followed(by: .transpose), in: &transposed)
      b = Matrix(transposed.transposed)
    } else {
      solveLeft(operation, in: &b)
    }
  }

  @inline(__always)
  private func solveLeft(_ operation: MatrixOperation, in b: inout Matrix<Element>) {
    // A = Q R Pᵀ, so the permutation is the last factor of A and the first of its adjoint.
    if operation.isTransposing { b = b.rowsPicked(permutation) }
    reflectors.solve(operation, .left, in: &b)
    if !operation.isTransposing { b = b.rowsPlaced(permutation) }
  }

  /// The determinant of a square matrix; one if empty.
  ///
  /// It overflows or underflows only if the determinant itself does.
  ///
  /// - Precondition: The factored matrix is square.
  public var determinant: Element {
    let (value, exponent) = reflectors.scaledDeterminant()
    return (isOdd ? -value : value).scaled(byPowerOfTwo: exponent)
  }

  /// The determinant as `sign · exp(logAbsoluteValue)`.
  ///
  /// The sign has modulus one; it is a phase for complex matrices. A singular matrix has the sign
  /// zero and the logarithm minus infinity.
  ///
  /// - Precondition: The factored matrix is square.
  public var logDeterminant: (sign: Element, logAbsoluteValue: Element.RealPart) {
    let (sign, logarithm) = reflectors.logDeterminant()
    return (isOdd ? -sign : sign, logarithm)
  }

  /// Returns `Q R Pᵀ`.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func reconstructed() -> Matrix<Element> {
    let product = orthogonal(.thin) * reflectors.scaledTriangle()
    var result = product
    for (column, target) in permutation.enumerated() {
      for row in 0..<rows { result[row, target] = product[row, column] }
    }
    result.scale(byPowerOfTwo: reflectors.scaleExponent)
    return result
  }

  /// Whether the permutation is odd.
  private var isOdd: Bool {
    var seen = [Bool](repeating: false, count: columns)
    var transpositions = 0
    for start in 0..<columns where !seen[start] {
      var (index, length) = (start, 0)
      while !seen[index] {
        seen[index] = true
        index = permutation[index]
        length += 1
      }
      transpositions += length - 1
    }
    return transpositions % 2 == 1
  }
}

extension Matrix {
  /// Row `i` of the result is row `permutation[i]` of the matrix.
  func rowsPicked(_ permutation: [Int]) -> Matrix {
    Matrix(rows: permutation.count, columns: columns) { self[permutation[$0], $1] }
  }

  /// Row `permutation[i]` of the result is row `i` of the matrix.
  func rowsPlaced(_ permutation: [Int]) -> Matrix {
    var result = Matrix(uninitializedRows: rows, columns: columns)
    for column in 0..<columns {
      for row in 0..<rows { result[permutation[row], column] = self[row, column] }
    }
    return result
  }
}
