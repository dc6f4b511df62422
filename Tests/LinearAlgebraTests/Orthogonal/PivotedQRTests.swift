import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import RealModule
import Testing

@Suite struct PivotedQRTests {
  @Test(arguments: scalarTypes, orthogonalShapes)
  func `every family is factored with a falling diagonal and its rank`(
    type: any LAPACKScalar.Type, shape: Shape
  ) throws {
    func run<T: LAPACKScalar>(_: T.Type) throws {
      let (m, n) = (shape.rows, shape.columns)
      var source = MatrixSource<T>(seed: UInt64(100 * m + n))
      for family in RankRevealingFamily.allCases {
        let a = source.rankRevealing(family, rows: m, columns: n)
        let qr = try a.pivotedQR()
        #expect(factorizationRatio(qr.reconstructed(), of: a) < orthogonalThreshold, "\(family)")
        #expect(qr.permutation.sorted() == Array(0..<n))
        let moduli = qr.upper.diagonal.map(\.modulus)
        for (larger, smaller) in zip(moduli, moduli.dropFirst()) {
          #expect(smaller <= larger * (1 + 10 * T.RealPart.ulpOfOne), "\(family)")
        }
        let rank = qr.rank()
        #expect(rank == (try a.rank(tolerance: nil)) || family == .geometric || family == .oneSmall)
        if family == .zero { #expect(rank == 0) }
        let complete = CompleteOrthogonal(qr, tolerance: 100 * T.RealPart.ulpOfOne)
        // Of lower rank: it is near the matrix by the tolerance.
        let distance = (complete.reconstructed() - a).norm(.frobenius)
        #expect(distance <= 1000 * T.RealPart.ulpOfOne * a.norm(.frobenius), "\(family)")
      }
    }
    try run(type)
  }

  @Test(arguments: scalarTypes, MatrixScale.allCases)
  func `the complete factorization has bases, a pseudo-inverse and least squares of its rank`(
    type: any LAPACKScalar.Type, scale: MatrixScale
  ) throws {
    func run<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 31)
      for (m, n) in [(1, 1), (6, 4), (4, 6), (5, 5), (40, 33)] {
        let k = min(m, n)
        for rank in Set([0, k / 2, k]) {
          let a = source.deficient(rows: m, columns: n, rank: rank, scale: scale)
          let complete = try CompleteOrthogonal(a)
          #expect(complete.rank == rank)
          #expect(complete.status == (rank == k ? .success : .rankDeficient(rank: rank)))
          #expect(factorizationRatio(complete.reconstructed(), of: a) < orthogonalThreshold)
          let (range, null) = (complete.rangeBasis(), complete.nullSpace())
          #expect(range.columns == rank && null.columns == n - rank)
          #expect(orthogonalityRatio(range) < orthogonalThreshold)
          #expect(orthogonalityRatio(null) < orthogonalThreshold)
          let annihilated = (a * null).norm(.one)
          #expect(annihilated <= 1000 * T.RealPart.ulpOfOne * a.norm(.one))
          #expect(
            pseudoInverseRatio(a, inverse: try complete.pseudoInverse()) < orthogonalThreshold)
          let b = a * source.uniform(rows: n, columns: 2)
          let x = try a.pivotedQR().leastSquares(b)
          #expect(consistencyRatio(a, solution: x, rightSide: b) < orthogonalThreshold)
          #expect(rowSpaceRatio(x, nullSpace: null, shape: a.shape) < orthogonalThreshold)
        }
      }
    }
    try run(type)
  }

  @Test func `Kahan's matrix deceives pivoting, and singular values do not`() throws {
    let a = Matrix<Double>.kahan(90)
    let qr = try a.pivotedQR()
    let moduli = qr.upper.diagonal.map(\.magnitude)
    #expect(qr.permutation == Array(0..<90) || moduli[89] > 1e-4)
    let values = try a.singularValues()
    // The diagonal promises far more than the least singular value holds.
    #expect(moduli[89] > 1000 * values[89])
  }
}
