/// A NumPy array of real numbers, as an `.npy` file holds it.
///
///     let array = try NPYArray.read("weights.npy")
///     let numbers = array.rowMajorElements.floats
///
/// Integers, booleans and half precision become `Float` if that holds every value of their type, and
/// `Double` otherwise. An integer of 64 bits that `Double` does not hold is an error, not rounded.
///
/// > Reference: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
public struct NPYArray: Sendable, Hashable {
  /// How the elements follow each other.
  public enum Order: Sendable, Hashable {
    /// The last index varies fastest, NumPy's default, "C".
    case rowMajor
    /// The first index varies fastest, "Fortran".
    case columnMajor
  }

  /// The extent along each axis; empty for a single number.
  public let shape: [Int]

  /// The order of the elements.
  public let order: Order

  /// The numbers, as many as the product of the shape.
  public let elements: RealArray

  /// Makes an array.
  ///
  /// - Precondition: The product of `shape` is the number of elements.
  public init(shape: [Int], order: Order = .rowMajor, elements: RealArray) {
    precondition(
      elementCount(of: shape) == elements.count,
      "\(elements.count) elements do not fill the shape \(shape)")
    self.shape = shape
    self.order = order
    self.elements = elements
  }

  /// The numbers with the last index varying fastest, rearranged if need be.
  public var rowMajorElements: RealArray {
    if order == .rowMajor { return elements }
    return switch elements {
    case .float(let values): .float(rowMajor(values, shape: shape))
    case .double(let values): .double(rowMajor(values, shape: shape))
    }
  }
}

/// Rearranges elements whose first index varies fastest such that the last one does.
///
/// The result is written front to back. Counting the indices up like an odometer, the position in
/// `values` moves by the stride of the axis that advances and back by those that return to zero.
private func rowMajor<Element>(_ values: [Element], shape: [Int]) -> [Element] {
  let axes = shape.indices.filter { shape[$0] > 1 }
  guard axes.count > 1, !values.isEmpty else { return values }
  let extents = axes.map { shape[$0] }
  var strides = [1]
  for extent in extents.dropLast() { strides.append((strides.last ?? 1) * extent) }
  var indices = [Int](repeating: 0, count: extents.count)
  var result: [Element] = []
  result.reserveCapacity(values.count)
  var position = 0
  while true {
    result.append(values[position])
    var axis = extents.count - 1
    while axis >= 0, indices[axis] == extents[axis] - 1 {
      position -= indices[axis] * strides[axis]
      indices[axis] = 0
      axis -= 1
    }
    if axis < 0 { return result }
    indices[axis] += 1
    position += strides[axis]
  }
}
