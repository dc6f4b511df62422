public import LinearAlgebra
import RandomStreams
import RealModule

/// A relaxed sample of `k` distinct classes from each categorical, and, if hard, its k-hot twin.
public struct RelaxedSubsetSample<Scalar: RealScalar>: Sendable, Equatable {
  /// The relaxed k-hot vectors: numbers in [0, 1] that sum to `k`.
  public let relaxed: Matrix<Scalar>

  /// The k-hot vectors of the `k` largest `ℓ + G`, or `nil` if the sample is soft.
  public let discrete: Matrix<Scalar>?

  /// What the forward pass goes on with: `discrete` if there is one, otherwise `relaxed`.
  public var output: Matrix<Scalar> { discrete ?? relaxed }

  /// The number of classes of one categorical.
  let classes: Int

  let temperature: Double

  /// For each step the logarithms of `a` and of `1 - a`.
  let steps: [Step]

  struct Step: Sendable, Equatable {
    var logs: [Double]
    var complements: [Double]
  }
}

/// Draws relaxed or straight-through k-hot vectors, given the noise.
///
/// With logits `ℓ`, Gumbel(0, 1) noise `G` and temperature `τ`, `k` softmaxes in a row, of which each
/// takes away what the one before has drawn:
///
///     κ¹ = ℓ + G,   aʲ = softmax(κʲ / τ),   κʲ⁺¹ = κʲ + log(1 - aʲ),   y = Σ_j aʲ
///
/// As `τ → 0`, `y` approaches the k-hot vector of ``sampleGumbelTopK(_:count:classes:noise:)``, which is the
/// output of a hard sample. All in log space and double precision: `1 - a` keeps its digits where `a`
/// rounds to one.
///
/// - Parameters:
///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
///   - count: The number `k` of classes to draw.
///   - classes: The number of rows of one categorical; `nil` takes all rows.
///   - temperature: A positive, dimensionless number.
///   - hard: Whether the output is k-hot.
///   - noise: Gumbel noise of the shape of `logits`.
/// - Returns: The sample.
/// - Throws: ``CategoricalError/tooFewClasses(row:column:available:)`` if fewer than `count` classes are
///   unmasked; other cases if a logit is NaN or `+infinity`, if all logits of a categorical are masked, if
///   the noise is not finite or if the temperature is not positive.
/// - Precondition: `count` is not negative; `classes` divides the rows; the shapes agree.
/// - Complexity: O(`count` · `rows` · `columns`).
///
/// > Reference: Xie and Ermon (2019), arXiv 1901.10517, section 3.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func relaxedSubset<Scalar: RealScalar>(
  _ logits: Matrix<Scalar>, count: Int, classes: Int? = nil, temperature: Scalar,
  hard: Bool = false, noise: Matrix<Scalar>
) throws(CategoricalError) -> RelaxedSubsetSample<Scalar> {
  let grouping = Grouping(logits.shape, classes: classes)
  try validate(temperature: temperature)
  let top = try sampleGumbelTopK(logits, count: count, classes: classes, noise: noise)
  let (x, g) = (logits.elements, noise.elements)
  var kappa = x.indices.map { Double(x[$0]) + Double(g[$0]) }
  var sum = [Double](repeating: 0, count: kappa.count)
  let masked = [Double](repeating: -.infinity, count: kappa.count)
  var steps: [RelaxedSubsetSample<Scalar>.Step] = []
  for _ in 0..<count {
    var step = RelaxedSubsetSample<Scalar>.Step(logs: masked, complements: masked)
    for run in 0..<grouping.runs {
      let range = grouping.range(of: run)
      fill(&step, kappa, range, temperature: Double(temperature))
      for k in range where step.logs[k] > -.infinity {
        sum[k] += .exp(step.logs[k])
        kappa[k] += step.complements[k]
      }
    }
    steps.append(step)
  }
  return RelaxedSubsetSample(
    relaxed: Matrix(logits.shape) { sum[$0] }, discrete: hard ? top.subset : nil,
    classes: grouping.classes, temperature: Double(temperature), steps: steps)
}

/// Draws relaxed or straight-through k-hot vectors.
///
/// The same as ``relaxedSubset(_:count:classes:temperature:hard:noise:)`` with fresh noise.
///
/// - Parameters:
///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
///   - count: The number of classes to draw.
///   - classes: The number of rows of one categorical; `nil` takes all rows.
///   - temperature: A positive, dimensionless number.
///   - hard: Whether the output is k-hot.
///   - generator: The source of randomness, advanced by one draw for each logit.
/// - Returns: The sample.
/// - Throws: ``CategoricalError``, as with given noise.
/// - Precondition: `count` is not negative; `classes` divides the rows.
@specialized(where Scalar == Float, Generator == RandomStream)
@specialized(where Scalar == Double, Generator == RandomStream)
public func relaxedSubset<Scalar: RealScalar, Generator: RandomNumberGenerator>(
  _ logits: Matrix<Scalar>, count: Int, classes: Int? = nil, temperature: Scalar,
  hard: Bool = false, using generator: inout Generator
) throws(CategoricalError) -> RelaxedSubsetSample<Scalar> {
  let noise: Matrix<Scalar> = gumbelNoise(
    rows: logits.rows, columns: logits.columns, using: &generator)
  return try relaxedSubset(
    logits, count: count, classes: classes, temperature: temperature, hard: hard, noise: noise)
}

/// Pulls a cotangent of relaxed k-hot vectors back to the logits.
///
/// From the last step to the first, with the cotangent `g` of the output and `u` of `κʲ⁺¹`, zero after
/// the last step:
///
///     ∂aʲ = g - u / (1 - aʲ),   ∂κʲ = u + J(aʲ) ∂aʲ / τ
///
/// For a hard sample this is the straight-through estimate.
///
/// - Parameters:
///   - cotangent: The cotangent of the output.
///   - sample: What the forward pass returned.
/// - Returns: The cotangent of the logits; the entries of each categorical sum to zero, masked ones are
///   exactly zero.
/// - Precondition: The shapes agree.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func relaxedSubsetPullback<Scalar: RealScalar>(
  _ cotangent: Matrix<Scalar>, _ sample: RelaxedSubsetSample<Scalar>
) -> Matrix<Scalar> {
  let grouping = Grouping(sample.relaxed.shape, classes: sample.classes)
  grouping.expect(cotangent.shape, "the cotangent")
  let g = cotangent.elements
  var u = [Double](repeating: 0, count: cotangent.count)
  for step in sample.steps.reversed() {
    for run in 0..<grouping.runs {
      let range = grouping.range(of: run)
      // J(a) v = Σ_l v_l a_l (e_l - a). The one class with a > 1/2, if any, has a large v = -u / (1 - a):
      // its products are written so that 1 - a cancels.
      var (mean, major) = (0.0, nil as Int?)
      var v = [Double](repeating: 0, count: range.count)
      for l in range where step.logs[l] > -.infinity {
        let a = Double.exp(step.logs[l])
        v[l - range.lowerBound] = Double(g[l])
        if a > 0.5 {
          major = l
        } else {
          v[l - range.lowerBound] -= u[l] / (1 - a)
        }
        mean += product(a, v[l - range.lowerBound])
      }
      let weight = major.map { u[$0] * .exp(step.logs[$0]) } ?? 0
      for m in range where step.logs[m] > -.infinity {
        let a = Double.exp(step.logs[m])
        var slope = product(a, v[m - range.lowerBound] - mean)
        if let major, weight != 0 {
          slope +=
            m == major ? -weight : weight * .exp(step.logs[m] - step.complements[major])
        }
        u[m] += slope == 0 ? 0 : slope / sample.temperature
      }
    }
  }
  return Matrix(cotangent.shape) { u[$0] }
}

/// The logarithms of `a = softmax(κ / τ)` and `1 - a` of one run.
private func fill<Scalar: RealScalar>(
  _ step: inout RelaxedSubsetSample<Scalar>.Step, _ kappa: [Double], _ range: Range<Int>,
  temperature: Double
) {
  var best = range.lowerBound
  for k in range where kappa[k] > kappa[best] { best = k }
  // The logarithm of what the others weigh against the largest class, which may underflow itself.
  var second = -Double.infinity
  for k in range where k != best { second = max(second, kappa[k]) }
  var sum = 0.0
  for k in range where k != best && kappa[k] > -.infinity {
    sum += .exp((kappa[k] - second) / temperature)
  }
  let others = sum > 0 ? (second - kappa[best]) / temperature + .log(sum) : -.infinity
  let normalizer = Double.log(onePlus: .exp(others))
  for k in range where kappa[k] > -.infinity {
    step.logs[k] = (kappa[k] - kappa[best]) / temperature - normalizer
    // Of the largest class, 1 - a is the share of the others; of no other is a more than a half.
    step.complements[k] =
      k == best ? others - normalizer : .log(onePlus: -.exp(step.logs[k]))
  }
}
