import ComplexModule
import RealModule

/// The factorization `Pᵀ A P = L D Lᴴ` of a packed Hermitian matrix, or `Pᵀ A P = L D Lᵀ` of a packed
/// symmetric one, with a packed `L`.
///
/// The matrix need not be definite. It is factored in full storage, by ``BunchKaufman``, and only what
/// is kept is packed: LAPACK's own routine for packed matrices works in no blocks and, in OpenBLAS
/// 0.3.21, writes beyond its memory once the reciprocal of a subnormal pivot has overflowed. So the
/// factorization needs the memory of a full matrix for a while, and the value half of it afterwards.
/// Use ``BunchKaufman`` where memory does not matter: it solves for many right sides in blocks.
///
/// > Reference: Bunch and Kaufman (1977), "Some stable methods for calculating inertia and solving
/// > symmetric linear systems".
public struct PackedBunchKaufman<Element: LAPACKScalar>: ConditionedSolver, Reconstructible {
  /// The factor `L`, with ones on its diagonal.
  public let lower: PackedTriangular<Element>
  /// Row `i` of the permuted matrix is row `permutation[i]` of the matrix.
  public let permutation: [Int]
  /// Whether the matrix is Hermitian; a complex one may be symmetric instead.
  public let isHermitian: Bool
  /// Whether a block of `D` is zero.
  public let status: FactorStatus
  private let blocks: PivotBlocks<Element>
  private let scaleExponent: Int
  private let scaledNorm: Element.RealPart

  /// The number of rows of the factored matrix.
  public var rows: Int { permutation.count }
  /// The number of columns of the factored matrix.
  public var columns: Int { permutation.count }

  /// Factors a Hermitian matrix.
  ///
  /// - Parameters:
  ///   - a: The matrix.
  ///   - rook: Whether to search pivots until one is the largest of its row and its column.
  ///   - allowSingular: Whether a zero pivot goes to ``status`` instead of being thrown.
  /// - Throws: ``LinearAlgebraError/singular(pivot:)`` (the position after the permutation),
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Complexity: O(`rows`³).
  public init(
    _ a: PackedHermitian<Element>, rook: Bool = false, allowSingular: Bool = false
  ) throws(LinearAlgebraError) {
    self.init(try a.bunchKaufman(rook: rook, allowSingular: allowSingular))
  }

  /// Factors a symmetric, perhaps complex, matrix; see above for Hermitian ones.
  public init(
    _ a: PackedSymmetric<Element>, rook: Bool = false, allowSingular: Bool = false
  ) throws(LinearAlgebraError) {
    self.init(try a.bunchKaufman(rook: rook, allowSingular: allowSingular))
  }

  /// Packs a factorization in full storage.
  public init(_ full: BunchKaufman<Element>) {
    lower = PackedTriangular(full.unitLower, .lower, diagonal: .unit)
    (permutation, isHermitian, status) = (full.permutation, full.isHermitian, full.status)
    (blocks, scaleExponent, scaledNorm) = (full.blocks, full.scaleExponent, full.scaledNorm)
  }

  /// Replaces `B` by the solution of `op(A) X = B` or of `X op(A) = B`.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: The shape of `b` fits.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func solve(
    in b: inout Matrix<Element>, operation: MatrixOperation, side: Side
  ) throws(LinearAlgebraError) {
    try solve(in: &b, operation, side, matrixExponent: scaleExponent) { b, operation in
      solveScaled(&b, operation)
    }
  }

  /// Solves with the scaled matrix.
  @inline(__always)
  private func solveScaled(_ b: inout Matrix<Element>, _ operation: MatrixOperation) {
    blocks.solve(in: &b, operation, permutation) { x, operation in
      let elements = lower.elements.storedMatrix
      x.makeUnique()
      for column in 0..<x.columns {
        unsafe BLAS<Element>.tpsv(
          .lower, operation, .unit, n: rows, a: elements.storage.base,
          x: x.storage.base + column * rows, strideX: 1)
      }
    }
  }

  /// Returns an estimate of `1 / (‖A‖ ‖A⁻¹‖)`; zero if singular, one if empty.
  ///
  /// Both norms agree, because the matrix equals its transpose up to conjugation.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func reciprocalCondition(_ norm: ConditionNorm) -> Element.RealPart {
    guard status == .success else { return 0 }
    return estimateReciprocalCondition(
      rows, norm, norm: scaledNorm, solving: { b, operation in solveScaled(&b, operation) })
  }

  /// The factor `D`, with blocks of order one and two on its diagonal.
  public var blockDiagonal: Matrix<Element> {
    blocks.dense().scaled(byPowerOfTwo: scaleExponent)
  }

  /// Returns `P L D Lᴴ Pᵀ`, or `P L D Lᵀ Pᵀ`.
  public func reconstructed() -> Matrix<Element> {
    blocks.reconstructed(lower.dense(), permutation).scaled(byPowerOfTwo: scaleExponent)
  }

  /// The determinant; zero if singular, one for an empty matrix, real for a Hermitian one.
  ///
  /// It overflows or underflows only if the determinant itself does.
  public var determinant: Element { blocks.determinant(scale: scaleExponent).value }

  /// The determinant as `sign · exp(logAbsoluteValue)`.
  ///
  /// The sign has modulus one. A singular matrix has the sign zero and the logarithm minus infinity.
  public var logDeterminant: (sign: Element, logAbsoluteValue: Element.RealPart) {
    blocks.determinant(scale: scaleExponent).logarithm
  }

  /// The numbers of positive, negative and zero eigenvalues, by Sylvester's law.
  ///
  /// - Precondition: The matrix is Hermitian, or real.
  public var inertia: Inertia { blocks.inertia }
}
