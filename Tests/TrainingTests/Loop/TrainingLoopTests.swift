import Foundation
import LinearAlgebra
import NumericFiles
import Testing
import Training

@Suite struct TrainingLoopTests {
  @Test(arguments: [0, 1e30, .infinity])
  func `checkpoints do not change the numbers`(interval: Double) throws {
    let folder = try TemporaryFolder()
    let run = RunFolder(folder.path)
    var trainer = try Fixture.trainer(steps: 65)
    try run.create(trainer.configuration)
    var steps: [Int] = []
    let outcome = try TrainingLoop(folder: run, checkpointInterval: interval).run(
      &trainer, shouldStop: { false }, observe: { steps.append($0.step) })
    #expect(outcome == .finished)
    #expect(steps == Array(1...65))
    var plain = try Fixture.trainer(steps: 65)
    #expect(try plain.take(65) == run.readMetrics())
    #expect(plain.parameters == trainer.parameters)
    var restored = try Fixture.trainer(steps: 65)
    #expect(try run.restore(&restored) == run.readMetrics())
    #expect(restored.stepsDone == 65 && restored.parameters == trainer.parameters)
  }

  @Test func `a run that is asked to stop finishes the step and saves`() throws {
    let folder = try TemporaryFolder()
    let run = RunFolder(folder.path)
    var trainer = try Fixture.trainer()
    try run.create(trainer.configuration)
    var isAsked = false
    let outcome = try TrainingLoop(folder: run).run(
      &trainer, shouldStop: { isAsked }, observe: { isAsked = $0.step == 7 })
    #expect(outcome == .interrupted && trainer.stepsDone == 7)
    var restored = try Fixture.trainer()
    #expect(try run.restore(&restored).isEmpty)
    #expect(restored.stepsDone == 7 && restored.parameters == trainer.parameters)
  }

  @Test func `a run without steps leaves its beginning`() throws {
    let folder = try TemporaryFolder()
    let run = RunFolder(folder.path)
    var trainer = try Fixture.trainer(steps: 0)
    try run.create(trainer.configuration)
    let outcome = try TrainingLoop(folder: run).run(
      &trainer, shouldStop: { false }, observe: { _ in })
    #expect(outcome == .finished)
    #expect(try run.readModel(trainer.configuration).step == 0)
    #expect(run.readMetrics().isEmpty)
  }

  @Test func `a run that diverges keeps its last checkpoint of finite numbers`() throws {
    let folder = try TemporaryFolder()
    let run = RunFolder(folder.path)
    let dataset = try Fixture.dataset()
    var tame = try Trainer(Fixture.configuration(dataset, steps: 5), dataset: dataset)
    try run.create(tame.configuration)
    let loop = TrainingLoop(folder: run, checkpointInterval: 0)
    _ = try loop.run(&tame, shouldStop: { false }, observe: { _ in })
    var wild = try Trainer(
      Fixture.configuration(dataset, learningRate: 3e38), dataset: dataset)
    _ = try run.restore(&wild)
    expectOneLine(naming: "diverged") {
      _ = try loop.run(&wild, shouldStop: { false }, observe: { _ in })
    }
    var restored = try Trainer(tame.configuration, dataset: dataset)
    _ = try run.restore(&restored)
    #expect(restored.stepsDone >= 5)
    for (name, matrix) in restored.parameters {
      #expect(matrix.elements.indices.allSatisfy { matrix.elements[$0].isFinite }, "\(name)")
    }
  }
}
