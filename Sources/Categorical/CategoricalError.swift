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

  /// The categoricals have more joint samples than a sum over all of them may have terms.
  case tooManyStates(classes: Int, categoricals: Int, limit: Int)
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
    case .invalidTemperature(let temperature):
      "the temperature \(temperature) is not positive; for the limit at 0 use Gumbel-max: "
        + "sampleGumbelMax(_:)"
    case .notOneHot(let row, let column):
      "the vector with row \(row), column \(column) is not one-hot; it needs a single 1 and zeros"
    case .maskedSample(let row, let column):
      "the sample at row \(row), column \(column) is a class whose logit is -infinity; masked "
        + "classes are never drawn"
    case .tooManyStates(let classes, let categoricals, let limit):
      "\(categoricals) categoricals of \(classes) classes have more than \(limit) joint samples; use an "
        + "estimator that draws some of them, or raise the limit"
    }
  }
}
