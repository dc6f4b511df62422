import LinearAlgebra
import NeuralNetwork

extension Operation {
  /// Optimizer, activations and losses, rows × columns.
  static let layerNames = [
    "adam", "adamw", "radam", "sgd", "relu_fb", "bias_relu", "bce_fb",
  ]
  /// Prepares an operation of a layer.
  static func layer(_ name: String, rows: Int, columns: Int) -> Operation? {
    let kind = OperationKind.elements(rows * columns)
    let input = normal(rows: rows, columns: columns, stream: 1)
    let cotangent = normal(rows: rows, columns: columns, stream: 2)
    switch name {
    case "adam", "adamw", "radam", "sgd":
      guard let rule = OptimizerName(rawValue: name) else { return nil }
      return update(input, cotangent * 1e-3, by: rule)
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

  /// Prepares an update of a parameter, with momentum where the rule has some.
  private static func update(
    _ parameter: Matrix<Float>, _ gradient: Matrix<Float>, by rule: OptimizerName
  ) -> Operation? {
    let momentum = rule == .sgd ? 0.9 : nil
    guard let configuration = try? OptimizerConfiguration(rule, momentum: momentum) else {
      return nil
    }
    let bias = Matrix<Float>(rows: parameter.rows, columns: 1)
    var model = Linear(weight: parameter, bias: bias)
    let slope = Linear(weight: gradient, bias: bias)
    var optimizer = configuration.optimizer(for: model)
    return Operation(kind: .elements(parameter.count)) {
      optimizer.update(&model, along: slope, learningRate: 1e-3)
    }
  }
}
