package import LinearAlgebra
import RandomStreams

/// Shows labelled images differently each time.
///
/// A few labels are known by heart after some hundred steps; images that are turned and shifted a little keep
/// teaching what their class looks like.
package struct LabelDistortion: Sendable {
  private let distortion: AffineDistortion
  private let stream: RandomStream
  /// How the grey values between the pixels of a distorted image become pixels.
  private let binarization: Binarization

  /// Prepares the distortions of a run, nil if it has none.
  package init?(_ configuration: RunConfiguration, dataset: Dataset) {
    guard let plan = configuration.labels, plan.distortion > 0 else { return nil }
    distortion = AffineDistortion(
      height: dataset.height, width: dataset.width, strength: plan.distortion)
    stream = Purpose.labelDistortion.stream(seed: configuration.seed)
    // The toy data are binary however they are asked for.
    binarization = dataset.process == nil ? configuration.binarization : .dynamic
  }

  /// Replaces the first columns of a batch by distorted samples.
  package func overwrite(
    _ batch: inout Matrix<Float>, withSamples indices: [Int], of samples: Matrix<Float>,
    at step: Int
  ) {
    let rows = samples.rows
    var images = Matrix<Float>(rows: rows, columns: indices.count)
    var generator = stream.substream(UInt64(step))
    for (column, index) in indices.enumerated() {
      let image = distortion((0..<rows).map { samples[$0, index] }, using: &generator)
      for row in 0..<rows { images[row, column] = image[row] }
    }
    switch binarization {
    case .none: break
    case .threshold: images.cut(at: 0.5)
    case .dynamic, .static:
      let grey = images
      images.drawBernoulli(probabilities: grey, stream: generator.substream(0))
    }
    batch.replace(rows: 0..<rows, columns: 0..<indices.count, with: images)
  }
}
