/// How the items of a batch are spread over threads.
///
/// The cut depends on sizes alone, and every item is computed by one thread with BLAS on one thread
/// in scopes of ``ComputeThreads``: the bits are the same for any number of threads.
enum BatchParts {
  /// The work, in floating-point operations, that is worth handing to another thread.
  static let grain = 100_000.0
  /// The work that is worth starting threads for: some milliseconds.
  static let threshold = 20_000_000.0

  /// Runs `body` for ranges of items that together are all of them.
  ///
  /// Within a scope of ``ComputeThreads`` the parts share its pool. Outside, a large batch opens a
  /// scope of its own with as many threads as BLAS may use, and a small one stays on this thread.
  static func forEach(_ items: Int, work: Double, _ body: (Range<Int>) -> Void) {
    let total = Double(items) * work
    let parts = max(1, min(items, 64, Int(total / grain)))
    func run() {
      ComputeThreads.forEach(parts) { part in
        body(items * part / parts..<items * (part + 1) / parts)
      }
    }
    let threads = BLASThreads.count
    if parts > 1, total >= threshold, !ComputeThreads.isScoped, threads > 1 {
      ComputeThreads.with(threads) { run() }
    } else {
      run()
    }
  }
}
