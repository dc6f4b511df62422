import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import RealModule
import Testing

/// Equations of descriptor systems: Lyapunov and Riccati equations with a matrix `E`.
@Suite struct DescriptorTests {
  @Test(arguments: scalarTypes, [0, 1, 2, 3, 6])
  func `Lyapunov equations agree with the linear system of all unknowns, at every scale`(
    type: any LAPACKScalar.Type, size n: Int
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      typealias Real = T.RealPart
      var source = MatrixSource<T>(seed: UInt64(40 + n))
      let e = 2 * Matrix<T>.identity(n) + source.uniform(rows: n, columns: n) / T(Real(2 * n + 1))
      let a = source.uniform(rows: n, columns: n) / T(Real(n + 1)) - 3 * .identity(n)
      let q = source.positiveDefinite(n)
      let c = source.uniform(rows: n, columns: n)
      func product(_ left: Matrix<T>, _ right: Matrix<T>) -> Matrix<T> {
        Matrix(right.conjugated).kroneckerProduct(left)
      }
      let continuous = product(a, e) + product(e, a)
      let discrete = product(e, e) - product(a, a)
      let tiny = Real.leastNormalMagnitude * 64
      for scale in [1, tiny, 1 / tiny] {
        let (b, d) = (a * T(scale), e / T(scale))
        for right in [q, c] {
          let x = try solveLyapunov(b, descriptor: d, rightSide: right)
          try expect(x, solves: continuous, right)
          let y = try solveDiscreteLyapunov(a, descriptor: e, rightSide: right * T(scale))
          try expect(y / T(scale), solves: discrete, right)
        }
      }
      let x = try solveLyapunov(a, descriptor: e, rightSide: -q)
      #expect(x == Matrix(x.adjoint))
      #expect(throws: Never.self) { try x.cholesky() }
      let stable = a / 8
      let y = try solveDiscreteLyapunov(stable, descriptor: e, rightSide: q)
      #expect(y == Matrix(y.adjoint))
      #expect(throws: Never.self) { try y.cholesky() }
      // The identity makes the ordinary equations.
      let plain = try solveLyapunov(a, descriptor: .identity(n), rightSide: c)
      expectClose(plain, try solveLyapunov(a, rightSide: c), units: 200)
      let still = try solveDiscreteLyapunov(stable, descriptor: .identity(n), rightSide: c)
      expectClose(still, try solveDiscreteLyapunov(stable, rightSide: c), units: 200)
    }
    try check(type)
  }

  private func expect<T: LAPACKScalar>(
    _ x: Matrix<T>, solves system: Matrix<T>, _ right: Matrix<T>,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    guard x.count > 0 else { return }
    let found = x.flattened.matrix
    let exact = try system.solve(right.flattened.matrix)
    let rcond = try system.lu().reciprocalCondition()
    #expect(
      forwardRatio(found, exact: exact, reciprocalCondition: rcond)
        < linearEquationThreshold * Double(x.rows), sourceLocation: sourceLocation)
  }

  @Test(arguments: scalarTypes)
  func `singular equations have no solution`(type: any LAPACKScalar.Type) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      let (one, two) = (Matrix<T>.identity(2), Matrix<T>.diagonal([2, -2]))
      let singular = Matrix<T>.diagonal([1, 0])
      let right = Matrix<T>(rows: 2, columns: 2, repeating: 1)
      // A singular E, eigenvalues 2 and -2, and a pair with zero and infinity.
      for (a, e) in [(one, singular), (two, one)] {
        #expect(throws: LinearAlgebraError.self) {
          try solveLyapunov(a, descriptor: e, rightSide: right)
        }
      }
      for (a, e) in [(one, one), (Matrix<T>.diagonal([0, 1]), singular)] {
        #expect(throws: LinearAlgebraError.self) {
          try solveDiscreteLyapunov(a, descriptor: e, rightSide: right)
        }
      }
      #expect(throws: LinearAlgebraError.nonFinite(argument: "descriptor", row: 0, column: 0)) {
        try solveLyapunov(one, descriptor: .diagonal([.nanValue, 1]), rightSide: right)
      }
      // An infinite eigenvalue alone does no harm in discrete time: -a x a = q.
      #expect(
        try solveDiscreteLyapunov([[2]] as Matrix<T>, descriptor: [[0]], rightSide: [[8]])
          == [[-2]])
      #expect(try solveLyapunov([[-2]] as Matrix<T>, descriptor: [[2]], rightSide: [[8]]) == [[-1]])
    }
    try check(type)
  }

  @Test(arguments: scalarTypes, [1, 2, 3, 6])
  func `Riccati equations are those of the system without E, in other coordinates`(
    type: any LAPACKScalar.Type, size n: Int
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      typealias Real = T.RealPart
      var source = MatrixSource<T>(seed: UInt64(60 + n))
      let inputs = max(1, n / 2)
      let e = source.general(rows: n, columns: n, condition: 5)
      let a = source.uniform(rows: n, columns: n)
      let b = source.uniform(rows: n, columns: inputs)
      let q = source.positiveDefinite(n) * 2
      let r = source.positiveDefinite(inputs)
      let s = source.uniform(rows: n, columns: inputs) / T(Real(8 * n))
      let units = 3000 * Double(n)
      for scale in [1, Real.leastNormalMagnitude * 4096, 1 / Real.leastNormalMagnitude / 4096] {
        let weights = [q, r, s].map { $0 * T(scale) }
        // E ẋ = A x + B u is ẋ = E⁻¹ A x + E⁻¹ B u, and its solution is Eᴴ X E.
        let (system, input) = (try e.solve(a), try e.solve(b))
        let plain = try solveRiccati(system, input, weights[0], weights[1], crossTerm: weights[2])
        let found = try solveRiccati(
          a, b, weights[0], weights[1], crossTerm: weights[2], descriptor: e)
        #expect(found.solution == Matrix(found.solution.adjoint))
        expectClose(
          e.adjoint * (found.solution / T(scale)) * e, plain.solution / T(scale), units: units)
        expectClose(found.gain, plain.gain, units: units)
        #expect(Array(found.closedLoopValues).allSatisfy { $0.real < 0 })
        let still = try solveDiscreteRiccati(
          system, input, weights[0], weights[1], crossTerm: weights[2])
        let other = try solveDiscreteRiccati(
          a, b, weights[0], weights[1], crossTerm: weights[2], descriptor: e)
        #expect(other.solution == Matrix(other.solution.adjoint))
        expectClose(
          e.adjoint * (other.solution / T(scale)) * e, still.solution / T(scale), units: units)
        expectClose(other.gain, still.gain, units: units)
        #expect(Array(other.closedLoopValues).allSatisfy { $0.modulus < 1 })
        #expect(
          Double(max(found.relativeResidual, other.relativeResidual))
            <= units * Double(Real.ulpOfOne))
      }
    }
    try check(type)
  }

  @Test func `a descriptor of one number only scales, and a singular one is refused`() throws {
    // 2 a e x - e² x² + q = 0 with a = 1, e = 2, q = 1: x = (1 + √2) / 2.
    let x = try solveRiccati([[1.0]], [[1]], [[1]], [[1]], descriptor: [[2]])
    #expect(abs(x.solution[0, 0] - (1 + 2.0.squareRoot()) / 2) < 1e-14)
    #expect(abs(x.gain[0, 0] - (1 + 2.0.squareRoot())) < 1e-14)
    #expect(abs(x.closedLoopValues[0].real + 0.5.squareRoot()) < 1e-14)
    let singular = Matrix<Double>.diagonal([1, 0])
    let (one, input) = (
      Matrix<Double>.identity(2), Matrix<Double>(rows: 2, columns: 1, repeating: 1)
    )
    for isDiscrete in [false, true] {
      let error = #expect(throws: LinearAlgebraError.self) {
        try isDiscrete
          ? solveDiscreteRiccati(one, input, one, [[1]], descriptor: singular)
          : solveRiccati(one, input, one, [[1]], descriptor: singular)
      }
      guard case .noSolution(let reason) = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
      #expect(reason.contains("descriptor"))
    }
    #expect(throws: LinearAlgebraError.nonFinite(argument: "descriptor", row: 1, column: 1)) {
      try solveRiccati(one, input, one, [[1]], descriptor: .diagonal([1, .infinity]))
    }
    let none = Matrix<Double>(rows: 0, columns: 0)
    let empty = try solveRiccati(none, Matrix(rows: 0, columns: 1), none, [[1]], descriptor: none)
    #expect(empty.gain.shape == Shape(rows: 1, columns: 0))
  }

  @Test func `shapes that do not fit trap`() async {
    let lyapunov = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = try solveLyapunov(
        Matrix<Double>.identity(2), descriptor: .identity(3), rightSide: .identity(2))
    }
    expectMessage(lyapunov, "matrices of shapes 2×2, 3×3 and 2×2 make no Lyapunov equation")
    let riccati = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let one = Matrix<Double>.identity(2)
      _ = try solveRiccati(one, one, one, one, descriptor: .identity(3))
    }
    expectMessage(riccati, "2×2, 3×3 make no Riccati equation")
  }
}
