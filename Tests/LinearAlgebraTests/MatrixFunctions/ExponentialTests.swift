import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import RealModule
import Testing

/// Expects `‖A − B‖ ≤ units · eps · ‖B‖` in the 1-norm.
func expectClose<T: LAPACKScalar>(
  _ found: Matrix<T>, _ exact: Matrix<T>, units: Double,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let error = Double((found - exact).norm(.one))
  let bound = units * Double(T.RealPart.ulpOfOne) * Double(exact.norm(.one))
  #expect(error <= bound, "\(error / bound) of the bound", sourceLocation: sourceLocation)
}

@Suite struct ExponentialTests {
  @Test(arguments: scalarTypes)
  func `closed forms: rotations, Jordan blocks, diagonal matrices`(
    type: any LAPACKScalar.Type
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      typealias Real = T.RealPart
      for angle: Real in [0, 0.01, 0.3, 1, 2, 5, 30] {
        let generator: Matrix<T> = [[0, T(-angle)], [T(angle), 0]]
        // Every squaring may double the error, as an error of the angle would.
        expectClose(
          try generator.exponential(), EigenExample.rotation(angle),
          units: 10 + 10 * Double(angle))
      }
      for n in [1, 2, 5, 10] {
        var factorial: Real = 1
        let reciprocals = (0..<n).map { index -> Real in
          if index > 0 { factorial *= Real(index) }
          return 1 / factorial
        }
        for value: Real in [0, -1, 2] {
          let jordan: Matrix<T> = EigenExample.jordan(T(value), n)
          let exact = Matrix<T>(rows: n, columns: n) { row, column in
            row > column ? 0 : T(Real.exp(value) * reciprocals[column - row])
          }
          expectClose(try jordan.exponential(), exact, units: 20)
        }
      }
      let diagonal = try Matrix<T>.diagonal([-20, 0, 1, 10]).exponential().diagonal
      for (found, power) in zip(diagonal, [-20, 0, 1, 10] as [Real]) {
        #expect(found == T(Real.exp(power)))
      }
    }
    try check(type)
  }

  @Test func `the example of Moler and Van Loan, and one that scaling by the norm would spoil`()
    throws
  {
    let a: Matrix<Double> = [[-49, 24], [-64, 31]]
    let (e1, e17) = (Double.exp(-1), Double.exp(-17))
    let exact: Matrix<Double> = [
      [3 * e17 - 2 * e1, 1.5 * (e1 - e17)], [4 * (e17 - e1), 3 * e1 - 2 * e17],
    ]
    // The condition number of this problem is about the square of the norm.
    expectClose(try a.exponential(), exact, units: 4000)
    let b: Matrix<Double> = [[1, 1e6], [0, -1]]
    let sinh = Double.sinh(1)
    expectClose(
      try b.exponential(), [[Double.exp(1), 1e6 * sinh], [0, Double.exp(-1)]], units: 20)
    // The same under a transposition, where no triangle helps.
    expectClose(
      try Matrix(b.transposed).exponential(), [[Double.exp(1), 0], [1e6 * sinh, Double.exp(-1)]],
      units: 20)
    let nilpotent: Matrix<Double> = [[0, 1e300], [0, 0]]
    #expect(try nilpotent.exponential() == [[1, 1e300], [0, 1]])
  }

  @Test(arguments: scalarTypes, [1, 2, 3, 5, 10, 20])
  func `the exponential of a Hermitian matrix is that of its eigenvalues`(
    type: any LAPACKScalar.Type, size: Int
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      typealias Real = T.RealPart
      var source = MatrixSource<T>(seed: UInt64(size))
      for scale: Real in [1e-20, 1e-3, 0.1, 0.5, 1, 3, 20] {
        let a = source.symmetric(.even, size).map { $0.scaled(by: scale) }
        let exact = try a.symmetricEigen().function { Real.exp($0) }
        expectClose(try a.exponential(), exact, units: 20 * Double(size) * Double(1 + scale))
      }
    }
    try check(type)
  }

  @Test(arguments: scalarTypes, [1, 2, 5, 10])
  func `laws: inverse, similarity, determinant`(type: any LAPACKScalar.Type, size: Int) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: UInt64(size))
      let a = source.uniform(rows: size, columns: size)
      let (plus, minus) = (try a.exponential(), try (-a).exponential())
      #expect(inverseRatio(plus, inverse: minus) < linearEquationThreshold)
      let trace = a.diagonal.reduce(0, +)
      let exact = Complex.exp(Complex(trace.realPart, trace.imaginaryPart))
      let determinant = try plus.determinant()
      let found = Complex(determinant.realPart, determinant.imaginaryPart)
      #expect(
        (found - exact).modulus <= T.RealPart(1000 * size) * T.RealPart.ulpOfOne * exact.modulus)
      // The transpose needs no triangle and no luck.
      expectClose(
        try Matrix(a.transposed).exponential(), Matrix(plus.transposed), units: 20 * Double(size))
    }
    try check(type)
  }

  @Test(arguments: scalarTypes)
  func `extreme matrices: zero, tiny, decaying, overflowing, empty`(
    type: any LAPACKScalar.Type
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      typealias Real = T.RealPart
      #expect(try Matrix<T>(rows: 0, columns: 0).exponential() == Matrix(rows: 0, columns: 0))
      #expect(try Matrix<T>(rows: 3, columns: 3).exponential() == .identity(3))
      let tiny = Matrix<T>(rows: 2, columns: 2, repeating: T(Real.leastNonzeroMagnitude))
      #expect(try tiny.exponential()[0, 1] == T(Real.leastNonzeroMagnitude))
      let large = Matrix<T>.identity(2).map { $0.scaled(by: Real.greatestFiniteMagnitude) }
      #expect(try (-large).exponential() == Matrix(rows: 2, columns: 2))
      #expect(throws: LinearAlgebraError.self) { try large.exponential() }
      // Decay in a basis that is not triangular.
      let decaying: Matrix<T> = [[-300, 100], [100, -300]]
      #expect(try decaying.exponential().norm(.one) < 1e-30)
    }
    try check(type)
  }

  @Test(arguments: scalarTypes, [1, 5, 20])
  func `the action of the exponential is its product`(
    type: any LAPACKScalar.Type, size: Int
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: UInt64(size))
      let a = source.uniform(rows: size, columns: size) / T(T.RealPart(size))
      let b = source.uniform(rows: size, columns: 2)
      for time: T.RealPart in [0, 1e-10, 0.1, 1, -3, 40] {
        let exact = try a.map { $0.scaled(by: time) }.exponential() * b
        expectClose(
          try a.exponentialAction(on: b, time: time), exact,
          units: 100 * Double(size) * Double(1 + abs(time)))
      }
      let vector = Vector(b.column(0))
      let found = try a.exponentialAction(on: vector)
      expectClose(
        found.matrix, try a.exponential() * vector.matrix, units: 100 * Double(size))
      #expect(try a.exponentialAction(on: Matrix(rows: size, columns: 0)).columns == 0)
    }
    try check(type)
  }

  @Test(arguments: scalarTypes)
  func `the derivative in the direction of the matrix is A exp A`(
    type: any LAPACKScalar.Type
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 11)
      let a = source.uniform(rows: 4, columns: 4)
      for scale: T.RealPart in [1, 1e-20, 1e20] {
        let (value, derivative) = try a.exponentialDerivative(a.map { $0.scaled(by: scale) })
        expectClose(value, try a.exponential(), units: 50)
        expectClose(derivative, (a * value).map { $0.scaled(by: scale) }, units: 200)
      }
    }
    try check(type)
  }

  @Test func `the derivative agrees with central differences below 1e-9`() throws {
    var source = MatrixSource<Double>(seed: 12)
    let (a, e) = (source.uniform(rows: 4, columns: 4), source.uniform(rows: 4, columns: 4))
    let step = 1e-5
    let difference =
      (try (a + step * e).exponential() - (try (a - step * e).exponential())) / (2 * step)
    let (_, derivative) = try a.exponentialDerivative(e)
    #expect((difference - derivative).norm(.maxAbs) < 1e-9)
  }
}
