public import LatentModels

/// The model of a run as it was read from its file.
public struct SavedModel: Sendable {
  /// The model: the best one on the validation samples, if there are any.
  public let model: any LatentModel<Float>
  /// The number of steps that it was trained for.
  public let step: Int
  /// The number of steps of the run when it was written.
  public let runStep: Int
}
