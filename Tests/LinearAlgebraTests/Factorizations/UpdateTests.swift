import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import RealModule
import Testing

/// Factorizations of structured matrices, and pivoted ones, that take another matrix.
@Suite struct UpdateTests {
  @Test(arguments: scalarTypes, [0, 1, 2, 5, 12])
  func `an updated factorization solves with the bits of a new one, and copies keep theirs`(
    type: any LAPACKScalar.Type, size n: Int
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: UInt64(170 + n))
      let b = source.uniform(rows: n, columns: 2)
      let tiny = T(T.RealPart.leastNormalMagnitude * 8)
      // The scale, pivots without reciprocals and the number of pivots change from one to the next.
      let scales: [T] = [1, tiny, 1 / tiny, 1]
      let band = scales.map { scale in
        source.banded(rows: n, columns: n, lower: 2, upper: 1, dominant: false) * scale
      }
      let hermitian = scales.map { source.hermitianBanded(n, bandwidth: 2) * $0 }
      let near = hermitian.map { a in
        Matrix<T>(rows: n, columns: n) { abs($0 - $1) <= 1 ? a[$0, $1] : 0 }
      }
      let indefinite = scales.map { source.indefinite(n) * $0 }
      let symmetric = scales.map { source.indefinite(n, hermitian: false) * $0 }
      func banded(_ a: Matrix<T>) -> Banded<T> { Banded(a, lowerBandwidth: 2, upperBandwidth: 1) }
      func definite(_ a: Matrix<T>) -> HermitianBanded<T> { HermitianBanded(a, bandwidth: 2) }
      try verify(band, b, { try banded($0).lu() }, { try $0.update(banded($1)) })
      try verify(
        hermitian, b, { try definite($0).cholesky() }, { try $0.update(definite($1)) })
      try verify(
        near, b, { try Tridiagonal($0).lu() }, { try $0.update(Tridiagonal($1)) })
      try verify(
        near, b, { try SymmetricTridiagonal($0).ldl() },
        { try $0.update(SymmetricTridiagonal($1)) })
      try verify(
        hermitian, b, { try PackedHermitian($0).cholesky() }, { try $0.update(PackedHermitian($1)) }
      )
      try verify(indefinite, b, { try $0.completePivotingLU() }, { try $0.update($1) })
      try verify(
        hermitian, b, { try PivotedCholesky(Hermitian($0)) }, { try $0.update(Hermitian($1)) })
      try verify(
        indefinite, b, { try BunchKaufman(Hermitian($0)) }, { try $0.update(Hermitian($1)) })
      try verify(
        symmetric, b, { try BunchKaufman(Symmetric($0)) }, { try $0.update(Symmetric($1)) })
    }
    try check(type)
  }

  private func verify<T, S: LinearSolver<T> & Reconstructible<T>>(
    _ matrices: [Matrix<T>], _ b: Matrix<T>, _ make: (Matrix<T>) throws -> S,
    _ update: (inout S, Matrix<T>) throws -> Void
  ) throws {
    let name = Comment(rawValue: "\(S.self) \(b.rows)")
    try BLASThreads.with(1) {
      var factor = try make(matrices[0])
      for matrix in matrices {
        let copy = factor
        let before = copy.reconstructed()
        try update(&factor, matrix)
        let fresh = try make(matrix)
        let found = (product: factor.reconstructed(), solution: try factor.solve(b))
        let solution = try fresh.solve(b)
        #expect(found.product == fresh.reconstructed() && found.solution == solution, name)
        #expect(copy.reconstructed() == before, name)
        #expect(reconstructionRatio(found.product, of: matrix) < linearEquationThreshold, name)
        guard b.rows > 0 else { continue }
        let bad = Matrix<T>(rows: b.rows, columns: b.rows, repeating: .nanValue)
        #expect(
          throws: LinearAlgebraError.nonFinite(argument: "a", row: 0, column: 0), name
        ) { try update(&factor, bad) }
        #expect(factor.reconstructed() == found.product, name)
      }
    }
  }

  @Test func `what cannot be factored is kept as far as it goes`() throws {
    var lu = try Tridiagonal<Double>(.identity(3)).lu()
    let flat = Tridiagonal<Double>(.diagonal([1, 0, 1]))
    #expect(throws: LinearAlgebraError.singular(pivot: 2)) { try lu.update(flat) }
    #expect(lu.determinant == 0 && lu.status == .singular(pivot: 2))
    try lu.update(Tridiagonal(.diagonal([2, 3, 4])))
    #expect(lu.determinant == 24)
    var banded = try Banded<Double>(.identity(3), lowerBandwidth: 1, upperBandwidth: 1).lu()
    // Fewer diagonals are welcome.
    try banded.update(
      Banded(.diagonal([1, 0, 1]), lowerBandwidth: 0, upperBandwidth: 0), allowSingular: true)
    #expect(banded.status == .singular(pivot: 2))
    var ldl = try SymmetricTridiagonal<Float>(.identity(3)).ldl()
    #expect(throws: LinearAlgebraError.notPositiveDefinite(minor: 2)) {
      try ldl.update(SymmetricTridiagonal(.diagonal([1, -1, 1])))
    }
    #expect(throws: LinearAlgebraError.notPositiveDefinite(minor: 2)) {
      try ldl.solve(.identity(3))
    }
    try ldl.update(SymmetricTridiagonal(.diagonal([1, -1, 1])), allowIndefinite: true)
    try ldl.update(SymmetricTridiagonal(.diagonal([1, 2, 3])))
    #expect(abs(ldl.determinant - 6) < 1e-6)
    var semidefinite = try PivotedCholesky(Hermitian(Matrix<Double>.identity(3)))
    try semidefinite.update(Hermitian(.diagonal([0, 4, 0])))
    #expect(semidefinite.rank == 1 && semidefinite.lower == [[2], [0], [0]])
    #expect(throws: LinearAlgebraError.notPositiveDefinite(minor: 3)) {
      try semidefinite.update(Hermitian(.diagonal([1, 4, -1])))
    }
    #expect(semidefinite.status == .rankDeficient(rank: 2))
    try semidefinite.update(Hermitian(Matrix<Double>(rows: 3, columns: 3)))
    #expect(semidefinite.rank == 0 && semidefinite.reconstructed() == Matrix(rows: 3, columns: 3))
    var complete = try Matrix<Double>.identity(2).completePivotingLU()
    try complete.update([[0, 0], [3, 0]])
    #expect(complete.rank() == 1 && complete.status == .singular(pivot: 2))
    var indefinite = try BunchKaufman(Hermitian(Matrix<Double>.identity(2)))
    #expect(throws: LinearAlgebraError.self) {
      try indefinite.update(Hermitian(.diagonal([1, 0])))
    }
    #expect(indefinite.determinant == 0)
  }

  @Test func `other sizes, bands and triangles trap`() async {
    let lu = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var lu = try Tridiagonal<Double>(.identity(3)).lu()
      try lu.update(Tridiagonal(.identity(4)))
    }
    expectMessage(lu, "cannot factor a 4×4 matrix in place of 3×3")
    let banded = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var lu = try Banded<Double>(.identity(3), lowerBandwidth: 1, upperBandwidth: 0).lu()
      try lu.update(Banded(.identity(3), lowerBandwidth: 1, upperBandwidth: 1))
    }
    expectMessage(banded, "cannot factor 3×3 with 1 and 1 diagonals in place of 3×3 with 1 and 0")
    let packed = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var factor = try PackedHermitian<Double>(.identity(3)).cholesky()
      try factor.update(PackedHermitian(.identity(3), triangle: .upper))
    }
    expectMessage(
      packed, "cannot factor the upper triangle of 3×3 in place of the lower one of 3×3")
    let complete = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var factor = try Matrix<Double>(rows: 2, columns: 3).completePivotingLU()
      try factor.update(.identity(2))
    }
    expectMessage(complete, "cannot factor a 2×2 matrix in place of 2×3")
  }
}
