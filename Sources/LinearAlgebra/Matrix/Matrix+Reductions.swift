import ComplexModule
import RealModule

/// The runs of elements that a reduction turns into one value each.
public enum Axis: Hashable, Sendable, CaseIterable {
  /// One value for every row.
  case rows
  /// One value for every column.
  case columns
}

/// Adds terms in an order that depends on nothing but their number.
///
/// Eight partial sums, the same on every processor and for every number of threads; the compiler
/// may compute them side by side.
@inline(__always)
func orderedSum<T: AdditiveArithmetic>(_ count: Int, _ term: (Int) -> T) -> T {
  var (a, b, c, d) = (T.zero, T.zero, T.zero, T.zero)
  var (e, f, g, h) = (T.zero, T.zero, T.zero, T.zero)
  var index = 0
  while index &+ 8 <= count {
    a += term(index)
    b += term(index &+ 1)
    c += term(index &+ 2)
    d += term(index &+ 3)
    e += term(index &+ 4)
    f += term(index &+ 5)
    g += term(index &+ 6)
    h += term(index &+ 7)
    index &+= 8
  }
  while index < count {
    a += term(index)
    index &+= 1
  }
  return ((a + e) + (c + g)) + ((b + f) + (d + h))
}

extension Matrix {
  /// Returns the sum of all elements, added in a fixed order.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func sum() -> Element {
    let source = unsafe storage.base
    return orderedSum(count) { unsafe source[$0] }
  }

  /// Returns the mean of all elements, or `nil` if there are none.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func mean() -> Element? {
    isEmpty ? nil : sum() / Element(Element.RealPart(count))
  }

  /// Returns the sum `Σ aᵢⱼ bᵢⱼ`, without conjugation, added in a fixed order.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func dot(_ other: Matrix) -> Element {
    precondition(shape == other.shape, "cannot multiply \(shape) and \(other.shape) elementwise")
    let (a, b) = unsafe (storage.base, other.storage.base)
    return orderedSum(count) { unsafe a[$0] * b[$0] }
  }

  /// Returns the inner product `Σ conj(aᵢⱼ) bᵢⱼ`, added in a fixed order.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func innerProduct(_ other: Matrix) -> Element {
    precondition(shape == other.shape, "cannot multiply \(shape) and \(other.shape) elementwise")
    let (a, b) = unsafe (storage.base, other.storage.base)
    return orderedSum(count) { unsafe a[$0].conjugate * b[$0] }
  }

  /// Returns the sum of every row or of every column.
  ///
  /// A sum over no elements is zero.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func sums(of axis: Axis) -> Vector<Element> {
    switch axis {
    case .rows:
      var result = Matrix(rows: rows, columns: 1)
      result.accumulateRowSums(of: self)
      return Vector(matrix: result)
    case .columns:
      let result = Matrix(uninitializedRows: columns, columns: 1)
      for column in 0..<columns {
        let start = unsafe storage.base + column * rows
        unsafe result.storage.base[column] = orderedSum(rows) { unsafe start[$0] }
      }
      return Vector(matrix: result)
    }
  }

  /// Returns the sum of every row.
  @inlinable
  public func rowSums() -> Vector<Element> { sums(of: .rows) }

  /// Returns the sum of every column.
  @inlinable
  public func columnSums() -> Vector<Element> { sums(of: .columns) }

  /// Returns the mean of every row or of every column.
  ///
  /// - Precondition: The rows or columns are not empty.
  @inlinable
  public func means(of axis: Axis) -> Vector<Element> {
    let length = axis == .rows ? columns : rows
    precondition(length > 0, "the \(axis) of a \(shape) matrix have no mean")
    return sums(of: axis) / Element(Element.RealPart(length))
  }

  /// Adds the sum of every row of another matrix to this `n × 1` matrix.
  ///
  /// - Precondition: This matrix has one column and as many rows as the other.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public mutating func addRowSums(of other: Matrix) {
    precondition(
      columns == 1 && rows == other.rows,
      "cannot add the row sums of a \(other.shape) matrix to a \(shape) matrix")
    makeUnique()
    accumulateRowSums(of: other)
  }

  @inline(__always)
  private mutating func accumulateRowSums(of other: Matrix) {
    guard !other.isEmpty else { return }
    let target = unsafe storage.base
    for column in 0..<other.columns {
      let source = unsafe other.storage.base + column * rows
      for row in 0..<rows { unsafe target[row] += source[row] }
    }
  }
}
