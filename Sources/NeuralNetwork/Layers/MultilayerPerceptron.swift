public import LinearAlgebra

/// Linear layers with a nonlinearity between each two, their number chosen at run time.
///
///     h₀ = x,  hᵢ₊₁ = f(Wᵢ hᵢ + bᵢ),  y = the last Wᵢ hᵢ + bᵢ, without f
///
/// Two widths give a linear model. The parameters are named `"0.weight"`, `"0.bias"`, `"1.weight"` and so
/// on.
public struct MultilayerPerceptron<Scalar: RealScalar>: Layer, Equatable {
  /// The inputs of all linear layers; each but the first is the output of a nonlinearity.
  public struct Context: Sendable {
    package fileprivate(set) var inputs: [Matrix<Scalar>]
    /// The first of them once more, if it is mostly zero.
    fileprivate(set) var sparse: SparseColumns<Scalar>?
  }

  /// The linear layers from the input to the output.
  public internal(set) var layers: [Linear<Scalar>]

  /// The nonlinearity between them.
  public let activation: Activation

  /// Creates a perceptron from its linear layers.
  ///
  /// - Parameters:
  ///   - layers: At least one layer, each taking what the one before returns.
  ///   - activation: The nonlinearity between them.
  /// - Precondition: Neighbors fit together.
  public init(layers: [Linear<Scalar>], activation: Activation = .relu) {
    precondition(!layers.isEmpty, "a perceptron needs at least one layer")
    for (before, after) in zip(layers, layers.dropFirst()) {
      precondition(
        before.outputs == after.inputs,
        "a weight of \(after.weight.shape) cannot follow one of \(before.weight.shape)")
    }
    self.layers = layers
    self.activation = activation
  }

  /// Creates a perceptron with random weights and biases of zero.
  ///
  /// - Parameters:
  ///   - widths: The number of features of the input, of every hidden layer, and of the output.
  ///   - activation: The nonlinearity between the layers.
  ///   - initialization: The distribution of the weights; by default what suits the nonlinearity, He's for
  ///     rectifiers and Glorot's for `tanh` and the last layer.
  ///   - outputBias: The bias of the last layer, for example the log-odds of the data.
  ///   - generator: The source of random bits.
  /// - Precondition: There are at least two widths, all positive, and `outputBias` has the last.
  public init(
    widths: [Int], activation: Activation = .relu, initialization: Initialization? = nil,
    outputBias: Vector<Scalar>? = nil, using generator: inout some RandomNumberGenerator
  ) {
    precondition(widths.count >= 2, "a perceptron needs at least two widths, not \(widths)")
    precondition(widths.allSatisfy { $0 > 0 }, "the widths \(widths) are not all positive")
    var layers: [Linear<Scalar>] = []
    for (i, (inputs, outputs)) in zip(widths, widths.dropFirst()).enumerated() {
      let suited = i == widths.count - 2 ? .glorotUniform : activation.initialization
      layers.append(
        Linear(
          inputs: inputs, outputs: outputs, initialization: initialization ?? suited,
          using: &generator))
    }
    if let outputBias {
      let last = layers.count - 1
      precondition(
        outputBias.count == layers[last].outputs,
        "\(layers[last].outputs) outputs cannot have a bias of \(outputBias.count) elements")
      layers[last].bias = Matrix(rows: outputBias.count, columns: 1) { i, _ in outputBias[i] }
    }
    self.init(layers: layers, activation: activation)
  }

  /// Lends a layer, whose sizes must stay.
  package mutating func withLayer<Result>(
    _ index: Int, _ body: (inout Linear<Scalar>) -> Result
  ) -> Result {
    body(&layers[index])
  }

  /// Lends the last layer, whose sizes must stay.
  package mutating func withLastLayer<Result>(_ body: (inout Linear<Scalar>) -> Result) -> Result {
    withLayer(layers.count - 1, body)
  }

  /// Visits the parameters of all layers under their numbers.
  public mutating func visit(
    _ path: String, _ body: (_ name: String, _ parameter: inout Matrix<Scalar>) throws -> Void
  ) rethrows {
    for i in layers.indices { try layers[i].visit(parameterName(path, "\(i)"), body) }
  }

  /// Visits the parameters of both perceptrons.
  ///
  /// - Precondition: Both have the same number of layers.
  public mutating func visit(
    with other: Self,
    _ body: (_ parameter: inout Matrix<Scalar>, _ other: Matrix<Scalar>) throws -> Void
  ) rethrows {
    precondition(
      layers.count == other.layers.count,
      "\(layers.count) layers cannot be paired with \(other.layers.count)")
    for i in layers.indices { try layers[i].visit(with: other.layers[i], body) }
  }
}

extension MultilayerPerceptron {
  /// Computes the output; the context is the input of every linear layer.
  ///
  /// Of an input that is mostly zero, as binary images and one-hot codes are, the first layer multiplies
  /// only what is not: its sums are taken in another order than those of other inputs.
  ///
  /// - Precondition: `input` has as many rows as the first layer takes.
  public func forward(
    _ input: consuming Matrix<Scalar>
  ) -> (output: Matrix<Scalar>, context: Context) {
    var workspace = PassWorkspace<Scalar>()
    return forward(input, &workspace)
  }

  /// The same with matrices of a workspace; give them back with ``recycle(_:_:)``.
  package func forward(
    _ input: consuming Matrix<Scalar>, _ workspace: inout PassWorkspace<Scalar>
  ) -> (output: Matrix<Scalar>, context: Context) {
    // Later inputs are hidden activations, in which zeros are too few.
    let sparse = workspace.sparseColumns(of: input)
    let isLinear = layers.count == 1
    let first = layers[0].output(
      of: input, sparse, through: isLinear ? nil : activation, &workspace)
    var inputs = workspace.list()
    inputs.append(input)
    let output = isLinear ? first : outputs(behind: first, &inputs, &workspace)
    return (output, Context(inputs: inputs, sparse: sparse))
  }

  /// Computes the output from that of the first nonlinearity, and appends all inputs on the way.
  func outputs(
    behind hidden: consuming Matrix<Scalar>, _ inputs: inout [Matrix<Scalar>],
    _ workspace: inout PassWorkspace<Scalar>
  ) -> Matrix<Scalar> {
    let last = layers.count - 1
    inputs.append(hidden)
    for layer in layers[1..<last] {
      inputs.append(
        layer.output(of: inputs[inputs.count - 1], through: activation, &workspace))
    }
    return layers[last].output(of: inputs[inputs.count - 1], through: nil, &workspace)
  }

  /// Gives the matrices of a context back to the workspace that they were taken from; the context is
  /// empty then.
  package func recycle(_ context: inout Context, _ workspace: inout PassWorkspace<Scalar>) {
    workspace.recycle(inputs: &context.inputs)
    if let sparse = context.sparse { workspace.recycle(sparse) }
    context.sparse = nil
  }

  /// Goes back through all layers.
  ///
  /// - Precondition: `cotangent` has the shape of the output.
  public func backward(
    _ cotangent: consuming Matrix<Scalar>, _ context: Context, into gradient: inout Self
  ) -> Matrix<Scalar> {
    var workspace = PassWorkspace<Scalar>()
    return backward(cotangent, context, into: &gradient, &workspace)
  }

  /// The same with matrices of a workspace, to which the cotangent goes.
  package func backward(
    _ cotangent: consuming Matrix<Scalar>, _ context: Context, into gradient: inout Self,
    _ workspace: inout PassWorkspace<Scalar>
  ) -> Matrix<Scalar> {
    let first = backwardToFirst(cotangent, context.inputs, into: &gradient, &workspace)
    layers[0].accumulateWeightGradient(
      first, context.inputs[0], context.sparse, into: &gradient.layers[0], &workspace)
    let result = layers[0].inputCotangent(first, &workspace)
    workspace.recycle(first)
    return result
  }

  /// Goes back through all layers, but not from the first to the input.
  ///
  /// - Precondition: `cotangent` has the shape of the output.
  public func accumulateGradient(
    _ cotangent: consuming Matrix<Scalar>, _ context: Context, into gradient: inout Self
  ) {
    var workspace = PassWorkspace<Scalar>()
    accumulateGradient(cotangent, context, into: &gradient, &workspace)
  }

  /// The same with matrices of a workspace, to which the cotangent goes.
  package func accumulateGradient(
    _ cotangent: consuming Matrix<Scalar>, _ context: Context, into gradient: inout Self,
    _ workspace: inout PassWorkspace<Scalar>
  ) {
    let first = backwardToFirst(cotangent, context.inputs, into: &gradient, &workspace)
    layers[0].accumulateWeightGradient(
      first, context.inputs[0], context.sparse, into: &gradient.layers[0], &workspace)
    workspace.recycle(first)
  }

  /// Goes back to the input alone: ``backward(_:_:into:)`` without the derivatives by the parameters.
  ///
  /// - Precondition: `cotangent` has the shape of the output.
  package func inputCotangent(
    _ cotangent: consuming Matrix<Scalar>, _ context: Context
  ) -> Matrix<Scalar> {
    var workspace = PassWorkspace<Scalar>()
    let first = cotangentOfFirst(cotangent, context.inputs, &workspace)
    return layers[0].inputCotangent(first, &workspace)
  }

  /// The derivative by the output of the first linear layer, without those by the parameters.
  func cotangentOfFirst(
    _ cotangent: consuming Matrix<Scalar>, _ inputs: [Matrix<Scalar>],
    _ workspace: inout PassWorkspace<Scalar>
  ) -> Matrix<Scalar> {
    var cotangent = cotangent
    for i in (1..<layers.count).reversed() {
      cotangent = activation.pullback(
        layers[i].inputCotangent(cotangent, &workspace), output: inputs[i])
    }
    return cotangent
  }

  /// Adds the derivatives by all parameters but the first weight and returns that by the output of the
  /// first linear layer; of the inputs it reads all but the first.
  func backwardToFirst(
    _ cotangent: consuming Matrix<Scalar>, _ inputs: [Matrix<Scalar>], into gradient: inout Self,
    _ workspace: inout PassWorkspace<Scalar>
  ) -> Matrix<Scalar> {
    precondition(
      gradient.layers.count == layers.count,
      "\(layers.count) layers cannot have a gradient of \(gradient.layers.count)")
    var cotangent = cotangent
    gradient.layers[layers.count - 1].bias.addRowSums(of: cotangent)
    for i in (1..<layers.count).reversed() {
      layers[i].accumulateWeightGradient(
        cotangent, inputs[i], into: &gradient.layers[i], &workspace)
      var next = layers[i].inputCotangent(cotangent, &workspace)
      layers[i - 1].pullBack(
        &next, through: activation, output: inputs[i], into: &gradient.layers[i - 1])
      swap(&cotangent, &next)
      workspace.recycle(next)
    }
    return cotangent
  }
}

extension Activation {
  /// The initialization that keeps the variance of signals before this nonlinearity.
  var initialization: Initialization {
    switch self {
    case .relu, .leakyReLU: .heNormal
    case .tanh: .glorotUniform
    }
  }
}
