public import LinearAlgebra
import RealModule

/// ARM: augment, reinforce, merge, for binary variables.
///
/// Binary variables are categoricals of two classes, 0 and 1, with `θ = ℓ_1 - ℓ_0`. With a uniform `u`
/// for each of them and `ε = logit u`, the two samples mirror each other:
///
///     b = 1[θ + ε > 0],  b̃ = 1[θ - ε > 0]
///     ∂θ = ½ (f(b) - f(b̃)) (2u - 1),  ∂ℓ_1 = ∂θ,  ∂ℓ_0 = -∂θ
///
/// Unbiased for every `f`, with two evaluations of it.
///
/// > Reference: Yin and Zhou (2019), "ARM: augment-REINFORCE-merge gradient for stochastic binary
/// > networks", theorem 1.
public struct ARM: ScoreFunctionEstimator, Hashable {
  /// Makes the estimator.
  public init() {}

  /// Draws the two samples `b` and `b̃`; the noise is `u`, `rows / 2 × columns`.
  public func draw<Scalar: RealScalar, Generator: RandomNumberGenerator>(
    _ logits: Matrix<Scalar>, classes: Int?, using generator: inout Generator
  ) throws(CategoricalError) -> ScoreFunctionDraw<Scalar> {
    try AntitheticPair.draw(logits, classes: classes, using: &generator)
  }

  /// Makes the two samples of given uniform numbers.
  ///
  /// - Parameters:
  ///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
  ///   - classes: The number of rows of one categorical: 2, or `nil` for a matrix of two rows.
  ///   - uniforms: Numbers between 0 and 1, one for each pair of rows.
  /// - Returns: The samples `b` and `b̃`, with `u` as the noise.
  /// - Throws: ``CategoricalError``.
  public func draw<Scalar: RealScalar>(
    _ logits: Matrix<Scalar>, classes: Int?, uniforms: Matrix<Scalar>
  ) throws(CategoricalError) -> ScoreFunctionDraw<Scalar> {
    try AntitheticPair.draw(logits, classes: classes, uniforms: uniforms)
  }

  /// Weighs `2u - 1` with half the difference of the values.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func estimate<Scalar: RealScalar>(
    _ draw: ScoreFunctionDraw<Scalar>, values: [Vector<Scalar>]
  ) -> GradientEstimate<Scalar> {
    AntitheticPair.estimate(draw, values: values) { pair in 2 * pair.uniform - 1 }
  }
}

/// What ``ARM`` and ``DisARM`` share: two samples of binary variables that mirror each other.
enum AntitheticPair {
  /// One binary variable of a draw.
  struct Variable<Scalar: RealScalar> {
    var uniform: Scalar
    /// The class drawn from `u` is 1.
    var first: Bool
    /// The class drawn from `1 - u` is 1.
    var second: Bool
    /// `σ(|θ|)`.
    var largest: Scalar
  }

  static func grouping(_ shape: Shape, classes: Int?) -> Grouping {
    let grouping = Grouping(shape, classes: classes)
    precondition(
      grouping.classes == 2 || shape.rows == 0,
      "binary variables are categoricals of 2 classes, not of \(grouping.classes)")
    return grouping
  }

  static func draw<Scalar: RealScalar, Generator: RandomNumberGenerator>(
    _ logits: Matrix<Scalar>, classes: Int?, using generator: inout Generator
  ) throws(CategoricalError) -> ScoreFunctionDraw<Scalar> {
    var uniforms = Matrix<Scalar>(grouping(logits.shape, classes: classes).valueShape)
    ColumnKernels.fillUniform(&uniforms, using: &generator)
    return try draw(logits, classes: classes, uniforms: uniforms)
  }

  static func draw<Scalar: RealScalar>(
    _ logits: Matrix<Scalar>, classes: Int?, uniforms: Matrix<Scalar>
  ) throws(CategoricalError) -> ScoreFunctionDraw<Scalar> {
    let grouping = grouping(logits.shape, classes: classes)
    grouping.expectValues(uniforms.shape, "the matrix of uniform numbers")
    try ColumnKernels.validate(logits, grouping)
    var first = Matrix<Scalar>(logits.shape)
    var second = first
    mark(logits, uniforms, grouping, &first, &second)
    return try ScoreFunctionDraw(
      samples: [first, second], logits: logits, classes: classes, noise: [uniforms])
  }

  private static func mark<Scalar: RealScalar>(
    _ logits: Matrix<Scalar>, _ uniforms: Matrix<Scalar>, _ grouping: Grouping,
    _ first: inout Matrix<Scalar>, _ second: inout Matrix<Scalar>
  ) {
    let (x, u) = (logits.elements, uniforms.elements)
    var a = first.mutableElements
    var b = second.mutableElements
    for run in 0..<grouping.runs {
      let zero = grouping.range(of: run).lowerBound
      let theta = x[zero + 1] - x[zero]  // ±infinity if one of the classes is masked
      let epsilon = Scalar.log(u[run]) - Scalar.log(onePlus: -u[run])
      a[zero + (theta + epsilon > 0 ? 1 : 0)] = 1
      b[zero + (theta - epsilon > 0 ? 1 : 0)] = 1
    }
  }

  static func estimate<Scalar: RealScalar>(
    _ draw: ScoreFunctionDraw<Scalar>, values: [Vector<Scalar>],
    factor: (Variable<Scalar>) -> Scalar
  ) -> GradientEstimate<Scalar> {
    draw.expect(values, count: 2)
    let grouping = grouping(draw.probabilities.shape, classes: draw.classes)
    precondition(draw.noise.count == 1, "the draw lacks its uniform numbers")
    var gradient = Matrix<Scalar>(draw.probabilities.shape)
    fill(&gradient, grouping, draw, values, factor)
    return GradientEstimate(gradient: gradient, values: draw.mean(values), evaluations: 2)
  }

  private static func fill<Scalar: RealScalar>(
    _ gradient: inout Matrix<Scalar>, _ grouping: Grouping, _ draw: ScoreFunctionDraw<Scalar>,
    _ values: [Vector<Scalar>], _ factor: (Variable<Scalar>) -> Scalar
  ) {
    let (uniforms, first, second) = (draw.noise[0], draw.samples[0], draw.samples[1])
    let (p, u) = (draw.probabilities.elements, uniforms.elements)
    let (a, b) = (first.elements, second.elements)
    var result = gradient.mutableElements
    let perColumn = grouping.valueShape.rows
    for run in 0..<grouping.runs {
      let zero = grouping.range(of: run).lowerBound
      // A variable with a masked class is no variable: its gradient is exactly zero.
      guard p[zero] > 0, p[zero + 1] > 0 else { continue }
      let column = run / perColumn
      let difference = (values[0][column] - values[1][column]) / 2
      let slope =
        difference
        * factor(
          Variable(
            uniform: u[run], first: a[zero + 1] == 1, second: b[zero + 1] == 1,
            largest: max(p[zero], p[zero + 1])))
      result[zero] = -slope
      result[zero + 1] = slope
    }
  }
}
