import Foundation
import Synchronization

/// Turns the first Ctrl-C (or a request to terminate) into a question that a loop asks after each step.
///
/// The second one ends the process at once, as it would without us.
enum Interrupt {
  /// The signal that arrived, or zero.
  private static let signal = Atomic<Int32>(0)

  /// Starts to listen.
  ///
  /// A parent may have blocked the signals: Foundation's `Process` hands on the mask of the thread that
  /// it is used from, and threads of a pool block them.
  static func listen() {
    _ = signal.load(ordering: .relaxed)
    var wanted = sigset_t()
    unsafe sigemptyset(&wanted)
    for number in [SIGINT, SIGTERM] { unsafe sigaddset(&wanted, number) }
    unsafe pthread_sigmask(SIG_UNBLOCK, &wanted, nil)
    for number in [SIGINT, SIGTERM] {
      _ = Foundation.signal(number) { number in
        Interrupt.signal.store(number, ordering: .relaxed)
        _ = Foundation.signal(number, SIG_DFL)
      }
    }
  }

  /// Stops to listen: a signal ends the process again.
  static func stopListening() {
    for number in [SIGINT, SIGTERM] { _ = Foundation.signal(number, SIG_DFL) }
  }

  /// Whether a signal arrived.
  static var isRequested: Bool { signal.load(ordering: .relaxed) != 0 }

  /// The exit status that shells expect after the signal.
  static var exitStatus: Int32 { 128 + signal.load(ordering: .relaxed) }
}
