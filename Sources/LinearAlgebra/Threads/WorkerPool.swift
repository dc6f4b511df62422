import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Threads that take the numbered parts of a job until none is left.
///
/// Waking a sleeping thread takes longer than many products of a training step, so workers look out
/// for the next job for a while (``patience``) before they sleep. A job is published as one word,
/// the *ticket*: its generation and the range of the parts that nobody has taken. Taking a part is
/// a compare-and-exchange on the ticket, so a worker that comes late can never take a part of a job
/// that has ended. The caller takes the first part left and a worker the last: jobs over the same memory
/// then find most of it in the caches of the core that worked on it before, which may be far from the
/// other cores.
///
/// `@safe`: the pointers are allocated and freed here and never handed out. `@unchecked Sendable`: the
/// ticket guards `body`, and `threads` does not change after the initializer.
@safe final class WorkerPool: @unchecked Sendable {
  /// How long a worker without work looks out for some before it sleeps.
  static let patience = Duration.milliseconds(2)
  /// The most parts that a job can have.
  static let maximumParts = 0xFFFF

  private let ticket = Atomic<UInt64>(0)
  private let finished = Atomic<Int>(0)
  private let isBusy = Atomic<Bool>(false)
  private let sleepers = Atomic<Int>(0)
  private let isStopping = Atomic<Bool>(false)
  private var body: ((Int) -> Void)?
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var threads: [pthread_t] = []

  /// Starts workers beside the calling thread; fewer if the system grants no more.
  init(workers: Int) {
    unsafe pthread_mutex_init(mutex, nil)
    unsafe pthread_cond_init(condition, nil)
    for _ in 0..<workers {
      var thread = pthread_t()
      // The workers hold no reference of their own: `stop` joins them before the pool goes.
      let pool = unsafe Unmanaged.passUnretained(self).toOpaque()
      let status = unsafe pthread_create(
        &thread, nil,
        { pool in
          if let pool = unsafe pool {
            unsafe Unmanaged<WorkerPool>.fromOpaque(pool).takeUnretainedValue().work()
          }
          return nil
        }, pool)
      guard status == 0 else { break }
      threads.append(thread)
    }
  }

  deinit {
    unsafe pthread_mutex_destroy(mutex)
    unsafe pthread_cond_destroy(condition)
    unsafe mutex.deallocate()
    unsafe condition.deallocate()
  }

  /// Runs `body` for every number below `parts`, in no order, and returns when all are done.
  ///
  /// While one thread runs a job, a second caller does its own serially.
  func run(_ parts: Int, _ body: (Int) -> Void) {
    guard parts > 1, parts <= Self.maximumParts, !threads.isEmpty,
      isBusy.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged
    else {
      for part in 0..<max(parts, 0) { body(part) }
      return
    }
    withoutActuallyEscaping(body) { body in
      self.body = body
      finished.store(0, ordering: .relaxed)
      let generation = (ticket.load(ordering: .relaxed) >> 32) &+ 1
      ticket.store(generation << 32 | UInt64(parts) << 16, ordering: .sequentiallyConsistent)
      if sleepers.load(ordering: .sequentiallyConsistent) > 0 {
        unsafe pthread_mutex_lock(mutex)
        unsafe pthread_cond_broadcast(condition)
        unsafe pthread_mutex_unlock(mutex)
      }
      takeParts(fromEnd: false)
      var looks = 0
      while finished.load(ordering: .acquiring) < parts {
        // A worker that lost its core to another process needs one to finish.
        looks &+= 1
        if looks & 1023 == 0 { sched_yield() }
      }
      self.body = nil
    }
    isBusy.store(false, ordering: .releasing)
  }

  /// Ends the workers, each after the part that it has taken.
  ///
  /// A task without a scope of its own may still run a job on this pool: it does the rest by itself.
  /// So nothing that ``run(_:_:)`` reads changes here.
  func stop() {
    isStopping.store(true, ordering: .sequentiallyConsistent)
    unsafe pthread_mutex_lock(mutex)
    unsafe pthread_cond_broadcast(condition)
    unsafe pthread_mutex_unlock(mutex)
    for thread in threads { pthread_join(thread, nil) }
  }

  /// Whether the ticket offers a part.
  private var hasParts: Bool {
    let current = ticket.load(ordering: .sequentiallyConsistent)
    return current & 0xFFFF < current >> 16 & 0xFFFF
  }

  /// Takes parts of the current job until none is left.
  private func takeParts(fromEnd: Bool) {
    var current = ticket.load(ordering: .acquiring)
    while current & 0xFFFF < current >> 16 & 0xFFFF {
      // The next part is in the lowest bits, the end of the parts above them.
      let desired = fromEnd ? current - (1 << 16) : current + 1
      let result = ticket.compareExchange(
        expected: current, desired: desired, ordering: .acquiringAndReleasing)
      if result.exchanged {
        // The job cannot end before this part is finished, so `body` is the one of this ticket.
        body?(Int(fromEnd ? desired >> 16 & 0xFFFF : current & 0xFFFF))
        finished.add(1, ordering: .releasing)
      }
      current = ticket.load(ordering: .acquiring)
    }
  }

  /// What a worker does all its life.
  private func work() {
    var idleSince = ContinuousClock.now
    var looks = 0
    while !isStopping.load(ordering: .sequentiallyConsistent) {
      if hasParts {
        takeParts(fromEnd: true)
        idleSince = .now
        continue
      }
      looks &+= 1
      guard looks & 63 == 0 else { continue }
      guard idleSince.duration(to: .now) > Self.patience else {
        sched_yield()
        continue
      }
      sleep()
      idleSince = .now
    }
  }

  /// Sleeps until there is a job or the end.
  private func sleep() {
    unsafe pthread_mutex_lock(mutex)
    sleepers.add(1, ordering: .sequentiallyConsistent)
    // A publisher that did not see this sleeper yet published before the look below.
    while !hasParts, !isStopping.load(ordering: .sequentiallyConsistent) {
      unsafe pthread_cond_wait(condition, mutex)
    }
    sleepers.subtract(1, ordering: .sequentiallyConsistent)
    unsafe pthread_mutex_unlock(mutex)
  }
}
