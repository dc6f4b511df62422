public import LinearAlgebra
import RealModule

/// The log-probability of ordered samples without replacement.
///
/// With logits `ℓ` and the classes `i_1, …, i_k` of a categorical:
///
///     log P = Σ_j (ℓ_{i_j} - logSumExp of the ℓ not drawn before j)
///
/// Evaluated from the classes that are left, not as `1 - Σ p`: nothing cancels, however likely the
/// classes already drawn were.
///
/// - Parameters:
///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
///   - indices: `count` distinct classes for each categorical, as in ``GumbelTopKSample/indices``.
///   - count: The number of classes of one sample.
///   - classes: The number of rows of one categorical; `nil` takes all rows.
/// - Returns: One value for each categorical, `-infinity` if a masked class is among them.
/// - Throws: ``CategoricalError`` if a logit is NaN or `+infinity` or all logits of a categorical are
///   masked; ``CategoricalError/outsideSupport(row:column:)`` if the indices of a categorical are out of
///   range or not distinct.
/// - Precondition: There are `count` indices for each categorical; `classes` divides the rows.
/// - Complexity: O(`count` · `rows` · `columns`).
///
/// > Reference: Plackett (1975); Kool, van Hoof and Welling (2019), section 2.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func topKLogProbability<Scalar: RealScalar>(
  _ logits: Matrix<Scalar>, of indices: [Int], count: Int, classes: Int? = nil
) throws(CategoricalError) -> Matrix<Scalar> {
  let grouping = Grouping(logits.shape, classes: classes)
  try ColumnKernels.validate(logits, grouping)
  try grouping.requireDistinct(indices, count: count)
  let x = logits.elements
  return Matrix(grouping.valueShape) { run in
    let range = grouping.range(of: run)
    var left = Array(range)
    var sum = 0.0
    for index in indices[run * count..<(run + 1) * count] {
      let logit = Double(x[range.lowerBound + index])
      guard logit > -.infinity else { return -.infinity }
      sum += logit - logSumExp(x, left)
      left.removeAll { $0 == range.lowerBound + index }
    }
    return sum
  }
}

/// Pulls a cotangent of the log-probability of ordered samples back to the logits.
///
///     ∂ℓ = c Σ_j (one_hot(i_j) - softmax of the ℓ not drawn before j)
///
/// - Parameters:
///   - cotangent: One value `c` for each categorical.
///   - logits: The logits.
///   - indices: The samples.
///   - count: The number of classes of one sample.
///   - classes: As in the forward pass.
/// - Returns: The cotangent of the logits; zero for a categorical whose sample is impossible.
/// - Throws: ``CategoricalError``, as of ``topKLogProbability(_:of:count:classes:)``.
/// - Precondition: The shapes agree.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func topKLogProbabilityPullback<Scalar: RealScalar>(
  _ cotangent: Matrix<Scalar>, logits: Matrix<Scalar>, indices: [Int], count: Int,
  classes: Int? = nil
) throws(CategoricalError) -> Matrix<Scalar> {
  let grouping = Grouping(logits.shape, classes: classes)
  grouping.expectValues(cotangent.shape, "the cotangent")
  let values = try topKLogProbability(logits, of: indices, count: count, classes: classes)
  let (x, c, value) = (logits.elements, cotangent.elements, values.elements)
  var slopes = [Double](repeating: 0, count: logits.count)
  for run in 0..<grouping.runs where value[run] > -.infinity {
    let range = grouping.range(of: run)
    var left = Array(range)
    for index in indices[run * count..<(run + 1) * count] {
      let normalizer = logSumExp(x, left)
      slopes[range.lowerBound + index] += Double(c[run])
      for k in left { slopes[k] -= Double(c[run]) * .exp(Double(x[k]) - normalizer) }
      left.removeAll { $0 == range.lowerBound + index }
    }
  }
  return Matrix(logits.shape) { slopes[$0] }
}

/// The log-probability of sets of classes drawn without replacement, in whatever order.
///
/// The sum of the probabilities of ``topKLogProbability(_:of:count:classes:)`` over all `k!` orders of a
/// set `S` of `k` classes, by recursion over the `2^k` sets that are drawn first:
///
///     P(T first) = Σ_{i∈T} P(T \ {i} first) p_i / (1 - Σ_{l∈T\{i}} p_l)
///
/// - Parameters:
///   - logits: Unnormalized log-probabilities in nats; `-infinity` masks a class.
///   - subset: Ones at the classes of each set and zeros elsewhere, of the shape of `logits`.
///   - classes: The number of rows of one categorical; `nil` takes all rows.
/// - Returns: One value for each categorical; `-infinity` if a masked class is in the set, 0 for an empty
///   one.
/// - Throws: ``CategoricalError`` if a logit is NaN or `+infinity` or all logits of a categorical are
///   masked; ``CategoricalError/outsideSupport(row:column:)`` if an element of `subset` is neither zero
///   nor one; ``CategoricalError/enumerationTooLarge(states:limit:)`` for sets of more than 20 classes.
/// - Precondition: `classes` divides the rows; the shapes agree.
/// - Complexity: O(`k` · 2^`k`) for each categorical.
///
/// > Reference: Kool, van Hoof and Welling (2020), "Estimating gradients for discrete random variables by
/// > sampling without replacement", appendix B.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func subsetLogProbability<Scalar: RealScalar>(
  _ logits: Matrix<Scalar>, of subset: Matrix<Scalar>, classes: Int? = nil
) throws(CategoricalError) -> Matrix<Scalar> {
  let grouping = Grouping(logits.shape, classes: classes)
  grouping.expect(subset.shape, "the subset")
  try ColumnKernels.validate(logits, grouping)
  let (x, s) = (logits.elements, subset.elements)
  for k in s.indices where s[k] != 0 && s[k] != 1 { throw grouping.outside(k) }
  let limit = 20
  for run in 0..<grouping.runs {
    var size = 0
    for k in grouping.range(of: run) where s[k] == 1 { size += 1 }
    guard size <= limit else {
      throw .enumerationTooLarge(states: .exp2(Double(size)), limit: 1 << limit)
    }
  }
  return Matrix(grouping.valueShape) { run in
    let range = grouping.range(of: run)
    var (chosen, others): ([Double], [Int]) = ([], [])
    for k in range {
      if s[k] == 1 { chosen.append(Double(x[k])) } else { others.append(k) }
    }
    guard chosen.allSatisfy({ $0 > -.infinity }) else { return -.infinity }
    let full = 1 << chosen.count
    // left[T]: the normalizer of all classes but those of the set with T missing from it.
    var left = [Double](repeating: logSumExp(x, others), count: full)
    for set in 1..<max(full, 1) {
      left[set] = logAddExp(left[set & (set - 1)], chosen[set.trailingZeroBitCount])
    }
    var first = [Double](repeating: -.infinity, count: full)
    first[0] = 0
    for set in 1..<max(full, 1) {
      for i in chosen.indices where set & (1 << i) != 0 {
        let before = set ^ (1 << i)
        first[set] = logAddExp(first[set], first[before] + chosen[i] - left[full - 1 - before])
      }
    }
    return first[full - 1]
  }
}

extension Grouping {
  /// Throws unless there are distinct indices in range for each run.
  func requireDistinct(_ indices: [Int], count: Int) throws(CategoricalError) {
    precondition(
      indices.count == count * runs, "\(indices.count) indices for \(runs) samples of \(count)")
    for run in 0..<runs {
      let order = indices[run * count..<(run + 1) * count]
      guard Set(order).count == count, order.allSatisfy({ (0..<classes).contains($0) }) else {
        throw outside(run * classes)
      }
    }
  }
}

/// The logarithm of the sum of exponentials of some elements, `-infinity` for none.
private func logSumExp<Scalar: RealScalar>(_ values: Span<Scalar>, _ places: [Int]) -> Double {
  var sum = -Double.infinity
  for place in places { sum = logAddExp(sum, Double(values[place])) }
  return sum
}

/// `log(exp(a) + exp(b))`, also for infinities.
func logAddExp(_ a: Double, _ b: Double) -> Double {
  let (small, large) = a < b ? (a, b) : (b, a)
  return small == -.infinity ? large : large + .log(onePlus: .exp(small - large))
}
