import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import RealModule
import Testing

@Suite struct GeneralizedEigenTests {
  @Test(arguments: scalarTypes, eigenSizes)
  func `symmetric pencils of every kind, residuals below 60`(
    type: any LAPACKScalar.Type, size: Int
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: UInt64(size))
      let (a, b) = (
        source.symmetric(.even, size: size), source.positiveDefinite(size, condition: 5)
      )
      for pencil in SymmetricPencil.allCases {
        for triangle in Triangle.allCases {
          let eigen = try GeneralizedSymmetricEigen(a, b, pencil, triangle: triangle)
          let x = eigen.vectors
          let ratio =
            switch pencil {
            case .ratio: symmetricPencilRatio(a, b, values: eigen.values, vectors: x)
            case .product:
              symmetricPencilRatio(
                a * b, .identity(size), values: eigen.values, vectors: x)
            case .reversedProduct:
              symmetricPencilRatio(
                b * a, .identity(size), values: eigen.values, vectors: x)
            }
          #expect(ratio < symmetricEigenThreshold, "\(pencil)")
          let metric = pencil == .reversedProduct ? try b.inverse() : b
          let deviation = (x.adjoint * metric * x - .identity(size)).norm(.maxAbs)
          #expect(deviation <= 100 * T.RealPart(max(1, size)) * T.RealPart.ulpOfOne, "\(pencil)")
          let values = try GeneralizedSymmetricEigen.values(of: a, b, pencil, triangle: triangle)
          #expect(valuesRatio(eigen.values, values) < valuesOnlyThreshold)
          guard size > 1 else { continue }
          let some = try GeneralizedSymmetricEigen(
            a, b, pencil, selecting: .positions(1..<size), triangle: triangle)
          let rest = Vector(count: size - 1) { eigen.values[$0 + 1] }
          #expect(
            (some.values - rest).norm(.infinity) <= 50 * T.RealPart(size) * T.RealPart.ulpOfOne
              * eigen.values.norm(.infinity))
          #expect(some.vectors.columns == size - 1)
          let middle = (eigen.values[0] + eigen.values[1]) / 2
          let above = try GeneralizedSymmetricEigen.values(
            of: a, b, pencil, selecting: .interval(middle ... .infinity), triangle: triangle)
          #expect(above.count == size - 1)
        }
      }
    }
    try check(type)
  }

  @Test(arguments: scalarTypes)
  func `an indefinite second matrix is an error with its minor`(type: any LAPACKScalar.Type) throws
  {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      let b = Matrix<T>.diagonal([1, 1, -1, 1])
      for selection: EigenvalueSelection<T.RealPart> in [.all, .smallest(2)] {
        #expect(throws: LinearAlgebraError.notPositiveDefinite(minor: 3)) {
          try GeneralizedSymmetricEigen(.identity(4), b, selecting: selection)
        }
      }
    }
    try check(type)
  }

  @Test(arguments: scalarTypes)
  func `symmetric pencils of extreme scale have the values 1 and 3 of their quotient`(
    type: any LAPACKScalar.Type
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      typealias Real = T.RealPart
      let scale = Real.leastNonzeroMagnitude * 64
      let a = Matrix<T>.diagonal([1, 3]).map { $0.scaled(by: scale) }
      let b = Matrix<T>.identity(2).map { $0.scaled(by: scale) }
      let eigen = try GeneralizedSymmetricEigen(a, b)
      #expect(abs(eigen.values[0] - 1) < 10 * Real.ulpOfOne)
      #expect(abs(eigen.values[1] - 3) < 10 * Real.ulpOfOne)
    }
    try check(type)
  }

  @Test(arguments: scalarTypes, eigenSizes)
  func `general pencils of every family, by LAPACK's ratios below 20`(
    type: any LAPACKScalar.Type, size: Int
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: UInt64(size + 1))
      let families: [NonsymmetricFamily] = [
        .identity, .jordan, .diagonalEven, .unitaryRandom, .random, .randomTiny, .randomHuge, .zero,
      ]
      for first in families {
        for second in [NonsymmetricFamily.identity, .random, .randomHuge, .jordan] {
          let a = source.nonsymmetric(first, size: size)
          let b = source.nonsymmetric(second, size: size)
          let eigen = try GeneralizedEigen(a, b, left: true)
          let ratio = generalizedEigenRatio(
            a, b, alpha: eigen.alpha, beta: eigen.beta, vectors: eigen.vectors)
          #expect(ratio < eigenThreshold, "\(first) \(second)")
          let left = try #require(eigen.leftVectors)
          let leftRatio = generalizedEigenRatio(
            Matrix(a.adjoint), Matrix(b.adjoint), alpha: eigen.alpha.map { $0.conjugate },
            beta: eigen.beta, vectors: left)
          #expect(leftRatio < eigenThreshold, "\(first) \(second)")
          #expect(unitLengthRatio(eigen.vectors) < eigenThreshold)
          #expect(eigen.beta.minimum() ?? 0 >= 0)
          #expect(try GeneralizedEigen.values(of: a, b).alpha.count == size)
        }
      }
    }
    try check(type)
  }

  @Test(arguments: Layout.allCases)
  func `every layout gives the same values`(layout: Layout) throws {
    var source = MatrixSource<Complex<Double>>(seed: 6)
    let (a, b) = (source.symmetric(.even, size: 4), source.positiveDefinite(4))
    let general = try layout.withView(of: a) { (view) throws(LinearAlgebraError) in
      try GeneralizedEigen(view, b.view)
    }
    #expect(general.alpha == (try GeneralizedEigen(a, b).alpha))
    let symmetric = try layout.withView(of: a) { (view) throws(LinearAlgebraError) in
      try GeneralizedSymmetricEigen(view, b.view)
    }
    #expect(symmetric.values == (try GeneralizedSymmetricEigen(a, b).values))
    let schur = try layout.withView(of: a) { (view) throws(LinearAlgebraError) in
      try GeneralizedSchur(view, b.view)
    }
    #expect(schur.alpha == (try GeneralizedSchur(a, b).alpha))
  }

  @Test(arguments: scalarTypes)
  func `a singular second matrix has infinite values`(type: any LAPACKScalar.Type) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      let eigen = try GeneralizedEigen(
        Matrix<T>.diagonal([2, 3]), Matrix<T>.diagonal([1, 0]))
      #expect(Array(eigen.beta).contains(0))
      #expect(Array(eigen.values).contains { !$0.isFinite })
      #expect(Array(eigen.values).contains { $0 == 2 })
    }
    try check(type)
  }
}
