import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import RealModule
import Testing

@Suite struct ConstrainedLeastSquaresTests {
  @Test(arguments: scalarTypes)
  func `the gradient is a combination of the constraints, which hold`(
    type: any LAPACKScalar.Type
  ) throws {
    func run<T: LAPACKScalar>(_: T.Type) throws {
      typealias Real = T.RealPart
      var source = MatrixSource<T>(seed: 91)
      let tolerance = 1000 * Real.ulpOfOne
      let small = Real.leastNormalMagnitude / Real.ulpOfOne
      for (m, n, p) in [
        (6, 4, 2), (4, 4, 4), (3, 5, 2), (0, 3, 3), (5, 3, 0), (7, 1, 1), (0, 0, 0),
      ] {
        let a = source.general(rows: m, columns: n)
        let b = source.general(rows: p, columns: n)
        let (c, d) = (source.uniform(count: m), source.uniform(count: p))
        let x = try a.leastSquares(c, constraints: b, equal: d)
        #expect((b * x - d).norm(.infinity) < tolerance)
        // Stationary: Nᴴ Aᴴ (A x − c) = 0 for the null space N of the constraints.
        let gradient = a.adjoint * (a * x - c)
        let projected = try b.nullSpace().adjoint * gradient
        #expect(projected.norm(.infinity) < tolerance)
        // Scales of the equations do not matter.
        for scale in [small, 1 / small / 64] {
          let factor = T(scale)
          let scaled = try (a * factor).leastSquares(
            c * factor, constraints: b / factor, equal: d / factor)
          #expect((scaled - x).norm(.infinity) < tolerance)
        }
      }
    }
    try run(type)
  }

  @Test func `a known point, and constraints that do not determine one`() throws {
    // The point of x + y = 1 nearest to (2, 3) is (0, 1).
    let x = try Matrix<Double>.identity(2).leastSquares(
      [2, 3], constraints: [[1, 1]], equal: [1])
    #expect((x - [0, 1]).norm() < 1e-14)
    #expect(throws: LinearAlgebraError.rankDeficient(rank: 1)) {
      try Matrix<Double>.identity(2).leastSquares(
        [2, 3], constraints: [[1, 1], [2, 2]], equal: [1, 2])
    }
    let flat: Matrix<Double> = [[1, 1, 1]]
    #expect(throws: LinearAlgebraError.rankDeficient(rank: 2)) {
      try flat.leastSquares([1], constraints: [[1, 0, 0]], equal: [1])
    }
    #expect(throws: LinearAlgebraError.nonFinite(argument: "d", row: 0, column: 0)) {
      try flat.leastSquares([1], constraints: [[1, 0, 0]], equal: [.nan])
    }
  }

  @Test(arguments: scalarTypes)
  func `the model of Gauss and Markov is weighted least squares`(
    type: any LAPACKScalar.Type
  ) throws {
    func run<T: LAPACKScalar>(_: T.Type) throws {
      typealias Real = T.RealPart
      var source = MatrixSource<T>(seed: 92)
      let tolerance = 2000 * Real.ulpOfOne
      for (n, m, p) in [(5, 3, 5), (5, 3, 4), (4, 4, 2), (3, 0, 3), (2, 1, 4), (0, 0, 2)] {
        let a = source.general(rows: n, columns: m)
        let b = source.general(rows: n, columns: p)
        let d = source.uniform(count: n)
        let (x, y) = try a.gaussMarkov(d, errors: b)
        #expect((a * x + b * y - d).norm(.infinity) < tolerance)
        if p == n && n > 0 {
          let inverse = try b.inverse()
          let expected = try (inverse * a).leastSquares(inverse * d)
          #expect((x - expected.solution).norm(.infinity) < tolerance)
          #expect(abs(y.norm() - expected.residualNorm) < tolerance)
        }
        let factor = T(Real.leastNormalMagnitude / Real.ulpOfOne)
        let scaled = try (a * factor).gaussMarkov(d * factor, errors: b * factor)
        #expect((scaled.solution - x).norm(.infinity) < tolerance)
        #expect((scaled.errors - y).norm(.infinity) < tolerance)
      }
    }
    try run(type)
  }

  @Test func `a model with dependent parameters or unreachable observations is refused`() throws {
    let dependent: Matrix<Double> = [[1, 2], [1, 2], [1, 2]]
    #expect(throws: LinearAlgebraError.rankDeficient(rank: 1)) {
      try dependent.gaussMarkov([1, 2, 3], errors: .identity(3))
    }
    let one: Matrix<Double> = [[1], [0], [0]]
    #expect(throws: LinearAlgebraError.rankDeficient(rank: 2)) {
      try one.gaussMarkov([1, 2, 3], errors: [[0], [1], [0]])
    }
  }

  @Test(arguments: scalarTypes, [0, 1, 2, 15])
  func `many right sides are solved like each alone, whatever the scales of the others`(
    type: any LAPACKScalar.Type, count: Int
  ) throws {
    func run<T: LAPACKScalar>(_: T.Type) throws {
      typealias Real = T.RealPart
      var source = MatrixSource<T>(seed: 93)
      let tolerance = 2000 * Real.ulpOfOne
      let (tiny, huge) = (
        Real.leastNormalMagnitude / Real.ulpOfOne, Real.greatestFiniteMagnitude / 64
      )
      for (m, n, p) in [(6, 4, 2), (4, 4, 4), (3, 5, 2), (5, 3, 0), (0, 0, 0), (0, 3, 3)] {
        let (a, b) = (source.general(rows: m, columns: n), source.general(rows: p, columns: n))
        let c = source.uniform(rows: m, columns: count)
        let d = source.uniform(rows: p, columns: count)
        // Columns of scales of their own, some of which demand nothing.
        let sizes = (0..<count).map { T([1, tiny, huge, 0][$0 % 4]) }
        func scaled(_ matrix: Matrix<T>) -> Matrix<T> {
          Matrix(rows: matrix.rows, columns: count) { matrix[$0, $1] * sizes[$1] }
        }
        let plain = try a.leastSquares(c, constraints: b, equal: d)
        let found = try a.leastSquares(scaled(c), constraints: b, equal: scaled(d))
        #expect(plain.shape == Shape(rows: n, columns: count))
        let model = source.general(rows: n, columns: m)
        let errors = source.general(rows: n, columns: n + 1)
        let solvable = m <= n && n > 0
        let observed = source.uniform(rows: n, columns: count)
        let (parameters, noise) =
          solvable
          ? try model.gaussMarkov(scaled(observed), errors: errors)
          : (Matrix(rows: m, columns: count), Matrix(rows: n + 1, columns: count))
        #expect(parameters.shape == Shape(rows: m, columns: count))
        for column in 0..<count {
          let single = try a.leastSquares(
            Vector(c.column(column)), constraints: b, equal: Vector(d.column(column)))
          #expect((Vector(plain.column(column)) - single).norm(.infinity) < tolerance)
          guard sizes[column] != 0 else { continue }
          let restored = Vector(found.column(column)) / sizes[column]
          #expect((restored - single).norm(.infinity) < tolerance)
          guard solvable else { continue }
          let (x, y) = try model.gaussMarkov(Vector(observed.column(column)), errors: errors)
          #expect(
            (Vector(parameters.column(column)) / sizes[column] - x).norm(.infinity) < tolerance)
          #expect((Vector(noise.column(column)) / sizes[column] - y).norm(.infinity) < tolerance)
        }
      }
    }
    try run(type)
  }

  @Test(arguments: scalarTypes)
  func `least squares with constraints are the limit of heavy weights`(
    type: any LAPACKScalar.Type
  ) throws {
    func run<T: LAPACKScalar>(_: T.Type) throws {
      typealias Real = T.RealPart
      var source = MatrixSource<T>(seed: 94)
      let (a, b) = (source.general(rows: 6, columns: 4), source.general(rows: 2, columns: 4))
      let (c, d) = (source.uniform(rows: 6, columns: 3), source.uniform(rows: 2, columns: 3))
      let x = try a.leastSquares(c, constraints: b, equal: d)
      // The error of a weight w is O(1 / w²).
      let weight = T(1 / Real.ulpOfOne.squareRoot())
      let weighted = try Matrix(stackingRows: [b * weight, a])
        .leastSquares(Matrix(stackingRows: [d * weight, c])).solution
      #expect((x - weighted).norm(.maxAbs) < 1000 * Real.ulpOfOne.squareRoot())
    }
    try run(type)
  }

  @Test func `shapes that do not fit trap with all of them`() async {
    let constrained = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = try Matrix<Double>.identity(2).leastSquares([1, 1], constraints: [[1]], equal: [1])
    }
    expectMessage(
      constrained, "right sides of 2×1 and 1×1 do not fit a 2×2 matrix with 1×1 constraints")
    let columns = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let one = Matrix<Double>.identity(2)
      _ = try one.leastSquares(one, constraints: one, equal: Matrix(rows: 2, columns: 3))
    }
    expectMessage(columns, "right sides of 2×2 and 2×3 do not fit")
    let model = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = try Matrix<Double>.identity(2).gaussMarkov([1], errors: .identity(2))
    }
    expectMessage(model, "observations of 1×1 and errors of 2×2 do not fit a 2×2 matrix")
  }

  @Test func `dimensions beyond 32 bits throw`() {
    let count = Int(Int32.max) + 1
    let error = LinearAlgebraError.tooLarge(dimension: count)
    let wide = Matrix<Double>(rows: 0, columns: count)
    let none = Matrix<Double>(rows: 0, columns: 1)
    #expect(throws: error) { try wide.leastSquares(none, constraints: wide, equal: none) }
    #expect(throws: error) { try none.gaussMarkov(wide, errors: none) }
  }
}

@Suite struct NonnegativeLeastSquaresTests {
  @Test(arguments: realTypes, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  func `the conditions of Karush, Kuhn and Tucker hold`(
    type: any RealScalar.Type, seed: Int
  ) throws {
    func run<T: RealScalar>(_: T.Type) throws where T.RealPart == T {
      var source = MatrixSource<T>(seed: UInt64(seed))
      for (m, n) in [(0, 3), (3, 0), (1, 1), (10, 5), (5, 10), (20, 20)] {
        let a = source.uniform(rows: m, columns: n)
        let b = source.uniform(count: m)
        let (x, norm) = try a.nonnegativeLeastSquares(b)
        let residual = b - a * x
        #expect(abs(residual.norm() - norm) < 100 * T.ulpOfOne)
        let gradient = a.adjoint * residual
        for index in 0..<n {
          #expect(x[index] >= 0)
          #expect(gradient[index] < 2000 * T.ulpOfOne)
          // Where the solution is positive the gradient vanishes.
          if x[index] > 0 { #expect(abs(gradient[index]) < 2000 * T.ulpOfOne) }
        }
      }
    }
    try run(type)
  }

  @Test func `the best of all active sets, by enumeration`() throws {
    var source = MatrixSource<Double>(seed: 95)
    for _ in 0..<20 {
      let (a, b) = (source.uniform(rows: 6, columns: 4), source.uniform(count: 6))
      var best = b.norm()
      for set in 1..<16 {
        let indices = (0..<4).filter { set >> $0 & 1 == 1 }
        let columns = Matrix(rows: 6, columns: indices.count) { a[$0, indices[$1]] }
        let fit = try columns.leastSquares(b)
        let isInside = (0..<indices.count).allSatisfy { fit.solution[$0] >= 0 }
        if isInside { best = min(best, fit.residualNorm) }
      }
      #expect(abs(try a.nonnegativeLeastSquares(b).residualNorm - best) < 1e-13)
    }
  }

  @Test func `known solutions, dependent columns and scales`() throws {
    let a: Matrix<Double> = [[1, 0], [1, 0], [0, 1]]
    let inside = try a.nonnegativeLeastSquares([2, 1, 1]).solution
    #expect((inside - [1.5, 1]).norm() < 1e-15)
    let cut = try a.nonnegativeLeastSquares([-1, -1, -1])
    #expect(cut.solution == [0, 0] && abs(cut.residualNorm - 3.0.squareRoot()) < 1e-15)
    let twice: Matrix<Double> = [[1, 1], [1, 1]]
    let (x, norm) = try twice.nonnegativeLeastSquares([1, 3])
    #expect(abs(x[0] + x[1] - 2) < 1e-14 && abs(norm - 2.0.squareRoot()) < 1e-14)
    let scaled = try (a * 1e-300).nonnegativeLeastSquares([2e-300, 1e-300, 1e-300])
    #expect((scaled.solution - [1.5, 1]).norm() < 1e-14)
    #expect(
      throws: LinearAlgebraError.notConverged(routine: "nonnegativeLeastSquares", unconverged: 1)
    ) {
      try a.nonnegativeLeastSquares([2, 1, 1], maximumIterations: 1)
    }
  }
}
