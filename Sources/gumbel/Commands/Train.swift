import ArgumentParser
import Categorical
import Foundation
import LatentModels
import LinearAlgebra
import Training

/// Trains a model with categorical latents.
struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train a model with categorical latents.",
    discussion: """
      Without options an autoencoder learns toy images whose best possible bound is known, and \
      compares. The results land in a new folder; open report.html there. Ctrl-C finishes the step \
      and saves; '--resume FOLDER' continues a run bit for bit, to '--steps' in all.
      """)

  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Objective") var estimation: EstimationOptions
  @OptionGroup(title: "Optimization") var optimization: OptimizationOptions
  @OptionGroup(title: "Run") var runOptions: RunOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    if runOptions.resume != nil {
      let fixed =
        data.fixedNames + model.fixedNames + estimation.fixedNames + optimization.fixedNames
        + runOptions.fixedNames
      if let name = fixed.first {
        throw ValidationError(
          "\(name) cannot be given with --resume: a run keeps its configuration. "
            + "Leave it out, or start a new run with --output.")
      }
    }
    if optimization.steps != nil, optimization.epochs != nil {
      throw ValidationError("give --steps or --epochs, not both.")
    }
    if runOptions.resume == nil {
      try data.validateChoice()
      try validateParticulars()
      try optimization.validateChoice(validation: data.validation)
    }
    try data.validateRanges()
    try model.validateRanges()
    try estimation.validateRanges()
    try optimization.validateRanges()
    try runOptions.validateRanges()
  }

  func run() throws {
    let session = try prepare()
    defer { withExtendedLifetime(session.lock) {} }
    var trainer = session.trainer
    let terminal = Terminal.standardError
    if !runOptions.quiet { terminal.writeLine(session.greeting) }
    Interrupt.listen()
    let start = ContinuousClock.now
    let first = trainer.stepsDone
    var records = session.records
    var bar = ProgressBar(terminal: terminal, isQuiet: runOptions.quiet, firstStep: first)
    let outcome: TrainingOutcome
    do {
      outcome = try ComputeThreads.with(runOptions.threadCount) {
        try TrainingLoop(folder: session.folder, checkpointInterval: runOptions.checkpointInterval)
          .run(
            &trainer, shouldStop: { Interrupt.isRequested },
            observe: { progress in
              if let record = progress.record { records.append(record) }
              bar.update(progress)
            })
      }
      bar.finish()
    } catch {
      bar.finish()
      throw error
    }
    Interrupt.stopListening()  // the state is saved; what follows may end at once
    let seconds = start.duration(to: .now) / .seconds(1)
    guard outcome == .finished, !Interrupt.isRequested else {
      try reportInterruption(trainer, folder: session.folder, terminal: terminal)
      throw ExitCode(Interrupt.exitStatus)
    }
    try finish(trainer, records: records, folder: session.folder, first: first, seconds: seconds)
  }

  /// A run that is ready for its next step.
  private struct Session {
    var trainer: Trainer
    var folder: RunFolder
    var lock: RunLock
    var records: [MetricsRecord]
    var greeting: String
  }

  /// Makes a new run or reads the one to continue.
  private func prepare() throws -> Session {
    guard let path = runOptions.resume else {
      let source = try data.source()
      let loaded = try source.load(seed: optimization.seed ?? 0)
      let configuration = try RunConfiguration(source: source, dataset: loaded, options: self)
      try configuration.checkMemory()
      let dataset = try configuration.prepare(loaded)
      let trainer = try Trainer(configuration, dataset: dataset)
      let folder = RunFolder(runOptions.output ?? RunFolder.nextFreePath(for: dataset.name))
      let lock = try folder.create(configuration)
      return Session(
        trainer: trainer, folder: folder, lock: lock, records: [],
        greeting: greeting(trainer, folder: folder, verb: "Training"))
    }
    let folder = RunFolder(path)
    let lock = try folder.lock()
    var configuration = try folder.readConfiguration()
    try configuration.checkMemory()
    if let argument = data.data {
      configuration.data = try DataSource(argument: argument, toy: data.toy())
    }
    let dataset = try configuration.prepare(configuration.data.load(seed: configuration.seed))
    try configuration.validate(against: dataset)
    if let steps = optimization.steps { configuration.steps = steps }
    if let epochs = optimization.epochs {
      configuration.steps = epochs * (dataset.training.columns / configuration.batchSize)
    }
    var trainer = try Trainer(configuration, dataset: dataset)
    let records = try folder.restore(&trainer)
    guard trainer.stepsDone <= configuration.steps else {
      throw TrainingError.invalid(
        name: "--steps", value: "\(configuration.steps)",
        expected: "\(trainer.stepsDone) or more, the steps that are already done")
    }
    try folder.write(configuration)
    return Session(
      trainer: trainer, folder: folder, lock: lock, records: records,
      greeting: greeting(
        trainer, folder: folder, verb: "Continuing after step \(trainer.stepsDone):"))
  }

  /// One line about the run.
  private func greeting(_ trainer: Trainer, folder: RunFolder, verb: String) -> String {
    "\(verb) \(trainer.dataset.name), \(trainer.dataset.training.columns) samples, "
      + "\(trainer.configuration.model.summary), \(trainer.configuration.estimator.rawValue), into "
      + folder.path
  }

  /// Says where the run stopped and how to go on.
  private func reportInterruption(
    _ trainer: Trainer, folder: RunFolder, terminal: Terminal
  ) throws {
    let command = "\(invokedName) train --resume \(shellQuoted(folder.path))"
    terminal.writeLine(
      "Interrupted after step \(trainer.stepsDone) of \(trainer.configuration.steps); the state is "
        + "saved. Continue with:\n  \(command)")
    if output.json {
      try printJSON(
        InterruptionResult(
          status: "interrupted", steps: trainer.stepsDone, output: folder.path, resume: command))
    }
  }

  /// Evaluates the model, writes the report and prints the result.
  private func finish(
    _ trainer: Trainer, records: [MetricsRecord], folder: RunFolder, first: Int, seconds: Double
  ) throws {
    let terminal = Terminal.standardError
    if terminal.isInteractive, !runOptions.quiet {
      terminal.write(terminal.dim("Evaluating with \(runOptions.samples) samples …"))
    }
    defer { if terminal.isInteractive, !runOptions.quiet { terminal.write("\r\u{1B}[K") } }
    var (evaluation, usage) = try ComputeThreads.with(runOptions.threadCount) {
      try RunEvaluation.evaluate(
        trainer.bestModel, of: trainer.configuration, on: trainer.dataset, steps: trainer.bestStep,
        samples: runOptions.samples)
    }
    let taken = trainer.stepsDone - first
    evaluation.validationBound = trainer.validation.bestBound
    evaluation.trainingBound = trainer.lastEpochBound
    evaluation.stepSeconds = taken > 0 ? seconds / Double(taken) : nil
    try folder.write(evaluation)
    try RunReport(
      configuration: trainer.configuration, dataset: trainer.dataset, model: trainer.bestModel,
      records: records, evaluation: evaluation, usage: usage
    ).write(to: folder)
    let result = TrainingResult(
      evaluation: evaluation, runStep: trainer.stepsDone, seconds: seconds,
      stepsPerSecond: Double(taken) / max(seconds, 1e-9), output: folder.path,
      isStoppedEarly: trainer.isStoppedEarly)
    if terminal.isInteractive, !runOptions.quiet { terminal.write("\r\u{1B}[K") }
    if output.json { try printJSON(result) } else { try writeOutput(result.summary) }
  }
}

/// What `--json` prints after an interruption.
private struct InterruptionResult: Encodable {
  var status: String
  var steps: Int
  var output: String
  var resume: String
}
