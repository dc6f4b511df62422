import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import RealModule

/// Problems of one size with matrices of known condition.
struct SciPySample<T: LAPACKScalar> where T.RealPart == Double {
  private typealias M = Matrix<T>
  private var source: MatrixSource<T>
  private let n: Int
  private var list: [SciPyProblem] = []
  private static var eps: Double { Double.ulpOfOne }

  init(seed: UInt64, size: Int) {
    source = MatrixSource(seed: seed)
    n = size
  }

  /// Adds a problem, with a tolerance in units of `n ε` times the condition.
  private mutating func add<S: LAPACKScalar>(
    _ operation: String, _ arguments: [Matrix<T>], _ found: [Matrix<S>], condition: Double = 10,
    _ comparison: SciPyProblem.Comparison = .ordered
  ) where S.RealPart == Double {
    list.append(
      SciPyProblem(
        name: "\(operation) of \(T.self), \(n)", operation: operation,
        arguments: arguments.map { JSONMatrix($0) }, found: found.map { $0.complex },
        tolerance: 200 * Double(n) * Self.eps * condition, comparison: comparison))
  }

  private mutating func add(
    _ operation: String, _ arguments: [Matrix<T>], numbers: [Double],
    condition: Double = 10
  ) {
    add(
      operation, arguments, [Matrix(columnMajor: numbers, rows: numbers.count, columns: 1)],
      condition: condition)
  }

  func problems() throws -> [SciPyProblem] {
    var sample = self
    try sample.addEquations()
    try sample.addLeastSquares()
    try sample.addSpectra()
    try sample.addFunctions()
    try sample.addEquationsOfMatrices()
    try sample.addStructures()
    try sample.addSpecialMatrices()
    try sample.addConstrained()
    try sample.addRotations()
    try sample.addDescriptors()
    return sample.list
  }

  private mutating func addEquations() throws {
    let a = source.general(rows: n, columns: n, condition: 100)
    let b = source.uniform(rows: n, columns: 3)
    let p = source.positiveDefinite(n, condition: 50)
    let h = a + M(a.adjoint)
    add("solve", [a, b], [try a.solve(b)], condition: 100)
    add("det", [a], [M(rows: 1, columns: 1, repeating: try a.determinant())], condition: 100)
    let lu = try a.lu()
    let (sign, logarithm) = lu.logDeterminant
    let one = { (value: T) in M(rows: 1, columns: 1, repeating: value) }
    add("slogdet", [a], [one(sign), one(T(logarithm))], condition: 100)
    add("inv", [a], [try a.inverse()], condition: 1000)
    let rows = lu.permutation
    // Row i of L U is row rows[i] of A, so that P has a one in row rows[i] of column i.
    add(
      "lu", [a], [lu.lower, lu.upper, M(rows: n, columns: n) { rows[$1] == $0 ? 1 : 0 }],
      condition: 1000)
    add("cholesky", [p], [try p.cholesky().lower])
    let inertia = try Hermitian(h).inertia()
    add("ldl inertia", [h], numbers: [Double(inertia.positive), Double(inertia.negative)])
    add(
      "norms", [a],
      numbers: [
        a.norm(.one), a.norm(.infinity), a.norm(), try a.spectralNorm(), try a.nuclearNorm(),
        a.norm(.maxAbs),
      ])
    add(
      "cond", [a],
      numbers: [
        try a.conditionNumber(), try a.conditionNumber(.one), try a.conditionNumber(.infinity),
      ], condition: 1000)
  }

  private mutating func addLeastSquares() throws {
    for (rows, columns, rank) in [(n + 4, n, n), (n, n + 3, n), (n + 3, n + 2, max(1, n - 1))] {
      let a =
        rank == min(rows, columns)
        ? source.general(rows: rows, columns: columns, condition: 20)
        : source.general(rows: rows, columns: rank, condition: 5)
          * source.general(rows: rank, columns: columns, condition: 5)
      let b = source.uniform(rows: rows, columns: 2)
      for driver in LeastSquaresDriver.allCases
      where driver != .fullRank || rank == min(rows, columns) {
        let fit = try a.leastSquares(b, driver: driver)
        add(
          "lstsq", [a, b], [fit.solution, M(rows: 1, columns: 1, repeating: T(Double(fit.rank)))],
          condition: 1000)
      }
      add("pinv", [a], [try a.pseudoInverse()], condition: 1000)
      add("pinv", [a], [try CompleteOrthogonal(a).pseudoInverse()], condition: 1000)
      add("svd", [a], [try a.singularValues().matrix])
      add("null space", [a], numbers: [Double(try a.nullSpace().columns)])
      let range = try a.rangeBasis()
      add("orth", [a], [range * range.adjoint], condition: 100)
      add("pivoted rank", [a], numbers: [Double(try a.pivotedQR().rank())])
      let dense = source.uniform(rows: rows, columns: columns)
      add("qr", [dense], [try dense.qr().upper], condition: 1e4, .moduli)
      add("rq", [dense], [try dense.rq().upper], condition: 1e4, .moduli)
    }
    if !T.isComplex {
      let a = source.uniform(rows: n + 2, columns: n).map(\.realPart)
      let b = source.uniform(count: n + 2).map(\.realPart)
      let x = try a.nonnegativeLeastSquares(b).solution
      add("nnls", [a.map { T($0) }, b.matrix.map { T($0) }], [x.matrix], condition: 1000)
    }
    let (a, b) = (source.uniform(rows: n + 2, columns: n), source.uniform(rows: n + 2, columns: n))
    let (rotation, scale) = try orthogonalProcrustes(a, onto: b)
    add(
      "procrustes", [a, b], [rotation, M(rows: 1, columns: 1, repeating: T(scale))],
      condition: 1e5)
    // The directions of angles near zero and near a right angle are found by different formulas.
    add("subspace angles", [a, b], [try subspaceAngles(a, b).matrix], condition: 1e4)
    let polar = try a.polar()
    add("polar", [a], [polar.orthogonal, polar.semidefinite], condition: 1e4)
    let square = source.general(rows: n, columns: n, condition: 100)
    let left = try square.polar(.left)
    add("polar left", [square], [left.orthogonal, left.semidefinite], condition: 1000)
  }

  private mutating func addConstrained() throws {
    let a = source.general(rows: n + 2, columns: n + 1, condition: 5)
    let b = source.general(rows: n, columns: n + 1, condition: 5)
    let (c, d) = (source.uniform(rows: n + 2, columns: 3), source.uniform(rows: n, columns: 3))
    add("gglse", [a, b, c, d], [try a.leastSquares(c, constraints: b, equal: d)], condition: 1000)
    let errors = source.general(rows: n + 2, columns: n + 3, condition: 5)
    let model = try a.gaussMarkov(c, errors: errors)
    add("ggglm", [a, errors, c], [model.solution, model.errors], condition: 1e4)
  }

  private mutating func addSpectra() throws {
    let a = source.uniform(rows: n, columns: n)
    let b = source.general(rows: n, columns: n, condition: 10)
    let h = a + M(a.adjoint)
    let p = source.positiveDefinite(n, condition: 10)
    add("eigh", [h], [try h.symmetricEigenvalues().matrix])
    add("eigh", [h], [try h.symmetricEigen().values.matrix])
    add("eigh pair", [h, p], [try GeneralizedSymmetricEigen(h, p).values.matrix], condition: 100)
    add(
      "eigh product", [h, p], [try GeneralizedSymmetricEigen(h, p, .product).values.matrix],
      condition: 100)
    add("eig", [a], [try a.eigenvalues().matrix], condition: 1e5, .unordered)
    add("eig", [a], [try a.eigen().values.matrix], condition: 1e5, .unordered)
    add("eig pair", [a, b], [try GeneralizedEigen(a, b).values.matrix], condition: 1e5, .unordered)
    add("schur", [a], [try a.schur().values.matrix], condition: 1e5, .unordered)
    let form = try a.schur().complexForm().form
    add(
      "schur", [a], [Matrix(columnMajor: Array(form.diagonal), rows: n, columns: 1)],
      condition: 1e5, .unordered)
    let qz = try GeneralizedSchur(a, b)
    let quotients = (0..<n).map { qz.alpha[$0] / Complex(qz.beta[$0]) }
    add(
      "qz", [a, b], [Matrix(columnMajor: quotients, rows: n, columns: 1)], condition: 1e5,
      .unordered)
    add("hessenberg", [a], [try a.hessenberg().form], condition: 1e4, .moduli)
  }

  private mutating func addFunctions() throws {
    let a = source.uniform(rows: n, columns: n)
    let b = source.uniform(rows: n, columns: 2)
    // Eigenvalues in the right half plane.
    let right = source.positiveDefinite(n, condition: 10) + T(0.2) * a
    let power = { (value: Double) in M(rows: 1, columns: 1, repeating: T(value)) }
    add("expm", [a], [try a.exponential()], condition: 100)
    let large = T(20) * a
    add("expm", [large], [try large.exponential()], condition: 1e5)
    add("logm", [right], [try right.logarithm()], condition: 1000)
    add("sqrtm", [right], [try right.squareRoot()], condition: 1000)
    add("power", [right, power(0.3)], [try right.principalPower(0.3)], condition: 1000)
    add("power", [right, power(-1.7)], [try right.principalPower(-1.7)], condition: 1e5)
    add("integer power", [a, power(5)], [try a.power(5)], condition: 100)
    add("integer power", [right, power(-3)], [try right.power(-3)], condition: 1e4)
    let shifted = a + M.identity(n) * T(0.3)
    add("cosm", [shifted], [try shifted.cosine()], condition: 100)
    add("sinm", [shifted], [try shifted.sine()], condition: 100)
    add("coshm", [shifted], [try shifted.hyperbolicCosine()], condition: 100)
    add("sinhm", [shifted], [try shifted.hyperbolicSine()], condition: 100)
    let half = shifted.map { $0.scaled(by: 0.3) }
    add("tanm", [half], [try half.tangent()], condition: 1e4)
    add("tanhm", [half], [try half.hyperbolicTangent()], condition: 1e4)
    add("funm", [shifted], [try shifted.function { Complex.cos($0) }.value], condition: 1e7)
    let h = a + M(a.adjoint)
    add("cosm", [h], [try h.symmetricEigen().function { Double.cos($0) }], condition: 1000)
    add(
      "signm", [right - M.identity(n) * T(0.05)],
      [
        try (right - M.identity(n) * T(0.05)).sign()
      ], condition: 1e7)
    let pair = try a.exponentialDerivative(right)
    add("expm frechet", [a, right], [pair.exponential, pair.derivative], condition: 1000)
    add("expm multiply", [a, b], [try a.exponentialAction(on: b)], condition: 1000)
  }

  private mutating func addEquationsOfMatrices() throws {
    let a = source.positiveDefinite(n, condition: 10) + T(0.2) * source.uniform(rows: n, columns: n)
    let b = source.positiveDefinite(2, condition: 3)
    let c = source.uniform(rows: n, columns: 2)
    let q = source.uniform(rows: n, columns: n)
    add("sylvester", [a, b, c], [try solveSylvester(a, b, rightSide: c)], condition: 1000)
    add("lyapunov", [a, q], [try solveLyapunov(a, rightSide: q)], condition: 1000)
    let stable = q.map { $0.scaled(by: 0.5 / (1 + q.norm(.one))) }
    add(
      "discrete lyapunov", [stable, a], [try solveDiscreteLyapunov(stable, rightSide: a)],
      condition: 1000)
    let (system, inputs) = (
      source.uniform(rows: n, columns: n), source.uniform(rows: n, columns: 2)
    )
    let (state, weight) = (
      source.positiveDefinite(n, condition: 10), source.positiveDefinite(2, condition: 3)
    )
    add(
      "riccati", [system, inputs, state, weight],
      [try solveRiccati(system, inputs, state, weight).solution], condition: 1e8)
    let cross = source.uniform(rows: n, columns: 2).map { $0.scaled(by: 0.01) }
    add(
      "riccati cross", [system, inputs, state, weight, cross],
      [try solveRiccati(system, inputs, state, weight, crossTerm: cross).solution], condition: 1e8)
    let damped = system.map { $0.scaled(by: 1 / (1 + system.norm(.one))) }
    add(
      "discrete riccati", [damped, inputs, state, weight],
      [try solveDiscreteRiccati(damped, inputs, state, weight).solution], condition: 1e5)
  }

  private mutating func addRotations() throws {
    guard !T.isComplex else { return }
    func number(_ value: Double) -> M { M(rows: 1, columns: 1, repeating: T(value)) }
    for scale in [1, 1e-9, 1e9] {
      let (d1, d2) = (abs(source.scalar().realPart), abs(source.scalar().realPart) * scale)
      let (x, y) = (source.scalar().realPart, source.scalar().realPart)
      let rotation = try ModifiedGivensRotation.eliminating(y, from: x, weights: (d1, d2)).rotation
      var (u, v): (Vector<Double>, Vector<Double>) = ([1, 2], [3, -1])
      rotate(&u, &v, by: rotation)
      add(
        "rotmg", [d1, d2, x, y].map(number), [rotation.matrix, u.matrix, v.matrix])
    }
  }

  private mutating func addDescriptors() throws {
    let (system, inputs) = (
      source.uniform(rows: n, columns: n), source.uniform(rows: n, columns: 2)
    )
    let (state, weight) = (
      source.positiveDefinite(n, condition: 10), source.positiveDefinite(2, condition: 3)
    )
    let cross = source.uniform(rows: n, columns: 2).map { $0.scaled(by: 0.01) }
    let damped = system.map { $0.scaled(by: 1 / (1 + system.norm(.one))) }
    let a = source.positiveDefinite(n, condition: 10) + T(0.2) * system
    let b = source.positiveDefinite(2, condition: 3).map { $0.scaled(by: -1) }
    let c = source.uniform(rows: n, columns: 2)
    let descriptor = source.general(rows: n, columns: n, condition: 3)
    add(
      "riccati descriptor", [system, inputs, state, weight, descriptor, cross],
      [
        try solveRiccati(
          system, inputs, state, weight, crossTerm: cross, descriptor: descriptor
        ).solution
      ], condition: 1e8)
    let (d, e) = (source.general(rows: n, columns: n), source.general(rows: 2, columns: 2))
    let f = source.uniform(rows: n, columns: 2)
    let coupled = try solveGeneralizedSylvester(
      (a, d), (b, e), rightSides: (c, f))
    add(
      "coupled sylvester", [a, d, b, e, c, f],
      [coupled.right, coupled.left], condition: 1e5)
    add(
      "discrete riccati descriptor", [damped, inputs, state, weight, descriptor, cross],
      [
        try solveDiscreteRiccati(
          damped, inputs, state, weight, crossTerm: cross, descriptor: descriptor
        ).solution
      ], condition: 1e6)
  }

  private mutating func addStructures() throws {
    let b = source.uniform(rows: n, columns: 2)
    let general = source.uniform(rows: n, columns: n)
    let dominant = general + M.identity(n) * T(6)
    let band = M(rows: n, columns: n) { -2...1 ~= $1 - $0 ? dominant[$0, $1] : 0 }
    add("banded", [band, b], [try Banded(band, lowerBandwidth: 2, upperBandwidth: 1).solve(b)])
    let h = (dominant + M(dominant.adjoint)).map { $0.scaled(by: 0.5) }
    let hermitian = M(rows: n, columns: n) { -1...1 ~= $1 - $0 ? h[$0, $1] : 0 }
    add(
      "hermitian banded", [hermitian, b], [try HermitianBanded(hermitian, bandwidth: 1).solve(b)])
    let lower = M(rows: n, columns: n) { $0 >= $1 ? dominant[$0, $1] : 0 }
    let triangle = Triangular(dominant, .lower)
    add("triangular", [lower, b], [try triangle.solve(b)])
    add("triangular adjoint", [lower, b], [try triangle.solveAdjoint(b)])
    var (column, row) = (source.uniform(count: n), source.uniform(count: n))
    column[0] = T(8)
    row[0] = T(8)
    let toeplitz = M.toeplitz(column: column, row: row)
    add("toeplitz solve", [column.matrix, row.matrix, b], [try toeplitz.solve(b)], condition: 100)
    add("toeplitz", [column.matrix, row.matrix], [toeplitz])
    add("hermitian toeplitz", [column.matrix], [M.toeplitz(column: column)])
    row[0] = column[n - 1]
    add("hankel", [column.matrix, row.matrix], [M.hankel(column: column, row: row)])
    add("circulant", [column.matrix], [M.circulant(column)])
    add("kron", [general, b], [general.kroneckerProduct(b)])
  }

  private mutating func addSpecialMatrices() throws {
    var x = source.uniform(count: n + 1)
    x[0] = T(1.5)
    let size = M(rows: 1, columns: 1, repeating: T(Double(n)))
    add("companion", [x.matrix], [M.companion(x)])
    add("vandermonde", [x.matrix], [M.vandermonde(x)])
    add("convolution", [x.matrix], [M.convolution(x, length: 4)])
    add("hilbert", [size], [M.hilbert(n)])
    add("inverse hilbert", [size], [M.inverseHilbert(n)], condition: 100)
    add("pascal", [size], [M.pascal(n)])
    add("helmert", [size], [M.helmert(n)])
    add("hadamard", [size], [M.hadamard(8)])
    add("dft", [size], [Matrix<Complex<Double>>.fourier(n)])
    if !T.isComplex { add("fiedler", [x.matrix], [M.fiedler(x)]) }
    guard n > 1 else { return }
    let survivals = source.uniform(count: n)
    add("leslie", [x.matrix, survivals.matrix], [M.leslie(births: x, survivals: survivals)])
  }
}
