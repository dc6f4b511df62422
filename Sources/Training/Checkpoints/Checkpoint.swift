import Foundation
import LatentModels
import LinearAlgebra
import NeuralNetwork
import NumericFiles

/// The state of a run as one safetensors file.
///
/// It holds the parameters under `model.`, the moments of the optimizer under `optimizer.` and, in the
/// metadata, the number of steps, the sums since the last record and a fingerprint of the data. One
/// file and one rename: a checkpoint is whole or absent.
enum Checkpoint {
  /// Writes the state of a run.
  static func write(_ trainer: Trainer, to path: String) throws {
    var trainer = trainer
    var tensors: [Tensor] = []
    trainer.model.visit("model") { tensors.append(Tensor(name: $0, $1)) }
    trainer.optimizer.visit("optimizer") { tensors.append(Tensor(name: $0, $1)) }
    let window = try JSONEncoder.stable.encode(trainer.window)
    let file = TensorFile(
      tensors: tensors,
      metadata: [
        "format": "swift-gumbel checkpoint 1",
        "step": String(trainer.stepsDone),
        "optimizer_step": String(trainer.optimizer.step),
        "window": String(decoding: window, as: UTF8.self),
        "data": String(trainer.dataset.fingerprint, radix: 16),
      ])
    try file.write(to: path)
  }

  /// Requires that every number of the state is finite.
  static func requireFinite(_ trainer: Trainer) throws(TrainingError) {
    var trainer = trainer
    var fault: String?
    func check(_ name: String, _ parameter: inout Matrix<Float>) {
      let isFinite = unsafe parameter.withUnsafeElements { unsafe $0.allSatisfy(\.isFinite) }
      if !isFinite { fault = fault ?? name }
    }
    trainer.model.visit("model", check)
    trainer.optimizer.visit("optimizer", check)
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
      let window = file.metadata["window"],
      let sums = try? JSONDecoder().decode(MetricsWindow.self, from: Data(window.utf8))
    else {
      throw TrainingError.mismatch(
        path: path, reason: "not a checkpoint of this tool; it has no readable step and sums")
    }
    guard file.metadata["data"] == String(trainer.dataset.fingerprint, radix: 16) else {
      throw TrainingError.mismatch(
        path: path,
        reason: "was written by a run on other data; give the data of that run with --data")
    }
    let sizes = trainer.configuration.model
    guard sums.usage.latents == sizes.latents, sums.usage.classes == sizes.classes,
      sums.usage.counts.count == sizes.codeSize, 0...step ~= sums.steps
    else {
      throw TrainingError.mismatch(
        path: path,
        reason: "has the sums of another model than config.json says; put back the file of this run"
      )
    }
    var (model, optimizer) = (trainer.model, trainer.optimizer)
    try restore(&model, from: file, path: "model", file: path)
    try restore(&optimizer, from: file, path: "optimizer", file: path)
    (trainer.model, trainer.optimizer) = (model, optimizer)
    trainer.optimizer.step = optimizerStep
    trainer.stepsDone = step
    trainer.window = sums
  }

  /// Puts the tensors below a name into the parameters of a value, or changes nothing.
  static func restore(
    _ value: inout some Parameterized<Float>, from tensors: TensorFile, path: String, file: String
  ) throws {
    let prefix = path.isEmpty ? "" : path + "."
    var matrices: [String: Matrix<Float>] = [:]
    for tensor in tensors.tensors where tensor.name.hasPrefix(prefix) {
      matrices[tensor.name] = try tensors.matrix(named: tensor.name)
    }
    do {
      try value.restore(from: matrices, path: path)
    } catch {
      throw TrainingError.mismatch(
        path: file,
        reason: "\(error); it was written by a run with another model than config.json says")
    }
  }

  /// Writes the parameters alone, named as PyTorch names them.
  static func writeModel(_ trainer: Trainer, to path: String) throws {
    var model = trainer.model
    var tensors: [Tensor] = []
    model.visit("") { tensors.append(Tensor(name: $0, $1)) }
    let sizes = try JSONEncoder.stable.encode(trainer.configuration.model)
    try TensorFile(
      tensors: tensors,
      metadata: [
        "format": "swift-gumbel model 1",
        "model": String(decoding: sizes, as: UTF8.self),
        "step": String(trainer.stepsDone),
      ]
    ).write(to: path)
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
