import LinearAlgebra
import LinearAlgebraTesting
import Testing

@Suite struct BatchSpectraTests {
  @Test(arguments: scalarTypes, [0, 1, 2, 3, 4, 5, 9])
  func `eigenvalues and vectors reproduce Hermitian items, by LAPACK's ratios below 60`(
    type: any LAPACKScalar.Type, n: Int
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 1)
      let half = MatrixBatch((0..<4).map { _ in source.uniform(rows: n, columns: n) })
      let a = half + half.adjoint()
      let eigen = try a.symmetricEigen()
      #expect(eigen.values.shape == Shape(rows: n, columns: 4))
      for item in 0..<4 {
        let z = eigen.vectors[item]
        let d = Matrix.diagonal((0..<n).map { T(eigen.values[$0, item]) })
        #expect(reconstructionRatio(z * d * z.adjoint, of: a[item]) < 60)
        #expect(orthogonalityRatio(z) < 30)
      }
    }
    try check(type)
  }

  @Test(arguments: scalarTypes, [Shape(rows: 3, columns: 2), .init(rows: 2, columns: 5)])
  func `singular value decompositions reproduce the items, by LAPACK's ratios below 50`(
    type: any LAPACKScalar.Type, shape: Shape
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 2)
      let a = MatrixBatch(
        (0..<4).map { _ in source.uniform(rows: shape.rows, columns: shape.columns) })
      let svd = try a.svd()
      for item in 0..<4 {
        let s = Matrix.diagonal((0..<2).map { T(svd.singularValues[$0, item]) })
        let product = svd.left[item] * s * svd.rightAdjoint[item]
        #expect(reconstructionRatio(product, of: a[item]) < 50)
        #expect(orthogonalityRatio(svd.left[item]) < 30)
      }
    }
    try check(type)
  }

  @Test func `the first item that is not finite is named`() {
    var a = MatrixBatch<Double>(count: 3, rows: 2, columns: 2, repeating: 1)
    a[1, 1, 0] = .nan
    a[2, 0, 0] = .nan
    let place = LinearAlgebraError.nonFinite(argument: "a", row: 1, column: 0)
    #expect(throws: BatchError(item: 1, error: place)) { try a.symmetricEigen() }
    #expect(throws: BatchError(item: 1, error: place)) { try a.svd() }
  }
}
