import ComplexModule

// Matrices made of other matrices.

extension Matrix {
  /// Creates a matrix from rows of blocks.
  ///
  ///     Matrix(blocks: [[a, b],
  ///                     [c, d]])
  ///
  /// - Precondition: All rows have equally many blocks, the blocks of a row equally many rows, and the
  ///   blocks of a column equally many columns.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public init(blocks: [[Matrix]]) {
    let heights = blocks.map { $0.first?.rows ?? 0 }
    let widths = (blocks.first ?? []).map(\.columns)
    for (row, height) in zip(blocks, heights) {
      precondition(
        row.count == widths.count, "a row of \(row.count) blocks is below one of \(widths.count)")
      for (block, width) in zip(row, widths) {
        precondition(
          block.rows == height && block.columns == width,
          "a \(block.shape) block does not fit where \(Shape(rows: height, columns: width)) is needed"
        )
      }
    }
    self.init(uninitializedRows: heights.reduce(0, +), columns: widths.reduce(0, +))
    var top = 0
    for (row, height) in zip(blocks, heights) {
      var left = 0
      for (block, width) in zip(row, widths) {
        place(block, row: top, column: left)
        left += width
      }
      top += height
    }
  }

  /// Creates a matrix by stacking matrices on top of each other: their rows follow each other.
  ///
  /// - Precondition: All have equally many columns.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public init(stackingRows matrices: [Matrix]) { self.init(blocks: matrices.map { [$0] }) }

  /// Creates a matrix by setting matrices side by side: their columns follow each other.
  ///
  /// - Precondition: All have equally many rows.
  public init(stackingColumns matrices: [Matrix]) {
    self.init(blocks: matrices.isEmpty ? [] : [matrices])
  }

  /// Returns the matrix with the given blocks on its diagonal and zeros elsewhere.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public static func blockDiagonal(_ blocks: [Matrix]) -> Matrix {
    let result = Matrix(
      rows: blocks.reduce(0) { $0 + $1.rows }, columns: blocks.reduce(0) { $0 + $1.columns })
    var (top, left) = (0, 0)
    for block in blocks {
      result.place(block, row: top, column: left)
      top += block.rows
      left += block.columns
    }
    return result
  }

  /// Copies a matrix into the memory of this one, which nobody else may have seen yet.
  private func place(_ block: Matrix, row: Int, column: Int) {
    guard !block.isEmpty else { return }
    for index in 0..<block.columns {
      unsafe (storage.base + row + (column + index) * rows).update(
        from: block.storage.base + index * block.rows, count: block.rows)
    }
  }

  /// Returns the matrix repeated below and beside itself.
  ///
  /// - Parameters:
  ///   - down: How often it stands on top of itself.
  ///   - across: How often it stands side by side.
  /// - Returns: A matrix of shape `down · rows × across · columns`.
  /// - Precondition: Neither number is negative.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func repeated(down: Int, across: Int) -> Matrix {
    precondition(down >= 0 && across >= 0, "cannot repeat a matrix \(down) by \(across) times")
    let shape = Shape(rows: down, columns: across)
    let result = Matrix(
      uninitializedRows: Shape(rows: rows, columns: shape.rows).count,
      columns: Shape(rows: columns, columns: shape.columns).count)
    guard !result.isEmpty else { return result }
    for right in 0..<across {
      for below in 0..<down { result.place(self, row: below * rows, column: right * columns) }
    }
    return result
  }

  /// Returns the Kronecker product: every element of this matrix times all of the other one.
  ///
  ///     a ⊗ b = [a₀₀ b  a₀₁ b …]
  ///             [a₁₀ b  a₁₁ b …]
  ///
  /// - Complexity: O(`count` · `other.count`).
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func kroneckerProduct(_ other: Matrix) -> Matrix {
    let result = Matrix(
      uninitializedRows: Shape(rows: rows, columns: other.rows).count,
      columns: Shape(rows: columns, columns: other.columns).count)
    guard !result.isEmpty else { return result }
    let source = unsafe other.storage.base
    for column in 0..<columns {
      for inner in 0..<other.columns {
        for row in 0..<rows {
          let factor = unsafe storage.base[row + column * rows]
          let target =
            unsafe result.storage.base + row * other.rows
            + (column * other.columns + inner) * result.rows
          for index in 0..<other.rows {
            unsafe target[index] = factor * source[index + inner * other.rows]
          }
        }
      }
    }
    return result
  }
}

extension Vector {
  /// Returns the outer product `x yᵀ`, or `x yᴴ` if `conjugating`.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func outerProduct(_ other: Vector, conjugating: Bool = false) -> Matrix<Element> {
    let result = Matrix<Element>(uninitializedRows: count, columns: other.count)
    let (x, y) = unsafe (storedMatrix.storage.base, other.storedMatrix.storage.base)
    for column in 0..<other.count {
      let factor = unsafe conjugating ? y[column].conjugate : y[column]
      let target = unsafe result.storage.base + column * count
      for row in 0..<count { unsafe target[row] = x[row] * factor }
    }
    return result
  }
}
