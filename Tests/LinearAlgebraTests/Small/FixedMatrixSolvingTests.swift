import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import RealModule
import Testing

@Suite struct FixedMatrixSolvingTests {
  @Test(arguments: scalarTypes)
  func `every family is solved and inverted with LAPACK's ratios below 30`(
    type: any LAPACKScalar.Type
  ) throws {
    func check<let N: Int, T: LAPACKScalar>(_: FixedMatrix<N, N, T>.Type) throws {
      var source = MatrixSource<T>(seed: UInt64(N))
      for family in GeneralFamily.allCases {
        for _ in 0..<5 {
          let matrix = source.general(family, size: N)
          let a = FixedMatrix<N, N, T>(matrix)
          if let column = family.firstZeroColumn(N) {
            #expect(throws: LinearAlgebraError.singular(pivot: column + 1)) { try a.inverse() }
            #expect(a.determinant == 0)
            continue
          }
          let exact = source.uniform(rows: N, columns: 2)
          let b = matrix * exact
          let x = try a.solve(FixedMatrix<N, 2, T>(b))
          #expect(
            residualRatio(matrix, solution: Matrix(x), rightSide: b) < linearEquationThreshold,
            "\(family)")
          let y = try a.solve(FixedMatrix<N, 2, T>(b).column(1))
          #expect((y - x.column(1)).norm() <= 4 * T.RealPart.ulpOfOne * y.norm())
          if family != .nearlySingular {
            let inverse = Matrix(try a.inverse())
            #expect(inverseRatio(matrix, inverse: inverse) < linearEquationThreshold, "\(family)")
          }
        }
      }
    }
    func checkAll<T: LAPACKScalar>(_: T.Type) throws {
      try check(FixedMatrix<1, 1, T>.self)
      try check(FixedMatrix<2, 2, T>.self)
      try check(FixedMatrix<3, 3, T>.self)
      try check(FixedMatrix<4, 4, T>.self)
      try check(FixedMatrix<6, 6, T>.self)
    }
    try checkAll(type)
  }

  @Test(arguments: scalarTypes)
  func `positive definite families give L and solutions, by LAPACK's ratios below 30`(
    type: any LAPACKScalar.Type
  ) throws {
    func check<let N: Int, T: LAPACKScalar>(_: FixedMatrix<N, N, T>.Type) throws {
      var source = MatrixSource<T>(seed: UInt64(10 + N))
      for family in PositiveDefiniteFamily.allCases {
        let matrix = source.positiveDefinite(family, size: N)
        var a = FixedMatrix<N, N, T>(matrix)
        if let zero = family.zero(N) {
          #expect(throws: LinearAlgebraError.notPositiveDefinite(minor: zero + 1)) {
            try a.choleskyFactor()
          }
          continue
        }
        // The upper triangle is never read.
        for column in 1..<max(1, N) { a[0, column] = .nanValue }
        let l = Matrix(try a.choleskyFactor())
        #expect(reconstructionRatio(l * l.adjoint, of: matrix) < linearEquationThreshold)
        let b = matrix * source.uniform(rows: N, columns: 2)
        let x = try a.solvePositiveDefinite(FixedMatrix<N, 2, T>(b))
        #expect(
          residualRatio(matrix, solution: Matrix(x), rightSide: b) < linearEquationThreshold,
          "\(family)")
        #expect(try a.solvePositiveDefinite(FixedMatrix<N, 2, T>(b).column(0)) == x.column(0))
      }
    }
    func checkAll<T: LAPACKScalar>(_: T.Type) throws {
      try check(FixedMatrix<1, 1, T>.self)
      try check(FixedMatrix<2, 2, T>.self)
      try check(FixedMatrix<3, 3, T>.self)
      try check(FixedMatrix<4, 4, T>.self)
      try check(FixedMatrix<6, 6, T>.self)
    }
    try checkAll(type)
  }

  @Test(arguments: realTypes)
  func `badly scaled systems are solved at any scale`(type: any RealScalar.Type) throws {
    func check<T: RealScalar>(_: T.Type) throws {
      let (huge, tiny) = (T.greatestFiniteMagnitude / 4, T.leastNormalMagnitude)
      let subnormal = T.leastNonzeroMagnitude
      for (p, q) in [(huge, tiny), (tiny, huge), (subnormal * 64, 1), (huge, huge)] {
        let a = FixedMatrix<2, 2, T>(diagonal: [p, q])
        #expect(try a.solve([p, q]) == [1, 1])
        #expect(try a.solve(a) == .identity)
      }
      let a: FixedMatrix<2, 2, T> = [[3, 1], [1, 2]]
      for scale in [huge / 4, subnormal * 4096, tiny] {
        let y = try (a * scale).solve((a * scale).column(0))
        #expect((y - [1, 0]).norm() <= 4 * T.ulpOfOne)
        let z = FixedMatrix<2, 2, Complex<T>> { Complex(a[$0, $1] * scale, a[$0, $1] * scale) }
        let x = try z.solve(z.column(1))
        #expect((x - [0, 1]).norm() <= 8 * T.ulpOfOne)
      }
      // The solution is beyond the range of its right side's products, not beyond its own.
      let wide: FixedMatrix<2, 2, T> = [[1, 1], [1, 1 + T.ulpOfOne]]
      #expect(try wide.solve([huge, huge]) == [huge, 0])
    }
    try check(type)
  }

  @Test func `determinants of integers are exact`() {
    #expect(FixedMatrix<0, 0, Double>().determinant == 1)
    #expect(FixedMatrix<1, 1, Double>([[7]]).determinant == 7)
    #expect(FixedMatrix<2, 2, Double>([[1, 2], [3, 4]]).determinant == -2)
    #expect(FixedMatrix<3, 3, Double>([[1, 2, 3], [4, 5, 6], [7, 8, 9]]).determinant == 0)
    #expect(FixedMatrix<3, 3, Float>([[2, 0, 1], [1, 3, 2], [1, 1, 4]]).determinant == 18)
    let magic: FixedMatrix<4, 4, Double> = [
      [16, 2, 3, 13], [5, 11, 10, 8], [9, 7, 6, 12], [4, 14, 15, 1],
    ]
    #expect(magic.determinant == 0)
    let a: FixedMatrix<4, 4, Double> = [[3, 2, 0, 1], [4, 0, 1, 2], [3, 0, 2, 1], [9, 2, 3, 1]]
    #expect(a.determinant == 24)
    let z: FixedMatrix<2, 2, Complex<Double>> = [[Complex(0, 1), 0], [0, 2]]
    #expect(z.determinant == Complex(0, 2))
  }

  @Test func `determinants that fit do not overflow on the way`() {
    let diagonal = FixedMatrix<4, 4, Double>(diagonal: [1e200, 1e200, 1e-200, 1e-200])
    #expect(abs(diagonal.determinant - 1) < 1e-14)
    let other = FixedMatrix<4, 4, Double>(diagonal: [1e-200, 1e-200, 1e100, 1e100])
    #expect(abs(other.determinant / 1e-200 - 1) < 1e-14)
    #expect(FixedMatrix<2, 2, Double>(diagonal: [1e300, 1e300]).determinant == .infinity)
    #expect(FixedMatrix<2, 2, Double>(diagonal: [1e-300, 1e-300]).determinant == 0)
    #expect(FixedMatrix<2, 2, Double>([[1, .nan], [0, 1]]).determinant.isNaN)
    let many = FixedMatrix<6, 6, Double>(diagonal: [1e300, 1e300, 1e300, 1e-300, 1e-300, 1e-299])
    #expect(abs(many.determinant - 10) < 1e-13)
    var exchanged = many
    for column in 0..<6 {
      (exchanged[0, column], exchanged[1, column]) = (many[1, column], many[0, column])
    }
    #expect(abs(exchanged.determinant + 10) < 1e-13)
  }

  @Test func `single precision determinants agree with double within 16 u times the row norms`() {
    func check<let N: Int>(_: FixedMatrix<N, N, Float>.Type) {
      var source = MatrixSource<Float>(seed: UInt64(40 + N))
      for _ in 0..<50 {
        let a = FixedMatrix<N, N, Float>(source.uniform(rows: N, columns: N))
        let wide = FixedMatrix<N, N, Double> { Double(a[$0, $1]) }
        let bound = (0..<N).reduce(16 * Double(Float.ulpOfOne) / 2) { $0 * wide.row($1).norm() }
        #expect(abs(Double(a.determinant) - wide.determinant) <= bound)
      }
    }
    check(FixedMatrix<2, 2, Float>.self)
    check(FixedMatrix<3, 3, Float>.self)
    check(FixedMatrix<4, 4, Float>.self)
    check(FixedMatrix<5, 5, Float>.self)
  }

  @Test(arguments: scalarTypes)
  func `infinities and NaNs are refused with their place`(type: any LAPACKScalar.Type) {
    func check<T: LAPACKScalar>(_: T.Type) {
      for bad in [T(.infinity), .nanValue] {
        var a = FixedMatrix<3, 3, T>.identity
        a[2, 1] = bad
        let place = LinearAlgebraError.nonFinite(argument: "a", row: 2, column: 1)
        #expect(throws: place) { try a.inverse() }
        #expect(throws: place) { try a.choleskyFactor() }
        #expect(throws: place) { try a.symmetricEigen() }
        var b = FixedVector<3, T>(repeating: 1)
        b[1] = bad
        let side = LinearAlgebraError.nonFinite(argument: "b", row: 1, column: 0)
        #expect(throws: side) { try FixedMatrix<3, 3, T>.identity.solve(b) }
        #expect(throws: side) { try FixedMatrix<3, 3, T>.identity.solvePositiveDefinite(b) }
      }
    }
    check(type)
  }
}
