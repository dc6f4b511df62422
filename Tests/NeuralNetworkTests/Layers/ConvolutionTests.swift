import LinearAlgebra
import NeuralNetwork
import RandomStreams
import TestSupport
import Testing

@Suite struct ConvolutionTests {
  static func layer(
    _ input: ImageSize, filters: Int, kernel: Int, stride: Int
  ) -> Convolution<Double> {
    var stream = RandomStream(seed: 4)
    var layer = Convolution<Double>(
      input: input, filters: filters, kernel: kernel, stride: stride, using: &stream)
    layer.visit("") { name, parameter in
      if name.hasSuffix("bias") { parameter = randomMatrix(parameter.rows, 1, seed: 8) }
    }
    return layer
  }

  /// The sum of the definition, written out.
  static func convolve(_ layer: Convolution<Double>, _ images: Matrix<Double>) -> Matrix<Double> {
    let (input, output, kernel) = (layer.input, layer.output, layer.kernel)
    return Matrix(rows: output.features, columns: images.columns) { feature, sample in
      let filter = feature % output.channels
      let place = feature / output.channels
      let (i, j) = (place / output.width * layer.stride, place % output.width * layer.stride)
      var sum = layer.bias[filter, 0]
      for u in 0..<kernel {
        for v in 0..<kernel {
          for c in 0..<input.channels {
            let pixel = ((i + u) * input.width + j + v) * input.channels + c
            sum +=
              layer.weight[filter, (u * kernel + v) * input.channels + c] * images[pixel, sample]
          }
        }
      }
      return sum
    }
  }

  static let shapes: [(ImageSize, filters: Int, kernel: Int, stride: Int)] = [
    (ImageSize(height: 5, width: 4), 3, 2, 1),
    (ImageSize(height: 6, width: 7, channels: 2), 2, 3, 2),
    (ImageSize(height: 3, width: 3, channels: 3), 4, 3, 1),
    (ImageSize(height: 4, width: 5), 1, 1, 3),
  ]

  @Test(arguments: shapes.indices) func `it is the sum of the definition`(index: Int) {
    let (input, filters, kernel, stride) = Self.shapes[index]
    let layer = Self.layer(input, filters: filters, kernel: kernel, stride: stride)
    let images: Matrix<Double> = randomMatrix(input.features, 3, seed: 5)
    expectClose(layer(images), Self.convolve(layer, images), within: 1e-13)
  }

  @Test(arguments: shapes.indices)
  func `the backward pass agrees with finite differences`(index: Int) {
    let (input, filters, kernel, stride) = Self.shapes[index]
    let layer = Self.layer(input, filters: filters, kernel: kernel, stride: stride)
    expectDerivative(of: layer, at: randomMatrix(input.features, 2, seed: 6))
  }

  @Test func `kernels of one pixel are a linear map of each pixel`() {
    let layer = Self.layer(
      ImageSize(height: 2, width: 3, channels: 2), filters: 4, kernel: 1, stride: 1)
    let images: Matrix<Double> = randomMatrix(12, 5, seed: 7)
    let map = Linear(weight: layer.weight, bias: layer.bias)
    let pixels = map(images.reshaped(rows: 2, columns: 30)).reshaped(rows: 24, columns: 5)
    #expect(layer(images) == pixels)
  }

  @Test func `sizes that do not fit trap with both`() async {
    await #expect(processExitsWith: .failure) {
      _ = ConvolutionTests.layer(ImageSize(height: 4, width: 3), filters: 1, kernel: 4, stride: 1)
    }
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let layer = ConvolutionTests.layer(
        ImageSize(height: 4, width: 3), filters: 1, kernel: 2, stride: 1)
      _ = layer(Matrix<Double>(rows: 11, columns: 1))
    }
    expectMessage(result, "4×3×1 have 12 features, not 11")
  }
}

@Suite struct ConvolutionalPerceptronTests {
  static func network(_ filters: [Int], _ activation: Activation) -> ConvolutionalPerceptron<Double>
  {
    var stream = RandomStream(seed: 9)
    return ConvolutionalPerceptron<Double>(
      image: ImageSize(height: 7, width: 6), filters: filters, kernel: 2, stride: 2,
      widths: [4, 3],
      activation: activation, using: &stream)
  }

  @Test(arguments: [[], [2], [2, 3]], [Activation.tanh, .leakyReLU(slope: 0.2)])
  func `the backward pass agrees with finite differences`(filters: [Int], activation: Activation) {
    expectDerivative(of: Self.network(filters, activation), at: randomMatrix(42, 3, seed: 3))
  }

  @Test func `it is the chain of its layers`() {
    let network = Self.network([2, 3], .relu)
    let images: Matrix<Double> = randomMatrix(42, 3, seed: 3)
    var hidden = images
    for convolution in network.convolutions { hidden = relu(convolution(hidden)) }
    #expect(network(images) == network.perceptron(hidden))
    #expect(
      network.parameterNames == [
        "convolutions.0.weight", "convolutions.0.bias", "convolutions.1.weight",
        "convolutions.1.bias", "0.weight", "0.bias", "1.weight", "1.bias",
      ])
  }

  @Test func `the gradient of the parameters alone is the same`() {
    let network = Self.network([2, 3], .relu)
    let (output, context) = network.forward(randomMatrix(42, 3, seed: 3))
    let cotangent: Matrix<Double> = randomMatrix(output.rows, output.columns, seed: 2)
    var (a, b) = (network.zeroGradient, network.zeroGradient)
    _ = network.backward(cotangent, context, into: &a)
    network.accumulateGradient(cotangent, context, into: &b)
    #expect(a == b)
  }
}
