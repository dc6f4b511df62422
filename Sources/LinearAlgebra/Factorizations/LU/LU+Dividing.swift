import RealModule

extension LU {
  /// Whether the reciprocal of a pivot has spoiled, or would spoil, a column.
  func needsDivision() -> Bool {
    let (a, step) = unsafe (factors.storage.base, rows + 1)
    for index in 0..<pivots.count {
      let pivot = unsafe a[index &* step]
      if !pivot.isFinite || (pivot != 0 && hasUnusableReciprocal(pivot)) { return true }
    }
    return false
  }

  /// The place where an element of `U` grew beyond what the scalar can hold.
  func overflow() -> (row: Int, column: Int)? {
    for column in 0..<columns {
      // A pivot shows what happened in the rows above it; a wide matrix has columns without one.
      for row in column < pivots.count ? column..<column + 1 : 0..<pivots.count
      where !factors[row, column].isFinite {
        return (row, column)
      }
    }
    return nil
  }

  /// Factors by columns, dividing by the pivots; slow but right for pivots of any size.
  ///
  /// - Returns: The position of the first zero pivot, counted from one, or zero.
  mutating func factorDividing() -> Int {
    let (a, m, n) = unsafe (factors.storage.base, rows, columns)
    var info = 0
    for step in 0..<pivots.count {
      var pivot = step
      for row in step..<m where unsafe a[row + step * m].modulus > a[pivot + step * m].modulus {
        pivot = row
      }
      pivots[step] = Int32(pivot + 1)
      if unsafe a[pivot + step * m] == 0 {
        if info == 0 { info = step + 1 }
        continue
      }
      for column in 0..<n where pivot != step {
        unsafe swap(&a[step + column * m], &a[pivot + column * m])
      }
      for row in step + 1..<max(m, step + 1) {
        // The pivot is the largest of its column, so the quotient is at most one.
        unsafe a[row + step * m] /= a[step + step * m]
      }
      for column in step + 1..<max(n, step + 1) {
        let factor = unsafe a[step + column * m]
        for row in step + 1..<max(m, step + 1) {
          unsafe a[row + column * m] -= a[row + step * m] * factor
        }
      }
    }
    return info
  }
}
