import Categorical
import LinearAlgebra
public import RandomStreams

extension CategoricalVAE: LatentModel {
  /// The variables of all stochastic layers, `z₁` first.
  public var usageLayout: CodeLayout { configuration.layout }

  /// Every path-wise estimator applies.
  public func validate(_ options: ObjectiveOptions) throws(LatentModelError) {}

  /// Adds the gradient of the negative bound; the noise is that of the stream itself.
  public mutating func accumulateGradient(
    of batch: Observations<Scalar>, options: ObjectiveOptions,
    estimators: inout EstimatorStates<Scalar>, stream: RandomStream, into gradient: inout Self
  ) throws(LatentModelError) -> ObjectiveTerms {
    var stream = stream
    let draws = 1 + options.estimator.conditionalDraws
    let shape = Shape(rows: configuration.codeSize, columns: batch.count)
    if estimators.noise.count != draws || estimators.noise[0].shape != shape {
      estimators.noise = Array(
        repeating: Matrix(rows: shape.rows, columns: shape.columns), count: draws)
    }
    for draw in estimators.noise.indices {
      fillGumbelNoise(&estimators.noise[draw], using: &stream)
    }
    do {
      let (terms, code, context) = try bound(
        of: batch.inputs, noise: estimators.noise[0],
        conditionalNoise: Array(estimators.noise[1...]),
        options: BoundOptions(
          estimator: options.estimator, temperature: Scalar(options.temperature),
          divergenceWeight: Scalar(options.divergenceWeight)))
      accumulateGradient(of: context, into: &gradient)
      var usage = CodeUsage(latents: configuration.latents, classes: configuration.classes)
      usage.add(code)
      return ObjectiveTerms(
        bound: terms.bound, reconstruction: terms.reconstruction, divergence: terms.divergence,
        usage: usage)
    } catch {
      throw .undefined(error)
    }
  }

  /// Measures the bound of the inputs, which are their own targets.
  public func evaluate(
    _ data: Observations<Scalar>, samples: Int, relaxation: ObjectiveOptions?,
    stream: RandomStream
  ) throws(LatentModelError) -> BoundEvaluation {
    do {
      return try evaluate(data.inputs, samples: samples, stream: stream)
    } catch {
      throw .undefined(error)
    }
  }
}
