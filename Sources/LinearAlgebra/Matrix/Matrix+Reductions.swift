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
/// Eight partial sums, the same on every processor and for every number of threads, which the
/// compiler computes side by side.
@inline(__always)
func orderedSum<T: Scalar>(_ count: Int, _ term: (Int) -> T) -> T {
  var (real, imaginary) = (SIMD8<T.RealPart>(), SIMD8<T.RealPart>())
  var index = 0
  while index &+ 8 <= count {
    for lane in 0..<8 {
      let value = term(index &+ lane)
      real[lane] += value.realPart
      if T.isComplex { imaginary[lane] += value.imaginaryPart }
    }
    index &+= 8
  }
  while index < count {
    let value = term(index)
    real[0] += value.realPart
    if T.isComplex { imaginary[0] += value.imaginaryPart }
    index &+= 1
  }
  return T(
    realPart: treeSum(real), imaginaryPart: T.isComplex ? treeSum(imaginary) : 0)
}

/// The sum of eight partial sums.
@inline(__always)
private func treeSum<T: RealScalar>(_ sums: SIMD8<T>) -> T {
  ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]))
}

extension Matrix {
  /// Returns the sum of all elements, added in a fixed order.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func sum() -> Element { elementSum() }

  // The bodies of short functions are apart: what chooses the type should not pay for the generic one.
  @inline(never)
  private func elementSum() -> Element {
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
  public func dot(_ other: Matrix) -> Element { productSum(other) }

  @inline(never)
  private func productSum(_ other: Matrix) -> Element {
    precondition(shape == other.shape, "cannot multiply \(shape) and \(other.shape) elementwise")
    let (a, b) = unsafe (storage.base, other.storage.base)
    return orderedSum(count) { unsafe a[$0] * b[$0] }
  }

  /// Returns the inner product `Σ conj(aᵢⱼ) bᵢⱼ`, added in a fixed order.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func innerProduct(_ other: Matrix) -> Element { conjugateProductSum(other) }

  @inline(never)
  private func conjugateProductSum(_ other: Matrix) -> Element {
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
