import RealModule

/// The factorization `Pᵀ A P = L D Lᴴ` of a Hermitian matrix, or `Pᵀ A P = L D Lᵀ` of a symmetric one.
///
/// `L` is unit lower triangular, `P` a permutation, `D` has blocks of order one and two on its
/// diagonal. The matrix need not be definite. It costs half of ``LU`` and tells the signs of the
/// eigenvalues (``inertia``). Only one triangle of the matrix is read.
///
/// Matrices near overflow or underflow are scaled by a power of two. LAPACK multiplies by reciprocals
/// of pivots, which overflow for subnormal ones; such matrices are factored with divisions.
///
/// > Reference: Bunch and Kaufman (1977), "Some stable methods for calculating inertia and solving
/// > symmetric linear systems"; Golub and Van Loan (2013), "Matrix computations", section 4.4.
public struct BunchKaufman<Element: LAPACKScalar>: ConditionedSolver, Reconstructible {
  /// `L`, with zeros above and ones on the diagonal.
  var unitLower: Matrix<Element>
  /// `D`.
  var blocks: PivotBlocks<Element>
  /// Row `i` of the permuted matrix is row `permutation[i]` of the matrix.
  public internal(set) var permutation: [Int]
  /// The matrix that was factored is `2^-scaleExponent A`.
  var scaleExponent = 0
  /// The 1-norm of the matrix that was factored.
  var scaledNorm: Element.RealPart = 0
  /// Whether the matrix is Hermitian; a complex one may be symmetric instead.
  public let isHermitian: Bool
  /// Whether pivots are searched along rows and columns, which bounds the elements of `L`.
  public let isRook: Bool
  /// Whether a block of `D` is zero.
  public internal(set) var status = FactorStatus.success

  /// The number of rows of the factored matrix.
  public var rows: Int { unitLower.rows }
  /// The number of columns of the factored matrix.
  public var columns: Int { unitLower.rows }

  /// Factors a Hermitian matrix.
  ///
  /// - Parameters:
  ///   - a: The matrix, of which one triangle is read.
  ///   - rook: Whether to search pivots until one is the largest of its row and its column.
  ///   - allowSingular: Whether a zero pivot goes to ``status`` instead of being thrown.
  ///   - assumingFinite: Whether to skip the search for infinities and NaNs.
  /// - Throws: ``LinearAlgebraError/singular(pivot:)`` (the position after the permutation),
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Complexity: O(`rows`³).
  public init(
    _ a: Hermitian<Element>, rook: Bool = false, allowSingular: Bool = false,
    assumingFinite: Bool = false
  ) throws(LinearAlgebraError) {
    try self.init(
      factoring: a.stored, a.triangle, hermitian: true, rook: rook, assumingFinite)
    if !allowSingular { try status.check() }
  }

  /// Factors a symmetric, perhaps complex, matrix; see above for Hermitian ones.
  public init(
    _ a: Symmetric<Element>, rook: Bool = false, allowSingular: Bool = false,
    assumingFinite: Bool = false
  ) throws(LinearAlgebraError) {
    try self.init(
      factoring: a.stored, a.triangle, hermitian: !Element.isComplex, rook: rook, assumingFinite)
    if !allowSingular { try status.check() }
  }

  init(
    factoring matrix: Matrix<Element>, _ triangle: Triangle, hermitian: Bool, rook: Bool,
    _ assumingFinite: Bool
  ) throws(LinearAlgebraError) {
    try matrix.checkDimensions()
    if !assumingFinite { try matrix.checkFinite("a", triangle) }
    (isHermitian, isRook) = (hermitian, rook)
    let n = matrix.rows
    unitLower = Matrix(rows: n, columns: n)
    blocks = PivotBlocks(size: n, hermitian: hermitian)
    permutation = Array(0..<n)
    var workspace = Workspace()
    try factor(matrix, triangle, &workspace)
  }

  /// Factors another matrix of the same size and kind, in the memory of the first.
  ///
  /// - Throws: What the initializers throw. A singular matrix stays factored, as if it had been
  ///   allowed. Should the factors overflow the scalar, the value cannot solve until the next update;
  ///   other errors change nothing.
  /// - Precondition: `a` has the shape of the factored matrix.
  public mutating func update(
    _ a: Hermitian<Element>, allowSingular: Bool = false, workspace: inout Workspace
  ) throws(LinearAlgebraError) {
    precondition(isHermitian, "a symmetric factorization cannot hold a Hermitian matrix")
    try update(a.stored, a.triangle, allowSingular, &workspace)
  }

  /// Factors another symmetric matrix of the same size, in the memory of the first.
  ///
  /// - Throws: What the initializers throw; see above.
  /// - Precondition: `a` has the shape of the factored matrix.
  public mutating func update(
    _ a: Symmetric<Element>, allowSingular: Bool = false, workspace: inout Workspace
  ) throws(LinearAlgebraError) {
    precondition(
      !isHermitian || !Element.isComplex,
      "a Hermitian factorization cannot hold a symmetric matrix")
    try update(a.stored, a.triangle, allowSingular, &workspace)
  }

  /// Factors another matrix of the same size and kind in the memory of the first, with a workspace of
  /// its own.
  ///
  /// - Throws: What the update with a workspace throws.
  /// - Precondition: `a` has the shape of the factored matrix.
  public mutating func update(
    _ a: Hermitian<Element>, allowSingular: Bool = false
  ) throws(LinearAlgebraError) {
    var workspace = Workspace()
    try update(a, allowSingular: allowSingular, workspace: &workspace)
  }

  /// Factors another symmetric matrix of the same size in the memory of the first, with a workspace of
  /// its own.
  ///
  /// - Throws: What the update with a workspace throws.
  /// - Precondition: `a` has the shape of the factored matrix.
  public mutating func update(
    _ a: Symmetric<Element>, allowSingular: Bool = false
  ) throws(LinearAlgebraError) {
    var workspace = Workspace()
    try update(a, allowSingular: allowSingular, workspace: &workspace)
  }

  private mutating func update(
    _ matrix: Matrix<Element>, _ triangle: Triangle, _ allowSingular: Bool,
    _ workspace: inout Workspace
  ) throws(LinearAlgebraError) {
    precondition(
      matrix.rows == rows, "cannot factor a \(matrix.shape) matrix in place of \(rows)×\(rows)")
    try matrix.checkFinite("a", triangle)
    try factor(matrix, triangle, &workspace)
    if !allowSingular { try status.check() }
  }
}
