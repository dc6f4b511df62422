import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import RealModule
import Testing

@Suite struct UpdatableQRTests {
  private func check<T: LAPACKScalar>(
    _ qr: UpdatableQR<T>, of a: Matrix<T>, _ comment: Comment
  ) {
    #expect(qr.orthogonal.shape == Shape(rows: a.rows, columns: a.rows), comment)
    #expect(factorizationRatio(qr.reconstructed(), of: a) < orthogonalThreshold, comment)
    #expect(orthogonalityRatio(qr.orthogonal) < orthogonalThreshold, comment)
    for column in 0..<a.columns {
      for row in min(column + 1, a.rows)..<a.rows { #expect(qr.upper[row, column] == 0, comment) }
    }
  }

  @Test(arguments: scalarTypes)
  func `every change at every place is that of the matrix`(type: any LAPACKScalar.Type) throws {
    func run<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 71)
      for (m, n) in [(0, 0), (0, 2), (2, 0), (1, 1), (4, 3), (3, 4), (3, 3), (9, 5)] {
        let a = source.uniform(rows: m, columns: n)
        let qr = try UpdatableQR(a)
        check(qr, of: a, "\(m)×\(n)")
        var changed = qr
        let (u, v) = (source.uniform(count: m), source.uniform(count: n))
        try changed.addOuterProduct(u, v)
        var expected = a
        rankOneUpdate(&expected, u, v, conjugating: true)
        check(changed, of: expected, "outer product, \(m)×\(n)")
        for position in 0...n {
          changed = qr
          try changed.insertColumn(u, at: position)
          check(
            changed,
            of: Matrix(rows: m, columns: n + 1) { row, column in
              column == position ? u[row] : a[row, column < position ? column : column - 1]
            }, "column into \(position), \(m)×\(n)")
          changed.removeColumn(at: position)
          check(changed, of: a, "column out of \(position), \(m)×\(n)")
        }
        for position in 0...m {
          changed = qr
          try changed.insertRow(v, at: position)
          check(
            changed,
            of: Matrix(rows: m + 1, columns: n) { row, column in
              row == position ? v[column] : a[row < position ? row : row - 1, column]
            }, "row into \(position), \(m)×\(n)")
          changed.removeRow(at: position)
          check(changed, of: a, "row out of \(position), \(m)×\(n)")
        }
      }
    }
    try run(type)
  }

  @Test func `five hundred changes leave it orthogonal`() throws {
    var source = MatrixSource<Double>(seed: 72)
    var a = source.uniform(rows: 12, columns: 4)
    var qr = try UpdatableQR(a)
    for _ in 0..<500 {
      // A window that slides over rows.
      let row = source.uniform(count: 4)
      try qr.insertRow(row, at: 12)
      qr.removeRow(at: 0)
      a = Matrix(rows: 12, columns: 4) { $0 < 11 ? a[$0 + 1, $1] : row[$1] }
    }
    // Errors add up, but slowly: five hundred changes of some rotations each.
    #expect((qr.reconstructed() - a).norm(.maxAbs) < 1e-13)
    #expect((qr.orthogonal.adjoint * qr.orthogonal - .identity(12)).norm(.maxAbs) < 1e-13)
    let b = source.uniform(rows: 12, columns: 2)
    let x = try qr.leastSquares(b)
    #expect(leastSquaresRatio(a, solution: x, rightSide: b) < 500)
  }

  @Test func `what is not finite or does not fit is refused`() async throws {
    var qr = try UpdatableQR(Matrix<Double>.identity(2))
    #expect(throws: LinearAlgebraError.nonFinite(argument: "row", row: 1, column: 0)) {
      try qr.insertRow([1, .nan], at: 0)
    }
    #expect(throws: LinearAlgebraError.nonFinite(argument: "v", row: 0, column: 0)) {
      try qr.addOuterProduct([1, 1], [.infinity, 1])
    }
    #expect(qr.reconstructed() == .identity(2))
    qr.removeColumn(at: 1)
    try qr.insertColumn([2, 0], at: 1)
    #expect(throws: LinearAlgebraError.rankDeficient(rank: 1)) { try qr.leastSquares([1, 1]) }
    await #expect(processExitsWith: .failure) {
      var qr = try UpdatableQR(Matrix<Double>.identity(2))
      qr.removeRow(at: 2)
    }
    await #expect(processExitsWith: .failure) {
      var qr = try UpdatableQR(Matrix<Double>.identity(2))
      try qr.insertColumn([1], at: 0)
    }
  }
}
