package import LinearAlgebra

// A perceptron that reads `[x; y]`, where one `x` goes with several `y`. The first product falls apart,
//
//     W [x; y] = W_x x + W_y y,
//
// so that `W_x x` is computed once for all the `y` and `∂W_x = (Σ ∂h) xᵀ` from the sum over them, and
// nothing is stacked. Copy `k` of all columns of `x` goes with the columns of `y` from `k · x.columns` on.

extension MultilayerPerceptron {
  /// The inputs of a pass with a shared part.
  package struct SharedContext: Sendable {
    fileprivate let shared: Matrix<Scalar>
    /// The other part of the input, then the inputs of the further layers.
    fileprivate let inputs: [Matrix<Scalar>]
  }

  /// Computes the output for every column of `own` below its column of `shared`.
  ///
  /// - Precondition: The rows of both are together what the first layer takes, and the columns of `own`
  ///   are a multiple of those of `shared`.
  package func forward(
    shared: Matrix<Scalar>, own: Matrix<Scalar>
  ) -> (output: Matrix<Scalar>, context: SharedContext) {
    let isLinear = layers.count == 1
    let first = layers[0].output(shared: shared, own: own, through: isLinear ? nil : activation)
    var inputs = [own]
    var workspace = PassWorkspace<Scalar>()
    let output = isLinear ? first : outputs(behind: first, &inputs, &workspace)
    return (output, SharedContext(shared: shared, inputs: inputs))
  }

  /// Goes back through all layers to the part of the input that is not shared.
  ///
  /// - Precondition: `cotangent` has the shape of the output.
  package func backward(
    _ cotangent: consuming Matrix<Scalar>, _ context: SharedContext, into gradient: inout Self
  ) -> Matrix<Scalar> {
    var workspace = PassWorkspace<Scalar>()
    let first = backwardToFirst(cotangent, context.inputs, into: &gradient, &workspace)
    layers[0].accumulateWeightGradient(
      first, shared: context.shared, own: context.inputs[0], into: &gradient.layers[0])
    return layers[0].ownCotangent(first, shared: context.shared.rows)
  }

  /// The same without the derivatives by the parameters.
  package func inputCotangent(
    _ cotangent: consuming Matrix<Scalar>, _ context: SharedContext
  ) -> Matrix<Scalar> {
    var workspace = PassWorkspace<Scalar>()
    let first = cotangentOfFirst(cotangent, context.inputs, &workspace)
    return layers[0].ownCotangent(first, shared: context.shared.rows)
  }
}

extension Linear {
  /// `f(W_x x + W_y y + b)`.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  fileprivate func output(
    shared: Matrix<Scalar>, own: Matrix<Scalar>, through activation: Activation?
  ) -> Matrix<Scalar> {
    precondition(
      shared.rows + own.rows == inputs,
      "a weight of \(weight.shape) cannot be applied to \(shared.shape) above \(own.shape)")
    let copies = copies(of: shared, for: own)
    var output = weight[rows: 0..<outputs, columns: 0..<shared.rows] * shared
    if copies != 1 { output = output.repeated(down: 1, across: copies) }
    multiply(
      weight[rows: 0..<outputs, columns: shared.rows..<inputs], own, into: &output, beta: 1)
    Kernels.biased(&output, bias, activation)
    return output
  }

  /// Adds `∂W_x = (Σ ∂h) xᵀ`, with the sum over the copies of `x`, and `∂W_y = ∂h yᵀ`.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  fileprivate func accumulateWeightGradient(
    _ cotangent: Matrix<Scalar>, shared: Matrix<Scalar>, own: Matrix<Scalar>,
    into gradient: inout Self
  ) {
    precondition(
      cotangent.rows == outputs && cotangent.columns == own.columns,
      "the output was \(outputs)×\(own.columns), but its cotangent is \(cotangent.shape)")
    let columns = shared.columns
    var sum = cotangent
    if copies(of: shared, for: own) != 1 {
      sum = Matrix(cotangent[rows: 0..<outputs, columns: 0..<columns])
      for start in stride(from: columns, to: own.columns, by: columns) {
        sum += Matrix(cotangent[rows: 0..<outputs, columns: start..<start + columns])
      }
    }
    gradient.weight.withMutableView(rows: 0..<outputs, columns: 0..<shared.rows) {
      multiply(sum, shared.transposed, into: &$0, beta: 1)
    }
    gradient.weight.withMutableView(rows: 0..<outputs, columns: shared.rows..<inputs) {
      multiply(cotangent, own.transposed, into: &$0, beta: 1)
    }
  }

  /// `∂y = W_yᵀ ∂h`.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  fileprivate func ownCotangent(_ cotangent: Matrix<Scalar>, shared: Int) -> Matrix<Scalar> {
    weight[rows: 0..<outputs, columns: shared..<inputs].transposed * cotangent
  }

  /// How many columns of the own part go with each of the shared one.
  private func copies(of shared: Matrix<Scalar>, for own: Matrix<Scalar>) -> Int {
    let columns = max(shared.columns, 1)
    precondition(
      own.columns.isMultiple(of: columns) && (shared.columns > 0 || own.columns == 0),
      "\(own.columns) columns cannot share \(shared.columns)")
    return own.columns / columns
  }
}
