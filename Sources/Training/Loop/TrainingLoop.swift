import Foundation

/// What a training loop tells its observer after each step.
public struct TrainingProgress: Sendable {
  /// The number of steps done.
  public let step: Int
  /// The number of steps of the run.
  public let steps: Int
  /// The record that this step completed, if one was due.
  public let record: MetricsRecord?
}

/// How a training loop ended.
public enum TrainingOutcome: Hashable, Sendable {
  /// All steps are done, or the validation bound stopped rising before.
  case finished
  /// It was asked to stop; the state after the last whole step is saved.
  case interrupted
}

/// Takes the steps of a run, records metrics and saves checkpoints.
public struct TrainingLoop: Sendable {
  /// Where the run is kept.
  public let folder: RunFolder
  /// The seconds between two checkpoints.
  ///
  /// Their timing does not change any number of the run.
  public let checkpointInterval: Double

  /// Makes a loop.
  ///
  /// - Parameters:
  ///   - folder: Where the run is kept.
  ///   - checkpointInterval: The seconds between two checkpoints.
  public init(folder: RunFolder, checkpointInterval: Double = 5) {
    self.folder = folder
    self.checkpointInterval = checkpointInterval
  }

  /// Trains until the run is finished or until it is asked to stop.
  ///
  /// The metrics reach the disk before the checkpoint behind them, so a run that is killed at any
  /// moment loses the steps since the last checkpoint and nothing else.
  ///
  /// - Parameters:
  ///   - trainer: The run, new or restored.
  ///   - shouldStop: Asked after each step.
  ///   - observe: Told after each step.
  /// - Returns: Whether the run is finished.
  /// - Throws: ``TrainingError/diverged(step:reason:)`` or `FileError`. When a run diverges, its last
  ///   checkpoint stays as it is.
  public func run(
    _ trainer: inout Trainer, shouldStop: () -> Bool, observe: (TrainingProgress) -> Void
  ) throws -> TrainingOutcome {
    let log = try MetricsLog(folder.file("metrics.jsonl"))
    var lastCheckpoint = ContinuousClock.now
    var saved = false
    func save(_ trainer: Trainer) throws {
      try log.synchronize()
      try folder.writeCheckpoint(trainer)
    }
    let steps = trainer.configuration.steps
    while !trainer.isFinished {
      let record = try trainer.step()
      saved = false
      if let record { try log.append(record) }
      observe(TrainingProgress(step: trainer.stepsDone, steps: steps, record: record))
      if shouldStop() {
        try save(trainer)
        return .interrupted
      }
      if lastCheckpoint.duration(to: .now) / .seconds(1) >= checkpointInterval {
        try save(trainer)
        saved = true
        lastCheckpoint = .now
      }
    }
    if !saved { try save(trainer) }
    return .finished
  }
}
