import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import RealModule
import Testing

@Suite struct SingularValueFunctionsTests {
  @Test(arguments: scalarTypes, MatrixScale.allCases)
  func `pseudo-inverses meet the conditions of Moore and Penrose for every shape and rank`(
    type: any LAPACKScalar.Type, scale: MatrixScale
  ) throws {
    func run<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 41)
      for (m, n) in [(0, 0), (0, 2), (2, 0), (1, 1), (5, 3), (3, 5), (4, 4), (20, 12)] {
        let k = min(m, n)
        for rank in Set([0, 3 * k / 10, k / 2, 9 * k / 10, k]) {
          let a = source.deficient(rows: m, columns: n, rank: rank, scale: scale)
          let svd = try a.svd(vectors: .full)
          #expect(svd.rank() == rank)
          #expect(try a.rank() == rank)
          let inverse = try a.pseudoInverse()
          #expect(inverse.shape == a.shape.transposed)
          #expect(pseudoInverseRatio(a, inverse: inverse) < orthogonalThreshold)
          let (range, null) = (try a.rangeBasis(), try a.nullSpace())
          #expect(range.shape == Shape(rows: m, columns: rank))
          #expect(null.shape == Shape(rows: n, columns: n - rank))
          #expect(orthogonalityRatio(range) < orthogonalThreshold)
          #expect(orthogonalityRatio(null) < orthogonalThreshold)
          #expect((a * null).norm(.one) <= 1000 * T.RealPart.ulpOfOne * a.norm(.one))
          let b = source.uniform(rows: m, columns: 2)
          let x = try svd.leastSquares(b)
          #expect(rowSpaceRatio(x, nullSpace: null, shape: a.shape) < orthogonalThreshold)
          if rank > 0 && rank < m {
            #expect(leastSquaresRatio(a, solution: x, rightSide: b) < orthogonalThreshold)
          }
        }
      }
    }
    try run(type)
  }

  @Test(arguments: scalarTypes)
  func `the truncated sum is nearest, as Eckart and Young say`(
    type: any LAPACKScalar.Type
  ) throws {
    func run<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 42)
      let tolerance = 1000 * T.RealPart.ulpOfOne
      for (m, n) in [(8, 5), (5, 8), (6, 6)] {
        let a = source.general(rows: m, columns: n, condition: 50)
        let svd = try a.svd()
        for rank in 0...min(m, n) + 1 {
          let near = svd.lowRankApproximation(rank)
          let rest = a - near
          let left = (min(rank, svd.singularValues.count)..<svd.singularValues.count).map {
            svd.singularValues[$0]
          }
          #expect(abs(try rest.spectralNorm() - (left.first ?? 0)) < tolerance)
          let frobenius = left.reduce(0) { $0 + $1 * $1 }.squareRoot()
          #expect(abs(rest.norm(.frobenius) - frobenius) < tolerance)
          #expect(try near.rank(tolerance: tolerance) == min(rank, m, n))
        }
      }
    }
    try run(type)
  }

  @Test(arguments: scalarTypes)
  func `norms and condition follow from known values`(type: any LAPACKScalar.Type) throws {
    func run<T: LAPACKScalar>(_: T.Type) throws {
      let tolerance = 100 * T.RealPart.ulpOfOne
      let a = Matrix<T>.diagonal([3, 0, -4])
      let svd = try a.svd(vectors: .none)
      #expect(Array(svd.singularValues) == [4, 3, 0])
      #expect(abs(svd.nuclearNorm - 7) < tolerance && svd.spectralNorm == 4)
      #expect(abs(svd.schattenNorm(2) - 5) < tolerance)
      #expect(abs(try a.schattenNorm(2) - a.norm(.frobenius)) < tolerance)
      #expect(svd.schattenNorm(.infinity) == 4)
      #expect(try a.nuclearNorm() == svd.nuclearNorm)
      #expect(svd.conditionNumber == .infinity && svd.rank() == 2)
      #expect(svd.rank(tolerance: 0.8) == 1 && svd.rank(tolerance: 0) == 2)
      let empty = try Matrix<T>(rows: 0, columns: 4).svd()
      #expect(empty.conditionNumber == 1 && empty.nuclearNorm == 0 && empty.rank() == 0)
      #expect(try Matrix<T>(rows: 2, columns: 2).pseudoInverse() == Matrix(rows: 2, columns: 2))
      // Values of [[1, 1], [0, 1]]: the golden ratio and its reciprocal.
      let shear: Matrix<T> = [[1, 1], [0, 1]]
      let golden = (1 + T.RealPart(5).squareRoot()) / 2
      let values = try shear.singularValues()
      #expect(abs(values[0] - golden) < tolerance && abs(values[1] - 1 / golden) < tolerance)
      #expect(abs(try shear.conditionNumber() - golden * golden) < tolerance)
    }
    try run(type)
  }

  @Test func `Läuchli, Hilbert and integers have their closed forms`() throws {
    let lauchli = try Matrix<Double>.lauchli(4, mu: 1e-10).singularValues()
    #expect(abs(lauchli[0] - 2) < 1e-14 && abs(lauchli[3] - 1e-10) < 1e-15)
    #expect(try Matrix<Double>.lauchli(4, mu: 1e-10).rank() == 4)
    // cond₂ of the Hilbert matrix of order 5 is 476607.25024.
    #expect(abs(try Matrix<Double>.hilbert(5).conditionNumber() - 476_607.25024) < 0.01)
    // 6, 2 for [[2, 2], [4, -4]] scaled by √2: values 4√2 and 2√2.
    let integers: Matrix<Double> = [[2, 2], [4, -4]]
    let values = try integers.singularValues()
    #expect(abs(values[0] - 32.0.squareRoot()) < 1e-14)
    #expect(abs(values[1] - 8.0.squareRoot()) < 1e-14)
    // The 1-norm condition number of the Hilbert matrix of order 5 is 943656; its rows are its columns.
    let hilbert = Matrix<Double>.hilbert(5)
    for scale in [1, 0x1p-1000, 0x1p1000] {
      let scaled = hilbert * scale
      #expect(abs(try scaled.conditionNumber(.one) - 943_656) < 1)
      #expect(abs(try scaled.conditionNumber(.infinity) - 943_656) < 1)
    }
    #expect(try Matrix<Double>(rows: 2, columns: 2).conditionNumber(.one) == .infinity)
    #expect(try Matrix<Double>(rows: 0, columns: 0).conditionNumber(.one) == 1)
    let three: Matrix<Double> = [[9, -36, 30], [-36, 192, -180], [30, -180, 180]]
    let found = try Matrix<Double>.hilbert(3).pseudoInverse()
    #expect((found - three).norm(.maxAbs) < 524 * 192 * Double.ulpOfOne)
    let row: Matrix<Double> = [[1, 2, 3]]
    let inverse = try row.pseudoInverse() * 14
    #expect((inverse - [[1], [2], [3]]).norm(.maxAbs) < 2e-15)
  }

  @Test(arguments: scalarTypes)
  func `ridge regression agrees with the normal equations at every penalty`(
    type: any LAPACKScalar.Type
  ) throws {
    func run<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 43)
      for (m, n) in [(7, 4), (4, 7)] {
        let a = source.general(rows: m, columns: n)
        let b = source.uniform(rows: m, columns: 2)
        let svd = try a.svd()
        for penalty: T.RealPart in [0.01, 1, 100] {
          let x = try svd.ridge(b, penalty: penalty)
          let normal = a.adjoint * a + T(penalty) * .identity(n)
          let difference = x - (try normal.solve(a.adjoint * b))
          let bound = 1000 * T.RealPart.ulpOfOne
          #expect(difference.norm(.maxAbs) < bound)
          let one = try svd.ridge(Vector(b.column(1)), penalty: penalty)
          #expect((one - Vector(x.column(1))).norm() < bound)
        }
      }
    }
    try run(type)
  }

  @Test func `vectors that were not computed trap`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try SVD(Matrix<Double>.identity(2), vectors: .none).left
    }
    expectMessage(result, "the singular vectors were not computed")
    await #expect(processExitsWith: .failure) {
      _ = try SVD(Matrix<Double>(rows: 2, columns: 3)).nullSpace()
    }
    await #expect(processExitsWith: .failure) {
      _ = try Matrix<Double>.identity(2).svd().leastSquares(Matrix(rows: 3, columns: 1))
    }
    await #expect(processExitsWith: .failure) {
      _ = try Matrix<Double>.identity(2).schattenNorm(0.5)
    }
  }
}
