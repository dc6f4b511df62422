import Foundation
import LatentModels
import LinearAlgebra
import NeuralNetwork
import NumericFiles

/// The state of a run as one safetensors file.
///
/// It holds the parameters and buffers under `model.`, the moments of the optimizer under `optimizer.`, what
/// estimators learned under `estimators.`, the best parameters on the validation samples under `best.`
/// and, in the metadata, the number of steps, the sums since the last record and over the epoch, and a
/// fingerprint of the data. One file and one rename: a checkpoint is whole or absent.
enum Checkpoint {
  /// Writes the state of a run.
  static func write(_ trainer: Trainer, to path: String) throws {
    var tensors = tensors(of: trainer.state.present, below: "model")
    var optimizer = trainer.optimizer
    optimizer.visit("optimizer") { tensors.append(Tensor(name: $0, $1)) }
    if let best = trainer.state.best { tensors += Self.tensors(of: best, below: "best") }
    let learned = trainer.state.learned
    for name in learned.keys.sorted() {
      if let matrix = learned[name] { tensors.append(Tensor(name: "estimators." + name, matrix)) }
    }
    let file = TensorFile(
      tensors: tensors,
      metadata: [
        "format": "swift-gumbel checkpoint 1",
        "step": String(trainer.stepsDone),
        "optimizer_step": String(trainer.optimizer.step),
        "window": try text(trainer.window),
        "epoch": try text(trainer.epoch),
        "validation": try text(trainer.validation),
        "data": String(trainer.dataset.fingerprint, radix: 16),
      ])
    try file.write(to: path)
  }

  /// Requires that every number of the state is finite.
  static func requireFinite(_ trainer: Trainer) throws(TrainingError) {
    var (model, optimizer) = (trainer.state.present, trainer.optimizer)
    var fault: String?
    func check(_ name: String, _ parameter: inout Matrix<Float>) {
      let isFinite = unsafe parameter.withUnsafeElements { unsafe $0.allSatisfy(\.isFinite) }
      if !isFinite { fault = fault ?? name }
    }
    model.visitState("model", check)
    optimizer.visit("optimizer", check)
    if let fault {
      throw .diverged(step: trainer.stepsDone, reason: "\(fault) is no longer finite")
    }
  }

  /// Puts the state of a checkpoint into a run of the same configuration, or changes nothing.
  static func restore(_ trainer: inout Trainer, from path: String) throws {
    let file = try TensorFile.read(path)
    guard file.metadata["format"] == "swift-gumbel checkpoint 1",
      let step = file.metadata["step"].flatMap(Int.init), step >= 0,
      let optimizerStep = file.metadata["optimizer_step"].flatMap(Int.init),
      0...step ~= optimizerStep,
      let window: MetricsWindow = value("window", of: file),
      let epoch: EpochBound = value("epoch", of: file, orIfMissing: EpochBound()),
      let validation: ValidationTrack = value(
        "validation", of: file, orIfMissing: ValidationTrack())
    else {
      throw TrainingError.mismatch(
        path: path, reason: "not a checkpoint of this tool; it has no readable step and sums")
    }
    guard file.metadata["data"] == String(trainer.dataset.fingerprint, radix: 16) else {
      throw TrainingError.mismatch(
        path: path,
        reason: "was written by a run on other data; give the data of that run with --data")
    }
    let layout = trainer.model.usageLayout
    guard window.usage.latents == layout.latents, window.usage.classes == layout.classes,
      window.usage.counts.count == layout.latents * layout.classes, 0...step ~= window.steps,
      0...step ~= validation.bestStep
    else {
      throw TrainingError.mismatch(
        path: path,
        reason: "has the sums of another model than config.json says; put back the file of this run"
      )
    }
    var saved = SavedState(optimizerStep: optimizerStep)
    for tensor in file.tensors {
      let learned = "estimators."
      if tensor.name.hasPrefix(learned) {
        let matrix: Matrix<Double> = try file.matrix(named: tensor.name)
        saved.learned[String(tensor.name.dropFirst(learned.count))] = matrix
      } else {
        saved.matrices[tensor.name] = try file.matrix(named: tensor.name)
      }
    }
    try translating(path) { try trainer.state.restore(saved) }
    trainer.stepsDone = step
    trainer.window = window
    trainer.epoch = epoch
    trainer.validation = validation
  }

  /// Writes the parameters that the run is for, named as PyTorch names them.
  static func writeModel(_ trainer: Trainer, to path: String) throws {
    try TensorFile(
      tensors: tensors(of: trainer.bestModel, below: ""),
      metadata: [
        "format": "swift-gumbel model 1",
        "model": try text(trainer.configuration.model),
        "step": String(trainer.bestStep),
        "run_step": String(trainer.stepsDone),
      ]
    ).write(to: path)
  }

  /// Reads the parameters of a model.
  static func readModel(
    into model: any LatentModel<Float>, from path: String
  ) throws -> SavedModel {
    let file = try TensorFile.read(path)
    var matrices: [String: Matrix<Float>] = [:]
    for tensor in file.tensors {
      matrices[tensor.name] = try file.matrix(named: tensor.name)
    }
    var restored = model
    try translating(path) { try restored.restore(from: matrices) }
    let step = file.metadata["step"].flatMap(Int.init) ?? 0
    let runStep = file.metadata["run_step"].flatMap(Int.init) ?? step
    return SavedModel(model: restored, step: step, runStep: runStep)
  }

  /// The parameters and buffers of a model as tensors.
  private static func tensors(
    of model: any LatentModel<Float>, below path: String
  ) -> [Tensor] {
    var (model, tensors) = (model, [Tensor]())
    model.visitState(path) { tensors.append(Tensor(name: $0, $1)) }
    return tensors
  }

  /// The JSON of a value.
  private static func text(_ value: some Encodable) throws -> String {
    String(decoding: try JSONEncoder.stable.encode(value), as: UTF8.self)
  }

  /// The value of an entry of the metadata, if it is readable.
  private static func value<Value: Decodable>(
    _ key: String, of file: TensorFile, orIfMissing missing: Value? = nil
  ) -> Value? {
    guard let text = file.metadata[key] else { return missing }
    return try? JSONDecoder().decode(Value.self, from: Data(text.utf8))
  }

  /// Says of parameters that do not fit in which file they are.
  private static func translating(_ path: String, _ body: () throws -> Void) throws {
    do {
      try body()
    } catch {
      throw TrainingError.mismatch(
        path: path,
        reason: "\(error); it was written by a run with another model than config.json says")
    }
  }
}

extension JSONEncoder {
  /// An encoder whose output depends on the value alone.
  static var stable: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }
}
