public import LinearAlgebra

/// A NumPy array of numbers, as an `.npy` file holds it.
///
///     let array = try NPYArray.read("weights.npy")
///     let numbers = try array.values(as: Float.self)
///     let labels = try NPYArray.read("labels.npy").integers(as: Int.self)
///
/// The elements keep the type of the file: integers stay integers, see ``NumberArray``. A conversion
/// rounds real numbers to nearest, as NumPy's `astype` does, but an integer that the new type does not
/// hold is an error that names it.
///
/// > Reference: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
public struct NPYArray: Sendable {
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
  public let elements: NumberArray

  /// Where the array was read from, for messages; empty if it was made in memory.
  public internal(set) var path = ""

  /// Makes an array.
  ///
  /// - Precondition: The product of `shape` is the number of elements.
  public init(shape: [Int], order: Order = .rowMajor, elements: NumberArray) {
    precondition(
      elementCount(of: shape) == elements.count,
      "\(elements.count) elements do not fill the shape \(shape)")
    self.shape = shape
    self.order = order
    self.elements = elements
  }

  /// The numbers with the last index varying fastest, rearranged if need be.
  public var rowMajorElements: NumberArray {
    if order == .rowMajor { return elements }
    return elements.rearranged(by: RowMajorOrder(shape: shape))
  }

  /// The numbers as scalars with the last index varying fastest, as NumPy's `ravel` gives them.
  ///
  /// - Parameter type: The scalar; numbers of higher precision are rounded to nearest.
  /// - Returns: As many scalars as the product of the shape.
  /// - Throws: ``FileError`` with code `mismatch` if the numbers are complex and the scalar is not, or
  ///   if there is an integer that the scalar does not hold.
  public func values<Element: Scalar>(
    as type: Element.Type = Element.self
  ) throws(FileError) -> [Element] {
    try convert(rowMajorElements)
  }

  /// The numbers as integers with the last index varying fastest.
  ///
  /// - Parameter type: The type of integers. Real numbers without a fraction are converted too.
  /// - Returns: As many integers as the product of the shape.
  /// - Throws: ``FileError`` with code `mismatch` if a number is no integer or out of range.
  public func integers<Integer: FixedWidthInteger>(
    as type: Integer.Type = Integer.self
  ) throws(FileError) -> [Integer] {
    do throws(ConversionFault) {
      return try rowMajorElements.convertedToIntegers()
    } catch {
      throw FileError(.mismatch, path: path, message: error.message)
    }
  }

  /// Converts numbers and names the file if that is not possible.
  func convert<Element: Scalar>(_ elements: NumberArray) throws(FileError) -> [Element] {
    do throws(ConversionFault) {
      return try elements.converted()
    } catch {
      throw FileError(.mismatch, path: path, message: error.message)
    }
  }
}

extension NPYArray: Hashable {
  /// Compares shape, order and elements, not where they came from.
  public static func == (left: NPYArray, right: NPYArray) -> Bool {
    left.shape == right.shape && left.order == right.order && left.elements == right.elements
  }

  /// Hashes shape, order and elements.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(shape)
    hasher.combine(order)
    hasher.combine(elements)
  }
}

/// Rearranges elements whose first index varies fastest such that the last one does.
///
/// The result is written front to back. Counting the indices up like an odometer, the position in
/// `values` moves by the stride of the axis that advances and back by those that return to zero.
private struct RowMajorOrder: ElementPermutation {
  let shape: [Int]

  func apply<Element>(to values: [Element]) -> [Element] {
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
}
