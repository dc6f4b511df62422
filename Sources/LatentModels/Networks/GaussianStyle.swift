import LinearAlgebra

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
  private let variance: Matrix<Scalar>
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
    let logVariance = Matrix(parameters[rows: size..<2 * size, columns: 0..<columns])
    let deviation = (logVariance * 0.5).applying(.exp)
    variance = deviation.multiplied(by: deviation)
    scaledNoise = noise.multiplied(by: deviation)
    sample = mean + scaledNoise
    self.atSample = atSample
    var terms = atSample ? sample.applying(.square) : mean.applying(.square) + variance
    terms -= atSample ? noise.applying(.square) : .ones(rows: size, columns: columns)
    terms -= logVariance
    divergence = terms.columnSums() * 0.5
  }

  /// Pulls cotangents of the sample and of the divergences back to the parameters.
  func pullback(_ sample: Matrix<Scalar>, divergence weights: Vector<Scalar>) -> Matrix<Scalar> {
    var slope = atSample ? self.sample : mean
    slope.multiplyRows(by: weights)
    let viaNoise = atSample ? sample + slope : sample
    var toVariance = viaNoise.multiplied(by: scaledNoise)
    var direct = Matrix<Scalar>.ones(rows: mean.rows, columns: mean.columns)
    if !atSample { direct -= variance }
    direct.multiplyRows(by: weights)
    toVariance -= direct
    return Matrix(stackingRows: [sample + slope, toVariance * 0.5])
  }
}
