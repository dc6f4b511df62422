import LinearAlgebra
import NeuralNetwork
import RandomStreams
import TestSupport
import Testing

@Suite struct LinearTests {
  @Test(arguments: 0...4, 0...4)
  func `the output is the naive sum for every small shape`(inputs: Int, outputs: Int) {
    for batch in 0...3 {
      let layer = Linear<Double>(
        weight: randomMatrix(outputs, inputs, seed: 1), bias: randomMatrix(outputs, 1, seed: 2))
      let x: Matrix<Double> = randomMatrix(inputs, batch, seed: 3)
      let expected = Matrix(rows: outputs, columns: batch) { i, j in
        (0..<inputs).reduce(layer.bias[i, 0]) { $0 + layer.weight[i, $1] * x[$1, j] }
      }
      expectClose(layer(x), expected, within: 1e-14)
    }
  }

  @Test(arguments: [(1, 1, 1), (2, 3, 4), (5, 2, 1), (3, 4, 0)])
  func `the backward pass agrees with finite differences`(inputs: Int, outputs: Int, batch: Int) {
    let layer = Linear<Double>(
      weight: randomMatrix(outputs, inputs, seed: 1), bias: randomMatrix(outputs, 1, seed: 2))
    expectDerivative(of: layer, at: randomMatrix(inputs, batch, seed: 3))
  }

  @Test func `a layer in Float agrees with Double`() {
    let layer = Linear<Double>(
      weight: randomMatrix(5, 7, seed: 1), bias: randomMatrix(5, 1, seed: 2))
    let small = Linear<Float>(
      weight: randomMatrix(5, 7, seed: 1), bias: randomMatrix(5, 1, seed: 2))
    let dy: Matrix<Double> = randomMatrix(5, 6, seed: 4)
    let (y, context) = layer.forward(randomMatrix(7, 6, seed: 3))
    let (smallY, smallContext) = small.forward(randomMatrix(7, 6, seed: 3))
    expectClose(smallY, y, within: 1e-6)
    var (gradient, smallGradient) = (layer.zeroGradient, small.zeroGradient)
    let dx = layer.backward(dy, context, into: &gradient)
    let smallDX = small.backward(dy.map { Float($0) }, smallContext, into: &smallGradient)
    expectClose(smallDX, dx, within: 1e-6)
    expectClose(smallGradient.weight, gradient.weight, within: 1e-6)
    expectClose(smallGradient.bias, gradient.bias, within: 1e-6)
  }

  @Test func `a new layer has a bias of zero and the shapes asked for`() {
    var stream = RandomStream(seed: 1)
    let layer = Linear<Float>(inputs: 3, outputs: 2, using: &stream)
    #expect((layer.inputs, layer.outputs) == (3, 2))
    #expect(layer.bias == Matrix(rows: 2, columns: 1))
    #expect(layer.parameterNames == ["weight", "bias"])
  }
}

/// Shapes that do not fit trap and name both.
@Suite struct LinearShapeTests {
  @Test func `a bias that does not fit the weight traps`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = Linear<Float>(weight: Matrix(rows: 3, columns: 2), bias: Matrix(rows: 2, columns: 1))
    }
    expectMessage(result, "a weight of 3×2 needs a bias of 3×1, not 2×1")
  }

  @Test func `an input of the wrong height traps`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let layer = Linear<Float>(
        weight: Matrix(rows: 3, columns: 2), bias: Matrix(rows: 3, columns: 1))
      _ = layer(Matrix(rows: 4, columns: 5))
    }
    expectMessage(result, "a weight of 3×2 cannot be applied to 4×5")
  }

  @Test func `a cotangent of the wrong shape traps`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let layer = Linear<Float>(
        weight: Matrix(rows: 3, columns: 2), bias: Matrix(rows: 3, columns: 1))
      var gradient = layer
      let (_, context) = layer.forward(Matrix(rows: 2, columns: 5))
      _ = layer.backward(Matrix(rows: 3, columns: 4), context, into: &gradient)
    }
    expectMessage(result, "the output was 3×5, but its cotangent is 3×4")
  }

  @Test func `a gradient of another layer traps`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let layer = Linear<Float>(
        weight: Matrix(rows: 3, columns: 2), bias: Matrix(rows: 3, columns: 1))
      var gradient = Linear<Float>(
        weight: Matrix(rows: 3, columns: 4), bias: Matrix(rows: 3, columns: 1))
      let (y, context) = layer.forward(Matrix(rows: 2, columns: 5))
      _ = layer.backward(y, context, into: &gradient)
    }
    expectMessage(result, "a weight of 3×2 cannot have a gradient of 3×4")
  }
}
