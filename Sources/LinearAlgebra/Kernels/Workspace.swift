/// Scratch memory for factorizations, kept from call to call.
///
/// A factorization needs memory beside its result; without a workspace it allocates and frees it
/// each time. A loop that hands in one workspace allocates only until the largest need is known:
///
///     var workspace = Workspace()
///     for matrix in matrices { try qr.update(matrix, workspace: &workspace) }
///
/// A workspace serves one call at a time, of any routine, size and scalar.
@safe
public struct Workspace: ~Copyable {
  // Memory is handed out from the last block; older blocks stay valid until the next reset, which
  // replaces them all by one that is large enough.
  private var blocks: [UnsafeMutableRawPointer] = unsafe []
  private var capacity = 0
  private var used = 0
  private var total = 0

  /// Creates a workspace without memory.
  public init() {}

  deinit { for index in unsafe blocks.indices { unsafe blocks[index].deallocate() } }

  /// The bytes that the workspace holds.
  public var byteCount: Int { total }

  /// Makes all memory available again; what was taken before is no longer valid.
  mutating func reset() {
    used = 0
    guard unsafe blocks.count > 1 else { return }
    for index in unsafe blocks.indices { unsafe blocks[index].deallocate() }
    unsafe blocks = []
    (capacity, total) = (0, Self.rounded(total))
    allocate(total)
  }

  /// Lends uninitialised memory for `max(1, count)` trivial elements until the next reset.
  mutating func take<T>(_ type: T.Type, _ count: Int) -> UnsafeMutablePointer<T> {
    let bytes = byteCountWithMargin(of: T.self, count)
    return unsafe takeBytes(bytes).bindMemory(to: T.self, capacity: max(1, count))
  }

  /// ``take(_:_:)`` without the type, for arguments whose type depends on the scalar.
  mutating func takeRaw<T>(_ type: T.Type, _ count: Int) -> UnsafeMutableRawPointer {
    unsafe UnsafeMutableRawPointer(take(type, count))
  }

  private mutating func takeBytes(_ bytes: Int) -> UnsafeMutableRawPointer {
    let bytes = Self.rounded(bytes)
    if unsafe blocks.isEmpty || bytes > capacity - used {
      total += bytes
      allocate(bytes)
    }
    defer { used += bytes }
    return unsafe blocks[blocks.count - 1] + used
  }

  private mutating func allocate(_ bytes: Int) {
    unsafe blocks.append(.allocate(byteCount: bytes, alignment: 64))
    (capacity, used) = (bytes, 0)
  }

  /// The next multiple of a cache line.
  private static func rounded(_ bytes: Int) -> Int { (bytes + 63) & ~63 }
}

extension Scalar {
  /// The number of elements that a workspace query answered in its first element.
  ///
  /// The size arrives as a floating-point number, in `Float` possibly rounded down.
  static func workCount(_ answer: Self, atLeast minimum: Int = 1) -> Int {
    max(1, minimum, Int(answer.realPart.nextUp.rounded(.up)))
  }
}
