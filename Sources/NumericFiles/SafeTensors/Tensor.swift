public import ComplexModule
public import RealModule

/// A named array of numbers with a shape, in row-major order.
///
/// The last index varies fastest, as in NumPy and PyTorch; see ``init(name:_:)`` for matrices, which
/// this package stores column-major.
public struct Tensor: Sendable, Hashable {
  /// The name, unique within a file.
  public let name: String

  /// The extent along each axis; empty for a single number.
  public let shape: [Int]

  /// The numbers, as many as the product of the shape.
  public let elements: NumberArray

  /// Makes a tensor from numbers in row-major order.
  ///
  /// - Precondition: The product of `shape` is the number of elements, `name` is not `__metadata__`,
  ///   which the safetensors format reserves, and the elements are not complex numbers of double
  ///   precision, for which it has no type.
  public init(name: String, shape: [Int], elements: NumberArray) {
    precondition(name != "__metadata__", "the name __metadata__ is reserved")
    precondition(
      elements.type != .complex128, "\(name): safetensors has no complex numbers of 128 bits")
    precondition(
      elementCount(of: shape) == elements.count,
      "\(name): \(elements.count) elements do not fill the shape \(shape)")
    self.name = name
    self.shape = shape
    self.elements = elements
  }

  /// Makes a tensor of single precision.
  public init(name: String, shape: [Int], _ elements: [Float]) {
    self.init(name: name, shape: shape, elements: .float(elements))
  }

  /// Makes a tensor of double precision.
  public init(name: String, shape: [Int], _ elements: [Double]) {
    self.init(name: name, shape: shape, elements: .double(elements))
  }

  /// Makes a tensor of complex numbers of single precision.
  public init(name: String, shape: [Int], _ elements: [Complex<Float>]) {
    self.init(name: name, shape: shape, elements: .complexFloat(elements))
  }
}

/// The product of the extents, or nil if one is negative or the product overflows.
func elementCount(of shape: [Int]) -> Int? {
  guard shape.allSatisfy({ $0 >= 0 }) else { return nil }
  if shape.contains(0) { return 0 }
  var product = 1
  for extent in shape {
    let (next, overflow) = product.multipliedReportingOverflow(by: extent)
    if overflow { return nil }
    product = next
  }
  return product
}
