public import LinearAlgebra
import RandomStreams

/// An ordered sample of distinct classes from each categorical.
public struct GumbelTopKSample<Scalar: RealScalar>: Sendable, Equatable {
  /// The number `k` of classes drawn from each categorical.
  public let count: Int

  /// The classes, `count` for each categorical in the order of drawing, column by column.
  public let indices: [Int]

  /// Ones at the classes drawn and zeros elsewhere, of the shape of the logits: the sample as a set.
  public let subset: Matrix<Scalar>

  /// The classes drawn from one categorical, in order.
  ///
  /// - Parameter categorical: The number of the categorical, counted by columns.
  /// - Returns: `count` distinct indices.
  public func order(of categorical: Int) -> ArraySlice<Int> {
    indices[categorical * count..<(categorical + 1) * count]
  }
}

/// Draws several classes of each categorical without replacement, given the noise.
///
/// With logits `ℓ` and Gumbel(0, 1) noise `G`, the classes of the `k` largest `ℓ + G`, largest first. They
/// are distributed as if drawn one after the other from `softmax(ℓ)`, each time without the classes
/// already drawn:
///
///     P(i_1, …, i_k) = Π_j p_{i_j} / (1 - Σ_{l<j} p_{i_l})      (Plackett and Luce)
///
/// See ``topKLogProbability(_:of:count:classes:)`` for this probability and
/// ``subsetLogProbability(_:of:classes:)`` for that of the set. Of equal sums the lowest index comes first.
///
/// - Parameters:
///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
///   - count: The number `k` of classes to draw.
///   - classes: The number of rows of one categorical; `nil` takes all rows.
///   - noise: Gumbel noise of the shape of `logits`.
/// - Returns: The classes in order and as a set.
/// - Throws: ``CategoricalError/tooFewClasses(row:column:available:)`` if fewer than `count` classes are
///   unmasked; other cases if a logit is NaN or `+infinity`, if all logits of a categorical are masked or
///   if the noise is not finite.
/// - Precondition: `count` is not negative; `classes` divides the rows; the shapes agree.
/// - Complexity: O(`count` · `rows` · `columns`).
///
/// > Reference: Kool, van Hoof and Welling (2019), arXiv 1903.06059, section 3; Vieira (2014).
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func sampleGumbelTopK<Scalar: RealScalar>(
  _ logits: Matrix<Scalar>, count: Int, classes: Int? = nil, noise: Matrix<Scalar>
) throws(CategoricalError) -> GumbelTopKSample<Scalar> {
  let grouping = Grouping(logits.shape, classes: classes)
  grouping.expect(noise.shape, "the noise")
  try ColumnKernels.validate(logits, grouping)
  try ColumnKernels.validate(noise: noise, grouping)
  try grouping.requireClasses(count, logits)
  let perturbed = logits + noise
  let phi = perturbed.elements
  var indices: [Int] = []
  indices.reserveCapacity(count * grouping.runs)
  var subset = Matrix<Scalar>(logits.shape)
  var d = subset.mutableElements
  for run in 0..<grouping.runs {
    let range = grouping.range(of: run)
    for _ in 0..<count {
      var best: Int?
      for k in range where d[k] == 0 && phi[k] > -.infinity {
        if let found = best, phi[k] <= phi[found] { continue }
        best = k
      }
      guard let best else { continue }
      d[best] = 1
      indices.append(best - range.lowerBound)
    }
  }
  return GumbelTopKSample(count: count, indices: indices, subset: subset)
}

/// Draws several classes of each categorical without replacement.
///
/// The same as ``sampleGumbelTopK(_:count:classes:noise:)`` with fresh noise.
///
/// - Parameters:
///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
///   - count: The number of classes to draw.
///   - classes: The number of rows of one categorical; `nil` takes all rows.
///   - generator: The source of randomness, advanced by one draw for each logit.
/// - Returns: The classes in order and as a set.
/// - Throws: ``CategoricalError/tooFewClasses(row:column:available:)`` if fewer than `count` classes are
///   unmasked; other cases if a logit is NaN or `+infinity` or all logits of a categorical are masked.
/// - Precondition: `count` is not negative; `classes` divides the rows.
@specialized(where Scalar == Float, Generator == RandomStream)
@specialized(where Scalar == Double, Generator == RandomStream)
public func sampleGumbelTopK<Scalar: RealScalar, Generator: RandomNumberGenerator>(
  _ logits: Matrix<Scalar>, count: Int, classes: Int? = nil, using generator: inout Generator
) throws(CategoricalError) -> GumbelTopKSample<Scalar> {
  let noise: Matrix<Scalar> = gumbelNoise(
    rows: logits.rows, columns: logits.columns, using: &generator)
  return try sampleGumbelTopK(logits, count: count, classes: classes, noise: noise)
}

extension Grouping {
  /// Throws unless each run has `count` unmasked classes.
  func requireClasses<Scalar: RealScalar>(
    _ count: Int, _ logits: Matrix<Scalar>
  ) throws(CategoricalError) {
    precondition(count >= 0, "cannot draw \(count) classes")
    let x = logits.elements
    for run in 0..<runs {
      var available = 0
      for k in range(of: run) where x[k] > -.infinity { available += 1 }
      guard available >= count else {
        let place = place(of: run * classes)
        throw .tooFewClasses(row: place.row, column: place.column, available: available)
      }
    }
  }
}
