import Foundation
import LatentModels
import LinearAlgebra
import NeuralNetwork
import NumericFiles
import Testing
import Training

@Suite struct RunFolderTests {
  /// Trains a run in a folder to a step, as one process would.
  static func train(_ run: RunFolder, to step: Int, resuming: Bool) throws -> Trainer {
    var trainer = try Fixture.trainer()
    if resuming { _ = try run.restore(&trainer) } else { try run.create(trainer.configuration) }
    var done = trainer.stepsDone
    _ = try TrainingLoop(folder: run).run(
      &trainer, shouldStop: { done >= step }, observe: { done = $0.step })
    return trainer
  }

  @Test(arguments: [[100, 200], [1, 30, 31, 200], [29, 60, 149, 200], [199, 200]])
  func `parts of a run make the bits of the whole`(stops: [Int]) throws {
    let folder = try TemporaryFolder()
    let (whole, parts) = (RunFolder(folder.path + "/whole"), RunFolder(folder.path + "/parts"))
    let unbroken = try Self.train(whole, to: 200, resuming: false)
    var resumed = unbroken
    for (index, stop) in stops.enumerated() {
      resumed = try Self.train(parts, to: stop, resuming: index > 0)
    }
    #expect(resumed.stepsDone == 200)
    #expect(resumed.parameters == unbroken.parameters)
    for name in ["metrics.jsonl", "checkpoint.safetensors", "model.safetensors", "config.json"] {
      #expect(try bytes(of: parts.file(name)) == bytes(of: whole.file(name)), "\(name)")
    }
  }

  @Test(arguments: Fixture.Variant.allCases)
  func `parts of a run of each kind make the bits of the whole`(variant: Fixture.Variant) throws {
    let folder = try TemporaryFolder()
    let run = RunFolder(folder.path + "/run")
    var whole = try variant.trainer()
    let records = try whole.take(60)
    var first = try variant.trainer()
    try run.create(first.configuration)
    _ = try first.take(35)
    try run.writeCheckpoint(first)
    var second = try variant.trainer()
    _ = try run.restore(&second)
    #expect(second.stepsDone == 35)
    #expect(try second.take(25) == records.filter { $0.step > 35 })
    #expect(second.parameters == whole.parameters)
    try run.writeCheckpoint(second)
    let checkpoint = try bytes(of: run.file("checkpoint.safetensors"))
    try run.writeCheckpoint(whole)
    #expect(try bytes(of: run.file("checkpoint.safetensors")) == checkpoint)
    let saved = try run.readModel(whole.configuration)
    #expect(Fixture.parameters(of: saved.model) == Fixture.parameters(of: whole.bestModel))
  }

  @Test func `a resumed run clears away what a killed one had begun to write`() throws {
    let folder = try TemporaryFolder()
    let run = RunFolder(folder.path + "/run")
    _ = try Self.train(run, to: 5, resuming: false)
    for name in [".tmp-12-34", "notes.txt"] {
      #expect(FileManager.default.createFile(atPath: run.file(name), contents: Data([1])))
    }
    _ = try Self.train(run, to: 6, resuming: true)
    let names = try FileManager.default.contentsOfDirectory(atPath: run.path)
    #expect(!names.contains { $0.hasPrefix(".tmp") } && names.contains("notes.txt"))
  }

  @Test func `lines that are torn or later than the checkpoint are dropped`() throws {
    let folder = try TemporaryFolder()
    let run = RunFolder(folder.path + "/run")
    _ = try Self.train(run, to: 100, resuming: false)
    let lines = try bytes(of: run.file("metrics.jsonl"))
    let later = String(decoding: lines, as: UTF8.self).split(separator: "\n")[2]
      .replacing("\"step\":90", with: "\"step\":120")
    for tail in ["{\"step\":1", later + "\n", later + "\n" + later.prefix(20), "\n\n", "\0\0"] {
      try folder.file("run/metrics.jsonl", lines + Array(tail.utf8))
      var trainer = try Fixture.trainer()
      let records = try run.restore(&trainer)
      #expect(records.map(\.step) == [30, 60, 90])
      #expect(trainer.stepsDone == 100)
      #expect(try bytes(of: run.file("metrics.jsonl")) == lines)
    }
  }

  @Test func `a run without a checkpoint starts from its beginning`() throws {
    let folder = try TemporaryFolder()
    let run = RunFolder(folder.path + "/run")
    _ = try Self.train(run, to: 100, resuming: false)
    try FileManager.default.removeItem(atPath: run.file("checkpoint.safetensors"))
    var trainer = try Fixture.trainer()
    #expect(try run.restore(&trainer).isEmpty)
    #expect(trainer.stepsDone == 0)
    #expect(try bytes(of: run.file("metrics.jsonl")).isEmpty)
  }

  @Test(arguments: RunFolder.fileNames)
  func `a folder that holds any file of a run is left alone`(name: String) throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/images", withIntermediateDirectories: true)
    try folder.file(name, [1, 2, 3])
    let configuration = try Fixture.trainer().configuration
    expectOneLine(naming: folder.path, name, "--resume", "--output") {
      try RunFolder(folder.path).create(configuration)
    }
    #expect(try bytes(of: folder.path + "/" + name) == [1, 2, 3])
  }

  @Test func `other files in a folder do not matter`() throws {
    let folder = try TemporaryFolder()
    try folder.file("notes.txt", [1])
    let configuration = try Fixture.trainer().configuration
    try RunFolder(folder.path).create(configuration)
    #expect(try RunFolder(folder.path).readConfiguration() == configuration)
    #expect(try bytes(of: folder.path + "/notes.txt") == [1])
  }

  @Test func `a folder that cannot be made is named`() throws {
    let folder = try TemporaryFolder()
    try folder.file("file", [1])
    let configuration = try Fixture.trainer().configuration
    expectOneLine(naming: "--output") { try RunFolder("").create(configuration) }
    for path in [folder.path + "/file", folder.path + "/file/run"] {
      expectOneLine(naming: path) { try RunFolder(path).create(configuration) }
    }
  }

  @Test func `one holder at a time may write`() throws {
    let folder = try TemporaryFolder()
    let run = RunFolder(folder.path + "/run")
    var lock: RunLock? = try run.create(Fixture.trainer().configuration)
    #expect(lock != nil)
    expectOneLine(naming: run.path, "another process") { _ = try run.lock() }
    lock = nil
    _ = try run.lock()
    expectOneLine(naming: "none") { _ = try RunFolder(folder.path + "/none").readConfiguration() }
    _ = try RunFolder(folder.path + "/none").lock()
  }

  @Test func `the next holder does not wait for processes that are just starting`() throws {
    let folder = try TemporaryFolder()
    let run = RunFolder(folder.path)
    // Until a new process executes its program it holds copies of all descriptors, that of the lock too.
    let starter = Thread {
      while !Thread.current.isCancelled {
        try? Process.run(URL(fileURLWithPath: "/bin/true"), arguments: []).waitUntilExit()
      }
    }
    starter.start()
    defer { starter.cancel() }
    for _ in 0..<20_000 { _ = try run.lock() }
  }

  @Test(
    arguments: [
      "", "{", "[]", "null", "\0\0\0", #"{"version":1}"#, "REPLACE seed by x",
      #"REPLACE "batchSize" : 20 by "batchSize" : -20"#,
      "REPLACE toy by joy", "REPLACE straight-through-gumbel by straight",
      #"REPLACE "factors" : 2 by "factors" : 200"#,
    ])
  func `a damaged configuration is named`(text: String) throws {
    let folder = try TemporaryFolder()
    let run = RunFolder(folder.path)
    try run.create(Fixture.trainer().configuration)
    if text.hasPrefix("REPLACE ") {
      let parts = text.dropFirst("REPLACE ".count).split(separator: " by ")
      let whole = String(decoding: try bytes(of: run.file("config.json")), as: UTF8.self)
      let changed = whole.replacing(parts[0], with: parts[1])
      try #require(changed != whole)
      try folder.file("config.json", Array(changed.utf8))
    } else {
      try folder.file("config.json", Array(text.utf8))
    }
    if text.contains("-20") {  // sound as JSON; refused when the run is made
      let configuration = try run.readConfiguration()
      expectOneLine(naming: "--batch-size") {
        _ = try Trainer(configuration, dataset: Fixture.dataset())
      }
    } else {
      expectOneLine(naming: "config.json") { _ = try run.readConfiguration() }
    }
  }

  @Test func `a configuration survives its file`() throws {
    let folder = try TemporaryFolder()
    var configuration = try Fixture.trainer().configuration
    configuration.seed = .max
    configuration.gradientNormLimit = 0.1
    configuration.temperature = .cosine(from: 1, to: 0.1, steps: 77)
    try RunFolder(folder.path).create(configuration)
    #expect(try RunFolder(folder.path).readConfiguration() == configuration)
  }
}
