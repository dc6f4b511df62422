/// Chains layers written below each other.
///
///     let model = sequential {
///       Linear<Float>(inputs: 784, outputs: 256, initialization: .heNormal, using: &generator)
///       ReLU<Float>()
///       Linear<Float>(inputs: 256, outputs: 10, using: &generator)
///     }
///
/// - Parameter layers: The layers, each taking what the one above returns.
/// - Returns: A ``Chain`` that is typed to the end, or the layer itself if there is only one.
public func sequential<L: Layer>(@SequentialBuilder _ layers: () -> L) -> L { layers() }

/// Builds a ``Chain`` from a list of layers; see ``sequential(_:)``.
@resultBuilder
public enum SequentialBuilder {
  /// Starts with one layer.
  public static func buildPartialBlock<L: Layer>(first: L) -> L { first }

  /// Appends a layer.
  public static func buildPartialBlock<First: Layer, Second: Layer>(
    accumulated: First, next: Second
  ) -> Chain<First, Second> {
    Chain(accumulated, next)
  }
}
