import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import RealModule
import Testing

@Suite struct SchurFunctionsTests {
  private func complex<T: LAPACKScalar>(_ a: Matrix<T>) -> Matrix<Complex<T.RealPart>> {
    a.map { Complex(realPart: $0.realPart, imaginaryPart: $0.imaginaryPart) }
  }

  @Test(arguments: scalarTypes, eigenSizes)
  func `the square of the root is the matrix, with an error of the square of its norm`(
    type: any LAPACKScalar.Type, size: Int
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      typealias Real = T.RealPart
      var source = MatrixSource<T>(seed: UInt64(size))
      let families: [NonsymmetricFamily] = [
        .zero, .identity, .jordan, .diagonalEven, .diagonalTiny, .diagonalHuge, .unitaryEven,
        .unitaryRandom, .random, .randomTiny, .randomHuge,
      ]
      for family in families {
        let a = source.nonsymmetric(family, size: size)
        let root = try a.squareRoot()
        let error = Double((root * root - complex(a)).norm(.one))
        let size = Double(max(1, size)) * Double(Real.ulpOfOne)
        #expect(
          error <= 20 * size * Double(root.norm(.one)) * Double(root.norm(.one)), "\(family)")
        // Large matrices of these families have eigenvalues too sensitive to tell their half plane.
        guard a.rows <= 5 else { continue }
        for value in Array(try root.eigenvalues()) {
          #expect(value.real >= -Real(200 * size) * root.norm(.one), "\(family)")
        }
      }
    }
    try check(type)
  }

  @Test func `roots in closed form, and matrices that have none`() throws {
    let a: Matrix<Double> = [[33, 24], [48, 57]]
    expectClose(try a.realSquareRoot(), [[5, 2], [4, 7]], units: 50)
    expectClose(
      try ([[1, 1], [0, 1]] as Matrix<Double>).realSquareRoot(), [[1, 0.5], [0, 1]], units: 4)
    let minus = -Matrix<Double>.identity(2)
    #expect(try minus.squareRoot() == Matrix.diagonal([Complex(0, 1), Complex(0, 1)]))
    #expect(throws: LinearAlgebraError.self) { try minus.realSquareRoot() }
    let nilpotent: Matrix<Double> = [[0, 1], [0, 0]]
    #expect(throws: LinearAlgebraError.self) { try nilpotent.squareRoot() }
    expectClose(
      try (EigenExample.rotation(2) as Matrix<Double>).realSquareRoot(), EigenExample.rotation(1),
      units: 20)
  }

  @Test(arguments: scalarTypes, eigenSizes)
  func `the exponential of the logarithm is the matrix`(
    type: any LAPACKScalar.Type, size: Int
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: UInt64(size))
      for family in [NonsymmetricFamily.identity, .jordan, .diagonalEven, .unitaryEven] {
        // Away from the sensitive neighbourhood of zero.
        var a = source.nonsymmetric(family, size: size)
        if family == .unitaryEven { a += 2 * .identity(size) }
        guard family != .diagonalEven || T.isComplex || size < 2 else { continue }
        let logarithm = try a.logarithm()
        expectClose(
          try logarithm.exponential(), complex(a),
          units: 100 * Double(size * size + 1) * Double(1 + logarithm.norm(.one)))
        for value in Array(try logarithm.eigenvalues()) {
          #expect(abs(value.imaginary) <= T.RealPart.pi * (1 + 100 * T.RealPart.ulpOfOne))
        }
      }
      let positive = source.positiveDefinite(size, condition: 100)
      let exact = try positive.symmetricEigen().function { T.RealPart.log($0) }
      let found = try positive.logarithm()
      #expect(
        (found - complex(exact)).norm(.one)
          <= T.RealPart(2000 * max(1, size)) * T.RealPart.ulpOfOne * max(1, exact.norm(.one)))
    }
    try check(type)
  }

  @Test(arguments: scalarTypes)
  func `logarithms in closed form, and where there is none`(type: any LAPACKScalar.Type) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      typealias Real = T.RealPart
      for angle: Real in [0.001, 0.5, 1, 3, -2] {
        let logarithm = try (EigenExample.rotation(angle) as Matrix<T>).logarithm()
        expectClose(
          logarithm, complex([[0, T(-angle)], [T(angle), 0]]),
          units: 20 * Double(1 + 1 / abs(angle)))
      }
      // log(λ I + N) = log λ + N/λ - N²/2λ² + N³/3λ³
      let jordan: Matrix<T> = EigenExample.jordan(2, 4)
      let exact = Matrix<T>(rows: 4, columns: 4) { row, column in
        let distance = column - row
        if distance <= 0 { return distance == 0 ? T(Real.log(2)) : 0 }
        return T(Real(distance % 2 == 1 ? 1 : -1) / (Real(distance) * Real.pow(2, distance)))
      }
      expectClose(try jordan.logarithm(), complex(exact), units: 20)
      // Far from normal: only its powers are small.
      let steep: Matrix<T> = [[1, 1000], [0, 1]]
      expectClose(try steep.logarithm(), complex([[0, 1000], [0, 0]] as Matrix<T>), units: 10)
      let negative = try Matrix<T>.diagonal([-1, -4]).logarithm()
      #expect(negative[0, 0].real == 0)
      #expect(abs(negative[0, 0].imaginary - Real.pi) <= Real.pi.ulp)
      #expect((negative[1, 1] - Complex(Real.log(4), Real.pi)).modulus < 4 * Real.ulpOfOne)
      #expect(throws: LinearAlgebraError.singular(pivot: 2)) {
        try Matrix<T>.diagonal([1, 0]).logarithm()
      }
      for scale in [Real.leastNonzeroMagnitude * 64, Real.greatestFiniteMagnitude / 4] {
        let extreme = Matrix<T>.identity(2).map { $0.scaled(by: scale) }
        let logarithm = try extreme.logarithm()
        #expect((logarithm[0, 0] - Complex(Real.log(scale))).modulus < 200 * Real.ulpOfOne)
      }
      #expect(try Matrix<T>(rows: 0, columns: 0).logarithm().isEmpty)
    }
    try check(type)
  }

  @Test func `a real logarithm exists away from the negative axis`() throws {
    var source = MatrixSource<Double>(seed: 13)
    let a = source.uniform(rows: 6, columns: 6) + 4 * Matrix<Double>.identity(6)
    expectClose(try a.realLogarithm().exponential(), a, units: 200)
    #expect(throws: LinearAlgebraError.self) { try (-a).realLogarithm() }
  }

  @Test(arguments: scalarTypes, [1, 2, 5, 10])
  func `powers multiply`(type: any LAPACKScalar.Type, size: Int) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: UInt64(size))
      let a = source.uniform(rows: size, columns: size) / 4 + 2 * .identity(size)
      let units = 100 * Double(size * size)
      expectClose(try a.power(5), a * a * a * a * a, units: units)
      #expect(try a.power(0) == .identity(size))
      #expect(try a.power(1) == a)
      #expect(inverseRatio(try a.power(3), inverse: try a.power(-3)) < linearEquationThreshold)
      expectClose(try a.principalPower(0.5), try a.squareRoot(), units: units)
      let third = try a.principalPower(1 / 3)
      expectClose(third * third * third, complex(a), units: units)
      expectClose(try a.principalPower(2), complex(a * a), units: units)
      expectClose(
        try a.principalPower(-2.25) * (try a.principalPower(2.25)), .identity(size),
        units: 100 * units)
    }
    try check(type)
  }

  @Test(arguments: scalarTypes)
  func `powers of extreme matrices are powers of their scale`(type: any LAPACKScalar.Type) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      typealias Real = T.RealPart
      var source = MatrixSource<T>(seed: 15)
      let a = source.uniform(rows: 4, columns: 4) / 8 + .identity(4)
      let root = try a.principalPower(0.5)
      // An even power of two near each end of the range.
      let exponent = Int(Real.greatestFiniteMagnitude.exponent) / 2 * 2 - 4
      for sign in [-1, 1] {
        let scale = Real(sign: .plus, exponent: Real.Exponent(sign * exponent), significand: 1)
        let half = Real(sign: .plus, exponent: Real.Exponent(sign * exponent / 2), significand: 1)
        let found = try a.map { $0.scaled(by: scale) }.principalPower(0.5)
        // The logarithm is as large as the exponent, and so is its error.
        expectClose(found, root.map { $0.scaled(by: half) }, units: 50 * Double(exponent))
      }
    }
    try check(type)
  }

  @Test func `powers that are exact, singular or too large`() throws {
    let fibonacci: Matrix<Double> = [[1, 1], [1, 0]]
    #expect(try fibonacci.power(70)[0, 1] == 190_392_490_709_135)
    #expect(throws: LinearAlgebraError.singular(pivot: 2)) {
      try ([[1, 1], [1, 1]] as Matrix<Double>).power(-1)
    }
    #expect(throws: LinearAlgebraError.self) { try (2 * Matrix<Float>.identity(2)).power(200) }
    #expect(try EigenExample.jordan(0.0, 4).power(4) == Matrix(rows: 4, columns: 4))
  }

  @Test(arguments: scalarTypes, [1, 2, 5, 10])
  func `the sign is an involution that commutes, and counts half planes`(
    type: any LAPACKScalar.Type, size: Int
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: UInt64(size))
      let b = source.positiveDefinite(size, condition: 4)
      // sign [[0, B], [I, 0]] = [[0, √B], [1/√B, 0]]
      let a = Matrix<T>(rows: 2 * size, columns: 2 * size) { row, column in
        if row < size { return column < size ? 0 : b[row, column - size] }
        return row - size == column ? 1 : 0
      }
      let sign = try a.sign()
      let units = 100 * Double(size)
      expectClose(sign * sign, .identity(2 * size), units: units)
      let root = try b.symmetricEigen().squareRoot()
      expectClose(Matrix(sign[rows: 0..<size, columns: size..<2 * size]), root, units: units)
      #expect(throws: LinearAlgebraError.self) { try Matrix<T>(rows: 2, columns: 2).sign() }
      let tiny = T.RealPart.leastNonzeroMagnitude
      #expect(try Matrix<T>.diagonal([T(tiny), T(-tiny)]).sign() == Matrix.diagonal([1, -1]))
    }
    try check(type)
  }
}
