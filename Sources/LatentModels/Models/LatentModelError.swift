public import Categorical

/// Why a latent-variable model cannot be made, trained or evaluated.
public enum LatentModelError: Error, Hashable, CustomStringConvertible {
  /// A size lies below the smallest one that makes sense.
  case invalidSize(name: String, value: Int, minimum: Int)
  /// The number of latents times the number of classes is beyond any machine.
  case tooManyClasses(latents: Int, classes: Int)
  /// A setting makes no sense.
  case invalid(name: String, value: String, expected: String)
  /// The estimator cannot train this model, or not with these options.
  case estimatorDoesNotApply(estimator: EstimatorName, to: String, because: String)
  /// The model yields distributions that are not defined, for instance logits that are not finite.
  case undefined(CategoricalError)

  /// A sentence that names the fault and the fix.
  public var description: String {
    switch self {
    case .invalidSize(let name, let value, let minimum):
      "\(name) is \(value), but must be at least \(minimum)"
    case .tooManyClasses(let latents, let classes):
      "\(latents) latents of \(classes) classes are too many"
    case .invalid(let name, let value, let expected):
      "\(name) is \(value), but must be \(expected)"
    case .estimatorDoesNotApply(let estimator, let model, let reason):
      "the estimator '\(estimator.rawValue)' cannot train \(model): \(reason)"
    case .undefined(let error):
      error.description
    }
  }
}
