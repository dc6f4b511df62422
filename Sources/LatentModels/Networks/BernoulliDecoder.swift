import LinearAlgebra
import NeuralNetwork
import RealModule

/// What the backward pass through a Bernoulli likelihood needs.
struct BernoulliDecoderContext<Scalar: RealScalar>: Sendable {
  let network: MultilayerPerceptron<Scalar>.Context
  fileprivate let lossGradient: Matrix<Scalar>

  /// The cotangent of the network's output for those of the log-likelihoods.
  func outputCotangent(_ weights: Vector<Scalar>) -> Matrix<Scalar> {
    var cotangent = lossGradient
    cotangent.multiplyRows(by: -weights)
    return cotangent
  }
}

extension MultilayerPerceptron {
  /// Computes `log p(target|code)` of each column, with the outputs as logits of Bernoulli variables.
  func logLikelihood(
    of targets: Matrix<Scalar>, given code: Matrix<Scalar>
  ) -> (values: Vector<Scalar>, context: BernoulliDecoderContext<Scalar>) {
    let (output, context) = forward(code)
    let (losses, gradient) = bernoulliLossWithGradient(logits: consume output, targets: targets)
    return (-losses, BernoulliDecoderContext(network: context, lossGradient: gradient))
  }
}

/// The bias that makes a decoder start at the mean of the data: its logit, clipped to `[0.001, 0.999]`.
func outputBias<Scalar: RealScalar>(mean: [Double]?, features: Int) -> Vector<Scalar>? {
  guard let mean else { return nil }
  precondition(mean.count == features, "\(mean.count) means for \(features) features")
  return Vector(
    mean.map { value in
      let clipped = Scalar(min(max(value, 0.001), 0.999))
      return .log(clipped) - .log(onePlus: -clipped)
    })
}

/// Returns `σ(x)`, the probabilities of logits, without overflow.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
func bernoulliMeans<Scalar: RealScalar>(_ logits: consuming Matrix<Scalar>) -> Matrix<Scalar> {
  var output = logits
  var elements = output.mutableElements
  for index in elements.indices {
    let x = elements[index]
    let e = Scalar.exp(-abs(x))
    elements[index] = x >= 0 ? 1 / (1 + e) : e / (1 + e)
  }
  return output
}

extension Parameterized {
  /// Scales the weights of all linear layers, not their biases.
  mutating func scaleWeights(by factor: Scalar) {
    guard factor != 1 else { return }
    visit("") { name, parameter in
      if name.hasSuffix(".weight") { parameter *= factor }
    }
  }
}
