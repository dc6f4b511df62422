import LinearAlgebra
import RealModule

/// A sample of a diagonal Gaussian and its divergence from the standard one.
///
///     z = μ + σ ε,  s = log σ²
///     KL = ½ Σ (μ² + σ² - 1 - s)            in closed form
///     log q(z) - log p(z) = ½ Σ (z² - ε² - s)   at the sample
///
/// > Reference: Kingma and Welling (2014), appendix B.
struct GaussianStyle<Scalar: RealScalar>: Sendable {
  /// The sample `z`.
  let sample: Matrix<Scalar>
  /// The divergence of each column.
  let divergence: Vector<Scalar>

  private let mean: Matrix<Scalar>
  private let logVariance: Matrix<Scalar>
  private let scaledNoise: Matrix<Scalar>
  private let atSample: Bool

  /// Draws a sample.
  ///
  /// - Parameters:
  ///   - parameters: `μ` above `log σ²`.
  ///   - noise: Standard normal numbers `ε`.
  ///   - atSample: Whether the divergence is taken at the sample.
  init(parameters: Matrix<Scalar>, noise: Matrix<Scalar>, atSample: Bool) {
    let (size, columns) = (noise.rows, noise.columns)
    mean = Matrix(parameters[rows: 0..<size, columns: 0..<columns])
    logVariance = Matrix(parameters[rows: size..<2 * size, columns: 0..<columns])
    scaledNoise = noise.combined(with: logVariance) { $0 * .exp($1 / 2) }
    sample = mean + scaledNoise
    self.atSample = atSample
    let terms =
      atSample
      ? sample.combined(with: noise) { $0 * $0 - $1 * $1 } - logVariance
      : mean.combined(with: logVariance) { $0 * $0 + .exp($1) - 1 - $1 }
    divergence = terms.columnSums() * 0.5
  }

  /// Pulls cotangents of the sample and of the divergences back to the parameters.
  func pullback(_ sample: Matrix<Scalar>, divergence weights: Vector<Scalar>) -> Matrix<Scalar> {
    var toSample = sample
    if atSample {
      var slope = self.sample
      slope.multiplyRows(by: weights)
      toSample += slope
    }
    var toVariance = toSample.multiplied(by: scaledNoise) * 0.5
    var direct =
      atSample
      ? Matrix<Scalar>(rows: mean.rows, columns: mean.columns, repeating: -0.5)
      : logVariance.map { (Scalar.exp($0) - 1) / 2 }
    direct.multiplyRows(by: weights)
    toVariance += direct
    if !atSample {
      var slope = mean
      slope.multiplyRows(by: weights)
      toSample += slope
    }
    return Matrix(stackingRows: [toSample, toVariance])
  }
}
