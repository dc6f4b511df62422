import LinearAlgebra
import RealModule

/// The distribution of perturbed logits given the sample, ready for any number of draws.
///
/// Behind ``sampleConditionalGumbel(_:given:classes:noise:)``; Gumbel-Rao draws from it many times.
struct GumbelPosterior<Scalar: RealScalar> {
  private let logits: Matrix<Scalar>
  private let grouping: Grouping
  /// The drawn class of each run.
  private let winners: [Int]
  /// `log Z` of each run.
  private let normalizers: [Double]

  init(
    _ logits: Matrix<Scalar>, given sample: Matrix<Scalar>, classes: Int?
  ) throws(CategoricalError) {
    let grouping = Grouping(logits.shape, classes: classes)
    grouping.expect(sample.shape, "the sample")
    try ColumnKernels.validate(logits, grouping)
    self.logits = logits
    self.grouping = grouping
    winners = try grouping.winners(of: sample, logits: logits)
    let x = logits.elements
    var normalizers: [Double] = []
    normalizers.reserveCapacity(grouping.runs)
    for run in 0..<grouping.runs { normalizers.append(logSumExp(x, grouping.range(of: run))) }
    self.normalizers = normalizers
  }

  /// Takes one draw from Gumbel noise, of the shape of the logits.
  func draw(
    noise: Matrix<Scalar>, into perturbed: inout Matrix<Scalar>
  ) throws(CategoricalError) {
    grouping.expect(noise.shape, "the noise")
    grouping.expect(perturbed.shape, "the matrix of perturbed logits")
    try ColumnKernels.validate(noise: noise, grouping)
    fillPosterior(
      &perturbed, logits, noise, grouping, winners: winners, normalizers: normalizers)
  }
}

/// `φ_i = H_i + log Z` of the winner, and `φ_j = -log(exp(-H_j - ℓ_j) + exp(-φ_i))` of the others.
///
/// In double precision, so that the rounded differences `φ - φ_i` keep those of `Float`, and by the
/// kernels of whole arrays. Rounding could still make a class as large as the winner, if its noise or the
/// logits are huge: those values move to the next smaller number, less than what rounding has already
/// moved them by.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func fillPosterior<Scalar: RealScalar>(
  _ perturbed: inout Matrix<Scalar>, _ logits: Matrix<Scalar>, _ noise: Matrix<Scalar>,
  _ grouping: Grouping, winners: [Int], normalizers: [Double]
) {
  let (x, h) = (logits.elements, noise.elements)
  // -log(exp(-a) + exp(-b)) = min(a, b) - log(1 + exp(-|a - b|)): nothing overflows, and a class at
  // -infinity stays there.
  var smaller = Matrix<Double>(logits.shape)
  var correction = smaller
  var least = smaller.mutableElements
  var gap = correction.mutableElements
  for run in 0..<grouping.runs {
    let best = Double(h[winners[run]]) + normalizers[run]
    for j in grouping.range(of: run) {
      let prior = Double(h[j]) + Double(x[j])
      least[j] = min(prior, best)
      gap[j] = -abs(prior - best)
    }
  }
  ColumnKernels.formLogOnePlusExp(&correction)
  let (low, less) = (smaller.elements, correction.elements)
  var phi = perturbed.mutableElements
  for run in 0..<grouping.runs {
    let winner = winners[run]
    let best = Scalar(Double(h[winner]) + normalizers[run])
    let limit = best.nextDown
    for j in grouping.range(of: run) { phi[j] = min(Scalar(low[j] - less[j]), limit) }
    phi[winner] = best
  }
}

// MARK: Runs in double precision

extension Grouping {
  /// The places of the ones of one-hot vectors; throws unless each vector is one-hot and unmasked.
  func winners<Scalar: RealScalar>(
    of sample: Matrix<Scalar>, logits: Matrix<Scalar>
  ) throws(CategoricalError) -> [Int] {
    let winners = try places(of: sample)
    let x = logits.elements
    for winner in winners where x[winner] == -.infinity {
      let place = place(of: winner)
      throw .maskedSample(row: place.row, column: place.column)
    }
    return winners
  }
}

/// The largest value of one run, widened.
func largest<Scalar: RealScalar>(_ values: Span<Scalar>, _ range: Range<Int>) -> Double {
  var best = -Double.infinity
  for k in range where Double(values[k]) > best { best = Double(values[k]) }
  return best
}

/// The logarithm of the sum of exponentials of one run, in double precision.
func logSumExp<Scalar: RealScalar>(_ values: Span<Scalar>, _ range: Range<Int>) -> Double {
  let best = largest(values, range)
  guard best > -.infinity else { return best }
  var sum = 0.0
  for k in range { sum += .exp(Double(values[k]) - best) }
  return best + .log(sum)
}
