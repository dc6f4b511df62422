import LinearAlgebra

/// The C kernels by scalar type.
///
/// `Float` and `Double` are the only real scalars, so each function looks at the type once and sees
/// the memory as what it is. In specialized callers nothing of that remains. Callers have checked
/// that arrays passed together have the same length.
enum Kernels {
  /// The elements that one part of a job works on: some 10 µs of arithmetic, many times what handing it
  /// to another thread takes.
  static let partLength = 1 << 14

  /// Runs `body` for ranges that make up `0..<count`, shared out over the threads of the loop around it.
  ///
  /// - Parameters:
  ///   - count: The number of elements, or of runs of them.
  ///   - length: The number of elements in each.
  ///   - body: Work on a range that does not depend on where ranges begin and end.
  @inline(__always)
  static func inParts(_ count: Int, ofLength length: Int = 1, _ body: (Range<Int>) -> Void) {
    let width = max(1, partLength / max(1, length))
    guard count > width else { return body(0..<count) }
    ComputeThreads.forEach((count + width - 1) / width) { part in
      body(part * width..<min(count, (part + 1) * width))
    }
  }
}

/// The same memory seen as what the caller has found it to be.
@inline(__always)
func float<T>(_ p: UnsafePointer<T>) -> UnsafePointer<Float> {
  unsafe UnsafeRawPointer(p).assumingMemoryBound(to: Float.self)
}

@inline(__always)
func float<T>(_ p: UnsafeMutablePointer<T>) -> UnsafeMutablePointer<Float> {
  unsafe UnsafeMutableRawPointer(p).assumingMemoryBound(to: Float.self)
}

@inline(__always)
func double<T>(_ p: UnsafePointer<T>) -> UnsafePointer<Double> {
  unsafe UnsafeRawPointer(p).assumingMemoryBound(to: Double.self)
}

@inline(__always)
func double<T>(_ p: UnsafeMutablePointer<T>) -> UnsafeMutablePointer<Double> {
  unsafe UnsafeMutableRawPointer(p).assumingMemoryBound(to: Double.self)
}
