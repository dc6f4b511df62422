import LinearAlgebra
import NeuralNetwork

extension Operation {
  /// Optimizer, activations and losses, rows × columns.
  static let layerNames = ["adam", "relu_fb", "bias_relu", "bce_fb"]
  /// Products alone, m × n × k.
  static let productNames = ["gemm_nn", "gemm_nt", "gemm_tn"]

  /// Prepares an operation of a layer.
  static func layer(_ name: String, rows: Int, columns: Int) -> Operation? {
    let kind = OperationKind.elements(rows * columns)
    let input = normal(rows: rows, columns: columns, stream: 1)
    let cotangent = normal(rows: rows, columns: columns, stream: 2)
    switch name {
    case "adam":
      var model = Linear<Float>(weight: input, bias: Matrix(rows: rows, columns: 1))
      var gradient = model.zeroGradient
      gradient.weight = cotangent * 1e-3
      var optimizer = Adam(for: model)
      return Operation(kind: kind) {
        optimizer.update(&model, along: gradient, learningRate: 1e-3)
      }
    case "relu_fb":
      let layer = ReLU<Float>()
      var gradient = layer
      return Operation(kind: kind) {
        let (_, context) = layer.forward(input)
        _ = layer.backward(cotangent, context, into: &gradient)
      }
    case "bias_relu":
      let bias = normal(rows: rows, columns: 1, stream: 3)
      let layer = ReLU<Float>()
      return Operation(kind: kind) { _ = layer.forward(input.addingToColumns(bias)) }
    case "bce_fb":
      let targets = input.map { $0 > 0.8 ? Float(1) : 0 }
      return Operation(kind: kind) {
        _ = bernoulliLossWithGradient(logits: input, targets: targets, weight: 1)
      }
    default: return nil
    }
  }

  /// Prepares `C = A B` of an m × k and a k × n matrix in rows, which are the transposed matrices in
  /// columns: `Cᵀ = Bᵀ Aᵀ`.
  static func product(_ name: String, m: Int, n: Int, k: Int) -> Operation? {
    let kind = OperationKind.product(multiplications: m * n * k)
    var c = Matrix<Float>(rows: n, columns: m)
    let isFirstTransposed = name == "gemm_tn"
    let isSecondTransposed = name == "gemm_nt"
    let a = normal(
      rows: isFirstTransposed ? m : k, columns: isFirstTransposed ? k : m, stream: 1)
    let b = normal(
      rows: isSecondTransposed ? k : n, columns: isSecondTransposed ? n : k, stream: 2)
    if isFirstTransposed { return Operation(kind: kind) { multiply(b, a.transposed, into: &c) } }
    if isSecondTransposed { return Operation(kind: kind) { multiply(b.transposed, a, into: &c) } }
    return Operation(kind: kind) { multiply(b, a, into: &c) }
  }
}
