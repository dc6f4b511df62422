import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import Testing

@Suite struct CholeskyTests {
  @Test(arguments: scalarTypes, solverSizes)
  func `factors of every family reproduce it and solve, by LAPACK's ratios below 30`(
    type: any LAPACKScalar.Type, size: Int
  ) throws {
    try checkFamilies(type, size)
  }

  private func checkFamilies<T: LAPACKScalar>(_: T.Type, _ n: Int) throws {
    var source = MatrixSource<T>(seed: UInt64(n))
    for family in PositiveDefiniteFamily.allCases {
      let a = source.positiveDefinite(family, size: n)
      // Each family meets one triangle at even sizes and the other at odd ones.
      let triangle: Triangle = n % 2 == 0 ? .lower : .upper
      if n > 0, let zero = family.zero(n) {
        let error = LinearAlgebraError.notPositiveDefinite(minor: zero + 1)
        #expect(throws: error) { try Cholesky(a, triangle: triangle) }
        let factored = try Cholesky(a, triangle: triangle, allowIndefinite: true)
        #expect(factored.status == .notPositiveDefinite(minor: zero + 1))
        #expect(throws: error) { try factored.solve(a) }
        #expect(throws: error) { try factored.inverse() }
        #expect(factored.reciprocalCondition() == 0)
        continue
      }
      let factored = try Cholesky(a, triangle: triangle)
      #expect(
        reconstructionRatio(factored.reconstructed(), of: a) < linearEquationThreshold, "\(family)")
      let exact = source.uniform(rows: n, columns: n == 10 ? 15 : 2)
      let b = a * exact
      let x = try factored.solve(b)
      #expect(residualRatio(a, solution: x, rightSide: b) < linearEquationThreshold, "\(family)")
      let rcond = factored.reciprocalCondition()
      #expect(
        forwardRatio(x, exact: exact, reciprocalCondition: rcond) < linearEquationThreshold,
        "\(family)")
      if family != .nearlySingular {
        let inverse = try factored.inverse()
        #expect(inverseRatio(a, inverse: inverse) < linearEquationThreshold, "\(family)")
        #expect(inverse == Matrix(inverse.adjoint))
      }
    }
  }

  @Test(arguments: scalarTypes, Triangle.allCases)
  func `only one triangle is read`(type: any LAPACKScalar.Type, triangle: Triangle) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 41)
      let a = source.positiveDefinite(7)
      let garbled = Matrix(rows: 7, columns: 7) { row, column in
        (triangle == .lower ? row < column : row > column) ? T.nanValue : a[row, column]
      }
      let (found, expected) = (
        try Cholesky(garbled, triangle: triangle), try Cholesky(a, triangle: triangle)
      )
      #expect(found.lower == expected.lower)
      #expect(found.upper == Matrix(expected.lower.adjoint))
      #expect(found.reciprocalCondition() == expected.reciprocalCondition())
      #expect(reconstructionRatio(found.lower * found.upper, of: a) < linearEquationThreshold)
    }
    try check(type)
  }

  @Test(arguments: scalarTypes, Triangle.allCases)
  func `one factorization solves with every operation on either side`(
    type: any LAPACKScalar.Type, triangle: Triangle
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 42)
      let a = source.positiveDefinite(9, condition: 10)
      let factored = try Cholesky(a, triangle: triangle)
      for operation in MatrixOperation.allCases {
        let applied = reference(operation, a)
        let b = source.uniform(rows: 9, columns: 3)
        let x = try factored.solve(b, operation: operation)
        #expect(residualRatio(applied, solution: x, rightSide: b) < linearEquationThreshold)
        let y = try factored.solve(Matrix(b.transposed), operation: operation, side: .right)
        let ratio = residualRatio(
          Matrix(applied.transposed), solution: Matrix(y.transposed), rightSide: b)
        #expect(ratio < linearEquationThreshold, "\(operation) from the right")
      }
      let lu = try a.lu()
      let difference = factored.logDeterminant - lu.logDeterminant.logAbsoluteValue
      #expect(abs(difference) < 1000 * T.RealPart.ulpOfOne)
      #expect((T(factored.determinant) - lu.determinant).modulus < 1000 * T.RealPart.ulpOfOne)
    }
    try check(type)
  }

  @Test func `a known factor`() throws {
    let a: Matrix<Double> = [[4, 12, -16], [12, 37, -43], [-16, -43, 98]]
    let factored = try a.cholesky()
    #expect(factored.lower == [[2, 0, 0], [6, 1, 0], [-8, 5, 3]])
    #expect(factored.determinant == 36)
    #expect(try Matrix<Double>(rows: 0, columns: 0).cholesky().logDeterminant == 0)
  }

  @Test func `indefinite matrices are recognised even where the factor overflows`() throws {
    let mild: Matrix<Double> = [[1, 2], [2, 1]]
    #expect(throws: LinearAlgebraError.notPositiveDefinite(minor: 2)) { try mild.cholesky() }
    let wild = Matrix(rows: 70, columns: 70) { $0 == $1 ? 1e-300 : 1e300 }
    for triangle in Triangle.allCases {
      #expect(throws: LinearAlgebraError.self) { try wild.cholesky(triangle) }
    }
    let negative: Matrix<Complex<Float>> = [[-1]]
    #expect(throws: LinearAlgebraError.notPositiveDefinite(minor: 1)) { try negative.cholesky() }
  }

  @Test func `a rectangular matrix traps`() async {
    await #expect(processExitsWith: .failure) {
      _ = try Matrix<Double>(rows: 2, columns: 3).cholesky()
    }
  }
}
