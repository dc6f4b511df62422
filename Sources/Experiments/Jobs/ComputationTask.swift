import Foundation
import NumericFiles
import Synchronization

/// A computation in a thread of this process.
final class ComputationTask: Activity {
  /// What thread and owner share.
  private struct State: Sendable {
    var progress: JobProgress
    var outcome: JobState?
    var isStopping = false
  }

  /// A box, since a thread cannot capture a lock by itself.
  private final class Shared: Sendable {
    let state: Mutex<State>
    init(_ state: State) { self.state = Mutex(state) }
  }

  private let shared: Shared

  /// Starts the computation.
  init(_ computation: Computation, steps: Int, seed: UInt64, folder: JobFolder) {
    let shared = Shared(State(progress: JobProgress(step: 0, steps: steps)))
    self.shared = shared
    let thread = Thread {
      let outcome = Self.compute(computation, steps: steps, seed: seed, folder: folder) {
        step, value in
        shared.state.withLock {
          $0.progress = JobProgress(step: step, steps: steps, value: value)
          return !$0.isStopping
        }
      }
      shared.state.withLock { $0.outcome = outcome }
    }
    thread.stackSize = 8 << 20
    thread.start()
  }

  /// Computes, and writes the course and the result.
  private static func compute(
    _ computation: Computation, steps: Int, seed: UInt64, folder: JobFolder,
    observe: (Int, Double) -> Bool
  ) -> JobState {
    do {
      var course = ""
      let numbers = try computation.body(seed, steps) { step, value in
        course += "{\"bound\":\(value),\"step\":\(step)}\n"
        return observe(step, value)
      }
      guard let numbers else { return .interrupted }
      try AtomicFile.write(course, to: folder.file("metrics.jsonl"))
      try folder.write(numbers)
      return .finished(numbers)
    } catch {
      return .failed("\(error)")
    }
  }

  var isRunning: Bool { shared.state.withLock { $0.outcome == nil } }

  var progress: JobProgress { shared.state.withLock { $0.progress } }

  func outcome() -> JobState { shared.state.withLock { $0.outcome ?? .running($0.progress) } }

  func stop() { shared.state.withLock { $0.isStopping = true } }
}
