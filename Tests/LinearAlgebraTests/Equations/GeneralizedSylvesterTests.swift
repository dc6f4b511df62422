import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import RealModule
import Testing

@Suite struct GeneralizedSylvesterTests {
  /// The matrix of the equations as a linear system for the columns of `R` and then those of `L`.
  private func system<T: LAPACKScalar>(
    _ a: Matrix<T>, _ d: Matrix<T>, _ b: Matrix<T>, _ e: Matrix<T>
  ) -> Matrix<T> {
    func rows(_ left: Matrix<T>, _ right: Matrix<T>) -> [Matrix<T>] {
      [
        Matrix.identity(right.rows).kroneckerProduct(left),
        -Matrix(right.transposed).kroneckerProduct(.identity(left.rows)),
      ]
    }
    return Matrix(blocks: [rows(a, b), rows(d, e)])
  }

  @Test(
    arguments: scalarTypes,
    [
      Shape(rows: 1, columns: 1), .init(rows: 2, columns: 3), .init(rows: 5, columns: 2),
      .init(rows: 4, columns: 4),
    ])
  func `the solution is that of the linear system of all unknowns, at every scale`(
    type: any LAPACKScalar.Type, shape: Shape
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      typealias Real = T.RealPart
      let (m, n) = (shape.rows, shape.columns)
      var source = MatrixSource<T>(seed: UInt64(10 * m + n))
      let (a, b) = (source.general(rows: m, columns: m), source.general(rows: n, columns: n) / 4)
      let d = Matrix<T>.identity(m) + source.uniform(rows: m, columns: m) / T(Real(4 * m))
      let e = 2 * Matrix<T>.identity(n) + source.uniform(rows: n, columns: n) / T(Real(4 * n))
      let (c, f) = (source.uniform(rows: m, columns: n), source.uniform(rows: m, columns: n))
      let whole = system(a, d, b, e)
      let right = Vector(columnMajor: c, f)
      let exact = try whole.solve(right)
      let rcond = try whole.lu().reciprocalCondition()
      let smallest = Array(try whole.singularValues()).min() ?? 0
      let tiny = Real.leastNormalMagnitude * 64
      for (first, second) in [(1, 1), (tiny, 1), (1, 1 / tiny), (tiny, tiny)] as [(Real, Real)] {
        let (one, two) = (T(first), T(second))
        let found = try solveGeneralizedSylvester(
          (a * one, d * two), (b * one, e * two), rightSides: (c * one, f * two))
        let x = Vector(columnMajor: found.right, found.left)
        #expect(
          (x - exact).norm() <= 30 * Real(m + n) * Real.ulpOfOne / rcond * exact.norm(),
          "\(first) \(second)")
        let (r, l) = (found.right, found.left)
        let size = (a.norm(.one) + b.norm(.one) + d.norm(.one) + e.norm(.one)) * x.norm()
        let bound = 30 * Real(m + n) * Real.ulpOfOne * (size + right.norm())
        #expect((a * r - l * b - c).norm(.one) <= bound)
        #expect((d * r - l * e - f).norm(.one) <= bound)
        if first == second {
          // The smallest singular value, rarely missed by more than the root of the number of unknowns.
          let (separation, factor) = (found.separation / first, Real(2 * m * n).squareRoot())
          #expect(separation >= smallest / (2 * factor))
          #expect(separation <= smallest * (10 * factor))
        }
      }
    }
    try check(type)
  }

  @Test(arguments: scalarTypes)
  func `the solution makes a pair of block triangular matrices block diagonal`(
    type: any LAPACKScalar.Type
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 77)
      let (a, d) = (source.general(rows: 3, columns: 3), source.general(rows: 3, columns: 3))
      let (b, e) = (source.general(rows: 2, columns: 2) * 5, source.general(rows: 2, columns: 2))
      let (c, f) = (source.uniform(rows: 3, columns: 2), source.uniform(rows: 3, columns: 2))
      let found = try solveGeneralizedSylvester((a, d), (b, e), rightSides: (c, f))
      func unit(_ corner: Matrix<T>) -> Matrix<T> {
        Matrix(blocks: [[.identity(3), corner], [Matrix(rows: 2, columns: 3), .identity(2)]])
      }
      let bound = 1000 * T.RealPart.ulpOfOne * (1 + found.right.norm() + found.left.norm())
      for (first, corner, last) in [(a, c, b), (d, f, e)] {
        let whole = Matrix(blocks: [[first, -corner], [Matrix(rows: 2, columns: 3), last]])
        let product = unit(-found.left) * whole * unit(found.right)
        #expect((product - .blockDiagonal([first, last])).norm(.maxAbs) <= bound)
      }
    }
    try check(type)
  }

  @Test(arguments: scalarTypes)
  func `empty pairs, common eigenvalues and infinite ones`(type: any LAPACKScalar.Type) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      let none = Matrix<T>(rows: 0, columns: 0)
      let two = Matrix<T>.identity(2)
      let wide = Matrix<T>(rows: 0, columns: 2)
      let empty = try solveGeneralizedSylvester((none, none), (two, two), rightSides: (wide, wide))
      #expect(empty.right.shape == wide.shape && empty.left.shape == wide.shape)
      #expect(empty.separation == .infinity)
      // Equal pairs, and two that have an infinite eigenvalue each.
      let one = Matrix<T>(rows: 2, columns: 2, repeating: 1)
      #expect(throws: LinearAlgebraError.self) {
        try solveGeneralizedSylvester((two, two), (two, two), rightSides: (one, one))
      }
      let singular = Matrix<T>.diagonal([1, 0])
      #expect(throws: LinearAlgebraError.self) {
        try solveGeneralizedSylvester(
          (two, singular), (3 * two, singular), rightSides: (one, one))
      }
      // r - 2 l = 1 and 0 r - l = 3: an infinite eigenvalue on one side only.
      let single = try solveGeneralizedSylvester(
        ([[1]], [[0]]), ([[2]], [[1]]), rightSides: ([[1]], [[3]] as Matrix<T>))
      #expect((single.right[0, 0] - T(-5)).modulus <= 20 * T.RealPart.ulpOfOne)
      #expect((single.left[0, 0] - T(-3)).modulus <= 20 * T.RealPart.ulpOfOne)
      #expect(throws: LinearAlgebraError.nonFinite(argument: "f", row: 1, column: 0)) {
        try solveGeneralizedSylvester(
          (two, two), (3 * two, two),
          rightSides: (one, Matrix(rows: 2, columns: 2) { $0 > $1 ? .nanValue : 0 }))
      }
    }
    try check(type)
  }

  @Test func `shapes that do not fit trap`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let (two, three) = (Matrix<Double>.identity(2), Matrix<Double>.identity(3))
      _ = try solveGeneralizedSylvester((two, two), (three, two), rightSides: (two, two))
    }
    expectMessage(result, "matrices of shapes 2×2, 2×2, 3×3, 2×2, 2×2 and 2×2 make no generalized")
  }
}

extension Vector {
  /// The columns of two matrices.
  fileprivate init(columnMajor first: Matrix<Element>, _ second: Matrix<Element>) {
    self.init(Array(first.flattened) + Array(second.flattened))
  }
}
