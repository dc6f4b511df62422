/// What can be wrong with the description of a latent-variable model.
public enum LatentModelError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A size lies below the smallest one that makes sense.
  case invalidSize(name: String, value: Int, minimum: Int)
  /// The number of latents times the number of classes is beyond any machine.
  case tooManyClasses(latents: Int, classes: Int)

  /// A sentence that names the size and the fix.
  public var description: String {
    switch self {
    case .invalidSize(let name, let value, let minimum):
      "\(name) is \(value), but must be at least \(minimum)"
    case .tooManyClasses(let latents, let classes):
      "\(latents) latents of \(classes) classes are too many"
    }
  }
}
