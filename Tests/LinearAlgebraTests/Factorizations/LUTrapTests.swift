import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import RealModule
import Testing

/// Inputs on which OpenBLAS 0.3.21 or LAPACKE 3.11 answer nonsense without a word.
@Suite struct LUTrapTests {
  @Test(arguments: scalarTypes)
  func `a pivot without a reciprocal does not spoil its column`(
    type: any LAPACKScalar.Type
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      let tiny = T.RealPart.leastNormalMagnitude / 100
      let a = Matrix<T>.diagonal([1, T(tiny), 1])
      let lu = try a.lu()
      #expect(lu.status == .success)
      #expect(lu.reconstructed() == a)
      for operation in MatrixOperation.allCases {
        for side in Side.allCases {
          let x = try lu.solve(a, operation: operation, side: side)
          #expect(x == .identity(3), "\(operation) \(side)")
        }
      }
      #expect(abs(lu.logDeterminant.logAbsoluteValue - T.RealPart.log(tiny)) < 1e-3)
      #expect(lu.reciprocalCondition() < T.RealPart.ulpOfOne)
    }
    try check(type)
  }

  @Test(arguments: scalarTypes, [2, 5, 20])
  func `one tiny pivot among ordinary ones leaves every ratio below 30`(
    type: any LAPACKScalar.Type, size: Int
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 31)
      // The first column is tiny, so its pivot is.
      let tiny = T.RealPart.leastNormalMagnitude / 1000
      var a = source.general(rows: size, columns: size)
      for row in 0..<size { a[row, 0] = a[row, 0].scaled(by: tiny) }
      let lu = try a.lu()
      #expect(reconstructionRatio(lu.reconstructed(), of: a) < linearEquationThreshold)
      let b = source.uniform(rows: size, columns: 2)
      for operation in MatrixOperation.allCases {
        // The first unknown, or the solution, would be beyond the range; scale its right side down.
        let exact = source.uniform(rows: size, columns: 2)
        let applied = reference(operation, a)
        let right = applied * exact
        let x = try lu.solve(right, operation: operation)
        #expect(residualRatio(applied, solution: x, rightSide: right) < linearEquationThreshold)
      }
      #expect(b.shape == Shape(rows: size, columns: 2))
    }
    try check(type)
  }

  @Test(arguments: scalarTypes)
  func `a matrix of subnormal elements is not singular`(type: any LAPACKScalar.Type) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 32)
      let tiny = T.RealPart.leastNormalMagnitude / 64
      let a = source.general(rows: 6, columns: 6).map { $0.scaled(by: tiny) }
      let lu = try a.lu()
      #expect(reconstructionRatio(lu.reconstructed(), of: a) < linearEquationThreshold)
      let exact = source.uniform(rows: 6, columns: 3)
      let b = a * exact
      // The products above round to multiples of the least subnormal: that error is in b.
      let x = try lu.solve(b)
      #expect((x - exact).norm(.maxAbs) < 0.01)
      #expect(abs(lu.reciprocalCondition()) > 0.05)
    }
    try check(type)
  }

  @Test(arguments: scalarTypes)
  func `elements near overflow are scaled`(type: any LAPACKScalar.Type) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 33)
      let huge = T.RealPart.greatestFiniteMagnitude / 4
      let a = source.general(rows: 8, columns: 8).map { $0.scaled(by: huge) }
      let lu = try a.lu()
      #expect(reconstructionRatio(lu.reconstructed(), of: a) < linearEquationThreshold)
      let b = a.map { $0.scaled(by: 1 / 16) }
      let x = try lu.solve(b)
      #expect((16 * x - .identity(8)).norm(.maxAbs) < 1000 * T.RealPart.ulpOfOne)
      #expect(lu.reciprocalCondition() > 0.05)
      #expect(lu.logDeterminant.logAbsoluteValue.isFinite)
    }
    try check(type)
  }

  @Test(arguments: scalarTypes)
  func `infinities and NaNs are refused with their place, and nothing changes`(
    type: any LAPACKScalar.Type
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      for bad in [T.RealPart.infinity, -.infinity, .nan] {
        for value in [T(bad), T(realPart: 1, imaginaryPart: bad)] where !value.isFinite {
          var a = Matrix<T>.identity(4)
          a[2, 1] = value
          let place = LinearAlgebraError.nonFinite(argument: "a", row: 2, column: 1)
          #expect(throws: place) { try LU(a) }
          #expect(throws: place) { try a.inverse() }
          #expect(throws: place) { try Cholesky(a) }
          var b = Matrix<T>(rows: 4, columns: 2, repeating: 3)
          b[3, 1] = value
          let copy = b
          let lu = try Matrix<T>.identity(4).lu()
          #expect(throws: LinearAlgebraError.nonFinite(argument: "b", row: 3, column: 1)) {
            try lu.solve(in: &b)
          }
          #expect(b[0, 0] == copy[0, 0] && !b[3, 1].isFinite)
        }
      }
    }
    try check(type)
  }

  /// Wilkinson's matrix, whose last column doubles in every step.
  private func wilkinson(_ size: Int) -> Matrix<Float> {
    Matrix(rows: size, columns: size) { row, column in
      column == size - 1 || row == column ? 1 : row > column ? -1 : 0
    }
  }

  @Test func `growth beyond the range is scaled away or an error, never a NaN`() throws {
    let lu = try LU(wilkinson(160))
    #expect(lu.logDeterminant.sign == 1)
    #expect(abs(lu.logDeterminant.logAbsoluteValue - 159 * Float.log(2)) < 1e-3)
    #expect(throws: LinearAlgebraError.nonFinite(argument: "U", row: 219, column: 219)) {
      try LU(wilkinson(220))
    }
  }

  @Test func `LAPACK prints nothing whatever the data`() async {
    let result = await #expect(
      processExitsWith: .success,
      observing: [\.standardOutputContent, \.standardErrorContent]
    ) {
      for value in [Double.nan, .infinity, 0, 0x1p-1060, 1e308] {
        for n in [0, 1, 3, 10] {
          let a = Matrix(rows: n, columns: n, repeating: value)
          _ = try? a.inverse()
          _ = try? a.solve(Matrix(rows: n, columns: 0))
          _ = try? a.cholesky().inverse()
          _ = try? a.lu(allowSingular: true).reciprocalCondition()
          var b = a
          try? solveTriangular(a, .upper, in: &b)
          multiply(a, a, into: &b)
        }
      }
    }
    let output = String(decoding: result?.standardOutputContent ?? [], as: UTF8.self)
    for word in ["illegal", "parameter", "On entry"] { #expect(!output.contains(word)) }
  }
}
