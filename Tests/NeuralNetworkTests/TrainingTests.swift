import LinearAlgebra
import NeuralNetwork
import RandomStreams
import TestSupport
import Testing

/// All parts together: small models reach what is known to be reachable.
@Suite struct TrainingTests {
  /// Trains on the full batch.
  static func train<Model: Layer, Rule: Optimizer>(
    _ model: inout Model, _ optimizer: inout Rule, on input: Model.Input, steps: Int, rate: Double,
    _ loss: (Model.Output) -> (loss: Vector<Double>, gradient: Model.Output)
  ) -> Double where Model.Scalar == Double, Rule.Scalar == Double {
    var gradient = model.zeroGradient
    var last = Double.infinity
    for _ in 0..<steps {
      let (output, context) = model.forward(input)
      let (values, cotangent) = loss(output)
      gradient.setToZero()
      model.accumulateGradient(cotangent, context, into: &gradient)
      clipByNorm(&gradient, maximum: 10)
      optimizer.update(&model, along: gradient, learningRate: rate)
      last = Array(values).reduce(0, +) / Double(values.count)
    }
    return last
  }

  // Twelve hidden units: every seed has to find a solution.
  @Test(arguments: [UInt64](1...5), [Activation.tanh, .leakyReLU(slope: 0.1)])
  func `a perceptron learns exclusive or`(seed: UInt64, activation: Activation) {
    let x: Matrix<Double> = [[0, 0, 1, 1], [0, 1, 0, 1]]
    let t: Matrix<Double> = [[0, 1, 1, 0]]
    var stream = RandomStream(seed: seed)
    var model = MultilayerPerceptron<Double>(
      widths: [2, 12, 1], activation: activation, using: &stream)
    var optimizer = Adam(for: model)
    let loss = Self.train(&model, &optimizer, on: x, steps: 300, rate: 0.05) {
      bernoulliLossWithGradient(logits: $0, targets: t, weight: 0.25)
    }
    #expect(loss < 0.05)
    #expect(model(x).map { $0 > 0 ? 1 : 0 } == t)
  }

  @Test(arguments: [SGDOptions(momentum: 0.9), SGDOptions(momentum: 0.9, nesterov: true)])
  func `linear regression converges to the least squares solution`(options: SGDOptions) {
    let x: Matrix<Double> = randomMatrix(2, 30, seed: 1)
    let t: Matrix<Double> = randomMatrix(1, 30, seed: 2)
    var model = Linear<Double>(weight: [[0, 0]], bias: [[0]])
    var optimizer = SGD(for: model, options: options)
    _ = Self.train(&model, &optimizer, on: x, steps: 400, rate: 0.1) {
      meanSquaredLossWithGradient($0, targets: t, weight: 1.0 / 30)
    }
    // Normal equations A w = b of the design (x₁, x₂, 1), solved by Cramer's rule.
    let design = (0..<30).map { [x[0, $0], x[1, $0], 1] }
    let a = (0..<3).map { i in (0..<3).map { j in design.reduce(0) { $0 + $1[i] * $1[j] } } }
    let b = (0..<3).map { i in zip(design, Array(t)).reduce(0) { $0 + $1.0[i] * $1.1 } }
    let solution = (0..<3).map { k in
      var replaced = a
      for i in 0..<3 { replaced[i][k] = b[i] }
      return determinant(replaced) / determinant(a)
    }
    expectClose(model.weight, [[solution[0], solution[1]]] as Matrix<Double>, within: 1e-9)
    expectClose(model.bias[0, 0], solution[2], within: 1e-9)
  }

  private func determinant(_ m: [[Double]]) -> Double {
    (0..<3).reduce(0) { sum, i in
      let (j, k) = ((i + 1) % 3, (i + 2) % 3)
      return sum + m[0][i] * (m[1][j] * m[2][k] - m[1][k] * m[2][j])
    }
  }
}
