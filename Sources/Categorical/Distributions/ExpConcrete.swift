public import LinearAlgebra
import RandomStreams
import RealModule

/// The Concrete (Gumbel-Softmax) distribution of relaxed one-hot vectors, in log space.
///
/// A sample is `Y = logSoftmax((ℓ + G) / τ)` with Gumbel noise `G`; its density on the vectors of which
/// the exponentials sum to one is, for `K` unmasked classes,
///
///     log κ(Y) = log Γ(K) + (K - 1) log τ + Σ_k (ℓ_k - τ Y_k) - K · logSumExp(ℓ - τ Y)
///
/// No sample underflows here, however small the temperature is, so densities and divergences of relaxed
/// samples are best evaluated in this space; `exp` takes a sample to that of ``Concrete``. Rounded to
/// its largest class, a sample follows `softmax(ℓ)` at every temperature. Mean, entropy and divergence
/// have no closed form.
///
/// > Reference: Maddison, Mnih and Teh (2017), appendix C.3.1; Jang, Gu and Poole (2017), appendix B.
public struct ExpConcrete<Scalar: RealScalar>: Sendable, Equatable {
  /// The unnormalized log-probabilities `ℓ`; `-infinity` masks a class.
  public let logits: Matrix<Scalar>

  /// The number of classes of one categorical.
  public let classes: Int

  /// The temperatures, `L × B`; a single row or column is shared.
  public let temperatures: Matrix<Scalar>

  var grouping: Grouping { Grouping(logits.shape, classes: classes) }

  /// Creates distributions from logits and temperatures of their own.
  ///
  /// - Parameters:
  ///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
  ///   - classes: The number of rows of one categorical; `nil` takes all rows.
  ///   - temperatures: Positive numbers, `L × B` for the `L` categoricals of each of `B` columns; a
  ///     single row or column is shared.
  /// - Throws: ``CategoricalError`` if a logit is NaN or `+infinity`, if all logits of a categorical are
  ///   masked or if a temperature is not positive.
  /// - Precondition: `classes` divides the rows; the shapes agree.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public init(
    logits: Matrix<Scalar>, classes: Int? = nil, temperatures: Matrix<Scalar>
  ) throws(CategoricalError) {
    let grouping = Grouping(logits.shape, classes: classes)
    _ = try grouping.temperatures(temperatures)
    try ColumnKernels.validate(logits, grouping)
    self.logits = logits
    self.classes = grouping.classes
    self.temperatures = temperatures
  }

  /// Creates distributions from logits and one temperature for all.
  ///
  /// - Parameters:
  ///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
  ///   - classes: The number of rows of one categorical; `nil` takes all rows.
  ///   - temperature: A positive, dimensionless number.
  /// - Throws: ``CategoricalError`` if a logit is NaN or `+infinity`, if all logits of a categorical are
  ///   masked or if the temperature is not positive.
  /// - Precondition: `classes` divides the rows.
  public init(
    logits: Matrix<Scalar>, classes: Int? = nil, temperature: Scalar
  ) throws(CategoricalError) {
    try self.init(logits: logits, classes: classes, temperatures: [[temperature]])
  }

  /// Creates distributions from probabilities and one temperature for all.
  ///
  /// - Parameters:
  ///   - probabilities: Numbers in [0, 1] that sum to one, as for ``OneHotCategorical``.
  ///   - classes: The number of rows of one categorical; `nil` takes all rows.
  ///   - temperature: A positive, dimensionless number.
  /// - Throws: ``CategoricalError/invalidProbability(row:column:)``,
  ///   ``CategoricalError/unnormalizedProbabilities(row:column:)`` or
  ///   ``CategoricalError/invalidTemperature(_:)``.
  /// - Precondition: `classes` divides the rows.
  public init(
    probabilities: Matrix<Scalar>, classes: Int? = nil, temperature: Scalar
  ) throws(CategoricalError) {
    let grouping = Grouping(probabilities.shape, classes: classes)
    try self.init(
      logits: grouping.logits(probabilities: probabilities), classes: classes,
      temperature: temperature)
  }

  /// The probabilities that a class is the largest of a sample: `softmax(ℓ)`, whatever `τ` is.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func roundingProbabilities() -> Matrix<Scalar> {
    var output = Matrix<Scalar>(logits.shape)
    ColumnKernels.softmax(logits, grouping, temperature: 1, into: &output)
    return output
  }

  // MARK: Samples

  /// Takes one sample of each categorical from Gumbel noise.
  ///
  /// - Parameter noise: Gumbel noise of the shape of the logits.
  /// - Returns: The samples `Y`, `-infinity` where a class is masked.
  /// - Throws: ``CategoricalError/nonFiniteNoise(row:column:)``.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func sample(noise: Matrix<Scalar>) throws(CategoricalError) -> Matrix<Scalar> {
    try logGumbelSoftmax(logits, classes: classes, temperatures: temperatures, noise: noise)
  }

  /// Draws one sample of each categorical.
  ///
  /// - Parameter generator: The source of randomness, advanced by one draw for each logit.
  /// - Returns: The samples `Y`.
  @specialized(where Scalar == Float, Generator == RandomStream)
  @specialized(where Scalar == Double, Generator == RandomStream)
  public func sample<Generator: RandomNumberGenerator>(
    using generator: inout Generator
  ) -> Matrix<Scalar> {
    var output = Matrix<Scalar>(logits.shape)
    ColumnKernels.logSoftmax(
      drawTempered(using: &generator), grouping, temperature: 1, into: &output)
    return output
  }

  /// Draws `(ℓ + G) / τ`, less the largest of each categorical.
  func drawTempered<Generator: RandomNumberGenerator>(
    using generator: inout Generator
  ) -> Matrix<Scalar> {
    let noise: Matrix<Scalar> = gumbelNoise(
      rows: logits.rows, columns: logits.columns, using: &generator)
    return grouping.tempered(logits + noise, grouping.spread(temperatures))
  }

  /// Pulls a cotangent of samples back to the logits and the temperatures, the noise held still.
  ///
  /// - Parameters:
  ///   - cotangent: The cotangent of the samples.
  ///   - sample: The samples `Y`.
  /// - Returns: The cotangents, as of ``logSoftmaxPullback(_:output:classes:temperatures:)``.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func samplePullback(
    _ cotangent: Matrix<Scalar>, sample: Matrix<Scalar>
  ) -> (logits: Matrix<Scalar>, temperatures: Matrix<Scalar>) {
    logSoftmaxPullback(cotangent, output: sample, classes: classes, temperatures: temperatures)
  }

  // MARK: Densities

  /// The logarithm of the density of each categorical at `Y`, never NaN.
  ///
  /// - Parameter value: Logarithms `Y` of relaxed vectors, of the shape of the logits: what ``sample(noise:)``
  ///   returns.
  /// - Returns: One value for each categorical; `-infinity` where an unmasked class has `Y = -infinity`
  ///   or a masked one has not.
  /// - Throws: ``CategoricalError/outsideSupport(row:column:)`` if `Y` has NaN or `+infinity` or
  ///   `logSumExp(Y)` is not zero; ``CategoricalError/invalidTemperature(_:)`` if a temperature is
  ///   infinite.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func logProbability(
    of value: Matrix<Scalar>
  ) throws(CategoricalError) -> Matrix<Scalar> {
    let (grouping, t) = (grouping, grouping.spread(temperatures))
    grouping.expect(value.shape, "the value")
    try validateFinite(temperatures: t)
    let (l, y) = (logits.elements, value.elements)
    for run in 0..<grouping.runs {
      let range = grouping.range(of: run)
      for k in range where !(y[k] < .infinity) { throw grouping.outside(k) }
      guard abs(logSumExp(y, range)) <= grouping.tolerance(Scalar.self) else {
        throw grouping.outside(range.lowerBound)
      }
    }
    return Matrix(grouping.valueShape) { run in
      ConcreteDensity(l, y, grouping.range(of: run), Double(t[run])).logarithm
    }
  }

  /// Pulls a cotangent of log-probabilities back to the values, logits and temperatures.
  ///
  /// With `π = softmax(ℓ - τ Y)` and `r_k = 1 - K π_k`:
  ///
  ///     ∂ℓ_k = c r_k,   ∂Y_k = -c τ r_k,   ∂τ = c ((K - 1) / τ - Σ_k Y_k r_k)
  ///
  /// Zero for masked classes, and for all classes of a categorical whose density is zero.
  ///
  /// - Parameters:
  ///   - cotangent: One value `c` for each categorical.
  ///   - value: The values of ``logProbability(of:)``.
  /// - Returns: The cotangents; that of the temperatures has their shape.
  /// - Precondition: The shapes agree.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func logProbabilityPullback(
    _ cotangent: Matrix<Scalar>, value: Matrix<Scalar>
  ) -> (value: Matrix<Scalar>, logits: Matrix<Scalar>, temperatures: Matrix<Scalar>) {
    let (grouping, t) = (grouping, grouping.spread(temperatures))
    grouping.expect(value.shape, "the value")
    grouping.expectValues(cotangent.shape, "the cotangent")
    let (l, y, c) = (logits.elements, value.elements, cotangent.elements)
    var toValue = Matrix<Scalar>(value.shape)
    var toLogits = toValue
    var sums = [Double](repeating: 0, count: grouping.runs)
    var dy = toValue.mutableElements
    var dl = toLogits.mutableElements
    for run in 0..<grouping.runs {
      let range = grouping.range(of: run)
      let (c, t) = (Double(c[run]), Double(t[run]))
      let density = ConcreteDensity(l, y, range, t)
      guard density.logarithm.isFinite, c != 0 else { continue }
      sums[run] = c * (density.classes - 1) / t
      for k in range where l[k] > -.infinity {
        let r = density.slope(l[k], Double(y[k]))
        dl[k] = Scalar(c * r)
        dy[k] = Scalar(-c * t * r)
        sums[run] -= c * Double(y[k]) * r
      }
    }
    return (toValue, toLogits, grouping.sumTemperatures(sums, temperatures.shape))
  }
}

/// Throws if a temperature is infinite, at which there is no density.
func validateFinite<Scalar: RealScalar>(temperatures: [Scalar]) throws(CategoricalError) {
  if temperatures.contains(.infinity) { throw .invalidTemperature(.infinity) }
}

/// The density of one Concrete variable in log space, in double precision.
struct ConcreteDensity {
  /// The number of unmasked classes.
  let classes: Double

  /// `log κ(Y)`.
  let logarithm: Double

  private let temperature: Double
  private let normalizer: Double

  /// The density at the logarithms of a relaxed vector, each in its precision.
  init<Scalar: RealScalar, Value: RealScalar>(
    _ logits: Span<Scalar>, _ logValues: Span<Value>, _ range: Range<Int>, _ temperature: Double
  ) {
    var (count, best, possible) = (0.0, -Double.infinity, true)
    for k in range {
      let y = Double(logValues[k])
      guard logits[k] > -.infinity else {
        possible = possible && y == -.infinity
        continue
      }
      count += 1
      possible = possible && y > -.infinity
      best = max(best, Double(logits[k]) - temperature * y)
    }
    // Σ_k (u_k - logSumExp(u)) with u = ℓ - τ Y: no term exceeds zero, and none overflows before the
    // sum does.
    var (sum, total) = (0.0, 0.0)
    for k in range where possible && logits[k] > -.infinity {
      let u = Double(logits[k]) - temperature * Double(logValues[k]) - best
      total += .exp(u)
      sum += u
    }
    self.temperature = temperature
    classes = count
    normalizer = possible ? best + .log(total) : best
    logarithm =
      possible
      ? .logGamma(count) + (count - 1) * .log(temperature) + sum - count * .log(total)
      : -.infinity
  }

  /// `1 - K π` of an unmasked class.
  func slope<Scalar: RealScalar>(_ logit: Scalar, _ logValue: Double) -> Double {
    1 - classes * .exp(Double(logit) - temperature * logValue - normalizer)
  }
}
