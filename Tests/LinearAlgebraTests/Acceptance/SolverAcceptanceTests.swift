import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import Testing

/// What every way to solve a square system must survive.
@Suite struct SolverAcceptanceTests {
  @Test(arguments: scalarTypes)
  func `every operation from both sides leaves a residual ratio below 30`(
    type: any LAPACKScalar.Type
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      for size in [1, 2, 3, 6, 19] {
        for system in everySystem(T.self, size: size) {
          let solver = try system.make()
          for operation in MatrixOperation.allCases {
            let applied = reference(operation, system.matrix)
            let b = rightSide(T.self, size, 3)
            let x = try solver.solve(b, operation: operation)
            let left = residualRatio(applied, solution: x, rightSide: b)
            #expect(left < linearEquationThreshold, "\(system.name) \(size) \(operation)")
            // X op(A) = Bᵀ is op(A)ᵀ Xᵀ = B.
            let y = try solver.solve(Matrix(b.transposed), operation: operation, side: .right)
            let right = residualRatio(
              Matrix(applied.transposed), solution: Matrix(y.transposed), rightSide: b)
            #expect(right < linearEquationThreshold, "\(system.name) \(size) \(operation) right")
          }
        }
      }
    }
    try check(type)
  }

  /// Where, in shares of the range of exponents, matrices and right sides lie.
  static let scales: [(matrix: Double, rightSide: Double)] = [
    (-1, -1), (-0.99, -0.5), (-0.5, -1), (0, -0.99), (0, 0.99), (0.98, 0.98), (0.98, 0),
    (0.5, 0.98),
    (-0.98, 0),
  ]

  @Test(arguments: scalarTypes)
  func `matrices and right sides near underflow and overflow leave ratios below 30`(
    type: any LAPACKScalar.Type
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      let most = Int(T.RealPart.greatestFiniteMagnitude.exponent) - 5
      for size in [1, 2, 7, 20] {
        for scale in Self.scales {
          let (p, q) = (Int(scale.matrix * Double(most)), Int(scale.rightSide * Double(most)))
          for system in everySystem(T.self, size: size, exponent: p) {
            let solver = try system.make()
            let b = rightSide(T.self, size, 2).map { $0.timesPowerOfTwo(q) }
            for side in Side.allCases {
              let x =
                side == .left
                ? try solver.solve(b)
                : Matrix(try solver.solve(Matrix(b.transposed), side: .right).transposed)
              #expect(x.isFinite, "\(system.name) \(size) \(scale) \(side)")
              let a = side == .left ? system.matrix : Matrix(system.matrix.transposed)
              let ratio = residualRatio(a, solution: x, rightSide: b)
              #expect(ratio < linearEquationThreshold, "\(system.name) \(size) \(scale) \(side)")
            }
          }
        }
      }
    }
    try check(type)
  }

  @Test(arguments: scalarTypes)
  func `one right side near overflow does not spoil one near underflow`(
    type: any LAPACKScalar.Type
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      let most = Int(T.RealPart.greatestFiniteMagnitude.exponent) - 5
      for system in everySystem(T.self, size: 5) {
        let b = Matrix<T>(rows: 5, columns: 3) { row, column in
          rightSide(T.self, 5, 3)[row, column].timesPowerOfTwo((column - 1) * (most - 1))
        }
        let x = try system.make().solve(b)
        let ratio = residualRatio(system.matrix, solution: x, rightSide: b)
        #expect(ratio < linearEquationThreshold, "\(system.name)")
      }
    }
    try check(type)
  }

  @Test(arguments: scalarTypes)
  func `empty systems and no right sides have empty solutions`(
    type: any LAPACKScalar.Type
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      for system in everySystem(T.self, size: 0) {
        let solver = try system.make()
        for operation in MatrixOperation.allCases {
          let wide = try solver.solve(Matrix<T>(rows: 0, columns: 3), operation: operation)
          let tall = try solver.solve(
            Matrix<T>(rows: 3, columns: 0), operation: operation, side: .right)
          #expect(wide.shape == Shape(rows: 0, columns: 3), "\(system.name)")
          #expect(tall.shape == Shape(rows: 3, columns: 0), "\(system.name)")
        }
      }
      for system in everySystem(T.self, size: 4) {
        let solver = try system.make()
        let none = try solver.solve(Matrix<T>(rows: 4, columns: 0))
        let other = try solver.solve(Matrix<T>(rows: 0, columns: 4), side: .right)
        #expect(none.shape == Shape(rows: 4, columns: 0), "\(system.name)")
        #expect(other.shape == Shape(rows: 0, columns: 4), "\(system.name)")
      }
    }
    try check(type)
  }

  @Test(arguments: scalarTypes)
  func `a right side that is not finite is named and unchanged`(
    type: any LAPACKScalar.Type
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      for bad in [T.RealPart.nan, .infinity, -.infinity] {
        for system in everySystem(T.self, size: 3) {
          let solver = try system.make()
          for side in Side.allCases {
            var b = rightSide(T.self, 3, 3)
            b[1, 2] = T(realPart: T.isComplex ? 1 : bad, imaginaryPart: T.isComplex ? bad : 0)
            let before = b.map { $0.isFinite ? $0 : 77 }
            let error = #expect(throws: LinearAlgebraError.self, "\(system.name)") {
              try solver.solve(in: &b, operation: .none, side: side)
            }
            #expect(error == .nonFinite(argument: "b", row: 1, column: 2), "\(system.name)")
            #expect(b.map { $0.isFinite ? $0 : 77 } == before)
          }
        }
      }
    }
    try check(type)
  }

  @Test(arguments: scalarTypes)
  func `zero matrices throw and leave the right side`(type: any LAPACKScalar.Type) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      for size in [1, 2, 5] {
        // Scaling by 2^-4000 leaves nothing but zeros, and the structures.
        let limit = Int(T.RealPart.greatestFiniteMagnitude.exponent)
        for system in everySystem(T.self, size: size, exponent: -3 * limit) {
          var b = rightSide(T.self, size, 2)
          #expect(throws: LinearAlgebraError.self, "\(system.name) \(size)") {
            try system.make().solve(in: &b, operation: .none, side: .left)
          }
          #expect(b == rightSide(T.self, size, 2), "\(system.name)")
        }
      }
    }
    try check(type)
  }

  @Test(arguments: scalarTypes)
  func `solving shares no memory with what was handed in`(type: any LAPACKScalar.Type) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      for system in everySystem(T.self, size: 4) {
        let solver = try system.make()
        let b = rightSide(T.self, 4, 4)
        var x = b
        try solver.solve(in: &x)
        #expect(b == rightSide(T.self, 4, 4), "\(system.name)")
        // The matrix itself as the right side.
        let identity = try solver.solve(system.matrix)
        #expect((identity - .identity(4)).norm() < 1e-4, "\(system.name)")
        #expect(try solver.solve(b) == x, "\(system.name) is not deterministic")
      }
    }
    try check(type)
  }

  @Test(arguments: scalarTypes)
  func `concurrent solving with one factor gives the same bits`(
    type: any LAPACKScalar.Type
  ) async throws {
    func check<T: LAPACKScalar>(_: T.Type) async throws {
      for system in everySystem(T.self, size: 34) {
        let solver = try system.make()
        let b = rightSide(T.self, 34, 3)
        let expected = try solver.solve(b)
        let different = try await withThrowingTaskGroup(of: Bool.self) { group in
          for _ in 0..<4 {
            group.addTask { try solver.solve(b) != expected }
            group.addTask { try system.make().solve(b) != expected }
          }
          return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(different == 0, "\(system.name)")
      }
    }
    try await check(type)
  }
}

private func rightSide<T: LAPACKScalar>(_: T.Type, _ rows: Int, _ columns: Int) -> Matrix<T> {
  Matrix(rows: rows, columns: columns) {
    .parts(($0 * 7 + $1 * 3) % 5 - 2 + ($0 == 0 ? 1 : 0), $0 - $1 + 1)
  }
}
