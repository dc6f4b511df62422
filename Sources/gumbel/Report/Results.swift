import Foundation
import Training

/// What a finished training run prints.
struct TrainingResult: Encodable {
  var evaluation: RunEvaluation
  /// The number of steps of the run.
  var runStep: Int
  var seconds: Double
  var stepsPerSecond: Double
  var output: String
  /// Whether the run stopped before its last step.
  var isStoppedEarly: Bool

  enum CodingKeys: String, CodingKey {
    case status, seconds, output
    case stepsPerSecond = "steps_per_second"
    case runStep = "run_steps"
    case isStoppedEarly = "stopped_early"
  }

  func encode(to encoder: any Encoder) throws {
    try evaluation.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode("finished", forKey: .status)
    try container.encode(seconds, forKey: .seconds)
    try container.encode(stepsPerSecond, forKey: .stepsPerSecond)
    try container.encode(output, forKey: .output)
    try container.encode(runStep, forKey: .runStep)
    try container.encode(isStoppedEarly, forKey: .isStoppedEarly)
  }

  /// The result for a person.
  var summary: String {
    """
    Trained to step \(runStep) in \(seconds.fixed(1)) s (\(stepsPerSecond.fixed(0)) steps/s)\(remark).

    \(evaluation.summary)

    Report: \(output)/report.html
    """
  }

  /// Which of the steps the figures are of, if not the last.
  private var remark: String {
    guard evaluation.validationBound != nil else { return "" }
    let end = isStoppedEarly ? ", stopped early" : ""
    return end + "; best on the validation samples after step \(evaluation.steps)"
  }
}

/// What `gumbel evaluate --json` prints.
struct EvaluationResult: Encodable {
  var evaluation: RunEvaluation
  var seconds: Double
  var folder: String

  enum CodingKeys: String, CodingKey {
    case seconds, folder
  }

  func encode(to encoder: any Encoder) throws {
    try evaluation.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(seconds, forKey: .seconds)
    try container.encode(folder, forKey: .folder)
  }
}

extension RunEvaluation {
  /// A line of a summary.
  struct Row {
    var name: String
    var value: String
    var remark = ""
  }

  /// What to show of an evaluation, the most important first.
  var rows: [Row] {
    var rows = [
      Row(
        name: "test bound (m = \(samples))", value: "\(bound.fixed(3)) nats",
        remark: "± \(standardError.fixed(3)); importance-weighted, hard samples")
    ]
    if let optimum, let gap {
      rows += [
        Row(
          name: "exact optimum", value: "\(optimum.fixed(3)) nats",
          remark: "minus the entropy of the data: no model expects more"),
        Row(name: "gap", value: "\(gap.fixed(3)) nats"),
      ]
    }
    rows += [
      Row(name: "evidence lower bound", value: "\(evidenceLowerBound.fixed(3)) nats"),
      Row(name: "reconstruction", value: "\(reconstruction.fixed(3)) nats"),
    ]
    if divergence != 0 {  // a network that completes images has no prior
      rows.append(Row(name: "divergence from the prior", value: "\(divergence.fixed(3)) nats"))
    }
    rows += [
      Row(name: "code perplexity", value: perplexity.fixed(2), remark: "mean over latents"),
      Row(name: "classes in use", value: "\((100 * usage).fixed(1)) %"),
    ]
    if let accuracy {
      rows.insert(
        Row(name: "accuracy", value: "\((100 * accuracy).fixed(2)) %", remark: "of the classifier"),
        at: 1)
    }
    if let relaxedBound {
      rows.append(
        Row(
          name: "relaxed bound", value: "\(relaxedBound.fixed(3)) nats",
          remark: "with relaxed samples: not of the discrete model"))
    }
    if let validationBound {
      rows.append(
        Row(
          name: "validation bound", value: "\(validationBound.fixed(3)) nats", remark: "the best"))
    }
    if let trainingBound {
      rows.append(
        Row(
          name: "training bound", value: "\(trainingBound.fixed(3)) nats",
          remark: "mean over the last epoch"))
    }
    if let factorAccuracy {
      rows.append(
        Row(
          name: "factor values read back right", value: "\((100 * factorAccuracy).fixed(2)) %",
          remark: "from reconstructions of hard codes"))
    }
    if let oneToOne, let factors {
      rows.append(
        Row(
          name: "factors captured one to one", value: "\(oneToOne) of \(factors)",
          remark: "by a single code; the bound does not ask for it"))
    }
    return rows
  }

  /// The evaluation for a person; remarks that the terminal has no room for are left out.
  var summary: String {
    let rows = rows
    let room = Terminal.standardOutputColumns ?? .max
    let names = rows.map(\.name.count).max() ?? 0
    let values = rows.map(\.value.count).max() ?? 0
    return rows.map { row in
      let name = row.name.padding(toLength: names, withPad: " ", startingAt: 0)
      let value = String(repeating: " ", count: values - row.value.count) + row.value
      let line = "  \(name)  \(value)"
      let remark = row.remark.isEmpty ? "" : "  (\(row.remark))"
      return line.count + remark.count <= room ? line + remark : line
    }.joined(separator: "\n")
  }
}

/// Prints a value as one JSON object on standard output.
///
/// - Parameter value: What to print.
/// - Throws: An encoding error if a number is not finite.
func printJSON(_ value: some Encodable) throws {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  try writeOutput(String(decoding: try encoder.encode(value), as: UTF8.self))
}

/// Aligns names and values in two columns.
func table(_ rows: [(String, String)]) -> String {
  let width = rows.map(\.0.count).max() ?? 0
  return rows.map { name, value in
    "  \(name.padding(toLength: width, withPad: " ", startingAt: 0))  \(value)"
  }.joined(separator: "\n")
}

/// Quotes a path for a shell, if it needs that.
func shellQuoted(_ path: String) -> String {
  let isPlain = path.unicodeScalars.allSatisfy {
    ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0)
      || "/._-+=:@,".unicodeScalars.contains($0)
  }
  return isPlain && !path.isEmpty ? path : "'" + path.replacing("'", with: #"'\''"#) + "'"
}

/// The tool as the user called it, so that a printed command can be pasted.
var invokedName: String { shellQuoted(CommandLine.arguments.first ?? "gumbel") }
