import ComplexModule

/// Which singular vectors are computed.
public enum SingularVectors: Hashable, Sendable, CaseIterable {
  /// Only the singular values.
  case none
  /// As many vectors as there are singular values.
  case thin
  /// Complete bases, including those of the null spaces.
  case full
}

/// The algorithm that finds singular values.
public enum SVDDriver: Hashable, Sendable, CaseIterable {
  /// Divide and conquer, and QR iteration if that fails or needs too much memory.
  case automatic
  /// Divide and conquer (`gesdd`), the fastest.
  case divideAndConquer
  /// QR iteration (`gesvd`), slower, with less memory.
  case qrIteration
}

/// The singular value decomposition `A = U S Vᴴ`.
///
/// `U` and `V` have orthonormal columns, `S` is diagonal with the singular values, which are
/// nonnegative and in descending order. The decomposition answers questions of rank that no cheaper
/// one answers reliably:
///
///     let svd = try SVD(a)
///     svd.rank()                      // how many values are not rounding errors
///     svd.pseudoInverse()             // A⁺
///     svd.lowRankApproximation(3)     // the nearest matrix of rank 3
///
/// With `k = min(rows, columns)` the shapes are `rows × k`, `k` and `k × columns` for thin vectors,
/// `rows × rows`, `k` and `columns × columns` for full ones. Vectors are unique up to a sign or phase
/// at best. Small singular values have an absolute error of about `ε s₀`. Elements near overflow and
/// underflow are scaled by a power of two; a singular value overflows only if it is beyond the range
/// itself, and then rank, range and null space are still right.
///
/// > Reference: Golub and Van Loan (2013), "Matrix computations", sections 2.4 and 8.6; Gu and
/// > Eisenstat (1995), "A divide-and-conquer algorithm for the bidiagonal SVD".
public struct SVD<Element: LAPACKScalar>: Reconstructible {
  /// The number of rows of the decomposed matrix.
  public let rows: Int
  /// The number of columns of the decomposed matrix.
  public let columns: Int
  /// Which vectors there are.
  public let vectors: SingularVectors
  /// The algorithm that was asked for.
  public let driver: SVDDriver
  /// The singular values in descending order.
  public private(set) var singularValues: Vector<Element.RealPart>
  /// The singular values of `2^-scaleExponent A`, which neither overflow nor all underflow.
  private(set) var scaledValues: Vector<Element.RealPart>
  /// The matrix that was decomposed is `2^-scaleExponent A`.
  private(set) var scaleExponent = 0
  private var storedLeft: Matrix<Element>
  private var storedRightAdjoint: Matrix<Element>

  /// Always success: every finite matrix has singular values.
  public var status: FactorStatus { .success }

  /// The left singular vectors `U`, one to a column.
  ///
  /// - Precondition: Vectors were asked for.
  public var left: Matrix<Element> {
    precondition(vectors != .none, "the singular vectors were not computed")
    return storedLeft
  }

  /// The adjoint `Vᴴ` of the right singular vectors, one to a row.
  ///
  /// - Precondition: Vectors were asked for.
  public var rightAdjoint: Matrix<Element> {
    precondition(vectors != .none, "the singular vectors were not computed")
    return storedRightAdjoint
  }

  /// The right singular vectors `V`, one to a column.
  ///
  /// - Precondition: Vectors were asked for.
  public var right: Matrix<Element> { Matrix(rightAdjoint.adjoint) }

  /// Decomposes a matrix, lazy transpose or view.
  ///
  /// - Parameters:
  ///   - a: The matrix, of any shape.
  ///   - vectors: Which singular vectors to compute.
  ///   - driver: The algorithm.
  ///   - assumingFinite: Whether to skip the search for infinities and NaNs; the result is undefined
  ///     if there are any.
  /// - Throws: ``LinearAlgebraError/notConverged(routine:unconverged:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Complexity: O(`rows` · `columns` · min(`rows`, `columns`)); full vectors add the larger size
  ///   squared times the smaller one.
  @inlinable
  public init<Operand: MatrixOperand & ~Escapable>(
    _ a: Operand, vectors: SingularVectors = .thin, driver: SVDDriver = .automatic,
    assumingFinite: Bool = false
  ) throws(LinearAlgebraError) where Operand.Element == Element {
    try self.init(
      Matrix(checking: a), vectors: vectors, driver: driver, assumingFinite: assumingFinite)
  }

  /// Decomposes a matrix; see above for lazy transposes and views.
  @inlinable
  public init(
    _ a: Matrix<Element>, vectors: SingularVectors = .thin, driver: SVDDriver = .automatic,
    assumingFinite: Bool = false
  ) throws(LinearAlgebraError) {
    var workspace = Workspace()
    try self.init(
      decomposing: a, vectors, driver, assumingFinite: assumingFinite, workspace: &workspace)
  }

  @usableFromInline
  init(
    decomposing matrix: Matrix<Element>, _ vectors: SingularVectors, _ driver: SVDDriver,
    assumingFinite: Bool, workspace: inout Workspace
  ) throws(LinearAlgebraError) {
    try matrix.checkDimensions()
    if !assumingFinite { try matrix.checkFinite("a") }
    (rows, columns, self.vectors, self.driver) = (matrix.rows, matrix.columns, vectors, driver)
    let rank = min(matrix.rows, matrix.columns)
    let (leftCount, rightCount) =
      switch vectors {
      case .none: (0, 0)
      case .thin: (rank, rank)
      case .full: (matrix.rows, matrix.columns)
      }
    singularValues = Vector(matrix: Matrix(uninitializedRows: rank, columns: 1))
    scaledValues = singularValues
    storedLeft = Matrix(uninitializedRows: matrix.rows, columns: leftCount)
    storedRightAdjoint = Matrix(uninitializedRows: rightCount, columns: matrix.columns)
    try decompose(matrix, workspace: &workspace)
  }

  /// Decomposes another matrix of the same shape, in the memory of the first.
  ///
  /// - Throws: What ``init(_:vectors:driver:assumingFinite:)`` throws; then nothing has changed.
  /// - Precondition: `a` has the shape of the decomposed matrix.
  public mutating func update(
    _ a: Matrix<Element>, assumingFinite: Bool = false, workspace: inout Workspace
  ) throws(LinearAlgebraError) {
    let shape = Shape(rows: rows, columns: columns)
    precondition(a.shape == shape, "cannot decompose a \(a.shape) matrix in place of \(shape)")
    if !assumingFinite { try a.checkFinite("a") }
    try decompose(a, workspace: &workspace)
  }

  /// Decomposes another matrix of the same shape, in the memory of the first.
  ///
  /// - Throws: What ``init(_:vectors:driver:assumingFinite:)`` throws; then nothing has changed.
  /// - Precondition: `a` has the shape of the decomposed matrix.
  @inlinable
  public mutating func update(
    _ a: Matrix<Element>, assumingFinite: Bool = false
  ) throws(LinearAlgebraError) {
    var workspace = Workspace()
    try update(a, assumingFinite: assumingFinite, workspace: &workspace)
  }

  /// Stores the decomposition of a matrix that has passed its checks; changes nothing if it throws.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @inline(never)
  private mutating func decompose(
    _ matrix: Matrix<Element>, workspace: inout Workspace
  ) throws(LinearAlgebraError) {
    guard !matrix.isEmpty else {
      scaleExponent = 0
      if vectors != .none {
        storedLeft.setToIdentity()
        storedRightAdjoint.setToIdentity()
      }
      return
    }
    workspace.reset()
    let exponent = matrix.safeScaleExponent
    let result = try unsafe SVDComputation(
      matrix, dividedByPowerOfTwo: exponent, vectors, driver, workspace: &workspace)
    let rank = min(rows, columns)
    scaleExponent = exponent
    scaledValues.storedMatrix.makeUniqueDiscardingElements()
    singularValues.storedMatrix.makeUniqueDiscardingElements()
    for index in 0..<rank {
      // Their magnitude, lest a value be a negative zero.
      let value = unsafe result.values[index].magnitude
      unsafe scaledValues.storedMatrix.storage.base[index] = value
      unsafe singularValues.storedMatrix.storage.base[index] = value.scaled(byPowerOfTwo: exponent)
    }
    guard vectors != .none else { return }
    storedLeft.makeUniqueDiscardingElements()
    storedRightAdjoint.makeUniqueDiscardingElements()
    unsafe storedLeft.storage.base.update(from: result.left, count: storedLeft.count)
    unsafe storedRightAdjoint.storage.base.update(
      from: result.rightAdjoint, count: storedRightAdjoint.count)
  }
}

extension Matrix {
  /// Makes the leading block the identity and the rest zero.
  fileprivate mutating func setToIdentity() {
    setToZero()
    for index in 0..<min(rows, columns) { self[index, index] = 1 }
  }
}
