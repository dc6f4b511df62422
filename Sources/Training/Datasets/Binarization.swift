import LinearAlgebra
import RandomStreams

/// How grey values in `[0, 1]` become the binary pixels of a Bernoulli likelihood.
public enum Binarization: String, CaseIterable, Codable, Sendable {
  /// Fresh pixels at every visit of an image, drawn with the grey values as probabilities.
  case dynamic
  /// One draw with the grey values as probabilities, kept for the whole run.
  case `static`
  /// One where the grey value is above one half, else zero; nothing is drawn.
  case threshold
  /// No binarization: the grey values are the targets, and the bound is no likelihood.
  case none
}

extension Dataset {
  /// Returns the data set as a run with this binarization sees it.
  ///
  /// Validation and test samples are drawn once and kept, for dynamic binarization too, so that every
  /// evaluation sees the same.
  ///
  /// - Parameters:
  ///   - binarization: How grey values become pixels.
  ///   - seed: The seed of the draw.
  /// - Returns: The data set with the samples that stay fixed replaced by their draw.
  public consuming func binarized(_ binarization: Binarization, seed: UInt64) -> Dataset {
    guard binarization != .none, process == nil else { return self }
    if binarization == .threshold {
      training.cut(at: 0.5)
      validation.cut(at: 0.5)
      test.cut(at: 0.5)
      return self
    }
    let stream = Purpose.staticBinarization.stream(seed: seed)
    if binarization == .static {
      let grey = training
      training.drawBernoulli(probabilities: grey, stream: stream.substream(0))
    }
    let grey = (test, validation)
    test.drawBernoulli(probabilities: grey.0, stream: stream.substream(1))
    validation.drawBernoulli(probabilities: grey.1, stream: stream.substream(2))
    return self
  }
}
