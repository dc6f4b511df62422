import LinearAlgebra
import Testing
import Training

@Suite struct EarlyStoppingTests {
  /// A run that evaluates every ten steps, whose bound falls again once the learning rate is too high.
  static func trainer(patience: Int?, learningRate: Double) throws -> Trainer {
    let dataset = try Fixture.dataset()
    var configuration = try Fixture.configuration(dataset, learningRate: learningRate)
    configuration.validation = ValidationPlan(samples: 60, interval: 10, patience: patience)
    configuration.metricsInterval = 1000
    return try Trainer(configuration, dataset: configuration.prepare(dataset))
  }

  @Test func `the model is the one with the best validation bound`() throws {
    var trainer = try Self.trainer(patience: nil, learningRate: 0.3)
    var models: [Int: [String: Matrix<Float>]] = [:]
    var bounds: [Int: Double] = [:]
    while !trainer.isFinished {
      guard let record = try trainer.step() else { continue }
      let bound = try #require(record.validationBound)
      bounds[record.step] = bound
      models[record.step] = Fixture.parameters(of: trainer.model)
    }
    #expect(trainer.stepsDone == 200 && bounds.count == 20)
    let best = try #require(bounds.max { ($0.value, $1.key) < ($1.value, $0.key) })
    #expect(trainer.validation.bestBound == best.value && trainer.bestStep == best.key)
    #expect(Fixture.parameters(of: trainer.bestModel) == models[best.key])
    #expect(best.key < 200, "the bound never fell: nothing was tested")
    #expect(Fixture.parameters(of: trainer.model) != models[best.key])
  }

  @Test func `a run stops when its patience is at an end, and a resumed one with it`() throws {
    let folder = try TemporaryFolder()
    let run = RunFolder(folder.path + "/run")
    var whole = try Self.trainer(patience: 3, learningRate: 0.3)
    while !whole.isFinished { _ = try whole.step() }
    #expect(whole.isStoppedEarly && whole.stepsDone < 200)
    #expect(whole.stepsDone == whole.bestStep + 30)
    var first = try Self.trainer(patience: 3, learningRate: 0.3)
    try run.create(first.configuration)
    let stop = whole.bestStep + 15
    while first.stepsDone < stop { _ = try first.step() }
    try run.writeCheckpoint(first)
    var second = try Self.trainer(patience: 3, learningRate: 0.3)
    _ = try run.restore(&second)
    #expect(second.bestStep == whole.bestStep)
    while !second.isFinished { _ = try second.step() }
    #expect(second.stepsDone == whole.stepsDone && second.parameters == whole.parameters)
    #expect(Fixture.parameters(of: second.bestModel) == Fixture.parameters(of: whole.bestModel))
    try run.writeCheckpoint(second)
    let saved = try run.readModel(second.configuration)
    #expect(saved.step == whole.bestStep && saved.runStep == whole.stepsDone)
    #expect(Fixture.parameters(of: saved.model) == Fixture.parameters(of: whole.bestModel))
  }

  @Test func `the bound of the last epoch is the mean over its steps`() throws {
    let dataset = try Fixture.dataset()  // 210 samples in batches of 20: ten steps an epoch
    var trainer = try Trainer(Fixture.configuration(dataset, metricsInterval: 1), dataset: dataset)
    #expect(trainer.lastEpochBound == nil)
    func mean(_ records: some Collection<MetricsRecord>) -> Double {
      records.map(\.bound).reduce(0, +) / Double(records.count)
    }
    var records = try trainer.take(4)
    #expect(try abs(#require(trainer.lastEpochBound) - mean(records)) < 1e-12)
    records += try trainer.take(21)
    #expect(try abs(#require(trainer.lastEpochBound) - mean(records[10..<20])) < 1e-12)
  }
}
