public import LinearAlgebra
import RealModule

/// The ways to write the divergence of a relaxed posterior from a relaxed prior in a bound.
///
/// Posterior and prior have the probabilities `q` and `p`, `Y` is a sample of the relaxed posterior in log
/// space and `z = exp(Y)`. Only the first form bounds the likelihood of the relaxed model if the decoder
/// sees soft samples. With a hard forward pass, where `z` is the one-hot vector, the second is the
/// one-sample and the third the exact divergence of the discrete model.
///
/// > Reference: Maddison, Mnih and Teh (2017), appendix C.3.
public enum RelaxedDivergence: String, CaseIterable, Codable, Sendable {
  /// `log κ_q(Y) - log κ_p(Y)`: the densities of ``ExpConcrete``, temperatures included.
  ///
  /// Zero where both densities are: a sample that neither distribution has counts nothing.
  case relaxedDensities = "relaxed-densities"

  /// `Σ_k z_k (log q_k - log p_k)`: the discrete mass at the relaxed sample.
  ///
  /// > Reference: Jang, Gu and Poole (2017).
  case relaxedMass = "relaxed-mass"

  /// `Σ_k q_k (log q_k - log p_k)`: the divergence of the discrete distributions.
  case discrete

  /// Evaluates the divergence at a sample.
  ///
  /// - Parameters:
  ///   - posterior: The distribution that the sample was drawn from.
  ///   - prior: A distribution of the same shape.
  ///   - sample: The sample `Y` in log space; ``discrete`` ignores it.
  /// - Returns: One value for each categorical, in nats; those of the first two forms may be negative.
  /// - Throws: ``CategoricalError/outsideSupport(row:column:)`` if the sample is no relaxed vector.
  /// - Precondition: The shapes agree.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func value<Scalar: RealScalar>(
    posterior: ExpConcrete<Scalar>, prior: ExpConcrete<Scalar>, sample: Matrix<Scalar>
  ) throws(CategoricalError) -> Matrix<Scalar> {
    let grouping = posterior.grouping
    grouping.expect(prior.logits.shape, "the prior")
    switch self {
    case .relaxedDensities:
      let logQ = try posterior.logProbability(of: sample)
      let logP = try prior.logProbability(of: sample)
      let (q, p) = (logQ.elements, logP.elements)
      // Infinite densities have no difference; the only infinity that both can have is -∞.
      return Matrix(grouping.valueShape) { q[$0] == p[$0] ? 0 : Double(q[$0]) - Double(p[$0]) }
    case .relaxedMass:
      grouping.expect(sample.shape, "the sample")
      let logQ = try logSoftmax(posterior.logits, classes: posterior.classes)
      let logP = try logSoftmax(prior.logits, classes: posterior.classes)
      let (y, q, p) = (sample.elements, logQ.elements, logP.elements)
      return Matrix(grouping.valueShape) { run in
        var sum = 0.0
        for k in grouping.range(of: run) where y[k] > -.infinity {
          sum += product(.exp(Double(y[k])), Double(q[k]) - Double(p[k]))
        }
        return sum
      }
    case .discrete:
      return try kl(posterior.logits, prior.logits, classes: posterior.classes)
    }
  }

  /// Pulls a cotangent of the divergence back to the sample and the logits.
  ///
  /// The derivative at a fixed sample: that of the sample goes on through
  /// ``ExpConcrete/samplePullback(_:sample:)``, which adds the rest of the posterior's.
  ///
  /// - Parameters:
  ///   - cotangent: One value for each categorical.
  ///   - posterior: The distribution that the sample was drawn from.
  ///   - prior: A distribution of the same shape.
  ///   - sample: The sample `Y` in log space.
  /// - Returns: The cotangents of the sample and of the logits of posterior and prior.
  /// - Throws: ``CategoricalError``, as of ``value(posterior:prior:sample:)``.
  /// - Precondition: The shapes agree.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func pullback<Scalar: RealScalar>(
    _ cotangent: Matrix<Scalar>, posterior: ExpConcrete<Scalar>, prior: ExpConcrete<Scalar>,
    sample: Matrix<Scalar>
  ) throws(CategoricalError) -> (
    sample: Matrix<Scalar>, posterior: Matrix<Scalar>, prior: Matrix<Scalar>
  ) {
    let grouping = posterior.grouping
    grouping.expectValues(cotangent.shape, "the cotangent")
    grouping.expect(prior.logits.shape, "the prior")
    if self == .relaxedDensities {
      let q = posterior.logProbabilityPullback(cotangent, value: sample)
      let p = prior.logProbabilityPullback(cotangent, value: sample)
      return (q.value - p.value, q.logits, -p.logits)
    }
    let classes = posterior.classes
    let logQ = try logSoftmax(posterior.logits, classes: classes)
    let logP = try logSoftmax(prior.logits, classes: classes)
    guard self == .relaxedMass else {
      let pulled = klPullback(cotangent, logQ: logQ, logP: logP, classes: classes)
      return (Matrix(sample.shape), pulled.q, pulled.p)
    }
    grouping.expect(sample.shape, "the sample")
    let (y, q, p) = (sample.elements, logQ.elements, logP.elements)
    var weights = ColumnKernels.exp(sample)
    grouping.scaleRuns(of: &weights, by: cotangent)
    let w = weights.elements
    let toSample = Matrix<Scalar>(sample.shape) { i in
      let (logQ, logP) = (Double(q[i]), Double(p[i]))
      return y[i] == -.infinity || logP == -.infinity ? 0 : Double(w[i]) * (logQ - logP)
    }
    return (
      toSample, logSoftmaxPullback(weights, output: logQ, classes: classes),
      -logSoftmaxPullback(weights, output: logP, classes: classes)
    )
  }
}
