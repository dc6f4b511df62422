public import ComplexModule
import RealModule

extension Schur {
  /// Returns the factorization with complex factors and a `T` that is triangular.
  ///
  /// One rotation for each conjugate pair divides the blocks of a real form. Real eigenvalues stay
  /// exactly real.
  ///
  /// - Complexity: O(`rows`²) for each conjugate pair.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func complexForm() -> Schur<Complex<Element.RealPart>> {
    let n = rows
    // Rotations of huge elements could overflow.
    let exponent = Element.isComplex ? 0 : self.form.extremeExponent
    var form = self.form.scaled(byPowerOfTwo: -exponent).complexified()
    var basis = self.basis.complexified()
    if !Element.isComplex {
      form.makeUnique()
      basis.makeUnique()
      let (t, z) = unsafe (form.storage.base, basis.storage.base)
      for m in stride(from: n - 1, to: 0, by: -1) where unsafe t[m + (m - 1) * n] != 0 {
        // The diagonal of a block [[a, b], [d, a]] is constant, and its eigenvalues are a ± i √(-b d).
        // Roots of the elements make a rotation that neither overflows nor underflows.
        let (above, below) = unsafe (t[m - 1 + m * n].real, t[m + (m - 1) * n].real)
        let roots = (above.magnitude.squareRoot(), below.magnitude.squareRoot())
        let length = Element.RealPart.hypot(roots.0, roots.1)
        let (c, s) = (
          Complex(0, roots.0 / length),
          Element.RealPart(signOf: below, magnitudeOf: roots.1 / length)
        )
        for column in m - 1..<n {
          let (x, y) = unsafe (t[m - 1 + column * n], t[m + column * n])
          unsafe t[m - 1 + column * n] = c.conjugate * x + y.scaled(by: s)
          unsafe t[m + column * n] = c * y - x.scaled(by: s)
        }
        for row in 0...m {
          unsafe rotateColumns(t + row + (m - 1) * n, t + row + m * n, c, s)
        }
        for row in 0..<n {
          unsafe rotateColumns(z + row + (m - 1) * n, z + row + m * n, c, s)
        }
        unsafe t[m + (m - 1) * n] = 0
      }
      form.scale(byPowerOfTwo: exponent)
      // The eigenvalues are known better than rotations compute them.
      for index in 0..<n { form[index, index] = values[index] }
    }
    var result = Schur<Complex<Element.RealPart>>(form: form, basis: basis, values: values)
    result.leadingCount = leadingCount
    return result
  }
}

/// Multiplies a row `(x, y)` by the adjoint of the rotation `[[c̄, s], [-s, c]]`.
private func rotateColumns<Real: RealScalar>(
  _ x: UnsafeMutablePointer<Complex<Real>>, _ y: UnsafeMutablePointer<Complex<Real>>,
  _ c: Complex<Real>, _ s: Real
) {
  let (left, right) = unsafe (x.pointee, y.pointee)
  unsafe x.pointee = left * c + right.scaled(by: s)
  unsafe y.pointee = right * c.conjugate - left.scaled(by: s)
}
