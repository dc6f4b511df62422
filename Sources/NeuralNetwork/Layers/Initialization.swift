public import LinearAlgebra
import RealModule

/// The distribution from which the weight of a new layer is drawn.
///
/// All have mean zero. With `n` inputs and `m` outputs:
///
///     glorotUniform   uniform in ±√(6 / (n + m))
///     glorotNormal    normal with σ = √(2 / (n + m))
///     heUniform       uniform in ±√(6 / n)
///     heNormal        normal with σ = √(2 / n)
///
/// The numbers are computed in `Double` from the bits of the generator, one column after the other, and
/// rounded at the end. So the same generator gives the same weight, and `Float` and `Double` models
/// start from the same point up to rounding.
///
/// > Reference: Glorot and Bengio (2010), Understanding the difficulty of training deep feedforward
/// > neural networks; He, Zhang, Ren and Sun (2015), Delving deep into rectifiers.
public enum Initialization: String, Codable, Hashable, Sendable, CaseIterable {
  /// All zero.
  case zeros
  /// Uniform, for layers that are linear around zero.
  case glorotUniform
  /// Normal, for layers that are linear around zero.
  case glorotNormal
  /// Uniform, for layers before a rectifier.
  case heUniform
  /// Normal, for layers before a rectifier.
  case heNormal

  /// Draws a weight.
  ///
  /// - Parameters:
  ///   - outputs: The number of rows.
  ///   - inputs: The number of columns.
  ///   - generator: The source of random bits. Zeros take none, a uniform number takes one call of `next()`,
  ///     two normal ones take two.
  /// - Returns: A matrix of `outputs × inputs`.
  /// - Precondition: Neither count is negative.
  public func weight<Scalar: RealScalar>(
    outputs: Int, inputs: Int, using generator: inout some RandomNumberGenerator
  ) -> Matrix<Scalar> {
    var weight = Matrix<Scalar>(rows: outputs, columns: inputs)
    let (n, m) = (Double(inputs), Double(outputs))
    switch self {
    case .zeros: break
    case .glorotUniform: fillUniform(&weight, (6 / (n + m)).squareRoot(), using: &generator)
    case .glorotNormal: fillNormal(&weight, (2 / (n + m)).squareRoot(), using: &generator)
    case .heUniform: fillUniform(&weight, (6 / n).squareRoot(), using: &generator)
    case .heNormal: fillNormal(&weight, (2 / n).squareRoot(), using: &generator)
    }
    return weight
  }
}

/// Draws from the 2⁵³ midpoints of equal parts of the unit interval: never 0, and 1 only by rounding.
private func uniform(using generator: inout some RandomNumberGenerator) -> Double {
  (Double(generator.next() >> 11) + 0.5) * 0x1p-53
}

private func fillUniform<Scalar: RealScalar>(
  _ weight: inout Matrix<Scalar>, _ bound: Double,
  using generator: inout some RandomNumberGenerator
) {
  var elements = weight.mutableElements
  for i in elements.indices {
    elements[i] = Scalar(bound * (2 * uniform(using: &generator) - 1))
  }
}

/// Box and Muller: with uniform `u` and `v`, `√(−2 ln u) (cos 2πv, sin 2πv)` is a pair of normal numbers.
private func fillNormal<Scalar: RealScalar>(
  _ weight: inout Matrix<Scalar>, _ deviation: Double,
  using generator: inout some RandomNumberGenerator
) {
  var elements = weight.mutableElements
  for i in stride(from: 0, to: elements.count, by: 2) {
    let radius = deviation * (-2 * Double.log(uniform(using: &generator))).squareRoot()
    let angle = 2 * Double.pi * uniform(using: &generator)
    elements[i] = Scalar(radius * Double.cos(angle))
    if i + 1 < elements.count { elements[i + 1] = Scalar(radius * Double.sin(angle)) }
  }
}
