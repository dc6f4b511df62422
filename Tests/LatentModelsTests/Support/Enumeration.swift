import Foundation
import LatentModels
import LinearAlgebra
import NeuralNetwork
import TestSupport
import Testing

/// A joint state of all latent variables of one column, by the definitions and in plain arithmetic.
struct JointState {
  /// The logarithm of the probability with which the state is drawn.
  var logQ: Double
  /// `log p(x|z)`.
  var reconstruction: Double
  /// `log q - log p` of the whole state; zero for a model without a prior.
  var divergence = 0.0
}

extension [JointState] {
  /// `E[log p(x|z) - β (log q - log p)]`.
  func bound(weight: Double = 1) -> Double {
    reduce(0) { $0 + exp($1.logQ) * ($1.reconstruction - weight * $1.divergence) }
  }

  /// `E[log (w_1 + w_2) / 2]` over independent pairs.
  func pairBound() -> Double {
    var sum = 0.0
    for a in self {
      for b in self {
        let mean = (exp(a.reconstruction - a.divergence) + exp(b.reconstruction - b.divergence)) / 2
        sum += exp(a.logQ + b.logQ) * log(mean)
      }
    }
    return sum
  }
}

/// Networks and distributions for one column, without the code under test.
enum Plain {
  static func forward(
    _ network: MultilayerPerceptron<Double>, _ input: [Double], centering: Centering<Double>? = nil
  ) -> [Double] {
    var values = input
    for (i, layer) in network.layers.enumerated() {
      if let means = centering?.means, !means.isEmpty {
        values = values.indices.map { values[$0] - means[i][$0, 0] }
      }
      values = (0..<layer.outputs).map { row in
        values.indices.reduce(layer.bias[row, 0]) { $0 + layer.weight[row, $1] * values[$1] }
      }
      if i < network.layers.count - 1 { values = values.map { tanh($0) } }
    }
    return values
  }

  /// The log-probabilities of the classes of each variable.
  static func logProbabilities(_ layout: CodeLayout, _ output: [Double]) -> [[Double]] {
    (0..<layout.latents).map { latent in
      let logits =
        layout.code != .oneHot && layout.classes == 2
        ? [0, output[latent]]
        : Array(output[latent * layout.classes..<(latent + 1) * layout.classes])
      let total = log(logits.reduce(0) { $0 + exp($1) })
      return logits.map { $0 - total }
    }
  }

  static func states(_ layout: CodeLayout) -> [[Int]] {
    (0..<layout.latents).reduce([[]]) { states, _ in
      states.flatMap { state in (0..<layout.classes).map { state + [$0] } }
    }
  }

  static func code(_ layout: CodeLayout, _ state: [Int]) -> [Double] {
    state.flatMap { k -> [Double] in
      switch layout.code {
      case .oneHot: (0..<layout.classes).map { $0 == k ? 1 : 0 }
      case .binary: (0..<layout.classes.trailingZeroBitCount).map { Double(k >> $0 & 1) }
      case .signed: (0..<layout.classes.trailingZeroBitCount).map { Double(2 * (k >> $0 & 1) - 1) }
      }
    }
  }

  static func mass(_ logs: [[Double]], _ state: [Int]) -> Double {
    zip(logs, state).reduce(0) { $0 + $1.0[$1.1] }
  }

  static func logLikelihood(_ logits: [Double], _ target: [Double]) -> Double {
    zip(logits, target).reduce(0) { $0 + $1.1 * $1.0 - log(1 + exp($1.0)) }
  }

  static func column(_ matrix: Matrix<Double>, _ column: Int) -> [Double] {
    (0..<matrix.rows).map { matrix[$0, column] }
  }
}

extension CategoricalVAE<Double> {
  /// All joint states of one column, for one or two layers.
  func jointStates(_ x: [Double]) -> [JointState] {
    let layout = configuration.layout
    let top =
      priorLogits.map { Plain.column($0, 0) } ?? Array(repeating: 0, count: layout.logitRows)
    let logTop = Plain.logProbabilities(layout, top)
    let logFirst = Plain.logProbabilities(
      layout, Plain.forward(encoder, x, centering: centering[0]))
    return Plain.states(layout).flatMap { first -> [JointState] in
      let code = Plain.code(layout, first)
      var state = JointState(
        logQ: Plain.mass(logFirst, first),
        reconstruction: Plain.logLikelihood(Plain.forward(decoder, code), x))
      guard configuration.stochasticLayers == 2 else {
        state.divergence = state.logQ - Plain.mass(logTop, first)
        return [state]
      }
      let logSecond = Plain.logProbabilities(
        layout, Plain.forward(inference[0], code, centering: centering[1]))
      return Plain.states(layout).map { second in
        let below = Plain.logProbabilities(
          layout, Plain.forward(generation[0], Plain.code(layout, second)))
        var joint = state
        joint.logQ += Plain.mass(logSecond, second)
        joint.divergence = joint.logQ - Plain.mass(below, first) - Plain.mass(logTop, second)
        return joint
      }
    }
  }
}

extension StructuredPredictor<Double> {
  /// All joint states of one column, for one or two layers.
  func jointStates(_ x: [Double], _ y: [Double]) -> [JointState] {
    let layout = configuration.layout
    let logFirst = Plain.logProbabilities(layout, Plain.forward(layers[0], x))
    return Plain.states(layout).flatMap { first -> [JointState] in
      let code = Plain.code(layout, first)
      let logQ = Plain.mass(logFirst, first)
      func worth(_ code: [Double]) -> Double {
        Plain.logLikelihood(Plain.forward(decoder, code), y)
      }
      guard layers.count == 2 else { return [JointState(logQ: logQ, reconstruction: worth(code))] }
      let logSecond = Plain.logProbabilities(layout, Plain.forward(layers[1], code))
      return Plain.states(layout).map { second in
        JointState(
          logQ: logQ + Plain.mass(logSecond, second),
          reconstruction: worth(Plain.code(layout, second)))
      }
    }
  }
}

/// A tiny model and observations, whose objective can be enumerated.
protocol EnumerableModel: LatentModel<Double> {
  func jointStates(of data: Observations<Double>, column: Int) -> [JointState]
}

extension CategoricalVAE<Double>: EnumerableModel {
  func jointStates(of data: Observations<Double>, column: Int) -> [JointState] {
    jointStates(Plain.column(data.inputs, column))
  }
}

extension StructuredPredictor<Double>: EnumerableModel {
  func jointStates(of data: Observations<Double>, column: Int) -> [JointState] {
    jointStates(Plain.column(data.inputs, column), Plain.column(data.targets, column))
  }
}

extension EnumerableModel {
  /// The exact mean bound of the data.
  func exactBound(_ data: Observations<Double>, weight: Double = 1) -> Double {
    (0..<data.count).reduce(0) { $0 + jointStates(of: data, column: $1).bound(weight: weight) }
      / Double(data.count)
  }
}

/// The gradient by all parameters, by central differences.
func differences<Model: LatentModel<Double>>(
  at model: Model, of value: (Model) -> Double
) -> [(name: String, value: Matrix<Double>)] {
  model.parameters.map { name, point in
    let slopes = centralDifferences(at: point) { moved in
      var changed = model
      changed.visit("") { if $0 == name { $1 = moved } }
      return value(changed)
    }
    return (name, slopes)
  }
}

/// Expects a gradient to be that of a function.
func expectGradient<Model: LatentModel<Double>>(
  of value: (Model) -> Double, at model: Model, is gradient: Model, within tolerance: Double = 1e-7
) {
  let found = Dictionary(
    uniqueKeysWithValues: gradient.parameters.map { ($0.name, $0.value) })
  for (name, expected) in differences(at: model, of: value) {
    guard let slopes = found[name] else { continue }
    expectClose(slopes, expected, within: tolerance, name)
  }
}
