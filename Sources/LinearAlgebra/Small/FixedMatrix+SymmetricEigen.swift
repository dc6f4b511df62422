extension FixedMatrix where Rows == Columns {
  /// Returns the eigenvalues of a Hermitian matrix, ascending, and orthonormal eigenvectors.
  ///
  /// Only the lower triangle is read. The columns of `vectors` are the eigenvectors:
  ///
  ///     A V = V diag(values),  Vᴴ V = I
  ///
  /// Jacobi's method in cyclic order: the vectors are orthogonal to the last bits however close the
  /// values are, where formulas for the roots of the characteristic polynomial lose half the digits. It
  /// suits matrices up to about 8 × 8.
  ///
  /// - Throws: ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/notConverged(routine:unconverged:)``, which has not been seen.
  /// - Complexity: O(`Rows`³) per sweep; three to six sweeps.
  ///
  /// > Reference: Golub and Van Loan (2013), "Matrix computations", section 8.5.
  @inlinable
  public func symmetricEigen() throws(LinearAlgebraError) -> (
    values: FixedVector<Rows, Element.RealPart>, vectors: FixedMatrix
  ) {
    var a = lowerTriangle
    var vectors = FixedMatrix.identity
    var exponent = 0
    let isConverged = try unsafe a.withMutableElements { a throws(LinearAlgebraError) in
      let extent = unsafe SmallExtent(Rows * Rows, a)
      if !extent.isOrdinary {
        try unsafe checkSmallFinite("a", rows: Rows, columns: Rows, a)
        exponent = extent.scaleExponent
        for index in 0..<Rows * Rows { unsafe a[index] = a[index].scaledByPowerOfTwo(-exponent) }
      }
      return unsafe vectors.withMutableElements { unsafe smallJacobi(Rows, a, $0) }
    }
    if !isConverged { throw .notConverged(routine: "Jacobi", unconverged: Rows) }
    var values = FixedVector<Rows, Element.RealPart> { a[$0, $0].realPart }
    // Insertion sort of values and columns.
    for index in 1..<max(1, Rows) {
      var position = index
      while position > 0 && values[position - 1] > values[position] {
        unsafe values.withMutableElements { unsafe smallExchange($0, position - 1, position) }
        let column = vectors.storage[position]
        vectors.storage[position] = vectors.storage[position - 1]
        vectors.storage[position - 1] = column
        position -= 1
      }
    }
    if exponent != 0 { values = FixedVector { values[$0].scaledByPowerOfTwo(exponent) } }
    return (values, vectors)
  }

  /// Returns the eigenvalues of a Hermitian matrix, ascending; see ``symmetricEigen()``.
  ///
  /// - Throws: ``LinearAlgebraError/nonFinite(argument:row:column:)``.
  @inlinable
  public func symmetricEigenvalues() throws(LinearAlgebraError) -> FixedVector<
    Rows, Element.RealPart
  > {
    try symmetricEigen().values
  }
}

/// Makes a Hermitian matrix diagonal by rotations and multiplies `V` by them.
///
/// Reads and writes the lower triangle only. A rotation is left out when the element it would remove
/// is below the rounding error of both diagonal elements, or of the norm for tiny ones.
///
/// - Returns: Whether thirty sweeps were enough; quadratic convergence needs a few.
@inlinable
@inline(__always)
func smallJacobi<T: Scalar>(
  _ n: Int, _ a: UnsafeMutablePointer<T>, _ v: UnsafeMutablePointer<T>
) -> Bool {
  let epsilon = T.RealPart.ulpOfOne / 4
  for _ in 0..<30 {
    var isDiagonal = true
    for p in 0..<n {
      for q in p &+ 1..<n {
        let element = unsafe a[q &+ p &* n].conjugate  // a[p, q]
        let size = element.modulus
        let (first, second) = unsafe (a[p &+ p &* n].realPart, a[q &+ q &* n].realPart)
        let limit = epsilon * first.magnitude.squareRoot() * second.magnitude.squareRoot()
        if size <= limit || size <= T.RealPart.leastNormalMagnitude {
          unsafe a[q &+ p &* n] = 0
          continue
        }
        isDiagonal = false
        // t = tan of the angle, the smaller root of t² + 2 τ t = 1.
        let tau = (second - first) / 2 / size
        let root = tau.magnitude > 1 / epsilon ? tau.magnitude : (1 + tau * tau).squareRoot()
        let tangent = (tau < 0 ? -1 : 1) / (tau.magnitude + root)
        let cosine = 1 / (1 + tangent * tangent).squareRoot()
        let sine = T(
          realPart: element.realPart / size, imaginaryPart: element.imaginaryPart / size
        ).scaled(by: tangent * cosine)
        unsafe a[p &+ p &* n] = T(first - tangent * size)
        unsafe a[q &+ q &* n] = T(second + tangent * size)
        unsafe a[q &+ p &* n] = 0
        unsafe smallRotateHermitian(n, a, p, q, cosine, sine)
        for row in 0..<n {
          let (x, y) = unsafe (v[row &+ p &* n], v[row &+ q &* n])
          unsafe v[row &+ p &* n] = x.scaled(by: cosine) - sine.conjugate * y
          unsafe v[row &+ q &* n] = sine * x + y.scaled(by: cosine)
        }
      }
    }
    if isDiagonal { return true }
  }
  return false
}

/// Applies a rotation of columns `p < q` and of the same rows to the rest of the lower triangle.
@inlinable
@inline(__always)
func smallRotateHermitian<T: Scalar>(
  _ n: Int, _ a: UnsafeMutablePointer<T>, _ p: Int, _ q: Int, _ cosine: T.RealPart, _ sine: T
) {
  for other in 0..<n where other != p && other != q {
    // The elements a[other, p] and a[other, q], of which the lower triangle may hold conjugates.
    let place = (
      p: other > p ? other &+ p &* n : p &+ other &* n,
      q: other > q ? other &+ q &* n : q &+ other &* n
    )
    var (x, y) = unsafe (a[place.p], a[place.q])
    if other < p { x = x.conjugate }
    if other < q { y = y.conjugate }
    let newX = x.scaled(by: cosine) - sine.conjugate * y
    let newY = sine * x + y.scaled(by: cosine)
    unsafe a[place.p] = other < p ? newX.conjugate : newX
    unsafe a[place.q] = other < q ? newY.conjugate : newY
  }
}
