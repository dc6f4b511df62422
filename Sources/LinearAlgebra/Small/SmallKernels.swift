public import RealModule

// Loops over small column-major matrices without gaps. They are inlined into callers that know the
// sizes, so that the compiler unrolls them; none allocates or calls BLAS.

extension Scalar {
  /// `|re| + |im|`: cheap, without overflow where it matters, and within √2 of the modulus.
  @inlinable
  @inline(__always)
  var pivotSize: RealPart {
    Self.isComplex ? realPart.magnitude + imaginaryPart.magnitude : modulus
  }
}

/// How large the elements of a small matrix are.
@usableFromInline
struct SmallExtent<Real: RealScalar> {
  /// Whether no element is infinite or NaN.
  @usableFromInline var isFinite: Bool
  /// The largest ``Scalar/pivotSize``.
  @usableFromInline var largest: Real

  @inlinable
  @inline(__always)
  init<T: Scalar>(_ count: Int, _ a: UnsafePointer<T>) where T.RealPart == Real {
    guard count < 32 else {
      self = unsafe SmallExtent(sideBySide: count, a)
      return
    }
    var test: Real = 0
    var largest: Real = 0
    for index in 0..<count {
      let value = unsafe a[index]
      let size = value.pivotSize
      // Zero times a finite number is zero, times anything else NaN.
      test += T.isComplex ? value.realPart * 0 + value.imaginaryPart * 0 : size * 0
      largest = size > largest ? size : largest
    }
    isFinite = test == 0
    self.largest = largest
  }

  /// Eight elements at a time: one maximum after the other would wait for each.
  @usableFromInline
  @inline(never)
  init<T: Scalar>(sideBySide count: Int, _ a: UnsafePointer<T>) where T.RealPart == Real {
    var (tests, maxima) = (SIMD8<Real>(), SIMD8<Real>())
    var index = 0
    while index < count {
      // The last eight elements may have been seen before, which changes nothing.
      let start = min(index, count &- 8)
      for lane in 0..<8 {
        let value = unsafe a[start &+ lane]
        let size = value.pivotSize
        tests[lane] += T.isComplex ? value.realPart * 0 + value.imaginaryPart * 0 : size * 0
        maxima[lane] = size > maxima[lane] ? size : maxima[lane]
      }
      index &+= 8
    }
    isFinite = (0..<8).allSatisfy { tests[$0] == 0 }
    largest = (0..<8).reduce(0) { max($0, maxima[$1]) }
  }

  /// Whether elimination needs no scaling: squares of the largest elements neither overflow nor
  /// underflow.
  @inlinable
  @inline(__always)
  var isOrdinary: Bool {
    let least = Real.leastNormalMagnitude.squareRoot()
    return isFinite && largest <= 1 / least && (largest >= least || largest == 0)
  }

  /// The power of two to divide by, zero for an ordinary matrix.
  ///
  /// Scaling up is exact. Scaling down may lose elements that are far smaller than the others.
  @usableFromInline var scaleExponent: Int {
    if isOrdinary || largest == 0 { return 0 }
    if largest < 1 { return Int(largest.exponent) }
    return Int(min(largest, Real.greatestFiniteMagnitude).exponent) / 2 + 8
  }

  /// The power of two to divide a right side by, zero for an ordinary one.
  ///
  /// It brings the elements just into the ordinary range, since pivots may be tiny.
  @usableFromInline var rightSideExponent: Int {
    if isOrdinary || largest == 0 || largest >= 1 { return scaleExponent }
    return Int(largest.exponent) - Int(Real.leastNormalMagnitude.squareRoot().exponent)
  }
}

/// Replaces `B` by the solution of `A X = B`, by elimination with partial pivoting; spoils `A`.
///
/// Pivots are divided by, not multiplied with their reciprocals, so that they may be of any size.
///
/// - Returns: The position of the first zero pivot, counted from one, or zero.
@inlinable
@inline(__always)
func smallSolve<T: Scalar>(
  _ n: Int, _ a: UnsafeMutablePointer<T>, rightSides: Int, _ b: UnsafeMutablePointer<T>
) -> Int {
  for step in 0..<n {
    let pivot = unsafe smallPivot(n, a, step)
    if unsafe a[pivot &+ step &* n] == 0 { return step + 1 }
    if pivot != step {
      for column in step..<n {
        unsafe smallExchange(a + column &* n, step, pivot)
      }
      for column in 0..<rightSides { unsafe smallExchange(b + column &* n, step, pivot) }
    }
    unsafe smallDivideColumn(n, a, step)
    unsafe smallSubtract(n, a, step, from: a, step &+ 1, n)
    unsafe smallSubtract(n, a, step, from: b, 0, rightSides)
  }
  unsafe smallBackSubstitute(n, a, rightSides: rightSides, b)
  return 0
}

/// The row of the largest element of a column on or below the diagonal.
@inlinable
@inline(__always)
func smallPivot<T: Scalar>(_ n: Int, _ a: UnsafeMutablePointer<T>, _ step: Int) -> Int {
  var pivot = step
  var largest = unsafe a[step &+ step &* n].pivotSize
  for row in step &+ 1..<n {
    let size = unsafe a[row &+ step &* n].pivotSize
    if size > largest { (pivot, largest) = (row, size) }
  }
  return pivot
}

@inlinable
@inline(__always)
func smallExchange<T>(_ column: UnsafeMutablePointer<T>, _ first: Int, _ second: Int) {
  let value = unsafe column[first]
  unsafe column[first] = column[second]
  unsafe column[second] = value
}

/// Divides what is below the diagonal by the pivot.
@inlinable
@inline(__always)
func smallDivideColumn<T: Scalar>(_ n: Int, _ a: UnsafeMutablePointer<T>, _ step: Int) {
  let pivot = unsafe a[step &+ step &* n]
  for row in step &+ 1..<n { unsafe a[row &+ step &* n] = a[row &+ step &* n] / pivot }
}

/// Subtracts multiples of row `step` from those below, in some columns of a matrix.
@inlinable
@inline(__always)
func smallSubtract<T: Scalar>(
  _ n: Int, _ a: UnsafeMutablePointer<T>, _ step: Int, from b: UnsafeMutablePointer<T>,
  _ first: Int, _ end: Int
) {
  let factors = unsafe a + step &* n
  for column in first..<end {
    let target = unsafe b + column &* n
    let value = unsafe target[step]
    for row in step &+ 1..<n { unsafe target[row] -= factors[row] * value }
  }
}

/// Replaces `B` by the solution of `U X = B`.
@inlinable
@inline(__always)
func smallBackSubstitute<T: Scalar>(
  _ n: Int, _ a: UnsafeMutablePointer<T>, rightSides: Int, _ b: UnsafeMutablePointer<T>
) {
  for column in 0..<rightSides {
    let x = unsafe b + column &* n
    for back in 0..<n {
      let step = n &- 1 &- back
      let value = unsafe x[step] / a[step &+ step &* n]
      unsafe x[step] = value
      for row in 0..<step { unsafe x[row] -= a[row &+ step &* n] * value }
    }
  }
}

/// Replaces the lower triangle of `A` by the factor of `A = L Lᴴ`; reads nothing above it.
///
/// - Returns: The order of the first minor that is not positive, or zero.
@inlinable
@inline(__always)
func smallCholesky<T: Scalar>(_ n: Int, _ a: UnsafeMutablePointer<T>) -> Int {
  for step in 0..<n {
    let pivot = unsafe a[step &+ step &* n].realPart
    guard pivot > 0, pivot.isFinite else { return step + 1 }
    let root = pivot.squareRoot()
    unsafe a[step &+ step &* n] = T(root)
    for row in step &+ 1..<n {
      let value = unsafe a[row &+ step &* n]
      unsafe a[row &+ step &* n] = T(
        realPart: value.realPart / root, imaginaryPart: value.imaginaryPart / root)
    }
    for column in step &+ 1..<n {
      let value = unsafe a[column &+ step &* n].conjugate
      for row in column..<n {
        unsafe a[row &+ column &* n] -= a[row &+ step &* n] * value
      }
    }
  }
  return 0
}

/// Replaces `B` by the solution of `L Lᴴ X = B`.
@inlinable
@inline(__always)
func smallCholeskySolve<T: Scalar>(
  _ n: Int, _ l: UnsafePointer<T>, rightSides: Int, _ b: UnsafeMutablePointer<T>
) {
  for column in 0..<rightSides {
    let x = unsafe b + column &* n
    for step in 0..<n {
      let value = unsafe x[step] / l[step &+ step &* n]
      unsafe x[step] = value
      for row in step &+ 1..<n { unsafe x[row] -= l[row &+ step &* n] * value }
    }
    for back in 0..<n {
      let step = n &- 1 &- back
      var value = unsafe x[step]
      for row in step &+ 1..<n {
        unsafe value -= l[row &+ step &* n].conjugate * x[row]
      }
      unsafe x[step] = value / l[step &+ step &* n]
    }
  }
}

// MARK: Norms

@inlinable
@inline(__always)
func smallFrobeniusNorm<T: Scalar>(_ count: Int, _ a: UnsafePointer<T>) -> T.RealPart {
  var square: T.RealPart = 0
  for index in 0..<count { unsafe square += a[index].squaredModulus }
  // Above this bound, what underflow took from the squares is below the rounding error.
  if square.isFinite && square >= T.RealPart.leastNormalMagnitude / T.RealPart.ulpOfOne {
    return square.squareRoot()
  }
  return unsafe smallScaledNorm(count, a)
}

/// The Frobenius norm where squares overflow or underflow.
@usableFromInline
func smallScaledNorm<T: Scalar>(_ count: Int, _ a: UnsafePointer<T>) -> T.RealPart {
  let extent = unsafe SmallExtent(count, a)
  guard extent.isFinite else {
    return (0..<count).contains { unsafe a[$0].modulus.isNaN } ? .nan : .infinity
  }
  guard extent.largest > 0 else { return 0 }
  // The sum |re| + |im| may overflow where no part does.
  let exponent = Int(min(extent.largest, T.RealPart.greatestFiniteMagnitude).exponent)
  var square: T.RealPart = 0
  for index in 0..<count {
    unsafe square += a[index].scaled(byPowerOfTwo: -exponent).squaredModulus
  }
  return square.squareRoot().scaled(byPowerOfTwo: exponent)
}

@inlinable
@inline(__always)
func smallNorm<T: Scalar>(
  _ norm: MatrixNorm, _ rows: Int, _ columns: Int, _ a: UnsafePointer<T>
) -> T.RealPart {
  var result: T.RealPart = 0
  switch norm {
  case .frobenius: return unsafe smallFrobeniusNorm(rows &* columns, a)
  case .one:
    for column in 0..<columns {
      var sum: T.RealPart = 0
      for row in 0..<rows { unsafe sum += a[row &+ column &* rows].modulus }
      if sum > result || sum.isNaN { result = sum }
      if sum.isNaN { return sum }
    }
  case .infinity:
    for row in 0..<rows {
      var sum: T.RealPart = 0
      for column in 0..<columns { unsafe sum += a[row &+ column &* rows].modulus }
      if sum > result || sum.isNaN { result = sum }
      if sum.isNaN { return sum }
    }
  case .maxAbs:
    for index in 0..<rows &* columns {
      let size = unsafe a[index].modulus
      if size.isNaN { return size }
      if size > result { result = size }
    }
  }
  return result
}
