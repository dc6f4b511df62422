import Foundation
import NumericFiles

/// The right to write into the folder of a run, held by one process at a time.
///
/// It is an advisory lock on the folder itself: it leaves no file behind, and the system lifts it when
/// the process ends, however it ends. Where the file system knows no locks, there is none.
public final class RunLock: Sendable {
  private let descriptor: Int32

  /// Locks an existing folder.
  init(folder: String) throws {
    descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }  // readable or not is for those to say who read
    if flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
      close(descriptor)
      throw TrainingError.unusableData(
        path: folder,
        reason: "another process trains in this folder; wait for it, or give another with --output")
    }
  }

  deinit {
    guard descriptor >= 0 else { return }
    // Closing alone would leave the lock to a child that this process is just starting: until the child
    // executes its program, it holds a copy of the descriptor.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}
