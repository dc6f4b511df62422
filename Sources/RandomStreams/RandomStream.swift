import CKernels

/// A reproducible, splittable stream of random words, addressed by position.
///
/// The words come from Philox4x32-10, a block cipher in counter mode: word `w` of a stream is word
/// `w % 4` of the block
///
///     philox(key: seed, counter: (w / 4, stream))
///
/// so a stream is a value of three integers. It can be saved, copied, moved to any position in no
/// time, and split into parts that different threads fill: the words depend on the seed, the stream
/// and the position only, never on the processor or on how a request is cut into pieces. So do the
/// uniform numbers; those with a logarithm have the same bits on all processors with fused
/// multiply-add, and differ in their last bits on others.
///
/// Purposes, steps and workers take streams of their own with ``substream(_:)``.
///
/// ```swift
/// var noise = RandomStream(seed: 2026).substream(named: "noise").substream(UInt64(step))
/// var values = [Float](repeating: 0, count: 1000)
/// var span = values.mutableSpan
/// noise.fillGumbel(&span)
/// ```
///
/// > Reference: Salmon, Moraes, Dror and Shaw (2011),
/// > "Parallel random numbers: as easy as 1, 2, 3".
public struct RandomStream: RandomNumberGenerator, Sendable, Hashable, Codable {
  /// The key shared by all streams of one experiment.
  public let seed: UInt64

  /// The number of this stream among those of its seed.
  public let stream: UInt64

  /// The number of 32-bit words before the next draw.
  public private(set) var position: UInt64

  /// Creates a stream that starts at the given word.
  ///
  /// - Parameters:
  ///   - seed: The key; equal seeds give equal numbers.
  ///   - stream: The stream; different streams are independent.
  ///   - position: The number of 32-bit words to skip.
  public init(seed: UInt64, stream: UInt64 = 0, position: UInt64 = 0) {
    self.seed = seed
    self.stream = stream
    self.position = position
  }

  /// Returns the next two words, the first one in the low half.
  public mutating func next() -> UInt64 {
    let words = unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 2) { buffer in
      unsafe ck_philox_words(seed, stream, position, buffer.baseAddress, 2)
      return unsafe UInt64(buffer[0]) | UInt64(buffer[1]) << 32
    }
    advance(by: 2)
    return words
  }

  /// Skips words, in constant time; after 2^64 words a stream starts again.
  public mutating func advance(by words: UInt64) {
    position &+= words
  }
}
