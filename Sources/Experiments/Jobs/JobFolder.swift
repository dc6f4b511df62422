import Foundation
import NumericFiles
import Training

/// The folder of one run: that of `gumbel train`, and what the experiment notes there.
///
/// | file | holds |
/// | --- | --- |
/// | `job.json` | what the run does, to tell runs of other experiments apart |
/// | `result.json` | the numbers of the result; it makes the run a finished one |
/// | `output.txt`, `errors.txt` | what the process last said |
/// | `metrics.jsonl` | the course, as `gumbel train` or a computation wrote it |
struct JobFolder {
  let path: String

  func file(_ name: String) -> String { "\(path)/\(name)" }

  /// The numbers of a finished run, or nil.
  var result: [String: Double]? {
    FileManager.default.contents(atPath: file("result.json")).flatMap(Self.numbers)
  }

  /// Whether `gumbel train` began here.
  var hasRun: Bool { FileManager.default.fileExists(atPath: file("config.json")) }

  /// The numbers of one JSON object; everything else in it is left out.
  static func numbers(_ data: Data) -> [String: Double]? {
    guard let object = try? JSONDecoder().decode([String: Number].self, from: data) else {
      return nil
    }
    return object.compactMapValues(\.value)
  }

  /// A value that counts if it is a number.
  private struct Number: Decodable {
    var value: Double?
    init(from decoder: any Decoder) throws {
      value = try? decoder.singleValueContainer().decode(Double.self)
    }
  }

  /// Makes the folder, or requires that it holds this very run.
  func claim(_ job: Job) throws {
    var description = ["computation"]
    if case .training(let arguments) = job.work { description = Self.identity(arguments) }
    if case .computation(_, let steps) = job.work { description.append("\(steps)") }
    if let data = FileManager.default.contents(atPath: file("job.json")) {
      guard (try? JSONDecoder().decode([String].self, from: data)) == description else {
        throw ExperimentError(
          "\(path): holds a run with other options; give another folder with --output")
      }
      return
    }
    guard !hasRun else {
      throw ExperimentError(
        "\(path): holds a run that is not of this experiment; give another folder with --output")
    }
    try makeFolder(path)
    try AtomicFile.write(
      String(decoding: try JSONEncoder().encode(description), as: UTF8.self) + "\n",
      to: file("job.json"))
  }

  /// What makes a run this one: all options but the place of the data.
  private static func identity(_ arguments: [String]) -> [String] {
    guard let place = arguments.firstIndex(of: "--data") else { return arguments }
    return Array(arguments[..<place] + arguments[min(place + 2, arguments.count)...])
  }

  /// Makes the run a finished one.
  func write(_ numbers: [String: Double]) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    try AtomicFile.write(
      String(decoding: try encoder.encode(numbers.filter { $0.value.isFinite }), as: UTF8.self)
        + "\n", to: file("result.json"))
  }

  /// How far the run is.
  var progress: JobProgress {
    let last = tail("metrics.jsonl").split(separator: "\n").reversed().lazy
      .compactMap { Self.numbers(Data($0.utf8)) }.first { $0["step"] != nil }
    return JobProgress(
      step: last?["step"].flatMap { Int(exactly: $0) } ?? 0, steps: steps, value: last?["bound"])
  }

  /// The steps in all, as the configuration of the run says.
  private var steps: Int? {
    guard let data = FileManager.default.contents(atPath: file("config.json")) else { return nil }
    return Self.numbers(data)?["steps"].flatMap { Int(exactly: $0) }
  }

  /// The course of the run: steps and values.
  func course() -> (steps: [Double], values: [Double]) {
    let data = FileManager.default.contents(atPath: file("metrics.jsonl")) ?? Data()
    var (steps, values): ([Double], [Double]) = ([], [])
    for line in data.split(separator: UInt8(ascii: "\n")) {
      guard let numbers = Self.numbers(Data(line)), let step = numbers["step"],
        let value = numbers["bound"]
      else { continue }
      steps.append(step)
      values.append(value)
    }
    return (steps, values)
  }

  /// The last part of a file, or nothing.
  func tail(_ name: String, bytes: UInt64 = 4096) -> String {
    guard let handle = FileHandle(forReadingAtPath: file(name)), let end = try? handle.seekToEnd()
    else { return "" }
    defer { try? handle.close() }
    guard (try? handle.seek(toOffset: end > bytes ? end - bytes : 0)) != nil,
      let data = try? handle.readToEnd()
    else { return "" }
    return String(decoding: data, as: UTF8.self)
  }
}
