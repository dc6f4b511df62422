import COpenBLAS
import Synchronization

/// The number of threads that BLAS and LAPACK calls may use.
///
/// The setting belongs to the whole process, and nothing in this package changes it by itself, except
/// for the moment of a small decomposition: below 256 rows and columns decompositions, and solving with
/// them, use one thread, so that their bits do not depend on the number of threads. Limit it for a while where several threads call BLAS at
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
    /// The number that the library had before.
    var base: Int32 = 0

    var isIdle: Bool { counts.isEmpty && !isShortCallRunning }

    var allowed: Int32 { isIdle ? openblas_get_num_threads() : counts.min() ?? base }

    private var isShortCallRunning: Bool { shortCalls.load(ordering: .acquiring) > 0 }

    /// Changes the numbers of the open scopes.
    mutating func change(_ body: (inout [Int32]) -> Void) {
      noteBase()
      body(&counts)
      apply()
    }

    /// Goes from no short call to one.
    mutating func beginShortCall() {
      noteBase()
      set(1)
      // Only now, because others that see a short call take the number as set.
      shortCalls.add(1, ordering: .acquiringAndReleasing)
    }

    /// Ends a short call that may be the last one.
    mutating func endShortCall() {
      shortCalls.subtract(1, ordering: .acquiringAndReleasing)
      apply()
    }

    private mutating func noteBase() {
      if isIdle { base = openblas_get_num_threads() }
    }

    private func apply() { set(isShortCallRunning ? 1 : counts.min() ?? base) }

    private func set(_ wanted: Int32) {
      if wanted != openblas_get_num_threads() { openblas_set_num_threads(wanted) }
    }
  }

  private static let scopes = Mutex(Scopes())
  /// How many small matrices are being worked on; it leaves zero and returns to it within the mutex.
  private static let shortCalls = Atomic<Int>(0)

  /// Begins a scope of at most `count` threads.
  static func open(_ count: Int32) {
    scopes.withLock { $0.change { $0.append(count) } }
  }

  /// Ends a scope that began with this number.
  static func close(_ count: Int32) {
    scopes.withLock {
      $0.change { counts in
        if let index = counts.lastIndex(of: count) { counts.remove(at: index) }
      }
    }
  }

  /// Runs a routine on matrices of this size, on one thread if they are small.
  ///
  /// OpenBLAS cuts symmetric products from four rows on, right sides from two columns, triangular
  /// routines from about 33 rows and most else from 96; where it cuts, the bits depend on the number of
  /// threads. Below ``smallSize`` its threads cost more than they bring: far more when the cores have
  /// other work, since each step waits for the slowest of them. So small matrices get one thread, and
  /// equal bits with it.
  ///
  /// The number is held while the routine runs, whatever scopes open and end meanwhile; that costs some
  /// 50 ns.
  ///
  /// - Parameters:
  ///   - size: The largest dimension.
  ///   - least: The size from which the routine is cut at all.
  ///   - body: Calls the routine.
  /// - Returns: What the routine answers.
  @inline(__always)
  static func forSize<R>(_ size: Int, from least: Int = 32, _ body: () -> R) -> R {
    guard size < smallSize, size >= least else { return body() }
    beginShortCall()
    defer { endShortCall() }
    return body()
  }

  @inline(never)
  private static func beginShortCall() {
    if changeShortCalls(by: 1, whileAbove: 0) { return }
    scopes.withLock { $0.beginShortCall() }
  }

  @inline(never)
  private static func endShortCall() {
    if changeShortCalls(by: -1, whileAbove: 1) { return }
    scopes.withLock { $0.endShortCall() }
  }

  /// Changes the number of short calls without the mutex, unless it is too low; answers whether it did.
  private static func changeShortCalls(by change: Int, whileAbove limit: Int) -> Bool {
    var count = shortCalls.load(ordering: .acquiring)
    while count > limit {
      let result = shortCalls.weakCompareExchange(
        expected: count, desired: count + change, ordering: .acquiringAndReleasing)
      if result.exchanged { return true }
      count = result.original
    }
    return false
  }

  /// The size from which routines use as many threads as they may.
  static let smallSize = 256
}
