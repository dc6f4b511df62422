import Synchronization

/// One pool of threads for everything that a loop computes.
///
/// OpenBLAS's own threads and those of a caller fight for the cores: both look out for work after
/// every product. Within ``with(_:_:)`` OpenBLAS keeps to one thread, and products are cut over
/// one pool that elementwise work shares. The cut depends on shapes alone, so a loop
/// computes **the same bits with any number of threads**, one included.
///
/// Outside of such a scope nothing spins, and products use OpenBLAS's threads as it decides.
public enum ComputeThreads {
  private struct State: Sendable {
    var pool: WorkerPool?
    var scopes = 0
  }

  private static let state = Mutex(State())
  private static let isActive = Atomic<Bool>(false)

  /// Runs `body` with a pool of `count` threads, the calling one included.
  ///
  /// Scopes that overlap, nested or from other tasks, share the pool of the first; it ends with the
  /// last of them.
  ///
  /// - Parameters:
  ///   - count: The number of threads, at least one.
  ///   - body: What to run.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws.
  public static func with<R, E: Error>(_ count: Int, _ body: () throws(E) -> R) throws(E) -> R {
    precondition(count >= 1, "cannot compute with \(count) threads")
    state.withLock { state in
      state.scopes += 1
      guard state.scopes == 1 else { return }
      BLASThreads.open(1)
      state.pool = WorkerPool(workers: count - 1)
      isActive.store(true, ordering: .releasing)
    }
    defer {
      let ended = state.withLock { state -> WorkerPool? in
        state.scopes -= 1
        guard state.scopes == 0 else { return nil }
        isActive.store(false, ordering: .releasing)
        BLASThreads.close(1)
        defer { state.pool = nil }
        return state.pool
      }
      ended?.stop()
    }
    return try body()
  }

  /// The pool of the current scope, or nil outside of one.
  private static var pool: WorkerPool? {
    isScoped ? state.withLock { $0.pool } : nil
  }

  /// Whether a scope is open somewhere in the process.
  static var isScoped: Bool { isActive.load(ordering: .acquiring) }

  /// Runs `body` for every number below `parts`: over the pool within a scope, in order outside.
  ///
  /// - Parameters:
  ///   - parts: The number of parts; it must not depend on the number of threads.
  ///   - body: What to do for one part; parts may run at the same time.
  @inline(never)
  package static func forEach(_ parts: Int, _ body: (Int) -> Void) {
    if let pool {
      pool.run(parts, body)
    } else {
      for part in 0..<max(parts, 0) { body(part) }
    }
  }

  /// Runs `body` for the parts of a product's result, which is one part outside of a scope.
  ///
  /// The longer side is cut, since every part packs the operand of the other side again: with a
  /// hundred columns that is little, and a weight of many rows is packed once. Parts are at least a
  /// hundred long and a power of two in number, at most eight, so that they share out evenly, and begin
  /// at multiples of sixteen, as the kernels of BLAS like it. Products that take less than some 20 µs
  /// are not cut: handing a part over costs up to one.
  static func forEachPart(
    rows: Int, columns: Int, depth: Int, _ body: (_ rows: Range<Int>, _ columns: Range<Int>) -> Void
  ) {
    let longer = max(rows, columns)
    let size = Double(rows) * Double(columns) * Double(depth)
    guard isScoped, longer >= 200, size >= 1_000_000 else {
      return body(0..<rows, 0..<columns)
    }
    let parts = longer >= 800 ? 8 : longer >= 400 ? 4 : 2
    let groups = (longer + 15) / 16
    forEach(parts) { part in
      let range = groups * part / parts * 16..<min(longer, groups * (part + 1) / parts * 16)
      if rows >= columns { body(range, 0..<columns) } else { body(0..<rows, range) }
    }
  }
}
