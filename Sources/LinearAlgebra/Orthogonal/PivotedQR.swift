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
public struct PivotedQR<Element: LAPACKScalar>: OrthogonalFactorization {
  /// The reflections and the triangle.
  public private(set) var reflectors: Reflectors<Element>
  /// The permutation: column `j` of `Q R` is column `permutation[j]` of the matrix.
  public private(set) var permutation: [Int]

  /// Factors a matrix; lazy transposes and views have an initialiser of their own.
  ///
  /// - Parameters:
  ///   - a: The matrix, of any shape.
  ///   - assumingFinite: Whether to skip the search for infinities and NaNs; the result is undefined
  ///     if there are any.
  /// - Throws: ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Complexity: O(`rows` · `columns` · min(`rows`, `columns`)).
  public init(
    _ a: Matrix<Element>, assumingFinite: Bool = false
  ) throws(LinearAlgebraError) {
    try a.checkDimensions()
    reflectors = Reflectors(.qr, a.shape)
    permutation = Array(0..<a.columns)
    var workspace = Workspace()
    try update(a, assumingFinite: assumingFinite, workspace: &workspace)
  }

  /// Factors another matrix of the same shape, in the memory of the first.
  ///
  /// - Throws: ``LinearAlgebraError/nonFinite(argument:row:column:)``; then nothing has changed.
  /// - Precondition: `a` has the shape of the factored matrix.
  public mutating func update(
    _ a: Matrix<Element>, assumingFinite: Bool = false, workspace: inout Workspace
  ) throws(LinearAlgebraError) {
    try reflectors.check(a, assumingFinite: assumingFinite)
    factor(a, workspace: &workspace)
    reflectors.noteStatus()
  }

  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
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

  /// Replaces `B` by the solution of `op(A) X = B` or of `X op(A) = B`.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: The factored matrix is square, and the shape of `b` fits.
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

  private func solveLeft(_ operation: MatrixOperation, in b: inout Matrix<Element>) {
    // A = Q R Pᵀ, so the permutation is the last factor of A and the first of its adjoint.
    if operation.isTransposing { b = b.permutingRows(permutation, inverse: false) }
    reflectors.solve(operation, .left, in: &b)
    if !operation.isTransposing { b = b.permutingRows(permutation, inverse: true) }
  }

  /// The determinant of a square matrix; one if empty.
  ///
  /// It overflows or underflows only if the determinant itself does.
  ///
  /// - Precondition: The factored matrix is square.
  public var determinant: Element { parts.value }

  /// The determinant as `sign · exp(logAbsoluteValue)`.
  ///
  /// The sign has modulus one; it is a phase for complex matrices. A singular matrix has the sign
  /// zero and the logarithm minus infinity.
  ///
  /// - Precondition: The factored matrix is square.
  public var logDeterminant: (sign: Element, logAbsoluteValue: Element.RealPart) {
    parts.logarithm
  }

  private var parts: Determinant<Element> {
    var result = reflectors.determinant()
    result.multiply(by: Element(Element.RealPart(Permutation(permutation).sign)))
    return result
  }

  /// Returns `Q R Pᵀ`.
  public func reconstructed() -> Matrix<Element> {
    // Column permutation[j] of the matrix is column j of the product.
    let product = reflectors.product()
    return Matrix(Matrix(product.transposed).permutingRows(permutation, inverse: true).transposed)
  }
}
