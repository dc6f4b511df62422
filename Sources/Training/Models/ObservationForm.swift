import LatentModels
import LinearAlgebra

/// What a model makes of a sample: what it conditions on and what it explains.
enum ObservationForm: Sendable {
  /// The whole sample explains itself.
  case whole
  /// The lower half of an image is to be told from its upper half.
  case halves
  /// The whole sample, and for some of them a label.
  case labelled

  /// Puts samples into this form.
  ///
  /// - Parameters:
  ///   - samples: `features × samples`.
  ///   - labels: The class of each sample, nil where it is unknown, for the form that takes them.
  /// - Returns: What the model is shown.
  func observations(of samples: Matrix<Float>, labels: [Int?] = []) -> Observations<Float> {
    switch self {
    case .whole: Observations(samples)
    case .halves: Observations(halvesOf: samples)
    case .labelled: Observations(samples, labels: labels)
    }
  }
}
