/// Real numbers in the precision in which a file holds them.
public enum RealArray: Sendable, Hashable {
  /// Numbers of 32 bits.
  case float([Float])
  /// Numbers of 64 bits.
  case double([Double])

  /// How many numbers there are.
  public var count: Int {
    switch self {
    case .float(let values): values.count
    case .double(let values): values.count
    }
  }

  /// The numbers in single precision; those of double precision are rounded.
  public var floats: [Float] {
    switch self {
    case .float(let values): values
    case .double(let values): values.map { Float($0) }
    }
  }

  /// The numbers in double precision, exactly.
  public var doubles: [Double] {
    switch self {
    case .float(let values): values.map { Double($0) }
    case .double(let values): values
    }
  }

  /// The size of one number in bytes, 4 or 8.
  var stride: Int {
    switch self {
    case .float: 4
    case .double: 8
    }
  }

  /// Lends the bytes of the numbers, little-endian.
  func withBytes<E: Error>(_ body: (RawSpan) throws(E) -> Void) throws(E) {
    switch self {
    case .float(let values): try unsafe body(values.span.bytes)
    case .double(let values): try unsafe body(values.span.bytes)
    }
  }
}
