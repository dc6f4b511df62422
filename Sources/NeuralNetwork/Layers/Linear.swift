public import LinearAlgebra

/// An affine map with a learned weight and bias.
///
/// For an input `x` of `inputs × batch`:
///
///     y = W x + b
///
/// with `W` of `outputs × inputs` and `b` of `outputs × 1`, added to every column. The parameters are
/// named `"weight"` and `"bias"`. Some call this a dense or fully connected layer.
public struct Linear<Scalar: RealScalar>: Layer, Equatable {
  /// The matrix `W`, `outputs × inputs`.
  public var weight: Matrix<Scalar>

  /// The column `b`, `outputs × 1`.
  public var bias: Matrix<Scalar>

  /// Creates a layer from its parameters.
  ///
  /// - Parameters:
  ///   - weight: The matrix `W`, `outputs × inputs`.
  ///   - bias: The column `b`, `outputs × 1`.
  /// - Precondition: `bias` is a column with as many rows as `weight`.
  public init(weight: Matrix<Scalar>, bias: Matrix<Scalar>) {
    precondition(
      bias.rows == weight.rows && bias.columns == 1,
      "a weight of \(weight.shape) needs a bias of \(weight.rows)×1, not \(bias.shape)")
    self.weight = weight
    self.bias = bias
  }

  /// Creates a layer with a random weight and a bias of zero.
  ///
  /// - Parameters:
  ///   - inputs: The number of features taken.
  ///   - outputs: The number of features returned.
  ///   - initialization: The distribution of the weight.
  ///   - generator: The source of random bits.
  /// - Precondition: Neither count is negative.
  public init(
    inputs: Int, outputs: Int, initialization: Initialization = .glorotUniform,
    using generator: inout some RandomNumberGenerator
  ) {
    self.init(
      weight: initialization.weight(outputs: outputs, inputs: inputs, using: &generator),
      bias: Matrix(rows: outputs, columns: 1))
  }

  /// The number of features taken.
  public var inputs: Int { weight.columns }

  /// The number of features returned.
  public var outputs: Int { weight.rows }

  /// Visits `"weight"`, then `"bias"`.
  public mutating func visit(
    _ path: String, _ body: (_ name: String, _ parameter: inout Matrix<Scalar>) throws -> Void
  ) rethrows {
    try body(parameterName(path, "weight"), &weight)
    try body(parameterName(path, "bias"), &bias)
  }

  /// Visits both weights, then both biases.
  public mutating func visit(
    with other: Self,
    _ body: (_ parameter: inout Matrix<Scalar>, _ other: Matrix<Scalar>) throws -> Void
  ) rethrows {
    try body(&weight, other.weight)
    try body(&bias, other.bias)
  }
}

extension Linear {
  /// Computes `y = W x + b`; the context is `x`.
  ///
  /// - Precondition: `input` has ``inputs`` rows.
  public func forward(
    _ input: Matrix<Scalar>
  ) -> (output: Matrix<Scalar>, context: Matrix<Scalar>) {
    var workspace = PassWorkspace<Scalar>()
    return (output(of: input, through: nil, &workspace), input)
  }

  /// Adds `∂W = ∂y xᵀ` and `∂b = ∂y 1` to the gradient and returns `∂x = Wᵀ ∂y`.
  ///
  /// - Precondition: `cotangent` has the shape of the output.
  public func backward(
    _ cotangent: Matrix<Scalar>, _ context: Matrix<Scalar>, into gradient: inout Self
  ) -> Matrix<Scalar> {
    accumulateGradient(cotangent, context, into: &gradient)
    var workspace = PassWorkspace<Scalar>()
    return inputCotangent(cotangent, &workspace)
  }

  /// Adds `∂W = ∂y xᵀ` and `∂b = ∂y 1` to the gradient; the product `Wᵀ ∂y` is left out.
  ///
  /// - Precondition: `cotangent` has the shape of the output.
  public func accumulateGradient(
    _ cotangent: Matrix<Scalar>, _ context: Matrix<Scalar>, into gradient: inout Self
  ) {
    var workspace = PassWorkspace<Scalar>()
    accumulateWeightGradient(cotangent, context, into: &gradient, &workspace)
    gradient.bias.addRowSums(of: cotangent)
  }
}

// The passes in the parts that a perceptron puts together: there the nonlinearity stands between two
// linear maps, and works on what the bias of the first is being added to or summed from. What they return
// they take from the workspace.
extension Linear {
  /// Computes `f(W x + b)`, with bias and nonlinearity in one pass over the product; `sparse` is the
  /// input once more, if it is mostly zero.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  func output(
    of input: Matrix<Scalar>, _ sparse: SparseColumns<Scalar>? = nil,
    through activation: Activation?, _ workspace: inout PassWorkspace<Scalar>
  ) -> Matrix<Scalar> {
    precondition(
      input.rows == inputs, "a weight of \(weight.shape) cannot be applied to \(input.shape)")
    var output = workspace.matrix(rows: outputs, columns: input.columns)
    if let sparse {
      sparse.multiply(weight, into: &output, isAdded: false)
    } else {
      multiply(weight, input, into: &output)
    }
    Kernels.biased(&output, bias, activation)
    return output
  }

  /// Adds `∂W = ∂y xᵀ` to the gradient; `sparse` is the input once more, if it is mostly zero.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  func accumulateWeightGradient(
    _ cotangent: Matrix<Scalar>, _ input: Matrix<Scalar>, _ sparse: SparseColumns<Scalar>? = nil,
    into gradient: inout Self, _ workspace: inout PassWorkspace<Scalar>
  ) {
    precondition(
      cotangent.rows == outputs && cotangent.columns == input.columns,
      "the output was \(outputs)×\(input.columns), but its cotangent is \(cotangent.shape)")
    precondition(
      gradient.weight.shape == weight.shape,
      "a weight of \(weight.shape) cannot have a gradient of \(gradient.weight.shape)")
    if let sparse {
      var transpose = workspace.sparseColumns()
      transpose.transpose(sparse)
      transpose.multiply(cotangent, into: &gradient.weight, isAdded: true)
      workspace.recycle(transpose)
    } else {
      multiply(cotangent, input.transposed, into: &gradient.weight, beta: 1)
    }
  }

  /// Returns `∂x = Wᵀ ∂y`.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  func inputCotangent(
    _ cotangent: Matrix<Scalar>, _ workspace: inout PassWorkspace<Scalar>
  ) -> Matrix<Scalar> {
    var result = workspace.matrix(rows: inputs, columns: cotangent.columns)
    multiply(weight.transposed, cotangent, into: &result)
    return result
  }

  /// Goes back through `f(W x + b)` to `W x + b` in place, and adds the derivative by `b`.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  func pullBack(
    _ cotangent: inout Matrix<Scalar>, through activation: Activation, output: Matrix<Scalar>,
    into gradient: inout Self
  ) {
    checkCotangent(cotangent.shape, output.shape)
    precondition(
      gradient.bias.shape == bias.shape,
      "a bias of \(bias.shape) cannot have a gradient of \(gradient.bias.shape)")
    Kernels.biasedPullback(&cotangent, output: output, bias: &gradient.bias, activation)
  }
}
