public import LinearAlgebra

/// An estimator that needs values of `f` at discrete samples, and nothing else.
///
/// `f` need not have a derivative, nor even be defined between the corners. All of them build on
///
///     ∇E[f(D)] = E[f(D) ∇log p(D)],   ∇_ℓ log p(D) = D - p
///
/// and differ in what they subtract from `f` to keep the variance down. The two halves,
/// ``draw(_:classes:using:)`` and ``estimate(_:values:)``, leave it to the caller to evaluate `f`.
public protocol ScoreFunctionEstimator: GradientEstimator {
  /// Draws the samples at which values are needed.
  ///
  /// - Parameters:
  ///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
  ///   - classes: The number of rows of one categorical; `nil` takes all rows.
  ///   - generator: The source of randomness.
  /// - Returns: One-hot matrices of the shape of `logits`, and what they were drawn from.
  /// - Throws: ``CategoricalError``.
  func draw<Scalar: RealScalar, Generator: RandomNumberGenerator>(
    _ logits: Matrix<Scalar>, classes: Int?, using generator: inout Generator
  ) throws(CategoricalError) -> ScoreFunctionDraw<Scalar>

  /// Turns the values of `f` at the samples into an estimate.
  ///
  /// - Parameters:
  ///   - draw: What ``draw(_:classes:using:)`` returned.
  ///   - values: For each of its samples, one number for each column.
  /// - Returns: The gradient by the logits, the values and the cost.
  /// - Precondition: The shapes agree.
  mutating func estimate<Scalar: RealScalar>(
    _ draw: ScoreFunctionDraw<Scalar>, values: [Vector<Scalar>]
  ) -> GradientEstimate<Scalar>
}

extension ScoreFunctionEstimator {
  /// Draws samples, evaluates `f` at each and weighs the scores with the values.
  ///
  /// - Parameters:
  ///   - objective: The function `f`.
  ///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
  ///   - classes: The number of rows of one categorical; `nil` takes all rows.
  ///   - generator: The source of randomness.
  /// - Returns: The gradient, the values and the cost.
  /// - Throws: ``CategoricalError``.
  public mutating func estimate<Function: Objective, Generator: RandomNumberGenerator>(
    _ objective: Function, at logits: Matrix<Function.Scalar>, classes: Int?,
    using generator: inout Generator
  ) throws(CategoricalError) -> GradientEstimate<Function.Scalar> {
    let draw = try draw(logits, classes: classes, using: &generator)
    return estimate(draw, values: objective.checkedValues(ofAll: draw.samples))
  }
}

/// Discrete samples and what they were drawn from.
public struct ScoreFunctionDraw<Scalar: RealScalar>: Sendable, Equatable {
  /// The number of rows of one categorical; `nil` for all rows.
  public let classes: Int?

  /// The log-probabilities `log softmax(ℓ)`.
  public let logProbabilities: Matrix<Scalar>

  /// The probabilities `p = softmax(ℓ)`.
  public let probabilities: Matrix<Scalar>

  /// The one-hot samples, each of the shape of the logits.
  public let samples: [Matrix<Scalar>]

  /// What else the estimator drew; it says what.
  public let noise: [Matrix<Scalar>]

  /// Takes samples that exist.
  ///
  /// - Parameters:
  ///   - samples: One-hot matrices of the shape of the logits.
  ///   - logits: The logits that they were drawn from.
  ///   - classes: The number of rows of one categorical; `nil` takes all rows.
  ///   - noise: What else the estimator drew; it says what.
  /// - Throws: ``CategoricalError`` if a logit is NaN or `+infinity` or all logits of a categorical
  ///   are masked.
  public init(
    samples: [Matrix<Scalar>], logits: Matrix<Scalar>, classes: Int?,
    noise: [Matrix<Scalar>] = []
  ) throws(CategoricalError) {
    for sample in samples {
      precondition(
        sample.shape == logits.shape, "a sample is \(sample.shape), the logits are \(logits.shape)")
    }
    self.classes = classes
    self.samples = samples
    self.noise = noise
    logProbabilities = try logSoftmax(logits, classes: classes)
    probabilities = try softmax(logits, classes: classes)
  }

  /// Draws samples by Gumbel-max.
  ///
  /// - Parameters:
  ///   - count: The number of samples.
  ///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
  ///   - classes: The number of rows of one categorical; `nil` takes all rows.
  ///   - generator: The source of randomness.
  /// - Throws: ``CategoricalError``.
  public init<Generator: RandomNumberGenerator>(
    count: Int, logits: Matrix<Scalar>, classes: Int?, using generator: inout Generator
  ) throws(CategoricalError) {
    var samples: [Matrix<Scalar>] = []
    for _ in 0..<count {
      samples.append(try sampleGumbelMax(logits, classes: classes, using: &generator))
    }
    try self.init(samples: samples, logits: logits, classes: classes)
  }

  /// Traps unless there are `count` samples with one value for each column.
  func expect(_ values: [Vector<Scalar>], count: Int) {
    precondition(
      samples.count == count, "the estimator takes \(count) samples, not \(samples.count)")
    precondition(
      values.count == count && values.allSatisfy { $0.count == probabilities.columns },
      "the values do not fit \(count) samples of \(probabilities.columns) columns")
  }

  /// Adds `w_b (D - p)` to each column `b` of a gradient: weighted scores.
  func addScores(
    of sample: Int, weights: Vector<Scalar>, to gradient: inout Matrix<Scalar>
  ) {
    addWeightedScores(samples[sample], probabilities, weights, to: &gradient)
  }

  /// The log-probability of a sample, one number for each column.
  func logProbability(of sample: Int) -> Vector<Scalar> {
    pickedSums(of: logProbabilities, at: samples[sample])
  }

  /// The mean of the values over the samples.
  func mean(_ values: [Vector<Scalar>]) -> Vector<Scalar> {
    var mean = Vector<Scalar>(count: probabilities.columns)
    for value in values { mean.add(value, scaledBy: 1 / Scalar(values.count)) }
    return mean
  }
}

/// Adds `w_b (D - p)` to each column `b`; entries without a score stay as they are.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
func addWeightedScores<Scalar: RealScalar>(
  _ sample: Matrix<Scalar>, _ probabilities: Matrix<Scalar>, _ weights: Vector<Scalar>,
  to gradient: inout Matrix<Scalar>
) {
  let (rows, columns) = (sample.rows, sample.columns)
  let (d, p, w) = (sample.elements, probabilities.elements, weights.elements)
  var result = gradient.mutableElements
  for column in 0..<columns {
    for k in column * rows..<(column + 1) * rows {
      let score = d[k] - p[k]
      if score != 0 { result[k] += w[column] * score }
    }
  }
}

/// Sums, in each column, the elements where a sample is one.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
func pickedSums<Scalar: RealScalar>(
  of matrix: Matrix<Scalar>, at sample: Matrix<Scalar>
) -> Vector<Scalar> {
  let rows = sample.rows
  let (x, d) = (matrix.elements, sample.elements)
  var sums = Vector<Scalar>(count: sample.columns)
  var result = sums.mutableElements
  for column in result.indices {
    for k in column * rows..<(column + 1) * rows where d[k] == 1 { result[column] += x[k] }
  }
  return sums
}
