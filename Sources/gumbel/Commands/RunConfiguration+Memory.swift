import Foundation
import LatentModels
import Training

extension RunConfiguration {
  /// Requires that a run of these sizes has a chance to fit into the memory of this machine.
  ///
  /// Memory that cannot be had ends a process without a word of ours, so a width with a few zeros too
  /// many is refused beforehand. A run keeps parameters, their gradient and two moments.
  func checkMemory() throws {
    let bytes = model.weightCount * 4 * 4
    let memory = Double(ProcessInfo.processInfo.physicalMemory)
    guard bytes > memory else { return }
    func gibibytes(_ bytes: Double) -> String { (bytes / 0x1p30).fixed(0) }
    throw TrainingError.invalid(
      name: "the model of --latents, --classes and --hidden",
      value: "\(gibibytes(bytes)) GiB large",
      expected: "less than the \(gibibytes(memory)) GiB of this machine")
  }
}

extension ModelConfiguration {
  /// The number of weights, in a type that does not overflow.
  fileprivate var weightCount: Double {
    switch self {
    case .autoencoder(let sizes):
      weights(sizes.encoderWidths) + weights(sizes.decoderWidths)
        + 2 * Double(sizes.stochasticLayers - 1) * weights(sizes.transitionWidths)
    case .structured(let sizes):
      weights([sizes.inputs] + sizes.hidden + [sizes.layout.logitRows])
        + Double(sizes.stochasticLayers - 1)
        * weights([sizes.layout.codeRows] + sizes.hidden + [sizes.layout.logitRows])
        + weights([sizes.layout.codeRows] + sizes.hidden + [sizes.outputs])
    case .semiSupervised(let sizes):
      weights([sizes.features] + sizes.classifierHidden + [sizes.classes])
        + weights([sizes.features + sizes.classes] + sizes.hidden + [2 * sizes.styles])
        + weights([sizes.styles + sizes.classes] + sizes.hidden + [sizes.features])
    }
  }
}

/// The number of weights of a chain of linear layers.
private func weights(_ widths: [Int]) -> Double {
  zip(widths, widths.dropFirst()).reduce(0) { $0 + Double($1.0) * Double($1.1) }
}
