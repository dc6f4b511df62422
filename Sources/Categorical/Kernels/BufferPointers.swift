extension UnsafeBufferPointer {
  /// The start of a buffer of `Float`, for C.
  var floats: UnsafePointer<Float>? {
    unsafe UnsafeRawPointer(baseAddress)?.assumingMemoryBound(to: Float.self)
  }

  /// The start of a buffer of `Double`, for C.
  var doubles: UnsafePointer<Double>? {
    unsafe UnsafeRawPointer(baseAddress)?.assumingMemoryBound(to: Double.self)
  }
}

extension UnsafeMutableBufferPointer {
  /// The start of a buffer of `Float`, for C.
  var floats: UnsafeMutablePointer<Float>? {
    unsafe UnsafeMutableRawPointer(baseAddress)?.assumingMemoryBound(to: Float.self)
  }

  /// The start of a buffer of `Double`, for C.
  var doubles: UnsafeMutablePointer<Double>? {
    unsafe UnsafeMutableRawPointer(baseAddress)?.assumingMemoryBound(to: Double.self)
  }
}
