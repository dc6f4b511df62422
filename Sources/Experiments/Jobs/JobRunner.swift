import Foundation
import Training

/// Does the runs of an experiment, a few at a time.
///
/// Finished runs are skipped, runs that were broken off are continued, and one that fails does not
/// stop the others. One process works in a folder at a time.
public struct JobRunner: Sendable {
  /// The folder, with one folder for each run.
  public var folder: String
  /// The tool that trains.
  public var executable: String
  /// The number of runs at a time.
  public var width: Int
  /// The number of threads of each.
  public var threads: Int
  /// The time between two looks at what runs.
  public var pause = 0.1

  /// Makes a runner.
  ///
  /// - Parameters:
  ///   - folder: The folder, with one folder for each run.
  ///   - executable: The tool that trains.
  ///   - width: The number of runs at a time.
  ///   - threads: The number of threads of each.
  public init(folder: String, executable: String, width: Int, threads: Int) {
    self.folder = folder
    self.executable = executable
    self.width = width
    self.threads = threads
  }

  /// Does the runs.
  ///
  /// - Parameters:
  ///   - jobs: The runs, in the order in which to start them.
  ///   - shouldStop: Whether to end early: what runs is asked to save and to end.
  ///   - observe: Sees the states of all runs, again and again.
  /// - Returns: What became of each run, in their order.
  /// - Throws: ``ExperimentError`` or `FileError` if the folder cannot be used.
  public func run(
    _ jobs: [Job], shouldStop: () -> Bool = { false }, observe: ([JobState]) -> Void = { _ in }
  ) throws -> [JobState] {
    try makeFolder(folder)
    let lock = try lockFolder()
    defer { withExtendedLifetime(lock) {} }
    var states = try jobs.map(firstState)
    var running: [Int: any Activity] = [:]
    var next = 0
    while true {
      let isStopping = shouldStop()
      for (index, activity) in running {
        if isStopping { activity.stop() }
        guard activity.isRunning else {
          states[index] = activity.outcome()
          running[index] = nil
          continue
        }
        states[index] = .running(activity.progress)
      }
      while !isStopping, running.count < width, next < jobs.count {
        defer { next += 1 }
        guard states[next] == .waiting else { continue }
        do {
          running[next] = try start(jobs[next])
          states[next] = .running(JobProgress(step: 0))
        } catch {
          states[next] = .failed("\(error)")
        }
      }
      observe(states)
      if running.isEmpty, isStopping || next == jobs.count { return states }
      Thread.sleep(forTimeInterval: pause)
    }
  }

  /// The states of runs as they lie in the folder, without doing anything.
  ///
  /// - Parameter jobs: The runs.
  /// - Returns: The states: finished or waiting.
  public func states(of jobs: [Job]) -> [JobState] {
    jobs.map { job in jobFolder(job).result.map { .finished($0) } ?? .waiting }
  }

  /// The folder of a run.
  func jobFolder(_ job: Job) -> JobFolder { JobFolder(path: "\(folder)/\(job.name)") }

  /// Whether a run is finished; takes possession of its folder.
  private func firstState(_ job: Job) throws -> JobState {
    let folder = jobFolder(job)
    try folder.claim(job)
    return folder.result.map { .finished($0) } ?? .waiting
  }

  private func start(_ job: Job) throws -> any Activity {
    let folder = jobFolder(job)
    switch job.work {
    case .training(let arguments):
      return try TrainingProcess(
        arguments, seed: job.seed, threads: threads, executable: executable, folder: folder)
    case .computation(let computation, let steps):
      return ComputationTask(computation, steps: steps, seed: job.seed, folder: folder)
    }
  }

  private func lockFolder() throws -> RunLock {
    do {
      return try RunFolder(folder).lock()
    } catch is TrainingError {
      throw ExperimentError(
        "\(folder): another process runs this experiment; wait for it, or give another folder with "
          + "--output")
    }
  }
}
