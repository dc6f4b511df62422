import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import Testing

@Suite struct CholeskyUpdateTests {
  @Test(arguments: scalarTypes, [0, 1, 2, 5, 20])
  func `updates and downdates factor the changed matrix, by LAPACK's ratio below 30`(
    type: any LAPACKScalar.Type, size: Int
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 130)
      for triangle in Triangle.allCases {
        for count in [0, 1, 3] {
          let a = source.positiveDefinite(size)
          let x = source.uniform(rows: size, columns: count)
          let sum = a + x * x.adjoint
          let factored = try a.cholesky(triangle)
          let updated = try factored.updated(by: x)
          #expect(reconstructionRatio(updated.reconstructed(), of: sum) < linearEquationThreshold)
          #expect(updated.triangle == triangle)
          let downdated = try updated.downdated(by: x)
          // The error is that of the larger matrix.
          let scale = size == 0 ? 1 : Double(sum.norm(.one) / a.norm(.one))
          #expect(
            reconstructionRatio(downdated.reconstructed(), of: a)
              < linearEquationThreshold * scale)
          let (found, expected) = (
            updated.reciprocalCondition(), try Cholesky(sum).reciprocalCondition()
          )
          #expect(found <= 3 * expected && expected <= 3 * found)
          for index in 0..<size where index % 3 == 0 {
            let kept = (0..<size).filter { $0 != index }
            let smaller = Matrix(rows: size - 1, columns: size - 1) { a[kept[$0], kept[$1]] }
            let removed = try factored.removing(index: index)
            #expect(
              reconstructionRatio(removed.reconstructed(), of: smaller) < linearEquationThreshold)
          }
        }
      }
    }
    try check(type)
  }

  @Test func `known updates, and downdates that go too far`() throws {
    let a: Matrix<Double> = [[9, 0], [0, 4]]
    let factored = try a.cholesky()
    #expect(try factored.updated(by: Vector([4, 0])).lower == [[5, 0], [0, 2]])
    let back = try factored.updated(by: Vector([4, 0])).downdated(by: Vector([4, 0]))
    #expect((back.lower - [[3, 0], [0, 2]]).norm(.maxAbs) < 1e-15)
    var unchanged = factored
    #expect(throws: LinearAlgebraError.notPositiveDefinite(minor: 2)) {
      try unchanged.update(subtracting: [[0], [3]])
    }
    #expect(unchanged.lower == factored.lower)
    #expect(throws: LinearAlgebraError.notPositiveDefinite(minor: 1)) {
      try factored.downdated(by: Vector([3, 0]))
    }
    #expect(throws: LinearAlgebraError.nonFinite(argument: "x", row: 1, column: 0)) {
      try factored.updated(by: Vector([0, .nan]))
    }
    do {
      var reused = factored
      try reused.update([[4, 0], [0, 1]])
      #expect(reused.lower == [[2, 0], [0, 1]])
      #expect(throws: LinearAlgebraError.notPositiveDefinite(minor: 2)) {
        try reused.update([[1, 2], [2, 1]])
      }
    }
  }
}
