import LinearAlgebra
import NeuralNetwork
import RandomStreams

extension SemiSupervisedVAE {
  /// Adds the gradient of the model whose classifier lacks a random part of its features.
  ///
  /// Each feature that a linear layer of the classifier reads is left out with the probability `p`, for all
  /// samples of the step, and the others are divided by `1 - p`. A feature left out is a column of the weight
  /// left out, so this is the gradient of a model with other weights, by the chain rule.
  ///
  /// A hundred labels are soon known by heart. From then on their term has no gradient, and unlabelled samples
  /// are free to give the classes another meaning; features that come and go keep it alive.
  ///
  /// > Reference: Srivastava et al. (2014), "Dropout"; Graham, Reizenstein and Robinson (2015), "Efficient
  /// > batchwise dropout training using submatrices".
  mutating func accumulateThinnedGradient(
    of batch: Observations<Scalar>, options: ObjectiveOptions,
    estimators: inout EstimatorStates<Scalar>, stream: RandomStream, into gradient: inout Self
  ) throws(LatentModelError) -> ObjectiveTerms {
    var generator = stream.substream(3)
    let probability = options.classifierDropout
    let factors = classifier.linearInputs.map { count in
      Vector<Scalar>(
        (0..<count).map { _ in
          Double.random(in: 0..<1, using: &generator) < probability
            ? 0 : Scalar(1 / (1 - probability))
        })
    }
    func thin(_ classifier: inout ConvolutionalPerceptron<Scalar>) {
      for (layer, factors) in factors.enumerated() {
        classifier.scaleInputs(ofLinear: layer, by: factors)
      }
    }
    var (thinned, options) = (self, options)
    options.classifierDropout = 0
    thin(&thinned.classifier)
    let before = gradient.classifier
    gradient.classifier.setToZero()
    let terms = try thinned.accumulateGradient(
      of: batch, options: options, estimators: &estimators, stream: stream, into: &gradient)
    thin(&gradient.classifier)
    gradient.classifier.add(before)
    return terms
  }
}
