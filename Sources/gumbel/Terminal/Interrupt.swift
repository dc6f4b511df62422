import Foundation
import Synchronization

/// Turns the first Ctrl-C (or a request to terminate) into a question that a loop asks after each step.
///
/// The second one ends the process at once, as it would without us.
enum Interrupt {
  /// The signal that arrived, or zero.
  private static let signal = Atomic<Int32>(0)

  /// Starts to listen.
  static func listen() {
    _ = signal.load(ordering: .relaxed)
    for number in [SIGINT, SIGTERM] {
      _ = Foundation.signal(number) { number in
        Interrupt.signal.store(number, ordering: .relaxed)
        _ = Foundation.signal(number, SIG_DFL)
      }
    }
  }

  /// Whether a signal arrived.
  static var isRequested: Bool { signal.load(ordering: .relaxed) != 0 }

  /// The exit status that shells expect after the signal.
  static var exitStatus: Int32 { 128 + signal.load(ordering: .relaxed) }
}
