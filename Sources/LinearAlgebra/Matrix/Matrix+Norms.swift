import ComplexModule

/// A norm of a matrix; the modulus `√(re² + im²)` is the absolute value of a complex element.
public enum MatrixNorm: Hashable, Sendable, CaseIterable {
  /// The largest column sum of absolute values.
  case one
  /// The largest row sum of absolute values.
  case infinity
  /// The root of the sum of squares.
  case frobenius
  /// The largest absolute value.
  case maxAbs
}

/// Returns `√Σ |x|²`, which overflows or underflows only if it has to.
@inline(__always)
func euclideanNorm<T: Scalar>(_ count: Int, _ element: (Int) -> T) -> T.RealPart {
  typealias Real = T.RealPart
  let square = orderedSum(count) { element($0).squaredModulus }
  // Above this bound, what underflow took from the squares is below the rounding error.
  if square.isFinite && square >= Real.leastNormalMagnitude / Real.ulpOfOne {
    return square.squareRoot()
  }
  let best = Matrix<T>.best(count, increasing: true) { element($0).modulus }
  guard let largest = best?.value, largest.isFinite && largest > 0 else { return best?.value ?? 0 }
  // A power of two brings the largest element near one, exactly.
  let exponent = Int(largest.exponent)
  let scaled = orderedSum(count) { element($0).scaled(byPowerOfTwo: -exponent).squaredModulus }
  return scaled.squareRoot().scaled(byPowerOfTwo: exponent)
}

extension Matrix {
  /// Returns a norm; zero for an empty matrix, NaN if an element is NaN.
  ///
  /// The Frobenius norm neither overflows nor underflows unduly.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func norm(_ norm: MatrixNorm = .frobenius) -> Element.RealPart { computedNorm(norm) }

  @inline(never)
  private func computedNorm(_ norm: MatrixNorm) -> Element.RealPart {
    switch norm {
    case .one: largestColumnSum()
    case .infinity: largestRowSum()
    case .frobenius: frobeniusNorm()
    case .maxAbs: maxAbs()
    }
  }

  /// Returns the sum `Σ |aᵢⱼ|²`, added in a fixed order; it may overflow or underflow.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func squaredNorm() -> Element.RealPart { sumOfSquares(scaledBy: 1) }

  @inline(__always)
  private func maxAbs() -> Element.RealPart {
    let source = unsafe storage.base
    return Matrix.best(count, increasing: true) { unsafe source[$0].modulus }?.value ?? 0
  }

  @inline(__always)
  private func sumOfSquares(scaledBy factor: Element.RealPart) -> Element.RealPart {
    let source = unsafe storage.base
    return orderedSum(count) { unsafe source[$0].scaled(by: factor).squaredModulus }
  }

  private func frobeniusNorm() -> Element.RealPart {
    let source = unsafe storage.base
    return euclideanNorm(count) { unsafe source[$0] }
  }

  @inline(__always)
  private func largestColumnSum() -> Element.RealPart {
    guard !isEmpty else { return 0 }
    return Matrix.best(columns, increasing: true) { column in
      let source = unsafe storage.base + column * rows
      return orderedSum(rows) { unsafe source[$0].modulus }
    }?.value ?? 0
  }

  private func largestRowSum() -> Element.RealPart {
    guard !isEmpty else { return 0 }
    var sums = [Element.RealPart](repeating: 0, count: rows)
    for column in 0..<columns {
      let source = unsafe storage.base + column * rows
      for row in 0..<rows { unsafe sums[row] += source[row].modulus }
    }
    return Matrix.best(rows, increasing: true) { sums[$0] }?.value ?? 0
  }
}
