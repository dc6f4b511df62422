import Foundation
import RandomStreams
import Testing

@Suite struct RandomStreamTests {
  @Test func `next gives the words of Philox in order`() {
    // Random123's known answer for counter and key zero.
    var stream = RandomStream(seed: 0)
    #expect(stream.next() == 0xe169_c58d_6627_e8d5)
    #expect(stream.next() == 0x9b00_dbd8_bc57_ac4c)
    #expect(stream.position == 4)
  }

  @Test func `a stream starts again after 2^64 words`() {
    var end = RandomStream(seed: 5, stream: 6, position: 0 &- 2)
    var start = RandomStream(seed: 5, stream: 6)
    _ = end.next()
    #expect(end.position == 0)
    #expect(end.next() == start.next())
  }

  @Test(arguments: Fill.all) func `every split of a fill gives the same numbers`(fill: Fill) {
    for start in 0..<5 as Range<UInt64> {
      let origin = RandomStream(seed: 11, stream: 3, position: start)
      var whole = origin
      let numbers = fill.draw(&whole, 80)
      #expect(whole.position == start + 80 * fill.wordsPerNumber)
      for split in 0...80 {
        var parts = origin
        let both = fill.draw(&parts, split) + fill.draw(&parts, 80 - split)
        #expect(both == numbers)
      }
    }
  }

  @Test(arguments: Fill.all) func `long fills split at every chunk, too`(fill: Fill) {
    var whole = RandomStream(seed: 11)
    let numbers = fill.draw(&whole, 3000)
    for split in [1, 63, 64, 255, 256, 257, 511, 512, 513, 1500, 2999] {
      var parts = RandomStream(seed: 11)
      let both = fill.draw(&parts, split) + fill.draw(&parts, 3000 - split)
      #expect(both == numbers)
      var later = RandomStream(seed: 11, position: UInt64(split) * fill.wordsPerNumber)
      #expect(fill.draw(&later, 3000 - split)[...] == numbers[split...])
    }
  }

  @Test func `advancing is addressing`() {
    var stream = RandomStream(seed: 1, stream: 2)
    let words = (0..<20).map { _ in stream.next() }
    for i in 0..<20 {
      var other = RandomStream(seed: 1, stream: 2)
      other.advance(by: UInt64(2 * i))
      #expect(other.next() == words[i])
    }
  }

  @Test func `a saved stream continues where it was`() throws {
    var stream = RandomStream(seed: .max, stream: .max - 1, position: 7)
    let saved = try JSONEncoder().encode(stream)
    var restored = try JSONDecoder().decode(RandomStream.self, from: saved)
    #expect(restored == stream)
    #expect(restored.next() == stream.next())
  }

  @Test func `substreams of small numbers are all different`() {
    let root = RandomStream(seed: 1, position: 99)
    var streams: Set<UInt64> = [0, 1, 2, 3]  // streams that people number themselves
    for a in 0..<250 as Range<UInt64> {
      streams.insert(root.substream(a).stream)
      for b in 0..<250 as Range<UInt64> { streams.insert(root.substream(a, b).stream) }
    }
    #expect(streams.count == 4 + 250 + 250 * 250)
  }

  @Test func `substreams follow their path and nothing else`() {
    let root = RandomStream(seed: 1, stream: 8)
    var moved = root
    moved.advance(by: 1000)
    #expect(moved.substream(3, 5) == root.substream(3).substream(5))
    #expect(root.substream(3, 5) != root.substream(5, 3))
    #expect(root.substream(3) != root)
    #expect(root.substream(3).seed == 1)
    #expect(root.substream(3).position == 0)
    #expect(root.substream(named: "noise") == moved.substream(named: "noise"))
    #expect(root.substream(named: "noise") != root.substream(named: "shuffle"))
    // FNV-1a's known answer for "a".
    #expect(root.substream(named: "a") == root.substream(0xaf63_dc4c_8601_ec8c))
  }

  @Test func `permutations hold every index once`() {
    var stream = RandomStream(seed: 4)
    #expect(stream.permutation(count: 0).isEmpty)
    #expect(stream.permutation(count: 1) == [0])
    for count in [2, 3, 10, 100] {
      let order = stream.permutation(count: count)
      #expect(order != Array(0..<count) || count < 10)
      #expect(order.sorted() == Array(0..<count))
    }
  }

  /// Chi-square over the 24 orders of four elements; false alarm 1e-6.
  @Test func `all orders are equally likely`() {
    var stream = RandomStream(seed: 5)
    var counts: [[Int]: Int] = [:]
    for _ in 0..<24_000 { counts[stream.permutation(count: 4), default: 0] += 1 }
    #expect(counts.count == 24)
    let chiSquare = counts.values.reduce(0) { $0 + pow(Double($1) - 1000, 2) / 1000 }
    #expect(chiSquare <= 70.55)  // 23 degrees of freedom
  }

  @Test func `misuse traps`() async {
    await #expect(processExitsWith: .failure) {
      var stream = RandomStream(seed: 1)
      _ = stream.permutation(count: -1)
    }
    await #expect(processExitsWith: .failure) {
      var numbers: [Float] = [0]
      var span = numbers.mutableSpan
      var stream = RandomStream(seed: 1)
      stream.fillBernoulli(&span, probability: .nan)
    }
    await #expect(processExitsWith: .failure) {
      var numbers: [Double] = [0]
      var span = numbers.mutableSpan
      let probabilities: [Double] = [0.5, 0.5]
      var stream = RandomStream(seed: 1)
      stream.fillBernoulli(&span, probabilities: probabilities.span)
    }
  }
}
