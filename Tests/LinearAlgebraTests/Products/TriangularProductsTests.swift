import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import Testing

@Suite struct TriangularProductsTests {
  @Test(arguments: scalarTypes, Triangle.allCases)
  func `every small product stays within (k + 2) eps of three loops and reads one triangle`(
    type: any LAPACKScalar.Type, triangle: Triangle
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 81)
      var round = 0
      for (m, n) in [(0, 2), (2, 0), (1, 1), (2, 3), (4, 1), (5, 5), (65, 2)] {
        for diagonal in [TriangleDiagonal.general, .unit] {
          for operation in MatrixOperation.allCases {
            for side in Side.allCases {
              round += 1
              let alpha: T = [1, .parts(2, 1), 0][round % 3]
              let a = StructuredOperand.triangular(
                &source, side == .left ? m : n, triangle, diagonal)
              let old = source.uniform(rows: m, columns: n)
              var b = old
              multiplyTriangular(
                a.stored, triangle, diagonal: diagonal, operation: operation, side: side, in: &b,
                alpha: alpha)
              let zero = Matrix<T>(rows: m, columns: n)
              let expected =
                side == .left
                ? referenceProduct(operation, a.meant, .none, old, alpha: alpha, zero)
                : referenceProduct(.none, old, operation, a.meant, alpha: alpha, zero)
              #expect(
                expected.firstFault(in: b) == nil, "\(m)×\(n) \(diagonal) \(operation) \(side)")
              // The solve undoes the product.
              guard alpha != 0 else { continue }
              var x = old
              try solveTriangular(
                a.stored, triangle, diagonal: diagonal, operation: operation, side: side, in: &x,
                alpha: alpha)
              let product =
                side == .left
                ? reference(operation, a.meant) * x : x * reference(operation, a.meant)
              #expect(
                (product - alpha * old).norm(.maxAbs)
                  <= 200 * T.RealPart.ulpOfOne * (1 + x.norm(.maxAbs)))
            }
          }
        }
      }
    }
    try check(type)
  }

  @Test(arguments: scalarTypes, Layout.allCases)
  func `every layout multiplies, solves and touches nothing else`(
    type: any LAPACKScalar.Type, layoutA: Layout
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 82)
      var round = 0
      for layoutB in Layout.mutable {
        for operation in MatrixOperation.allCases {
          round += 1
          let side: Side = round % 2 == 0 ? .left : .right
          let triangle: Triangle = round % 3 == 0 ? .upper : .lower
          let diagonal: TriangleDiagonal = round % 5 == 0 ? .unit : .general
          let a = StructuredOperand.triangular(&source, side == .left ? 4 : 3, triangle, diagonal)
          let old = source.uniform(rows: 4, columns: 3)
          let zero = Matrix<T>(rows: 4, columns: 3)
          let expected =
            side == .left
            ? referenceProduct(operation, a.meant, .none, old, alpha: 2, zero)
            : referenceProduct(.none, old, operation, a.meant, alpha: 2, zero)
          let found = layoutB.withMutableView(of: old) { b in
            layoutA.withView(of: a.stored) { a in
              multiplyTriangular(
                a, triangle, diagonal: diagonal, operation: operation, side: side, in: &b, alpha: 2)
            }
          }
          #expect(
            expected.firstFault(in: found.result) == nil && found.isPaddingIntact,
            "\(layoutA) \(layoutB) \(operation) \(side)")
          let solved = try layoutB.withMutableView(of: found.result) {
            b throws(LinearAlgebraError) in
            try layoutA.withView(of: a.stored) { a throws(LinearAlgebraError) in
              try solveTriangular(
                a, triangle, diagonal: diagonal, operation: operation, side: side, in: &b,
                alpha: T(0.5))
            }
          }
          #expect((solved.result - old).norm(.maxAbs) <= 200 * T.RealPart.ulpOfOne)
          #expect(solved.isPaddingIntact)
        }
      }
    }
    try check(type)
  }

  @Test(arguments: scalarTypes, Layout.allCases)
  func `vectors of every stride multiply and solve`(
    type: any LAPACKScalar.Type, layout: Layout
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 83)
      var round = 0
      for n in [0, 1, 3, 5] {
        for operation in MatrixOperation.allCases {
          for stride in [1, 2, -1, -2] {
            round += 1
            let triangle: Triangle = round % 3 == 0 ? .upper : .lower
            let diagonal: TriangleDiagonal = round % 5 == 0 ? .unit : .general
            let a = StructuredOperand.triangular(&source, n, triangle, diagonal)
            let old = source.uniform(count: n)
            let expected = referenceProduct(
              operation, a.meant, .none, old.matrix, Matrix(rows: n, columns: 1))
            let found = layout.withView(of: a.stored) { a in
              old.changed(stride: stride) { x in
                multiplyTriangular(
                  a, triangle, diagonal: diagonal, operation: operation, in: &x)
              }
            }
            #expect(
              expected.firstFault(in: found.result.matrix) == nil && found.isPaddingIntact,
              "\(n) \(operation) \(stride) \(triangle) \(diagonal)")
            var solved = found.result
            try solveTriangular(
              a.stored, triangle, diagonal: diagonal, operation: operation, in: &solved)
            #expect((solved - old).norm(.infinity) <= 200 * T.RealPart.ulpOfOne)
            let strided = try found.result.changed(stride: stride) { x in
              try layout.withView(of: a.stored) { a throws(LinearAlgebraError) in
                try solveTriangular(
                  a, triangle, diagonal: diagonal, operation: operation, in: &x)
              }
            }
            #expect((strided.result - old).norm(.infinity) <= 200 * T.RealPart.ulpOfOne)
            #expect(strided.isPaddingIntact)
          }
        }
      }
    }
    try check(type)
  }

  @Test(arguments: scalarTypes)
  func `zero, extreme and non-finite diagonals are told apart`(type: any LAPACKScalar.Type) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      let singular: Matrix<T> = [[1, 2], [0, 0]]
      let ones = Vector<T>(count: 2, repeating: 1)
      var x = ones
      #expect(throws: LinearAlgebraError.singular(pivot: 2)) {
        try solveTriangular(singular, .upper, in: &x)
      }
      #expect(throws: LinearAlgebraError.singular(pivot: 2)) {
        try solveTriangular(singular.view, .upper, in: &x)
      }
      var wide = Matrix<T>(rows: 2, columns: 2, repeating: 1)
      #expect(throws: LinearAlgebraError.singular(pivot: 2)) {
        try solveTriangular(singular.view, .upper, in: &wide, alpha: 2)
      }
      let bad: Matrix<T> = [[1, .nanValue], [.nanValue, 1]]
      #expect(throws: LinearAlgebraError.nonFinite(argument: "a", row: 0, column: 1)) {
        try solveTriangular(bad, .upper, in: &x)
      }
      #expect(x == ones)
      x = [1, .nanValue]
      #expect(throws: LinearAlgebraError.nonFinite(argument: "b", row: 1, column: 0)) {
        try solveTriangular(Matrix<T>.identity(2), .upper, in: &x)
      }
      try solveTriangular(bad, .upper, in: &wide, alpha: 0)
      #expect(wide == Matrix(rows: 2, columns: 2))
      typealias Real = T.RealPart
      for extreme in [Real.leastNonzeroMagnitude * 3, Real.greatestFiniteMagnitude / 3] {
        var a = Matrix<T>.identity(3)
        a[1, 1] = T(extreme)
        for triangle in Triangle.allCases {
          for operation in MatrixOperation.allCases {
            var x: Vector<T> = [1, T(extreme), 1]
            try solveTriangular(a, triangle, operation: operation, in: &x)
            #expect(x == [1, 1, 1])
            var b = a
            var view = b.mutableView
            try solveTriangular(a, triangle, operation: operation, side: .right, in: &view)
            #expect(b == .identity(3))
          }
        }
      }
    }
    try check(type)
  }

  @Test func `shapes that do not fit trap`() async {
    await #expect(processExitsWith: .failure) {
      var x = Vector<Double>(count: 3)
      multiplyTriangular(Matrix.identity(2), .upper, in: &x)
    }
    await #expect(processExitsWith: .failure) {
      var b = Matrix<Double>(rows: 3, columns: 1)
      multiplyTriangular(Matrix.identity(2), .upper, in: &b)
    }
    await #expect(processExitsWith: .failure) {
      var x = Vector<Double>(count: 3)
      try solveTriangular(Matrix.identity(2), .upper, in: &x)
    }
  }
}
