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
    var form = self.form.complexified()
    var basis = self.basis.complexified()
    if !Element.isComplex {
      form.makeUnique()
      basis.makeUnique()
      let (t, z) = unsafe (form.storage.base, basis.storage.base)
      for m in stride(from: n - 1, to: 0, by: -1) where unsafe t[m + (m - 1) * n] != 0 {
        let below = unsafe t[m + (m - 1) * n].real
        let shift = unsafe values[m - 1] - t[m + m * n]
        let length = Element.RealPart.hypot(shift.modulus, below)
        let (c, s) = (shift.scaled(by: 1 / length), below / length)
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
        // The eigenvalues are known better than the rotation computes them.
        unsafe t[m - 1 + (m - 1) * n] = values[m - 1]
        unsafe t[m + m * n] = values[m]
      }
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
