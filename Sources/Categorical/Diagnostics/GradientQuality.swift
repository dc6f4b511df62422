public import LinearAlgebra
import RealModule

/// How good a gradient estimator is at one problem, against the exact gradient by enumeration.
///
/// For draws `ĝ_1 … ĝ_n` of the estimate and the exact gradient `g*`, in units of `‖g*‖`:
///
///     bias       ‖mean ĝ - g*‖
///     deviation  √ trace(cov ĝ)
///     error      √ E‖ĝ - g*‖², which is √(bias² + deviation²)
///
/// A measured bias is never zero: its noise is about ``biasNoise``, so look at ``largestZ`` to tell
/// the two apart.
///
/// ```swift
/// let quality = try GradientQuality.measure(
///   ReinMax(), of: objective, at: logits, classes: 4, draws: 100_000, using: &stream)
/// print(quality.bias, "±", quality.biasNoise, quality.drawCosine)
/// ```
public struct GradientQuality: Sendable, Hashable {
  /// The number of draws `n`.
  public let draws: Int

  /// The exact gradient `g*`, row by row.
  public let exact: [Double]

  /// The mean of the draws, row by row.
  public let mean: [Double]

  /// The standard error of the mean, row by row.
  public let standardErrors: [Double]

  /// `‖mean ĝ - g*‖ / ‖g*‖`.
  public let bias: Double

  /// The bias that an unbiased estimator would show on average in as many draws.
  public let biasNoise: Double

  /// `√ trace(cov ĝ) / ‖g*‖`.
  public let deviation: Double

  /// `√ E‖ĝ - g*‖² / ‖g*‖`.
  public let error: Double

  /// The cosine of the angle between the mean of the draws and the exact gradient: of bias alone.
  public let meanCosine: Double

  /// The mean cosine of the angle between a single draw and the exact gradient; draws of zero have
  /// cosine zero.
  public let drawCosine: Double

  /// How often `f` was evaluated for each draw, on average.
  public let evaluations: Double

  /// `(mean ĝ - g*) / standard error`, row by row; where the draws do not vary, zero if the mean is
  /// exact to rounding and infinite otherwise.
  public var zScores: [Double] {
    let scale = exact.map(\.magnitude).max() ?? 0
    return exact.indices.map { row in
      let difference = mean[row] - exact[row]
      guard standardErrors[row] > 1e-13 * scale else {
        return abs(difference) <= 1e-10 * scale
          ? 0 : difference > 0 ? .infinity : -.infinity
      }
      return difference / standardErrors[row]
    }
  }

  /// The largest absolute z-score.
  ///
  /// For an unbiased estimator it exceeds 4.9 with a probability of about 1e-6 for each row.
  public var largestZ: Double { zScores.map(\.magnitude).max() ?? 0 }

  /// Measures an estimator.
  ///
  /// Estimators that learn do so during the warm-up, in batches whose columns are draws for the same
  /// problem; a baseline over the batch, too, takes these columns.
  ///
  /// - Parameters:
  ///   - estimator: The estimator.
  ///   - objective: The function `f`; it gets batches in which each column is a draw.
  ///   - logits: One column of logits.
  ///   - classes: The number of rows of one categorical; `nil` takes all rows.
  ///   - draws: The number of draws, at least two.
  ///   - batch: The largest number of draws at once.
  ///   - warmUp: The number of batches before the first draw that counts.
  ///   - limit: The largest number of samples to enumerate.
  ///   - generator: The source of randomness.
  /// - Returns: The measurement.
  /// - Throws: ``CategoricalError``, for instance if there are too many samples to enumerate.
  /// - Precondition: The logits have one column; `classes` divides its rows.
  public static func measure<
    Estimator: GradientEstimator, Function: DifferentiableObjective,
    Generator: RandomNumberGenerator
  >(
    _ estimator: Estimator, of objective: Function, at logits: Matrix<Function.Scalar>,
    classes: Int? = nil, draws: Int, batch: Int = 1000, warmUp: Int = 0, limit: Int = 16_384,
    using generator: inout Generator
  ) throws(CategoricalError) -> GradientQuality {
    typealias Scalar = Function.Scalar
    precondition(logits.columns == 1, "a problem is one column of logits, not \(logits.columns)")
    precondition(draws >= 2 && batch >= 1, "cannot measure \(draws) draws in batches of \(batch)")
    let exact = try ExactEnumeration(limit: limit).estimate(objective, at: logits, classes: classes)
    func repeated(_ count: Int) -> Matrix<Scalar> {
      Matrix(rows: logits.rows, columns: count) { row, _ in logits[row, 0] }
    }
    var estimator = estimator
    var columns = repeated(min(batch, draws))
    for _ in 0..<warmUp {
      _ = try estimator.estimate(objective, at: columns, classes: classes, using: &generator)
    }
    var moments = GradientMoments(
      exact: exact.gradient.elements.indices.map { Double(exact.gradient[$0, 0]) })
    var evaluations = 0
    while moments.count < draws {
      if draws - moments.count < columns.columns { columns = repeated(draws - moments.count) }
      let estimate = try estimator.estimate(
        objective, at: columns, classes: classes, using: &generator)
      moments.add(estimate.gradient)
      evaluations += estimate.evaluations * columns.columns
    }
    return GradientQuality(moments, evaluations: Double(evaluations) / Double(draws))
  }

  private init(_ moments: GradientMoments, evaluations: Double) {
    let n = Double(moments.count)
    let exact = moments.exact
    // The sums are of differences from the exact gradient, so that nothing large cancels.
    let offsets = moments.sums.map { $0 / n }
    let variances = exact.indices.map { row in
      max(moments.squares[row] - n * offsets[row] * offsets[row], 0) / (n - 1)
    }
    func norm(_ values: [Double]) -> Double { values.reduce(0) { $0 + $1 * $1 }.squareRoot() }
    let size = norm(exact)
    let unit = size > 0 ? size : 1
    let total = variances.reduce(0, +)
    let mean = exact.indices.map { exact[$0] + offsets[$0] }
    let product = exact.indices.reduce(0) { $0 + exact[$1] * mean[$1] }
    draws = moments.count
    self.exact = exact
    self.mean = mean
    standardErrors = variances.map { ($0 / n).squareRoot() }
    bias = norm(offsets) / unit
    biasNoise = (total / n).squareRoot() / unit
    deviation = total.squareRoot() / unit
    error = (moments.squares.reduce(0, +) / n).squareRoot() / unit
    let lengths = size * norm(mean)
    meanCosine = lengths > 0 ? min(max(product / lengths, -1), 1) : 0
    drawCosine = moments.cosines / n
    self.evaluations = evaluations
  }
}

/// Running sums of the draws of an estimator.
private struct GradientMoments {
  let exact: [Double]
  var count = 0
  var sums: [Double]
  var squares: [Double]
  var cosines = 0.0
  private let size: Double

  init(exact: [Double]) {
    self.exact = exact
    sums = Array(repeating: 0, count: exact.count)
    squares = sums
    size = exact.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }

  /// Adds one draw for each column.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  mutating func add<Scalar: RealScalar>(_ gradient: Matrix<Scalar>) {
    let rows = exact.count
    let g = gradient.elements
    for column in 0..<gradient.columns {
      var (product, square) = (0.0, 0.0)
      for row in 0..<rows {
        let value = Double(g[column * rows + row])
        let difference = value - exact[row]
        sums[row] += difference
        squares[row] += difference * difference
        product += value * exact[row]
        square += value * value
      }
      let lengths = size * square.squareRoot()
      if lengths > 0 { cosines += product / lengths }
    }
    count += gradient.columns
  }
}
