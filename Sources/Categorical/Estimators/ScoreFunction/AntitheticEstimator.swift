public import LinearAlgebra
import RealModule

/// An estimator for binary variables from two samples that mirror each other: ``ARM`` and ``DisARM``.
///
/// Binary variables are categoricals of two classes, 0 and 1, with `θ = ℓ_1 - ℓ_0`. With a logistic `ε`
/// for each of them:
///
///     b = 1[θ + ε > 0],  b̃ = 1[θ - ε > 0]
public protocol AntitheticEstimator: ScoreFunctionEstimator {}

extension AntitheticEstimator {
  /// Draws the two samples `b` and `b̃`; the noise is `ε`, `rows / 2 × columns`.
  public func draw<Scalar: RealScalar, Generator: RandomNumberGenerator>(
    _ logits: Matrix<Scalar>, classes: Int?, using generator: inout Generator
  ) throws(CategoricalError) -> ScoreFunctionDraw<Scalar> {
    let shape = binaryGrouping(logits.shape, classes: classes).valueShape
    return try draw(
      logits, classes: classes,
      noise: logisticNoise(rows: shape.rows, columns: shape.columns, using: &generator))
  }

  /// Makes the two samples of given noise.
  ///
  /// - Parameters:
  ///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
  ///   - classes: The number of rows of one categorical: 2, or `nil` for a matrix of two rows.
  ///   - noise: Logistic(0, 1) noise `ε`, one number for each pair of rows.
  /// - Returns: The samples `b` and `b̃`, with `ε` as the noise.
  /// - Throws: ``CategoricalError``.
  /// - Precondition: The categoricals have two classes; the shapes agree.
  public func draw<Scalar: RealScalar>(
    _ logits: Matrix<Scalar>, classes: Int?, noise: Matrix<Scalar>
  ) throws(CategoricalError) -> ScoreFunctionDraw<Scalar> {
    let grouping = binaryGrouping(logits.shape, classes: classes)
    grouping.expectValues(noise.shape, "the noise")
    try ColumnKernels.validate(logits, grouping)
    var first = Matrix<Scalar>(logits.shape)
    var second = first
    mark(logits, noise, grouping, &first, &second)
    return try ScoreFunctionDraw(
      samples: [first, second], logits: logits, classes: classes, noise: [noise])
  }
}

/// `∂θ = ½ (f(b) - f(b̃))` times a factor of each variable; exactly zero where a class is masked.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
func antitheticEstimate<Scalar: RealScalar>(
  _ draw: ScoreFunctionDraw<Scalar>, values: [Vector<Scalar>], factors: Matrix<Scalar>
) -> GradientEstimate<Scalar> {
  draw.expect(values, count: 2)
  let grouping = binaryGrouping(draw.probabilities.shape, classes: draw.classes)
  var gradient = Matrix<Scalar>(draw.probabilities.shape)
  let (p, factor) = (draw.probabilities.elements, factors.elements)
  var result = gradient.mutableElements
  let perColumn = grouping.valueShape.rows
  for run in 0..<grouping.runs {
    let zero = grouping.range(of: run).lowerBound
    // A variable with a masked class is no variable.
    guard p[zero] > 0, p[zero + 1] > 0 else { continue }
    let column = run / perColumn
    let slope = (values[0][column] - values[1][column]) / 2 * factor[run]
    result[zero] = -slope
    result[zero + 1] = slope
  }
  return GradientEstimate(gradient: gradient, values: draw.mean(values), evaluations: 2)
}

extension ScoreFunctionDraw {
  /// The noise `ε` of an antithetic draw.
  var logisticNoise: Matrix<Scalar> {
    precondition(noise.count == 1, "the draw lacks its noise")
    return noise[0]
  }
}

@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func mark<Scalar: RealScalar>(
  _ logits: Matrix<Scalar>, _ noise: Matrix<Scalar>, _ grouping: Grouping,
  _ first: inout Matrix<Scalar>, _ second: inout Matrix<Scalar>
) {
  let (x, epsilon) = (logits.elements, noise.elements)
  var a = first.mutableElements
  var b = second.mutableElements
  for run in 0..<grouping.runs {
    let zero = grouping.range(of: run).lowerBound
    let theta = x[zero + 1] - x[zero]  // ±infinity if one of the classes is masked
    a[zero + (theta + epsilon[run] > 0 ? 1 : 0)] = 1
    b[zero + (theta - epsilon[run] > 0 ? 1 : 0)] = 1
  }
}

private func binaryGrouping(_ shape: Shape, classes: Int?) -> Grouping {
  let grouping = Grouping(shape, classes: classes)
  precondition(
    grouping.classes == 2 || shape.rows == 0,
    "binary variables are categoricals of 2 classes, not of \(grouping.classes)")
  return grouping
}
