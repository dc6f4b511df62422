import LinearAlgebra
import NeuralNetwork
import RandomStreams
import TestSupport
import Testing

@Suite struct ChainTests {
  static func linear(_ inputs: Int, _ outputs: Int, seed: UInt64) -> Linear<Double> {
    Linear(
      weight: randomMatrix(outputs, inputs, seed: seed),
      bias: randomMatrix(outputs, 1, seed: seed + 100))
  }

  let a = linear(3, 4, seed: 1)
  let b = linear(4, 5, seed: 2)
  let c = linear(5, 2, seed: 3)
  let x: Matrix<Double> = randomMatrix(3, 6, seed: 4)

  @Test func `a chain applies its layers in order`() {
    let model = sequential {
      a
      Tanh<Double>()
      b
      ReLU<Double>()
      c
    }
    #expect(model(x) == c(relu(b(NeuralNetwork.tanh(a(x))))))
    expectDerivative(of: model, at: x)
  }

  @Test func `names count all layers from zero like those of PyTorch`() {
    let model = sequential {
      a
      ReLU<Double>()
      b
      c
    }
    let expected = ["0.weight", "0.bias", "2.weight", "2.bias", "3.weight", "3.bias"]
    #expect(model.parameterNames == expected)
    var copy = model
    var names: [String] = []
    copy.visit("decoder") { name, _ in names.append(name) }
    #expect(names == expected.map { "decoder.\($0)" })
    #expect(
      model.parameters.map(\.value) == [a.weight, a.bias, b.weight, b.bias, c.weight, c.bias])
  }

  @Test func `nesting changes neither names nor values`() {
    let left = Chain(Chain(a, Tanh()), Chain(b, c))
    let right = Chain(a, Chain(Tanh(), Chain(b, c)))
    #expect(
      left.parameterNames == ["0.weight", "0.bias", "2.weight", "2.bias", "3.weight", "3.bias"])
    #expect(left.parameterNames == right.parameterNames)
    #expect(left(x) == right(x))
    expectDerivative(of: right, at: x)
  }

  @Test func `a builder of one layer is that layer`() {
    #expect(sequential { a } == a)
  }

  @Test func `layers may draw from one generator inside the builder`() {
    var stream = RandomStream(seed: 1)
    let model = sequential {
      Linear<Float>(inputs: 3, outputs: 4, initialization: .heNormal, using: &stream)
      ReLU<Float>()
      Linear<Float>(inputs: 4, outputs: 2, using: &stream)
    }
    #expect(model(Matrix(rows: 3, columns: 7)).shape == Shape(rows: 2, columns: 7))
  }

  @Test func `a chain can be kept as any layer of matrices`() {
    let layers: [any Layer<Matrix<Double>, Matrix<Double>>] = [a, Chain(a, b), Identity<Double>()]
    #expect(layers.map { $0(x).rows } == [4, 5, 3])
  }

  @Test func `the first layer is trained without its input gradient`() {
    let model = Chain(InputGradientForbidden(), Tanh<Double>())
    var gradient = model.zeroGradient
    let (y, context) = model.forward(x)
    model.accumulateGradient(y, context, into: &gradient)
    #expect(gradient.first.calls == [[1]])
  }

  @Test func `a layer inside a chain works in place`() {
    let model = Chain(Copying(), ReLU())
    let (middle, start) = model.forward(x)
    #expect(address(of: middle) == start.first)
    var gradient = model
    let dx = model.backward(Copying()(x), start, into: &gradient)
    #expect(dx == reluPullback(x, output: middle))
  }

  /// Copies its input and keeps where the copy lies.
  struct Copying: Layer, ParameterFree {
    typealias Scalar = Double

    func forward(_ input: Matrix<Double>) -> (output: Matrix<Double>, context: Int) {
      let output = input.map { $0 }
      let place = address(of: output)
      return (output, place)
    }

    func backward(
      _ cotangent: Matrix<Double>, _ context: Int, into gradient: inout Self
    ) -> Matrix<Double> { cotangent }
  }

  /// Counts the calls that leave the input gradient out and records an issue for the others.
  struct InputGradientForbidden: Layer {
    var calls: Matrix<Double> = [[0]]

    mutating func visit(
      _ path: String, _ body: (_ name: String, _ parameter: inout Matrix<Double>) throws -> Void
    ) rethrows { try body(parameterName(path, "calls"), &calls) }

    mutating func visit(
      with other: Self,
      _ body: (_ parameter: inout Matrix<Double>, _ other: Matrix<Double>) throws -> Void
    ) rethrows { try body(&calls, other.calls) }

    func forward(_ input: Matrix<Double>) -> (output: Matrix<Double>, context: Void) { (input, ()) }

    func backward(
      _ cotangent: Matrix<Double>, _ context: Void, into gradient: inout Self
    ) -> Matrix<Double> {
      Issue.record("the input gradient was asked for")
      return cotangent
    }

    func accumulateGradient(
      _ cotangent: Matrix<Double>, _ context: Void, into gradient: inout Self
    ) { gradient.calls[0, 0] += 1 }
  }
}
