public import LinearAlgebra
import RandomStreams
import RealModule

/// Draws the perturbed logits of a categorical given its sample, from Gumbel noise.
///
/// If `D = one_hot(argmax_k (ℓ_k + G_k))` is known to be class `i`, the perturbed logits `φ = ℓ + G`
/// follow a posterior distribution, drawn here from fresh Gumbel(0, 1) noise `H` and
/// `log Z = logSumExp(ℓ)`:
///
///     φ_i = H_i + log Z
///     φ_j = -log(exp(-H_j - ℓ_j) + exp(-φ_i)),   j ≠ i
///
/// Class `i` is the strict maximum of the result, also after rounding. Averaged over `D ~ softmax(ℓ)`,
/// `φ` is distributed like `ℓ + G`. The posterior noise is `φ - ℓ`, with the means
/// `γ - log p_i` and `γ + p_j log p_j / (1 - p_j)`.
///
/// - Parameters:
///   - logits: Unnormalized log-probabilities `ℓ` in nats; `-infinity` masks a class.
///   - sample: One-hot vectors `D` of the shape of `logits`: exact zeros and ones.
///   - classes: The number of rows of one categorical; `nil` takes all rows.
///   - noise: Gumbel noise `H` of the shape of `logits`, independent of `sample`.
/// - Returns: The perturbed logits `φ`, `-infinity` where a class is masked.
/// - Throws: ``CategoricalError`` if a logit is NaN or `+infinity`, if all logits of a categorical are
///   masked, if the noise is not finite, if a vector of `sample` is not one-hot or if it marks a
///   masked class.
/// - Precondition: `classes` divides the rows; the shapes agree.
/// - Complexity: O(`rows` · `columns`).
///
/// > Reference: Maddison, Tarlow and Minka (2014), section 3; Tucker et al. (2017), appendix B;
/// > Paulus, Maddison and Krause (2021), section 3.2.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func sampleConditionalGumbel<Scalar: RealScalar>(
  _ logits: Matrix<Scalar>, given sample: Matrix<Scalar>, classes: Int? = nil,
  noise: Matrix<Scalar>
) throws(CategoricalError) -> Matrix<Scalar> {
  var perturbed = Matrix<Scalar>(logits.shape)
  try sampleConditionalGumbel(
    logits, given: sample, classes: classes, noise: noise, into: &perturbed)
  return perturbed
}

/// Draws the perturbed logits of a categorical given its sample.
///
/// The same as ``sampleConditionalGumbel(_:given:classes:noise:)`` with fresh noise.
///
/// - Parameters:
///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
///   - sample: One-hot vectors of the shape of `logits`: exact zeros and ones.
///   - classes: The number of rows of one categorical; `nil` takes all rows.
///   - generator: The source of randomness, advanced by one draw for each logit.
/// - Returns: The perturbed logits, `-infinity` where a class is masked.
/// - Throws: ``CategoricalError`` if a logit is NaN or `+infinity`, if all logits of a categorical are
///   masked, if a vector of `sample` is not one-hot or if it marks a masked class.
/// - Precondition: `classes` divides the rows; the shapes agree.
@specialized(where Scalar == Float, Generator == RandomStream)
@specialized(where Scalar == Double, Generator == RandomStream)
public func sampleConditionalGumbel<Scalar: RealScalar, Generator: RandomNumberGenerator>(
  _ logits: Matrix<Scalar>, given sample: Matrix<Scalar>, classes: Int? = nil,
  using generator: inout Generator
) throws(CategoricalError) -> Matrix<Scalar> {
  let noise: Matrix<Scalar> = gumbelNoise(
    rows: logits.rows, columns: logits.columns, using: &generator)
  return try sampleConditionalGumbel(logits, given: sample, classes: classes, noise: noise)
}

/// Draws the perturbed logits of a categorical given its sample, in a matrix of the caller.
///
/// The same as ``sampleConditionalGumbel(_:given:classes:noise:)`` without an allocation for the
/// result.
///
/// - Parameters:
///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
///   - sample: One-hot vectors of the shape of `logits`: exact zeros and ones.
///   - classes: The number of rows of one categorical; `nil` takes all rows.
///   - noise: Gumbel noise of the shape of `logits`, independent of `sample`.
///   - perturbed: A matrix of the shape of `logits`, overwritten.
/// - Throws: ``CategoricalError``; `perturbed` is then unchanged.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func sampleConditionalGumbel<Scalar: RealScalar>(
  _ logits: Matrix<Scalar>, given sample: Matrix<Scalar>, classes: Int? = nil,
  noise: Matrix<Scalar>, into perturbed: inout Matrix<Scalar>
) throws(CategoricalError) {
  let posterior = try GumbelPosterior(logits, given: sample, classes: classes)
  try posterior.draw(noise: noise, into: &perturbed)
}

/// Pulls a cotangent of conditional perturbed logits back to the logits.
///
/// With the noise held still, `φ` of ``sampleConditionalGumbel(_:given:classes:noise:)`` is a smooth
/// function of the logits. For the winner `i`, `p = softmax(ℓ)` and `r_j = exp(φ_j - φ_i)`, which is
/// one for `j = i`:
///
///     ∂φ_j/∂ℓ_l = (1 - r_j) 1[j = l] + r_j p_l
///     ∂ℓ_l = (1 - r_l) h_l + p_l Σ_j r_j h_j
///
/// The entries of `∂ℓ` sum to those of the cotangent `h`, since `φ` moves with the logits. Where a
/// class is masked the result is exactly zero and `h` is ignored.
///
/// - Parameters:
///   - cotangent: The cotangent `h` of the perturbed logits.
///   - perturbed: The perturbed logits `φ`.
///   - probabilities: The probabilities `softmax(ℓ)`.
///   - classes: As in the forward pass.
/// - Returns: The cotangent of the logits.
/// - Precondition: The shapes agree.
///
/// > Reference: Tucker et al. (2017), appendix B, for its use in REBAR.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func conditionalGumbelPullback<Scalar: RealScalar>(
  _ cotangent: Matrix<Scalar>, perturbed: Matrix<Scalar>, probabilities: Matrix<Scalar>,
  classes: Int? = nil
) -> Matrix<Scalar> {
  var gradient = Matrix<Scalar>(perturbed.shape)
  conditionalGumbelPullback(
    cotangent, perturbed: perturbed, probabilities: probabilities, classes: classes,
    into: &gradient)
  return gradient
}

/// Pulls a cotangent of conditional perturbed logits back to the logits, in a matrix of the caller.
///
/// The same as ``conditionalGumbelPullback(_:perturbed:probabilities:classes:)`` without an
/// allocation.
///
/// - Parameters:
///   - cotangent: The cotangent of the perturbed logits.
///   - perturbed: The perturbed logits.
///   - probabilities: The probabilities `softmax(ℓ)`.
///   - classes: As in the forward pass.
///   - gradient: The cotangent of the logits, overwritten.
/// - Precondition: The shapes agree.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func conditionalGumbelPullback<Scalar: RealScalar>(
  _ cotangent: Matrix<Scalar>, perturbed: Matrix<Scalar>, probabilities: Matrix<Scalar>,
  classes: Int? = nil, into gradient: inout Matrix<Scalar>
) {
  let grouping = Grouping(perturbed.shape, classes: classes)
  grouping.expect(cotangent.shape, "the cotangent")
  grouping.expect(probabilities.shape, "the matrix of probabilities")
  grouping.expect(gradient.shape, "the gradient")
  let (phi, p, h) = (perturbed.elements, probabilities.elements, cotangent.elements)
  var result = gradient.mutableElements
  for run in 0..<grouping.runs {
    let range = grouping.range(of: run)
    let best = largest(phi, range)
    var shared = 0.0
    for j in range where phi[j] > -.infinity {
      shared += .exp(Double(phi[j]) - best) * Double(h[j])
    }
    for l in range {
      guard phi[l] > -.infinity else {
        result[l] = 0
        continue
      }
      let own = -Double.expMinusOne(Double(phi[l]) - best)
      result[l] = Scalar((own == 0 ? 0 : own * Double(h[l])) + Double(p[l]) * shared)
    }
  }
}

/// Pushes a tangent of the logits forward to conditional perturbed logits.
///
/// The Jacobian of ``conditionalGumbelPullback(_:perturbed:probabilities:classes:)``, applied from
/// the other side:
///
///     φ̇_j = (1 - r_j) ℓ̇_j + r_j ⟨p, ℓ̇⟩
///
/// - Parameters:
///   - tangent: The tangent `ℓ̇` of the logits.
///   - perturbed: The perturbed logits `φ`.
///   - probabilities: The probabilities `softmax(ℓ)`.
///   - classes: As in the forward pass.
/// - Returns: The tangent of the perturbed logits, exactly zero where a class is masked.
/// - Precondition: The shapes agree.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func conditionalGumbelPushforward<Scalar: RealScalar>(
  _ tangent: Matrix<Scalar>, perturbed: Matrix<Scalar>, probabilities: Matrix<Scalar>,
  classes: Int? = nil
) -> Matrix<Scalar> {
  let grouping = Grouping(perturbed.shape, classes: classes)
  grouping.expect(tangent.shape, "the tangent")
  grouping.expect(probabilities.shape, "the matrix of probabilities")
  var output = Matrix<Scalar>(perturbed.shape)
  let (phi, p, t) = (perturbed.elements, probabilities.elements, tangent.elements)
  var result = output.mutableElements
  for run in 0..<grouping.runs {
    let range = grouping.range(of: run)
    let best = largest(phi, range)
    var mean = 0.0
    for j in range where p[j] > 0 { mean += Double(p[j]) * Double(t[j]) }
    for j in range where phi[j] > -.infinity {
      let difference = Double(phi[j]) - best
      let own = -Double.expMinusOne(difference)
      result[j] = Scalar((own == 0 ? 0 : own * Double(t[j])) + .exp(difference) * mean)
    }
  }
  return output
}
