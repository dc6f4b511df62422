import LinearAlgebra
import LinearAlgebraTesting

/// A structured matrix as a routine sees it, with NaN wherever it must not look, and as it is meant.
struct StructuredOperand<T: LAPACKScalar> {
  var stored: Matrix<T>
  var meant: Matrix<T>

  /// A symmetric or Hermitian matrix, of which one triangle is stored.
  static func symmetric(
    _ source: inout MatrixSource<T>, _ n: Int, _ triangle: Triangle, isHermitian: Bool
  ) -> Self {
    let a = source.uniform(rows: n, columns: n)
    let meant = Matrix<T>(rows: n, columns: n) { row, column in
      let isStored = triangle == .upper ? row <= column : row >= column
      let value = isStored ? a[row, column] : a[column, row]
      if !isHermitian { return value }
      return row == column ? T(value.realPart) : isStored ? value : value.conjugate
    }
    let stored = Matrix<T>(rows: n, columns: n) { row, column in
      if row == column && isHermitian && T.isComplex {
        return T(realPart: meant[row, row].realPart, imaginaryPart: .nan)
      }
      return (triangle == .upper ? row <= column : row >= column) ? meant[row, column] : .nanValue
    }
    return Self(stored: stored, meant: meant)
  }

  /// A triangular matrix with a dominant diagonal, or one of ones that is not stored.
  static func triangular(
    _ source: inout MatrixSource<T>, _ n: Int, _ triangle: Triangle, _ diagonal: TriangleDiagonal
  ) -> Self {
    var meant = source.triangular(n, triangle)
    var stored = meant
    for column in 0..<n {
      for row in 0..<n where triangle == .upper ? row > column : row < column {
        stored[row, column] = .nanValue
      }
      if diagonal == .unit {
        meant[column, column] = 1
        stored[column, column] = .nanValue
      }
    }
    return Self(stored: stored, meant: meant)
  }

  /// Zeros where a band matrix has no elements.
  func banded(lower: Int, upper: Int) -> Self {
    var result = self
    for column in 0..<meant.columns {
      for row in 0..<meant.rows where row - column > lower || column - row > upper {
        result.meant[row, column] = 0
        result.stored[row, column] = .nanValue
      }
    }
    return result
  }

  /// The diagonals as rows, NaN in the corners.
  func bands(lower: Int, upper: Int) -> Matrix<T> {
    Matrix(rows: lower + upper + 1, columns: stored.columns) { diagonal, column in
      let row = column + diagonal - upper
      return row >= 0 && row < stored.rows ? stored[row, column] : .nanValue
    }
  }

  /// One triangle, column by column.
  func packed(_ triangle: Triangle) -> Vector<T> {
    var elements: [T] = []
    for column in 0..<stored.columns {
      for row in triangle == .upper ? 0..<column + 1 : column..<stored.rows {
        elements.append(stored[row, column])
      }
    }
    return Vector(elements)
  }
}

/// Factors, among them those that hide what they multiply.
func factors<T: Scalar>(_: T.Type) -> [(alpha: T, beta: T)] {
  [(1, 0), (.parts(2, 1), .parts(-1, 3)), (-1, 1), (0, .parts(0, 2)), (0, 0)]
}

extension Vector {
  /// Calls with a view of the elements in a host of the given stride, whose other elements are NaN.
  func withStride<R>(_ stride: Int, _ body: (VectorView<Element>) throws -> R) rethrows -> R {
    let step = Swift.abs(stride)
    let host = Matrix<Element>(rows: step, columns: count) { row, column in
      row > 0 ? .nanValue : self[stride > 0 ? column : count - 1 - column]
    }
    return try body(stride > 0 ? host.row(0) : host.row(0).reversed)
  }

  /// The vector after a change through a view with the given stride, and whether the rest stayed NaN.
  func changed(
    stride: Int, _ body: (inout MutableVectorView<Element>) throws -> Void
  ) rethrows -> (result: Vector, isPaddingIntact: Bool) {
    let step = Swift.abs(stride)
    var host = Matrix<Element>(rows: step, columns: count) { row, column in
      row > 0 ? .nanValue : self[stride > 0 ? column : count - 1 - column]
    }
    var whole = host.mutableView
    var turned = whole.stepping(rows: 1, columns: stride > 0 ? 1 : -1)
    var row = turned.row(0)
    try body(&row)
    var result = self
    for index in 0..<count { result[index] = host[0, stride > 0 ? index : count - 1 - index] }
    var isPaddingIntact = true
    for column in 0..<count {
      for row in 1..<Swift.max(1, step) {
        isPaddingIntact = isPaddingIntact && host[row, column].isNaNValue
      }
    }
    return (result, isPaddingIntact)
  }
}
