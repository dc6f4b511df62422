import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import RealModule
import Testing

/// An oracle must find faults: every ratio is shown a right and a wrong answer.
@Suite struct OrthogonalRatiosTests {
  @Test(arguments: scalarTypes)
  func `right answers pass and wrong ones fail at every scale`(
    type: any LAPACKScalar.Type
  ) throws {
    func run<T: LAPACKScalar>(_: T.Type) throws {
      typealias Real = T.RealPart
      var source = MatrixSource<T>(seed: 101)
      let fault = 1 + 1e5 * Real.ulpOfOne
      for scale in [
        Real.leastNormalMagnitude / Real.ulpOfOne, 1, Real.greatestFiniteMagnitude / 64,
      ] {
        let a = source.general(rows: 7, columns: 4).map { $0.scaled(by: scale) }
        var bad = a
        bad[3, 2] = bad[3, 2].scaled(by: fault)
        #expect(factorizationRatio(a, of: a) == 0 && singularValueRatio(a, of: a) == 0)
        #expect(factorizationRatio(bad, of: a) > orthogonalThreshold)
        #expect(singularValueRatio(bad, of: a) > singularValueThreshold)
        let values = try a.singularValues()
        var badValues = values
        badValues[1] *= fault
        #expect(singularValueRatio(values, of: values) == 0)
        #expect(singularValueRatio(badValues, of: values) > singularValueThreshold)
        let inverse = try a.pseudoInverse()
        var badInverse = inverse
        badInverse[1, 5] = badInverse[1, 5].scaled(by: fault)
        #expect(pseudoInverseRatio(a, inverse: inverse) < orthogonalThreshold)
        #expect(pseudoInverseRatio(a, inverse: badInverse) > orthogonalThreshold)
        let b = source.uniform(rows: 7, columns: 2)
        let x = inverse * b
        var badX = x
        badX[2, 1] = badX[2, 1].scaled(by: fault)
        #expect(leastSquaresRatio(a, solution: x, rightSide: b) < orthogonalThreshold)
        #expect(leastSquaresRatio(a, solution: badX, rightSide: b) > orthogonalThreshold)
        let consistent = a * b[rows: 0..<4, columns: 0..<2]
        let exact = Matrix(b[rows: 0..<4, columns: 0..<2])
        var badExact = exact
        badExact[1, 1] += T(fault - 1)
        for (solution, isRight) in [(exact, true), (badExact, false)] {
          let ratios = [
            consistencyRatio(a, solution: solution, rightSide: consistent),
            leastSquaresRatio(a, solution: solution, rightSide: consistent, isConsistent: true),
          ]
          for ratio in ratios { #expect((ratio < orthogonalThreshold) == isRight) }
        }
        let null = try Matrix(a.adjoint).nullSpace()
        let inside = a * exact
        #expect(rowSpaceRatio(inside, nullSpace: null, shape: a.shape) < orthogonalThreshold)
        let leaning =
          null[rows: 0..<7, columns: 0..<2] * (T(1e4 * Real.ulpOfOne * scale) * .identity(2))
        let outside = inside + leaning
        #expect(rowSpaceRatio(outside, nullSpace: null, shape: a.shape) > orthogonalThreshold)
      }
    }
    try run(type)
  }

  @Test func `a NaN fails and 0 of 0 passes`() {
    let zero = Matrix<Double>(rows: 2, columns: 2)
    let nan = Matrix<Double>(rows: 2, columns: 2, repeating: .nan)
    #expect(
      factorizationRatio(zero, of: zero) == 0 && factorizationRatio(nan, of: zero) == .infinity)
    #expect(leastSquaresRatio(zero, solution: zero, rightSide: zero) == 0)
    #expect(leastSquaresRatio(.identity(2), solution: nan, rightSide: zero) == .infinity)
    #expect(consistencyRatio(.identity(2), solution: nan, rightSide: zero) == .infinity)
    #expect(pseudoInverseRatio(zero, inverse: zero) == 0)
    #expect(pseudoInverseRatio(.identity(2), inverse: nan) == .infinity)
    #expect(rowSpaceRatio(nan, nullSpace: .identity(2), shape: zero.shape) == .infinity)
    #expect(singularValueRatio(Vector<Double>([.nan]), of: Vector([1])) == .infinity)
  }

  @Test(arguments: scalarTypes)
  func `families have the ranks and values that they promise`(
    type: any LAPACKScalar.Type
  ) throws {
    func run<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 102)
      let tolerance = 100 * T.RealPart.ulpOfOne
      for scale in MatrixScale.allCases {
        let a = source.deficient(rows: 9, columns: 6, rank: 4, scale: scale)
        #expect(try a.rank() == 4)
      }
      for (family, rank) in [
        (RankRevealingFamily.zero, 0), (.firstHalfZero, 3), (.lastHalfZero, 3),
        (.everySecondZero, 3),
      ] {
        #expect(try source.rankRevealing(family, rows: 8, columns: 6).rank() == rank)
      }
      let even = try source.singularValues(.even, rows: 5, columns: 4).singularValues()
      for index in 0..<4 { #expect(abs(even[index] - T.RealPart(4 - index) / 4) < tolerance) }
      let lauchli = try Matrix<T>.lauchli(3, mu: 2).singularValues()
      #expect(abs(lauchli[0] - T.RealPart(7).squareRoot()) < tolerance)
      #expect(abs(lauchli[2] - 2) < tolerance)
    }
    try run(type)
  }
}
