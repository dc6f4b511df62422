import Categorical
import LinearAlgebra
import RandomStreams

extension Operation {
  /// Sampling and its gradients, samples × classes.
  static let categoricalNames = [
    "gs_soft_fb", "gs_hard_fb", "gs_soft_f", "noise", "exponential", "uniform", "softmax_fwd",
    "softmax_bwd", "cat_sample", "cat_gumbelmax",
  ]

  /// Prepares an operation on categoricals; a sample is a column.
  static func categorical(_ name: String, samples: Int, classes: Int) -> Operation? {
    let logits = normal(rows: classes, columns: samples, stream: 1)
    let cotangent = normal(rows: classes, columns: samples, stream: 2)
    let kind = OperationKind.elements(samples * classes)
    var generator = RandomStream(seed: 0, stream: 3)
    var noise = Matrix<Float>(rows: classes, columns: samples)
    var output = Matrix<Float>(rows: classes, columns: samples)
    switch name {
    case "gs_soft_fb", "gs_hard_fb", "gs_soft_f":
      let isHard = name == "gs_hard_fb"
      var sample = GumbelSoftmaxSample<Float>(rows: classes, columns: samples, hard: isHard)
      return Operation(kind: kind) {
        try gumbelSoftmax(logits, temperature: 1, using: &generator, into: &sample)
        guard name != "gs_soft_f" else { return }
        gumbelSoftmaxPullback(
          cotangent, relaxed: sample.relaxed, temperature: 1, into: &output)
      }
    case "noise":
      return Operation(kind: kind) { fillGumbelNoise(&noise, using: &generator) }
    case "exponential":
      return Operation(kind: kind) {
        var elements = noise.mutableElements
        generator.fillExponential(&elements)
      }
    case "uniform":
      return Operation(kind: kind) {
        var elements = noise.mutableElements
        generator.fillUniform(&elements)
      }
    case "softmax_fwd":
      return Operation(kind: kind) { try softmax(logits, into: &output) }
    case "softmax_bwd":
      guard let probabilities = try? softmax(logits) else { return nil }
      return Operation(kind: kind) {
        softmaxPullback(cotangent, output: probabilities, into: &output)
      }
    case "cat_sample":
      return Operation(kind: kind) { _ = try sampleCategoricalIndices(logits, using: &generator) }
    case "cat_gumbelmax":
      return Operation(kind: kind) { _ = try sampleGumbelMaxIndices(logits, using: &generator) }
    default: return nil
    }
  }
}
