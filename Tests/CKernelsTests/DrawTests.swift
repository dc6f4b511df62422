import CKernels
import Foundation
import Testing

/// The maps from bits to numbers, against the formulas of ckernels.h in a wider type.
@Suite struct DrawTests {
  /// `w / 2` and the side of a float draw.
  private func half(_ bits: UInt32, _ continuation: UInt64) -> (v: Double, upper: Bool) {
    let k = bits & 0x7fff_ffff
    let fraction = k < 1 << 20 ? (Double(continuation) + 0.5) * 0x1p-64 : 0.5
    return ((Double(k) + fraction) * 0x1p-32, bits >> 31 == 1)
  }

  /// Degenerate words, words on both sides of the rare branch, and a sweep.
  private static let words: [UInt32] = {
    let special: [UInt32] = [
      0, 1, 2, (1 << 20) - 1, 1 << 20, 1 << 24, 1 << 30, 0x5555_5554, 0x5555_5555, 0x5555_5556,
    ]
    let masks: [UInt32] = [0, 0xffff_ffff, 0x8000_0000, 0x7fff_ffff]
    let flipped = special.flatMap { word in masks.map { word ^ $0 } }
    let sweep = stride(from: 0, through: UInt32.max, by: 30_011)
    let rare = stride(from: 0, through: UInt32(1) << 22, by: 211)
    return flipped + sweep + rare
  }()
  private static let continuations: [UInt64] = [0, 1, .max, 1 << 63, 0x0123_4567_89ab_cdef]

  @Test(arguments: levels) func `float draws follow their formulas`(level: ck_level) {
    ck_set_thread_level(level)
    defer { ck_reset_thread_level() }
    for bits in Self.words {
      let rare = bits & 0x7ff0_0000 == 0
      #expect(ck_needs_continuation_f32(bits) == rare)
      for continuation in rare ? Self.continuations : [0] {
        let (v, upper) = half(bits, continuation)
        let u = ck_uniform_from_bits_f32(bits, continuation)
        let e = ck_exponential_from_bits_f32(bits, continuation)
        let g = ck_gumbel_from_bits_f32(bits, continuation)
        let exponential = upper ? -log(v) : -log1p(-v)
        let uniform = upper ? 1 - v : v
        guard u > 0, u < 1, e > 0, e.isFinite, g.isFinite,
          abs(Double(u) - uniform) <= uniform * 0x1p-22,
          abs(Double(e) - exponential) <= exponential * 0x1p-21,
          abs(Double(g) + log(exponential)) < (rare ? 4e-6 : 1e-6)
        else {
          Issue.record("\(bits) \(continuation): \(u) \(e) \(g)")
          return
        }
      }
    }
  }

  #if arch(x86_64)
  @Test(arguments: levels) func `double draws follow their formulas`(level: ck_level) {
    ck_set_thread_level(level)
    defer { ck_reset_thread_level() }
    let some =
      Self.words.prefix(40) + Self.words.indices.filter { $0 % 20 == 0 }.map { Self.words[$0] }
    let wide = some.flatMap { word in
      [UInt64(word) << 32, UInt64(word) << 32 | 0xffff_ffff, UInt64(word), ~UInt64(word)]
    }
    for bits in wide {
      let k = bits & (.max >> 1)
      let rare = k < 1 << 52
      #expect(ck_needs_continuation_f64(bits) == rare)
      for continuation in rare ? Self.continuations : [0] {
        let fraction = rare ? (Float80(continuation) + 0.5) * 0x1p-64 : 0.5
        let v = (Float80(k) + fraction) * 0x1p-64
        let upper = bits >> 63 == 1
        let u = ck_uniform_from_bits_f64(bits, continuation)
        let e = ck_exponential_from_bits_f64(bits, continuation)
        let g = ck_gumbel_from_bits_f64(bits, continuation)
        let exponential = upper ? -log(v) : -log1p(-v)
        let uniform = upper ? 1 - v : v
        let gumbel = -log(exponential)
        guard u > 0, u < 1, e > 0, e.isFinite, g.isFinite,
          abs(Float80(u) - uniform) <= uniform * 0x1p-51,
          abs(Float80(e) - exponential) <= exponential * 0x1p-50,
          abs(Float80(g) - gumbel) < 1e-15 + abs(gumbel) * 0x1p-52
        else {
          Issue.record("\(bits) \(continuation): \(u) \(e) \(g)")
          return
        }
      }
    }
  }
  #endif

  @Test func `the tail reaches far beyond what the word alone resolves`() {
    // Side 0, k = 0: w / 2 = (c + 1/2) / 2^96, hence G = log(2^96 / (c + 1/2)) up to w / 4.
    for (continuation, gumbel) in [
      (0, 97 * log(2.0)), (1 << 10, 96 * log(2.0) - log(1024.5)), (1 << 59, 37 * log(2.0)),
      (1 << 63, 33 * log(2.0)),
    ] as [(UInt64, Double)] {
      #expect(abs(Double(ck_gumbel_from_bits_f32(0, continuation)) - gumbel) < 4e-6)
      // In double, k has 32 bits more.
      let double = ck_gumbel_from_bits_f64(0, continuation)
      #expect(abs(double - (gumbel + 32 * log(2.0))) < 1e-13)
    }
    #expect(ck_gumbel_from_bits_f32(0, 0) > 67)
    #expect(ck_gumbel_from_bits_f32(0, 1 << 59) > 25)
    // The other side ends at G = -log(96 log 2 + ...), also finite.
    #expect(abs(Double(ck_gumbel_from_bits_f32(1 << 31, 0)) + log(97 * log(2.0))) < 4e-6)
  }

  @Test(arguments: levels)
  func `fills apply the map to each word, with the continuation of its position`(level: ck_level) {
    ck_set_thread_level(level)
    defer { ck_reset_thread_level() }
    let stream = Stream(position: 3)
    let count = 100_000
    var words = [UInt32](repeating: 0, count: count)
    unsafe ck_philox_words(stream.seed, stream.stream, stream.position, &words, count)
    let gumbel = Float.gumbel(stream, count: count)
    let exponential = Float.exponential(stream, count: count)
    let uniform = Float.uniform(stream, count: count)
    var rare = 0
    for i in 0..<count where words[i] & 0x7ff0_0000 == 0 || i % 100 == 0 {
      let continuation = ck_continuation_bits(
        stream.seed, stream.stream, stream.position + UInt64(i))
      rare += words[i] & 0x7ff0_0000 == 0 ? 1 : 0
      #expect(gumbel[i] == ck_gumbel_from_bits_f32(words[i], continuation))
      #expect(exponential[i] == ck_exponential_from_bits_f32(words[i], continuation))
      #expect(uniform[i] == ck_uniform_from_bits_f32(words[i], continuation))
    }
    #expect(rare > 10)  // 49 expected
    let doubles = Double.gumbel(stream, count: count / 2)
    rare = 0
    for i in 0..<count / 2 {
      let bits = UInt64(words[2 * i]) | UInt64(words[2 * i + 1]) << 32
      guard ck_needs_continuation_f64(bits) || i % 100 == 0 else { continue }
      rare += ck_needs_continuation_f64(bits) ? 1 : 0
      let continuation = ck_continuation_bits(
        stream.seed, stream.stream, stream.position + UInt64(2 * i))
      #expect(doubles[i] == ck_gumbel_from_bits_f64(bits, continuation))
    }
    #expect(rare > 5)  // 24 expected
  }

  @Test(arguments: levels) func `normal pairs are polar coordinates`(level: ck_level) {
    ck_set_thread_level(level)
    defer { ck_reset_thread_level() }
    for bits in Self.words.prefix(60) {
      for angle in Self.words.prefix(60) {
        var pair: [Float] = [0, 0]
        unsafe ck_normal_pair_from_bits_f32(bits, 5, angle, 7, &pair)
        let (v, upper) = half(bits, 5)
        let (turn, left) = half(angle, 7)
        let radius = (2 * (upper ? -log(v) : -log1p(-v))).squareRoot()
        let radians = 2 * Double.pi * (left ? -turn : turn)
        #expect(abs(Double(pair[0]) - radius * cos(radians)) <= radius * 4e-7)
        #expect(abs(Double(pair[1]) - radius * sin(radians)) <= radius * 4e-7)
        // For double the same words in the upper halves.
        var wide: [Double] = [0, 0]
        unsafe ck_normal_pair_from_bits_f64(UInt64(bits) << 32, 5, UInt64(angle) << 32, 7, &wide)
        let e = ck_exponential_from_bits_f64(UInt64(bits) << 32, 5)
        let u = ck_uniform_from_bits_f64(UInt64(angle) << 32, 7)
        let exact = 2 * Double.pi * (left ? u - 1 : u)
        #expect(abs(wide[0] - (2 * e).squareRoot() * cos(exact)) <= (2 * e).squareRoot() * 8e-16)
        #expect(abs(wide[1] - (2 * e).squareRoot() * sin(exact)) <= (2 * e).squareRoot() * 8e-16)
      }
    }
  }
}
