public import LinearAlgebra

/// Convolutions with a nonlinearity behind each, then a perceptron.
///
/// Without convolutions it is the perceptron alone. The parameters of the convolutions are named
/// `"convolutions.0.weight"` and so on, those of the perceptron as by itself, `"0.weight"`.
public struct ConvolutionalPerceptron<Scalar: RealScalar>: Layer, Equatable {
  /// What the passes back through convolutions and perceptron need.
  public struct Context: Sendable {
    let convolutions: [Convolution<Scalar>.Context]
    /// The images behind the nonlinearity of each convolution.
    let images: [Matrix<Scalar>]
    let perceptron: MultilayerPerceptron<Scalar>.Context
  }

  /// The convolutions, from the image on.
  public private(set) var convolutions: [Convolution<Scalar>]
  /// What reads the last images.
  public private(set) var perceptron: MultilayerPerceptron<Scalar>

  /// Creates a network with random weights and biases of zero.
  ///
  /// - Parameters:
  ///   - image: The size of the images.
  ///   - filters: The number of filters of each convolution.
  ///   - kernel: The width of their square kernels.
  ///   - stride: The step of each, in pixels.
  ///   - widths: The widths of the perceptron behind them, the output last.
  ///   - activation: The nonlinearity between all layers.
  ///   - generator: The source of random bits.
  /// - Precondition: All kernels fit, all numbers are positive and there is a width.
  public init(
    image: ImageSize, filters: [Int], kernel: Int = 5, stride: Int = 2, widths: [Int],
    activation: Activation = .relu, using generator: inout some RandomNumberGenerator
  ) {
    var (size, convolutions) = (image, [Convolution<Scalar>]())
    for count in filters {
      let convolution = Convolution<Scalar>(
        input: size, filters: count, kernel: kernel, stride: stride,
        initialization: activation.initialization, using: &generator)
      convolutions.append(convolution)
      size = convolution.output
    }
    self.convolutions = convolutions
    perceptron = MultilayerPerceptron(
      widths: [size.features] + widths, activation: activation, using: &generator)
  }

  /// Visits the parameters of the convolutions, then those of the perceptron.
  public mutating func visit(
    _ path: String, _ body: (_ name: String, _ parameter: inout Matrix<Scalar>) throws -> Void
  ) rethrows {
    for i in convolutions.indices {
      try convolutions[i].visit(parameterName(path, "convolutions.\(i)"), body)
    }
    try perceptron.visit(path, body)
  }

  /// Visits the parameters of both networks.
  ///
  /// - Precondition: Both have the same layers.
  public mutating func visit(
    with other: Self,
    _ body: (_ parameter: inout Matrix<Scalar>, _ other: Matrix<Scalar>) throws -> Void
  ) rethrows {
    precondition(
      convolutions.count == other.convolutions.count,
      "\(convolutions.count) convolutions cannot be paired with \(other.convolutions.count)")
    for i in convolutions.indices { try convolutions[i].visit(with: other.convolutions[i], body) }
    try perceptron.visit(with: other.perceptron, body)
  }

  /// The number of features that each linear layer reads.
  package var linearInputs: [Int] { perceptron.layers.map(\.inputs) }

  /// Multiplies the features that a linear layer reads: `W diag(factors)`.
  package mutating func scaleInputs(ofLinear layer: Int, by factors: Vector<Scalar>) {
    perceptron.withLayer(layer) { $0.weight.multiplyRows(by: factors) }
  }

  /// Lends the last layer, whose sizes must stay.
  package mutating func withLastLayer<Result>(_ body: (inout Linear<Scalar>) -> Result) -> Result {
    perceptron.withLastLayer(body)
  }
}

extension ConvolutionalPerceptron {
  /// Computes the output.
  ///
  /// - Precondition: `input` has as many rows as the images have features.
  public func forward(
    _ input: consuming Matrix<Scalar>
  ) -> (output: Matrix<Scalar>, context: Context) {
    var hidden = input
    var contexts: [Convolution<Scalar>.Context] = []
    var images: [Matrix<Scalar>] = []
    for convolution in convolutions {
      let (next, context) = convolution.output(of: hidden, through: perceptron.activation)
      contexts.append(context)
      images.append(next)
      hidden = next
    }
    let (output, context) = perceptron.forward(hidden)
    return (output, Context(convolutions: contexts, images: images, perceptron: context))
  }

  /// Goes back through all layers.
  ///
  /// - Precondition: `cotangent` has the shape of the output.
  public func backward(
    _ cotangent: consuming Matrix<Scalar>, _ context: Context, into gradient: inout Self
  ) -> Matrix<Scalar> {
    guard !convolutions.isEmpty else {
      return perceptron.backward(cotangent, context.perceptron, into: &gradient.perceptron)
    }
    let responses = backwardToFirst(cotangent, context, into: &gradient)
    convolutions[0].accumulateWeightGradient(
      responses, context.convolutions[0], into: &gradient.convolutions[0])
    return convolutions[0].inputCotangent(responses)
  }

  /// Goes back through all layers, but not to the images.
  ///
  /// - Precondition: `cotangent` has the shape of the output.
  public func accumulateGradient(
    _ cotangent: consuming Matrix<Scalar>, _ context: Context, into gradient: inout Self
  ) {
    guard !convolutions.isEmpty else {
      return perceptron.accumulateGradient(
        cotangent, context.perceptron, into: &gradient.perceptron)
    }
    let responses = backwardToFirst(cotangent, context, into: &gradient)
    convolutions[0].accumulateWeightGradient(
      responses, context.convolutions[0], into: &gradient.convolutions[0])
  }

  /// Goes back to the images alone.
  ///
  /// - Precondition: `cotangent` has the shape of the output.
  package func inputCotangent(
    _ cotangent: consuming Matrix<Scalar>, _ context: Context
  ) -> Matrix<Scalar> {
    var cotangent = perceptron.inputCotangent(cotangent, context.perceptron)
    for i in convolutions.indices.reversed() {
      let direct = perceptron.activation.pullback(cotangent, output: context.images[i])
      cotangent = convolutions[i].inputCotangent(
        convolutions[i].flat(direct, context.convolutions[i]))
    }
    return cotangent
  }

  /// Adds the derivatives by all parameters but the first filters and returns that by their responses.
  private func backwardToFirst(
    _ cotangent: consuming Matrix<Scalar>, _ context: Context, into gradient: inout Self
  ) -> Matrix<Scalar> {
    var cotangent = perceptron.backward(
      cotangent, context.perceptron, into: &gradient.perceptron)
    for i in convolutions.indices.reversed() {
      cotangent = convolutions[i].pullBack(
        cotangent, through: perceptron.activation, output: context.images[i],
        context.convolutions[i], into: &gradient.convolutions[i])
      guard i > 0 else { break }
      convolutions[i].accumulateWeightGradient(
        cotangent, context.convolutions[i], into: &gradient.convolutions[i])
      cotangent = convolutions[i].inputCotangent(cotangent)
    }
    return cotangent
  }
}
