import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import RealModule
import Testing

@Suite struct BatchSolvingTests {
  static let sizes = [0, 1, 2, 3, 4, 5, 8, 16, 17, 33]

  @Test(arguments: scalarTypes, sizes)
  func `items of every family are solved with LAPACK's ratios below 30`(
    type: any LAPACKScalar.Type, n: Int
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: UInt64(n))
      let families = GeneralFamily.allCases.filter { $0.firstZeroColumn(n) == nil }
      let a = MatrixBatch(families.map { source.general($0, size: n) })
      let lu = try a.lu()
      let operations = n == 33 ? [.none, .adjoint] : MatrixOperation.allCases
      for operation in operations {
        let b = MatrixBatch(
          (0..<a.count).map { reference(operation, a[$0]) * source.uniform(rows: n, columns: 2) })
        let x = try lu.solve(b, operation: operation)
        for item in families.indices {
          let ratio = residualRatio(
            reference(operation, a[item]), solution: x[item], rightSide: b[item])
          #expect(ratio < linearEquationThreshold, "\(families[item]) \(operation)")
        }
      }
      let inverse = try lu.inverse()
      for item in families.indices where families[item] != .nearlySingular {
        let ratio = inverseRatio(a[item], inverse: inverse[item])
        #expect(ratio < linearEquationThreshold, "\(families[item])")
      }
    }
    try check(type)
  }

  @Test(arguments: scalarTypes, sizes)
  func `positive definite items are solved with LAPACK's ratios below 30`(
    type: any LAPACKScalar.Type, n: Int
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: UInt64(n))
      let families = PositiveDefiniteFamily.allCases.filter { $0.zero(n) == nil }
      let a = MatrixBatch(families.map { source.positiveDefinite($0, size: n) })
      var garbage = a
      for item in 0..<a.count where n > 1 { garbage[item, 0, n - 1] = .nanValue }
      let cholesky = try garbage.cholesky()
      let b = MatrixBatch((0..<a.count).map { a[$0] * source.uniform(rows: n, columns: 2) })
      let x = try cholesky.solve(b)
      let l = cholesky.lower
      for item in families.indices {
        let product = l[item] * l[item].adjoint
        #expect(reconstructionRatio(product, of: a[item]) < linearEquationThreshold)
        #expect(
          residualRatio(a[item], solution: x[item], rightSide: b[item]) < linearEquationThreshold)
        let single = try Cholesky(a[item]).logDeterminant
        let difference = cholesky.logDeterminants()[item] - single
        if families[item] != .nearlySingular && families[item] != .illConditioned {
          #expect(
            abs(difference) <= 100 * T.RealPart.ulpOfOne * (1 + abs(single)), "\(families[item])")
        }
      }
      #expect(try cholesky.inverse().shape == a.shape)
    }
    try check(type)
  }

  @Test(arguments: scalarTypes, [1, 2, 4, 6, 16, 20])
  func `failures name the first item and its pivot, and can be allowed`(
    type: any LAPACKScalar.Type, n: Int
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 4)
      var a = MatrixBatch((0..<5).map { _ in source.positiveDefinite(n) })
      let zeroed = source.general(.lastColumnZero, size: n)
      a[3] = zeroed
      a[4] = zeroed
      let singular = BatchError(item: 3, error: .singular(pivot: n))
      #expect(throws: singular) { try a.lu() }
      #expect(throws: singular) { try a.solve(a) }
      #expect(throws: singular) { try a.inverse() }
      let lu = try a.lu(allowSingular: true)
      #expect(lu.status(2) == .success && lu.status(3) == .singular(pivot: n))
      #expect(throws: singular) { try lu.solve(a) }
      #expect(lu.determinants()[3] == 0 && lu.determinants()[0] != 0)
      #expect(lu.logDeterminants()[3].logAbsoluteValue == -.infinity)
      var updated = lu
      try updated.update(MatrixBatch(repeating: .identity(n), count: 5))
      #expect(updated.determinants()[4] == 1)
      a[3] = -Matrix.identity(n)
      let indefinite = BatchError(item: 3, error: .notPositiveDefinite(minor: 1))
      #expect(throws: indefinite) { try a.cholesky() }
      let cholesky = try a.cholesky(allowIndefinite: true)
      #expect(cholesky.status(0) == .success)
      #expect(cholesky.status(3) == .notPositiveDefinite(minor: 1))
      #expect(cholesky.logDeterminants()[3].isNaN)
      #expect(throws: indefinite) { try cholesky.solve(a) }
      #expect(indefinite.description.hasPrefix("item 3: the matrix is not positive definite"))
      a[2, n - 1, 0] = T(.infinity)
      let place = LinearAlgebraError.nonFinite(argument: "a", row: n - 1, column: 0)
      #expect(throws: BatchError(item: 2, error: place)) { try a.lu() }
      #expect(throws: BatchError(item: 2, error: place)) { try a.cholesky() }
      #expect(throws: BatchError(item: 2, error: place)) { try a.determinants() }
      let right = LinearAlgebraError.nonFinite(argument: "b", row: n - 1, column: 0)
      #expect(throws: BatchError(item: 2, error: right)) { try updated.solve(a) }
    }
    try check(type)
  }

  @Test(arguments: scalarTypes, [0, 1, 3, 4, 7, 20])
  func `determinants agree with those of single matrices`(
    type: any LAPACKScalar.Type, n: Int
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 5)
      let a = MatrixBatch((0..<6).map { _ in source.general(rows: n, columns: n) })
      let (found, lu) = (try a.determinants(), try a.lu())
      let tolerance = 100 * T.RealPart.ulpOfOne
      for item in 0..<6 {
        let single = try a[item].determinant()
        #expect((found[item] - single).modulus <= tolerance * single.modulus)
        let (sign, logarithm) = lu.logDeterminants()[item]
        let expected = try a[item].lu().logDeterminant
        #expect((sign - expected.sign).modulus <= tolerance)
        #expect(abs(logarithm - expected.logAbsoluteValue) <= tolerance * (1 + abs(logarithm)))
      }
    }
    try check(type)
    let wide = MatrixBatch<Double>([Matrix.diagonal([1e200, 1e200, 1e-200, 1e-200, 1])])
    #expect(abs(try wide.determinants()[0] - 1) < 1e-13)
  }

  @Test(arguments: scalarTypes, [2, 6, 20])
  func `pivots of any size are divided by`(type: any LAPACKScalar.Type, n: Int) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      let tiny = T.RealPart.leastNormalMagnitude / 16
      let huge = T.RealPart.greatestFiniteMagnitude / 4
      for (first, last) in [(tiny, 1), (1, tiny), (huge, tiny), (tiny, tiny)] {
        let a = Matrix<T>.diagonal(
          [T(first)] + Array(repeating: 1, count: n - 2) + [T(last)])
        let batch = MatrixBatch([a, .identity(n)])
        for operation in MatrixOperation.allCases {
          let x = try batch.lu().solve(batch, operation: operation)
          #expect(x[0] == .identity(n) && x[1] == .identity(n), "\(first) \(last) \(operation)")
        }
      }
    }
    try check(type)
  }

  @Test func `the same bits on any number of threads of a scope and on one of BLAS`() throws {
    var source = MatrixSource<Double>(seed: 6)
    for (n, count) in [(3, 20_000), (8, 2000), (24, 300)] {
      let a = randomBatch(&source, count: count, n, n) + Matrix.identity(n) * 3
      let b = randomBatch(&source, count: count, n, 2)
      func results() throws -> [MatrixBatch<Double>] {
        [try a.solve(b), a * b, a.transposed(), a * a[0]]
      }
      let expected = try BLASThreads.with(1) { try results() }
      for threads in [1, 2, 3, 5] {
        #expect(try ComputeThreads.with(threads) { try results() } == expected)
      }
      // Outside of both, some kernels of OpenBLAS split even small products over their threads.
    }
  }

  @Test func `one right side serves all items, and empty batches are solved`() throws {
    var source = MatrixSource<Float>(seed: 7)
    let a = randomBatch(&source, count: 4, 3, 3) + Matrix.identity(3) * 3
    let b = source.uniform(rows: 3, columns: 1)
    #expect(try a.solve(b) == a.solve(MatrixBatch(repeating: b, count: 4)))
    let none = MatrixBatch<Float>(count: 0, rows: 3, columns: 3)
    #expect(try none.solve(b).count == 0 && none.determinants().isEmpty)
    #expect(try none.cholesky().solve(none).count == 0)
    let hollow = MatrixBatch<Float>(count: 2, rows: 0, columns: 0)
    #expect(try hollow.inverse() == hollow && hollow.determinants() == [1, 1])
    #expect(try hollow.cholesky().logDeterminants() == [0, 0])
  }
}
