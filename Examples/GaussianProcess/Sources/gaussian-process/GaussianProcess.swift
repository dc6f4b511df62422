import Foundation
import LinearAlgebra

/// A Gaussian process with the kernel `k(x, x') = σ² exp(−(x − x')² / 2ℓ²)` and noise of variance `σ² η`.
///
/// With `R` the kernel matrix for `σ = 1` and `C = R + η I = L Lᵀ`, everything follows from one
/// Cholesky factorization:
///
///     σ²      = yᵀ C⁻¹ y / n                                 (the best, in closed form)
///     log p   = −½ (n log 2πσ² + log det C + n)
///     mean*   = k*ᵀ C⁻¹ y
///     var*    = σ² (1 + η − ‖L⁻¹ k*‖²)
///
/// Reference: Rasmussen and Williams (2006), "Gaussian processes for machine learning", algorithm 2.1.
struct GaussianProcess {
  /// How far apart places are whose values have little to do with each other.
  let lengthScale: Double
  /// The standard deviation of the curve.
  let signal: Double
  /// The standard deviation of the noise.
  let noise: Double
  /// The logarithm of the probability of the data.
  let logLikelihood: Double

  private let points: Points
  private let offset: Double
  private let cholesky: Cholesky<Double>
  private let weights: Vector<Double>

  /// Tries a grid of length scales and noise levels and keeps the most likely.
  init(fitting points: Points) throws {
    let extent = (points.x.maximum() ?? 1) - (points.x.minimum() ?? 0)
    var best: GaussianProcess?
    for step in 0..<24 {
      let lengthScale = extent * pow(10, -2 + 2.3 * Double(step) / 23)
      for exponent in stride(from: -6.0, through: 0.5, by: 0.5) {
        let candidate = try GaussianProcess(points, lengthScale, noiseRatio: pow(10, exponent))
        if candidate.logLikelihood > best?.logLikelihood ?? -.infinity { best = candidate }
      }
    }
    guard let best else { throw Failure("no length scale fits the data") }
    self = best
  }

  private init(_ points: Points, _ lengthScale: Double, noiseRatio: Double) throws {
    let n = points.x.count
    let offset = points.y.mean() ?? 0
    let y = points.y.map { $0 - offset }
    var covariance = kernel(points.x, points.x, lengthScale)
    for i in 0..<n { covariance[i, i] += noiseRatio }
    cholesky = try covariance.cholesky()
    weights = try cholesky.solve(y)
    // Constant data have no variance of their own.
    let variance = max(y.dot(weights) / Double(n), 1e-12)
    let count = Double(n)
    logLikelihood = -0.5 * (count * log(2 * .pi * variance) + cholesky.logDeterminant + count)
    signal = variance.squareRoot()
    noise = (variance * noiseRatio).squareRoot()
    self.points = points
    self.offset = offset
    self.lengthScale = lengthScale
  }

  /// Returns the mean and the standard deviation of new measurements at other places.
  func predict(at x: Vector<Double>) throws -> (mean: Vector<Double>, deviation: Vector<Double>) {
    var cross = kernel(points.x, x, lengthScale)
    let mean = (cross.transposed * weights).map { $0 + offset }
    try solveTriangular(cholesky.lower, .lower, in: &cross)  // L⁻¹ k*
    let ratio = noise * noise / (signal * signal)
    let deviation = Vector(count: x.count) { column in
      let explained = Vector(cross.column(column)).squaredNorm()
      return signal * max(0, 1 + ratio - explained).squareRoot()
    }
    return (mean, deviation)
  }
}

/// The matrix of `exp(−(a − b)² / 2ℓ²)` for all pairs of places.
private func kernel(
  _ a: Vector<Double>, _ b: Vector<Double>, _ lengthScale: Double
) -> Matrix<Double> {
  Matrix(rows: a.count, columns: b.count) { i, j in
    let distance = (a[i] - b[j]) / lengthScale
    return exp(-0.5 * distance * distance)
  }
}
