import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import RealModule
import Testing

@Suite struct LeastSquaresTests {
  @Test(arguments: scalarTypes, MatrixScale.allCases)
  func `every driver, shape and rank passes LAPACK's ratios below 30`(
    type: any LAPACKScalar.Type, scale: MatrixScale
  ) throws {
    try checkDrivers(type, scale)
  }

  private func checkDrivers<T: LAPACKScalar>(_: T.Type, _ scale: MatrixScale) throws {
    var source = MatrixSource<T>(seed: 81)
    for (m, n) in [(1, 1), (5, 2), (2, 5), (10, 10), (50, 20), (20, 50)] {
      let k = min(m, n)
      for rank in Set([k * 3 / 10, k / 2, k * 9 / 10, k]) where rank > 0 {
        let a = source.deficient(rows: m, columns: n, rank: rank, scale: scale)
        let null = try a.nullSpace()
        for driver in LeastSquaresDriver.allCases {
          let comment: Comment = "\(driver) \(m)×\(n) of rank \(rank)"
          let exact = source.uniform(rows: n, columns: m == 10 ? 15 : 2)
          let consistent = a * exact
          // The checked driver notices rank deficiency only as far as condition estimates do.
          if driver == .fullRank && rank < k {
            #expect(throws: LinearAlgebraError.self, comment) {
              try a.leastSquares(consistent, driver: driver)
            }
            continue
          }
          let found = try a.leastSquares(consistent, driver: driver)
          #expect(found.rank == rank, comment)
          let x = found.solution
          #expect(
            consistencyRatio(a, solution: x, rightSide: consistent) < orthogonalThreshold, comment)
          #expect(rowSpaceRatio(x, nullSpace: null, shape: a.shape) < orthogonalThreshold, comment)
          let b = source.uniform(rows: m, columns: 2)
          let fit = try a.leastSquares(b, driver: driver)
          #expect(
            rowSpaceRatio(fit.solution, nullSpace: null, shape: a.shape) < orthogonalThreshold,
            comment)
          if rank < m {
            let ratio = leastSquaresRatio(a, solution: fit.solution, rightSide: b)
            #expect(ratio < orthogonalThreshold, comment)
          }
          let values = try a.singularValues()
          if let singular = fit.singularValues {
            #expect(driver == .divideAndConquer)
            #expect(singularValueRatio(singular, of: values) < singularValueThreshold)
          }
          try checkResiduals(fit, a, b, comment)
        }
      }
    }
  }

  /// The norms of residuals against those of the part of `b` outside of the range.
  private func checkResiduals<T: LAPACKScalar>(
    _ fit: LeastSquaresResult<Matrix<T>, T.RealPart>, _ a: Matrix<T>, _ b: Matrix<T>,
    _ comment: Comment
  ) throws {
    let range = try a.rangeBasis()
    let outside = b - range * (range.adjoint * b)
    for column in 0..<b.columns {
      let expected = Vector(outside.column(column)).norm()
      let difference = abs(fit.residualNorms[column] - expected)
      #expect(difference < 1000 * T.RealPart.ulpOfOne * b.norm(), comment)
    }
    #expect(abs(fit.residualNorm - outside.norm()) < 1000 * T.RealPart.ulpOfOne * b.norm(), comment)
  }

  @Test(arguments: scalarTypes, LeastSquaresDriver.allCases)
  func `empty problems have the zero solution and whole residuals`(
    type: any LAPACKScalar.Type, driver: LeastSquaresDriver
  ) throws {
    func run<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 82)
      for (m, n, k) in [(0, 3, 2), (3, 0, 2), (0, 0, 1), (0, 2, 0)] {
        let b = source.uniform(rows: m, columns: k)
        let fit = try Matrix<T>(rows: m, columns: n).leastSquares(b, driver: driver)
        #expect(fit.solution == Matrix(rows: n, columns: k) && fit.rank == 0)
        #expect(fit.residualNorms.count == k)
        for column in 0..<k {
          #expect(fit.residualNorms[column] == Vector(b.column(column)).norm())
        }
        #expect((fit.singularValues?.count == 0) == (driver == .divideAndConquer))
      }
      // No right sides: the rank is found all the same.
      let a = source.general(rows: 5, columns: 3)
      let fit = try a.leastSquares(Matrix(rows: 5, columns: 0), driver: driver)
      #expect(fit.solution.shape == Shape(rows: 3, columns: 0) && fit.rank == 3)
      if driver != .fullRank {
        let zero = Matrix<T>(rows: 3, columns: 2)
        let b = source.uniform(count: 3)
        let fit = try zero.leastSquares(b, driver: driver)
        #expect(fit.solution == Vector(count: 2) && fit.rank == 0)
        #expect(abs(fit.residualNorm - b.norm()) < 10 * T.RealPart.ulpOfOne)
      }
    }
    try run(type)
  }

  @Test(arguments: LeastSquaresDriver.allCases)
  func `known problems, exact to 25 roundings`(driver: LeastSquaresDriver) throws {
    // A line through (0, 6), (1, 0), (2, 0): 5 − 3 t, residuals 1, −2, 1.
    let a: Matrix<Double> = [[1, 0], [1, 1], [1, 2]]
    let fit = try a.leastSquares([6, 0, 0] as Vector, driver: driver)
    #expect((fit.solution - [5, -3]).norm() < 25 * 5 * Double.ulpOfOne)
    #expect(abs(fit.residualNorm - 6.0.squareRoot()) < 25 * 3 * Double.ulpOfOne)
    #expect(fit.rank == 2)
    // The point of x + 2 y = 5 nearest to the origin.
    let row: Matrix<Double> = [[1, 2]]
    let nearest = try row.leastSquares([5] as Vector, driver: driver)
    #expect((nearest.solution - [1, 2]).norm() < 25 * 3 * Double.ulpOfOne)
    // Läuchli's matrix: normal equations would call it singular.
    let lauchli = Matrix<Double>.lauchli(3, mu: 1e-9)
    let x = try lauchli.leastSquares(lauchli * Vector([1, 2, 3]), driver: driver)
    #expect(x.rank == 3 && (x.solution - [1, 2, 3]).norm() < 1e-6)
  }

  @Test(arguments: scalarTypes)
  func `weights repeat rows`(type: any LAPACKScalar.Type) throws {
    func run<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 83)
      let (a, b) = (source.uniform(rows: 6, columns: 3), source.uniform(rows: 6, columns: 2))
      let weights: [Int] = [1, 3, 0, 2, 1, 1]
      let indices = weights.indices.flatMap { Array(repeating: $0, count: weights[$0]) }
      let repeatedA = Matrix(rows: indices.count, columns: 3) { a[indices[$0], $1] }
      let repeatedB = Matrix(rows: indices.count, columns: 2) { b[indices[$0], $1] }
      let found = try a.leastSquares(
        b, weights: Vector(count: 6) { T.RealPart(weights[$0]) })
      let expected = try repeatedA.leastSquares(repeatedB)
      let tolerance = 1000 * T.RealPart.ulpOfOne
      #expect((found.solution - expected.solution).norm(.maxAbs) < tolerance)
      #expect((found.residualNorms - expected.residualNorms).norm(.infinity) < tolerance)
      let one = try a.leastSquares(
        Vector(b.column(0)), weights: Vector(count: 6) { T.RealPart(weights[$0]) })
      #expect((one.solution - Vector(found.solution.column(0))).norm() < tolerance)
    }
    try run(type)
  }

  @Test(arguments: scalarTypes)
  func `the tolerance decides about rank`(type: any LAPACKScalar.Type) throws {
    func run<T: LAPACKScalar>(_: T.Type) throws {
      let a = Matrix<T>.diagonal([1, 1 / 10, 1 / 1000])
      let b = Matrix<T>(rows: 3, columns: 1, repeating: 1)
      for driver in [LeastSquaresDriver.completeOrthogonal, .divideAndConquer] {
        #expect(try a.leastSquares(b, driver: driver).rank == 3)
        let fit = try a.leastSquares(b, driver: driver, tolerance: 0.01)
        #expect(fit.rank == 2 && fit.solution[2, 0] == 0)
        #expect(abs(fit.residualNorm - 1) < 10 * T.RealPart.ulpOfOne)
      }
    }
    try run(type)
  }

  @Test func `infinities, NaNs and wrong shapes are refused`() async throws {
    var a = Matrix<Double>.identity(3)
    let b = Matrix<Double>(rows: 3, columns: 1, repeating: .infinity)
    for driver in LeastSquaresDriver.allCases {
      #expect(throws: LinearAlgebraError.nonFinite(argument: "b", row: 0, column: 0)) {
        try a.leastSquares(b, driver: driver)
      }
    }
    a[1, 2] = .nan
    #expect(throws: LinearAlgebraError.nonFinite(argument: "a", row: 1, column: 2)) {
      try a.leastSquares(b)
    }
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try Matrix<Double>(rows: 3, columns: 2).leastSquares(Matrix(rows: 2, columns: 1))
    }
    expectMessage(result, "a right side of shape 2×1 does not fit a 3×2 matrix")
    await #expect(processExitsWith: .failure) {
      _ = try Matrix<Double>.identity(2).leastSquares(
        Matrix(rows: 2, columns: 1), weights: [1, -1])
    }
  }

  @Test func `LAPACK prints nothing whatever the data`() async {
    let result = await #expect(
      processExitsWith: .success, observing: [\.standardOutputContent, \.standardErrorContent]
    ) {
      for value in [Double.nan, .infinity, 0, 0x1p-1060, 1e308, 1.7e308] {
        for (m, n) in [(0, 0), (0, 2), (2, 0), (1, 1), (3, 2), (2, 3), (30, 30)] {
          let a = Matrix(rows: m, columns: n, repeating: value)
          let b = Matrix<Double>(rows: m, columns: 1, repeating: 1)
          for driver in LeastSquaresDriver.allCases {
            _ = try? a.leastSquares(b, driver: driver)
          }
          _ = try? SVD(a, vectors: .full).pseudoInverse()
          _ = try? SVD(a, vectors: .full, driver: .qrIteration).nullSpace()
          _ = try? a.pivotedQR().leastSquares(b)
          _ = try? a.qr().orthogonal(.full)
          _ = try? a.lq().orthogonal(.full)
          _ = try? GeneralizedSVD(a, a)
          _ = try? a.leastSquares(Vector(matrix: b), constraints: a, equal: Vector(matrix: b))
          _ = try? a.gaussMarkov(Vector(matrix: b), errors: .identity(m))
          _ = try? a.nonnegativeLeastSquares(Vector(matrix: b))
        }
      }
    }
    let output = String(decoding: result?.standardOutputContent ?? [], as: UTF8.self)
    for word in ["illegal", "parameter", "On entry"] { #expect(!output.contains(word)) }
  }
}
