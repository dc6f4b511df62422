import Foundation
import LatentModels
import LinearAlgebra
import NumericFiles
import Testing
import Training

@Suite struct CheckpointTests {
  /// A run of 35 steps in a folder.
  static func run(in folder: borrowing TemporaryFolder) throws -> RunFolder {
    let run = RunFolder(folder.path + "/run")
    _ = try RunFolderTests.train(run, to: 35, resuming: false)
    return run
  }

  /// Expects that a run cannot be restored, and that it then is as it was.
  static func expectRefusal(
    _ run: RunFolder, of trainer: Trainer, naming names: String...,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    var restored = trainer
    let text = expectOneLine(sourceLocation: sourceLocation) { _ = try run.restore(&restored) }
    for name in names {
      #expect(text.contains(name), "\(text)", sourceLocation: sourceLocation)
    }
    #expect(text.contains("checkpoint.safetensors"), "\(text)", sourceLocation: sourceLocation)
    #expect(restored.stepsDone == trainer.stepsDone, sourceLocation: sourceLocation)
    #expect(restored.parameters == trainer.parameters, sourceLocation: sourceLocation)
  }

  @Test func `a checkpoint cut at any place is refused`() throws {
    let folder = try TemporaryFolder()
    let run = try Self.run(in: folder)
    let whole = try bytes(of: run.file("checkpoint.safetensors"))
    let metrics = try bytes(of: run.file("metrics.jsonl"))
    let trainer = try Fixture.trainer()
    let header = Int(whole[0]) + 256 * Int(whole[1])
    let places = [0, 1, 7, 8, 9, header / 2, 8 + header, 9 + header, whole.count - 1]
    for count in places + stride(from: 100, to: whole.count, by: 997) {
      try folder.file("run/checkpoint.safetensors", Array(whole[..<count]))
      Self.expectRefusal(run, of: trainer)
    }
    try folder.file("run/checkpoint.safetensors", whole + [0])
    Self.expectRefusal(run, of: trainer)
    #expect(try bytes(of: run.file("metrics.jsonl")) == metrics)
  }

  @Test func `moments of running means, as once they were, are passed over`() throws {
    let folder = try TemporaryFolder()
    let run = RunFolder(folder.path + "/run")
    let trainer = try Fixture.Variant.bits.trainer()
    var moving = trainer
    _ = try moving.take(3)
    _ = try run.create(moving.configuration)
    try run.writeCheckpoint(moving)
    let path = run.file("checkpoint.safetensors")
    let file = try TensorFile.read(path)
    let mean: Matrix<Float> = try file.matrix(named: "model.centering.0.0.mean")
    let moments = ["first", "second"].map {
      Tensor(name: "optimizer.\($0)_moment.centering.0.0.mean", mean)
    }
    try TensorFile(tensors: file.tensors + moments, metadata: file.metadata).write(to: path)
    var restored = trainer
    _ = try run.restore(&restored)
    #expect(restored.parameters == moving.parameters)
  }

  @Test func `a header with flipped bits never traps`() throws {
    let folder = try TemporaryFolder()
    let run = try Self.run(in: folder)
    let whole = try bytes(of: run.file("checkpoint.safetensors"))
    let trainer = try Fixture.trainer()
    let header = 8 + Int(whole[0]) + 256 * Int(whole[1])
    for place in stride(from: 0, to: header, by: 5) {
      var damaged = whole
      damaged[place] ^= 1 << UInt8(place % 8)
      try folder.file("run/checkpoint.safetensors", damaged)
      var restored = trainer
      do {
        _ = try run.restore(&restored)
      } catch {
        #expect(error is FileError || error is TrainingError, "\(error)")
        #expect(!"\(error)".contains("\n"))
        #expect(restored.parameters == trainer.parameters)
      }
    }
  }

  @Test func `foreign files are refused`() throws {
    let folder = try TemporaryFolder()
    let run = try Self.run(in: folder)
    let trainer = try Fixture.trainer()
    let path = run.file("checkpoint.safetensors")
    try TensorFile(tensors: [Tensor(name: "weight", shape: [2], [1, 2] as [Float])]).write(to: path)
    Self.expectRefusal(run, of: trainer, naming: "not a checkpoint")
    try folder.file("run/checkpoint.safetensors", bytes(of: run.file("model.safetensors")))
    Self.expectRefusal(run, of: trainer, naming: "not a checkpoint")
    try folder.file("run/checkpoint.safetensors", Array("PK\u{3}\u{4} a zip from PyTorch".utf8))
    Self.expectRefusal(run, of: trainer)
  }

  @Test func `metadata that make no sense are refused`() throws {
    let folder = try TemporaryFolder()
    let run = try Self.run(in: folder)
    let trainer = try Fixture.trainer()
    let path = run.file("checkpoint.safetensors")
    let whole = try TensorFile.read(path)
    for (key, value) in [
      ("step", "-1"), ("step", "many"), ("step", "99999999999999999999"), ("optimizer_step", "-1"),
      ("optimizer_step", "\(Int.max)"), ("window", "{}"), ("window", ""), ("format", "2"),
      ("data", "0"),
    ] {
      var file = whole
      file.metadata[key] = value
      try file.write(to: path)
      Self.expectRefusal(run, of: trainer)
      file.metadata[key] = nil
      try file.write(to: path)
      Self.expectRefusal(run, of: trainer)
    }
    for (key, value) in [("epoch", "{}"), ("validation", "[]")] {
      var file = whole
      file.metadata[key] = value
      try file.write(to: path)
      Self.expectRefusal(run, of: trainer)
      // Checkpoints of version 1 had none.
      file.metadata[key] = nil
      try file.write(to: path)
      var restored = trainer
      _ = try run.restore(&restored)
      #expect(restored.stepsDone == 35)
    }
    var file = whole
    file.metadata["window"] = whole.metadata["window"]?
      .replacing("\"latents\":3", with: "\"latents\":9").replacing("s\":3", with: "s\":1")
    try file.write(to: path)
    Self.expectRefusal(run, of: trainer, naming: "sums")
  }

  @Test func `checkpoints of other shapes are refused`() throws {
    let folder = try TemporaryFolder()
    let run = try Self.run(in: folder)
    let dataset = try Fixture.dataset()
    let wider = try Trainer(Fixture.configuration(dataset, latents: 4), dataset: dataset)
    Self.expectRefusal(run, of: wider)
    let path = run.file("checkpoint.safetensors")
    let whole = try TensorFile.read(path)
    for name in ["model.encoder.0.bias", "optimizer.first_moment.decoder.0.bias"] {
      try #require(whole[name] != nil)
      let others = whole.tensors.filter { $0.name != name }
      try TensorFile(tensors: others, metadata: whole.metadata).write(to: path)
      Self.expectRefusal(run, of: try Fixture.trainer(), naming: name)
      let short = Tensor(name: name, shape: [1], [0] as [Float])
      try TensorFile(tensors: others + [short], metadata: whole.metadata).write(to: path)
      Self.expectRefusal(run, of: try Fixture.trainer(), naming: name)
    }
  }

  @Test func `a checkpoint of a run on other data is refused`() throws {
    let folder = try TemporaryFolder()
    let run = try Self.run(in: folder)
    let dataset = try Fixture.dataset(seed: 2)
    let other = try Trainer(Fixture.configuration(dataset), dataset: dataset)
    Self.expectRefusal(run, of: other, naming: "other data", "--data")
  }

  @Test func `models are refused like checkpoints`() throws {
    let folder = try TemporaryFolder()
    let run = try Self.run(in: folder)
    let dataset = try Fixture.dataset()
    let configuration = try Fixture.configuration(dataset)
    #expect(try run.readModel(configuration).step == 35)
    let other = try Fixture.configuration(dataset, latents: 4)
    expectOneLine(naming: "model.safetensors", "encoder.0.weight") {
      _ = try run.readModel(other)
    }
    let whole = try bytes(of: run.file("model.safetensors"))
    for count in [0, 5, 100, whole.count - 1] {
      try folder.file("run/model.safetensors", Array(whole[..<count]))
      expectOneLine(naming: "model.safetensors") { _ = try run.readModel(configuration) }
    }
    try FileManager.default.removeItem(atPath: run.file("model.safetensors"))
    expectOneLine(naming: run.path, "--resume") { _ = try run.readModel(configuration) }
  }

  @Test func `the model has the names and shapes of PyTorch`() throws {
    let folder = try TemporaryFolder()
    let run = try Self.run(in: folder)
    let file = try TensorFile.read(run.file("model.safetensors"))
    let shapes = Dictionary(uniqueKeysWithValues: file.tensors.map { ($0.name, $0.shape) })
    #expect(
      shapes == [
        "encoder.0.weight": [9, 32], "encoder.0.bias": [9], "decoder.0.weight": [32, 9],
        "decoder.0.bias": [32],
      ])
    #expect(file.metadata["step"] == "35")
  }
}
