import ComplexModule

extension FixedMatrix where Rows == Columns {
  /// Returns the factor `L` of the Hermitian positive definite matrix `A = L Lᴴ`.
  ///
  /// Only the lower triangle is read; the imaginary parts of the diagonal are ignored.
  ///
  /// - Throws: ``LinearAlgebraError/notPositiveDefinite(minor:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``.
  /// - Complexity: O(`Rows`³).
  ///
  /// > Reference: Golub and Van Loan (2013), "Matrix computations", section 4.2.
  @inlinable
  public func choleskyFactor() throws(LinearAlgebraError) -> FixedMatrix {
    var (factor, exponent) = try choleskyParts()
    if exponent != 0 { factor = factor.map { $0.scaledByPowerOfTwo(exponent) } }
    return factor
  }

  /// Returns the solution of `A X = B` for a Hermitian positive definite `A`.
  ///
  /// Only the lower triangle of `A` is read. It takes about half as long as `solve`.
  ///
  /// - Throws: ``LinearAlgebraError/notPositiveDefinite(minor:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``.
  @inlinable
  public func solvePositiveDefinite<let Width: Int>(
    _ b: FixedMatrix<Rows, Width, Element>
  ) throws(LinearAlgebraError) -> FixedMatrix<Rows, Width, Element> {
    var x = b
    try unsafe x.withMutableElements { x throws(LinearAlgebraError) in
      try unsafe solvePositiveDefinite(rightSides: Width, x)
    }
    return x
  }

  /// Returns the solution of `A x = b` for a Hermitian positive definite `A`; see above.
  ///
  /// - Throws: ``LinearAlgebraError/notPositiveDefinite(minor:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``.
  @inlinable
  public func solvePositiveDefinite(
    _ b: FixedVector<Rows, Element>
  ) throws(LinearAlgebraError) -> FixedVector<Rows, Element> {
    var x = b
    try unsafe x.withMutableElements { x throws(LinearAlgebraError) in
      try unsafe solvePositiveDefinite(rightSides: 1, x)
    }
    return x
  }

  @inlinable
  @inline(__always)
  func solvePositiveDefinite(
    rightSides: Int, _ x: UnsafeMutablePointer<Element>
  ) throws(LinearAlgebraError) {
    let (factor, exponent) = try choleskyParts()
    let extent = unsafe SmallExtent(Rows * rightSides, x)
    if !extent.isFinite {
      try unsafe checkSmallFinite("b", rows: Rows, columns: rightSides, x)
    }
    if extent.isOrdinary && exponent == 0 {
      return unsafe factor.withElements {
        unsafe smallCholeskySolve(Rows, $0, rightSides: rightSides, x)
      }
    }
    // Every right side has a scale of its own.
    for column in 0..<rightSides {
      let x = unsafe x + column * Rows
      let scale = unsafe SmallExtent(Rows, x).rightSideExponent
      for index in 0..<Rows { unsafe x[index] = x[index].scaledByPowerOfTwo(-scale) }
      unsafe factor.withElements { unsafe smallCholeskySolve(Rows, $0, rightSides: 1, x) }
      for index in 0..<Rows {
        unsafe x[index] = x[index].scaledByPowerOfTwo(scale - 2 * exponent)
      }
    }
  }

  /// The factor of `4^-exponent A`, with zeros above its diagonal.
  @inlinable
  @inline(__always)
  func choleskyParts() throws(LinearAlgebraError) -> (factor: FixedMatrix, exponent: Int) {
    var factor = lowerTriangle
    var exponent = 0
    let minor = try unsafe factor.withMutableElements { a throws(LinearAlgebraError) in
      let extent = unsafe SmallExtent(Rows * Rows, a)
      if !extent.isOrdinary {
        try unsafe checkSmallFinite("a", rows: Rows, columns: Rows, a)
        // Elements of the factor are roots: nothing can overflow.
        exponent = min(0, extent.scaleExponent / 2)
        for index in 0..<Rows * Rows {
          unsafe a[index] = a[index].scaledByPowerOfTwo(-2 * exponent)
        }
      }
      return unsafe smallCholesky(Rows, a)
    }
    if minor > 0 { throw .notPositiveDefinite(minor: minor) }
    return (factor, exponent)
  }

  /// The elements on and below the diagonal, which is made real, and zeros above.
  @inlinable
  @inline(__always)
  var lowerTriangle: FixedMatrix {
    FixedMatrix { row, column in
      if row < column { return 0 }
      let value = unsafe storage[unchecked: column][unchecked: row]
      return row == column ? Element(value.realPart) : value
    }
  }
}

extension Scalar {
  /// ``scaled(byPowerOfTwo:)`` for code that is inlined into clients.
  @usableFromInline
  func scaledByPowerOfTwo(_ exponent: Int) -> Self { scaled(byPowerOfTwo: exponent) }
}
