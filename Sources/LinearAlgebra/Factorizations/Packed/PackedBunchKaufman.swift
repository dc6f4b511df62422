import ComplexModule
import RealModule

/// The factorization `A = (P L) D (P L)ᴴ` of a packed Hermitian matrix, or `(P L) D (P L)ᵀ` of a packed
/// symmetric one; see ``BunchKaufman``.
public struct PackedBunchKaufman<Element: LAPACKScalar>: ConditionedSolver, Reconstructible {
  /// LAPACK's columns of `L`; what belongs to `D` is in `blocks`.
  private var factor: PackedTriangle<Element>
  private var pivots: [Int32]
  private var blocks: PivotBlocks<Element>
  /// Holds the factors, in full storage, where reciprocals of pivots overflow.
  private var fallback: BunchKaufman<Element>?
  private var scaleExponent = 0
  private var scaledNorm: Element.RealPart = 0
  /// Whether a block of `D` is zero.
  public private(set) var status = FactorStatus.success

  /// The number of rows of the factored matrix.
  public var rows: Int { factor.size }
  /// The number of columns of the factored matrix.
  public var columns: Int { factor.size }

  /// Factors a packed Hermitian matrix.
  ///
  /// - Parameters:
  ///   - a: The matrix.
  ///   - allowSingular: Whether a zero pivot goes to ``status`` instead of being thrown.
  /// - Throws: ``LinearAlgebraError/singular(pivot:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Complexity: O(`rows`³).
  public init(
    _ a: PackedHermitian<Element>, allowSingular: Bool = false
  ) throws(LinearAlgebraError) {
    try self.init(factoring: a.packed, a.norm(.one), hermitian: true)
    if fallback != nil {
      fallback = try BunchKaufman(a.unpacked, allowSingular: true)
      status = fallback?.status ?? status
    }
    if !allowSingular { try status.check() }
  }

  /// Factors a packed symmetric, perhaps complex, matrix.
  public init(
    _ a: PackedSymmetric<Element>, allowSingular: Bool = false
  ) throws(LinearAlgebraError) {
    try self.init(factoring: a.packed, a.norm(.one), hermitian: !Element.isComplex)
    if fallback != nil {
      fallback = try BunchKaufman(a.unpacked, allowSingular: true)
      status = fallback?.status ?? status
    }
    if !allowSingular { try status.check() }
  }

  private init(
    factoring packed: PackedTriangle<Element>, _ norm: Element.RealPart, hermitian: Bool
  ) throws(LinearAlgebraError) {
    let n = packed.size
    if n > largestBLASInteger { throw .tooLarge(dimension: n) }
    try packed.checkFinite("a")
    factor = packed.triangle == .lower ? packed : packed.flipped(conjugating: hermitian)
    pivots = Array(repeating: 0, count: n)
    blocks = PivotBlocks(size: n, hermitian: hermitian)
    scaledNorm = norm
    guard n > 0 else { return }
    // Beyond these limits full storage, which scales, does it.
    let limit = Int(Element.RealPart.greatestFiniteMagnitude.exponent)
    let isExtreme = norm > 0 && (!norm.isFinite || abs(Int(norm.exponent)) > limit - 40)
    factor.elements.storedMatrix.makeUnique()
    let info = unsafe LAPACK<Element>.factorPackedIndefinite(
      hermitian: hermitian, .lower, n: n, a: factor.elements.storedMatrix.storage.base,
      pivots: &pivots)
    precondition(info >= 0, "sptrf refused argument \(-info)")
    for index in 0..<n { blocks.pivots[index] = factor[index, index] }
    var index = 0
    while index < n {
      if pivots[index] < 0 {
        blocks.couplings[index] = factor[index + 1, index]
        factor[index + 1, index] = 0
        index += 1
      }
      index += 1
    }
    let isLost = (0..<factor.elements.count).contains { !factor.elements[$0].isFinite }
    if info > 0 { status = .singular(pivot: info) }
    if isExtreme || isLost || blocks.needsDivision {
      fallback = try BunchKaufman(Hermitian(Matrix(rows: 0, columns: 0)))
    }
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
    if let fallback { return try fallback.solve(in: &b, operation: operation, side: side) }
    try solve(in: &b, operation, side) { b, operation in solveChecked(&b, operation) }
  }

  @inline(__always)
  private func solveChecked(_ b: inout Matrix<Element>, _ operation: MatrixOperation) {
    let isConjugated =
      blocks.isHermitian
      ? operation == .transpose || operation == .conjugate : operation.isConjugating
    if isConjugated { b.conjugateElements() }
    let n = rows
    let l = unsafe factor.elements.storedMatrix.storage.base
    for column in 0..<b.columns {
      let x = unsafe b.storage.base + column * n
      unsafe eliminate(l, x)
      unsafe blocks.solve(x, rows: n, columns: 1)
      unsafe substituteBack(l, x)
    }
    if isConjugated { b.conjugateElements() }
  }

  /// The row that was exchanged with this one.
  @inline(__always)
  private func exchanged(_ index: Int) -> Int { Int(pivots[index].magnitude) - 1 }

  /// Solves `P L x = b`.
  @inline(__always)
  private func eliminate(_ l: UnsafePointer<Element>, _ x: UnsafeMutablePointer<Element>) {
    let n = rows
    // Element (i, j) is at start + i.
    var (step, start) = (0, 0)
    while step < n {
      let isPair = pivots[step] < 0
      let last = isPair ? step + 1 : step
      let other = exchanged(step)
      if other != last { unsafe swap(&x[last], &x[other]) }
      for column in step...last {
        let factor = unsafe x[column]
        for row in last + 1..<max(n, last + 1) { unsafe x[row] -= l[start + row] * factor }
        start += n - column - 1
      }
      step = last + 1
    }
  }

  /// Solves `(P L)ᴴ x = b`, or `(P L)ᵀ x = b`.
  @inline(__always)
  private func substituteBack(_ l: UnsafePointer<Element>, _ x: UnsafeMutablePointer<Element>) {
    let n = rows
    var step = n - 1
    while step >= 0 {
      let isPair = pivots[step] < 0
      let first = isPair ? step - 1 : step
      for column in first...step {
        let start = column * (2 * n - column - 1) / 2
        for row in step + 1..<max(n, step + 1) {
          let element = unsafe l[start + row]
          unsafe x[column] -= (blocks.isHermitian ? element.conjugate : element) * x[row]
        }
      }
      let other = exchanged(step)
      if other != step { unsafe swap(&x[step], &x[other]) }
      step = first - 1
    }
  }

  /// Returns the product of the factors.
  public func reconstructed() -> Matrix<Element> {
    if let fallback { return fallback.reconstructed() }
    let n = rows
    var left = Matrix<Element>.identity(n)
    // P L as a matrix: the steps of the elimination, backwards.
    var step = n - 1
    while step >= 0 {
      let isPair = pivots[step] < 0
      let first = isPair ? step - 1 : step
      for column in 0..<n {
        for row in step + 1..<max(n, step + 1) {
          for source in first...step {
            left[row, column] += factor[row, source] * left[source, column]
          }
        }
        let other = exchanged(step)
        if other != step {
          (left[step, column], left[other, column]) = (left[other, column], left[step, column])
        }
      }
      step = first - 1
    }
    return left * blocks.dense() * (blocks.isHermitian ? left.adjoint : left.transposed)
  }

  /// The determinant; zero if singular, one for an empty matrix, real for a Hermitian one.
  public var determinant: Element {
    fallback?.determinant ?? blocks.determinant(scale: 0).value
  }

  /// The determinant as `sign · exp(logAbsoluteValue)`.
  public var logDeterminant: (sign: Element, logAbsoluteValue: Element.RealPart) {
    fallback?.logDeterminant ?? blocks.determinant(scale: 0).logarithm
  }

  /// The numbers of positive, negative and zero eigenvalues.
  ///
  /// - Precondition: The matrix is Hermitian, or real.
  public var inertia: Inertia { fallback?.inertia ?? blocks.inertia }

  /// Returns an estimate of `1 / (‖A‖ ‖A⁻¹‖)`; zero if singular, one if empty.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func reciprocalCondition(_ norm: ConditionNorm) -> Element.RealPart {
    if let fallback { return fallback.reciprocalCondition(norm) }
    guard status == .success else { return 0 }
    return estimateReciprocalCondition(
      rows, norm, norm: scaledNorm, solving: { b, operation in solveChecked(&b, operation) })
  }
}

extension PackedTriangle {
  /// The mirror image in the other triangle.
  func flipped(conjugating: Bool) -> PackedTriangle {
    var result = PackedTriangle(
      size: size, triangle.opposite, elements: Vector(count: elements.count))
    for column in 0..<size {
      for row in triangle == .lower ? column..<size : 0..<column + 1 {
        let value = self[row, column]
        result[column, row] = conjugating ? value.conjugate : value
      }
    }
    return result
  }
}
