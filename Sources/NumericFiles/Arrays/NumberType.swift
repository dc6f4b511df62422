/// A type of numbers that files hold, named as NumPy names it.
public enum NumberType: String, Sendable, Hashable, CaseIterable, CustomStringConvertible {
  /// A truth value in one byte.
  case bool
  /// A signed integer of 8 bits.
  case int8
  /// A signed integer of 16 bits.
  case int16
  /// A signed integer of 32 bits.
  case int32
  /// A signed integer of 64 bits.
  case int64
  /// An unsigned integer of 8 bits.
  case uint8
  /// An unsigned integer of 16 bits.
  case uint16
  /// An unsigned integer of 32 bits.
  case uint32
  /// An unsigned integer of 64 bits.
  case uint64
  /// Half precision, 16 bits.
  case float16
  /// The upper 16 bits of single precision.
  case bfloat16
  /// Single precision, `Float`.
  case float32
  /// Double precision, `Double`.
  case float64
  /// A pair of single precision, `Complex<Float>`.
  case complex64
  /// A pair of double precision, `Complex<Double>`.
  case complex128

  /// The size of one number in bytes.
  public var byteCount: Int {
    switch self {
    case .bool, .int8, .uint8: 1
    case .int16, .uint16, .float16, .bfloat16: 2
    case .int32, .uint32, .float32: 4
    case .int64, .uint64, .float64, .complex64: 8
    case .complex128: 16
    }
  }

  /// Whether the numbers have an imaginary part.
  public var isComplex: Bool { self == .complex64 || self == .complex128 }

  /// NumPy's name, for instance `float32`.
  public var description: String { rawValue }
}

/// What a file says about one of its arrays, without the numbers.
public struct ArrayDescription: Sendable, Hashable {
  /// The name within the file; empty in an `.npy` file, which holds one array.
  public let name: String

  /// The type of the numbers.
  public let type: NumberType

  /// The extent along each axis; empty for a single number.
  public let shape: [Int]

  /// The order of the elements.
  public let order: NPYArray.Order
}
