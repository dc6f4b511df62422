/// A condition of the data that leaves a categorical distribution undefined.
///
/// Wrong shapes are programming errors and trap instead.
public enum CategoricalError: Error, Hashable, Sendable {
  /// The logit at this place is NaN or `+infinity`; `-infinity` is legal and masks a class.
  case nonFiniteLogit(row: Int, column: Int)

  /// Every logit of one categorical is `-infinity`, so that no class is left to draw.
  ///
  /// `row` is the first row of the categorical.
  case fullyMaskedColumn(row: Int, column: Int)

  /// The noise at this place is NaN or infinite.
  case nonFiniteNoise(row: Int, column: Int)

  /// The temperature is not positive.
  case invalidTemperature(Double)

  /// A vector that must be one-hot is not: the value at this place is neither an exact zero nor its
  /// only one, or, at its first row, the vector has no one at all.
  case notOneHot(row: Int, column: Int)

  /// The one-hot sample marks a class that is masked.
  case maskedSample(row: Int, column: Int)

  /// The number at this place is NaN or outside of [0, 1], and no probability.
  case invalidProbability(row: Int, column: Int)

  /// The probabilities of the categorical that starts at this place do not sum to one.
  case unnormalizedProbabilities(row: Int, column: Int)

  /// The location at this place is NaN or infinite.
  case nonFiniteLocation(row: Int, column: Int)

  /// The scale at this place is NaN, infinite or not positive.
  case invalidScale(row: Int, column: Int)

  /// The value at this place, or the categorical that starts there, is none of the distribution's.
  ///
  /// A relaxed vector must sum to one, its logarithms to one after `exp`; tolerance is the square root
  /// of the machine epsilon.
  case outsideSupport(row: Int, column: Int)

  /// More classes are asked for than the categorical that starts at this place has unmasked.
  case tooFewClasses(row: Int, column: Int, available: Int)

  /// Every way to complete the permutation pairs this row with a masked column.
  case noPermutation(row: Int)

  /// A sum over so many states would take too long or too much memory.
  case enumerationTooLarge(states: Double, limit: Int)

  /// The matrix of this name in a saved state is missing, of a wrong shape, out of range or not asked
  /// for: the state is that of another estimator.
  case mismatchedState(name: String)
}

extension CategoricalError: CustomStringConvertible {
  /// What is wrong and what to do about it.
  public var description: String {
    switch self {
    case .nonFiniteLogit(let row, let column):
      "the logit at row \(row), column \(column) is NaN or +infinity; logits are finite, or "
        + "-infinity to mask a class"
    case .fullyMaskedColumn(let row, let column):
      "every logit of the categorical that starts at row \(row), column \(column) is -infinity; "
        + "leave at least one class unmasked"
    case .nonFiniteNoise(let row, let column):
      "the noise at row \(row), column \(column) is NaN or infinite; Gumbel noise is finite"
    case .invalidTemperature(let temperature) where temperature == 0:
      "a temperature of 0 has no relaxed sample; use Gumbel-max, its limit: sampleGumbelMax(_:)"
    case .invalidTemperature(.infinity):
      "at an infinite temperature there is one possible value and no density; use a finite one"
    case .invalidTemperature(let temperature):
      "the temperature \(temperature) is not positive; for the limit at 0 use Gumbel-max: "
        + "sampleGumbelMax(_:)"
    case .notOneHot(let row, let column):
      "the vector with row \(row), column \(column) is not one-hot; it needs a single 1 and zeros"
    case .maskedSample(let row, let column):
      "the sample at row \(row), column \(column) is a class whose logit is -infinity; masked "
        + "classes are never drawn"
    case .invalidProbability(let row, let column):
      "the number at row \(row), column \(column) is no probability; probabilities lie in [0, 1]"
    case .unnormalizedProbabilities(let row, let column):
      "the probabilities that start at row \(row), column \(column) do not sum to one; divide by "
        + "their sum, or pass logits"
    case .nonFiniteLocation(let row, let column):
      "the location at row \(row), column \(column) is NaN or infinite"
    case .invalidScale(let row, let column):
      "the scale at row \(row), column \(column) is not a positive, finite number"
    case .outsideSupport(let row, let column):
      "the value at row \(row), column \(column) cannot be drawn from the distribution: it is out of "
        + "range, NaN or not normalized"
    case .tooFewClasses(let row, let column, let available):
      "the categorical that starts at row \(row), column \(column) has only \(available) unmasked "
        + "classes to choose from"
    case .noPermutation(let row):
      "row \(row) cannot be assigned: every complete permutation meets a score of -infinity"
    case .enumerationTooLarge(let states, let limit):
      "a sum over \(states) states exceeds the limit of \(limit); use a sampling estimator"
    case .mismatchedState(let name):
      "the saved state does not fit the estimator: '\(name)' is missing, unknown, of another shape or "
        + "out of range; restore it to the kind of estimator that it came from"
    }
  }
}
