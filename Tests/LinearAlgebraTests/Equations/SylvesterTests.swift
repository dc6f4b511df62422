import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import RealModule
import Testing

@Suite struct SylvesterTests {
  @Test(
    arguments: scalarTypes,
    [Shape(rows: 1, columns: 1), .init(rows: 3, columns: 2), .init(rows: 5, columns: 10)])
  func `the residual of a Sylvester equation is below 30 units`(
    type: any LAPACKScalar.Type, shape: Shape
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      typealias Real = T.RealPart
      var source = MatrixSource<T>(seed: 1)
      for scale in [1, Real.leastNormalMagnitude / 8, Real.greatestFiniteMagnitude / 4096] {
        let a = (source.uniform(rows: shape.rows, columns: shape.rows) / 4 + .identity(shape.rows))
          .map { $0.scaled(by: scale) }
        let b =
          (source.uniform(rows: shape.columns, columns: shape.columns) / 4
          + 3 * .identity(shape.columns)).map { $0.scaled(by: scale) }
        let c = source.uniform(rows: shape.rows, columns: shape.columns)
          .map { $0.scaled(by: scale) }
        let x = try solveSylvester(a, b, rightSide: c)
        // The scale is a power of two up to rounding of subnormal data, and cancels.
        let residual = (a * x + x * b - c).norm(.one) / scale
        let size = ((a.norm(.one) + b.norm(.one)) / scale) * x.norm(.one)
        let tolerance =
          scale < Real.leastNormalMagnitude ? 64 : 30 * Real(max(shape.rows, shape.columns))
        #expect(residual <= tolerance * Real.ulpOfOne * max(size, 1))
      }
    }
    try check(type)
  }

  @Test(arguments: scalarTypes)
  func `empty and singular Sylvester equations`(type: any LAPACKScalar.Type) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      let empty = Matrix<T>(rows: 0, columns: 0)
      #expect(
        try solveSylvester(empty, .identity(2), rightSide: Matrix(rows: 0, columns: 2)).shape
          == Shape(rows: 0, columns: 2))
      #expect(throws: LinearAlgebraError.self) {
        try solveSylvester(
          Matrix<T>.diagonal([1, 2]), Matrix<T>.diagonal([-2]),
          rightSide: Matrix(rows: 2, columns: 1, repeating: 1))
      }
      #expect(try solveSylvester([[2]], [[3]] as Matrix<T>, rightSide: [[10]]) == [[2]])
    }
    try check(type)
  }

  @Test(arguments: scalarTypes, eigenSizes)
  func `Lyapunov equations of stable matrices have positive definite solutions`(
    type: any LAPACKScalar.Type, size: Int
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      typealias Real = T.RealPart
      var source = MatrixSource<T>(seed: UInt64(size))
      let n = Real(max(1, size))
      let a = source.uniform(rows: size, columns: size) / T(n) - 2 * .identity(size)
      let q = source.positiveDefinite(size)
      let x = try solveLyapunov(a, rightSide: -q)
      #expect(x == Matrix(x.adjoint))
      #expect(throws: Never.self) { try x.cholesky() }
      let residual = (a * x + x * a.adjoint + q).norm(.one)
      #expect(residual <= 30 * n * Real.ulpOfOne * (2 * a.norm(.one) * x.norm(.one) + 1))
      let c = source.uniform(rows: size, columns: size)
      let y = try solveLyapunov(a, rightSide: c)
      #expect(
        (a * y + y * a.adjoint - c).norm(.one)
          <= 30 * n * Real.ulpOfOne * (2 * a.norm(.one) * y.norm(.one) + 1))
    }
    try check(type)
  }

  @Test(arguments: scalarTypes, eigenSizes)
  func `discrete Lyapunov equations, also of huge and of unstable matrices`(
    type: any LAPACKScalar.Type, size: Int
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      typealias Real = T.RealPart
      var source = MatrixSource<T>(seed: UInt64(size))
      let n = Real(max(1, size))
      let q = source.positiveDefinite(size)
      for scale: Real in [0.5, 3] {
        let a = source.orthonormal(rows: size, columns: size).map { $0.scaled(by: scale) }
        let x = try solveDiscreteLyapunov(a, rightSide: q)
        #expect(x == Matrix(x.adjoint))
        let residual = (x - a * x * a.adjoint - q).norm(.one)
        #expect(residual <= 50 * n * Real.ulpOfOne * (n * scale * scale + 1) * (x.norm(.one) + 1))
      }
      // For huge A the solution is -A⁻¹ Q A⁻ᴴ.
      let huge = Matrix<T>.identity(size).map { $0.scaled(by: Real.greatestFiniteMagnitude) }
      #expect(try solveDiscreteLyapunov(huge, rightSide: q).norm(.maxAbs).isFinite)
      if size > 0 {
        #expect(throws: LinearAlgebraError.self) {
          try solveDiscreteLyapunov(Matrix<T>.identity(size), rightSide: q)
        }
      }
    }
    try check(type)
  }

  @Test func `closed forms`() throws {
    // a x + x a = c, x - a² x = q
    #expect(try solveLyapunov([[-2.0]], rightSide: [[8]]) == [[-2]])
    #expect(try solveDiscreteLyapunov([[0.5]], rightSide: [[3.0]]) == [[4]])
    #expect(try solveDiscreteLyapunov([[Complex(0.0, 0.5)]], rightSide: [[3]]) == [[4]])
  }

  @Test func `shapes that do not fit trap`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = try solveSylvester(
        Matrix<Double>.identity(2), .identity(3), rightSide: Matrix(rows: 3, columns: 2))
    }
    expectMessage(result, "matrices of shapes 2×2, 3×3 and 3×2 make no Sylvester equation")
  }
}
