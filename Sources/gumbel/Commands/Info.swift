import ArgumentParser
import Categorical
import Foundation
import LatentModels
import LinearAlgebra
import NeuralNetwork
import Training

/// Says what is in the folder of a run.
struct Info: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what a run is and how far it got.")

  @Argument(help: ArgumentHelp("The folder of a run.", valueName: "folder"))
  var folder: String

  @OptionGroup var output: OutputOptions

  func run() throws {
    let run = RunFolder(folder)
    let configuration = try run.readConfiguration()
    try configuration.checkMemory()
    let saved = try run.readModel(configuration)
    var model = saved.model
    let step = saved.runStep
    let last = run.readMetrics().last { $0.step <= step }
    let evaluation = run.readEvaluation()
    if output.json {
      try printJSON(
        InfoResult(
          folder: folder, step: step, parameters: model.parameterCount,
          configuration: configuration, lastRecord: last, evaluation: evaluation))
      return
    }
    var rows: [(String, String)] =
      [
        ("folder", folder),
        ("data", configuration.data.summary),
        ("model", configuration.model.summary),
      ] + configuration.objectiveFacts + [
        ("seed", "\(configuration.seed)"),
        ("progress", "step \(step) of \(configuration.steps)"),
        ("parameters", "\(model.parameterCount)"),
      ]
    if saved.step < step {
      rows.append(("model", "the best on the validation samples, of step \(saved.step)"))
    }
    if let last {
      rows.append(
        (
          "last record",
          "step \(last.step): bound \(last.bound.fixed(2)) nats, kl \(last.divergence.fixed(2))"
        ))
    }
    if let evaluation {
      rows.append(
        (
          "evaluated",
          "bound (m = \(evaluation.samples)) \(evaluation.bound.fixed(2)) nats after step \(evaluation.steps)"
        ))
    }
    try writeOutput(table(rows))
    try writeOutput("\nParameters in model.safetensors:")
    var parameters: [(String, String)] = []
    model.visit("") { name, parameter in
      let shape =
        parameter.columns == 1 ? "[\(parameter.rows)]" : "[\(parameter.rows), \(parameter.columns)]"
      parameters.append((name, shape))
    }
    try writeOutput(table(parameters))
    if step < configuration.steps {
      try writeOutput("\nContinue with: \(invokedName) train --resume \(shellQuoted(folder))")
    }
  }
}

/// What `gumbel info --json` prints.
private struct InfoResult: Encodable {
  var folder: String
  var step: Int
  var parameters: Int
  var configuration: RunConfiguration
  var lastRecord: MetricsRecord?
  var evaluation: RunEvaluation?

  enum CodingKeys: String, CodingKey {
    case folder, step, parameters, configuration, evaluation
    case lastRecord = "last_record"
  }
}

extension DataSource {
  /// The source in a few words.
  var summary: String {
    switch self {
    case .toy(let process):
      "toy: \(process.factors) factors of \(process.values) values, pixels flipped with probability \(process.flipProbability)"
    case .folder(let path), .numpy(let path): path
    }
  }
}
