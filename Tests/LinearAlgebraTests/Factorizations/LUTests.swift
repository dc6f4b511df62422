import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import Testing

@Suite struct LUTests {
  @Test(arguments: scalarTypes, solverSizes)
  func `factors of every family reproduce it and solve, by LAPACK's ratios below 30`(
    type: any LAPACKScalar.Type, size: Int
  ) throws {
    try checkFamilies(type, size)
  }

  private func checkFamilies<T: LAPACKScalar>(_: T.Type, _ n: Int) throws {
    var source = MatrixSource<T>(seed: UInt64(n))
    for family in GeneralFamily.allCases {
      let a = source.general(family, size: n)
      if n > 0, let column = family.firstZeroColumn(n) {
        #expect(throws: LinearAlgebraError.singular(pivot: column + 1)) { try LU(a) }
        let lu = try LU(a, allowSingular: true)
        #expect(lu.status == .singular(pivot: column + 1))
        #expect(reconstructionRatio(lu.reconstructed(), of: a) < linearEquationThreshold)
        #expect(lu.determinant == 0)
        #expect(lu.logDeterminant.logAbsoluteValue == -.infinity)
        #expect(lu.reciprocalCondition() == 0)
        #expect(throws: LinearAlgebraError.singular(pivot: column + 1)) { try lu.solve(a) }
        #expect(throws: LinearAlgebraError.singular(pivot: column + 1)) { try lu.inverse() }
        continue
      }
      let lu = try LU(a)
      #expect(reconstructionRatio(lu.reconstructed(), of: a) < linearEquationThreshold, "\(family)")
      let exact = source.uniform(rows: n, columns: n == 10 ? 15 : 2)
      let b = a * exact
      let x = try lu.solve(b)
      #expect(
        residualRatio(a, solution: x, rightSide: b) < linearEquationThreshold, "\(family)")
      let rcond = lu.reciprocalCondition()
      #expect(
        forwardRatio(x, exact: exact, reciprocalCondition: rcond) < linearEquationThreshold,
        "\(family)")
      if family != .nearlySingular {
        #expect(
          inverseRatio(a, inverse: try lu.inverse()) < linearEquationThreshold, "\(family)")
      }
    }
  }

  @Test(arguments: scalarTypes, [1, 2, 5, 65])
  func `one factorization solves with every operation on either side`(
    type: any LAPACKScalar.Type, size: Int
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 21)
      let a = source.general(rows: size, columns: size, condition: 10)
      let lu = try a.lu()
      for operation in MatrixOperation.allCases {
        let applied = reference(operation, a)
        let b = source.uniform(rows: size, columns: 3)
        let x = try lu.solve(b, operation: operation)
        #expect(residualRatio(applied, solution: x, rightSide: b) < linearEquationThreshold)
        let c = Matrix(b.transposed)
        let y = try lu.solve(c, operation: operation, side: .right)
        let ratio = residualRatio(
          Matrix(applied.transposed), solution: Matrix(y.transposed), rightSide: b)
        #expect(ratio < linearEquationThreshold, "\(operation) from the right")
        let vector = Vector(b.column(0))
        let z = try lu.solve(vector, operation: operation)
        #expect((z - Vector(x.column(0))).norm() <= 100 * T.RealPart.ulpOfOne * z.norm())
      }
      let b = source.uniform(rows: size, columns: 2)
      #expect(try lu.solveTransposed(b) == lu.solve(b, operation: .transpose))
      #expect(try lu.solveAdjoint(b) == lu.solve(b, operation: .adjoint))
      #expect(try lu.solveConjugated(b) == lu.solve(b, operation: .conjugate))
      #expect(try a.solve(b) == lu.solve(b))
      #expect(try LU(a.adjoint).solve(b).shape == b.shape)
    }
    try check(type)
  }

  @Test(
    arguments: scalarTypes,
    [Shape(rows: 5, columns: 3), .init(rows: 3, columns: 5), .init(rows: 4, columns: 0)])
  func `rectangular matrices are factored, too`(type: any LAPACKScalar.Type, shape: Shape) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 22)
      let a = source.uniform(rows: shape.rows, columns: shape.columns)
      let lu = try LU(a)
      #expect(lu.lower.shape.columns == min(shape.rows, shape.columns))
      #expect(reconstructionRatio(lu.reconstructed(), of: a) < linearEquationThreshold)
      #expect(Set(lu.permutation) == Set(0..<shape.rows))
    }
    try check(type)
  }

  @Test func `known determinants, with sign and logarithm`() throws {
    let a: Matrix<Double> = [[0, 2, 0], [3, 0, 0], [0, 0, 5]]
    let lu = try a.lu()
    #expect(abs(lu.determinant + 30) < 1e-13)
    #expect(lu.logDeterminant.sign == -1)
    #expect(abs(lu.logDeterminant.logAbsoluteValue - 3.401197381662155) < 1e-14)
    #expect(lu.permutation == [1, 0, 2])
    let z: Matrix<Complex<Double>> = [[Complex(0, 1), 0], [0, 2]]
    #expect(try z.determinant() == Complex(0, 2))
    #expect(try Matrix<Float>(rows: 0, columns: 0).determinant() == 1)
    #expect(try Matrix<Float>(rows: 3, columns: 3).determinant() == 0)
    // Partial products leave the range of Double, the result does not.
    let wide = Matrix<Double>.diagonal([1e200, 1e200, 1e-200, 1e-200])
    #expect(abs(try wide.determinant() - 1) < 1e-13)
    #expect(try Matrix<Double>.diagonal([1e300, 1e-300]).lu().status == .success)
    #expect(try (Matrix<Double>.identity(3) * 1e300).determinant() == .infinity)
    #expect(try (Matrix<Double>.identity(3) * 1e-300).determinant() == 0)
    let logarithm = try (Matrix<Double>.identity(3) * 1e-300).lu().logDeterminant
    #expect(logarithm.sign == 1)
    #expect(abs(logarithm.logAbsoluteValue + 2072.3265836946413) < 1e-9)
  }

  @Test func `empty systems have empty solutions`() throws {
    let lu = try Matrix<Double>(rows: 0, columns: 0).lu()
    #expect(try lu.solve(Matrix(rows: 0, columns: 3)) == Matrix(rows: 0, columns: 3))
    #expect(try lu.solveRight(Matrix(rows: 3, columns: 0)) == Matrix(rows: 3, columns: 0))
    #expect(try lu.inverse() == Matrix(rows: 0, columns: 0))
    #expect(lu.reciprocalCondition() == 1)
    #expect(
      try Matrix<Double>.identity(2).solve(Matrix(rows: 2, columns: 0)).shape
        == Shape(rows: 2, columns: 0))
  }

  @Test func `the condition of a Hilbert matrix is reported`() throws {
    // The 1-norm condition number of the Hilbert matrix of order 5 is 943656.
    let rcond = try Matrix<Double>.hilbert(5).lu().reciprocalCondition()
    #expect(abs(1 / rcond - 943_656) < 1)
    #expect(try Matrix<Double>.hilbert(20).lu().reciprocalCondition() < 1e-16)
  }

  @Test func `an update reuses the factorization`() throws {
    var source = MatrixSource<Double>(seed: 23)
    var lu = try source.general(rows: 6, columns: 6).lu()
    let a = source.general(rows: 6, columns: 6)
    try lu.update(a)
    #expect(reconstructionRatio(lu.reconstructed(), of: a) < linearEquationThreshold)
    let before = lu.reconstructed()
    #expect(throws: LinearAlgebraError.self) {
      try lu.update(Matrix(rows: 6, columns: 6, repeating: .nan))
    }
    #expect(lu.reconstructed() == before)
    #expect(throws: LinearAlgebraError.singular(pivot: 1)) {
      try lu.update(Matrix(rows: 6, columns: 6))
    }
  }

  @Test func `solving needs a square matrix and a fitting right side`() async {
    await #expect(processExitsWith: .failure) {
      _ = try LU(Matrix<Double>(rows: 2, columns: 3, repeating: 1), allowSingular: true)
        .solve(Matrix(rows: 2, columns: 1))
    }
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = try Matrix<Double>.identity(2).lu().solve(Matrix(rows: 3, columns: 1))
    }
    expectMessage(result, "a right side of shape 3×1 does not fit a factored 2×2 matrix")
  }
}
