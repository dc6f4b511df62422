import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import RealModule
import Testing

@Suite struct PolarTests {
  @Test(arguments: scalarTypes, Side.allCases)
  func `factors reproduce the matrix, one orthonormal and one exactly Hermitian`(
    type: any LAPACKScalar.Type, side: Side
  ) throws {
    func run<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 51)
      for (m, n) in [(0, 0), (0, 2), (1, 1), (6, 4), (4, 6), (5, 5)] {
        for family in SingularValueFamily.allCases {
          let a = source.singularValues(family, rows: m, columns: n)
          let polar = try a.polar(side)
          #expect(
            factorizationRatio(polar.reconstructed(), of: a) < orthogonalThreshold, "\(family)")
          let unitary = m >= n ? polar.orthogonal : Matrix(polar.orthogonal.adjoint)
          #expect(orthogonalityRatio(unitary) < orthogonalThreshold)
          let p = polar.semidefinite
          #expect(p.rows == (side == .right ? n : m) && p == Matrix(p.adjoint))
          #expect(p.diagonal.allSatisfy { $0.realPart >= 0 || family == .zero })
        }
      }
    }
    try run(type)
  }

  @Test func `a number is a modulus times a phase`() throws {
    let polar = try Matrix<Complex<Double>>([[Complex(3, -4)]] as Matrix).polar()
    #expect((polar.orthogonal[0, 0] - Complex(0.6, -0.8)).length < 1e-15)
    #expect((polar.semidefinite[0, 0] - 5).length < 1e-14)
  }
}

@Suite struct SubspacesTests {
  @Test(arguments: scalarTypes)
  func `Procrustes finds the rotation and its trace`(type: any LAPACKScalar.Type) throws {
    func run<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 52)
      let tolerance = 1000 * T.RealPart.ulpOfOne
      let a = source.general(rows: 9, columns: 4)
      let rotation = source.orthonormal(rows: 4, columns: 4)
      for exponent in [0, Int(T.RealPart.greatestFiniteMagnitude.exponent) / 2 + 10] {
        let factor = T(T.RealPart(sign: .plus, exponent: .init(exponent), significand: 1))
        let b = (a * rotation) * factor
        let found = try orthogonalProcrustes(a, onto: b)
        #expect((found.rotation - rotation).norm(.maxAbs) < tolerance)
        let trace = a.squaredNorm() * factor.realPart
        #expect(abs(found.scale / trace - 1) < tolerance)
      }
    }
    try run(type)
  }

  @Test(arguments: scalarTypes)
  func `angles are right from the smallest to the largest`(type: any LAPACKScalar.Type) throws {
    func run<T: LAPACKScalar>(_: T.Type) throws {
      typealias Real = T.RealPart
      var source = MatrixSource<T>(seed: 53)
      let basis = source.orthonormal(rows: 8, columns: 6)
      let angles: [Real] = [Real.pi / 2, 1.2, Real.ulpOfOne * 64]
      let first = Matrix(basis[rows: 0..<8, columns: 0..<3])
      // Each vector of the second basis is turned out of the first by an angle.
      let turned = Matrix(rows: 8, columns: 3) { row, column in
        basis[row, column].scaled(by: Real.cos(angles[column]))
          + basis[row, column + 3].scaled(by: Real.sin(angles[column]))
      }
      let mixed = turned * source.general(rows: 3, columns: 3)
      let found = try subspaceAngles(first, mixed)
      for (index, angle) in angles.enumerated() {
        #expect(abs(found[index] - angle) < 100 * Real.ulpOfOne)
      }
      #expect(try subspaceAngles(first, first).norm(.infinity) < 100 * Real.ulpOfOne)
      // A subspace of another: all angles are zero, and there are as many as the smaller has.
      let smaller = Matrix(first[rows: 0..<8, columns: 0..<1])
      #expect(try subspaceAngles(smaller, first).count == 1)
      #expect(try subspaceAngles(first, smaller)[0] < 100 * Real.ulpOfOne)
      #expect(try subspaceAngles(first, Matrix(rows: 8, columns: 2)).count == 0)
    }
    try run(type)
  }
}
