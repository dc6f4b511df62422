/// The factorization that the elements of a matrix suggest.
///
/// The first that fits is taken: ``Diagonal``, ``Triangular``, ``TridiagonalLU``, ``BandedLU``, for a Hermitian
/// matrix with a positive diagonal ``Cholesky``, which decides whether it is definite, otherwise
/// ``BunchKaufman``, and at last ``LU``.
public struct DetectedSolver<Element: LAPACKScalar>: ConditionedSolver {
  /// The way in which a matrix was factored.
  public enum Method: Hashable, Sendable {
    /// Divisions by the diagonal.
    case diagonal
    /// Substitution.
    case triangular
    /// ``TridiagonalLU``.
    case tridiagonalLU
    /// ``BandedLU``.
    case bandedLU
    /// ``Cholesky``.
    case cholesky
    /// ``BunchKaufman``.
    case bunchKaufman
    /// ``LU``.
    case lu
  }

  /// What the elements showed.
  public let structure: MatrixStructure
  /// What was made of it.
  public let method: Method
  /// The factorization itself.
  public let factorization: any ConditionedSolver<Element>

  /// Factors a matrix.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: The matrix is square.
  public init(_ a: Matrix<Element>) throws(LinearAlgebraError) {
    a.checkSquareSystem()
    try a.checkDimensions()
    try a.checkFinite("a")
    structure = a.detectedStructure()
    let chosen: (Method, any ConditionedSolver<Element>)
    switch structure {
    case .diagonal: chosen = (.diagonal, Diagonal(a))
    case .triangular(let triangle): chosen = (.triangular, Triangular(a, triangle))
    case .tridiagonal: chosen = (.tridiagonalLU, try TridiagonalLU(Tridiagonal(a)))
    case .banded(let lower, let upper):
      let banded = Banded(a, lowerBandwidth: lower, upperBandwidth: upper)
      chosen = (.bandedLU, try BandedLU(banded))
    case .hermitian(let mayBeDefinite):
      let hermitian = Hermitian(a)
      if mayBeDefinite, let factored = try hermitian.definiteFactor() {
        chosen = (.cholesky, factored)
      } else {
        chosen = (.bunchKaufman, try BunchKaufman(hermitian))
      }
    case .symmetric: chosen = (.bunchKaufman, try BunchKaufman(Symmetric(a)))
    case .general: chosen = (.lu, try LU(a))
    }
    (method, factorization) = chosen
    try factorization.status.check()
  }

  /// The number of rows of the factored matrix.
  public var rows: Int { factorization.rows }
  /// The number of columns of the factored matrix.
  public var columns: Int { factorization.columns }
  /// Whether the factors are good for solving.
  public var status: FactorStatus { factorization.status }

  /// Replaces `B` by the solution of `op(A) X = B` or of `X op(A) = B`.
  ///
  /// - Throws: ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: The shape of `b` fits.
  public func solve(
    in b: inout Matrix<Element>, operation: MatrixOperation, side: Side
  ) throws(LinearAlgebraError) {
    try factorization.solve(in: &b, operation: operation, side: side)
  }

  /// Returns an estimate of `1 / (‖A‖ ‖A⁻¹‖)`; one if empty.
  public func reciprocalCondition(_ norm: ConditionNorm) -> Element.RealPart {
    factorization.reciprocalCondition(norm)
  }
}
