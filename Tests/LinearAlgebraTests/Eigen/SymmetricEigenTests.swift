import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import RealModule
import Testing

/// The sizes at which LAPACK tests its eigenvalue solvers.
let eigenSizes = [0, 1, 2, 3, 5, 10, 20]

@Suite struct SymmetricEigenTests {
  @Test(arguments: scalarTypes, eigenSizes)
  func `every family is diagonalised, by LAPACK's ratios below 60`(
    type: any LAPACKScalar.Type, size: Int
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: UInt64(size))
      for family in SymmetricFamily.allCases {
        let a = source.symmetric(family, size: size)
        for triangle in Triangle.allCases {
          let eigen = try a.symmetricEigen(triangle)
          #expect(
            symmetricEigenRatio(a, values: eigen.values, vectors: eigen.vectors)
              < symmetricEigenThreshold, "\(family)")
          #expect(orthogonalityRatio(eigen.vectors) < symmetricEigenThreshold, "\(family)")
          #expect(Array(eigen.values) == Array(eigen.values).sorted(), "\(family)")
          let values = try a.symmetricEigenvalues(triangle)
          #expect(valuesRatio(eigen.values, values) < valuesOnlyThreshold, "\(family)")
          #expect(
            formRatio(a, left: .identity(size), form: eigen.reconstructed(), right: .identity(size))
              < symmetricEigenThreshold, "\(family)")
        }
      }
    }
    try check(type)
  }

  @Test(arguments: scalarTypes, [63, 65])
  func `blocked sizes are diagonalised, by LAPACK's ratios below 60`(
    type: any LAPACKScalar.Type, size: Int
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: UInt64(size))
      let a = source.symmetric(.even, size: size)
      let eigen = try SymmetricEigen(a)
      #expect(
        symmetricEigenRatio(a, values: eigen.values, vectors: eigen.vectors)
          < symmetricEigenThreshold)
      #expect(orthogonalityRatio(eigen.vectors) < symmetricEigenThreshold)
    }
    try check(type)
  }

  @Test(arguments: scalarTypes)
  func `what is not in the triangle is never read`(type: any LAPACKScalar.Type) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 3)
      let a = source.symmetric(.even, size: 6)
      for triangle in Triangle.allCases {
        let spoiled = Matrix(rows: 6, columns: 6) { row, column in
          if row == column {
            return T(realPart: a[row, row].realPart, imaginaryPart: T.isComplex ? .nan : 0)
          }
          return (row < column) == (triangle == .upper) ? a[row, column] : .nanValue
        }
        let (clean, eigen) = (
          try SymmetricEigen(a, triangle: triangle), try SymmetricEigen(spoiled, triangle: triangle)
        )
        #expect(eigen.values == clean.values)
        #expect(eigen.vectors == clean.vectors)
        let some = try SymmetricEigen(spoiled, selecting: .smallest(2), triangle: triangle)
        #expect(valuesRatio(Vector(count: 2) { clean.values[$0] }, some.values) < 50)
        var bad = a
        bad[triangle == .upper ? 1 : 4, triangle == .upper ? 4 : 1] = .nanValue
        let error = #expect(throws: LinearAlgebraError.self) {
          try SymmetricEigen(bad, triangle: triangle)
        }
        #expect(
          error
            == .nonFinite(
              argument: "a", row: triangle == .upper ? 1 : 4, column: triangle == .upper ? 4 : 1))
      }
    }
    try check(type)
  }

  @Test(arguments: scalarTypes, [1, 2, 5, 20])
  func `selections agree with the whole spectrum`(type: any LAPACKScalar.Type, size: Int) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      typealias Real = T.RealPart
      var source = MatrixSource<T>(seed: 4)
      for scale in [1, Real.leastNormalMagnitude, Real.greatestFiniteMagnitude / 64] {
        let a = source.symmetric(.even, size: size).map { $0.scaled(by: scale) }
        let all = try SymmetricEigen(a)
        func expect(
          _ selection: EigenvalueSelection<Real>, _ range: Range<Int>, _ line: SourceLocation
        ) throws {
          let some = try SymmetricEigen(a, selecting: selection)
          let wanted = Vector(count: range.count) { all.values[range.lowerBound + $0] }
          try #require(some.values.count == range.count, sourceLocation: line)
          #expect(some.vectors.shape == Shape(rows: size, columns: range.count))
          // Errors are relative to the largest value of all, not of the selection.
          let error = (some.values - wanted).norm(.infinity) / Real(size)
          #expect(error <= 50 * Real.ulpOfOne * all.values.norm(.infinity), sourceLocation: line)
          #expect(
            symmetricEigenRatio(a, values: some.values, vectors: some.vectors) < 60,
            sourceLocation: line)
          #expect(orthogonalityRatio(some.vectors) < 60, sourceLocation: line)
          let alone = try SymmetricEigen.values(of: a, selecting: selection)
          #expect(
            (alone - wanted).norm(.infinity) / Real(size)
              <= 50 * Real.ulpOfOne * all.values.norm(.infinity), sourceLocation: line)
        }
        try expect(.all, 0..<size, #_sourceLocation)
        try expect(.smallest(1), 0..<1, #_sourceLocation)
        try expect(.largest(1), size - 1..<size, #_sourceLocation)
        try expect(.positions(size / 2..<size), size / 2..<size, #_sourceLocation)
        try expect(.positions(0..<0), 0..<0, #_sourceLocation)
        try expect(.interval(-.infinity ... .infinity), 0..<size, #_sourceLocation)
        let top = all.values[size - 1]
        try expect(.interval(2 * abs(top)...3 * abs(top)), 0..<0, #_sourceLocation)
      }
    }
    try check(type)
  }

  @Test func `an interval contains its ends`() throws {
    let a = Matrix<Double>.diagonal([1, 2, 3, 4])
    let eigen = try SymmetricEigen(a, selecting: .interval(2...3))
    #expect(Array(eigen.values) == [2, 3])
    #expect(try SymmetricEigen(a, selecting: .interval(5...9)).vectors.shape.columns == 0)
  }

  @Test(arguments: scalarTypes)
  func `subnormal and almost overflowing matrices are scaled, relative error below 10 n eps`(
    type: any LAPACKScalar.Type
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      typealias Real = T.RealPart
      // Eigenvalues 1 and 3 of [[2, i], [-i, 2]] or [[2, 1], [1, 2]].
      let unit = T(realPart: T.isComplex ? 0 : 1, imaginaryPart: T.isComplex ? 1 : 0)
      let a: Matrix<T> = [[2, unit], [unit.conjugate, 2]]
      for scale in [Real.leastNonzeroMagnitude * 64, Real.greatestFiniteMagnitude / 4] {
        let values = try a.map { $0.scaled(by: scale) }.symmetricEigenvalues()
        #expect(abs(values[0] / scale - 1) <= 20 * Real.ulpOfOne)
        #expect(abs(values[1] / scale - 3) <= 20 * Real.ulpOfOne)
      }
    }
    try check(type)
  }

  @Test func `closed forms: the second difference, Wilkinson's matrix`() throws {
    let n = 30
    let (diagonal, beside) = (
      Vector<Double>(count: n, repeating: 2), Vector(count: n - 1, repeating: -1.0)
    )
    let eigen = try SymmetricEigen(diagonal: diagonal, offDiagonal: beside)
    for index in 0..<n {
      let exact = 2 - 2 * Double.cos(Double.pi * Double(index + 1) / Double(n + 1))
      #expect(abs(eigen.values[index] - exact) < 1e-14)
    }
    // The largest eigenvalues of W21+ agree to 15 digits.
    let (d, e): (Vector<Double>, Vector<Double>) = EigenExample.wilkinson(21)
    let values = try SymmetricEigen.values(diagonal: d, offDiagonal: e)
    #expect(abs(values[20] - 10.746194182903393) < 1e-14)
    #expect(abs(values[19] - 10.746194182903322) < 1e-14)
  }

  @Test(arguments: realTypes, [1, 3, 5])
  func `glued Wilkinson matrices have orthogonal vectors, by LAPACK's ratios below 60`(
    type: any RealScalar.Type, copies: Int
  ) throws {
    func check<T: RealScalar>(_: T.Type) throws {
      let (d, e): (Vector<T>, Vector<T>) = EigenExample.gluedWilkinson(
        11, copies: copies, glue: T.ulpOfOne.squareRoot())
      let n = d.count
      let a = Matrix<T>(rows: n, columns: n) { row, column in
        row == column ? d[row] : abs(row - column) == 1 ? e[min(row, column)] : 0
      }
      for selection: EigenvalueSelection<T> in [.all, .largest(n / 2), .smallest(n / 3)] {
        for eigen in [
          try SymmetricEigen(diagonal: d, offDiagonal: e, selecting: selection),
          try SymmetricEigen(a, selecting: selection),
        ] {
          #expect(
            symmetricEigenRatio(a, values: eigen.values, vectors: eigen.vectors)
              < symmetricEigenThreshold)
          #expect(orthogonalityRatio(eigen.vectors) < symmetricEigenThreshold)
        }
      }
    }
    try check(type)
  }

  @Test(arguments: scalarTypes)
  func `functions of a matrix: inverse, root, exponential, propagator`(
    type: any LAPACKScalar.Type
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 5)
      let a = source.positiveDefinite(7, condition: 10)
      let eigen = try SymmetricEigen(a)
      #expect(inverseRatio(a, inverse: try eigen.inverse()) < linearEquationThreshold)
      let root = try eigen.squareRoot()
      #expect(reconstructionRatio(root * root, of: a) < linearEquationThreshold)
      #expect(root == Matrix(root.adjoint))
      let exponential = eigen.function { T.RealPart.exp($0) }
      #expect(reconstructionRatio(exponential, of: try a.exponential()) < linearEquationThreshold)
      let propagator = eigen.complexFunction { Complex.exp(Complex(0, $0)) }
      #expect(orthogonalityRatio(propagator) < linearEquationThreshold)
      #expect(abs(eigen.conditionNumber() - 10) < 1e-3)
      #expect(eigen.inertia == (0, 0, 7))
      let indefinite = try SymmetricEigen(source.symmetric(.even, size: 7) - .identity(7))
      #expect(throws: LinearAlgebraError.self) { try indefinite.squareRoot() }
      #expect(throws: LinearAlgebraError.singular(pivot: 1)) {
        try SymmetricEigen(Matrix<T>(rows: 2, columns: 2)).inverse()
      }
    }
    try check(type)
  }

  @Test(arguments: Layout.allCases)
  func `every layout gives the same values`(layout: Layout) throws {
    var source = MatrixSource<Complex<Double>>(seed: 6)
    let a = source.symmetric(.even, size: 5)
    let eigen = try layout.withView(of: a) { (view) throws(LinearAlgebraError) in
      try SymmetricEigen(view)
    }
    #expect(eigen.values == (try SymmetricEigen(a).values))
  }

  @Test func `an update reuses the workspace, and a failed one changes nothing`() throws {
    var source = MatrixSource<Double>(seed: 7)
    var workspace = Workspace()
    var eigen = try SymmetricEigen(source.symmetric(.even, size: 6))
    let a = source.symmetric(.even, size: 6)
    try eigen.update(a, workspace: &workspace)
    let bytes = workspace.byteCount
    try eigen.update(a, workspace: &workspace)
    #expect(workspace.byteCount <= bytes + 64)
    let values = eigen.values
    #expect(values == (try SymmetricEigen(a).values))
    #expect(throws: LinearAlgebraError.self) {
      try eigen.update(Matrix(rows: 6, columns: 6, repeating: .infinity), workspace: &workspace)
    }
    #expect(eigen.values == values)
  }

  @Test func `shapes and selections that do not fit trap`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = try SymmetricEigen(Matrix<Double>(rows: 2, columns: 3))
    }
    expectMessage(result, "a 2×3 matrix has no eigenvalues")
    await #expect(processExitsWith: .failure) {
      _ = try SymmetricEigen(Matrix<Double>.identity(2), selecting: .largest(3))
    }
  }
}
