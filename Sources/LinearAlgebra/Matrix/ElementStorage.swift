#if canImport(Glibc)
import Glibc
#endif

/// The memory of a matrix or vector: 64-byte aligned, uninitialised at first, freed at the end.
///
/// Matrices share it and copy it before they write (`isKnownUniquelyReferenced`); that makes the
/// class safe to send, although it does not protect its contents itself. The elements are trivial
/// types, so nothing has to be deinitialised. It is `@safe` because `base` is only ever read
/// together with an `unsafe` marker.
@safe
@usableFromInline
final class ElementStorage<Element>: @unchecked Sendable {
  /// The first element.
  @usableFromInline let base: UnsafeMutablePointer<Element>
  /// The start of the memory, which is not aligned if it is small.
  @usableFromInline let memory: UnsafeMutableRawPointer

  /// Allocates memory for `max(1, count)` elements and leaves it uninitialised.
  @inlinable
  @inline(never)
  init(count: Int) {
    let start: UnsafeMutableRawPointer
    let bytes = byteCountWithMargin(of: Element.self, count)
    unsafe (memory, start) = allocateBytes(bytes)
    unsafe base = start.bindMemory(to: Element.self, capacity: max(1, count))
  }

  /// Allocates memory and copies elements into it.
  @usableFromInline
  @inline(never)
  convenience init(copying source: UnsafePointer<Element>, count: Int) {
    self.init(count: count)
    unsafe base.initialize(from: source, count: count)
  }

  deinit { unsafe memory.deallocate() }
}

/// The bytes for `max(1, count)` elements, and for what BLAS reads behind them.
///
/// The complex `gemv`, `hemv` and `dot` of OpenBLAS 0.3.21 read one element beyond the end of a vector,
/// which is one column beyond the end of a matrix whose row they walk along, and never use it. Where
/// that memory does not exist the process dies. Half as much again covers every shape of two columns or
/// more, the rest vectors; nobody touches it, so large pages of it never come into being.
///
/// - Precondition: The bytes fit into an `Int`.
@inlinable
func byteCountWithMargin<T>(of type: T.Type, _ count: Int) -> Int {
  let (bytes, overflow) = max(1, count).multipliedReportingOverflow(by: MemoryLayout<T>.stride)
  precondition(!overflow, "\(count) elements do not fit into memory")
  // A complex number is aligned like one of its parts.
  let isComplex = MemoryLayout<T>.size > MemoryLayout<T>.alignment
  let (sum, isTooLarge) = bytes.addingReportingOverflow(isComplex ? bytes / 2 + 256 : 0)
  precondition(!isTooLarge, "\(count) elements do not fit into memory")
  return sum
}

/// Allocates memory and answers with its start and the first address in it that is aligned to 64 bytes.
@usableFromInline
func allocateBytes(
  _ bytes: Int
) -> (memory: UnsafeMutableRawPointer, start: UnsafeMutableRawPointer) {
  if bytes <= smallByteCount {
    let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes + 48, alignment: 16)
    return unsafe (memory, memory.alignedUp(toMultipleOf: 64))
  }
  let isLarge = bytes >= largeByteCount
  let memory = UnsafeMutableRawPointer.allocate(
    byteCount: bytes, alignment: isLarge ? largePageSize : 64)
  #if canImport(Glibc)
  // The first touch of every small page costs as much as the arithmetic on it. Without large pages
  // the advice is ignored.
  if isLarge { unsafe madvise(memory, bytes, MADV_HUGEPAGE) }
  #endif
  return unsafe (memory, memory)
}

/// The size up to which memory is aligned here: allocators keep small blocks at hand, but not aligned ones.
private let smallByteCount = 960

/// The size of a large page of memory.
private let largePageSize = 1 << 21

/// The size from which memory is taken in large pages.
///
/// Smaller memory comes back from the allocator with its pages in place; larger is new every time
/// (the limit of `M_MMAP_THRESHOLD` in glibc).
private let largeByteCount = 1 << 25
