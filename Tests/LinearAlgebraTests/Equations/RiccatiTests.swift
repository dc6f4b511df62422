import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import RealModule
import Testing

@Suite struct RiccatiTests {
  @Test(arguments: scalarTypes)
  func `scalar equations have the root of a quadratic`(type: any LAPACKScalar.Type) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      typealias Real = T.RealPart
      for (a, b, q, r): (Real, Real, Real, Real) in [(1, 1, 1, 1), (-2, 3, 5, 0.5), (0, 1, 4, 1)] {
        // 2 a x - b² x² / r + q = 0
        let x = try solveRiccati([[T(a)]], [[T(b)]], [[T(q)]], [[T(r)]])
        let root = (a * a + b * b * q / r).squareRoot()
        let exact = r * (a + root) / (b * b)
        #expect((x.solution[0, 0] - T(exact)).modulus <= 100 * Real.ulpOfOne * exact)
        #expect((x.closedLoopValues[0] - Complex(-root)).modulus <= 100 * Real.ulpOfOne * root)
      }
      // x = a² x - a² b² x² / (r + b² x) + q with a = b = q = r = 1: the golden ratio.
      let golden = (1 + (5 as Real).squareRoot()) / 2
      let x = try solveDiscreteRiccati([[1]], [[1]], [[1]], [[1]] as Matrix<T>)
      #expect((x.solution[0, 0] - T(golden)).modulus <= 100 * Real.ulpOfOne)
      #expect((x.gain[0, 0] - T(1 / golden)).modulus <= 100 * Real.ulpOfOne)
    }
    try check(type)
  }

  @Test func `the double integrator`() throws {
    let a: Matrix<Double> = [[0, 1], [0, 0]]
    let x = try solveRiccati(a, [[0], [1]], .identity(2), [[1]])
    let root = 3.0.squareRoot()
    expectClose(x.solution, [[root, 1], [1, root]], units: 50)
    expectClose(x.gain, [[1, root]], units: 50)
  }

  @Test(arguments: scalarTypes, [1, 2, 3, 5, 10])
  func `continuous equations are solved and stabilised, with and without cross term`(
    type: any LAPACKScalar.Type, size: Int
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      typealias Real = T.RealPart
      var source = MatrixSource<T>(seed: UInt64(size))
      let inputs = max(1, size / 2)
      let a = source.uniform(rows: size, columns: size)
      let b = source.uniform(rows: size, columns: inputs)
      let q = source.positiveDefinite(size) * 2
      let r = source.positiveDefinite(inputs)
      for s in [nil, source.uniform(rows: size, columns: inputs) / T(Real(4 * size))] {
        let result = try solveRiccati(a, b, q, r, crossTerm: s)
        let x = result.solution
        #expect(x == Matrix(x.adjoint))
        let cross = x * b + (s ?? Matrix(rows: size, columns: inputs))
        let feedback = try r.solve(Matrix(cross.adjoint))
        expectClose(result.gain, feedback, units: 1000)
        let residual = (a.adjoint * x + x * a - cross * feedback + q).norm(.one)
        let norms = 2 * a.norm(.one) * x.norm(.one) + cross.norm(.one) * feedback.norm(.one)
        #expect(residual <= 1000 * Real(size) * Real.ulpOfOne * (norms + q.norm(.one)))
        #expect(Array(result.closedLoopValues).allSatisfy { $0.real < 0 })
        #expect(result.relativeResidual <= 1000 * Real(size) * Real.ulpOfOne)
        #expect(Array(try x.symmetricEigenvalues()).allSatisfy { $0 > 0 })
      }
    }
    try check(type)
  }

  @Test(arguments: scalarTypes, [1, 2, 3, 5, 10])
  func `discrete equations are solved and stabilised, with and without cross term`(
    type: any LAPACKScalar.Type, size: Int
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      typealias Real = T.RealPart
      var source = MatrixSource<T>(seed: UInt64(size))
      let inputs = max(1, size / 2)
      let a = source.uniform(rows: size, columns: size)
      let b = source.uniform(rows: size, columns: inputs)
      let q = source.positiveDefinite(size) * 2
      let r = source.positiveDefinite(inputs)
      for s in [nil, source.uniform(rows: size, columns: inputs) / T(Real(4 * size))] {
        let result = try solveDiscreteRiccati(a, b, q, r, crossTerm: s)
        let x = result.solution
        #expect(x == Matrix(x.adjoint))
        let cross = a.adjoint * x * b + (s ?? Matrix(rows: size, columns: inputs))
        let feedback = try (r + b.adjoint * x * b).solve(Matrix(cross.adjoint))
        expectClose(result.gain, feedback, units: 1000)
        let residual = (a.adjoint * x * a - x - cross * feedback + q).norm(.one)
        let norms = a.norm(.one) * a.norm(.one) * x.norm(.one) * 2 + x.norm(.one) + q.norm(.one)
        #expect(residual <= 1000 * Real(size) * Real.ulpOfOne * norms)
        #expect(Array(result.closedLoopValues).allSatisfy { $0.modulus < 1 })
      }
    }
    try check(type)
  }

  @Test(arguments: realTypes)
  func `weights of extreme scale give scaled solutions`(type: any RealScalar.Type) throws {
    func check<T: RealScalar>(_: T.Type) throws {
      let a: Matrix<T> = [[0, 1], [0, 0]]
      let b: Matrix<T> = [[0], [1]]
      let plain = try solveRiccati(a, b, .identity(2), [[1]])
      let discrete = try solveDiscreteRiccati(a, b, .identity(2), [[1]])
      for scale: T in [T.leastNormalMagnitude * 1024, T.greatestFiniteMagnitude / 4096] {
        let weights = (Matrix<T>.identity(2) * scale, Matrix<T>.identity(1) * scale)
        let x = try solveRiccati(a, b, weights.0, weights.1)
        expectClose(x.solution / scale, plain.solution, units: 500)
        let y = try solveDiscreteRiccati(a, b, weights.0, weights.1)
        expectClose(y.solution / scale, discrete.solution, units: 500)
      }
    }
    try check(type)
  }

  @Test func `a discrete equation does not need a regular weight or system`() throws {
    // Deadbeat: with R = 0 one step brings the state to zero.
    let x = try solveDiscreteRiccati([[2.0]], [[1]], [[1]], [[0]])
    #expect(abs(x.solution[0, 0] - 1) < 1e-14)
    #expect(abs(x.gain[0, 0] - 2) < 1e-14)
    let singular = try solveDiscreteRiccati([[0, 1], [0, 0]], [[0], [1]], .identity(2), [[1.0]])
    #expect(singular.relativeResidual < 1e-14)
  }

  @Test func `systems that cannot be stabilised have no solution`() throws {
    let unreachable = #expect(throws: LinearAlgebraError.self) {
      try solveRiccati([[1.0]], [[0]], [[1]], [[1]])
    }
    if case .noSolution = unreachable {} else { Issue.record("\(String(describing: unreachable))") }
    let discrete = #expect(throws: LinearAlgebraError.self) {
      try solveDiscreteRiccati([[2.0]], [[0]], [[1]], [[1]])
    }
    if case .noSolution = discrete {} else { Issue.record("\(String(describing: discrete))") }
    // An undamped oscillation without weight stays on the imaginary axis.
    #expect(throws: LinearAlgebraError.self) {
      try solveRiccati([[0, 1], [-1, 0]], [[0], [1]], Matrix(rows: 2, columns: 2), [[1.0]])
    }
    #expect(throws: LinearAlgebraError.singular(pivot: 1)) {
      try solveRiccati([[1.0]], [[1]], [[1]], [[0]])
    }
    let empty = try solveRiccati(
      Matrix<Double>(rows: 0, columns: 0), Matrix(rows: 0, columns: 1), Matrix(rows: 0, columns: 0),
      [[1]])
    #expect(empty.gain.shape == Shape(rows: 1, columns: 0))
  }
}
