import CKernels
import Testing

@Suite struct PhiloxTests {
  @Test(
    arguments: [
      // The known answers of Random123: zeros, ones, digits of pi.
      (
        [0, 0, 0, 0], [0, 0],
        [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]
      ),
      (
        [.max, .max, .max, .max], [.max, .max],
        [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]
      ),
      (
        [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0],
        [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
      ),
    ] as [([UInt32], [UInt32], [UInt32])])
  func `known answers`(counter: [UInt32], key: [UInt32], answer: [UInt32]) {
    var block = [UInt32](repeating: 0, count: 4)
    unsafe ck_philox_block(counter, key, &block)
    #expect(block == answer)
  }

  @Test func `words are the blocks of seed and stream in order`() {
    let (seed, stream): (UInt64, UInt64) = (0x299f_31d0_a409_3822, 0x0370_7344_1319_8a2e)
    let key: [UInt32] = [0xa409_3822, 0x299f_31d0]
    // Around 2^34, where the block index passes from one word of the counter to the next.
    for start: UInt64 in [0, (1 << 34) - 128] {
      var expected: [UInt32] = []
      for block in start / 4..<start / 4 + 64 {
        var words = [UInt32](repeating: 0, count: 4)
        let counter = [
          UInt32(truncatingIfNeeded: block), UInt32(block >> 32), 0x1319_8a2e, 0x0370_7344,
        ]
        unsafe ck_philox_block(counter, key, &words)
        expected += words
      }
      for (skip, count) in [(0, 256), (1, 255), (2, 3), (3, 200), (5, 0), (64, 64), (67, 130)] {
        var words = [UInt32](repeating: 0, count: count)
        unsafe ck_philox_words(seed, stream, start + UInt64(skip), &words, count)
        #expect(words == Array(expected[skip..<skip + count]))
      }
    }
  }

  @Test func `a stream starts again after its last word`() {
    var around = [UInt32](repeating: 0, count: 140)
    var first = around
    unsafe ck_philox_words(1, 2, 0 &- 70, &around, 140)
    unsafe ck_philox_words(1, 2, 0, &first, 70)
    #expect(around[70...] == first[..<70])
    // The numbers made of them do, too.
    let numbers = Float.gumbel(Stream(position: 0 &- 70), count: 140)
    #expect(numbers[70...] == Float.gumbel(Stream(position: 0), count: 70)[...])
  }

  @Test func `continuations are blocks that no stream of words reaches`() {
    var words = [UInt32](repeating: 0, count: 4)
    unsafe ck_philox_block([500, 1 << 31, 3, 0], [9, 0], &words)
    #expect(ck_continuation_bits(9, 3, 1000) == UInt64(words[0]) | UInt64(words[1]) << 32)
    #expect(ck_continuation_bits(9, 3, 1001) == UInt64(words[2]) | UInt64(words[3]) << 32)
  }
}
