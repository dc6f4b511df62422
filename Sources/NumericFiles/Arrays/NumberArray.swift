public import ComplexModule
public import RealModule

/// Numbers in the type in which a file holds them.
///
/// Half precision and bfloat16 become `Float`, which holds all their values; every other type stays
/// what it is, so that labels and identifiers are exact.
public enum NumberArray: Sendable, Hashable {
  /// Truth values.
  case bool([Bool])
  /// Signed integers of 8 bits.
  case int8([Int8])
  /// Signed integers of 16 bits.
  case int16([Int16])
  /// Signed integers of 32 bits.
  case int32([Int32])
  /// Signed integers of 64 bits.
  case int64([Int64])
  /// Unsigned integers of 8 bits.
  case uint8([UInt8])
  /// Unsigned integers of 16 bits.
  case uint16([UInt16])
  /// Unsigned integers of 32 bits.
  case uint32([UInt32])
  /// Unsigned integers of 64 bits.
  case uint64([UInt64])
  /// Real numbers of 32 bits.
  case float([Float])
  /// Real numbers of 64 bits.
  case double([Double])
  /// Complex numbers of twice 32 bits.
  case complexFloat([Complex<Float>])
  /// Complex numbers of twice 64 bits.
  case complexDouble([Complex<Double>])

  /// How many numbers there are.
  public var count: Int {
    switch self {
    case .bool(let values): values.count
    case .int8(let values): values.count
    case .int16(let values): values.count
    case .int32(let values): values.count
    case .int64(let values): values.count
    case .uint8(let values): values.count
    case .uint16(let values): values.count
    case .uint32(let values): values.count
    case .uint64(let values): values.count
    case .float(let values): values.count
    case .double(let values): values.count
    case .complexFloat(let values): values.count
    case .complexDouble(let values): values.count
    }
  }

  /// The type of the numbers.
  public var type: NumberType {
    switch self {
    case .bool: .bool
    case .int8: .int8
    case .int16: .int16
    case .int32: .int32
    case .int64: .int64
    case .uint8: .uint8
    case .uint16: .uint16
    case .uint32: .uint32
    case .uint64: .uint64
    case .float: .float32
    case .double: .float64
    case .complexFloat: .complex64
    case .complexDouble: .complex128
    }
  }

  /// The numbers in single precision, rounded to nearest if need be; nil for complex numbers.
  public var floats: [Float]? { rounded() }

  /// The numbers in double precision; nil for complex numbers.
  ///
  /// Integers of 64 bits beyond 2⁵³ are rounded to nearest, as NumPy's `astype` does.
  public var doubles: [Double]? { rounded() }
}

// MARK: Bytes

extension NumberArray {
  /// Lends the bytes of the numbers, little-endian.
  func withBytes<E: Error>(_ body: (RawSpan) throws(E) -> Void) throws(E) {
    switch self {
    case .bool(let values): try unsafe body(values.span.bytes)
    case .int8(let values): try unsafe body(values.span.bytes)
    case .int16(let values): try unsafe body(values.span.bytes)
    case .int32(let values): try unsafe body(values.span.bytes)
    case .int64(let values): try unsafe body(values.span.bytes)
    case .uint8(let values): try unsafe body(values.span.bytes)
    case .uint16(let values): try unsafe body(values.span.bytes)
    case .uint32(let values): try unsafe body(values.span.bytes)
    case .uint64(let values): try unsafe body(values.span.bytes)
    case .float(let values): try unsafe body(values.span.bytes)
    case .double(let values): try unsafe body(values.span.bytes)
    case .complexFloat(let values): try lend(values, to: body)
    case .complexDouble(let values): try lend(values, to: body)
    }
  }

  /// A complex number is a pair of real ones, but its type does not say that it is plain bytes.
  private func lend<Element, E: Error>(
    _ values: [Element], to body: (RawSpan) throws(E) -> Void
  ) throws(E) {
    try unsafe values.withUnsafeBufferPointer { (buffer) throws(E) in
      try unsafe body(RawSpan(_unsafeBytes: UnsafeRawBufferPointer(buffer)))
    }
  }

  /// Rearranges the elements by a function that treats every type alike.
  func rearranged(by permutation: some ElementPermutation) -> NumberArray {
    switch self {
    case .bool(let values): .bool(permutation.apply(to: values))
    case .int8(let values): .int8(permutation.apply(to: values))
    case .int16(let values): .int16(permutation.apply(to: values))
    case .int32(let values): .int32(permutation.apply(to: values))
    case .int64(let values): .int64(permutation.apply(to: values))
    case .uint8(let values): .uint8(permutation.apply(to: values))
    case .uint16(let values): .uint16(permutation.apply(to: values))
    case .uint32(let values): .uint32(permutation.apply(to: values))
    case .uint64(let values): .uint64(permutation.apply(to: values))
    case .float(let values): .float(permutation.apply(to: values))
    case .double(let values): .double(permutation.apply(to: values))
    case .complexFloat(let values): .complexFloat(permutation.apply(to: values))
    case .complexDouble(let values): .complexDouble(permutation.apply(to: values))
    }
  }
}

/// A new order for elements of any type.
protocol ElementPermutation {
  func apply<Element>(to values: [Element]) -> [Element]
}
