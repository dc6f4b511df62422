extension RandomStream {
  /// Derives the stream of a purpose, a step, a worker or any path of such numbers.
  ///
  /// Every number `p` of the path moves from the current stream `s` to
  ///
  ///     s' = mix(mix(s + γ) ^ (p + γ)),   γ = 2^64 / golden ratio
  ///
  /// where `mix` is a bijection of 64-bit words. Hence streams of different numbers of one parent
  /// never coincide; other paths, like (1, 2) and (2, 1), coincide with probability 2^-64 per pair.
  /// The new stream starts at position 0, and the position of this one does not matter.
  ///
  ///     stream.substream(a, b) == stream.substream(a).substream(b)
  ///
  /// - Parameter path: One number or more, in order.
  /// - Returns: The stream of that path, at position 0.
  public func substream(_ path: UInt64...) -> RandomStream {
    RandomStream(seed: seed, stream: path.reduce(stream, child))
  }

  /// Derives the stream of a named purpose.
  ///
  /// The name counts as the number that FNV-1a makes of its UTF-8 bytes.
  ///
  /// - Parameter name: The purpose, like `"noise"` or `"shuffle"`.
  /// - Returns: The stream of that purpose, at position 0.
  public func substream(named name: String) -> RandomStream {
    let number = name.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { hash, byte in
      (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
    }
    return substream(number)
  }
}

private let gamma: UInt64 = 0x9e37_79b9_7f4a_7c15

private func child(of stream: UInt64, _ number: UInt64) -> UInt64 {
  mix(mix(stream &+ gamma) ^ (number &+ gamma))
}

/// A bijection of 64-bit words in which every bit depends on all others.
///
/// > Reference: Steele, Lea and Flood (2014), "Fast splittable pseudorandom number generators",
/// > with the constants of Stafford's thirteenth variant.
private func mix(_ word: UInt64) -> UInt64 {
  var z = word
  z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
  z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
  return z ^ (z >> 31)
}
