import RealModule

extension BunchKaufman.Factors {
  /// Factors column by column, dividing by the pivots; slow but right for pivots of any size.
  ///
  /// - Returns: The position of the first zero pivot, counted from one, or zero.
  mutating func factorDividing() -> Int {
    let n = unitLower.rows
    unitLower.makeUnique()
    let a = unsafe unitLower.storage.base
    var (info, step) = (0, 0)
    while step < n {
      let isPair = selectPivot(step)
      if isPair {
        eliminatePair(step)
        blocks.couplings[step] = unsafe a[step + 1 + step * n]
        blocks.pivots[step + 1] = unsafe a[step + 1 + (step + 1) * n]
        unsafe a[step + 1 + step * n] = 0
      } else if unsafe a[step + step * n] != 0 {
        eliminate(step)
      } else if info == 0 {
        info = step + 1
      }
      blocks.pivots[step] = unsafe a[step + step * n]
      if blocks.isHermitian { keepDiagonalReal(from: step) }
      step += isPair ? 2 : 1
    }
    for column in 0..<n {
      unsafe a[column + column * n] = 1
      for row in 0..<column { unsafe a[row + column * n] = 0 }
    }
    return info
  }

  /// Moves a good pivot to a position; answers whether it has order two.
  private mutating func selectPivot(_ step: Int) -> Bool {
    typealias Real = Element.RealPart
    let n = unitLower.rows
    let a = unsafe unitLower.storage.base
    // The bound that makes growth over one large step equal to that over two small ones.
    let bound = (1 + Real(17).squareRoot()) / 8
    let diagonal = unsafe a[step + step * n].modulus
    var (column, row): (Real, Int) = (0, step)
    for index in step + 1..<max(n, step + 1) {
      let modulus = unsafe a[index + step * n].modulus
      if modulus > column { (column, row) = (modulus, index) }
    }
    if column == 0 || diagonal >= bound * column { return false }
    var largest: Real = 0
    for index in step..<n where index != row {
      largest = unsafe max(largest, a[row + index * n].modulus)
    }
    if diagonal >= bound * column * (column / largest) { return false }
    if unsafe a[row + row * n].modulus >= bound * largest {
      exchange(step, row)
      return false
    }
    exchange(step + 1, row)
    return true
  }

  /// Exchanges two rows and the same two columns.
  private mutating func exchange(_ first: Int, _ second: Int) {
    guard first != second else { return }
    let n = unitLower.rows
    let a = unsafe unitLower.storage.base
    permutation.swapAt(first, second)
    for index in 0..<n { unsafe swap(&a[first + index * n], &a[second + index * n]) }
    for index in 0..<n { unsafe swap(&a[index + first * n], &a[index + second * n]) }
  }

  /// Subtracts the part of a pivot of order one.
  private func eliminate(_ step: Int) {
    let n = unitLower.rows
    let a = unsafe unitLower.storage.base
    let pivot = unsafe a[step + step * n]
    for row in step + 1..<max(n, step + 1) {
      unsafe a[row + step * n] = a[row + step * n] / pivot
    }
    for column in step + 1..<max(n, step + 1) {
      let factor = unsafe a[step + column * n]
      for row in step + 1..<n { unsafe a[row + column * n] -= a[row + step * n] * factor }
    }
  }

  /// Subtracts the part of a pivot of order two, whose off-diagonal elements dominate.
  private func eliminatePair(_ step: Int) {
    let n = unitLower.rows
    let a = unsafe unitLower.storage.base
    let (first, high) = unsafe (a[step + step * n], a[step + (step + 1) * n])
    let (low, second) = unsafe (a[step + 1 + step * n], a[step + 1 + (step + 1) * n])
    // (l, m) [first high; low second] = (x, y): m = (x - l first) / low, put into the other one.
    let ratio = second / low
    let denominator = high - first * ratio
    for row in step + 2..<max(n, step + 2) {
      let (x, y) = unsafe (a[row + step * n], a[row + (step + 1) * n])
      let left = (y - x * ratio) / denominator
      unsafe a[row + step * n] = left
      unsafe a[row + (step + 1) * n] = (x - left * first) / low
    }
    for column in step + 2..<max(n, step + 2) {
      let (upper, lower) = unsafe (a[step + column * n], a[step + 1 + column * n])
      for row in step + 2..<n {
        let change = unsafe a[row + step * n] * upper + a[row + (step + 1) * n] * lower
        unsafe a[row + column * n] -= change
      }
    }
  }

  /// Removes what rounding leaves in the imaginary parts of a Hermitian diagonal.
  private func keepDiagonalReal(from step: Int) {
    let n = unitLower.rows
    for index in step..<n {
      let element = unsafe unitLower.storage.base[index + index * n]
      unsafe unitLower.storage.base[index + index * n] = Element(element.realPart)
    }
  }
}
