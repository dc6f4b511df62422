import Categorical
import LinearAlgebra
import NeuralNetwork
import RandomStreams

// Slope annealing draws from `softmax(s ℓ)` with a slope `s = 1/τ` that rises: the slope is a part of the
// model, of its divergence as well as of its draws. It is a factor of the last layer of each network that
// gives logits, so everything else is straight-through on the model that has that factor multiplied in.

extension StochasticNetwork {
  /// Multiplies the weights and biases that give the logits of each layer.
  mutating func scaleLogits(by slope: Scalar) {
    for layer in 0..<layerCount {
      withNetwork(layer) { network in
        network.withLastLayer {
          $0.weight *= slope
          $0.bias *= slope
        }
      }
    }
  }

  /// Adds the gradient of the model with steeper logits by its own parameters: `∂W = s ∂(s W)`.
  mutating func accumulateSlopedGradient(
    of batch: Observations<Scalar>, options: ObjectiveOptions,
    estimators: inout EstimatorStates<Scalar>, stream: RandomStream, into gradient: inout Self
  ) throws(LatentModelError) -> ObjectiveTerms {
    let slope = 1 / Scalar(options.temperature)
    var options = options
    (options.estimator, options.temperature) = (.straightThrough, 1)
    // Kept, since dividing again would round.
    let last = (0..<layerCount).map { layer in
      withNetwork(layer) { network in network.withLastLayer { $0 } }
    }
    scaleLogits(by: slope)
    defer {
      for layer in 0..<layerCount {
        withNetwork(layer) { network in network.withLastLayer { $0 = last[layer] } }
      }
    }
    var sloped = zeroGradient
    let terms = try accumulateGradient(
      of: batch, options: options, estimators: &estimators, stream: stream, into: &sloped)
    sloped.scaleLogits(by: slope)
    gradient.add(sloped)
    return terms
  }
}

extension ObjectiveOptions {
  /// Whether the logits are to be multiplied by a slope.
  var hasSlope: Bool { estimator == .slopeAnnealed && temperature != 1 }
}
