import LinearAlgebra
public import NeuralNetwork
public import RandomStreams

/// A model with discrete latent variables, trained by gradients of a lower bound.
///
/// What a training loop needs to know of a model: a step's gradient and the worth of held-out data.
/// All models are ``Parameterized``, so optimizers, clipping and checkpoints work for each of them.
///
/// ```swift
/// var (gradient, estimators) = (model.zeroGradient, EstimatorStates<Float>())
/// let options = ObjectiveOptions(estimator: .reinMax, temperature: 1)
/// for step in 0..<1000 {
///   gradient.setToZero()
///   let terms = try model.accumulateGradient(
///     of: Observations(batch), options: options, estimators: &estimators,
///     stream: stream.substream(UInt64(step)), into: &gradient)
///   optimizer.update(&model, along: gradient, learningRate: 1e-3)
/// }
/// ```
public protocol LatentModel<Scalar>: Parameterized {
  /// The sizes that the model was made with.
  associatedtype Configuration: Hashable, Codable, Sendable

  /// The sizes of the model.
  var configuration: Configuration { get }

  /// The discrete variables that ``ObjectiveTerms/usage`` counts: those of all layers.
  var usageLayout: CodeLayout { get }

  /// Checks that the model can be trained as the options say.
  ///
  /// - Parameter options: The estimator and the form of the objective.
  /// - Throws: ``LatentModelError`` that names the estimator and why it does not apply.
  func validate(_ options: ObjectiveOptions) throws(LatentModelError)

  /// Adds the gradient of the negative objective, averaged over the batch.
  ///
  /// Only running means, which center the activations of an inference network, change in the model.
  ///
  /// - Parameters:
  ///   - batch: What is observed, one sample a column.
  ///   - options: The estimator and the form of the objective.
  ///   - estimators: What the estimators have learned so far, which goes on learning.
  ///   - stream: The address of the step: everything random in it is drawn from here.
  ///   - gradient: The gradient to add to, of the model's own type.
  /// - Returns: What the batch was worth.
  /// - Throws: ``LatentModelError`` if the options do not apply or the model yields numbers that are
  ///   not finite.
  mutating func accumulateGradient(
    of batch: Observations<Scalar>, options: ObjectiveOptions,
    estimators: inout EstimatorStates<Scalar>, stream: RandomStream, into gradient: inout Self
  ) throws(LatentModelError) -> ObjectiveTerms

  /// Returns the model whose latents have `slope` times the logits.
  ///
  /// The estimator ``Categorical/EstimatorName/slopeAnnealed`` trains the model with the slope `1/τ`,
  /// `τ` being the temperature of its last step: this is the one to evaluate then.
  ///
  /// - Parameter slope: The factor of the logits, positive.
  /// - Returns: A model of the same sizes.
  func withLogits(scaledBy slope: Scalar) -> Self

  /// Measures the `m`-sample bound of data with hard samples of the discrete model.
  ///
  /// Runs in memory for one block of columns, over the pool of `ComputeThreads`.
  ///
  /// - Parameters:
  ///   - data: What is observed, one sample a column.
  ///   - samples: The number of draws for each column, `m`, at least one.
  ///   - relaxation: Temperatures and divergence with which relaxed samples are measured too, for
  ///     ``BoundEvaluation/relaxedBound``; nil leaves that out.
  ///   - stream: Where the noise comes from; draw `k` takes its substream `k`.
  /// - Returns: The bounds and how often each class was drawn.
  /// - Throws: ``LatentModelError`` if the model yields numbers that are not finite.
  func evaluate(
    _ data: Observations<Scalar>, samples: Int, relaxation: ObjectiveOptions?,
    stream: RandomStream
  ) throws(LatentModelError) -> BoundEvaluation
}

extension LatentModel {
  /// Measures the `m`-sample bound of data with hard samples only.
  ///
  /// - Parameters:
  ///   - data: What is observed, one sample a column.
  ///   - samples: The number of draws for each column, `m`, at least one.
  ///   - stream: Where the noise comes from; draw `k` takes its substream `k`.
  /// - Returns: The bounds and how often each class was drawn.
  /// - Throws: ``LatentModelError`` if the model yields numbers that are not finite.
  public func evaluate(
    _ data: Observations<Scalar>, samples: Int, stream: RandomStream
  ) throws(LatentModelError) -> BoundEvaluation {
    try evaluate(data, samples: samples, relaxation: nil, stream: stream)
  }
}
