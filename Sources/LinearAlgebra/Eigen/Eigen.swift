public import ComplexModule
import RealModule

/// The eigenvalues and eigenvectors `A V = V Λ` of a square matrix.
///
/// Values and vectors are complex for real matrices, too, so that their type does not depend on the
/// data; the values of a real matrix come in conjugate pairs, the one with positive imaginary part
/// first. Every vector has length one. A defective matrix has fewer independent vectors than columns:
/// then some columns of ``vectors`` are parallel up to rounding errors.
///
///     let eigen = try Eigen(a, conditions: true)
///     eigen.values
///     eigen.valueConditions  // small where an eigenvalue is sensitive
///
/// > Reference: Golub and Van Loan (2013), "Matrix computations", chapter 7; LAPACK `geevx`.
public struct Eigen<Element: LAPACKScalar>: Factorization {
  /// A complex number with parts of the precision of the matrix.
  public typealias ComplexElement = Complex<Element.RealPart>

  /// The eigenvalues, in no particular order.
  public private(set) var values: Vector<ComplexElement>
  /// Right eigenvectors of length one, in columns: `A v = λ v`.
  public private(set) var vectors: Matrix<ComplexElement>
  /// Left eigenvectors of length one, in columns: `uᴴ A = λ uᴴ`.
  public private(set) var leftVectors: Matrix<ComplexElement>?
  /// The reciprocal condition numbers of the eigenvalues, `|uᴴ v|`, one for the best.
  ///
  /// An eigenvalue moves by about `ε ‖A‖ / |uᴴ v|`. The numbers belong to the balanced matrix.
  public private(set) var valueConditions: Vector<Element.RealPart>?
  /// Estimates of the separation of each eigenvalue from the others.
  ///
  /// The direction of a vector is uncertain by about `ε ‖A‖ / separation`.
  public private(set) var separations: Vector<Element.RealPart>?

  /// The number of rows of the matrix.
  public var rows: Int { vectors.rows }
  /// The number of columns of the matrix.
  public var columns: Int { vectors.rows }
  /// `.success`: whoever has the value has the eigenvalues.
  public var status: FactorStatus { .success }

  /// Computes eigenvalues and eigenvectors of a matrix, lazy transpose or view.
  ///
  /// - Parameters:
  ///   - a: The matrix.
  ///   - left: Whether to compute left eigenvectors.
  ///   - conditions: Whether to estimate the sensitivity of values and vectors; implies `left`.
  ///   - balancing: How to balance the matrix first.
  ///   - assumingFinite: Whether to skip the search for infinities and NaNs; the result is undefined
  ///     if there are any.
  /// - Throws: ``LinearAlgebraError/notConverged(routine:unconverged:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: `a` is square.
  /// - Complexity: O(`rows`³).
  @inlinable
  public init<Operand: MatrixOperand & ~Escapable>(
    _ a: Operand, left: Bool = false, conditions: Bool = false, balancing: Balancing = .both,
    assumingFinite: Bool = false
  ) throws(LinearAlgebraError) where Operand.Element == Element {
    try self.init(of: Matrix(checking: a), left, conditions, balancing, assumingFinite)
  }

  /// Computes eigenvalues and eigenvectors of a matrix; see above for lazy transposes and views.
  @inlinable
  public init(
    _ a: Matrix<Element>, left: Bool = false, conditions: Bool = false,
    balancing: Balancing = .both, assumingFinite: Bool = false
  ) throws(LinearAlgebraError) {
    try self.init(of: a, left, conditions, balancing, assumingFinite)
  }

  @usableFromInline
  init(
    of a: Matrix<Element>, _ left: Bool, _ conditions: Bool, _ balancing: Balancing,
    _ assumingFinite: Bool
  ) throws(LinearAlgebraError) {
    var workspace = Workspace()
    self = try Self.solve(
      a, Wishes(left: left, right: true, conditions: conditions), balancing, assumingFinite,
      &workspace)
  }

  private init(values: Vector<ComplexElement>, vectors: Matrix<ComplexElement>) {
    self.values = values
    self.vectors = vectors
  }

  /// Replaces everything by the eigenvalues and eigenvectors of another matrix.
  ///
  /// - Throws: What ``init(_:left:conditions:balancing:assumingFinite:)`` throws; then nothing
  ///   changes.
  /// - Precondition: `a` is square.
  public mutating func update(
    _ a: Matrix<Element>, left: Bool = false, conditions: Bool = false,
    balancing: Balancing = .both, assumingFinite: Bool = false, workspace: inout Workspace
  ) throws(LinearAlgebraError) {
    self = try Self.solve(
      a, Wishes(left: left, right: true, conditions: conditions), balancing, assumingFinite,
      &workspace)
  }

  /// Returns the eigenvalues of a matrix; faster than with eigenvectors.
  ///
  /// - Throws: What ``init(_:left:conditions:balancing:assumingFinite:)`` throws.
  /// - Precondition: `a` is square.
  public static func values(
    of a: Matrix<Element>, balancing: Balancing = .both, assumingFinite: Bool = false
  ) throws(LinearAlgebraError) -> Vector<ComplexElement> {
    var workspace = Workspace()
    let wishes = Wishes(left: false, right: false, conditions: false)
    return try solve(a, wishes, balancing, assumingFinite, &workspace).values
  }

  private struct Wishes {
    var left: Bool
    var right: Bool
    var conditions: Bool
  }

  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  private static func solve(
    _ a: Matrix<Element>, _ wishes: Wishes, _ balancing: Balancing, _ assumingFinite: Bool,
    _ workspace: inout Workspace
  ) throws(LinearAlgebraError) -> Eigen {
    typealias Real = Element.RealPart
    try a.checkForEigen("a", assumingFinite: assumingFinite)
    let n = a.rows
    // Separations take n² + 6 n elements of scratch memory.
    if wishes.conditions && n > 46_337 { throw .tooLarge(dimension: n) }
    let wantsLeft = wishes.left || wishes.conditions
    let exponent = a.extremeExponent
    var matrix = exponent == 0 ? a : a.scaled(byPowerOfTwo: -exponent)
    matrix.makeUnique()
    let left = Matrix<Element>(
      uninitializedRows: wantsLeft ? n : 0, columns: wantsLeft ? n : 0)
    let right = Matrix<Element>(
      uninitializedRows: wishes.right ? n : 0, columns: wishes.right ? n : 0)
    workspace.reset()
    let values = unsafe workspace.take(Element.self, n)
    let imaginary = unsafe workspace.take(Element.self, n)
    let scale = unsafe workspace.take(Real.self, n)
    let conditions = unsafe (workspace.take(Real.self, n), workspace.take(Real.self, n))
    if n > 0 {
      let info = unsafe LAPACK<Element>.geevx(
        balancing: balancing.letter, left: wantsLeft, right: wishes.right,
        conditions: wishes.conditions, n: n, a: matrix.storage.base, lda: n, values: values,
        imaginary: imaginary, vl: left.storage.base, vr: right.storage.base, ldv: n, scale: scale,
        valueConditions: conditions.0, vectorConditions: conditions.1, workspace: &workspace)
      precondition(info >= 0, "geevx refused argument \(-info)")
      if info > 0 { throw .notConverged(routine: "geevx", unconverged: info) }
    }
    // Vectors are unpacked by the signs of imaginary parts, before these may underflow.
    let plain = unsafe joinedValues(values, imaginary, count: n, exponent: 0)
    var result = Eigen(
      values: exponent == 0 ? plain : plain.map { $0.scaled(byPowerOfTwo: exponent) },
      vectors: wishes.right
        ? joinedVectors(right, values: plain) : Matrix(rows: 0, columns: 0))
    if wantsLeft { result.leftVectors = joinedVectors(left, values: plain) }
    if wishes.conditions {
      result.valueConditions = Vector(count: n) { unsafe conditions.0[$0] }
      result.separations = Vector(count: n) {
        unsafe conditions.1[$0].scaled(byPowerOfTwo: exponent)
      }
    }
    return result
  }
}
