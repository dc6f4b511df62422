import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import RealModule
import Testing

/// What the factorizations with one orthogonal matrix have in common.
protocol OrthogonalFactorization<Element>: LinearSolver, Reconstructible {
  init(_ a: Matrix<Element>, assumingFinite: Bool) throws(LinearAlgebraError)
  mutating func update(
    _ a: Matrix<Element>, assumingFinite: Bool, workspace: inout Workspace
  ) throws(LinearAlgebraError)
  func orthogonal(_ extent: OrthogonalExtent) -> Matrix<Element>
  func applyOrthogonal(to c: inout Matrix<Element>, operation: MatrixOperation, side: Side)
  var determinant: Element { get }
  var logDeterminant: (sign: Element, logAbsoluteValue: Element.RealPart) { get }
  /// The triangle as the product of the thin factor and the matrix, without its permutation.
  var triangle: Matrix<Element> { get }
  static var isOrthogonalFirst: Bool { get }
  static var isUpper: Bool { get }
}

extension QR: OrthogonalFactorization {
  var triangle: Matrix<Element> { upper }
  static var isOrthogonalFirst: Bool { true }
  static var isUpper: Bool { true }
}

extension PivotedQR: OrthogonalFactorization {
  var triangle: Matrix<Element> { upper }
  static var isOrthogonalFirst: Bool { true }
  static var isUpper: Bool { true }
}

extension LQ: OrthogonalFactorization {
  var triangle: Matrix<Element> { lower }
  static var isOrthogonalFirst: Bool { false }
  static var isUpper: Bool { false }
}

extension RQ: OrthogonalFactorization {
  var triangle: Matrix<Element> { upper }
  static var isOrthogonalFirst: Bool { false }
  static var isUpper: Bool { true }
}

extension QL: OrthogonalFactorization {
  var triangle: Matrix<Element> { lower }
  static var isOrthogonalFirst: Bool { true }
  static var isUpper: Bool { false }
}

@Suite struct OrthogonalTests {
  /// Runs a check with each of the five factorizations.
  private func withEach<T: LAPACKScalar>(
    _: T.Type, _ check: (any OrthogonalFactorization<T>.Type) throws -> Void
  ) rethrows {
    try check(QR<T>.self)
    try check(PivotedQR<T>.self)
    try check(LQ<T>.self)
    try check(RQ<T>.self)
    try check(QL<T>.self)
  }

  @Test(arguments: scalarTypes, orthogonalShapes)
  func `factors reproduce every family and are orthogonal, by LAPACK's ratios below 30`(
    type: any LAPACKScalar.Type, shape: Shape
  ) throws {
    func run<T: LAPACKScalar>(_: T.Type) throws {
      try withEach(T.self) { try checkFamilies($0, shape) }
    }
    try run(type)
  }

  private func checkFamilies<F: OrthogonalFactorization>(_: F.Type, _ shape: Shape) throws {
    let (m, n) = (shape.rows, shape.columns)
    let k = min(m, n)
    var source = MatrixSource<F.Element>(seed: UInt64(100 * m + n))
    for family in RectangularFamily.allCases {
      let a = source.rectangular(family, rows: m, columns: n)
      let factored = try F(a, assumingFinite: false)
      #expect(
        factorizationRatio(factored.reconstructed(), of: a) < orthogonalThreshold, "\(family)")
      let (thin, full) = (factored.orthogonal(.thin), factored.orthogonal(.full))
      let order = F.isOrthogonalFirst ? m : n
      #expect(
        thin.shape
          == (F.isOrthogonalFirst ? Shape(rows: m, columns: k) : .init(rows: k, columns: n)))
      #expect(full.shape == Shape(rows: order, columns: order))
      #expect(orthogonalityRatio(full) < orthogonalThreshold, "\(family)")
      // The triangle is one: exact zeros, on the side that its kind and shape say.
      let triangle = factored.triangle
      #expect(
        triangle.shape
          == (F.isOrthogonalFirst ? Shape(rows: k, columns: n) : .init(rows: m, columns: k)))
      for column in 0..<triangle.columns {
        for row in 0..<triangle.rows {
          let isBeside =
            F.isUpper
            ? row - max(0, F.isOrthogonalFirst ? 0 : m - k) > column
            : column - max(0, F.isOrthogonalFirst ? n - k : 0) > row
          if isBeside { #expect(triangle[row, column] == 0) }
        }
      }
      if family == .wellConditioned {
        try checkProducts(factored, full)
      }
    }
  }

  /// Products without the orthogonal matrix against products with it.
  private func checkProducts<F: OrthogonalFactorization>(
    _ factored: F, _ full: Matrix<F.Element>
  ) throws {
    var source = MatrixSource<F.Element>(seed: 77)
    let order = full.rows
    for operation in MatrixOperation.allCases {
      let applied = reference(operation, full)
      let c = source.uniform(rows: order, columns: 3)
      var left = c
      factored.applyOrthogonal(to: &left, operation: operation, side: .left)
      #expect(factorizationRatio(left, of: applied * c) < orthogonalThreshold)
      var right = Matrix(c.transposed)
      factored.applyOrthogonal(to: &right, operation: operation, side: .right)
      #expect(factorizationRatio(right, of: c.transposed * applied) < orthogonalThreshold)
      // The inverse operation brings the matrix back.
      factored.applyOrthogonal(
        to: &left, operation: operation.followed(by: .adjoint), side: .left)
      #expect(factorizationRatio(left, of: c) < orthogonalThreshold)
    }
  }

  @Test(arguments: scalarTypes, [1, 2, 5, 33])
  func `square factors solve with every operation on either side`(
    type: any LAPACKScalar.Type, size: Int
  ) throws {
    func run<T: LAPACKScalar>(_: T.Type) throws {
      try withEach(T.self) { try checkSolving($0, size) }
    }
    try run(type)
  }

  private func checkSolving<F: OrthogonalFactorization>(_: F.Type, _ size: Int) throws {
    typealias Real = F.Element.RealPart
    var source = MatrixSource<F.Element>(seed: 21)
    let base = source.general(rows: size, columns: size, condition: 10)
    let small = Real.leastNormalMagnitude / Real.ulpOfOne
    for scale in [1, small, 1 / small / 64] {
      let a = base.map { $0.scaled(by: scale) }
      let factored = try F(a, assumingFinite: false)
      for operation in MatrixOperation.allCases {
        let applied = reference(operation, a)
        let exact = source.uniform(rows: size, columns: 3)
        let b = applied * exact
        let x = try factored.solve(b, operation: operation)
        #expect(residualRatio(applied, solution: x, rightSide: b) < linearEquationThreshold)
        let y = try factored.solve(Matrix(b.transposed), operation: operation, side: .right)
        let ratio = residualRatio(
          Matrix(applied.transposed), solution: Matrix(y.transposed), rightSide: b)
        #expect(ratio < linearEquationThreshold, "\(operation) from the right")
      }
      let (found, expected) = (factored.logDeterminant, try a.lu().logDeterminant)
      #expect((found.sign - expected.sign).modulus < 1000 * Real.ulpOfOne)
      let bound = 1000 * Real.ulpOfOne * max(1, abs(expected.logAbsoluteValue))
      #expect(abs(found.logAbsoluteValue - expected.logAbsoluteValue) < bound)
      let determinant = try a.lu().determinant
      if determinant.isFinite && determinant.modulus > Real.leastNormalMagnitude {
        let difference = (factored.determinant - determinant).modulus
        #expect(difference < 1000 * Real.ulpOfOne * determinant.modulus)
      }
    }
  }

  @Test(arguments: scalarTypes, [Shape(rows: 65, columns: 40), .init(rows: 40, columns: 65)])
  func `sizes beyond a block pass, too`(type: any LAPACKScalar.Type, shape: Shape) throws {
    func run<F: OrthogonalFactorization>(_: F.Type) throws {
      var source = MatrixSource<F.Element>(seed: 5)
      let a = source.general(rows: shape.rows, columns: shape.columns, condition: 1e4)
      let factored = try F(a, assumingFinite: false)
      #expect(factorizationRatio(factored.reconstructed(), of: a) < orthogonalThreshold)
      try checkProducts(factored, factored.orthogonal(.full))
    }
    func each<T: LAPACKScalar>(_: T.Type) throws { try withEach(T.self) { try run($0) } }
    try each(type)
  }

  @Test func `blocked code has the same ratios`() throws {
    // LAPACK works in blocks from 129 reflections on.
    func run<F: OrthogonalFactorization>(_: F.Type) throws {
      var source = MatrixSource<F.Element>(seed: 7)
      let a = source.general(rows: 140, columns: 131)
      let factored = try F(a, assumingFinite: false)
      #expect(factorizationRatio(factored.reconstructed(), of: a) < orthogonalThreshold)
      #expect(orthogonalityRatio(factored.orthogonal(.full)) < orthogonalThreshold)
    }
    try withEach(Double.self) { try run($0) }
    try withEach(Complex<Float>.self) { try run($0) }
  }

  @Test(arguments: scalarTypes, Layout.allCases)
  func `every layout has the same factors`(type: any LAPACKScalar.Type, layout: Layout) throws {
    func run<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 6)
      let a = source.uniform(rows: 5, columns: 3)
      try layout.withView(of: a) { view throws(LinearAlgebraError) in
        #expect(try QR(view).upper == a.qr().upper)
        #expect(try PivotedQR(view).upper == a.pivotedQR().upper)
        #expect(try LQ(view).lower == a.lq().lower)
        #expect(try RQ(view).upper == a.rq().upper)
        #expect(try QL(view).lower == a.ql().lower)
      }
    }
    try run(type)
  }

  @Test(arguments: scalarTypes)
  func `an update reuses the factorization, and an error changes nothing`(
    type: any LAPACKScalar.Type
  ) throws {
    func run<F: OrthogonalFactorization>(_: F.Type) throws {
      var source = MatrixSource<F.Element>(seed: 8)
      var workspace = Workspace()
      var factored = try F(Matrix(rows: 6, columns: 4), assumingFinite: false)
      for _ in 0..<2 {
        let a = source.uniform(rows: 6, columns: 4)
        try factored.update(a, assumingFinite: false, workspace: &workspace)
        #expect(factorizationRatio(factored.reconstructed(), of: a) < orthogonalThreshold)
      }
      let (before, bytes) = (factored.reconstructed(), workspace.byteCount)
      for bad in [F.Element.RealPart.nan, .infinity] {
        var a = source.uniform(rows: 6, columns: 4)
        a[5, 1] = F.Element(bad)
        #expect(throws: LinearAlgebraError.nonFinite(argument: "a", row: 5, column: 1)) {
          try factored.update(a, assumingFinite: false, workspace: &workspace)
        }
        #expect(throws: LinearAlgebraError.nonFinite(argument: "a", row: 5, column: 1)) {
          try F(a, assumingFinite: false)
        }
      }
      // A copy keeps its factors when the original moves on.
      let copy = factored
      let last = source.uniform(rows: 6, columns: 4)
      try factored.update(last, assumingFinite: false, workspace: &workspace)
      #expect(copy.reconstructed() == before && workspace.byteCount == bytes)
    }
    func each<T: LAPACKScalar>(_: T.Type) throws { try withEach(T.self) { try run($0) } }
    try each(type)
  }

  @Test(arguments: scalarTypes)
  func `columns of very different sizes each keep their accuracy`(
    type: any LAPACKScalar.Type
  ) throws {
    func run<T: LAPACKScalar>(_: T.Type) throws {
      typealias Real = T.RealPart
      var source = MatrixSource<T>(seed: 9)
      let base = source.uniform(rows: 6, columns: 4)
      let limit = Int(Real.greatestFiniteMagnitude.exponent)
      for exponents in [
        [limit - 3, 0, -limit / 2, 5], [-limit / 2, limit - 3, 0, 3],
        [limit / 3, -limit / 2, 0, 1],
        [-limit, -limit - 5, -limit + 3, -limit],
      ] {
        let a = Matrix(rows: 6, columns: 4) { row, column in
          let exponent = Real.Exponent(exponents[column])
          return base[row, column].scaled(by: Real(sign: .plus, exponent: exponent, significand: 1))
        }
        let found = [
          try a.qr().reconstructed(), try a.pivotedQR().reconstructed(),
          Matrix(try LQ(a.adjoint).reconstructed().adjoint), try a.ql().reconstructed(),
        ]
        for product in found {
          for column in 0..<4 {
            let ratio = factorizationRatio(
              Matrix(product[rows: 0..<6, columns: column..<column + 1]),
              of: Matrix(a[rows: 0..<6, columns: column..<column + 1]))
            #expect(ratio < orthogonalThreshold, "\(exponents), column \(column)")
          }
        }
      }
    }
    try run(type)
  }

  @Test func `singular matrices are factored and refuse to solve`() throws {
    for zero in 0..<3 {
      var a = Matrix<Double>.identity(3)
      a[zero, zero] = 0
      let qr = try a.qr()
      #expect(qr.status == .singular(pivot: zero + 1) && qr.determinant == 0)
      #expect(qr.logDeterminant.logAbsoluteValue == -.infinity && qr.reciprocalCondition() == 0)
      #expect(throws: LinearAlgebraError.singular(pivot: zero + 1)) { try qr.solve(a) }
      #expect(throws: LinearAlgebraError.singular(pivot: 3)) { try a.pivotedQR().solve(a) }
      #expect(throws: LinearAlgebraError.rankDeficient(rank: 2)) { try qr.leastSquares(a) }
      #expect(throws: LinearAlgebraError.rankDeficient(rank: 2)) { try a.lq().leastSquares(a) }
    }
  }

  @Test(arguments: scalarTypes)
  func `vectors multiply as matrices of one column`(type: any LAPACKScalar.Type) throws {
    func run<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 10)
      let (a, x) = (source.uniform(rows: 4, columns: 4), source.uniform(count: 4))
      for operation in MatrixOperation.allCases {
        let found = [
          try a.qr().orthogonalProduct(x, operation: operation),
          try a.lq().orthogonalProduct(x, operation: operation),
          try a.rq().orthogonalProduct(x, operation: operation),
          try a.ql().orthogonalProduct(x, operation: operation),
          try a.pivotedQR().orthogonalProduct(x, operation: operation),
        ]
        let expected = [
          try a.qr().orthogonalProduct(x.matrix, operation: operation),
          try a.lq().orthogonalProduct(x.matrix, operation: operation),
          try a.rq().orthogonalProduct(x.matrix, operation: operation),
          try a.ql().orthogonalProduct(x.matrix, operation: operation),
          try a.pivotedQR().orthogonalProduct(x.matrix, operation: operation),
        ]
        #expect(found.map(\.matrix) == expected)
      }
    }
    try run(type)
  }

  @Test func `known factors`() throws {
    // The columns are orthogonal already, up to signs.
    let a: Matrix<Double> = [[3, 0], [4, 0], [0, 2]]
    let qr = try a.qr()
    #expect((qr.upper.map(\.magnitude) - [[5, 0], [0, 2]]).norm(.maxAbs) < 1e-15)
    #expect(try a.pivotedQR().permutation == [0, 1])
    let (b, c): (Matrix<Double>, Matrix<Double>) = ([[1, 5], [0, 5]], [[1, 2], [3, 4]])
    #expect(try b.pivotedQR().permutation == [1, 0])
    #expect(abs(try c.qr().determinant + 2) < 1e-14)
    let determinant = try Matrix<Double>.hilbert(5).qr().determinant * 266_716_800_000
    #expect(abs(determinant - 1) < 476_607 * Double.ulpOfOne)
    #expect(try Matrix<Double>(rows: 0, columns: 0).qr().determinant == 1)
    #expect(try Matrix<Float>(rows: 0, columns: 3).lq().orthogonal(.full) == .identity(3))
  }

  @Test func `wrong shapes trap with both shapes`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try Matrix<Double>(rows: 3, columns: 2).qr().orthogonalProduct(.identity(2))
    }
    expectMessage(result, "an orthogonal matrix of order 3 does not fit a 2×2 matrix")
    await #expect(processExitsWith: .failure) {
      _ = try Matrix<Double>(rows: 2, columns: 3).qr().leastSquares(.identity(2))
    }
    await #expect(processExitsWith: .failure) {
      _ = try Matrix<Double>(rows: 3, columns: 2).qr().determinant
    }
    let update = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var qr = try Matrix<Double>.identity(3).qr()
      try qr.update(.identity(2))
    }
    expectMessage(update, "cannot factor a 2×2 matrix in place of 3×3")
  }
}
