import COpenBLAS

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The number of threads that BLAS and LAPACK calls may use.
///
/// The setting belongs to the whole process, and nothing in this package changes it by itself. Set it
/// for a while where several threads call BLAS at once and should have one thread each:
///
///     BLASThreads.with(1) { … }
public enum BLASThreads {
  /// The number of threads that a call may use now.
  public static var count: Int { Int(openblas_get_num_threads()) }

  /// Runs a closure with another number of threads and restores the old one, also after an error.
  ///
  /// Calls on other threads wait until the closure has ended; calls within the closure nest. BLAS
  /// calls elsewhere do not wait, they see the changed number.
  ///
  /// - Parameters:
  ///   - count: The number of threads; the library may use fewer.
  ///   - body: What to run.
  /// - Returns: What the closure returns.
  /// - Throws: What the closure throws.
  /// - Precondition: `count` is at least one.
  public static func with<R: ~Copyable, E: Error>(
    _ count: Int, _ body: () throws(E) -> R
  ) throws(E) -> R {
    precondition(count >= 1, "BLAS cannot run on \(count) threads")
    lock.acquire()
    let old = openblas_get_num_threads()
    openblas_set_num_threads(Int32(clamping: count))
    defer {
      openblas_set_num_threads(old)
      lock.release()
    }
    return try body()
  }

  private static let lock = RecursiveLock()
}

/// A lock that one thread may acquire several times.
///
/// `@unchecked` because the mutex is made for sharing; `@safe` because its memory never leaves.
@safe
private final class RecursiveLock: @unchecked Sendable {
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>

  init() {
    unsafe mutex = .allocate(capacity: 1)
    var attributes = pthread_mutexattr_t()
    unsafe pthread_mutexattr_init(&attributes)
    unsafe pthread_mutexattr_settype(&attributes, Int32(PTHREAD_MUTEX_RECURSIVE))
    unsafe pthread_mutex_init(mutex, &attributes)
    unsafe pthread_mutexattr_destroy(&attributes)
  }

  func acquire() { unsafe pthread_mutex_lock(mutex) }

  func release() { unsafe pthread_mutex_unlock(mutex) }

  deinit {
    unsafe pthread_mutex_destroy(mutex)
    unsafe mutex.deallocate()
  }
}
