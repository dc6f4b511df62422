import Categorical

/// What `gumbel gradients` asks of an estimator.
extension EstimatorName {
  /// The estimators of the gradient of `E[f]`, in the order of the table.
  ///
  /// Left out are `vimco`, which estimates the gradient of another quantity, `exact`, with which they are
  /// compared, and `straight-through-argmax`, which draws nothing and so has nothing to estimate.
  static let compared = allCases.filter {
    $0 != .vimco && $0 != .exact && $0 != .straightThroughArgmax
  }

  /// Whether the temperature changes what is compared.
  var hasCurve: Bool { hasTemperature && self != .slopeAnnealed }

  /// The number of batches that it learns from before it is measured.
  var warmUp: Int {
    guard learns else { return 0 }
    return self == .relax ? 100 : 20
  }

  /// Makes the estimator for a comparison at a temperature.
  func makeCompared(temperature: Double) -> any GradientEstimator {
    // A slope other than one would draw from another distribution.
    makeEstimator(temperature: self == .slopeAnnealed ? 1 : temperature)
  }
}

extension EstimatorName.Need {
  /// What a table says of it.
  var summary: String {
    switch self {
    case .derivative: "a derivative at the sample"
    case .values: "values"
    case .valuesAndDerivatives: "values and derivatives"
    }
  }
}
