import ComplexModule

/// A permutation of rows or columns: a mapping of `0..<count` to itself.
///
/// As a matrix `P`, row `i` of `P A` is row `self[i]` of `A`; element `(i, self[i])` of `P` is one.
///
///     let p: Permutation = [2, 0, 1]
///     p * a           // rows 2, 0, 1 of a
///     a * p.inverse   // columns 2, 0, 1 of a
public struct Permutation: Hashable, Sendable {
  /// Where each place takes its content from.
  public let mapping: [Int]

  /// Creates a permutation from a mapping.
  ///
  /// - Precondition: Every index of `mapping` occurs exactly once in it.
  public init(_ mapping: [Int]) {
    precondition(Self.isPermutation(mapping), "\(mapping) is not a permutation")
    self.mapping = mapping
  }

  private init(checked mapping: [Int]) { self.mapping = mapping }

  /// Returns the permutation that leaves everything in its place.
  public static func identity(_ count: Int) -> Permutation {
    Permutation(checked: Array(0..<count))
  }

  /// Creates a permutation from exchanges with later places, one after the other, as pivoting makes
  /// them: place `i` was exchanged with place `exchanges[i]`.
  ///
  /// - Precondition: All places are in `0..<count`.
  public init(exchanges: [Int], count: Int) {
    var mapping = Array(0..<count)
    for (place, other) in exchanges.enumerated() { mapping.swapAt(place, other) }
    self.mapping = mapping
  }

  private static func isPermutation(_ mapping: [Int]) -> Bool {
    var isSeen = [Bool](repeating: false, count: mapping.count)
    for target in mapping {
      guard mapping.indices.contains(target), !isSeen[target] else { return false }
      isSeen[target] = true
    }
    return true
  }

  /// The number of places.
  public var count: Int { mapping.count }

  /// Where a place takes its content from.
  public subscript(place: Int) -> Int { mapping[place] }

  /// The permutation that undoes this one; also its transpose as a matrix.
  public var inverse: Permutation {
    var result = mapping
    for (place, source) in mapping.enumerated() { result[source] = place }
    return Permutation(checked: result)
  }

  /// Returns the product as matrices: `(p * q)[i] == q[p[i]]`.
  ///
  /// - Precondition: The sizes are equal.
  public static func * (p: Permutation, q: Permutation) -> Permutation {
    precondition(p.count == q.count, "cannot multiply permutations of \(p.count) and \(q.count)")
    return Permutation(checked: p.mapping.map { q.mapping[$0] })
  }

  /// The lengths of the cycles, in the order of their first places.
  public var cycleLengths: [Int] {
    var (isSeen, result) = ([Bool](repeating: false, count: count), [Int]())
    for start in 0..<count where !isSeen[start] {
      var (place, length) = (start, 0)
      while !isSeen[place] {
        isSeen[place] = true
        place = mapping[place]
        length += 1
      }
      result.append(length)
    }
    return result
  }

  /// The determinant: 1 for an even number of exchanges, -1 for an odd one.
  public var sign: Int { cycleLengths.count { $0 % 2 == 0 } % 2 == 0 ? 1 : -1 }

  /// Whether everything stays in its place.
  public var isIdentity: Bool { mapping.enumerated().allSatisfy { $0.offset == $0.element } }
}

// MARK: Permuting

extension Permutation {
  /// Returns the rows in a new order: row `i` of `P A` is row `p[i]` of `A`.
  ///
  /// - Precondition: The matrix has as many rows as the permutation has places.
  public static func * <T: Scalar>(p: Permutation, a: Matrix<T>) -> Matrix<T> {
    precondition(p.count == a.rows, "cannot permute the rows of \(a.shape) by \(p.count) places")
    return a.permutingRows(p.mapping, inverse: false)
  }

  /// Returns the columns in a new order: column `p[i]` of `A P` is column `i` of `A`.
  ///
  /// - Precondition: The matrix has as many columns as the permutation has places.
  public static func * <T: Scalar>(a: Matrix<T>, p: Permutation) -> Matrix<T> {
    precondition(
      p.count == a.columns, "cannot permute the columns of \(a.shape) by \(p.count) places")
    if a.isEmpty { return a }
    let source = p.inverse.mapping
    var result = a
    result.makeUnique()
    for column in 0..<a.columns {
      unsafe (result.storage.base + column * a.rows).update(
        from: a.storage.base + source[column] * a.rows, count: a.rows)
    }
    return result
  }

  /// Returns the elements in a new order: element `i` of `P x` is element `p[i]` of `x`.
  ///
  /// - Precondition: The vector has as many elements as the permutation has places.
  public static func * <T: Scalar>(p: Permutation, x: Vector<T>) -> Vector<T> {
    Vector(matrix: p * x.storedMatrix)
  }

  /// Returns the elements in a new order.
  ///
  /// - Precondition: There are as many elements as places.
  public func applied<T>(to elements: [T]) -> [T] {
    precondition(
      count == elements.count, "cannot permute \(elements.count) elements by \(count) places")
    return mapping.map { elements[$0] }
  }

  /// Returns the solution of `P X = B`, which is `P⁻¹ B`.
  ///
  /// - Precondition: The matrix has as many rows as the permutation has places.
  public func solve<T: Scalar>(_ b: Matrix<T>) -> Matrix<T> {
    precondition(count == b.rows, "cannot permute the rows of \(b.shape) by \(count) places")
    return b.permutingRows(mapping, inverse: true)
  }
}

extension Matrix {
  /// Writes out a permutation as a matrix of zeros and ones.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public init(_ permutation: Permutation) {
    self.init(rows: permutation.count, columns: permutation.count) { row, column in
      permutation[row] == column ? 1 : 0
    }
  }
}

extension Permutation: ExpressibleByArrayLiteral {
  /// Creates a permutation from a literal mapping.
  ///
  /// - Precondition: Every index occurs exactly once.
  public init(arrayLiteral mapping: Int...) { self.init(mapping) }
}

extension Permutation: CustomStringConvertible {
  /// The mapping in brackets.
  public var description: String { "Permutation \(mapping)" }
}

extension Permutation: Codable {
  /// Writes the mapping.
  public func encode(to encoder: any Encoder) throws { try mapping.encode(to: encoder) }

  /// Reads a mapping.
  ///
  /// - Throws: `DecodingError.dataCorrupted` if it is not a permutation.
  public init(from decoder: any Decoder) throws {
    let mapping = try [Int](from: decoder)
    guard Self.isPermutation(mapping) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "not a permutation"))
    }
    self.mapping = mapping
  }
}
