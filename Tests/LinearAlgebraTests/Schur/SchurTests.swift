import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import RealModule
import Testing

@Suite struct SchurTests {
  private func isQuasiTriangular<T: LAPACKScalar>(_ t: Matrix<T>) -> Bool {
    for column in 0..<t.columns {
      for row in column + 1..<max(column + 1, t.rows) where t[row, column] != 0 {
        // Only blocks of two, and only for real matrices.
        if T.isComplex || row > column + 1 { return false }
        if column > 0 && t[column, column - 1] != 0 { return false }
      }
    }
    return true
  }

  @Test(arguments: scalarTypes, eigenSizes)
  func `every family has real and complex Schur forms, by LAPACK's ratios below 20`(
    type: any LAPACKScalar.Type, size: Int
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: UInt64(size))
      for family in NonsymmetricFamily.allCases {
        let a = source.nonsymmetric(family, size: size)
        let schur = try a.schur()
        #expect(
          formRatio(a, left: schur.basis, form: schur.form, right: schur.basis) < eigenThreshold,
          "\(family)")
        #expect(orthogonalityRatio(schur.basis) < eigenThreshold, "\(family)")
        #expect(isQuasiTriangular(schur.form), "\(family)")
        #expect(reconstructionRatio(schur.reconstructed(), of: a) < 2 * eigenThreshold)
        let complex = schur.complexForm()
        let b = a.map { Complex(realPart: $0.realPart, imaginaryPart: $0.imaginaryPart) }
        #expect(
          formRatio(b, left: complex.basis, form: complex.form, right: complex.basis)
            < eigenThreshold, "\(family)")
        #expect(orthogonalityRatio(complex.basis) < eigenThreshold, "\(family)")
        #expect(isQuasiTriangular(complex.form), "\(family)")
        #expect(complex.form.diagonal == Array(complex.values), "\(family)")
        let hessenberg = try a.hessenberg()
        let basis = hessenberg.basis()
        #expect(
          formRatio(a, left: basis, form: hessenberg.form, right: basis) < eigenThreshold,
          "\(family)")
        #expect(orthogonalityRatio(basis) < eigenThreshold, "\(family)")
        #expect(reconstructionRatio(hessenberg.reconstructed(), of: a) < 2 * eigenThreshold)
      }
    }
    try check(type)
  }

  @Test(arguments: scalarTypes, [1, 2, 5, 20])
  func `reordering brings the selected values to the front, by LAPACK's ratios below 20`(
    type: any LAPACKScalar.Type, size: Int
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: UInt64(size))
      for family in [NonsymmetricFamily.random, .unitaryRandom, .diagonalEven, .randomHuge] {
        let a = source.nonsymmetric(family, size: size)
        let schur = try a.schur()
        let stable = Array(schur.values).count { $0.real < 0 }
        let ordered = try schur.reordered { $0.real < 0 }
        #expect(ordered.leadingCount == stable)
        for index in 0..<size {
          #expect((ordered.values[index].real < 0) == (index < stable), "\(family)")
        }
        #expect(
          formRatio(a, left: ordered.basis, form: ordered.form, right: ordered.basis)
            < eigenThreshold, "\(family)")
        #expect(orthogonalityRatio(ordered.basis) < eigenThreshold)
        #expect(isQuasiTriangular(ordered.form))
      }
    }
    try check(type)
  }

  @Test func `a conjugate pair stays together`() throws {
    let a: Matrix<Double> = [[5, 0, 0], [0, 0, -1], [0, 1, 0]]
    let schur = try a.schur().reordered { $0.imaginary > 0 }
    #expect(schur.leadingCount == 2)
    #expect(schur.values[2] == 5)
  }

  @Test(arguments: scalarTypes)
  func `conditions of a block diagonal matrix are known`(type: any LAPACKScalar.Type) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      let schur = try Matrix<T>.diagonal([1, 2, 5]).schur()
      let (mean, separation) = schur.leadingConditions(2)
      #expect(abs(mean - 1) < 10 * T.RealPart.ulpOfOne)
      // The gap between 2 and 5; the estimate is in the 1-norm and may be smaller by a factor of √2.
      #expect(separation > 1.5 && separation < 4.5)
      #expect(schur.leadingConditions(0).mean == 1)
    }
    try check(type)
  }

  @Test(arguments: scalarTypes)
  func `the basis of a Hessenberg form is applied without being formed`(
    type: any LAPACKScalar.Type
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 9)
      let hessenberg = try source.uniform(rows: 6, columns: 6).hessenberg()
      let q = hessenberg.basis()
      let b = source.uniform(rows: 6, columns: 3)
      for operation in [MatrixOperation.none, .adjoint] {
        var left = b
        hessenberg.multiplyBasis(&left, operation: operation)
        #expect((left - reference(operation, q) * b).norm(.maxAbs) < 50 * T.RealPart.ulpOfOne)
        var right = Matrix(b.transposed)
        hessenberg.multiplyBasis(&right, operation: operation, side: .right)
        let exact = b.transposed * reference(operation, q)
        #expect((right - exact).norm(.maxAbs) < 50 * T.RealPart.ulpOfOne)
      }
    }
    try check(type)
  }

  @Test(arguments: scalarTypes, eigenSizes)
  func `pencils have generalized Schur forms, ordered or not, by LAPACK's ratios below 20`(
    type: any LAPACKScalar.Type, size: Int
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: UInt64(size))
      for first in [NonsymmetricFamily.random, .jordan, .randomTiny, .zero] {
        for second in [NonsymmetricFamily.random, .identity, .randomHuge] {
          let a = source.nonsymmetric(first, size: size)
          let b = source.nonsymmetric(second, size: size)
          let schur = try GeneralizedSchur(a, b)
          let ordered = try schur.reordered { alpha, _ in alpha.real < 0 }
          let count = Array(schur.alpha).count { $0.real < 0 }
          #expect(ordered.leadingCount == count)
          for form in [schur, ordered] {
            let (q, z) = (form.leftBasis, form.rightBasis)
            #expect(
              formRatio(a, left: q, form: form.formA, right: z) < eigenThreshold,
              "\(first) \(second)")
            #expect(
              formRatio(b, left: q, form: form.formB, right: z) < eigenThreshold,
              "\(first) \(second)")
            #expect(orthogonalityRatio(q) < eigenThreshold)
            #expect(orthogonalityRatio(z) < eigenThreshold)
            #expect(isQuasiTriangular(form.formA))
          }
        }
      }
    }
    try check(type)
  }

  @Test(arguments: Layout.allCases)
  func `every layout gives the same form`(layout: Layout) throws {
    var source = MatrixSource<Double>(seed: 6)
    let a = source.uniform(rows: 5, columns: 5)
    let schur = try layout.withView(of: a) { (view) throws(LinearAlgebraError) in try Schur(view) }
    #expect(schur.form == (try Schur(a).form))
    let hessenberg = try layout.withView(of: a) { (view) throws(LinearAlgebraError) in
      try Hessenberg(view)
    }
    #expect(hessenberg.form == (try Hessenberg(a).form))
  }

  @Test func `an update reuses the workspace`() throws {
    var source = MatrixSource<Double>(seed: 7)
    var workspace = Workspace()
    var schur = try source.uniform(rows: 6, columns: 6).schur()
    let a = source.uniform(rows: 6, columns: 6)
    try schur.update(a, workspace: &workspace)
    #expect(schur.form == (try a.schur().form))
    var eigen = try source.uniform(rows: 6, columns: 6).eigen()
    try eigen.update(a, workspace: &workspace)
    #expect(eigen.values == (try a.eigen().values))
  }
}
