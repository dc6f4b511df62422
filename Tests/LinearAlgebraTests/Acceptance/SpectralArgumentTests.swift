import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import RealModule
import Testing

/// What arguments may do to factorizations of all kinds: lie anywhere, be shared, be wrong.
@Suite struct SpectralArgumentTests {
  @Test(arguments: scalarTypes, Layout.allCases)
  func `views of every layout give what matrices give`(
    type: any LAPACKScalar.Type, layout: Layout
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      typealias E = LinearAlgebraError
      var source = MatrixSource<T>(seed: 21)
      let a = source.uniform(rows: 5, columns: 5)
      let p = source.positiveDefinite(5, condition: 10)
      let tall = source.uniform(rows: 6, columns: 3)
      try layout.withView(of: tall) { (view) throws(E) in
        #expect(try QR(view).upper == QR(tall).upper)
        #expect(try LQ(view).lower == LQ(tall).lower)
        #expect(try RQ(view).upper == RQ(tall).upper)
        #expect(try QL(view).lower == QL(tall).lower)
        #expect(try PivotedQR(view).upper == PivotedQR(tall).upper)
        #expect(
          try CompleteOrthogonal(view).reconstructed() == CompleteOrthogonal(tall).reconstructed())
        #expect(try UpdatableQR(view).upper == UpdatableQR(tall).upper)
        #expect(try SVD(view).left == SVD(tall).left)
        #expect(try Polar(view).orthogonal == Polar(tall).orthogonal)
      }
      try layout.withView(of: a) { (view) throws(E) in
        #expect(try Eigen(view).vectors == Eigen(a).vectors)
        #expect(try Schur(view).form == Schur(a).form)
        #expect(try Hessenberg(view).form == Hessenberg(a).form)
        #expect(try Balanced(view).matrix == Balanced(a).matrix)
        #expect(try SymmetricEigen(view).vectors == SymmetricEigen(a).vectors)
        #expect(try GeneralizedEigen(view, view).alpha == GeneralizedEigen(a, a).alpha)
        #expect(try GeneralizedSchur(view, view).formA == GeneralizedSchur(a, a).formA)
      }
      try layout.withView(of: p) { (view) throws(E) in
        #expect(
          try GeneralizedSymmetricEigen(view, view).values
            == GeneralizedSymmetricEigen(p, p).values)
      }
    }
    try check(type)
  }

  @Test(arguments: scalarTypes)
  func `the triangle and the imaginary diagonal that are not read may hold NaN`(
    type: any LAPACKScalar.Type
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      typealias Real = T.RealPart
      var source = MatrixSource<T>(seed: 22)
      let p = source.positiveDefinite(6, condition: 10)
      for triangle in [Triangle.lower, .upper] {
        let poisoned = Matrix<T>(rows: 6, columns: 6) { row, column in
          if row == column {
            return T(realPart: p[row, column].realPart, imaginaryPart: T.isComplex ? .nan : 0)
          }
          return (row > column) == (triangle == .lower) ? p[row, column] : T.nanValue
        }
        let selections: [EigenvalueSelection<Real>] = [
          .all, .smallest(2), .largest(3), .positions(1..<4), .interval(-.infinity...(.infinity)),
        ]
        for selection in selections {
          let found = try SymmetricEigen(poisoned, selecting: selection, triangle: triangle)
          #expect(
            symmetricEigenRatio(p, values: found.values, vectors: found.vectors) < eigenThreshold
              * 3)
          let values = try SymmetricEigen.values(
            of: poisoned, selecting: selection, triangle: triangle)
          #expect(valuesRatio(found.values, values) < singularValueThreshold)
          for pencil in SymmetricPencil.allCases {
            let pair = try GeneralizedSymmetricEigen(
              poisoned, poisoned, pencil, selecting: selection, triangle: triangle)
            let alone = try GeneralizedSymmetricEigen.values(
              of: poisoned, poisoned, pencil, selecting: selection, triangle: triangle)
            #expect(pair.values.count == found.values.count)
            #expect(valuesRatio(pair.values, alone) < 10 * singularValueThreshold)
          }
        }
        var bad = poisoned
        let place = triangle == .lower ? (4, 1) : (1, 4)
        bad[place.0, place.1] = T(.infinity)
        let error = LinearAlgebraError.nonFinite(argument: "a", row: place.0, column: place.1)
        #expect(throws: error) { try SymmetricEigen(bad, triangle: triangle) }
        #expect(throws: error) { try GeneralizedSymmetricEigen(bad, p, triangle: triangle) }
      }
    }
    try check(type)
  }

  @Test(arguments: scalarTypes)
  func `equal calls give equal bits, also concurrent ones`(
    type: any LAPACKScalar.Type
  ) async throws {
    func check<T: LAPACKScalar>(_: T.Type) async throws {
      var source = MatrixSource<T>(seed: 23)
      let a = source.uniform(rows: 12, columns: 12)
      @Sendable func answers() throws -> [Matrix<T>] {
        let svd = try a.svd()
        return [
          try a.qr().upper, try a.pivotedQR().upper, svd.left, svd.rightAdjoint,
          try a.schur().form, try a.hessenberg().form, try a.symmetricEigen().vectors,
          try a.exponential(), try a.polar().semidefinite, try a.leastSquares(a).solution,
          try solveSylvester(a, a, rightSide: a), try a.sign(),
        ]
      }
      let expected = try answers()
      #expect(try answers() == expected)
      try await withThrowingTaskGroup(of: [Matrix<T>].self) { group in
        for _ in 0..<6 { group.addTask { try answers() } }
        for try await found in group { #expect(found == expected) }
      }
    }
    try await check(type)
  }

  @Test(arguments: scalarTypes)
  func `one matrix in every place, and arguments that stay as they were`(
    type: any LAPACKScalar.Type
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 24)
      let original = source.positiveDefinite(5, condition: 10)
      var a = original
      a[0, 0] = a[0, 0]
      _ = try GeneralizedEigen(a, a, left: true)
      _ = try GeneralizedSymmetricEigen(a, a)
      _ = try GeneralizedSchur(a, a).reordered { $0.real > $1 }
      _ = try GeneralizedSVD(a, a)
      _ = try solveSylvester(a, a, rightSide: a)
      _ = try solveLyapunov(a, rightSide: a)
      _ = try solveDiscreteLyapunov(T(3) * a, rightSide: a)
      _ = try solveRiccati(a, a, a, a, crossTerm: nil)
      _ = try solveDiscreteRiccati(a, a, a, a)
      _ = try orthogonalProcrustes(a, onto: a)
      _ = try a.exponentialDerivative(a)
      _ = try a.exponentialAction(on: a)
      _ = try a.leastSquares(a)
      var qr = try a.qr()
      let copy = qr
      try qr.update(a + a)
      #expect(factorizationRatio(copy.reconstructed(), of: a) < 30)
      var eigen = try a.eigen()
      let values = eigen.values
      var workspace = Workspace()
      var bad = a
      bad[2, 2] = T.nanValue
      #expect(throws: LinearAlgebraError.self) { try eigen.update(bad, workspace: &workspace) }
      #expect(throws: LinearAlgebraError.self) { try qr.update(bad) }
      #expect(eigen.values == values)
      var product = a
      qr.applyOrthogonal(to: &product)
      #expect(a == original)
    }
    try check(type)
  }

  @Test(arguments: scalarTypes)
  func `dimensions beyond 32 bits without elements are refused`(
    type: any LAPACKScalar.Type
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      let huge = 1 << 31
      let error = LinearAlgebraError.tooLarge(dimension: huge)
      for a in [Matrix<T>(rows: huge, columns: 0), Matrix<T>(rows: 0, columns: huge)] {
        #expect(throws: error) { try a.qr() }
        #expect(throws: error) { try a.lq() }
        #expect(throws: error) { try a.rq() }
        #expect(throws: error) { try a.ql() }
        #expect(throws: error) { try a.pivotedQR() }
        #expect(throws: error) { try CompleteOrthogonal(a) }
        #expect(throws: error) { try UpdatableQR(a) }
        #expect(throws: error) { try a.svd(vectors: .full) }
        #expect(throws: error) { try a.singularValues() }
        #expect(throws: error) { try a.pseudoInverse() }
        #expect(throws: error) { try a.nullSpace() }
        #expect(throws: error) { try a.polar() }
        #expect(throws: error) { try a.leastSquares(Matrix(rows: a.rows, columns: 0)) }
        #expect(throws: error) { try GeneralizedSVD(a, a) }
        #expect(throws: error) { try orthogonalProcrustes(a, onto: a) }
        #expect(throws: error) { try subspaceAngles(a, a) }
      }
      let none = Matrix<T>(rows: 0, columns: 0)
      let wide = Matrix<T>(rows: 0, columns: huge)
      #expect(throws: error) { try none.leastSquares(wide) }
      #expect(throws: error) { try none.qr().leastSquares(wide) }
      #expect(throws: error) { try none.svd().leastSquares(wide) }
      #expect(throws: error) { try none.pivotedQR().leastSquares(wide) }
    }
    try check(type)
  }

  @Test func `no routine prints, whatever the data`() async {
    let result = await #expect(
      processExitsWith: .success,
      observing: [\.standardOutputContent, \.standardErrorContent]
    ) {
      factorEverything(Float.self)
      factorEverything(Double.self)
      factorEverything(Complex<Float>.self)
      factorEverything(Complex<Double>.self)
    }
    let output = String(decoding: result?.standardOutputContent ?? [], as: UTF8.self)
    for word in ["illegal", "parameter", "On entry"] { #expect(!output.contains(word)) }
  }

  @Test func `shapes that do not fit trap with both shapes`() async {
    let result1 = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = try? Matrix<Double>(rows: 2, columns: 3).schur()
    }
    expectMessage(result1, "a 2×3 matrix has no eigenvalues")
    let result2 = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = try? GeneralizedEigen(Matrix<Double>(rows: 2, columns: 2), .identity(3))
    }
    expectMessage(result2, "matrices of shapes 2×2 and 3×3 have no common eigenvalues")
    let result3 = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = try? GeneralizedSymmetricEigen(Matrix<Double>.identity(2), .identity(3))
    }
    expectMessage(result3, "matrices of shapes 2×2 and 3×3 have no common eigenvalues")
    let result4 = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = try? solveSylvester(
        Matrix<Double>.identity(2), .identity(3), rightSide: Matrix(rows: 3, columns: 2))
    }
    expectMessage(result4, "matrices of shapes 2×2, 3×3 and 3×2 make no Sylvester equation")
    let result5 = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = try? Matrix<Float>.identity(2).leastSquares(Matrix(rows: 3, columns: 1))
    }
    expectMessage(result5, "a right side of shape 3×1 does not fit a 2×2 matrix")
    let result6 = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = try? Matrix<Float>.identity(2).svd().leastSquares(Matrix<Float>(rows: 3, columns: 1))
    }
    expectMessage(result6, "a right side of shape 3×1 does not fit a factored 2×2 matrix")
    let result7 = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = try? Matrix<Float>.identity(2).qr().orthogonalProduct(Matrix<Float>.identity(3))
    }
    expectMessage(result7, "an orthogonal matrix of order 2 does not fit a 3×3 matrix")
    let result8 = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      var qr = try Matrix<Float>.identity(2).qr()
      try qr.update(.identity(3))
    }
    expectMessage(result8, "cannot factor a 3×3 matrix in place of 2×2")
    let result9 = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = try? GeneralizedSVD(Matrix<Float>(rows: 2, columns: 3), .identity(2))
    }
    expectMessage(result9, "a 2×3 and a 2×2 matrix have no common right factor")
    let result10 = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = try? Matrix<Float>.identity(2).pseudoInverse(tolerance: -1)
    }
    expectMessage(result10, "a tolerance of -1.0 is negative")
    let result11 = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = try? Matrix<Float>.identity(3).symmetricEigen(selecting: .smallest(4))
    }
    expectMessage(result11, "there are no 4 eigenvalues among 3")
  }
}

/// Calls everything with matrices of equal elements, of which many are no problem that can be solved.
private func factorEverything<T: LAPACKScalar>(_: T.Type) {
  typealias Real = T.RealPart
  let values: [Real] = [
    .nan, .infinity, 0, 1, .leastNonzeroMagnitude, .greatestFiniteMagnitude,
  ]
  for value in values {
    for (m, n) in [(0, 0), (0, 2), (2, 0), (1, 1), (4, 4), (5, 3), (3, 5)] {
      let a = Matrix<T>(rows: m, columns: n, repeating: T(value))
      let b = Matrix<T>(rows: m, columns: 2, repeating: 1)
      _ = try? a.qr().orthogonal(.full)
      _ = try? a.lq().orthogonal(.full)
      _ = try? a.rq().orthogonal(.full)
      _ = try? a.ql().orthogonal(.full)
      _ = try? CompleteOrthogonal(a).leastSquares(b)
      for driver in SVDDriver.allCases { _ = try? a.svd(vectors: .full, driver: driver) }
      for driver in LeastSquaresDriver.allCases { _ = try? a.leastSquares(b, driver: driver) }
      _ = try? GeneralizedSVD(a, Matrix(rows: 2, columns: n, repeating: 1))
      _ = try? a.leastSquares(
        Vector(count: m), constraints: Matrix(rows: 1, columns: n, repeating: 1),
        equal: Vector(count: 1))
      _ = try? a.gaussMarkov(Vector(count: m), errors: b)
      _ = try? orthogonalProcrustes(a, onto: a)
      _ = try? subspaceAngles(a, b)
      guard m == n else { continue }
      _ = try? Eigen(a, conditions: true)
      _ = try? a.schur().leadingConditions(m / 2)
      _ = try? a.schur().complexForm()
      _ = try? a.hessenberg().basis()
      _ = try? GeneralizedSymmetricEigen(a, a, selecting: .interval(0...1))
      _ = try? GeneralizedSchur(a, a).reordered { $0.real < $1 }
      _ = try? a.exponentialAction(on: b)
      _ = try? a.principalPower(0.5)
      _ = try? a.cosine()
      _ = try? a.hyperbolicTangent()
      _ = try? a.function { $0 }
      _ = try? a.function { point, order in order == 0 ? point : 0 }
      _ = try? solveLyapunov(a, rightSide: a)
      _ = try? solveDiscreteLyapunov(a, rightSide: a)
      _ = try? solveRiccati(a, b, a, .identity(2))
      _ = try? solveDiscreteRiccati(a, b, a, .identity(2))
    }
  }
}
