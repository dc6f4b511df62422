import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import RealModule
import Testing

@Suite struct EigenTests {
  @Test(arguments: scalarTypes, eigenSizes)
  func `every family has eigenvalues and vectors, by LAPACK's ratios below 20`(
    type: any LAPACKScalar.Type, size: Int
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: UInt64(size))
      for family in NonsymmetricFamily.allCases {
        let a = source.nonsymmetric(family, size: size)
        // Scaling by condition may make tiny elements of balanced matrices large, as in LAPACK's tests.
        let eigen = try Eigen(a, left: true, balancing: .none)
        #expect(
          eigenRatio(a, values: eigen.values, vectors: eigen.vectors) < eigenThreshold, "\(family)")
        let left = try #require(eigen.leftVectors)
        #expect(
          leftEigenRatio(a, values: eigen.values, vectors: left) < eigenThreshold, "\(family)")
        #expect(unitLengthRatio(eigen.vectors) < eigenThreshold, "\(family)")
        #expect(unitLengthRatio(left) < eigenThreshold, "\(family)")
        let balanced = try a.eigen()
        #expect(
          eigenRatio(a, values: balanced.values, vectors: balanced.vectors) < eigenThreshold,
          "\(family)")
        #expect(try a.eigenvalues().count == size)
      }
    }
    try check(type)
  }

  @Test(arguments: scalarTypes, [63, 65])
  func `blocked sizes, by LAPACK's ratios below 20`(
    type: any LAPACKScalar.Type, size: Int
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: UInt64(size))
      let a = source.uniform(rows: size, columns: size)
      let eigen = try Eigen(a)
      #expect(eigenRatio(a, values: eigen.values, vectors: eigen.vectors) < eigenThreshold)
      // Values alone are as good: their sum is the trace.
      let sum = try a.eigenvalues().sum()
      let trace = a.diagonal.reduce(0, +)
      let error = Complex(sum.real - trace.realPart, sum.imaginary - trace.imaginaryPart)
      #expect(error.modulus < T.RealPart(100 * size) * T.RealPart.ulpOfOne)
    }
    try check(type)
  }

  @Test func `closed forms: rotation, companion, circulant, Frank`() throws {
    let rotation: Matrix<Double> = [[0, -1], [1, 0]]
    let values = try rotation.eigenvalues()
    #expect(values[0] == Complex(0, 1) && values[1] == Complex(0, -1))
    // (x - 1)(x - 2)(x - 3)
    let companion = EigenExample.companion([-6.0, 11, -6])
    let roots = Array(try companion.eigenvalues()).map(\.real).sorted()
    for (root, exact) in zip(roots, [1.0, 2, 3]) { #expect(abs(root - exact) < 1e-13) }
    let circulant = EigenExample.circulant([1.0, 2, 3, 4])
    let spectrum = Array(try circulant.eigenvalues())
    for exact in [Complex(10.0, 0), Complex(-2, 0), Complex(-2, 2), Complex(-2, -2)] {
      #expect(spectrum.contains { ($0 - exact).modulus < 1e-14 * 10 })
    }
    // Frank's eigenvalues are pairs of reciprocals.
    let frank = Array(try (EigenExample.frank(6) as Matrix<Double>).eigenvalues()).map(\.real)
      .sorted()
    for index in 0..<6 { #expect(abs(frank[index] * frank[5 - index] - 1) < 1e-11) }
  }

  @Test(arguments: scalarTypes)
  func `subnormal and almost overflowing matrices are scaled`(type: any LAPACKScalar.Type) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      typealias Real = T.RealPart
      let a: Matrix<T> = [[1, 2], [3, 2]]
      for scale in [Real.leastNonzeroMagnitude * 64, Real.greatestFiniteMagnitude / 8] {
        let eigen = try a.map { $0.scaled(by: scale) }.eigen()
        let values = Array(eigen.values).map { $0.real / scale }.sorted()
        #expect(abs(values[0] + 1) <= 20 * Real.ulpOfOne)
        #expect(abs(values[1] - 4) <= 20 * Real.ulpOfOne)
        #expect(unitLengthRatio(eigen.vectors) < eigenThreshold)
      }
    }
    try check(type)
  }

  @Test(arguments: scalarTypes)
  func `conditions tell how sensitive values are`(type: any LAPACKScalar.Type) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      typealias Real = T.RealPart
      // A normal matrix has perfect conditions, and separations equal to the gaps.
      let normal = try Eigen(Matrix<T>.diagonal([1, 3]), conditions: true, balancing: .none)
      #expect(Array(try #require(normal.valueConditions)) == [1, 1])
      #expect(Array(try #require(normal.separations)) == [2, 2])
      // The cosine of left and right vector of [[1, c], [0, 2]] is 1 / √(1 + c²).
      let skew = try Eigen([[1, 100], [0, 2]] as Matrix<T>, conditions: true, balancing: .none)
      let exact = 1 / (1 + 10_000 as Real).squareRoot()
      #expect(abs(try #require(skew.valueConditions)[0] - exact) < 100 * Real.ulpOfOne)
      let empty = try Eigen(Matrix<T>(rows: 0, columns: 0), conditions: true)
      #expect(empty.valueConditions?.count == 0)
    }
    try check(type)
  }

  @Test func `a badly scaled matrix needs balancing`() throws {
    // Similar to a random matrix by a graded diagonal.
    var source = MatrixSource<Double>(seed: 8)
    let plain = source.uniform(rows: 6, columns: 6)
    let graded = Matrix(rows: 6, columns: 6) { row, column in
      plain[row, column].scaled(by: Double.pow(2, Double(12 * (row - column))))
    }
    func sorted(_ values: Vector<Complex<Double>>) -> [Complex<Double>] {
      Array(values).sorted { ($0.real, $0.imaginary) < ($1.real, $1.imaginary) }
    }
    let exact = sorted(try plain.eigenvalues())
    let found = sorted(try graded.eigenvalues())
    for (a, b) in zip(exact, found) { #expect((a - b).modulus < 1e-13) }
    let balanced = try Balanced(graded)
    #expect(balanced.matrix.norm(.one) < 100)
    let vectors = balanced.backTransformed(try Eigen(balanced.matrix, balancing: .none).vectors)
    let values = try Eigen(balanced.matrix, balancing: .none).values
    #expect(eigenRatio(graded, values: values, vectors: vectors) < eigenThreshold)
    let left = try #require(try Eigen(balanced.matrix, left: true, balancing: .none).leftVectors)
    #expect(
      leftEigenRatio(graded, values: values, vectors: balanced.backTransformedLeft(left))
        < eigenThreshold)
  }

  @Test func `balancing permutes a triangular matrix to nothing`() throws {
    let a: Matrix<Float> = [[1, 2, 3], [0, 4, 5], [0, 0, 6]]
    for balancing in Balancing.allCases {
      let balanced = try Balanced(a, balancing)
      #expect(balanced.centralBlock.count == (balancing == .none || balancing == .scaling ? 3 : 1))
    }
    #expect(try Balanced(Matrix<Float>(rows: 0, columns: 0)).centralBlock.isEmpty)
  }

  @Test(arguments: Layout.allCases)
  func `every layout gives the same values`(layout: Layout) throws {
    var source = MatrixSource<Complex<Float>>(seed: 6)
    let a = source.uniform(rows: 5, columns: 5)
    let eigen = try layout.withView(of: a) { (view) throws(LinearAlgebraError) in try Eigen(view) }
    #expect(eigen.values == (try Eigen(a).values))
  }

  @Test(arguments: scalarTypes)
  func `infinities and NaNs are refused with their place`(type: any LAPACKScalar.Type) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      for bad in [T.RealPart.infinity, .nan] {
        var a = Matrix<T>.identity(3)
        a[2, 1] = T(bad)
        let place = LinearAlgebraError.nonFinite(argument: "a", row: 2, column: 1)
        #expect(throws: place) { try Eigen(a) }
        #expect(throws: place) { try SymmetricEigen(a) }
        #expect(throws: place) { try Schur(a) }
        #expect(throws: place) { try Hessenberg(a) }
        #expect(throws: place) { try Balanced(a) }
        #expect(throws: place) { try a.exponential() }
        #expect(throws: place) { try a.logarithm() }
        #expect(throws: place) { try a.squareRoot() }
        #expect(throws: place) { try a.sign() }
        #expect(throws: place) { try a.power(-2) }
        #expect(throws: place) { try GeneralizedEigen(a, .identity(3)) }
        #expect(throws: place) { try GeneralizedSchur(a, .identity(3)) }
        #expect(throws: place) { try GeneralizedSymmetricEigen(a, .identity(3)) }
        #expect(throws: LinearAlgebraError.nonFinite(argument: "b", row: 2, column: 1)) {
          try GeneralizedEigen(.identity(3), a)
        }
        #expect(throws: LinearAlgebraError.nonFinite(argument: "c", row: 2, column: 1)) {
          try solveSylvester(.identity(3), .identity(3), rightSide: a)
        }
      }
    }
    try check(type)
  }

  @Test func `a matrix that is not square traps`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = try Matrix<Double>(rows: 2, columns: 3).eigenvalues()
    }
    expectMessage(result, "a 2×3 matrix has no eigenvalues")
  }

  @Test func `LAPACK prints nothing whatever the data`() async {
    let result = await #expect(
      processExitsWith: .success,
      observing: [\.standardOutputContent, \.standardErrorContent]
    ) {
      for value in [Double.nan, .infinity, 0, 0x1p-1060, 1e308] {
        for n in [0, 1, 3, 10] {
          let a = Matrix(rows: n, columns: n, repeating: value)
          _ = try? a.eigen(left: true)
          _ = try? a.symmetricEigen(selecting: .smallest(n / 2))
          _ = try? a.symmetricEigen(selecting: .interval(0...1))
          _ = try? GeneralizedEigen(a, a, left: true)
          _ = try? GeneralizedSymmetricEigen(a, .identity(n), selecting: .interval(-1...1))
          _ = try? a.schur().reordered { $0.real < 0.5 }
          _ = try? GeneralizedSchur(a, a).reordered { alpha, _ in alpha.real < 0.5 }
          _ = try? a.exponential()
          _ = try? a.logarithm()
          _ = try? a.squareRoot()
          _ = try? solveSylvester(a, a, rightSide: a)
          _ = try? solveDiscreteRiccati(a, a, a, a)
        }
      }
    }
    let output = String(decoding: result?.standardOutputContent ?? [], as: UTF8.self)
    for word in ["illegal", "parameter", "On entry"] { #expect(!output.contains(word)) }
  }
}
