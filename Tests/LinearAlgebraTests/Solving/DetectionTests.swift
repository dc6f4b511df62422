import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import Testing

@Suite struct DetectionTests {
  @Test(arguments: scalarTypes)
  func `each structure is seen and solved in its own way`(type: any LAPACKScalar.Type) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 140)
      typealias Method = DetectedSolver<T>.Method
      let n = 40
      var cases: [(Matrix<T>, MatrixStructure, Method)] = [
        (source.general(.diagonal, size: n), .diagonal, .diagonal),
        (source.triangular(n, .upper), .triangular(.upper), .triangular),
        (source.triangular(n, .lower), .triangular(.lower), .triangular),
        (
          source.banded(rows: n, columns: n, lower: 0, upper: 1), .triangular(.upper), .triangular
        ),
        (source.banded(rows: n, columns: n, lower: 1, upper: 1), .tridiagonal, .tridiagonalLU),
        (
          source.banded(rows: n, columns: n, lower: 2, upper: 1), .banded(lower: 2, upper: 1),
          .bandedLU
        ),
        (source.banded(rows: n, columns: n, lower: 20, upper: 1), .general, .lu),
        (source.positiveDefinite(n), .hermitian(mayBeDefinite: true), .cholesky),
        (source.indefinite(n), .hermitian(mayBeDefinite: false), .bunchKaufman),
        (source.general(rows: n, columns: n), .general, .lu),
        (.identity(1), .diagonal, .diagonal),
        (Matrix(rows: 0, columns: 0), .diagonal, .diagonal),
      ]
      // A positive diagonal that promises too much.
      var promising = source.positiveDefinite(n)
      (promising[0, 1], promising[1, 0]) = (9, 9)
      cases.append((promising, .hermitian(mayBeDefinite: true), .bunchKaufman))
      if T.isComplex {
        cases.append((source.indefinite(n, hermitian: false), .symmetric, .bunchKaufman))
      }
      for (a, structure, method) in cases {
        #expect(a.detectedStructure() == structure)
        let b = source.uniform(rows: a.rows, columns: 2)
        let (x, solver) = try a.solveDetectingStructure(b)
        #expect(solver.structure == structure && solver.method == method)
        #expect(residualRatio(a, solution: x, rightSide: b) < linearEquationThreshold)
        let y = try solver.solve(Matrix(b.transposed), operation: .adjoint, side: .right)
        #expect(
          residualRatio(
            reference(.conjugate, a), solution: Matrix(y.transposed), rightSide: b)
            < linearEquationThreshold)
        let expected = try LU(a).reciprocalCondition()
        #expect(
          solver.reciprocalCondition() <= 3 * expected
            && expected <= 3 * solver.reciprocalCondition())
      }
    }
    try check(type)
  }

  @Test func `singular matrices of every structure throw`() async throws {
    let error = LinearAlgebraError.singular(pivot: 2)
    let b = Matrix<Double>(rows: 3, columns: 1, repeating: 1)
    #expect(throws: error) { try Matrix.diagonal([1, 0, 1]).solveDetectingStructure(b) }
    #expect(throws: error) {
      try ([[1, 2, 3], [0, 0, 1], [0, 0, 1]] as Matrix<Double>).solveDetectingStructure(b)
    }
    #expect(throws: LinearAlgebraError.nonFinite(argument: "a", row: 0, column: 2)) {
      try ([[1, 2, .nan], [0, 0, 1], [0, 0, 1]] as Matrix<Double>).solveDetectingStructure(b)
    }
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = try Matrix<Double>(rows: 3, columns: 2).solveDetectingStructure(
        Matrix(rows: 3, columns: 1))
    }
    expectMessage(result, "a 3×2 matrix cannot solve a square system; least squares serve")
  }
}
