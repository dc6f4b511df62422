import ComplexModule
import RealModule

/// The factorization `A = Q H Qᴴ` with a unitary `Q` and an `H` that is zero below its subdiagonal.
///
/// `Q` is kept as a product of reflections: multiplying by it needs no matrix.
///
/// > Reference: Golub and Van Loan (2013), "Matrix computations", section 7.4; LAPACK `gehrd`.
public struct Hessenberg<Element: LAPACKScalar>: Reconstructible {
  private var packed: Matrix<Element>
  private var tau: Matrix<Element>
  private var scaleExponent = 0

  /// The number of rows of the matrix.
  public var rows: Int { packed.rows }
  /// The number of columns of the matrix.
  public var columns: Int { packed.columns }
  /// `.success`: the factorization always exists.
  public var status: FactorStatus { .success }

  /// Factors a matrix, lazy transpose or view.
  ///
  /// - Parameters:
  ///   - a: The matrix.
  ///   - assumingFinite: Whether to skip the search for infinities and NaNs; the result is undefined
  ///     if there are any.
  /// - Throws: ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: `a` is square.
  /// - Complexity: O(`rows`³).
  @inlinable
  public init<Operand: MatrixOperand & ~Escapable>(
    _ a: Operand, assumingFinite: Bool = false
  ) throws(LinearAlgebraError) where Operand.Element == Element {
    try self.init(of: Matrix(checking: a), assumingFinite: assumingFinite)
  }

  /// Factors a matrix; see above for lazy transposes and views.
  @inlinable
  public init(_ a: Matrix<Element>, assumingFinite: Bool = false) throws(LinearAlgebraError) {
    try self.init(of: a, assumingFinite: assumingFinite)
  }

  @usableFromInline
  init(of a: Matrix<Element>, assumingFinite: Bool) throws(LinearAlgebraError) {
    try a.checkForEigen("a", assumingFinite: assumingFinite)
    let n = a.rows
    scaleExponent = a.extremeExponent
    packed = scaleExponent == 0 ? a : a.scaled(byPowerOfTwo: -scaleExponent)
    tau = Matrix(rows: n, columns: 1)
    guard n > 0 else { return }
    packed.makeUnique()
    var workspace = Workspace()
    let info = unsafe LAPACK<Element>.gehrd(
      n: n, a: packed.storage.base, lda: n, tau: tau.storage.base, workspace: &workspace)
    precondition(info == 0, "gehrd answered \(info)")
  }

  /// The factor `H`, zero below its subdiagonal.
  public var form: Matrix<Element> {
    Matrix(rows: rows, columns: columns) { row, column in
      row > column + 1 ? 0 : packed[row, column].scaled(byPowerOfTwo: scaleExponent)
    }
  }

  /// Returns the unitary factor `Q`.
  public func basis() -> Matrix<Element> {
    var result = packed
    guard rows > 0 else { return result }
    result.makeUnique()
    var workspace = Workspace()
    let info = unsafe LAPACK<Element>.unghr(
      n: rows, a: result.storage.base, lda: rows, tau: tau.storage.base, workspace: &workspace)
    precondition(info == 0, "unghr answered \(info)")
    return result
  }

  /// Replaces `B` by `op(Q) B` or `B op(Q)`, without forming `Q`.
  ///
  /// - Precondition: The shape of `b` fits, and the operation is `.none` or `.adjoint`, or for a real
  ///   matrix `.transpose`.
  public func multiplyBasis(
    _ b: inout Matrix<Element>, operation: MatrixOperation = .none, side: Side = .left
  ) {
    precondition(
      (side == .left ? b.rows : b.columns) == rows,
      "a matrix of shape \(b.shape) does not fit the basis of a \(packed.shape) matrix")
    precondition(
      operation == .none || operation == .adjoint || !Element.isComplex,
      "a product of reflections cannot be applied with \(operation)")
    guard !b.isEmpty else { return }
    b.makeUnique()
    var workspace = Workspace()
    let isPlain = operation == .none || operation == .conjugate
    let info = unsafe LAPACK<Element>.unmhr(
      side, isPlain ? .none : .adjoint, m: b.rows, columns: b.columns, a: packed.storage.base,
      lda: rows, tau: tau.storage.base, c: b.storage.base, ldc: b.rows, workspace: &workspace)
    precondition(info == 0, "unmhr answered \(info)")
  }

  /// Returns `Q H Qᴴ`.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func reconstructed() -> Matrix<Element> {
    var result = Matrix(rows: rows, columns: columns) { row, column in
      row > column + 1 ? 0 : packed[row, column]
    }
    multiplyBasis(&result)
    multiplyBasis(&result, operation: .adjoint, side: .right)
    return result.scaled(byPowerOfTwo: scaleExponent)
  }
}
