public import LinearAlgebra
import RealModule

/// The exact expectation and its gradient, by a sum over all samples.
///
///     ∂ℓ = Σ_d p(d) (f(d) - E[f]) d,   p(d) = Π_l softmax(ℓ_l)_{d_l}
///
/// `L` categoricals of `C` classes have `C^L` samples, so this is for small problems: as a reference,
/// and where the sum is cheaper than the variance. Samples of probability zero do not count, whatever
/// `f` is there. Needs no randomness.
public struct ExactEnumeration: GradientEstimator, Hashable {
  /// The largest number of samples to sum over.
  public let limit: Int

  /// Makes the estimator.
  ///
  /// - Parameter limit: The largest number of samples to sum over.
  public init(limit: Int = 16_384) { self.limit = limit }

  /// Evaluates `f` at every sample; the generator is left alone.
  ///
  /// - Parameters:
  ///   - objective: The function `f`.
  ///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
  ///   - classes: The number of rows of one categorical; `nil` takes all rows.
  ///   - generator: Not used.
  /// - Returns: The gradient, the values and the cost.
  /// - Throws: ``CategoricalError/enumerationTooLarge(states:limit:)`` if there are more than
  ///   ``limit`` samples; other cases if the logits are invalid.
  public func estimate<Function: Objective, Generator: RandomNumberGenerator>(
    _ objective: Function, at logits: Matrix<Function.Scalar>, classes: Int?,
    using generator: inout Generator
  ) throws(CategoricalError) -> GradientEstimate<Function.Scalar> {
    try estimate(objective, at: logits, classes: classes)
  }

  /// Evaluates `f` at every sample.
  ///
  /// - Parameters:
  ///   - objective: The function `f`.
  ///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
  ///   - classes: The number of rows of one categorical; `nil` takes all rows.
  /// - Returns: The gradient, the values and the cost.
  /// - Throws: ``CategoricalError/enumerationTooLarge(states:limit:)`` if there are more than
  ///   ``limit`` samples; other cases if the logits are invalid.
  public func estimate<Function: Objective>(
    _ objective: Function, at logits: Matrix<Function.Scalar>, classes: Int? = nil
  ) throws(CategoricalError) -> GradientEstimate<Function.Scalar> {
    typealias Scalar = Function.Scalar
    // In double precision, so that a large mean of f cancels.
    let probabilities = try softmax(
      Matrix<Double>(rows: logits.rows, columns: logits.columns) { Double(logits[$0, $1]) },
      classes: classes)
    let states = try OneHotStates(
      rows: logits.rows, classes: classes ?? max(logits.rows, 1), limit: limit)
    var sums = ExpectationSums<Scalar>(probabilities, classes: states.classes)
    let block = 10  // enough for wide batches, few enough for small memory
    for start in stride(from: 0, to: states.count, by: block) {
      let part = start..<min(start + block, states.count)
      let samples: [Matrix<Scalar>] = part.map { states.sample($0, columns: logits.columns) }
      for (state, values) in zip(part, objective.checkedValues(ofAll: samples)) {
        sums.add(classes: states.chosen(state), values: values)
      }
    }
    return GradientEstimate(
      gradient: sums.gradient, values: sums.values, evaluations: states.count)
  }
}

/// All joint one-hot samples of several categoricals of one size, numbered.
///
/// Sample `s` has in its categorical `l` the class of digit `l` of `s` to the base `classes`.
public struct OneHotStates: Sendable, Hashable {
  /// The number of rows of one categorical.
  public let classes: Int

  /// The number of categoricals of one column.
  public let categoricals: Int

  /// The number of samples: `classes` to the power of `categoricals`.
  public let count: Int

  /// Counts the samples.
  ///
  /// - Parameters:
  ///   - rows: The number of rows of a sample.
  ///   - classes: The number of rows of one categorical; a divisor of `rows`.
  ///   - limit: The largest number of samples.
  /// - Throws: ``CategoricalError/enumerationTooLarge(states:limit:)`` if there are more.
  public init(rows: Int, classes: Int, limit: Int = 16_384) throws(CategoricalError) {
    let grouping = Grouping(Shape(rows: rows, columns: 1), classes: classes)
    self.classes = classes
    categoricals = grouping.runs
    var count = 1
    for _ in 0..<categoricals {
      let (product, overflow) = count.multipliedReportingOverflow(by: classes)
      guard !overflow, product <= limit else {
        throw .enumerationTooLarge(
          states: .pow(Double(classes), categoricals), limit: limit)
      }
      count = product
    }
    self.count = count
  }

  /// The class of each categorical in a sample.
  ///
  /// - Parameter state: The number of the sample.
  /// - Returns: One class for each categorical.
  /// - Precondition: `0 <= state < count`.
  public func chosen(_ state: Int) -> [Int] {
    precondition(state >= 0 && state < count, "there are \(count) states, no state \(state)")
    var rest = state
    return (0..<categoricals).map { _ in
      defer { rest /= classes }
      return rest % classes
    }
  }

  /// A sample, the same in every column.
  ///
  /// - Parameters:
  ///   - state: The number of the sample.
  ///   - columns: The number of columns.
  /// - Returns: One-hot vectors in `columns` equal columns.
  /// - Precondition: `0 <= state < count`.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func sample<Scalar: RealScalar>(_ state: Int, columns: Int) -> Matrix<Scalar> {
    var sample = Matrix<Scalar>(rows: categoricals * classes, columns: columns)
    let chosen = chosen(state)
    for column in 0..<columns {
      for (categorical, k) in chosen.enumerated() {
        sample[categorical * classes + k, column] = 1
      }
    }
    return sample
  }

  /// All samples, one in each column.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func samples<Scalar: RealScalar>() -> Matrix<Scalar> {
    var samples = Matrix<Scalar>(rows: categoricals * classes, columns: count)
    for state in 0..<count {
      for (categorical, k) in chosen(state).enumerated() {
        samples[categorical * classes + k, state] = 1
      }
    }
    return samples
  }

  /// The probability of every sample under the probabilities of one column.
  ///
  /// - Parameter probabilities: The probabilities of all categoricals, one column.
  /// - Returns: One number for each sample; they sum to one.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func probabilities<Scalar: RealScalar>(_ probabilities: Matrix<Scalar>) -> [Double] {
    precondition(
      probabilities.shape == Shape(rows: categoricals * classes, columns: 1),
      "the matrix of probabilities is \(probabilities.shape)")
    return (0..<count).map { state in
      var product = 1.0
      for (categorical, k) in chosen(state).enumerated() {
        product *= Double(probabilities[categorical * classes + k, 0])
      }
      return product
    }
  }
}

/// Sums of values over all samples, in double precision.
private struct ExpectationSums<Scalar: RealScalar> {
  private let probabilities: Matrix<Double>
  private let classes: Int
  private var byClass: [Double]
  private var total: [Double]

  init(_ probabilities: Matrix<Double>, classes: Int) {
    self.probabilities = probabilities
    self.classes = classes
    byClass = Array(repeating: 0, count: probabilities.count)
    total = Array(repeating: 0, count: probabilities.columns)
  }

  /// Adds one sample, the same in every column.
  mutating func add(classes chosen: [Int], values: Vector<Scalar>) {
    let rows = probabilities.rows
    for column in total.indices {
      var weight = 1.0
      for (categorical, k) in chosen.enumerated() {
        weight *= probabilities[categorical * classes + k, column]
      }
      guard weight > 0 else { continue }
      let term = weight * Double(values[column])
      total[column] += term
      for (categorical, k) in chosen.enumerated() {
        byClass[column * rows + categorical * classes + k] += term
      }
    }
  }

  var values: Vector<Scalar> { Vector(total.map { Scalar($0) }) }

  /// `Σ_d p(d) f(d) (d - p)`.
  var gradient: Matrix<Scalar> {
    Matrix(rows: probabilities.rows, columns: probabilities.columns) { row, column in
      Scalar(
        byClass[column * probabilities.rows + row]
          - probabilities[row, column] * total[column])
    }
  }
}
