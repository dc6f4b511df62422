import ComplexModule

extension FixedMatrix where Rows == Columns {
  /// The determinant; one for an empty matrix, NaN if an element is not finite.
  ///
  /// Up to 4 × 4 it is expanded by minors, so that matrices of small integers have exact
  /// determinants; larger ones are factored. Partial products do not overflow or underflow where the
  /// result does not: rows and columns are scaled by powers of two when they could.
  ///
  /// - Complexity: O(`Rows`³).
  @inlinable
  public var determinant: Element {
    unsafe withElements { unsafe smallDeterminant(Rows, $0) }
  }
}

/// The determinant of a matrix without gaps.
@inlinable
@inline(__always)
func smallDeterminant<T: Scalar>(_ n: Int, _ a: UnsafePointer<T>) -> T {
  // Within these bounds no product of four elements overflows or underflows.
  let low = T.RealPart.leastNormalMagnitude.squareRoot().squareRoot().squareRoot()
  let high = 1 / (16 * low)
  var isOrdinary = n <= 4
  for index in 0..<n &* n {
    let size = unsafe a[index].pivotSize
    isOrdinary = isOrdinary && (size == 0 || (size >= low && size <= high))
  }
  return unsafe isOrdinary ? smallMinors(n, a) : smallScaledDeterminant(n, a)
}

/// The determinant of a matrix up to 4 × 4, expanded by minors.
@inlinable
@inline(__always)
func smallMinors<T: Scalar>(_ n: Int, _ a: UnsafePointer<T>) -> T {
  switch n {
  case 0: return 1
  case 1: return unsafe a[0]
  case 2: return unsafe a[0] * a[3] - a[2] * a[1]
  case 3:
    let first = unsafe a[0] * (a[4] * a[8] - a[7] * a[5])
    let second = unsafe a[3] * (a[1] * a[8] - a[7] * a[2])
    let third = unsafe a[6] * (a[1] * a[5] - a[4] * a[2])
    return first - second + third
  default:
    // The 2 × 2 minors of the first two columns times those of the others (Laplace).
    @inline(__always)
    func minor(_ column: Int, _ first: Int, _ second: Int) -> T {
      unsafe a[column + first] * a[column + 4 + second]
        - a[column + second] * a[column + 4 + first]
    }
    var sum = minor(0, 0, 1) * minor(8, 2, 3)
    sum -= minor(0, 0, 2) * minor(8, 1, 3)
    sum += minor(0, 0, 3) * minor(8, 1, 2)
    sum += minor(0, 1, 2) * minor(8, 0, 3)
    sum -= minor(0, 1, 3) * minor(8, 0, 2)
    sum += minor(0, 2, 3) * minor(8, 0, 1)
    return sum
  }
}

/// The determinant of a matrix of any size and scale.
@specialized(where T == Float)
@specialized(where T == Double)
@specialized(where T == Complex<Float>)
@specialized(where T == Complex<Double>)
@usableFromInline
func smallScaledDeterminant<T: Scalar>(_ n: Int, _ source: UnsafePointer<T>) -> T {
  guard unsafe SmallExtent(n * n, source).isFinite else {
    return T(realPart: .nan, imaginaryPart: T.isComplex ? .nan : 0)
  }
  var elements = unsafe Array(UnsafeBufferPointer(start: source, count: n * n))
  return unsafe elements.withUnsafeMutableBufferPointer { elements in
    guard let a = elements.baseAddress else { return 1 }
    var exponent = 0
    for line in 0..<2 * n {
      // First all rows, then all columns.
      let step = line < n ? n : 1
      let start = unsafe line < n ? a + line : a + (line - n) * n
      var largest: T.RealPart = 0
      for index in 0..<n { unsafe largest = max(largest, start[index * step].pivotSize) }
      if largest == 0 { return 0 }
      let shift = Int(min(largest, T.RealPart.greatestFiniteMagnitude).exponent)
      exponent += shift
      for index in 0..<n {
        unsafe start[index * step] = start[index * step].scaled(byPowerOfTwo: -shift)
      }
    }
    let scaled = unsafe n <= 4 ? smallMinors(n, a) : smallPivotProduct(n, a, &exponent)
    return scaled.scaled(byPowerOfTwo: exponent)
  }
}

/// The determinant by elimination, times a power of two whose exponent is adjusted; spoils `A`.
private func smallPivotProduct<T: Scalar>(
  _ n: Int, _ a: UnsafeMutablePointer<T>, _ exponent: inout Int
) -> T {
  var product: T = 1
  for step in 0..<n {
    let pivot = unsafe smallPivot(n, a, step)
    let value = unsafe a[pivot + step * n]
    if value == 0 { return 0 }
    if pivot != step {
      product = -product
      for column in step..<n { unsafe smallExchange(a + column * n, step, pivot) }
    }
    let shift = Int(value.pivotSize.exponent)
    product *= value.scaled(byPowerOfTwo: -shift)
    let reduced = Int(product.pivotSize.exponent)
    product = product.scaled(byPowerOfTwo: -reduced)
    exponent += shift + reduced
    unsafe smallDivideColumn(n, a, step)
    unsafe smallSubtract(n, a, step, from: a, step + 1, n)
  }
  return product
}
