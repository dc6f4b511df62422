import RealModule

/// The factor `D` of a symmetric indefinite factorization: blocks of order one and two.
struct PivotBlocks<Element: LAPACKScalar>: Sendable {
  /// The diagonal.
  var pivots: [Element]
  /// The subdiagonal: not zero where a block of order two begins.
  var couplings: [Element]
  var isHermitian: Bool

  init(size: Int, hermitian: Bool) {
    pivots = Array(repeating: 0, count: size)
    couplings = Array(repeating: 0, count: size)
    isHermitian = hermitian
  }

  /// The elements below and above the diagonal of a block of order two.
  @inline(__always)
  func coupling(_ index: Int) -> (low: Element, high: Element) {
    let low = couplings[index]
    return (low, isHermitian ? low.conjugate : low)
  }

  /// Calls a closure with the start of each block and whether it has order two.
  @inline(__always)
  func forEach(_ body: (_ index: Int, _ isPair: Bool) -> Void) {
    var index = 0
    while index < pivots.count {
      let isPair = couplings[index] != 0
      body(index, isPair)
      index += isPair ? 2 : 1
    }
  }

  /// Solves `D X = B` for rows of `B`, dividing by the larger elements first.
  @inline(__always)
  func solve(_ start: UnsafeMutablePointer<Element>, rows n: Int, columns: Int) {
    forEach { index, isPair in
      guard isPair else {
        for column in 0..<columns { unsafe start[index + column * n] /= pivots[index] }
        return
      }
      let (low, high) = coupling(index)
      let (first, second) = (pivots[index] / high, pivots[index + 1] / low)
      let denominator = first * second - 1
      for column in 0..<columns {
        let place = index + column * n
        let (upper, lower) = unsafe (start[place] / high, start[place + 1] / low)
        unsafe start[place] = (second * upper - lower) / denominator
        unsafe start[place + 1] = (first * lower - upper) / denominator
      }
    }
  }

  /// Whether the reciprocal of a pivot has spoiled, or would spoil, a column.
  var needsDivision: Bool {
    var result = false
    forEach { index, isPair in
      let pivot = isPair ? couplings[index] : pivots[index]
      let isLost = !pivots[index].isFinite || !pivot.isFinite
      if isLost || (pivot != 0 && hasUnusableReciprocal(pivot)) { result = true }
      if isPair && !pivots[index + 1].isFinite { result = true }
    }
    return result
  }

  /// The position of the first element that is not a finite number.
  var firstOverflow: Int? {
    pivots.indices.first { !(pivots[$0].isFinite && couplings[$0].isFinite) }
  }

  /// The matrix `D`.
  func dense() -> Matrix<Element> {
    var result = Matrix<Element>.diagonal(pivots)
    forEach { index, isPair in
      if isPair { (result[index + 1, index], result[index, index + 1]) = coupling(index) }
    }
    return result
  }

  /// The determinant of `2^exponent D`.
  func determinant(scale exponent: Int) -> Determinant<Element> {
    var result = Determinant<Element>()
    forEach { index, isPair in
      if !isPair {
        result.multiply(by: pivots[index], timesPowerOfTwo: exponent)
      } else {
        // a d - b c as b c (a d / (b c) - 1): nothing overflows before the end.
        let (low, high) = coupling(index)
        result.multiply(by: low, timesPowerOfTwo: exponent)
        result.multiply(by: high, timesPowerOfTwo: exponent)
        result.multiply(by: (pivots[index] / high) * (pivots[index + 1] / low) - 1)
      }
    }
    return result
  }

  /// The numbers of positive, negative and zero eigenvalues.
  ///
  /// - Precondition: `D` is Hermitian.
  var inertia: Inertia {
    precondition(isHermitian, "a complex symmetric matrix has no inertia")
    var result = Inertia(positive: 0, negative: 0, zero: 0)
    forEach { index, isPair in
      let pivot = pivots[index].realPart
      if isPair {
        // The off-diagonal dominates, so that the block has one eigenvalue of each sign.
        result.positive += 1
        result.negative += 1
      } else if pivot == 0 {
        result.zero += 1
      } else if pivot > 0 {
        result.positive += 1
      } else {
        result.negative += 1
      }
    }
    return result
  }
}

/// How many eigenvalues of a Hermitian matrix are positive, negative and zero.
public struct Inertia: Hashable, Sendable {
  /// The number of positive eigenvalues.
  public var positive: Int
  /// The number of negative eigenvalues.
  public var negative: Int
  /// The number of zero eigenvalues.
  public var zero: Int

  /// Creates an inertia.
  public init(positive: Int, negative: Int, zero: Int) {
    (self.positive, self.negative, self.zero) = (positive, negative, zero)
  }
}
