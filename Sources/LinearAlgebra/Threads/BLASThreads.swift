import COpenBLAS
import Synchronization

/// The number of threads that BLAS and LAPACK calls may use.
///
/// The setting belongs to the whole process, and nothing in this package changes it by itself, except
/// for the moment of a small factorization. Limit it for a while where several threads call BLAS at
/// once and should have one thread each:
///
///     BLASThreads.with(1) { … }
///
/// Scopes may nest and overlap, from any number of threads and tasks; none waits for another. While
/// several are open the smallest of their numbers counts, for calls everywhere in the process, and
/// when the last one ends the number from before the first comes back.
public enum BLASThreads {
  /// The number of threads that a call may use now.
  public static var count: Int { Int(scopes.withLock { $0.allowed }) }

  /// Runs a closure while calls use at most this number of threads, and ends the limit afterwards,
  /// also after an error.
  ///
  /// If no other scope is open the number may also be larger than the one before.
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
    let count = Int32(clamping: count)
    open(count)
    defer { close(count) }
    return try body()
  }

  // MARK: Scopes

  /// Everything that wants a say in the number of threads; only here it is set.
  ///
  /// One owner for all: if each remembered the number that it found, scopes that end in another order
  /// than they began would leave the wrong one behind.
  private struct Scopes: Sendable {
    /// The numbers of the open scopes.
    var counts: [Int32] = []
    /// How many small factorizations are running.
    var shortCalls = 0
    /// The number that the library had before.
    var base: Int32 = 0

    var isIdle: Bool { counts.isEmpty && shortCalls == 0 }

    var allowed: Int32 { isIdle ? openblas_get_num_threads() : counts.min() ?? base }

    mutating func change(_ body: (inout Scopes) -> Void) {
      if isIdle { base = openblas_get_num_threads() }
      body(&self)
      let wanted = shortCalls > 0 ? 1 : counts.min() ?? base
      if wanted != openblas_get_num_threads() { openblas_set_num_threads(wanted) }
    }
  }

  private static let scopes = Mutex(Scopes())

  /// Begins a scope of at most `count` threads.
  static func open(_ count: Int32) {
    scopes.withLock { $0.change { $0.counts.append(count) } }
  }

  /// Ends a scope that began with this number.
  static func close(_ count: Int32) {
    scopes.withLock { scopes in
      scopes.change { scopes in
        if let index = scopes.counts.lastIndex(of: count) { scopes.counts.remove(at: index) }
      }
    }
  }

  /// Runs a factorization of this size, on one thread if it is small.
  ///
  /// OpenBLAS cuts triangular factorizations from about 48 rows on, and below ``smallSize`` its threads
  /// cost more than they bring: far more when the cores have other work, since each step waits for the
  /// slowest of them. Switching costs some 50 ns.
  @inline(__always)
  static func forSize(_ size: Int, _ body: () -> Int) -> Int {
    guard size < smallSize, size >= 32, openblas_get_num_threads() > 1 else { return body() }
    scopes.withLock { $0.change { $0.shortCalls += 1 } }
    defer { scopes.withLock { $0.change { $0.shortCalls -= 1 } } }
    return body()
  }

  /// The size from which factorizations use as many threads as they may.
  static let smallSize = 256
}
