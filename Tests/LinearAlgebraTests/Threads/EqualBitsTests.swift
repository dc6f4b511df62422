import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import Testing

/// Decompositions of small matrices while scopes of one and of two threads open and end around them.
@Suite struct EqualBitsTests {
  /// What the decompositions of a general and of a positive definite matrix answer.
  @Sendable private static func answers<T: LAPACKScalar>(
    _ a: Matrix<T>, _ p: Matrix<T>
  ) throws -> [Matrix<T>] {
    let (lu, cholesky, qr, svd) = (try a.lu(), try p.cholesky(), try a.qr(), try a.svd())
    let (eigen, schur) = (try p.symmetricEigen(), try a.schur())
    var answers = [
      lu.upper, try lu.solve(p), try lu.inverse(), cholesky.lower, try cholesky.solve(a),
      try cholesky.inverse(), qr.upper, qr.orthogonal(), qr.orthogonalProduct(p),
      try qr.leastSquares(p), try a.lq().lower, try a.pivotedQR().upper, svd.left, svd.rightAdjoint,
      eigen.vectors, try GeneralizedSymmetricEigen(a, p).vectors, schur.form, schur.basis,
      try a.hessenberg().form,
      try Eigen(a).vectors.map { T(realPart: $0.real, imaginaryPart: $0.imaginary) },
    ]
    // From 75 rows on LAPACK's QZ iteration works in blocks and does not repeat itself, on one thread either.
    if a.rows < 75 { answers.append(try GeneralizedSchur(a, p).formA) }
    return answers
  }

  @Test(arguments: scalarTypes, [1, 4, 7, 40, 100])
  func `small decompositions have the same bits whatever scopes of threads open and end`(
    type: any LAPACKScalar.Type, size: Int
  ) async throws {
    func check<T: LAPACKScalar>(_: T.Type) async throws {
      var source = MatrixSource<T>(seed: UInt64(size))
      let a = source.uniform(rows: size, columns: size)
      let p = source.positiveDefinite(size, condition: 10)
      let expected = try BLASThreads.with(1) { try Self.answers(a, p) }
      try await withThrowingTaskGroup(of: [Matrix<T>]?.self) { group in
        group.addTask {
          while !Task.isCancelled {
            BLASThreads.with(2) { BLASThreads.with(1) {} }
            await Task.yield()
          }
          return nil
        }
        let rounds = size < 40 ? 20 : 3
        for _ in 0..<rounds { group.addTask { try Self.answers(a, p) } }
        var count = 0
        while count < rounds, let found = try await group.next() {
          guard let found else { continue }
          count += 1
          for (index, (x, y)) in zip(found, expected).enumerated() {
            #expect(x == y, "answer \(index)")
          }
        }
        group.cancelAll()
      }
    }
    try await check(type)
  }
}
