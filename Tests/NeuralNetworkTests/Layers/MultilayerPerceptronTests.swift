import LinearAlgebra
import NeuralNetwork
import RandomStreams
import TestSupport
import Testing

@Suite struct MultilayerPerceptronTests {
  static func perceptron(
    _ widths: [Int], _ activation: Activation, seed: UInt64 = 1
  ) -> MultilayerPerceptron<Double> {
    var stream = RandomStream(seed: seed)
    var model = MultilayerPerceptron<Double>(
      widths: widths, activation: activation, using: &stream)
    model.visit("") { name, parameter in
      if name.hasSuffix("bias") { parameter = randomMatrix(parameter.rows, 1, seed: seed) }
    }
    return model
  }

  @Test(
    arguments: [[3, 2], [3, 5, 2], [3, 4, 4, 1], [2, 3, 4, 5, 6]], ActivationTests.activations)
  func `the backward pass agrees with finite differences`(widths: [Int], activation: Activation) {
    let model = Self.perceptron(widths, activation)
    expectDerivative(of: model, at: randomMatrix(widths[0], 4, seed: 7))
  }

  @Test(arguments: ActivationTests.activations)
  func `it is the chain of its layers`(activation: Activation) {
    let model = Self.perceptron([3, 4, 5, 2], activation)
    let x: Matrix<Double> = randomMatrix(3, 6, seed: 2)
    let (a, b, c) = (model.layers[0], model.layers[1], model.layers[2])
    #expect(model(x) == c(activation(b(activation(a(x))))))
  }

  @Test(arguments: [[5, 2], [5, 4, 2], [5, 4, 3, 2]], [1, 3])
  func `a shared part of the input counts for all columns below it`(widths: [Int], copies: Int) {
    let model = Self.perceptron(widths, .tanh)
    let shared: Matrix<Double> = randomMatrix(3, 4, seed: 2)
    let own: Matrix<Double> = randomMatrix(2, 4 * copies, seed: 3)
    let whole = Matrix(stackingRows: [shared.repeated(down: 1, across: copies), own])
    let (output, context) = model.forward(shared: shared, own: own)
    let (expected, reference) = model.forward(whole)
    expectClose(output, expected, within: 1e-14)
    let cotangent: Matrix<Double> = randomMatrix(2, 4 * copies, seed: 4)
    var (found, gradient) = (model, model)
    let back = model.backward(cotangent, context, into: &found)
    let toInput = model.backward(cotangent, reference, into: &gradient)
    let toOwn = Matrix(toInput[rows: 3..<5, columns: 0..<4 * copies])
    expectClose(back, toOwn, within: 1e-14)
    expectClose(model.inputCotangent(cotangent, context), toOwn, within: 1e-14)
    expectClose(model.inputCotangent(cotangent, reference), toInput, within: 1e-14)
    for ((name, found), (_, expected)) in zip(found.parameters, gradient.parameters) {
      expectClose(found, expected, within: 1e-13, name)
    }
  }

  /// Inputs that are mostly zero take another way through the first layer; whole numbers and weights
  /// make all its sums exact.
  @Test(arguments: [0.0, 0.1, 0.24, 0.26])
  func `mostly zero inputs give what others give`(share: Double) {
    var model = Self.perceptron([70, 90, 3], .relu)
    model.visit("") { _, parameter in parameter = parameter.map { (64 * $0).rounded() / 64 } }
    let numbers: Matrix<Double> = randomMatrix(70, 40, seed: 4, in: 0...1)
    let x = numbers.map { $0 < share ? ($0 * 1000).rounded() + 1 : 0 }
    let cotangent: Matrix<Double> = randomMatrix(3, 40, seed: 5).map { ($0 * 64).rounded() }
    let (first, second) = (model.layers[0], model.layers[1])
    let (a, firstContext) = first.forward(x)
    let (b, secondContext) = second.forward(Activation.relu(a))
    var expected = model.zeroGradient
    var gradients = (expected.layers[0], expected.layers[1])
    let back = second.backward(cotangent, secondContext, into: &gradients.1)
    let hidden = back.combined(with: a) { $1 > 0 ? $0 : 0 }
    let input = first.backward(hidden, firstContext, into: &gradients.0)
    expected = MultilayerPerceptron(layers: [gradients.0, gradients.1], activation: .relu)

    let (output, context) = model.forward(x)
    var gradient = model.zeroGradient
    #expect(output == b)
    #expect(model.backward(cotangent, context, into: &gradient) == input)
    #expect(gradient == expected)
  }

  @Test func `two widths give a linear model`() {
    let model = Self.perceptron([3, 2], .relu)
    let x: Matrix<Double> = randomMatrix(3, 6, seed: 2)
    #expect(model.parameterNames == ["0.weight", "0.bias"])
    #expect(model(x) == model.layers[0](x))
  }

  @Test func `names number the linear layers`() {
    let model = Self.perceptron([3, 4, 5, 2], .tanh)
    #expect(
      model.parameterNames == [
        "0.weight", "0.bias", "1.weight", "1.bias", "2.weight", "2.bias",
      ])
    #expect(model.parameterCount == 4 * 4 + 5 * 5 + 2 * 6)
  }

  @Test func `the output bias is the one given, the others are zero`() {
    var stream = RandomStream(seed: 1)
    let model = MultilayerPerceptron<Float>(
      widths: [3, 4, 2], outputBias: [0.5, -0.25], using: &stream)
    #expect(model.layers.map(\.bias) == [Matrix(rows: 4, columns: 1), [[0.5], [-0.25]]])
  }

  @Test func `the same stream gives the same model, whatever the scalar up to rounding`() {
    var streams = (RandomStream(seed: 3), RandomStream(seed: 3), RandomStream(seed: 3))
    let first = MultilayerPerceptron<Double>(widths: [3, 4, 2], using: &streams.0)
    let second = MultilayerPerceptron<Double>(widths: [3, 4, 2], using: &streams.1)
    let small = MultilayerPerceptron<Float>(widths: [3, 4, 2], using: &streams.2)
    #expect(first == second)
    for (a, b) in zip(first.parameters, small.parameters) {
      #expect(a.value.map { Float($0) } == b.value, "\(a.name)")
    }
  }

  @Test func `widths that make no perceptron trap`() async {
    await #expect(processExitsWith: .failure) {
      var stream = RandomStream(seed: 1)
      _ = MultilayerPerceptron<Float>(widths: [3], using: &stream)
    }
    await #expect(processExitsWith: .failure) {
      var stream = RandomStream(seed: 1)
      _ = MultilayerPerceptron<Float>(widths: [3, 0, 2], using: &stream)
    }
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let a = Linear<Float>(weight: Matrix(rows: 3, columns: 2), bias: Matrix(rows: 3, columns: 1))
      _ = MultilayerPerceptron(layers: [a, a])
    }
    expectMessage(result, "a weight of 3×2 cannot follow one of 3×2")
  }

  @Test func `an output bias of the wrong length traps`() async {
    await #expect(processExitsWith: .failure) {
      var stream = RandomStream(seed: 1)
      _ = MultilayerPerceptron<Float>(widths: [3, 2], outputBias: [1, 2, 3], using: &stream)
    }
  }
}
