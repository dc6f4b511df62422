import Foundation
import LatentModels
import Training

extension RunConfiguration {
  /// Requires that a run of these sizes has a chance to fit into the memory of this machine.
  ///
  /// Memory that cannot be had ends a process without a word of ours, so a width with a few zeros too
  /// many is refused beforehand. A run keeps parameters, their gradient and two moments.
  func checkMemory() throws {
    let bytes =
      zip(model.encoderWidths, model.encoderWidths.dropFirst())
      .reduce(0.0) { $0 + Double($1.0) * Double($1.1) } * 2 * 4 * 4
    let memory = Double(ProcessInfo.processInfo.physicalMemory)
    guard bytes > memory else { return }
    func gibibytes(_ bytes: Double) -> String { (bytes / 0x1p30).fixed(0) }
    throw TrainingError.invalid(
      name: "the model of --latents, --classes and --hidden",
      value: "\(gibibytes(bytes)) GiB large",
      expected: "less than the \(gibibytes(memory)) GiB of this machine")
  }
}
