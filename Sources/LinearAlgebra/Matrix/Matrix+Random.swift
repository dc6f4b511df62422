import ComplexModule
import RealModule

// Random matrices. The generator is always the caller's: equal generators give equal matrices.

extension RealScalar {
  /// Returns a number of the half-open interval from 0 to 1, with all bits of the significand.
  @inline(__always)
  static func unitUniform<G: RandomNumberGenerator>(using generator: inout G) -> Self {
    let bits = significandBitCount + 1
    return Self(generator.next() >> UInt64(64 - bits))
      * Self(sign: .plus, exponent: Self.Exponent(-bits), significand: 1)
  }
}

extension Scalar {
  /// Returns two independent normal numbers of mean 0 and variance 1 (Box and Muller).
  @inline(__always)
  static func normalPair<G: RandomNumberGenerator>(
    using generator: inout G
  ) -> (RealPart, RealPart) {
    // Above zero, so that the logarithm is finite.
    let radius = RealPart.sqrt(-2 * RealPart.log(1 - RealPart.unitUniform(using: &generator)))
    let angle = 2 * RealPart.pi * RealPart.unitUniform(using: &generator)
    return (radius * RealPart.cos(angle), radius * RealPart.sin(angle))
  }
}

extension Matrix {
  /// Returns a matrix of independent numbers, uniform in a range.
  ///
  /// Both parts of complex numbers are uniform in the range.
  ///
  /// - Parameters:
  ///   - rows: The number of rows.
  ///   - columns: The number of columns.
  ///   - range: The range; rounding may make its upper bound appear.
  ///   - generator: The source of randomness, advanced by one number for each real part and each
  ///     imaginary part, column by column.
  /// - Returns: A matrix of shape `rows × columns`.
  public static func uniform<G: RandomNumberGenerator>(
    rows: Int, columns: Int, in range: ClosedRange<Element.RealPart> = 0...1,
    using generator: inout G
  ) -> Matrix {
    func part() -> Element.RealPart {
      let share = Element.RealPart.unitUniform(using: &generator)
      // The difference of the bounds may overflow, this does not.
      return range.lowerBound * (1 - share) + range.upperBound * share
    }
    return Matrix(rows: rows, columns: columns) { _, _ in
      let real = part()
      return Element(realPart: real, imaginaryPart: Element.isComplex ? part() : 0)
    }
  }

  /// Returns a matrix of independent normal numbers.
  ///
  /// Complex numbers are circular: both parts have half of the variance, so that `E |z − mean|²` is the
  /// variance.
  ///
  /// - Parameters:
  ///   - rows: The number of rows.
  ///   - columns: The number of columns.
  ///   - mean: The expectation.
  ///   - standardDeviation: The root of the variance.
  ///   - generator: The source of randomness.
  /// - Returns: A matrix of shape `rows × columns`.
  public static func normal<G: RandomNumberGenerator>(
    rows: Int, columns: Int, mean: Element = 0, standardDeviation: Element.RealPart = 1,
    using generator: inout G
  ) -> Matrix {
    var spare: Element.RealPart?
    let scale =
      Element.isComplex
      ? standardDeviation * Element.RealPart.sqrt(0.5) : standardDeviation
    return Matrix(rows: rows, columns: columns) { _, _ in
      if !Element.isComplex, let value = spare {
        spare = nil
        return mean + Element(scale * value)
      }
      let (first, second) = Element.normalPair(using: &generator)
      if !Element.isComplex { spare = second }
      return mean
        + Element(
          realPart: scale * first, imaginaryPart: Element.isComplex ? scale * second : 0)
    }
  }

  /// Returns a random matrix with orthonormal columns, uniformly distributed (Haar measure).
  ///
  /// A square one is a random orthogonal or unitary matrix: the distribution does not change when it
  /// is multiplied by a fixed one. Reflections at normal vectors are multiplied.
  ///
  /// - Parameters:
  ///   - rows: The number of rows.
  ///   - columns: The number of columns, `rows` if omitted.
  ///   - generator: The source of randomness.
  /// - Returns: A matrix of shape `rows × columns`.
  /// - Precondition: There are no more columns than rows.
  /// - Complexity: O(`rows`² · `columns`).
  ///
  /// > Reference: Stewart (1980), "The efficient generation of random orthogonal matrices with an
  /// > application to condition estimators".
  public static func orthonormal<G: RandomNumberGenerator>(
    rows: Int, columns: Int? = nil, using generator: inout G
  ) -> Matrix {
    let columns = columns ?? rows
    precondition(columns <= rows, "\(columns) columns of length \(rows) cannot be orthonormal")
    var result = Matrix.identity(rows: rows, columns: columns)
    var phases = Vector<Element>(count: rows)
    for start in stride(from: rows - 1, through: 0, by: -1) {
      var direction = Vector(
        matrix: Matrix.normal(rows: rows - start, columns: 1, using: &generator))
      let norm = direction.norm()
      let first = direction[0]
      let size = first.modulus
      // Probability zero, but a generator may be anything.
      guard norm > 0 else {
        phases[start] = 1
        continue
      }
      let phase = size > 0 ? first.scaled(by: 1 / size) : 1
      // The reflection takes the normal vector to −phase ‖x‖ e₁.
      phases[start] = -phase
      if start == rows - 1 { continue }
      direction[0] = first + phase.scaled(by: norm)
      result.reflectRows(from: start, direction)
    }
    result.multiplyColumns(by: phases)
    return result
  }

  /// Applies `I − 2 v vᴴ / vᴴ v` to the last rows.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  mutating func reflectRows(from start: Int, _ direction: Vector<Element>) {
    makeUnique()
    let v = unsafe direction.storedMatrix.storage.base
    let count = direction.count
    let factor = 2 / orderedSum(count) { unsafe v[$0].squaredModulus }
    for column in 0..<columns {
      let target = unsafe storage.base + start + column * rows
      let projection = orderedSum(count) { unsafe v[$0].conjugate * target[$0] }.scaled(by: factor)
      for row in 0..<count { unsafe target[row] -= projection * v[row] }
    }
  }
}

extension Vector {
  /// Returns a vector of independent numbers, uniform in a range, as ``Matrix/uniform(rows:columns:in:using:)``.
  @inlinable
  public static func uniform<G: RandomNumberGenerator>(
    count: Int, in range: ClosedRange<Element.RealPart> = 0...1, using generator: inout G
  ) -> Vector {
    Vector(matrix: .uniform(rows: count, columns: 1, in: range, using: &generator))
  }

  /// Returns a vector of independent normal numbers, as
  /// ``Matrix/normal(rows:columns:mean:standardDeviation:using:)``.
  @inlinable
  public static func normal<G: RandomNumberGenerator>(
    count: Int, mean: Element = 0, standardDeviation: Element.RealPart = 1,
    using generator: inout G
  ) -> Vector {
    Vector(
      matrix: .normal(
        rows: count, columns: 1, mean: mean, standardDeviation: standardDeviation,
        using: &generator))
  }
}
