import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import RealModule
import Testing

/// Shapes on both sides of square, with empty ones and those where LAPACK first takes a QR.
let orthogonalShapes = [
  (0, 0), (0, 3), (3, 0), (1, 1), (2, 2), (3, 2), (2, 5), (5, 5), (10, 1), (1, 10), (16, 10),
  (10, 30), (50, 10),
].map { Shape(rows: $0.0, columns: $0.1) }

@Suite struct SVDTests {
  @Test(arguments: scalarTypes, orthogonalShapes)
  func `vectors and values reproduce every family, by LAPACK's ratios below 50`(
    type: any LAPACKScalar.Type, shape: Shape
  ) throws {
    try checkFamilies(type, shape)
  }

  private func checkFamilies<T: LAPACKScalar>(_: T.Type, _ shape: Shape) throws {
    let (m, n) = (shape.rows, shape.columns)
    var source = MatrixSource<T>(seed: UInt64(100 * m + n))
    for family in SingularValueFamily.allCases {
      let a = source.singularValues(family, rows: m, columns: n)
      let thin = try a.svd()
      check(thin, of: a, "\(family)")
      #expect(thin.left.shape == Shape(rows: m, columns: min(m, n)))
      #expect(thin.rightAdjoint.shape == Shape(rows: min(m, n), columns: n))
      for driver in SVDDriver.allCases {
        let full = try SVD(a, vectors: .full, driver: driver)
        #expect(full.left.shape == Shape(rows: m, columns: m))
        #expect(full.rightAdjoint.shape == Shape(rows: n, columns: n))
        check(full, of: a, "\(family) \(driver)")
        let none = try SVD(a, vectors: .none, driver: driver)
        for other in [full, none] {
          let ratio = singularValueRatio(other.singularValues, of: thin.singularValues)
          #expect(ratio < singularValueThreshold, "\(family) \(driver)")
        }
      }
    }
  }

  private func check<T: LAPACKScalar>(_ svd: SVD<T>, of a: Matrix<T>, _ comment: Comment) {
    let values = Array(svd.singularValues)
    #expect(values.allSatisfy { $0 >= 0 && $0.sign == .plus }, comment)
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 >= $1 }, comment)
    #expect(singularValueRatio(svd.reconstructed(), of: a) < singularValueThreshold, comment)
    #expect(orthogonalityRatio(svd.left) < singularValueThreshold, comment)
    #expect(orthogonalityRatio(svd.right) < singularValueThreshold, comment)
  }

  @Test(arguments: scalarTypes, [63, 64, 65])
  func `sizes about a block pass, too`(type: any LAPACKScalar.Type, size: Int) throws {
    func run<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 5)
      let a = source.general(rows: size, columns: size - 1, condition: 1e4)
      check(try a.svd(), of: a, "thin")
    }
    try run(type)
  }

  @Test(arguments: scalarTypes, Layout.allCases)
  func `every layout has the same decomposition`(
    type: any LAPACKScalar.Type, layout: Layout
  ) throws {
    func run<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 6)
      let a = source.uniform(rows: 5, columns: 3)
      let expected = try a.svd()
      let found = try layout.withView(of: a) { view throws(LinearAlgebraError) in try SVD(view) }
      #expect(found.singularValues == expected.singularValues)
      #expect(found.left == expected.left && found.rightAdjoint == expected.rightAdjoint)
    }
    try run(type)
  }

  @Test(arguments: scalarTypes)
  func `non-convergence falls back to QR iteration and then is an error`(
    type: any LAPACKScalar.Type
  ) throws {
    func run<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 7)
      let a = source.general(rows: 6, columns: 4)
      try SVDFailures.$forced.withValue(1) {
        check(try a.svd(), of: a, "fallback")
        #expect(throws: LinearAlgebraError.notConverged(routine: "gesdd", unconverged: 1)) {
          try SVD(a, driver: .divideAndConquer)
        }
        #expect(try SVD(a, driver: .qrIteration).rank() == 4)
      }
      var svd = try SVD(a)
      let before = svd.reconstructed()
      SVDFailures.$forced.withValue(2) {
        let error = LinearAlgebraError.notConverged(routine: "gesvd", unconverged: 1)
        #expect(throws: error) { try a.singularValues() }
        #expect(throws: error) { try svd.update(2 * a) }
      }
      #expect(svd.reconstructed() == before)
    }
    try run(type)
  }

  @Test func `sizes of workspaces stay within 32 bits or choose another driver`() {
    func plan(
      _ rows: Int, _ columns: Int, _ vectors: SingularVectors, _ driver: SVDDriver = .automatic
    ) -> SVDPlan {
      SVDPlan(rows: rows, columns: columns, vectors: vectors, driver: driver, isComplex: false)
    }
    #expect(plan(1000, 1000, .full) == .divideAndConquer)
    #expect(plan(30_000, 30_000, .none) == .divideAndConquer)
    #expect(plan(30_000, 30_000, .thin) == .qrIteration)
    #expect(plan(30_000, 30_000, .thin, .divideAndConquer) == .tooLarge)
    #expect(plan(50_000, 50_000, .thin) == .qrIterationWithLeastMemory)
    #expect(plan(1000, 1000, .thin, .qrIteration) == .qrIteration)
    #expect(plan(2_000_000_000, 1_000_000_000, .none) == .tooLarge)
    #expect(plan(.max, .max, .full) == .tooLarge)
    #expect(throws: LinearAlgebraError.tooLarge(dimension: 1 << 31)) {
      try Matrix<Float>(rows: 1 << 31, columns: 0).svd()
    }
  }

  @Test(arguments: scalarTypes)
  func `an update reuses the decomposition, and a workspace its memory`(
    type: any LAPACKScalar.Type
  ) throws {
    func run<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 8)
      var workspace = Workspace()
      var svd = try SVD(Matrix<T>(rows: 7, columns: 4), vectors: .full)
      for _ in 0..<3 {
        let a = source.general(rows: 7, columns: 4, condition: 100)
        try svd.update(a, workspace: &workspace)
        check(svd, of: a, "updated")
      }
      let (before, bytes) = (svd.reconstructed(), workspace.byteCount)
      var bad = source.uniform(rows: 7, columns: 4)
      bad[6, 2] = T(.infinity)
      #expect(throws: LinearAlgebraError.nonFinite(argument: "a", row: 6, column: 2)) {
        try svd.update(bad, workspace: &workspace)
      }
      #expect(svd.reconstructed() == before && workspace.byteCount == bytes)
      try svd.update(source.uniform(rows: 7, columns: 4), workspace: &workspace)
      #expect(workspace.byteCount == bytes)
    }
    try run(type)
  }

  @Test(arguments: scalarTypes)
  func `elements at the ends of the range keep every digit`(type: any LAPACKScalar.Type) throws {
    func run<T: LAPACKScalar>(_: T.Type) throws {
      typealias Real = T.RealPart
      var source = MatrixSource<T>(seed: 9)
      let base = source.general(rows: 6, columns: 4, condition: 8)
      for exponent in [Int(Real.greatestFiniteMagnitude.exponent) - 2, -Real.rangeBits] {
        let factor = Real(sign: .plus, exponent: Real.Exponent(exponent), significand: 1)
        let a = base.map { $0.scaled(by: factor) }
        let svd = try a.svd()
        check(svd, of: a, "2^\(exponent)")
        let reference = try base.svd()
        #expect(svd.rank() == 4)
        let tolerance = 100 * Real.ulpOfOne
        #expect(abs(svd.conditionNumber / reference.conditionNumber - 1) < tolerance)
        for index in 0..<4 {
          let value = svd.singularValues[index] / factor
          #expect(abs(value - reference.singularValues[index]) < tolerance)
        }
      }
      // The largest value is beyond the range, everything relative is not.
      let full = Matrix<T>(rows: 4, columns: 4, repeating: T(.greatestFiniteMagnitude))
      let svd = try full.svd()
      #expect(svd.rank() == 1 && svd.singularValues[0] == .infinity)
      #expect(svd.nullSpace().columns == 3)
    }
    try run(type)
  }
}

extension BinaryFloatingPoint {
  /// How far the smallest normal number is from one, less the bits of a significand.
  fileprivate static var rangeBits: Int {
    -Int(leastNormalMagnitude.exponent) - significandBitCount - 4
  }
}
