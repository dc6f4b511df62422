import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import Testing

@Suite struct SubstitutionTests {
  @Test(arguments: scalarTypes, [0, 1, 3, 20])
  func `triangles solve with every operation, side and diagonal, and nothing else is read`(
    type: any LAPACKScalar.Type, size: Int
  ) throws {
    try check(type, size)
  }

  private func check<T: LAPACKScalar>(_: T.Type, _ n: Int) throws {
    var source = MatrixSource<T>(seed: 51)
    for triangle in Triangle.allCases {
      for diagonal in [TriangleDiagonal.general, .unit] {
        let clean = source.triangular(n, triangle)
        // Garbage outside of the triangle, and on a diagonal that is not stored.
        let garbled = Matrix(rows: n, columns: n) { row, column in
          let isOutside = triangle == .upper ? row > column : row < column
          let isOmitted = diagonal == .unit && row == column
          return isOutside || isOmitted ? T.nanValue : clean[row, column]
        }
        var meant = clean
        if diagonal == .unit { for index in 0..<n { meant[index, index] = 1 } }
        for operation in MatrixOperation.allCases {
          let applied = reference(operation, meant)
          let b = source.uniform(rows: n, columns: 3)
          var x = b
          try solveTriangular(garbled, triangle, diagonal: diagonal, operation: operation, in: &x)
          #expect(residualRatio(applied, solution: x, rightSide: b) < linearEquationThreshold)
          var y = Matrix(b.transposed)
          try solveTriangular(
            garbled, triangle, diagonal: diagonal, operation: operation, side: .right, in: &y)
          let ratio = residualRatio(
            Matrix(applied.transposed), solution: Matrix(y.transposed), rightSide: b)
          #expect(ratio < linearEquationThreshold)
        }
      }
    }
  }

  @Test(arguments: scalarTypes)
  func `a zero on the diagonal is an error with its index, and nothing changes`(
    type: any LAPACKScalar.Type
  ) {
    func check<T: LAPACKScalar>(_: T.Type) {
      let a: Matrix<T> = [[1, 2], [0, 0]]
      let b = Matrix<T>(rows: 2, columns: 1, repeating: 1)
      var x = b
      #expect(throws: LinearAlgebraError.singular(pivot: 2)) {
        try solveTriangular(a, .upper, in: &x)
      }
      #expect(x == b)
      #expect(throws: Never.self) { try solveTriangular(a, .upper, diagonal: .unit, in: &x) }
      #expect(x == [[-1], [1]])
    }
    check(type)
  }

  @Test(arguments: scalarTypes)
  func `a diagonal without reciprocals is divided by`(type: any LAPACKScalar.Type) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      typealias Real = T.RealPart
      for extreme in [Real.leastNonzeroMagnitude * 3, Real.greatestFiniteMagnitude / 3] {
        var a = Matrix<T>.identity(3)
        a[1, 1] = T(extreme)
        for triangle in Triangle.allCases {
          for operation in MatrixOperation.allCases {
            for side in Side.allCases {
              var x = a
              try solveTriangular(a, triangle, operation: operation, side: side, in: &x)
              #expect(x == .identity(3))
            }
          }
        }
      }
    }
    try check(type)
  }

  @Test func `a wrong shape traps`() async {
    await #expect(processExitsWith: .failure) {
      var b = Matrix<Double>(rows: 3, columns: 1)
      try solveTriangular(.identity(2), .upper, in: &b)
    }
  }
}
