public import LinearAlgebra

/// A critic that is quadratic in the relaxed sample.
///
///     y = softmax(z / τ)
///     c(z) = ⟨w, y⟩ + ½ ⟨y, A y⟩
///
/// Starts at zero, where RELAX is REINFORCE, and takes its size from the first batch.
public struct QuadraticCritic: RelaxationCritic, Hashable {
  /// The temperature `τ`, positive.
  public let temperature: Double

  /// The linear part `w`, one number for each row of the logits; empty before the first batch.
  public private(set) var linear: [Double]

  /// The quadratic part `A`, a symmetric matrix, row by row.
  public private(set) var quadratic: [Double]

  /// Makes a critic of zero.
  ///
  /// - Parameter temperature: The temperature `τ`, positive.
  public init(temperature: Double = 0.5) {
    self.init(linear: [], quadratic: [], temperature: temperature)
  }

  /// Makes a critic of given parameters.
  ///
  /// - Parameters:
  ///   - linear: The linear part `w`, one number for each row of the logits.
  ///   - quadratic: The quadratic part `A`, a symmetric matrix, row by row.
  ///   - temperature: The temperature `τ`, positive.
  public init(linear: [Double], quadratic: [Double], temperature: Double = 0.5) {
    precondition(temperature > 0, "the temperature \(temperature) is not positive")
    precondition(
      quadratic.count == linear.count * linear.count,
      "\(quadratic.count) elements are no matrix of \(linear.count) rows")
    self.temperature = temperature
    self.linear = linear
    self.quadratic = quadratic
  }

  /// Computes `c(z)` and `J(y) (w + A y) / τ`.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func valuesWithGradient<Scalar: RealScalar>(
    _ perturbed: Matrix<Scalar>, classes: Int?
  ) -> (values: Vector<Scalar>, gradient: Matrix<Scalar>) {
    guard !linear.isEmpty else {
      return (Vector(count: perturbed.columns), Matrix(perturbed.shape))
    }
    let relaxed = relax(perturbed, classes: classes)
    var slope = curvature(Scalar.self) * relaxed
    // ⟨w, y⟩ + ½ ⟨y, A y⟩, then w + A y in place of A y.
    var values = slope.multiplied(by: relaxed).columnSums()
    values *= 0.5
    slope.addToColumns(Vector(linear.map { Scalar($0) }))
    let linearPart = Matrix(rows: 1, columns: linear.count) { Scalar(linear[$1]) } * relaxed
    for column in 0..<values.count { values[column] += linearPart[0, column] }
    return (
      values,
      softmaxPullback(
        slope, output: relaxed, classes: classes, temperature: Scalar(temperature: temperature))
    )
  }

  /// Takes a step down the gradient by `w` and `A`.
  ///
  /// `c` is linear in its parameters: a value adds `y` and `½ y yᵀ`, a slope along `t` adds `s` and
  /// `½ (s yᵀ + y sᵀ)` with `s = J(y) t / τ`, since the Jacobian of the softmax is symmetric.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public mutating func descend<Scalar: RealScalar>(
    rate: Double, classes: Int?, values: (at: Matrix<Scalar>, weights: Vector<Scalar>),
    slopes: [(at: Matrix<Scalar>, along: Matrix<Scalar>)]
  ) {
    if linear.isEmpty {
      let rows = values.at.rows
      linear = Array(repeating: 0, count: rows)
      quadratic = Array(repeating: 0, count: rows * rows)
    }
    let relaxed = relax(values.at, classes: classes)
    var weighted = relaxed
    weighted.multiplyRows(by: values.weights)
    add(-rate, weighted, relaxed, scale: 0.5)
    for slope in slopes {
      let relaxed = relax(slope.at, classes: classes)
      let moved = softmaxPullback(
        slope.along, output: relaxed, classes: classes,
        temperature: Scalar(temperature: temperature))
      add(-rate, moved, relaxed, scale: 1)
    }
  }

  /// The parts `linear`, of as many rows as the logits, and `quadratic`, or none before the first batch.
  public var learned: LearnedState {
    ["linear": learnedColumn(linear), "quadratic": curvature(Double.self)]
  }

  /// Takes both parts.
  public mutating func restore(_ learned: LearnedState) throws(CategoricalError) {
    try learned.expectNames(["linear", "quadratic"])
    let linear = try learned.column("linear")
    guard let quadratic = learned["quadratic"],
      quadratic.shape == Shape(rows: linear.count, columns: linear.count)
    else { throw .mismatchedState(name: "quadratic") }
    self.linear = linear
    self.quadratic = linear.indices.flatMap { i in linear.indices.map { quadratic[i, $0] } }
  }

  /// Adds `f Σ_b x_b` to `w` and the symmetric part of `f s Σ_b x_b y_bᵀ` to `A`.
  private mutating func add<Scalar: RealScalar>(
    _ factor: Double, _ x: Matrix<Scalar>, _ y: Matrix<Scalar>, scale: Double
  ) {
    let rows = linear.count
    let sums = x.rowSums()
    let products = x * y.transposed
    for i in 0..<rows {
      linear[i] += factor * Double(sums[i])
      for j in 0..<rows {
        quadratic[i * rows + j] +=
          factor * scale * Double(products[i, j] + products[j, i]) / 2
      }
    }
  }

  private func curvature<Scalar: RealScalar>(_: Scalar.Type) -> Matrix<Scalar> {
    Matrix(rows: linear.count, columns: linear.count) { Scalar(quadratic[$0 * linear.count + $1]) }
  }

  private func relax<Scalar: RealScalar>(
    _ perturbed: Matrix<Scalar>, classes: Int?
  ) -> Matrix<Scalar> {
    precondition(
      perturbed.rows == linear.count,
      "the critic has \(linear.count) rows, the logits have \(perturbed.rows)")
    var relaxed = Matrix<Scalar>(perturbed.shape)
    ColumnKernels.softmax(
      perturbed, Grouping(perturbed.shape, classes: classes),
      temperature: Scalar(temperature: temperature),
      into: &relaxed)
    return relaxed
  }
}
