import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import RealModule
import Testing

/// An oracle must find faults: every ratio is shown a right and a wrong answer.
@Suite struct RatiosTests {
  @Test(arguments: scalarTypes)
  func `right answers pass and wrong ones fail at every scale`(type: any LAPACKScalar.Type) {
    func check<T: LAPACKScalar>(_: T.Type) {
      typealias Real = T.RealPart
      var source = MatrixSource<T>(seed: 91)
      let q = source.orthonormal(rows: 12, columns: 12)
      let x = source.uniform(rows: 12, columns: 2)
      // An error of a hundred thousand roundings in one element.
      let fault = 1 + 1e5 * Real.ulpOfOne
      for scale in [
        Real.leastNormalMagnitude / Real.ulpOfOne, 1, Real.greatestFiniteMagnitude / 64,
      ] {
        let a = q.map { $0.scaled(by: scale) }
        let inverse = Matrix(q.adjoint).map { $0.scaled(by: 1 / scale) }
        let b = (q * x).map { $0.scaled(by: scale) }
        var (badA, badX, badInverse) = (a, x, inverse)
        badA[3, 4] = badA[3, 4].scaled(by: fault)
        badX[5, 1] = badX[5, 1].scaled(by: fault)
        badInverse[0, 7] = badInverse[0, 7].scaled(by: fault)
        #expect(reconstructionRatio(a, of: a) == 0)
        #expect(reconstructionRatio(badA, of: a) > 100)
        #expect(residualRatio(a, solution: x, rightSide: b) < linearEquationThreshold)
        #expect(residualRatio(a, solution: badX, rightSide: b) > linearEquationThreshold)
        #expect(inverseRatio(a, inverse: inverse) < linearEquationThreshold)
        #expect(inverseRatio(a, inverse: badInverse) > linearEquationThreshold)
        #expect(forwardRatio(x, exact: x, reciprocalCondition: 1) == 0)
        #expect(forwardRatio(badX, exact: x, reciprocalCondition: 1) > linearEquationThreshold)
      }
      #expect(orthogonalityRatio(q) < linearEquationThreshold)
      #expect(orthogonalityRatio(q * T(fault)) > linearEquationThreshold)
    }
    check(type)
  }

  @Test func `a NaN fails and 0 of 0 passes`() {
    let zero = Matrix<Double>(rows: 2, columns: 2)
    let nan = Matrix<Double>(rows: 2, columns: 2, repeating: .nan)
    #expect(reconstructionRatio(zero, of: zero) == 0)
    #expect(reconstructionRatio(nan, of: zero) == .infinity)
    #expect(residualRatio(zero, solution: zero, rightSide: zero) == 0)
    #expect(residualRatio(.identity(2), solution: nan, rightSide: zero) == .infinity)
    #expect(inverseRatio(.identity(2), inverse: nan) == .infinity)
    #expect(orthogonalityRatio(nan) == .infinity)
    #expect(reconstructionRatio(Matrix<Double>(rows: 0, columns: 0), of: .identity(0)) == 0)
  }

  @Test func `the reference product finds a wrong element and a NaN`() {
    let a: Matrix<Double> = [[1, 2], [3, 4]]
    let reference = referenceProduct(.none, a, .transpose, a, Matrix(rows: 2, columns: 2))
    #expect(reference.value == [[5, 11], [11, 25]])
    #expect(reference.firstFault(in: reference.value) == nil)
    var bad = reference.value
    bad[1, 0] += 1e-13
    #expect(reference.firstFault(in: bad).map { [$0.row, $0.column] } == [1, 0])
    bad[1, 0] = .nan
    #expect(reference.firstFault(in: bad).map { [$0.row, $0.column] } == [1, 0])
    #expect(reference.firstFault(in: Matrix(rows: 1, columns: 1)) != nil)
  }
}

@Suite struct MatrixSourceTests {
  @Test(arguments: scalarTypes, Spectrum.allCases)
  func `the condition number is the one asked for`(
    type: any LAPACKScalar.Type, spectrum: Spectrum
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 92)
      let n = 6
      // The 1-norm condition is within a factor n of the one in the 2-norm, either way.
      for a in [
        source.general(rows: n, columns: n, condition: 100, spectrum: spectrum),
        source.positiveDefinite(n, condition: 100, spectrum: spectrum),
      ] {
        let condition = a.norm(.one) * (try a.inverse().norm(.one))
        #expect(condition > 100 / 6 && condition < 600)
      }
    }
    try check(type)
  }

  @Test(arguments: scalarTypes)
  func `orthonormal columns are orthonormal and Hermitian matrices Hermitian`(
    type: any LAPACKScalar.Type
  ) {
    func check<T: LAPACKScalar>(_: T.Type) {
      var source = MatrixSource<T>(seed: 93)
      for (m, n) in [(0, 0), (1, 1), (5, 2), (40, 40)] {
        let q = source.orthonormal(rows: m, columns: n)
        #expect(orthogonalityRatio(q) < linearEquationThreshold)
        // Dense: no reflection left a column of the identity behind.
        if m > 1 { #expect(Array(q).allSatisfy { $0 != 0 }) }
      }
      for family in PositiveDefiniteFamily.allCases {
        let a = source.positiveDefinite(family, size: 5)
        #expect(a == Matrix(a.adjoint))
      }
    }
    check(type)
  }

  @Test func `equal seeds give equal matrices`() {
    var (first, second) = (MatrixSource<Double>(seed: 1), MatrixSource<Double>(seed: 1))
    #expect(first.uniform(rows: 3, columns: 2) == second.uniform(rows: 3, columns: 2))
    #expect(first.uniform(count: 9).norm(.infinity) <= 1)
    // SplitMix64 from seed 0, as published with the algorithm.
    var generator = SeededGenerator(seed: 0)
    #expect(generator.next() == 0xe220_a839_7b1d_cdaf)
    #expect(Matrix<Double>.hilbert(2) == [[1, 0.5], [0.5, 1.0 / 3]])
  }
}
