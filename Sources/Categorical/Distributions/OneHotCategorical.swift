public import LinearAlgebra
import RandomStreams
import RealModule

/// Categorical distributions over one-hot vectors, from logits or probabilities.
///
/// `L · B` independent distributions of `K` classes lie in an `(L · K) × B` matrix, as everywhere in
/// this module. For a one-hot vector `D` and `p = softmax(ℓ)`:
///
///     log P(D) = ⟨D, log p⟩
public struct OneHotCategorical<Scalar: RealScalar>: Sendable, Equatable {
  /// The logits as given, or the logarithms of the probabilities.
  public let logits: Matrix<Scalar>

  /// The number of classes `K`.
  public let classes: Int

  /// The normalized log-probabilities, `-infinity` where a class is masked.
  public let logProbabilities: Matrix<Scalar>

  var grouping: Grouping { Grouping(logits.shape, classes: classes) }

  /// Creates distributions from logits.
  ///
  /// - Parameters:
  ///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
  ///   - classes: The number of rows of one categorical; `nil` takes all rows.
  /// - Throws: ``CategoricalError`` if a logit is NaN or `+infinity` or all logits of a categorical are
  ///   masked.
  /// - Precondition: `classes` divides the rows.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public init(logits: Matrix<Scalar>, classes: Int? = nil) throws(CategoricalError) {
    logProbabilities = try logSoftmax(logits, classes: classes)
    self.logits = logits
    self.classes = classes ?? max(logits.rows, 1)
  }

  /// Creates distributions from probabilities.
  ///
  /// - Parameters:
  ///   - probabilities: Numbers in [0, 1]; zero masks a class. Each categorical sums to one, within the
  ///     root of the machine epsilon, and is normalized.
  ///   - classes: The number of rows of one categorical; `nil` takes all rows.
  /// - Throws: ``CategoricalError/invalidProbability(row:column:)`` or
  ///   ``CategoricalError/unnormalizedProbabilities(row:column:)``.
  /// - Precondition: `classes` divides the rows.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public init(probabilities: Matrix<Scalar>, classes: Int? = nil) throws(CategoricalError) {
    let grouping = Grouping(probabilities.shape, classes: classes)
    try self.init(logits: grouping.logits(probabilities: probabilities), classes: classes)
  }

  /// The probabilities `softmax(ℓ)`, which are the means.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func probabilities() -> Matrix<Scalar> { ColumnKernels.exp(logProbabilities) }

  /// The one-hot vector of the largest probability of each categorical, the lowest index on ties.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func mode() -> Matrix<Scalar> {
    var output = Matrix<Scalar>(logits.shape)
    ColumnKernels.argmaxOneHot(logits, grouping, into: &output)
    return output
  }

  /// The variances of the elements, `p (1 - p)`.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func variance() -> Matrix<Scalar> { probabilities().map { $0 * (1 - $0) } }

  /// The covariance `diag(p) - p pᵀ` of one categorical.
  ///
  /// - Parameters:
  ///   - categorical: The number of the categorical in its column.
  ///   - column: The column.
  /// - Returns: A `K × K` matrix, which is also the Jacobian of the softmax.
  /// - Precondition: The indices are in range.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func covariance(_ categorical: Int = 0, column: Int = 0) -> Matrix<Scalar> {
    let p = probabilities()
    let first = categorical * classes
    return Matrix(rows: classes, columns: classes) { row, other in
      let (a, b) = (p[first + row, column], p[first + other, column])
      return row == other ? a * (1 - a) : -a * b
    }
  }

  /// All values of one categorical: the columns of the identity of size `K`.
  public func support() -> Matrix<Scalar> { .identity(classes) }

  /// Takes one sample of each categorical from Gumbel noise.
  ///
  /// - Parameter noise: Gumbel noise of the shape of the logits.
  /// - Returns: One-hot vectors, exact zeros and ones.
  /// - Throws: ``CategoricalError/nonFiniteNoise(row:column:)``.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func sample(noise: Matrix<Scalar>) throws(CategoricalError) -> Matrix<Scalar> {
    try sampleGumbelMax(logits, classes: classes, noise: noise)
  }

  /// Draws one sample of each categorical.
  ///
  /// - Parameter generator: The source of randomness, advanced by one draw for each logit.
  /// - Returns: One-hot vectors, exact zeros and ones.
  @specialized(where Scalar == Float, Generator == RandomStream)
  @specialized(where Scalar == Double, Generator == RandomStream)
  public func sample<Generator: RandomNumberGenerator>(
    using generator: inout Generator
  ) -> Matrix<Scalar> {
    let noise: Matrix<Scalar> = gumbelNoise(
      rows: logits.rows, columns: logits.columns, using: &generator)
    var output = Matrix<Scalar>(logits.shape)
    ColumnKernels.argmaxOneHot(logits + noise, grouping, into: &output)
    return output
  }

  /// The log-probability of one-hot vectors, `⟨D, log p⟩`.
  ///
  /// - Parameter value: One-hot vectors of the shape of the logits.
  /// - Returns: One value for each categorical, `-infinity` for a masked class.
  /// - Throws: ``CategoricalError/notOneHot(row:column:)``.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func logProbability(
    of value: Matrix<Scalar>
  ) throws(CategoricalError) -> Matrix<Scalar> {
    let grouping = grouping
    grouping.expect(value.shape, "the value")
    let places = try grouping.places(of: value)
    let logs = logProbabilities.elements
    return Matrix(grouping.valueShape) { Double(logs[places[$0]]) }
  }

  /// Pulls a cotangent of log-probabilities back to the logits: `∂ℓ = c (D - p)`.
  ///
  /// - Parameters:
  ///   - cotangent: One value `c` for each categorical.
  ///   - value: One-hot vectors of the shape of the logits.
  /// - Returns: The cotangent of the logits; zero for a categorical whose value is masked.
  /// - Precondition: The shapes agree.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func logProbabilityPullback(
    _ cotangent: Matrix<Scalar>, value: Matrix<Scalar>
  ) -> Matrix<Scalar> {
    let grouping = grouping
    grouping.expect(value.shape, "the value")
    grouping.expectValues(cotangent.shape, "the cotangent")
    var gradient = probabilities()
    let (d, c, logs) = (value.elements, cotangent.elements, logProbabilities.elements)
    var p = gradient.mutableElements
    for run in 0..<grouping.runs {
      let range = grouping.range(of: run)
      var possible = true
      for k in range where d[k] != 0 {
        if logs[k] == -.infinity { possible = false }
      }
      for k in range {
        p[k] = possible && logs[k] > -.infinity ? c[run] * (d[k] - p[k]) : 0
      }
    }
    return gradient
  }

  /// The entropies in nats; see ``entropyPullback(_:logProbabilities:classes:)``.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func entropy() -> Matrix<Scalar> {
    Categorical.entropy(logProbabilities: logProbabilities, classes: classes)
  }

  /// The divergences of these distributions from others, in nats; see
  /// ``klPullback(_:logQ:logP:classes:)``.
  ///
  /// - Parameter other: Distributions of the same shape.
  /// - Returns: One value for each categorical; `+infinity` if `other` masks a class that has a
  ///   probability here.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func kl(to other: Self) -> Matrix<Scalar> {
    Categorical.kl(logQ: logProbabilities, logP: other.logProbabilities, classes: classes)
  }

  /// The divergences from the uniform distribution over the unmasked classes, in nats.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func klToUniform() -> Matrix<Scalar> {
    let grouping = grouping
    let probabilities = probabilities()
    let (p, logs) = (probabilities.elements, logProbabilities.elements)
    return Matrix(grouping.valueShape) { run in
      let range = grouping.range(of: run)
      var support = 0.0
      for k in range where logs[k] > -.infinity { support += 1 }
      return max(Double(negativeEntropy(p, logs, range)) + .log(support), 0)
    }
  }
}

extension Grouping {
  /// The places of the ones of one-hot vectors; throws unless each vector is one-hot.
  func places<Scalar: RealScalar>(of sample: Matrix<Scalar>) throws(CategoricalError) -> [Int] {
    let d = sample.elements
    var places: [Int] = []
    places.reserveCapacity(runs)
    for run in 0..<runs {
      let range = range(of: run)
      var one: Int?
      for k in range where d[k] != 0 {
        guard d[k] == 1, one == nil else { throw notOneHot(k) }
        one = k
      }
      guard let one else { throw notOneHot(range.lowerBound) }
      places.append(one)
    }
    return places
  }

  private func notOneHot(_ element: Int) -> CategoricalError {
    let place = place(of: element)
    return .notOneHot(row: place.row, column: place.column)
  }
}
