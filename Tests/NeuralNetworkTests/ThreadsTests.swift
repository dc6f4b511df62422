import LinearAlgebra
import NeuralNetwork
import RandomStreams
import TestSupport
import Testing

/// Large enough that products, losses and updates are cut into parts.
@Suite(.serialized) struct ThreadsTests {
  /// What a few steps leave behind.
  private struct Outcome: Equatable {
    var model: MultilayerPerceptron<Float>
    var losses: [Vector<Float>] = []
  }

  private static func train(
    _ configuration: OptimizerConfiguration, isSparse: Bool = false
  ) -> Outcome {
    var stream = RandomStream(seed: 1)
    var outcome = Outcome(
      model: MultilayerPerceptron(widths: [150, 210, 300], using: &stream))
    var optimizer = configuration.optimizer(for: outcome.model)
    let input = randomMatrix(150, 60, seed: 2).map { isSparse && $0 < 0.8 ? 0 : Float($0) }
    let targets: Matrix<Float> = randomMatrix(300, 60, seed: 3, in: 0...1)
    for _ in 0..<3 {
      let (logits, context) = outcome.model.forward(input)
      let (losses, cotangent) = bernoulliLossWithGradient(logits: logits, targets: targets)
      var gradient = outcome.model.zeroGradient
      outcome.model.accumulateGradient(cotangent, context, into: &gradient)
      optimizer.update(&outcome.model, along: gradient, learningRate: 0.01)
      outcome.losses.append(losses)
    }
    return outcome
  }

  @Test func `mostly zero inputs have the same bits, too`() {
    let expected = ComputeThreads.with(1) { Self.train(.adam(), isSparse: true) }
    for threads in [2, 3] {
      #expect(ComputeThreads.with(threads) { Self.train(.adam(), isSparse: true) } == expected)
    }
  }

  static let optimizers: [OptimizerConfiguration] = [
    .adam(), .adamW(), .rAdam(), .sgd(SGDOptions(momentum: 0.9)),
  ]

  @Test(arguments: optimizers)
  func `training has the same bits with any number of threads`(
    configuration: OptimizerConfiguration
  ) {
    let expected = ComputeThreads.with(1) { Self.train(configuration) }
    for threads in [2, 3] {
      #expect(ComputeThreads.with(threads) { Self.train(configuration) } == expected)
    }
  }
}
