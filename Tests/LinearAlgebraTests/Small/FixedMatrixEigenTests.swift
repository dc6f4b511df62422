import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import RealModule
import Testing

@Suite struct FixedMatrixEigenTests {
  /// `‖A Z − Z D‖ / (n ‖A‖ ε)`, in which LAPACK accepts 60 (`dsyt21`).
  private func ratio<let N: Int, T: LAPACKScalar>(
    _ a: FixedMatrix<N, N, T>, _ values: FixedVector<N, T.RealPart>, _ z: FixedMatrix<N, N, T>
  ) -> Double {
    let d = FixedMatrix<N, N, T> { $0 == $1 ? T(values[$0]) : 0 }
    let size = Double(a.norm(.one))
    let error = Double((a * z - z * d).norm(.one))
    return error == 0 ? 0 : error / (Double(N) * size * Double(T.RealPart.ulpOfOne))
  }

  private func check<let N: Int, T: LAPACKScalar>(_ a: FixedMatrix<N, N, T>) throws {
    let (values, vectors) = try a.symmetricEigen()
    #expect(ratio(a, values, vectors) < 60)
    #expect(orthogonalityRatio(Matrix(vectors)) < 30)
    for index in 1..<max(1, N) { #expect(values[index - 1] <= values[index]) }
    #expect(try a.symmetricEigenvalues() == values)
  }

  @Test(arguments: scalarTypes)
  func `random Hermitian matrices of any rank are taken apart, by ratio below 60`(
    type: any LAPACKScalar.Type
  ) throws {
    func run<let N: Int, T: LAPACKScalar>(_: FixedMatrix<N, N, T>.Type) throws {
      var source = MatrixSource<T>(seed: UInt64(70 + N))
      for rank in 0...N {
        for _ in 0..<10 {
          let half = FixedMatrix<N, N, T>(source.uniform(rows: N, columns: N))
          var weights = FixedVector<N, T>(repeating: 0)
          for index in 0..<rank { weights[index] = T(source.scalar().realPart) }
          let a = half * FixedMatrix(diagonal: weights) * half.adjoint
          try check((a + a.adjoint) / 2)
        }
      }
      let scale = T.RealPart.greatestFiniteMagnitude / 64
      for factor in [scale, T.RealPart.leastNormalMagnitude * 64] {
        let a = FixedMatrix<N, N, T>(source.positiveDefinite(N)).map { $0.scaled(by: factor) }
        let (values, vectors) = try a.symmetricEigen()
        let unscaled = a.map { $0.scaled(by: 1 / factor) }
        #expect(ratio(unscaled, values / factor, vectors) < 60)
      }
    }
    func runAll<T: LAPACKScalar>(_: T.Type) throws {
      try run(FixedMatrix<1, 1, T>.self)
      try run(FixedMatrix<2, 2, T>.self)
      try run(FixedMatrix<3, 3, T>.self)
      try run(FixedMatrix<4, 4, T>.self)
      try run(FixedMatrix<6, 6, T>.self)
    }
    try runAll(type)
  }

  @Test func `known spectra`() throws {
    let a: FixedMatrix<3, 3, Double> = [[2, -1, 0], [-1, 2, -1], [0, -1, 2]]
    let root = 2.0.squareRoot()
    let values = try a.symmetricEigenvalues()
    #expect((values - [2 - root, 2, 2 + root]).norm() < 1e-15)
    #expect(try FixedMatrix<3, 3, Double>.identity.symmetricEigen().vectors == .identity)
    #expect(try FixedMatrix<2, 2, Double>([[0, 9], [1, 0]]).symmetricEigenvalues() == [-1, 1])
    let pauli: FixedMatrix<2, 2, Complex<Double>> = [[0, Complex(0, -1)], [Complex(0, 1), 0]]
    #expect((try pauli.symmetricEigenvalues() - [-1, 1]).norm() < 1e-15)
    try check(pauli)
    #expect(try FixedMatrix<0, 0, Double>().symmetricEigen().values.count == 0)
  }

  @Test func `graded and nearly equal values keep their digits`() throws {
    // The analytic roots of this one are wrong in the sixth digit.
    let delta = 1e-12
    let close: FixedMatrix<3, 3, Double> = [[1, delta, 0], [delta, 1, delta], [0, delta, 1]]
    try check(close)
    let values = try close.symmetricEigenvalues()
    #expect(abs(values[2] - values[0] - 2 * 2.0.squareRoot() * delta) < 1e-15)
    let graded: FixedMatrix<3, 3, Double> = [
      [1, 1e-10, 1e-20], [1e-10, 1e-20 * 3, 1e-30], [1e-20, 1e-30, 1e-40],
    ]
    try check(graded)
    // Jacobi finds the small eigenvalues of a scaled positive definite matrix relatively exactly.
    #expect(abs(try graded.symmetricEigenvalues()[1] / 2e-20 - 1) < 1e-14)
  }
}
