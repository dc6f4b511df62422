import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import RealModule
import Testing

/// Complete pivoting: ``CompletePivotingLU`` and ``PivotedCholesky``.
@Suite struct RankRevealingTests {
  @Test(arguments: scalarTypes, [0, 1, 2, 3, 5, 10, 33])
  func `complete pivoting reproduces and solves, by LAPACK's ratios below 30`(
    type: any LAPACKScalar.Type, size: Int
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: UInt64(100 + size))
      for family in GeneralFamily.allCases {
        let a = source.general(family, size: size)
        let lu = try CompletePivotingLU(a)
        #expect(
          reconstructionRatio(lu.reconstructed(), of: a) < linearEquationThreshold, "\(family)")
        #expect(lu.lower.norm(.maxAbs) <= 1 + 4 * T.RealPart.ulpOfOne)
        let diagonal = lu.upper.diagonal.map(\.modulus)
        #expect(zip(diagonal, diagonal.dropFirst()).allSatisfy { $1 <= 3 * $0 })
        if size > 0, let zero = family.firstZeroColumn(size) {
          let rank = family == .lastHalfZero ? zero : size - 1
          #expect(lu.rank() == rank, "\(family)")
          #expect(lu.determinant.modulus <= T.RealPart.ulpOfOne)
          #expect(lu.nullSpaceBasis().columns == size - rank)
          let image = a * lu.nullSpaceBasis()
          #expect(image.norm(.maxAbs) <= 100 * T.RealPart.ulpOfOne)
          continue
        }
        let exact = source.uniform(rows: size, columns: 2)
        for operation in MatrixOperation.allCases {
          let applied = reference(operation, a)
          let b = applied * exact
          let x = try lu.solve(b, operation: operation)
          #expect(residualRatio(applied, solution: x, rightSide: b) < linearEquationThreshold)
          let y = try lu.solve(
            Matrix(b.transposed), operation: operation.followed(by: .transpose), side: .right)
          #expect(y == Matrix(x.transposed))
        }
        if family == .wellConditioned { #expect(lu.rank() == size) }
        let expected = try LU(a).reciprocalCondition()
        #expect(lu.reciprocalCondition() <= 3 * expected)
      }
    }
    try check(type)
  }

  @Test(
    arguments: scalarTypes,
    [Shape(rows: 6, columns: 3), .init(rows: 3, columns: 6), .init(rows: 4, columns: 0)])
  func `rectangular matrices of known rank`(type: any LAPACKScalar.Type, shape: Shape) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 110)
      let a =
        source.uniform(rows: shape.rows, columns: 2)
        * source.uniform(rows: 2, columns: shape.columns)
      let lu = try a.completePivotingLU()
      #expect(lu.rank() == min(2, shape.columns))
      #expect(reconstructionRatio(lu.reconstructed(), of: a) < linearEquationThreshold)
      let basis = lu.nullSpaceBasis()
      #expect(basis.shape == Shape(rows: shape.columns, columns: shape.columns - lu.rank()))
      #expect((a * basis).norm(.maxAbs) < 100 * T.RealPart.ulpOfOne)
      #expect(try CompletePivotingLU(a.transposed).rank() == lu.rank())
      // The rank does not depend on the scale.
      #expect(
        try CompletePivotingLU(a * T(T.RealPart.leastNormalMagnitude)).rank()
          <= min(2, shape.columns))
    }
    try check(type)
  }

  @Test func `known pivots and determinants`() throws {
    let a: Matrix<Double> = [[1, 2], [3, 8]]
    let lu = try a.completePivotingLU()
    #expect(lu.rowPermutation == [1, 0] && lu.columnPermutation == [1, 0])
    #expect(lu.upper == [[8, 3], [0, 0.25]])
    #expect(lu.determinant == 2 && lu.rank(tolerance: 0.1) == 1)
    #expect(
      try Matrix<Double>.diagonal([1, 0x1p-1060, 1]).completePivotingLU().determinant == 0x1p-1060)
    #expect(try Matrix<Float>(rows: 3, columns: 3).completePivotingLU().rank() == 0)
    #expect(throws: LinearAlgebraError.singular(pivot: 1)) {
      try Matrix<Float>(rows: 3, columns: 3).completePivotingLU().solve(.identity(3))
    }
    #expect(throws: LinearAlgebraError.nonFinite(argument: "a", row: 0, column: 1)) {
      try CompletePivotingLU([[1, Double.nan]])
    }
  }

  @Test(arguments: scalarTypes, [1, 2, 5, 10, 33])
  func `pivoted Cholesky finds the rank of semidefinite matrices`(
    type: any LAPACKScalar.Type, size: Int
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: UInt64(120 + size))
      let small = T.RealPart.leastNormalMagnitude / T.RealPart.ulpOfOne / 2
      for rank in Set([0, 1, size / 2, size - 1, size]) {
        for scale in [1, small, 1 / small] {
          let a = source.semidefinite(size, rank: rank).map { $0.scaled(by: scale) }
          let triangle: Triangle = rank % 2 == 0 ? .lower : .upper
          let factored = try PivotedCholesky(Hermitian(a, triangle: triangle))
          #expect(factored.rank == rank, "\(size) \(rank) \(scale)")
          #expect(reconstructionRatio(factored.reconstructed(), of: a) < linearEquationThreshold)
          let b = a * source.uniform(rows: size, columns: 2)
          let x = try factored.basicSolution(b)
          #expect((a * x - b).norm(.one) <= 1000 * T.RealPart.ulpOfOne * b.norm(.one))
          let basis = factored.nullSpaceBasis()
          #expect(basis.columns == size - rank)
          #expect(
            (a * basis).norm(.one) <= 1000 * T.RealPart.ulpOfOne * a.norm(.one) * basis.norm(.one))
          if rank == size {
            let y = try factored.solve(b, operation: .conjugate, side: .left)
            #expect(
              residualRatio(reference(.conjugate, a), solution: y, rightSide: b)
                < linearEquationThreshold)
          } else {
            #expect(throws: LinearAlgebraError.rankDeficient(rank: rank)) { try factored.solve(b) }
          }
        }
      }
    }
    try check(type)
  }

  @Test(arguments: scalarTypes)
  func `basic solutions of right sides near overflow and underflow are scaled ones`(
    type: any LAPACKScalar.Type
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      typealias Real = T.RealPart
      var source = MatrixSource<T>(seed: 121)
      let basis = source.orthonormal(rows: 8, columns: 4)
      // Substitution sums what cancels: the sums overflow, the solution does not.
      let a = basis * Matrix<T>.diagonal([4, 3, 2, 1]) * basis.adjoint
      let factored = try PivotedCholesky(Hermitian((a + Matrix(a.adjoint)) / 2))
      #expect(factored.rank == 4)
      let b = a * source.uniform(rows: 8, columns: 2)
      let plain = try factored.basicSolution(b)
      let room = T(Real(1) / plain.norm(.maxAbs) / b.norm(.maxAbs) / 4)
      for size in [Real.greatestFiniteMagnitude, Real.leastNormalMagnitude] {
        let scale = size < 1 ? T(size) : room * T(size)
        // Each column for itself.
        let mixed = Matrix<T>(rows: 8, columns: 2) { b[$0, $1] * ($1 == 0 ? scale : 1) }
        let found = try factored.basicSolution(mixed)
        let restored = Vector(found.column(0)) / scale
        let unit = 100 * Real.ulpOfOne * plain.norm(.maxAbs)
        #expect((restored - Vector(plain.column(0))).norm(.infinity) <= (size < 1 ? 16 : 1) * unit)
        #expect((Vector(found.column(1)) - Vector(plain.column(1))).norm(.infinity) <= unit)
      }
    }
    try check(type)
  }

  @Test func `indefinite matrices are no semidefinite ones`() throws {
    let mild: Matrix<Double> = [[1, 2], [2, 1]]
    #expect(throws: LinearAlgebraError.notPositiveDefinite(minor: 2)) {
      try PivotedCholesky(Hermitian(mild))
    }
    #expect(throws: LinearAlgebraError.notPositiveDefinite(minor: 1)) {
      try PivotedCholesky(Hermitian([[0, 1], [1, 0]] as Matrix<Float>))
    }
    #expect(try PivotedCholesky(Hermitian(Matrix<Float>(rows: 0, columns: 0))).rank == 0)
    let factored = try PivotedCholesky(Hermitian([[1, 0], [0, 4]] as Matrix<Double>))
    #expect(factored.permutation == [1, 0] && factored.lower == [[2, 0], [0, 1]])
    #expect(
      try PivotedCholesky(Hermitian([[1, 0], [0, 4]] as Matrix<Double>), tolerance: 0.5).rank == 1)
  }
}
