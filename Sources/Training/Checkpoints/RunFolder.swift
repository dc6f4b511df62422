import Foundation
import LatentModels
import LinearAlgebra
import NeuralNetwork
import NumericFiles
import RandomStreams

/// The folder of a training run: what is in it, and how it gets there whole.
///
/// Every file is written beside its place and renamed into it, so that a reader, or a run that
/// continues after the power went, finds the old file or the new one. Only `metrics.jsonl` grows in
/// place; a line that was cut short is dropped when the run continues.
///
/// | file | holds |
/// | --- | --- |
/// | `config.json` | the configuration of the run |
/// | `metrics.jsonl` | one record of metrics a line |
/// | `checkpoint.safetensors` | parameters, optimizer state and step: what a resumed run needs |
/// | `model.safetensors` | the parameters alone: the best ones on validation samples, if there are any |
public struct RunFolder: Sendable {
  /// The path of the folder.
  public let path: String

  /// Names the folder of a run, whether or not it exists.
  ///
  /// - Parameter path: The path of the folder.
  public init(_ path: String) { self.path = path }

  /// Returns the path of a file in the folder.
  ///
  /// - Parameter name: The name of the file.
  /// - Returns: The path.
  public func file(_ name: String) -> String { "\(path)/\(name)" }

  /// The names of the files that a run writes.
  public static let fileNames = [
    "config.json", "metrics.jsonl", "checkpoint.safetensors", "model.safetensors",
    "evaluation.json", "report.html", "images/reconstructions.png", "images/samples.png",
    "images/traversal.png", "images/completions.png", "images/grid.png",
  ]

  /// Makes the folder for a new run and writes its configuration.
  ///
  /// - Parameter configuration: The configuration of the run.
  /// - Returns: The right to write here; it ends with the value.
  /// - Throws: ``TrainingError`` if the folder already holds a run or another process is making one,
  ///   `FileError` if it cannot be written to. Nothing is overwritten.
  @discardableResult
  public func create(_ configuration: RunConfiguration) throws -> RunLock {
    try requireEmpty()
    try makeFolder(path)
    let lock = try lock()
    try requireEmpty()  // of two processes that came here at once, the second sees the first's run
    try write(configuration)
    return lock
  }

  /// Takes the right to write into the folder until the returned value ends.
  ///
  /// - Returns: The lock.
  /// - Throws: ``TrainingError`` if another process holds it.
  public func lock() throws -> RunLock { try RunLock(folder: path) }

  /// Removes what a process that was killed had begun to write; the caller holds the lock.
  private func removeRemains() {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    for name in names where name.hasPrefix(AtomicFile.temporaryPrefix) {
      try? FileManager.default.removeItem(atPath: file(name))
    }
  }

  /// Requires that no file of a run is here.
  private func requireEmpty() throws {
    for name in Self.fileNames where FileManager.default.fileExists(atPath: file(name)) {
      throw TrainingError.unusableData(
        path: path,
        reason: "already holds a run (\(name)); continue it with --resume \(path) or give another "
          + "folder with --output")
    }
  }

  /// Replaces the configuration.
  ///
  /// - Parameter configuration: The configuration of the run.
  /// - Throws: `FileError` if the file cannot be written.
  public func write(_ configuration: RunConfiguration) throws {
    let encoder = JSONEncoder.stable
    encoder.outputFormatting.insert(.prettyPrinted)
    let text = String(decoding: try encoder.encode(configuration), as: UTF8.self)
    try AtomicFile.write(text + "\n", to: file("config.json"))
  }

  /// Reads the configuration of the run in this folder.
  ///
  /// - Returns: The configuration.
  /// - Throws: ``TrainingError`` if there is no run here or its configuration is damaged.
  public func readConfiguration() throws -> RunConfiguration {
    guard let data = FileManager.default.contents(atPath: file("config.json")) else {
      throw TrainingError.unusableData(
        path: path, reason: "holds no run (no config.json); give the --output folder of a run")
    }
    do {
      return try JSONDecoder().decode(RunConfiguration.self, from: data)
    } catch let error as DecodingError {
      throw TrainingError.unusableData(
        path: file("config.json"), reason: "is damaged: \(error.briefDescription)")
    } catch {
      throw TrainingError.unusableData(
        path: file("config.json"), reason: "is damaged: \(error)")
    }
  }

  /// Reads the records of metrics; a last line that was cut short is passed over.
  ///
  /// - Returns: The records in the order of their steps.
  public func readMetrics() -> [MetricsRecord] {
    guard let data = FileManager.default.contents(atPath: file("metrics.jsonl")) else { return [] }
    let decoder = JSONDecoder()
    return data.split(separator: UInt8(ascii: "\n")).compactMap {
      try? decoder.decode(MetricsRecord.self, from: Data($0))
    }
  }

  /// Writes the state of a run: the checkpoint first, then the model alone.
  ///
  /// - Parameter trainer: The run.
  /// - Throws: ``TrainingError/diverged(step:reason:)`` if a number of the state is not finite, for a
  ///   checkpoint from before is worth more; `FileError` if a file cannot be written.
  public func writeCheckpoint(_ trainer: Trainer) throws {
    try Checkpoint.requireFinite(trainer)
    try Checkpoint.write(trainer, to: file("checkpoint.safetensors"))
    try Checkpoint.writeModel(trainer, to: file("model.safetensors"))
  }

  /// Puts the state of the last checkpoint into a run and drops the records after it.
  ///
  /// A run that ended before its first checkpoint starts from its beginning.
  ///
  /// - Parameter trainer: A run of the configuration of this folder.
  /// - Returns: The records of metrics up to the checkpoint.
  /// - Throws: ``TrainingError`` or `FileError` if the checkpoint is damaged or belongs to another run.
  public func restore(_ trainer: inout Trainer) throws -> [MetricsRecord] {
    removeRemains()
    if FileManager.default.fileExists(atPath: file("checkpoint.safetensors")) {
      try Checkpoint.restore(&trainer, from: file("checkpoint.safetensors"))
    }
    let done = trainer.stepsDone
    let records = readMetrics().filter { $0.step <= done }
    let lines = try records.map { try MetricsLog.line($0) }
    try AtomicFile.write(lines.joined(), to: file("metrics.jsonl"))
    return records
  }

  /// Reads the model of the run in this folder.
  ///
  /// - Parameter configuration: The configuration of the run.
  /// - Returns: The model and how far it and the run got.
  /// - Throws: ``TrainingError`` or `FileError` if there is no model or it has other shapes.
  public func readModel(
    _ configuration: RunConfiguration
  ) throws -> SavedModel {
    let path = file("model.safetensors")
    guard FileManager.default.fileExists(atPath: path) else {
      throw TrainingError.unusableData(
        path: self.path,
        reason: "has no model yet (no model.safetensors); let the run take a step with --resume")
    }
    var generator = Purpose.initialization.stream(seed: configuration.seed)
    let model = configuration.model.makeModel(
      mean: nil, weightScale: 1, using: &generator)
    return try Checkpoint.readModel(into: model, from: path)
  }
}

extension DecodingError {
  /// What is wrong and where, in a few words.
  var briefDescription: String {
    switch self {
    case .keyNotFound(let key, _): "the field '\(key.stringValue)' is missing"
    case .valueNotFound(_, let context), .typeMismatch(_, let context), .dataCorrupted(let context):
      if let field = context.codingPath.last {
        "the field '\(field.stringValue)' is wrong: \(context.debugDescription)"
      } else {
        context.debugDescription
      }
    @unknown default: "\(self)"
    }
  }
}
