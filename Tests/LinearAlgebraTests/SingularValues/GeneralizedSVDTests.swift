import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import RealModule
import Testing

@Suite struct GeneralizedSVDTests {
  @Test(arguments: scalarTypes, MatrixScale.allCases)
  func `both matrices are reproduced for every combination of shapes and ranks`(
    type: any LAPACKScalar.Type, scale: MatrixScale
  ) throws {
    func run<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 61)
      for (m, p, n) in [
        (0, 0, 0), (0, 0, 3), (2, 3, 0), (0, 3, 2), (3, 0, 2), (1, 1, 1), (5, 4, 3), (2, 3, 4),
        (1, 2, 6), (3, 3, 3), (12, 7, 10),
      ] {
        for divisor in [1, 2] {
          let (first, second) = (min(m, n) / divisor, min(p, n))
          let a = source.deficient(rows: m, columns: n, rank: first, scale: scale)
          let b = source.deficient(rows: p, columns: n, rank: second, scale: scale)
          try check(a, b, "\(m) \(p) \(n) of rank \(first)")
        }
      }
    }
    try run(type)
  }

  private func check<T: LAPACKScalar>(
    _ a: Matrix<T>, _ b: Matrix<T>, _ comment: Comment
  ) throws {
    let gsvd = try GeneralizedSVD(a, b)
    let (firstFound, secondFound) = gsvd.reconstructed()
    #expect(factorizationRatio(firstFound, of: a) < singularValueThreshold, comment)
    #expect(factorizationRatio(secondFound, of: b) < singularValueThreshold, comment)
    for factor in [gsvd.left, gsvd.otherLeft, gsvd.right] {
      #expect(orthogonalityRatio(factor) < singularValueThreshold, comment)
    }
    for index in 0..<gsvd.rank {
      let (c, s) = (gsvd.cosines[index], gsvd.sines[index])
      #expect(abs(c * c + s * s - 1) < 20 * T.RealPart.ulpOfOne && c >= 0 && s >= 0, comment)
      #expect(gsvd.upper[index, index] != 0, comment)
    }
    let both = Matrix(rows: a.rows + b.rows, columns: a.columns) { row, column in
      row < a.rows ? a[row, column] : b[row - a.rows, column]
    }
    #expect(try gsvd.rank == both.rank(), comment)
  }

  @Test func `values against those of the quotient`() throws {
    var source = MatrixSource<Double>(seed: 62)
    let (a, b) = (source.general(rows: 5, columns: 4), source.general(rows: 4, columns: 4))
    let expected = try (a * b.inverse()).singularValues()
    let found = Array(try GeneralizedSVD(a, b).generalizedValues).sorted(by: >)
    for index in 0..<4 { #expect(abs(found[index] - expected[index]) < 1e-13 * expected[0]) }
    // The second matrix lacks a direction: an infinite value.
    let lacking = Matrix<Double>.diagonal([1, 1, 0])
    let gsvd = try GeneralizedSVD(.identity(3), lacking)
    #expect(gsvd.infiniteCount == 1 && gsvd.generalizedValues[0] == .infinity)
  }

  @Test func `matrices that do not fit or are not finite are refused`() async {
    #expect(throws: LinearAlgebraError.nonFinite(argument: "b", row: 0, column: 1)) {
      try GeneralizedSVD(Matrix<Double>.identity(2), [[1, .nan]])
    }
    await #expect(processExitsWith: .failure) {
      _ = try GeneralizedSVD(Matrix<Double>.identity(2), .identity(3))
    }
  }
}
