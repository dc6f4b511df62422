// What matrices share that store one triangle of a square one.

extension Matrix {
  /// Writes out a triangle and its mirror image.
  @inline(__always)
  func mirrored(_ triangle: Triangle, conjugating: Bool) -> Matrix {
    var result = Matrix(uninitializedRows: rows, columns: rows)
    result.load(self, mirroring: triangle, conjugating: conjugating)
    return result
  }

  /// Copies a triangle of another matrix and its mirror image into the memory of this one.
  @inline(__always)
  mutating func load(_ matrix: Matrix, mirroring triangle: Triangle, conjugating: Bool) {
    makeUniqueDiscardingElements()
    let n = rows
    let (source, target) = unsafe (matrix.storage.base, storage.base)
    for column in 0..<n {
      let diagonal = unsafe source[column + column * n]
      unsafe target[column + column * n] = conjugating ? Element(diagonal.realPart) : diagonal
      for row in column + 1..<Swift.max(n, column + 1) {
        let (low, high) = (row + column * n, column + row * n)
        let (from, to) = triangle == .lower ? (low, high) : (high, low)
        let value = unsafe source[from]
        unsafe target[from] = value
        unsafe target[to] = conjugating ? value.conjugate : value
      }
    }
  }

  /// The matrix with zeros outside of a triangle.
  @inline(__always)
  func cleared(outside triangle: Triangle, unitDiagonal: Bool = false) -> Matrix {
    let n = rows
    var result = self
    result.makeUnique()
    let target = unsafe result.storage.base
    for column in 0..<n {
      for row in triangle == .lower ? 0..<column : column + 1..<n {
        unsafe target[row + column * n] = 0
      }
      if unitDiagonal { unsafe target[column + column * n] = 1 }
    }
    return result
  }

  /// Combines one triangle of two matrices.
  @inline(__always)
  func combined(
    _ triangle: Triangle, with other: Matrix, _ operation: (Element, Element) -> Element
  ) -> Matrix {
    let n = rows
    let result = Matrix(rows: n, columns: n)
    let (a, b, c) = unsafe (storage.base, other.storage.base, result.storage.base)
    for column in 0..<n {
      for row in triangle == .lower ? column..<n : 0..<column + 1 {
        let index = row + column * n
        unsafe c[index] = operation(a[index], b[index])
      }
    }
    return result
  }

  /// Throws if an element of one triangle is infinite or NaN.
  @inline(__always)
  func checkFinite(
    _ argument: String, _ triangle: Triangle, withoutDiagonal: Bool = false
  ) throws(LinearAlgebraError) {
    let (n, inner) = (rows, withoutDiagonal ? 1 : 0)
    for column in 0..<n {
      let range =
        triangle == .lower
        ? Swift.min(n, column + inner)..<n : 0..<column + 1 - inner
      for row in range where unsafe !storage.base[row + column * n].isFinite {
        throw .nonFinite(argument: argument, row: row, column: column)
      }
    }
  }
}

/// Whether an element of the triangle lies at a place.
@inline(__always)
func isInside(_ triangle: Triangle, _ row: Int, _ column: Int) -> Bool {
  triangle == .lower ? row >= column : row <= column
}
