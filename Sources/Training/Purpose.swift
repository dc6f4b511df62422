package import RandomStreams

/// What random numbers are drawn for; each purpose has a stream of its own.
///
/// The numbers of a step are addressed by (seed, purpose, step), never by what was drawn before, so a
/// resumed run and one with other threads draw the same. The raw values are part of the format of a
/// run: never renumber them.
package enum Purpose: UInt64 {
  case initialization = 1
  case batchOrder = 2
  case gumbelNoise = 3
  case binarization = 4
  case staticBinarization = 5
  case evaluation = 6
  case toyData = 7
  case priorSamples = 8
  case labelSelection = 9
  case labelledOrder = 10
  case validation = 11
  case labelDistortion = 12

  /// The stream of this purpose.
  package func stream(seed: UInt64) -> RandomStream {
    RandomStream(seed: seed).substream(rawValue)
  }
}
