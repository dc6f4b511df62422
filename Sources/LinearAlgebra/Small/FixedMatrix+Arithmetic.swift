public import RealModule

extension FixedMatrix: AdditiveArithmetic {
  /// The matrix of zeros.
  @inlinable
  public static var zero: FixedMatrix { FixedMatrix(repeating: 0) }

  /// Returns the sum of two matrices.
  @inlinable
  public static func + (a: FixedMatrix, b: FixedMatrix) -> FixedMatrix {
    a.zipped(with: b) { $0 + $1 }
  }

  /// Returns the difference of two matrices.
  @inlinable
  public static func - (a: FixedMatrix, b: FixedMatrix) -> FixedMatrix {
    a.zipped(with: b) { $0 - $1 }
  }

  /// Returns the opposite matrix.
  @inlinable
  public static prefix func - (a: FixedMatrix) -> FixedMatrix { a.map { -$0 } }

  /// Returns the product with a scalar.
  @inlinable
  public static func * (a: FixedMatrix, b: Element) -> FixedMatrix { a.map { $0 * b } }

  /// Returns the product with a scalar.
  @inlinable
  public static func * (a: Element, b: FixedMatrix) -> FixedMatrix { b.map { a * $0 } }

  /// Returns the quotient by a scalar.
  @inlinable
  public static func / (a: FixedMatrix, b: Element) -> FixedMatrix { a.map { $0 / b } }

  /// Multiplies by a scalar.
  @inlinable
  public static func *= (a: inout FixedMatrix, b: Element) { a = a * b }

  /// Divides by a scalar.
  @inlinable
  public static func /= (a: inout FixedMatrix, b: Element) { a = a / b }

  /// Returns the matrix of what a function makes of every element.
  @inlinable
  @inline(__always)
  public func map<E: Error>(
    _ operation: (Element) throws(E) -> Element
  ) throws(E) -> FixedMatrix {
    try FixedMatrix { row, column throws(E) in
      try unsafe operation(storage[unchecked: column][unchecked: row])
    }
  }

  /// Returns the matrix of what a function makes of the elements of two matrices.
  @inlinable
  @inline(__always)
  func zipped(
    with other: FixedMatrix, _ operation: (Element, Element) -> Element
  ) -> FixedMatrix {
    FixedMatrix {
      unsafe operation(
        storage[unchecked: $1][unchecked: $0], other.storage[unchecked: $1][unchecked: $0])
    }
  }
}

// MARK: Products

extension FixedMatrix {
  /// Returns the product of two matrices whose shapes fit.
  ///
  /// Every element is a sum in the order of the inner index.
  @inlinable
  public static func * <let Width: Int>(
    a: FixedMatrix, b: FixedMatrix<Columns, Width, Element>
  ) -> FixedMatrix<Rows, Width, Element> {
    var result = FixedMatrix<Rows, Width, Element>()
    for column in 0..<Width {
      unsafe result.storage[unchecked: column] = a.combination(b.storage[unchecked: column])
    }
    return result
  }

  /// Returns the product with a vector.
  @inlinable
  public static func * (
    a: FixedMatrix, x: FixedVector<Columns, Element>
  ) -> FixedVector<Rows, Element> {
    var result = FixedVector<Rows, Element>()
    result.storage = a.combination(x.storage)
    return result
  }

  /// The linear combination of the columns with the given weights.
  @inlinable
  @inline(__always)
  func combination(_ weights: InlineArray<Columns, Element>) -> InlineArray<Rows, Element> {
    var sum = InlineArray<Rows, Element>(repeating: 0)
    for column in 0..<Columns {
      let weight = unsafe weights[unchecked: column]
      for row in 0..<Rows {
        unsafe sum[unchecked: row] += storage[unchecked: column][unchecked: row] * weight
      }
    }
    return sum
  }

  /// The transpose `Aᵀ`.
  @inlinable
  public var transposed: FixedMatrix<Columns, Rows, Element> {
    FixedMatrix<Columns, Rows, Element> { unsafe storage[unchecked: $0][unchecked: $1] }
  }

  /// The conjugate transpose `Aᴴ`.
  @inlinable
  public var adjoint: FixedMatrix<Columns, Rows, Element> {
    FixedMatrix<Columns, Rows, Element> { unsafe storage[unchecked: $0][unchecked: $1].conjugate }
  }

  /// Returns a norm; zero for an empty matrix, NaN if an element is NaN.
  ///
  /// The Frobenius norm neither overflows nor underflows unduly.
  @inlinable
  public func norm(_ norm: MatrixNorm = .frobenius) -> Element.RealPart {
    unsafe withElements { unsafe smallNorm(norm, Rows, Columns, $0) }
  }
}
