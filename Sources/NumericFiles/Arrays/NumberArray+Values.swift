import ComplexModule
public import LinearAlgebra

/// Why numbers cannot be had in another type; the reader adds the path.
struct ConversionFault: Error {
  let message: String
}

extension NumberArray {
  /// The numbers as scalars, or nil if one of them would change.
  ///
  /// Real numbers of higher precision are rounded to nearest, as every operation on them does.
  /// Integers are not: one that the scalar does not hold makes the whole result nil, and so do
  /// complex numbers where real ones are asked for. ``doubles`` and ``floats`` round integers too.
  public func values<Element: Scalar>(as type: Element.Type = Element.self) -> [Element]? {
    try? converted()
  }

  /// The numbers as integers, or nil if one of them is no integer or out of range.
  ///
  /// Labels that were saved as real numbers are read so too; truth values become 0 and 1.
  public func integers<Integer: FixedWidthInteger>(
    as type: Integer.Type = Integer.self
  ) -> [Integer]? {
    try? convertedToIntegers()
  }

  /// The numbers as scalars, or what prevents it.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  func converted<Element: Scalar>(
    to type: Element.Type = Element.self
  ) throws(ConversionFault) -> [Element] {
    if let same: [Element] = payload() { return same }
    switch self {
    case .complexFloat(let values): return try narrowed(values)
    case .complexDouble(let values): return try narrowed(values)
    default: break
    }
    let parts: [Element.RealPart] = try realValues()
    if !Element.isComplex, let same = parts as? [Element] { return same }
    return parts.map { Element($0) }
  }

  /// The numbers without conversion, if they have this type already.
  private func payload<Element>() -> [Element]? {
    switch self {
    case .float(let values): values as? [Element]
    case .double(let values): values as? [Element]
    case .complexFloat(let values): values as? [Element]
    case .complexDouble(let values): values as? [Element]
    default: nil
    }
  }

  private func narrowed<Part: RealScalar, Element: Scalar>(
    _ values: [Complex<Part>]
  ) throws(ConversionFault) -> [Element] {
    guard Element.isComplex else {
      throw ConversionFault(
        message: "holds complex numbers where real ones are asked for; ask for Complex<Double>")
    }
    return values.map {
      Element(
        realPart: Element.RealPart($0.realPart), imaginaryPart: Element.RealPart($0.imaginaryPart))
    }
  }

  private func realValues<Real: RealScalar>() throws(ConversionFault) -> [Real] {
    switch self {
    case .bool(let values): values.map { $0 ? 1 : 0 }
    case .int8(let values): values.map { Real($0) }
    case .int16(let values): values.map { Real($0) }
    case .int32(let values): try exact(values)
    case .int64(let values): try exact(values)
    case .uint8(let values): values.map { Real($0) }
    case .uint16(let values): values.map { Real($0) }
    case .uint32(let values): try exact(values)
    case .uint64(let values): try exact(values)
    case .float(let values): values.map { Real($0) }
    case .double(let values): values.map { Real($0) }
    case .complexFloat, .complexDouble: preconditionFailure("complex numbers are narrowed")
    }
  }

  private func exact<Integer: FixedWidthInteger, Real: RealScalar>(
    _ values: [Integer]
  ) throws(ConversionFault) -> [Real] {
    var result: [Real] = []
    result.reserveCapacity(values.count)
    for (index, value) in values.enumerated() {
      let real = Real(value)
      guard Integer(exactly: real) == value else {
        let remedy = Real.self == Float.self ? "ask for Double or for integers" : "ask for integers"
        throw ConversionFault(
          message: "holds the integer \(value) as element \(index), "
            + "which \(Real.self) does not hold; \(remedy)")
      }
      result.append(real)
    }
    return result
  }

  /// The numbers rounded to nearest; nil for complex ones.
  func rounded<Real: RealScalar>() -> [Real]? {
    switch self {
    case .int32(let values): values.map { Real($0) }
    case .int64(let values): values.map { Real($0) }
    case .uint32(let values): values.map { Real($0) }
    case .uint64(let values): values.map { Real($0) }
    case .complexFloat, .complexDouble: nil
    default: try? converted()
    }
  }
}

// MARK: Integers

extension NumberArray {
  func convertedToIntegers<Integer: FixedWidthInteger>() throws(ConversionFault) -> [Integer] {
    switch self {
    case .bool(let values): values.map { $0 ? 1 : 0 }
    case .int8(let values): try integers(values)
    case .int16(let values): try integers(values)
    case .int32(let values): try integers(values)
    case .int64(let values): try integers(values)
    case .uint8(let values): try integers(values)
    case .uint16(let values): try integers(values)
    case .uint32(let values): try integers(values)
    case .uint64(let values): try integers(values)
    case .float(let values): try whole(values)
    case .double(let values): try whole(values)
    case .complexFloat, .complexDouble:
      throw ConversionFault(message: "holds complex numbers where integers are asked for")
    }
  }

  private func integers<Source: FixedWidthInteger, Integer: FixedWidthInteger>(
    _ values: [Source]
  ) throws(ConversionFault) -> [Integer] {
    if let same = values as? [Integer] { return same }
    return try collect(values) { Integer(exactly: $0) }
  }

  private func whole<Real: BinaryFloatingPoint, Integer: FixedWidthInteger>(
    _ values: [Real]
  ) throws(ConversionFault) -> [Integer] {
    try collect(values) { Integer(exactly: $0) }
  }

  private func collect<Source, Integer: FixedWidthInteger>(
    _ values: [Source], _ convert: (Source) -> Integer?
  ) throws(ConversionFault) -> [Integer] {
    var result: [Integer] = []
    result.reserveCapacity(values.count)
    for (index, value) in values.enumerated() {
      guard let integer = convert(value) else {
        throw ConversionFault(
          message: "holds \(value) as element \(index), which \(Integer.self) does not hold; "
            + "ask for another type")
      }
      result.append(integer)
    }
    return result
  }
}
