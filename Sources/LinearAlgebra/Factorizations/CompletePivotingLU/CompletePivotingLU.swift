import ComplexModule
import RealModule

/// The factorization `P A Q = L U` with complete pivoting, of a matrix of any shape.
///
/// Each pivot is the largest element that is left, so that the factorization tells the rank of all but
/// contrived matrices, and no element of `L` exceeds one. It costs as many comparisons as multiplications
/// and works in no blocks: use ``LU`` to solve and this to judge.
///
/// > Reference: Golub and Van Loan (2013), "Matrix computations", section 3.4.8.
public struct CompletePivotingLU<Element: LAPACKScalar>: ConditionedSolver, Reconstructible {
  /// The strict lower triangle of `L` and the upper triangle of `U`, of `2^-scaleExponent P A Q`.
  private var factors: Matrix<Element>
  /// `P`: row `i` of `P A` is row `rowPermutation[i]` of the matrix.
  public private(set) var rowPermutation: Permutation
  /// Column `j` of `A Q` is column `columnPermutation[j]` of the matrix.
  public private(set) var columnPermutation: Permutation
  private var scaleExponent = 0
  private var scaledNorms: (one: Element.RealPart, infinity: Element.RealPart) = (0, 0)
  /// Whether a pivot is zero; then all later ones are.
  public private(set) var status = FactorStatus.success

  /// The number of rows of the factored matrix.
  public var rows: Int { factors.rows }
  /// The number of columns of the factored matrix.
  public var columns: Int { factors.columns }

  private var steps: Int { min(rows, columns) }

  /// Factors a matrix, lazy transpose or view.
  ///
  /// Zero pivots are no error here; see ``rank(tolerance:)``.
  ///
  /// - Parameters:
  ///   - a: The matrix, of any shape; only square ones can solve.
  ///   - assumingFinite: Whether to skip the search for infinities and NaNs.
  /// - Throws: ``LinearAlgebraError/nonFinite(argument:row:column:)``.
  /// - Complexity: O(`rows` · `columns` · min(`rows`, `columns`)).
  @inlinable
  public init<Operand: MatrixOperand & ~Escapable>(
    _ a: Operand, assumingFinite: Bool = false
  ) throws(LinearAlgebraError) where Operand.Element == Element {
    try self.init(factoring: Matrix(checking: a), assumingFinite)
  }

  /// Factors a matrix; see above for lazy transposes and views.
  @inlinable
  public init(
    _ a: Matrix<Element>, assumingFinite: Bool = false
  ) throws(LinearAlgebraError) {
    try self.init(factoring: a, assumingFinite)
  }

  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @usableFromInline
  init(factoring matrix: Matrix<Element>, _ assumingFinite: Bool) throws(LinearAlgebraError) {
    try matrix.checkDimensions()
    factors = Matrix(uninitializedRows: matrix.rows, columns: matrix.columns)
    (rowPermutation, columnPermutation) = (.identity(matrix.rows), .identity(matrix.columns))
    try load(matrix, assumingFinite)
  }

  /// Factors another matrix of the same shape, in the memory of the first.
  ///
  /// - Throws: What the initializers throw; then nothing changes.
  /// - Precondition: `a` has the shape of the factored matrix.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public mutating func update(
    _ a: Matrix<Element>, assumingFinite: Bool = false
  ) throws(LinearAlgebraError) {
    precondition(
      a.shape == factors.shape, "cannot factor a \(a.shape) matrix in place of \(factors.shape)")
    try load(a, assumingFinite)
  }

  /// Stores the factors of a matrix that fits the memory.
  @inline(__always)
  private mutating func load(
    _ matrix: Matrix<Element>, _ assumingFinite: Bool
  ) throws(LinearAlgebraError) {
    if !assumingFinite { try matrix.checkFinite("a") }
    (status, scaleExponent) = (.success, 0)
    let largest = matrix.norm(.maxAbs)
    let limit = Int(Element.RealPart.greatestFiniteMagnitude.exponent)
    // The growth of complete pivoting is far below 2^64 for all sizes that fit into memory.
    if largest > 0 && abs(largest.sizeExponent) > limit - 64 {
      scaleExponent = largest.sizeExponent
    }
    factors.makeUniqueDiscardingElements()
    unsafe matrix.copy(to: factors.storage.base, dividedByPowerOfTwo: scaleExponent)
    scaledNorms = (factors.norm(.one), factors.norm(.infinity))
    factor()
  }

  @inline(__always)
  private mutating func factor() {
    let (a, m, n) = unsafe (factors.storage.base, rows, columns)
    var (rowOrder, columnOrder) = (Array(0..<m), Array(0..<n))
    var (row, column) = (0, 0)
    var best = Element.RealPart.zero
    for position in 0..<factors.count where unsafe a[position].modulus > best {
      best = unsafe a[position].modulus
      (row, column) = (position % m, position / m)
    }
    for step in 0..<steps {
      guard best > 0 else {
        status = .singular(pivot: step + 1)
        break
      }
      rowOrder.swapAt(step, row)
      columnOrder.swapAt(step, column)
      for index in 0..<m where column != step {
        unsafe swap(&a[index + step * m], &a[index + column * m])
      }
      for index in 0..<n where row != step {
        unsafe swap(&a[step + index * m], &a[row + index * m])
      }
      let pivot = unsafe a[step + step * m]
      for index in step + 1..<max(m, step + 1) { unsafe a[index + step * m] /= pivot }
      // The next pivot is found while the rest is updated.
      best = 0
      for j in step + 1..<max(n, step + 1) {
        let factor = unsafe a[step + j * m]
        for i in step + 1..<max(m, step + 1) {
          unsafe a[i + j * m] -= a[i + step * m] * factor
          let modulus = unsafe a[i + j * m].modulus
          if modulus > best { (best, row, column) = (modulus, i, j) }
        }
      }
    }
    rowPermutation = Permutation(rowOrder)
    columnPermutation = Permutation(columnOrder)
  }

  /// The factor `L`, with ones on its diagonal: `rows × min(rows, columns)`.
  public var lower: Matrix<Element> {
    Matrix(rows: rows, columns: steps) { row, column in
      row == column ? 1 : row > column ? factors[row, column] : 0
    }
  }

  /// The factor `U`: `min(rows, columns) × columns`.
  public var upper: Matrix<Element> { scaledUpper.scaled(byPowerOfTwo: scaleExponent) }

  private var scaledUpper: Matrix<Element> {
    Matrix(rows: steps, columns: columns) { row, column in
      row <= column ? factors[row, column] : 0
    }
  }

  /// Returns `P⁻¹ L U Q⁻¹`.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func reconstructed() -> Matrix<Element> {
    let product = lower * scaledUpper
    var result = Matrix<Element>(rows: rows, columns: columns)
    for column in 0..<columns {
      for row in 0..<rows {
        result[rowPermutation[row], columnPermutation[column]] = product[row, column]
      }
    }
    result.scale(byPowerOfTwo: scaleExponent)
    return result
  }

  /// Returns the number of pivots whose modulus exceeds `tolerance` times that of the first one.
  ///
  /// By default the tolerance is `max(rows, columns) · ε`, with `ε` the distance from one to the next
  /// number.
  public func rank(tolerance: Element.RealPart? = nil) -> Int {
    let relative =
      tolerance ?? Element.RealPart(max(rows, columns)) * Element.RealPart.ulpOfOne
    guard steps > 0, factors[0, 0] != 0 else { return 0 }
    let bound = relative * factors[0, 0].modulus
    return (0..<steps).count { factors[$0, $0].modulus > bound }
  }
}

extension CompletePivotingLU {
  /// Replaces `B` by the solution of `op(A) X = B` or of `X op(A) = B`.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: The factored matrix is square, and the shape of `b` fits.
  public func solve(
    in b: inout Matrix<Element>, operation: MatrixOperation, side: Side
  ) throws(LinearAlgebraError) {
    try solve(in: &b, operation, side, matrixExponent: scaleExponent) { b, operation in
      solveScaled(&b, operation)
    }
  }

  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @inline(never)
  private func solveScaled(_ b: inout Matrix<Element>, _ operation: MatrixOperation) {
    let divides = factors.diagonal.contains(where: hasUnusableReciprocal)
    let (rowOrder, columnOrder) = (rowPermutation.mapping, columnPermutation.mapping)
    if operation.isTransposing {
      // Aᵀ = Q Uᵀ Lᵀ P
      var x = b.permutingRows(columnOrder, inverse: false)
      solveTriangle(factors, .upper, .general, operation, .left, dividing: divides, in: &x)
      solveTriangle(factors, .lower, .unit, operation, .left, dividing: divides, in: &x)
      b = x.permutingRows(rowOrder, inverse: true)
    } else {
      var x = b.permutingRows(rowOrder, inverse: false)
      // conj(A) X = B is A conj(X) = conj(B).
      if operation == .conjugate { x.conjugateElements() }
      solveTriangle(factors, .lower, .unit, .none, .left, dividing: divides, in: &x)
      solveTriangle(factors, .upper, .general, .none, .left, dividing: divides, in: &x)
      if operation == .conjugate { x.conjugateElements() }
      b = x.permutingRows(columnOrder, inverse: true)
    }
  }

  /// The determinant; zero if a pivot is zero, one for an empty matrix.
  ///
  /// - Precondition: The factored matrix is square.
  public var determinant: Element { parts.value }

  /// The determinant as `sign · exp(logAbsoluteValue)`.
  ///
  /// - Precondition: The factored matrix is square.
  public var logDeterminant: (sign: Element, logAbsoluteValue: Element.RealPart) {
    parts.logarithm
  }

  private var parts: Determinant<Element> {
    precondition(rows == columns, "a \(factors.shape) matrix has no determinant")
    let sign = Element.RealPart(rowPermutation.sign * columnPermutation.sign)
    var result = Determinant([Element(sign)])
    for index in 0..<rows {
      result.multiply(by: factors[index, index], timesPowerOfTwo: scaleExponent)
    }
    return result
  }

  /// Returns an estimate of `1 / (‖A‖ ‖A⁻¹‖)`; zero if singular, one if empty.
  ///
  /// - Precondition: The factored matrix is square.
  public func reciprocalCondition(_ norm: ConditionNorm) -> Element.RealPart {
    precondition(rows == columns, "a \(factors.shape) matrix has no condition number")
    guard status == .success else { return 0 }
    return estimateReciprocalCondition(
      rows, norm, norm: norm == .one ? scaledNorms.one : scaledNorms.infinity,
      solving: { b, operation in solveScaled(&b, operation) })
  }

  /// Returns a basis, one column each, of the vectors that the matrix maps to zero.
  ///
  /// The vectors are independent, not orthogonal: each has a one where the others have zeros. The
  /// tolerance is that of ``rank(tolerance:)``.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func nullSpaceBasis(tolerance: Element.RealPart? = nil) -> Matrix<Element> {
    let rank = rank(tolerance: tolerance)
    let free = columns - rank
    // U = (U₁ U₂) above what counts as zero: x = Q (-U₁⁻¹ U₂ z; z).
    var leading = Matrix<Element>(rows: rank, columns: free) { row, column in
      -factors[row, rank + column]
    }
    let triangle = Matrix<Element>(rows: rank, columns: rank) { factors[$0, $1] }
    if !leading.isEmpty {
      let divides = triangle.diagonal.contains(where: hasUnusableReciprocal)
      solveTriangle(triangle, .upper, .general, .none, .left, dividing: divides, in: &leading)
    }
    var result = Matrix<Element>(rows: columns, columns: free)
    for column in 0..<free {
      for row in 0..<rank { result[columnPermutation[row], column] = leading[row, column] }
      result[columnPermutation[rank + column], column] = 1
    }
    return result
  }
}
