import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import RealModule
import Testing

/// The factorizations of banded, tridiagonal and packed matrices.
@Suite struct BandedTests {
  @Test(arguments: scalarTypes, [0, 1, 2, 3, 5, 10, 65])
  func `banded and tridiagonal factors reproduce and solve, by LAPACK's ratios below 30`(
    type: any LAPACKScalar.Type, size: Int
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: UInt64(90 + size))
      let small = T.RealPart.leastNormalMagnitude / T.RealPart.ulpOfOne / 2
      for scale in [T.RealPart(1), small, 1 / small] {
        for (lower, upper) in [(1, 1), (2, 0), (0, 3), (3, 2)] where size < 50 || lower == 3 {
          // Without a dominant diagonal rows are exchanged.
          let a =
            source.banded(
              rows: size, columns: size, lower: lower, upper: upper, dominant: lower * upper == 0
            )
            .map { $0.scaled(by: scale) }
          let banded = Banded(a, lowerBandwidth: lower, upperBandwidth: upper)
          try verify(try banded.lu(), a, &source)
          if lower == 1 && upper == 1 { try verify(try Tridiagonal(a).lu(), a, &source) }
          let lu = try a.lu()
          let found = try banded.logDeterminant()
          #expect(
            abs(found.logAbsoluteValue - lu.logDeterminant.logAbsoluteValue)
              <= 1000 * T.RealPart.ulpOfOne * (1 + abs(found.logAbsoluteValue)))
          let phase = (found.sign - lu.logDeterminant.sign).modulus
          #expect(phase < 1000 * T.RealPart.ulpOfOne)
        }
        for bandwidth in [1, 3] {
          let a = source.hermitianBanded(size, bandwidth: bandwidth)
            .map { $0.scaled(by: scale / 4) }
          for triangle in Triangle.allCases {
            let banded = HermitianBanded(a, bandwidth: bandwidth, triangle: triangle)
            try verify(try banded.cholesky(), a, &source)
            if size < 50 {
              let packed = PackedHermitian(a, triangle: triangle)
              try verify(try packed.cholesky(), a, &source)
            }
          }
          if bandwidth == 1 { try verify(try SymmetricTridiagonal(a).ldl(), a, &source) }
        }
      }
    }
    try check(type)
  }

  private func verify<T, S: ConditionedSolver<T> & Reconstructible<T>>(
    _ factored: S, _ a: Matrix<T>, _ source: inout MatrixSource<T>
  ) throws {
    let name = Comment(rawValue: "\(S.self) \(a.rows)")
    #expect(reconstructionRatio(factored.reconstructed(), of: a) < linearEquationThreshold, name)
    let exact = source.uniform(rows: a.rows, columns: 2)
    let b = a * exact
    let x = try factored.solve(b)
    #expect(residualRatio(a, solution: x, rightSide: b) < linearEquationThreshold, name)
    for norm in ConditionNorm.allCases {
      let found = factored.reciprocalCondition(norm)
      let expected = try LU(a).reciprocalCondition(norm)
      #expect(found <= 3 * expected && expected <= 3 * found, name)
    }
    let rcond = factored.reciprocalCondition()
    #expect(
      forwardRatio(x, exact: exact, reciprocalCondition: rcond) < linearEquationThreshold, name)
  }

  @Test(arguments: scalarTypes)
  func `pivots without reciprocals do no harm`(type: any LAPACKScalar.Type) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      let tiny = T(T.RealPart.leastNormalMagnitude / 128)
      let a: Matrix<T> = [[1, 0, 0], [0, tiny, tiny], [0, tiny / 2, 1]]
      let exact: Matrix<T> = [[1, 2], [1, 0], [1, 4]]
      let b = a * exact
      let banded = try Banded(a, lowerBandwidth: 1, upperBandwidth: 1).lu()
      #expect(banded.reconstructed() == a)
      #expect(try Tridiagonal(a).lu().reconstructed() == a)
      for operation in MatrixOperation.allCases {
        let applied = reference(operation, a)
        let right = applied * exact
        let x = try banded.solve(right, operation: operation)
        #expect(residualRatio(applied, solution: x, rightSide: right) < linearEquationThreshold)
        let y = try Tridiagonal(a).solve(right, operation: operation)
        #expect(residualRatio(applied, solution: y, rightSide: right) < linearEquationThreshold)
      }
      #expect(try Tridiagonal(a).solve(b) == exact)
      // The dividing path with exchanges.
      var source = MatrixSource<T>(seed: 91)
      for size in [3, 7, 12] {
        var mixed = source.banded(rows: size, columns: size, lower: 2, upper: 1, dominant: false)
        for row in 0..<size { mixed[row, 0] = tiny * mixed[row, 0] }
        let factored = try Banded(mixed, lowerBandwidth: 2, upperBandwidth: 1).lu()
        #expect(reconstructionRatio(factored.reconstructed(), of: mixed) < linearEquationThreshold)
        for operation in MatrixOperation.allCases {
          let applied = reference(operation, mixed)
          let right = applied * source.uniform(rows: size, columns: 2)
          let x = try factored.solve(right, operation: operation)
          #expect(
            residualRatio(applied, solution: x, rightSide: right) < linearEquationThreshold)
        }
      }
      let definite: Matrix<T> = [[1, 0, 0], [0, tiny, tiny / 8], [0, tiny / 8, 1]]
      let right = definite * exact
      #expect(try SymmetricTridiagonal(definite).ldl().solve(right) == exact)
      let lone = SymmetricTridiagonal<T>(diagonal: [tiny.realPart], lower: [])
      #expect(try lone.ldl().solve(Matrix<T>(rows: 1, columns: 2, repeating: tiny)) == [[1, 1]])
      let solved = try HermitianBanded(definite, bandwidth: 1).cholesky().solve(right)
      #expect((solved - exact).norm(.maxAbs) < 0.2)
    }
    try check(type)
  }

  @Test func `failures carry their position`() throws {
    let zero = Banded<Double>(rows: 3, columns: 3, lowerBandwidth: 1, upperBandwidth: 1) {
      $0 == 1 || $1 == 1 ? 0 : $0 == $1 ? 1 : 0
    }
    #expect(throws: LinearAlgebraError.singular(pivot: 2)) { try zero.lu() }
    #expect(try zero.determinant() == 0)
    #expect(try zero.lu(allowSingular: true).reciprocalCondition() == 0)
    let three = Tridiagonal<Double>(lower: [0, 0], diagonal: [1, 0, 1], upper: [0, 0])
    #expect(throws: LinearAlgebraError.singular(pivot: 2)) { try three.lu() }
    #expect(try three.determinant() == 0)
    let negative = SymmetricTridiagonal<Float>(diagonal: [1, -1, 1], lower: [0.5, 0])
    #expect(throws: LinearAlgebraError.notPositiveDefinite(minor: 2)) { try negative.ldl() }
    #expect(throws: LinearAlgebraError.notPositiveDefinite(minor: 2)) {
      try HermitianBanded(negative).cholesky()
    }
    #expect(throws: LinearAlgebraError.notPositiveDefinite(minor: 2)) {
      try PackedHermitian(negative.dense()).cholesky()
    }
    #expect(throws: LinearAlgebraError.nonFinite(argument: "a", row: 2, column: 1)) {
      try Tridiagonal<Double>(lower: [0, .nan], diagonal: [1, 1, 1], upper: [0, 0]).lu()
    }
    #expect(throws: LinearAlgebraError.nonFinite(argument: "a", row: 1, column: 2)) {
      try Banded<Double>(rows: 3, columns: 3, lowerBandwidth: 0, upperBandwidth: 1) {
        $1 == 2 && $0 == 1 ? .infinity : 1
      }.lu()
    }
    #expect(throws: LinearAlgebraError.nonFinite(argument: "a", row: 0, column: 0)) {
      try Diagonal<Double>([.nan]).solve(Vector([1]))
    }
  }

  @Test func `determinants of the second difference are exact integers`() throws {
    for n in 1...12 {
      let a = SymmetricTridiagonal<Double>(
        diagonal: Array(repeating: 2, count: n), lower: Array(repeating: -1, count: n - 1))
      #expect(abs(try a.determinant() - Double(n + 1)) < 1e-12)
      #expect(abs(try a.ldl().determinant - Double(n + 1)) < 1e-12)
      #expect(abs(try HermitianBanded(a).cholesky().determinant - Double(n + 1)) < 1e-12)
      #expect(abs(try PackedHermitian(a.dense()).cholesky().determinant - Double(n + 1)) < 1e-12)
      #expect(
        abs(try a.ldl().logDeterminant - Double.log(Double(n + 1))) < 1e-13)
    }
  }

  @Test func `diagonals that do not fit trap`() async {
    await #expect(processExitsWith: .failure) {
      _ = Tridiagonal<Double>(lower: [1], diagonal: [1], upper: [])
    }
    await #expect(processExitsWith: .failure) {
      _ = try Banded(Matrix<Double>(rows: 2, columns: 3), lowerBandwidth: 1, upperBandwidth: 0).lu()
    }
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = Hermitian(Matrix<Double>.identity(2)) * Matrix(rows: 3, columns: 1)
    }
    expectMessage(result, "cannot multiply 2×2 by 3×1 into 2×1")
  }
}
