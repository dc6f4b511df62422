import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import RealModule
import Testing

/// Complex right sides, strict policies, refinement and mixed precision.
@Suite struct SolvingTests {
  @Test func `real matrices of every kind solve complex systems`() throws {
    try checkComplex(Double.self)
    try checkComplex(Float.self)
  }

  private func checkComplex<R: RealScalar>(_: R.Type) throws {
    var source = MatrixSource<R>(seed: 150)
    var complex = MatrixSource<Complex<R>>(seed: 151)
    let a = source.positiveDefinite(6)
    let triangle = source.triangular(6, .upper)
    let systems: [(any LinearSystem<R>, Matrix<R>)] = [
      (a, a), (try a.lu(), a), (try a.cholesky(), a), (try Hermitian(a).bunchKaufman(), a),
      (Hermitian(a), a), (Triangular(triangle, .upper), triangle),
      (try CompletePivotingLU(a), a),
      (Diagonal([1, 2, 3, 4, 5, 6]), .diagonal([1, 2, 3, 4, 5, 6])),
    ]
    for (system, matrix) in systems {
      let full = matrix.map { Complex<R>($0, 0) }
      for operation in MatrixOperation.allCases {
        let applied = reference(operation, full)
        let b = complex.uniform(rows: 6, columns: 2)
        let x = try system.solve(b, operation: operation)
        #expect(residualRatio(applied, solution: x, rightSide: b) < linearEquationThreshold)
        let y = try system.solve(Matrix(b.transposed), operation: operation, side: .right)
        #expect(
          residualRatio(
            Matrix(applied.transposed), solution: Matrix(y.transposed), rightSide: b)
            < linearEquationThreshold)
        let v = try system.solve(Vector(b.column(0)), operation: operation)
        #expect((v - Vector(x.column(0))).norm() <= 100 * R.ulpOfOne * v.norm())
      }
      var bad = complex.uniform(rows: 6, columns: 2)
      bad[4, 1] = Complex(1, .nan)
      #expect(throws: LinearAlgebraError.nonFinite(argument: "b", row: 4, column: 1)) {
        try system.solve(bad)
      }
    }
  }

  @Test func `a strict policy refuses ill-conditioned systems`() throws {
    let a = Matrix<Double>.hilbert(5)
    let b = Matrix<Double>(rows: 5, columns: 1, repeating: 1)
    #expect(try a.solve(b, minimumReciprocalCondition: 1e-7) == a.solve(b))
    let vector = Vector<Double>(count: 5, repeating: 1)
    #expect(try a.solve(vector, minimumReciprocalCondition: 1e-7) == a.solve(vector))
    do {
      _ = try a.solve(b, minimumReciprocalCondition: 1e-5)
      Issue.record("not refused")
    } catch .illConditioned(let rcond) {
      #expect(abs(1 / rcond - 943_656) < 1)
    }
    #expect(throws: LinearAlgebraError.self) {
      try Hermitian(a).cholesky().solve(vector, minimumReciprocalCondition: 1e-5)
    }
    #expect(throws: LinearAlgebraError.singular(pivot: 1)) {
      try Matrix<Double>(rows: 2, columns: 2)
        .solve(Matrix(rows: 2, columns: 1), minimumReciprocalCondition: 0)
    }
  }

  @Test func `condition numbers in both norms are those of the inverse`() throws {
    let a: Matrix<Double> = [[1, 2, 0], [0, 3, 0], [4, 5, 6]]
    let inverse = try a.inverse()
    let expected = [ConditionNorm.one, .infinity].map { norm in
      1 / (a.norm(norm.matrixNorm) * inverse.norm(norm.matrixNorm))
    }
    for (norm, value) in zip([ConditionNorm.one, .infinity], expected) {
      #expect(abs(try a.lu().reciprocalCondition(norm) - value) < 1e-15)
      #expect(abs(try a.completePivotingLU().reciprocalCondition(norm) - value) < 1e-15)
      #expect(
        abs(
          try BandedLU(Banded(a, lowerBandwidth: 2, upperBandwidth: 1))
            .reciprocalCondition(norm) - value) < 1e-15)
    }
    let tiny = try Triangular([[2, 0], [0, 1]] as Matrix<Double>, .upper)
      .inverse().reciprocalCondition()
    #expect(tiny == 0.5)
    #expect(Diagonal([4, 1, 2.0]).reciprocalCondition() == 0.25)
    #expect(try Matrix<Double>(rows: 0, columns: 0).lu().reciprocalCondition(.infinity) == 1)
    let subnormal = Triangular(Matrix<Double>.diagonal([0x1p-1060, 0x1p-1059]), .lower)
    #expect(abs(subnormal.reciprocalCondition() - 0.5) < 1e-10)
  }

  @Test(arguments: scalarTypes, [0, 1, 5, 20])
  func `refined solutions have backward errors of rounding and true forward bounds`(
    type: any LAPACKScalar.Type, size: Int
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 160)
      let a = source.general(rows: size, columns: size, condition: 1000)
      let exact = source.uniform(rows: size, columns: 3)
      for operation in MatrixOperation.allCases {
        let b = reference(operation, a) * exact
        try verify(try a.solveRefined(b, operation: operation), exact)
      }
      for hermitian in [source.positiveDefinite(size, condition: 100), source.indefinite(size)] {
        for operation in MatrixOperation.allCases {
          let b = reference(operation, hermitian) * exact
          try verify(try Hermitian(hermitian).solveRefined(b, operation: operation), exact)
        }
      }
    }
    try check(type)
  }

  private func verify<T>(_ refined: RefinedSolution<T>, _ exact: Matrix<T>) throws {
    let unit = T.RealPart.ulpOfOne
    #expect(refined.backwardErrors.count == exact.columns)
    #expect(refined.backwardErrors.allSatisfy { $0 <= 2 * unit })
    #expect(refined.steps <= 5)
    for column in 0..<exact.columns where exact.rows > 0 {
      let difference = refined.solution - exact
      let error =
        Vector(difference.column(column)).norm(.infinity)
        / Vector(refined.solution.column(column)).norm(.infinity)
      // The bound holds for the computed right side, whose own error has the same bound.
      #expect(error <= 2 * refined.forwardErrors[column])
      #expect(refined.forwardErrors[column] < 0.1)
    }
  }

  @Test func `refinement repairs a perturbed factorization`() throws {
    var source = MatrixSource<Double>(seed: 161)
    let a = source.general(rows: 12, columns: 12)
    let disturbed = try LU(a + 1e-4 * source.uniform(rows: 12, columns: 12))
    let b = source.uniform(rows: 12, columns: 1)
    let refined = try disturbed.refinedSolution(b, of: a)
    #expect(refined.steps >= 2)
    #expect(refined.backwardErrors[0] < 1e-15)
  }

  @Test func `mixed precision reaches double precision, or falls back to it`() throws {
    var source = MatrixSource<Double>(seed: 170)
    for n in [0, 1, 10, 50] {
      let a = source.general(rows: n, columns: n, condition: 100)
      let b = a * source.uniform(rows: n, columns: 2)
      for scale in [1, 1e-200, 1e200] {
        let found = try (scale * a).solveMixedPrecision(scale * b)
        #expect(found.isMixed)
        #expect(residualRatio(a, solution: found.solution, rightSide: b) < linearEquationThreshold)
      }
    }
    let hard = source.general(rows: 10, columns: 10, condition: 1e12)
    let b = source.uniform(rows: 10, columns: 1)
    let found = try hard.solveMixedPrecision(b)
    #expect(!found.isMixed && found.steps == 0)
    #expect(residualRatio(hard, solution: found.solution, rightSide: b) < linearEquationThreshold)
    #expect(throws: LinearAlgebraError.singular(pivot: 1)) {
      try Matrix<Double>(rows: 2, columns: 2).solveMixedPrecision(Matrix(rows: 2, columns: 1))
    }
    var complex = MatrixSource<Complex<Double>>(seed: 171)
    let z = complex.general(rows: 20, columns: 20)
    let right = complex.uniform(rows: 20, columns: 3)
    let solved = try z.solveMixedPrecision(right)
    #expect(solved.isMixed)
    #expect(residualRatio(z, solution: solved.solution, rightSide: right) < linearEquationThreshold)
  }
}
