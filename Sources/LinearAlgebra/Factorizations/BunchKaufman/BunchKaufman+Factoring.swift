import ComplexModule
import RealModule

extension BunchKaufman {
  /// Stores the factors of a matrix that has passed its checks.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @inline(never)
  mutating func factor(
    _ matrix: Matrix<Element>, _ triangle: Triangle, _ workspace: inout Workspace
  ) throws(LinearAlgebraError) {
    typealias Real = Element.RealPart
    let n = matrix.rows
    guard n > 0 else { return }
    // Both triangles: the norm and the slow path want them.
    unitLower.load(matrix, mirroring: triangle, conjugating: isHermitian)
    let limit = Int(Real.greatestFiniteMagnitude.exponent)
    let largest = unitLower.norm(.maxAbs)
    // A pivot step may make elements four times as large; room for some growth costs nothing.
    let exponent = largest > 0 ? largest.sizeExponent : 0
    scaleExponent = exponent > limit - 40 ? 64 : exponent < -limit / 2 ? exponent : 0
    unitLower.scale(byPowerOfTwo: -scaleExponent)
    scaledNorm = unitLower.norm(.one)
    // The memory changes hands, so that it is not copied.
    var factors = Factors(&self, size: n)
    defer {
      (unitLower, blocks, permutation) = (factors.unitLower, factors.blocks, factors.permutation)
    }
    var info = factors.factorWithLAPACK(rook: isRook, &workspace)
    if factors.blocks.needsDivision || factors.firstOverflow != nil {
      factors.unitLower.load(matrix, mirroring: triangle, conjugating: isHermitian)
      factors.unitLower.scale(byPowerOfTwo: -scaleExponent)
      factors.reset()
      info = factors.factorDividing()
    }
    status = info > 0 ? .singular(pivot: info) : .success
    if let place = factors.firstOverflow {
      status = .singular(pivot: place + 1)
      throw .nonFinite(argument: "D", row: place, column: place)
    }
  }

  /// The factors while they are made, from both triangles of the matrix in the place of `L`.
  struct Factors {
    var unitLower: Matrix<Element>
    var blocks: PivotBlocks<Element>
    var permutation: [Int]

    init(_ owner: inout BunchKaufman, size n: Int) {
      unitLower = Matrix(rows: 0, columns: 0)
      swap(&unitLower, &owner.unitLower)
      blocks = PivotBlocks(size: n, hermitian: owner.isHermitian)
      permutation = Array(0..<n)
    }

    /// Forgets pivots and exchanges.
    mutating func reset() {
      blocks = PivotBlocks(size: permutation.count, hermitian: blocks.isHermitian)
      permutation = Array(permutation.indices)
    }

    /// The position of the first pivot, or column of `L`, with an element that is no finite number.
    var firstOverflow: Int? {
      if let place = blocks.firstOverflow { return place }
      for index in 0..<unitLower.count where unsafe !unitLower.storage.base[index].isFinite {
        return index / unitLower.rows
      }
      return nil
    }

    /// Factors with `sytrf` or `hetrf` and brings the result into the form `L`, `D`, `P`.
    @inline(__always)
    mutating func factorWithLAPACK(rook: Bool, _ workspace: inout Workspace) -> Int {
      let n = unitLower.rows
      workspace.reset()
      unitLower.makeUnique()
      let a = unsafe unitLower.storage.base
      let exchanges = unsafe workspace.take(Int32.self, n)
      func run(_ work: UnsafeMutablePointer<Element>, _ count: Int) -> Int {
        unsafe LAPACK<Element>.factorIndefinite(
          hermitian: blocks.isHermitian, rook: rook, .lower, n: n, a: a, lda: n, pivots: exchanges,
          work: work, workCount: count)
      }
      var size: Element = 0
      var info = unsafe run(&size, -1)
      precondition(info == 0, "sytrf refused argument \(-info)")
      let count = Element.workCount(size)
      info = unsafe run(workspace.take(Element.self, count), count)
      precondition(info >= 0, "sytrf refused argument \(-info)")
      unsafe separate(exchanges, rook: rook)
      return info
    }

    /// Takes `D` out of LAPACK's result and applies to `L` the exchanges that came after each column.
    @inline(__always)
    private mutating func separate(_ exchanges: UnsafePointer<Int32>, rook: Bool) {
      let n = unitLower.rows
      let a = unsafe unitLower.storage.base
      func exchange(_ first: Int, _ second: Int, before column: Int) {
        guard first != second else { return }
        permutation.swapAt(first, second)
        for index in 0..<column { unsafe swap(&a[first + index * n], &a[second + index * n]) }
      }
      var index = 0
      while index < n {
        let target = unsafe Int(exchanges[index])
        blocks.pivots[index] = unsafe a[index + index * n]
        // After a lost reciprocal anything may stand in the last place.
        if target > 0 || index + 1 == n {
          exchange(index, max(0, target - 1), before: index)
          index += 1
          continue
        }
        // A pair exchanges its second row, with rook pivoting its first one, too.
        blocks.pivots[index + 1] = unsafe a[index + 1 + (index + 1) * n]
        blocks.couplings[index] = unsafe a[index + 1 + index * n]
        unsafe a[index + 1 + index * n] = 0
        if rook { exchange(index, -target - 1, before: index) }
        unsafe exchange(index + 1, -Int(exchanges[index + 1]) - 1, before: index)
        index += 2
      }
      for column in 0..<n {
        unsafe a[column + column * n] = 1
        for row in 0..<column { unsafe a[row + column * n] = 0 }
      }
    }
  }
}
