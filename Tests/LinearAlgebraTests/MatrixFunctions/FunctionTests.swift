import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import RealModule
import Testing

@Suite struct FunctionTests {
  private func complex<T: LAPACKScalar>(_ a: Matrix<T>) -> Matrix<Complex<T.RealPart>> {
    a.map { Complex(realPart: $0.realPart, imaginaryPart: $0.imaginaryPart) }
  }

  @Test(arguments: scalarTypes, [0, 1, 2, 5, 10])
  func `squares of cosine and sine add to one, and hyperbolic ones differ by one`(
    type: any LAPACKScalar.Type, size: Int
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      typealias Real = T.RealPart
      var source = MatrixSource<T>(seed: UInt64(size))
      for scale: Real in [1e-8, 0.01, 0.3, 3] {
        let a = source.uniform(rows: size, columns: size).map { $0.scaled(by: scale) }
        let (cosine, sine) = try a.cosineAndSine()
        let (growing, odd) = try a.hyperbolicCosineAndSine()
        let size = Real(100 * max(1, size)) * Real.ulpOfOne
        let bound = size * (cosine.norm(.one) * cosine.norm(.one) + 1)
        let wide = size * (growing.norm(.one) * growing.norm(.one) + 1)
        let one = Matrix<T>.identity(a.rows)
        #expect((cosine * cosine + sine * sine - one).norm(.one) <= bound)
        #expect((growing * growing - odd * odd - one).norm(.one) <= wide)
        #expect((growing + odd - (try a.exponential())).norm(.one) <= wide)
      }
    }
    try check(type)
  }

  @Test(arguments: scalarTypes)
  func `closed forms of trigonometric functions`(type: any LAPACKScalar.Type) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      typealias Real = T.RealPart
      for value: Real in [1e-10, 0.3, 1.5, -4] {
        // f(λ I + N) = f(λ) I + f'(λ) N
        let jordan: Matrix<T> = EigenExample.jordan(T(value), 2)
        func expect(_ found: Matrix<T>, _ f: Real, _ slope: Real) {
          expectClose(found, [[T(f), T(slope)], [0, T(f)]], units: 100)
        }
        let (c, s) = (Real.cos(value), Real.sin(value))
        expect(try jordan.cosine(), c, -s)
        expect(try jordan.sine(), s, c)
        if value < 1.4 { expect(try jordan.tangent(), s / c, 1 / (c * c)) }
        let (ch, sh) = (Real.cosh(value), Real.sinh(value))
        expect(try jordan.hyperbolicCosine(), ch, sh)
        expect(try jordan.hyperbolicSine(), sh, ch)
        if abs(value) < 2 { expect(try jordan.hyperbolicTangent(), sh / ch, 1 / (ch * ch)) }
      }
      // Odd functions keep the relative accuracy of small matrices.
      let small = Matrix<T>.diagonal([T(1e-12), T(2e-12)])
      expectClose(try small.sine(), small, units: 2)
      expectClose(try small.hyperbolicSine(), small, units: 2)
      #expect(try Matrix<T>(rows: 2, columns: 2).cosine() == .identity(2))
    }
    try check(type)
  }

  @Test(arguments: scalarTypes, [0, 1, 2, 5, 10])
  func `functions by eigenvectors and by derivatives agree with the exponential`(
    type: any LAPACKScalar.Type, size: Int
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: UInt64(size))
      for family in [NonsymmetricFamily.random, .unitaryRandom, .diagonalGeometric, .identity] {
        let a = source.nonsymmetric(family, size: size)
        let exact = complex(try a.exponential())
        let (value, error) = try a.function { Complex.exp($0) }
        expectClose(
          value, exact,
          units: 200 * Double(max(1, size)) * Double(error / T.RealPart.ulpOfOne + 1))
        let parlett = try a.function { point, _ in Complex.exp(point) }
        // Parlett's recurrence divides by gaps, of which the smallest is a tenth.
        expectClose(parlett, exact, units: 5000 * Double(max(1, size)))
      }
    }
    try check(type)
  }

  @Test(arguments: scalarTypes)
  func `a defective matrix needs derivatives`(type: any LAPACKScalar.Type) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      typealias Real = T.RealPart
      let jordan: Matrix<T> = EigenExample.jordan(2, 5)
      #expect(throws: LinearAlgebraError.self) { try jordan.function { Complex.sqrt($0) } }
      // The derivatives of the logarithm.
      let logarithm = try jordan.function { point, order in
        if order == 0 { return Complex.log(point) }
        let factorial = (1..<max(1, order)).reduce(Real(1)) { $0 * Real($1) }
        return Complex(order % 2 == 1 ? factorial : -factorial) / Complex.pow(point, order)
      }
      expectClose(logarithm, try jordan.logarithm(), units: 100)
      #expect(throws: LinearAlgebraError.self) {
        try Matrix<T>.diagonal([0, 1]).function { point in 1 / point }
      }
    }
    try check(type)
  }

  @Test func `clusters are gathered wherever they stand on the diagonal`() throws {
    // Three clusters in an interleaved order, coupled above the diagonal.
    let values = [1.0, 5, 1.01, 9, 5.02, 1.02]
    var source = MatrixSource<Double>(seed: 14)
    let a = Matrix(rows: 6, columns: 6) { row, column in
      row == column ? values[row] : row < column ? source.scalar() : 0
    }
    let exact = try a.exponential().map { Complex($0) }
    expectClose(try a.function { point, _ in Complex.exp(point) }, exact, units: 2000)
  }
}
