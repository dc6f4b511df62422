import ComplexModule

extension FixedMatrix where Rows == Columns {
  /// Returns the solution of `A X = B`, by elimination with partial pivoting.
  ///
  /// Backward stable like ``LU``, at any scale: elements near overflow or underflow are scaled by
  /// powers of two. Adjugate formulas would be faster by a few nanoseconds, but lose all digits of an
  /// ill-conditioned system whose solution is well determined.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)`` if a pivot is exactly zero,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``.
  /// - Complexity: O(`Rows`³ + `Rows`² · `Width`).
  ///
  /// > Reference: Golub and Van Loan (2013), "Matrix computations", section 3.4; Higham (2002),
  /// > "Accuracy and stability of numerical algorithms", section 1.10.1 on Cramer's rule.
  @inlinable
  public func solve<let Width: Int>(
    _ b: FixedMatrix<Rows, Width, Element>
  ) throws(LinearAlgebraError) -> FixedMatrix<Rows, Width, Element> {
    var x = b
    try unsafe x.withMutableElements { x throws(LinearAlgebraError) in
      try unsafe solve(rightSides: Width, x)
    }
    return x
  }

  /// Returns the solution of `A x = b`; see above.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``.
  @inlinable
  public func solve(
    _ b: FixedVector<Rows, Element>
  ) throws(LinearAlgebraError) -> FixedVector<Rows, Element> {
    var x = b
    try unsafe x.withMutableElements { x throws(LinearAlgebraError) in
      try unsafe solve(rightSides: 1, x)
    }
    return x
  }

  /// Returns the inverse, the solution of `A X = I`.
  ///
  /// To solve a system, solve it: that is faster and more accurate than to multiply by the inverse.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``.
  @inlinable
  public func inverse() throws(LinearAlgebraError) -> FixedMatrix { try solve(.identity) }

  @inlinable
  @inline(__always)
  func solve(
    rightSides: Int, _ x: UnsafeMutablePointer<Element>
  ) throws(LinearAlgebraError) {
    var a = self
    let pivot = try unsafe a.withMutableElements { a throws(LinearAlgebraError) in
      guard unsafe SmallExtent(Rows * Rows, a).isOrdinary,
        unsafe SmallExtent(Rows * rightSides, x).isOrdinary
      else { return try unsafe smallSolveScaled(Rows, a, rightSides: rightSides, x) }
      return unsafe smallSolve(Rows, a, rightSides: rightSides, x)
    }
    if pivot > 0 { throw .singular(pivot: pivot) }
  }
}

/// ``smallSolve(_:_:rightSides:_:)`` for any scale, after a search for infinities and NaNs.
///
/// A matrix near overflow is tried as it is first: scaling it down could lose a tiny pivot.
@specialized(where T == Float)
@specialized(where T == Double)
@specialized(where T == Complex<Float>)
@specialized(where T == Complex<Double>)
@usableFromInline
func smallSolveScaled<T: Scalar>(
  _ n: Int, _ a: UnsafeMutablePointer<T>, rightSides: Int, _ b: UnsafeMutablePointer<T>
) throws(LinearAlgebraError) -> Int {
  try unsafe checkSmallFinite("a", rows: n, columns: n, a)
  try unsafe checkSmallFinite("b", rows: n, columns: rightSides, b)
  let source = unsafe Array(UnsafeBufferPointer(start: a, count: n * n))
  let right = unsafe Array(UnsafeBufferPointer(start: b, count: n * rightSides))
  let matrixExponent = unsafe SmallExtent(n * n, a).scaleExponent
  // Every right side has a scale of its own.
  let exponents = (0..<rightSides).map { unsafe SmallExtent(n, b + $0 * n).rightSideExponent }
  var pivot = 0
  for limit in [0, Int.max] {
    let exponent = min(matrixExponent, limit)
    for index in 0..<n * n { unsafe a[index] = source[index].scaled(byPowerOfTwo: -exponent) }
    for index in 0..<n * rightSides {
      let scale = min(exponents[index / n], limit)
      unsafe b[index] = right[index].scaled(byPowerOfTwo: -scale)
    }
    pivot = unsafe smallSolve(n, a, rightSides: rightSides, b)
    for index in 0..<n * rightSides {
      let scale = min(exponents[index / n], limit)
      unsafe b[index] = b[index].scaled(byPowerOfTwo: scale - exponent)
    }
    let isFinite = unsafe SmallExtent(n * rightSides, b).isFinite
    if pivot > 0 || isFinite { break }
  }
  return pivot
}

/// Throws if an element is infinite or NaN.
@usableFromInline
func checkSmallFinite<T: Scalar>(
  _ argument: String, rows: Int, columns: Int, _ a: UnsafePointer<T>
) throws(LinearAlgebraError) {
  for index in 0..<rows * columns where unsafe !a[index].isFinite {
    throw .nonFinite(argument: argument, row: index % rows, column: index / rows)
  }
}
