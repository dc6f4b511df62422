import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import RealModule
import Testing

@Suite struct BunchKaufmanTests {
  @Test(arguments: scalarTypes, solverSizes)
  func `factors of every family reproduce it and solve, by LAPACK's ratios below 30`(
    type: any LAPACKScalar.Type, size: Int
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: UInt64(70 + size))
      for family in IndefiniteFamily.allCases {
        // Large sizes meet fewer families: debug builds are slow.
        if size >= 50 && family != .wellConditioned && family != .zeroDiagonal { continue }
        for isHermitian in T.isComplex ? [true, false] : [true] {
          let a = source.indefinite(family, size: size, hermitian: isHermitian)
          for isRook in [false, true] {
            let factored =
              isHermitian
              ? try BunchKaufman(
                Hermitian(a, triangle: size % 2 == 0 ? .lower : .upper), rook: isRook,
                allowSingular: true)
              : try BunchKaufman(
                Symmetric(a, triangle: size % 2 == 0 ? .lower : .upper), rook: isRook,
                allowSingular: true)
            try verify(factored, a, family, &source)
          }
        }
      }
    }
    try check(type)
  }

  private func verify<T, S: ConditionedSolver<T> & Reconstructible<T>>(
    _ factored: S, _ a: Matrix<T>, _ family: IndefiniteFamily, _ source: inout MatrixSource<T>
  ) throws {
    let n = a.rows
    let name = Comment(rawValue: "\(S.self) \(family) \(n)")
    #expect(reconstructionRatio(factored.reconstructed(), of: a) < linearEquationThreshold, name)
    if !family.zeros(n).isEmpty {
      guard case .singular(let pivot) = factored.status else {
        Issue.record("\(name): not singular")
        return
      }
      #expect(pivot >= 1 && pivot <= n)
      #expect(factored.reciprocalCondition() == 0)
      #expect(throws: LinearAlgebraError.singular(pivot: pivot)) { try factored.solve(a) }
      return
    }
    #expect(factored.status == .success, name)
    let exact = source.uniform(rows: n, columns: 2)
    let b = a * exact
    let x = try factored.solve(b)
    #expect(residualRatio(a, solution: x, rightSide: b) < linearEquationThreshold, name)
    let rcond = factored.reciprocalCondition()
    #expect(
      forwardRatio(x, exact: exact, reciprocalCondition: rcond) < linearEquationThreshold, name)
    let expected = try LU(a).reciprocalCondition()
    #expect(rcond <= 3 * expected && expected <= 3 * rcond, name)
    #expect(abs(factored.reciprocalCondition(.infinity) - rcond) <= rcond / 2, name)
  }

  @Test(arguments: scalarTypes)
  func `one factorization solves with every operation on either side`(
    type: any LAPACKScalar.Type
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 80)
      for isHermitian in [true, false] {
        let a = source.indefinite(9, hermitian: isHermitian || !T.isComplex, condition: 10)
        let factored =
          isHermitian ? try BunchKaufman(Hermitian(a)) : try BunchKaufman(Symmetric(a))
        for operation in MatrixOperation.allCases {
          let applied = reference(operation, a)
          let b = source.uniform(rows: 9, columns: 3)
          let x = try factored.solve(b, operation: operation)
          #expect(residualRatio(applied, solution: x, rightSide: b) < linearEquationThreshold)
          let y = try factored.solve(Matrix(b.transposed), operation: operation, side: .right)
          #expect(
            residualRatio(
              Matrix(applied.transposed), solution: Matrix(y.transposed), rightSide: b)
              < linearEquationThreshold)
        }
        let inverse = try factored.inverse()
        #expect(inverseRatio(a, inverse: inverse) < linearEquationThreshold)
        #expect(inverse == (isHermitian ? Matrix(inverse.adjoint) : Matrix(inverse.transposed)))
        let lu = try a.lu()
        let (found, expected) = (factored.determinant, lu.determinant)
        #expect((found - expected).modulus < 1000 * T.RealPart.ulpOfOne * expected.modulus)
        let (sign, logarithm) = factored.logDeterminant
        #expect((sign - lu.logDeterminant.sign).modulus < 1000 * T.RealPart.ulpOfOne)
        #expect(
          abs(logarithm - lu.logDeterminant.logAbsoluteValue) < 1000 * T.RealPart.ulpOfOne)
        if isHermitian || !T.isComplex {
          #expect(factored.inertia == Inertia(positive: 5, negative: 4, zero: 0))
        }
        #expect(Set(factored.permutation) == Set(0..<9))
      }
    }
    try check(type)
  }

  @Test func `known determinants and inertias`() throws {
    let swap: Matrix<Double> = [[0, 1], [1, 0]]
    let factored = try Hermitian(swap).bunchKaufman()
    #expect(factored.determinant == -1)
    #expect(factored.inertia == Inertia(positive: 1, negative: 1, zero: 0))
    #expect(factored.lower == .identity(2) && factored.blockDiagonal == swap)
    let zero = try Hermitian(Matrix<Double>(rows: 3, columns: 3)).bunchKaufman(allowSingular: true)
    #expect(zero.inertia == Inertia(positive: 0, negative: 0, zero: 3))
    #expect(zero.status == .singular(pivot: 1) && zero.determinant == 0)
    let empty = try Hermitian(Matrix<Float>(rows: 0, columns: 0)).bunchKaufman()
    #expect(empty.determinant == 1 && empty.reciprocalCondition() == 1)
    let a: Matrix<Double> = [[1, 2, 3], [2, 1, 4], [3, 4, 1]]
    #expect(abs(try Hermitian(a).determinant() - 20) < 1e-13)
    #expect(abs(try Symmetric(a).determinant() - 20) < 1e-13)
    #expect(try Hermitian(a).inertia() == Inertia(positive: 1, negative: 2, zero: 0))
    #expect(try Hermitian(a * 1e200).logDeterminant().sign == 1)
    let z: Matrix<Complex<Double>> = [[0, Complex(0, 1)], [Complex(0, -1), 0]]
    let lone: Matrix<Complex<Double>> = [[Complex(0, 2)]]
    #expect(try Hermitian(z).determinant() == -1)
    #expect(try Symmetric(lone).determinant() == Complex(0, 2))
  }

  @Test(arguments: scalarTypes)
  func `a pivot without a reciprocal does not spoil its column`(
    type: any LAPACKScalar.Type
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      let tiny = T(T.RealPart.leastNormalMagnitude / 128)
      let one: Matrix<T> = [[1, 0, 0], [0, tiny, tiny], [0, tiny, 3 * tiny]]
      let two: Matrix<T> = [[1, 0, 0], [0, 0, tiny], [0, tiny, 0]]
      let lone: Matrix<T> = [[4, 0, 0], [0, -tiny, 0], [0, 0, 2]]
      for a in [one, two, lone] {
        for isRook in [false, true] {
          let hermitian = try BunchKaufman(Hermitian(a), rook: isRook)
          #expect(hermitian.reconstructed() == a)
          for operation in MatrixOperation.allCases {
            #expect(try hermitian.solve(a, operation: operation) == .identity(3))
          }
          #expect(try BunchKaufman(Symmetric(a), rook: isRook).solve(a) == .identity(3))
        }
        #expect(try PackedHermitian(a).bunchKaufman().solve(a) == .identity(3))
        #expect(try PackedSymmetric(a).bunchKaufman().reconstructed() == a)
      }
      var source = MatrixSource<T>(seed: 81)
      // All elements subnormal: the matrix is scaled.
      let small = source.indefinite(6).map { $0.scaled(by: T.RealPart.leastNormalMagnitude / 64) }
      let b = small * Matrix<T>(rows: 6, columns: 1, repeating: 1)
      let x = try Hermitian(small).bunchKaufman().solve(b)
      #expect((x - Matrix(rows: 6, columns: 1, repeating: 1)).norm(.maxAbs) < 0.01)
      #expect(try Hermitian(small).bunchKaufman().reciprocalCondition() > 0.05)
      let huge = source.indefinite(6)
        .map { $0.scaled(by: T.RealPart.greatestFiniteMagnitude / 2) }
      let factored = try Hermitian(huge).bunchKaufman()
      #expect(reconstructionRatio(factored.reconstructed(), of: huge) < linearEquationThreshold)
      #expect(factored.reciprocalCondition() > 0.05)
      // A tiny column among ordinary ones, with random elements, by the dividing path.
      for size in [3, 8, 20, 70] {
        var mixed = source.indefinite(size)
        let factor = T.RealPart.leastNormalMagnitude / 256
        for row in 0..<size { mixed[row, 0] = mixed[row, 0].scaled(by: factor) }
        for column in 0..<size { mixed[0, column] = mixed[column, 0].conjugate }
        let exact = source.uniform(rows: size, columns: 1)
        let found = try BunchKaufman(Hermitian(mixed), rook: size == 8)
        #expect(reconstructionRatio(found.reconstructed(), of: mixed) < linearEquationThreshold)
        let right = mixed * exact
        #expect(
          residualRatio(mixed, solution: try found.solve(right), rightSide: right)
            < linearEquationThreshold)
      }
    }
    try check(type)
  }

  @Test func `an update reuses the factorization, and errors change nothing`() throws {
    var source = MatrixSource<Complex<Double>>(seed: 82)
    var workspace = Workspace()
    var factored = try Hermitian(source.indefinite(7)).bunchKaufman()
    let a = source.indefinite(7)
    try factored.update(Hermitian(a), workspace: &workspace)
    #expect(reconstructionRatio(factored.reconstructed(), of: a) < linearEquationThreshold)
    let before = factored.reconstructed()
    let bad = Matrix<Complex<Double>>(rows: 7, columns: 7, repeating: .nanValue)
    #expect(throws: LinearAlgebraError.nonFinite(argument: "a", row: 0, column: 0)) {
      try factored.update(Hermitian(bad), workspace: &workspace)
    }
    #expect(factored.reconstructed() == before)
    #expect(workspace.byteCount > 0)
  }
}
