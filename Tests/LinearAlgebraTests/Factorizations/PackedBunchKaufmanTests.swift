import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import RealModule
import Testing

@Suite struct PackedBunchKaufmanTests {
  @Test(arguments: scalarTypes, [0, 1, 2, 3, 5, 10, 33])
  func `packed factors reproduce and solve, by LAPACK's ratios below 30`(
    type: any LAPACKScalar.Type, size: Int
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: UInt64(150 + size))
      for family in IndefiniteFamily.allCases where family.zeros(size).isEmpty {
        for isHermitian in [true, false] {
          let a = source.indefinite(family, size: size, hermitian: isHermitian)
          for triangle in Triangle.allCases {
            let factor =
              isHermitian
              ? try PackedHermitian(a, triangle: triangle).packedBunchKaufman(rook: size % 2 == 0)
              : try PackedSymmetric(a, triangle: triangle).packedBunchKaufman(rook: size % 2 == 0)
            try verify(factor, a, &source, "\(family) \(triangle)")
          }
        }
      }
    }
    try check(type)
  }

  private func verify<T: LAPACKScalar>(
    _ factor: PackedBunchKaufman<T>, _ a: Matrix<T>, _ source: inout MatrixSource<T>,
    _ name: String
  ) throws {
    let name = Comment(rawValue: name)
    let n = a.rows
    #expect(
      reconstructionRatio(factor.reconstructed(), of: a) < linearEquationThreshold, name)
    let exact = source.uniform(rows: n, columns: 2)
    for operation in MatrixOperation.allCases {
      let applied = reference(operation, a)
      let b = applied * exact
      let x = try factor.solve(b, operation: operation)
      #expect(residualRatio(applied, solution: x, rightSide: b) < linearEquationThreshold, name)
      let y = try factor.solve(
        Matrix(b.transposed), operation: operation.followed(by: .transpose), side: .right)
      #expect(y == Matrix(x.transposed), name)
    }
    // What full storage says, from the same factors.
    let full =
      factor.isHermitian
      ? try BunchKaufman(Hermitian(a), allowSingular: true)
      : try BunchKaufman(Symmetric(a), allowSingular: true)
    #expect(PackedBunchKaufman(full).lower.dense() == full.lower, name)
    #expect(PackedBunchKaufman(full).blockDiagonal == full.blockDiagonal, name)
    #expect(PackedBunchKaufman(full).determinant == full.determinant, name)
    if factor.isHermitian { #expect(factor.inertia == full.inertia, name) }
    for norm in ConditionNorm.allCases {
      let (found, expected) = (
        factor.reciprocalCondition(norm), try LU(a).reciprocalCondition(norm)
      )
      #expect(found <= 3 * expected && expected <= 3 * found, name)
    }
  }

  @Test(arguments: scalarTypes)
  func `subnormal pivots do no harm`(type: any LAPACKScalar.Type) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      // What overflows a reciprocal makes LAPACK's packed routine write beyond its memory.
      let tiny = T(T.RealPart.leastNormalMagnitude / 128)
      let a: Matrix<T> = [[1, 0, 0], [0, tiny, tiny / 2], [0, tiny / 2, -1]]
      let exact: Matrix<T> = [[1, 2], [1, 0], [1, 4]]
      let factor = try PackedHermitian(a).packedBunchKaufman()
      #expect(factor.reconstructed() == a)
      #expect(try factor.solve(a * exact) == exact)
      let small = Matrix<T>.diagonal([tiny, -tiny])
      #expect(try PackedSymmetric(small).packedBunchKaufman().solve(small) == .identity(2))
    }
    try check(type)
  }

  @Test func `failures carry their position`() throws {
    let zero = PackedHermitian(Matrix<Double>.diagonal([1, 0, -1]))
    #expect(throws: LinearAlgebraError.self) { try zero.packedBunchKaufman() }
    let factor = try zero.packedBunchKaufman(allowSingular: true)
    #expect(factor.determinant == 0 && factor.reciprocalCondition() == 0)
    #expect(factor.inertia == Inertia(positive: 1, negative: 1, zero: 1))
    #expect(throws: LinearAlgebraError.self) { try factor.solve(Matrix.identity(3)) }
    #expect(throws: LinearAlgebraError.nonFinite(argument: "a", row: 2, column: 1)) {
      try PackedSymmetric(Matrix<Double>(rows: 3, columns: 3) { $0 == 2 && $1 == 1 ? .nan : 1 })
        .packedBunchKaufman()
    }
    // The other triangle is never read.
    let low = Matrix<Double>(rows: 3, columns: 3) { $0 < $1 ? .nan : $0 == $1 ? -4 : 1 }
    #expect(try PackedHermitian(low).packedBunchKaufman().inertia.negative == 3)
  }
}
