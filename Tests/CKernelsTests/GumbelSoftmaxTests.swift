import CKernels
import Foundation
import Testing

@Suite struct GumbelSoftmaxTests {
  @Test(arguments: classCounts) func `argmax takes the lowest index on ties`(classes: Int) {
    func check<T: KernelScalar>(_: T.Type) {
      // Few values, so that most columns have ties; masked ones, too.
      var x = T.uniform(Stream(stream: 11), count: classes * 35).map { ($0 * 4).rounded() }
      for i in x.indices where i % 5 == 1 { x[i] = -.infinity }
      let indices = T.argmax(x, classes: classes)
      let oneHot = columns(T.argmaxOneHot(x, classes: classes), classes)
      for (i, column) in columns(x, classes).enumerated() {
        let expected = column.firstIndex(of: column.max() ?? 0) ?? 0
        #expect(indices[i] == expected)
        #expect(oneHot[i] == (0..<classes).map { $0 == expected ? 1 : 0 })
      }
    }
    check(Float.self)
    check(Double.self)
  }

  @Test(arguments: classCounts, levels)
  func `the forward pass is softmax and argmax of logits plus noise`(
    classes: Int, level: ck_level
  ) {
    ck_set_thread_level(level)
    defer { ck_reset_thread_level() }
    func check<T: KernelScalar>(_: T.Type) {
      let x = logits(T.self, classes: classes, columns: 35)
      let stream = Stream(stream: 3, position: UInt64(classes))
      let noise = T.gumbel(stream, count: x.count)
      let sum = zip(x, noise).map { $0 + $1 }
      let sample = T.gumbelSoftmax(x, noise: noise, classes: classes, temperature: 0.5)
      #expect(sample.soft == T.softmax(sum, classes: classes, temperature: 0.5))
      #expect(sample.hard == T.argmaxOneHot(sum, classes: classes))
      // From the stream the same bits, without an array of noise.
      let fused = T.gumbelSoftmax(stream, x, classes: classes, temperature: 0.5)
      #expect(fused == sample)
      #expect(
        T.gumbelArgmax(stream, x, classes: classes) == T.argmax(sum, classes: classes))
      for i in x.indices where x[i] == -.infinity {
        #expect(sample.soft[i] == 0 && sample.hard[i] == 0)
      }
    }
    check(Float.self)
    check(Double.self)
  }

  @Test func `the soft output may replace the logits or the noise, without a hard one`() {
    for classes in [3, 40, 200] {
      let x = logits(Float.self, classes: classes, columns: 18)
      let noise = Float.gumbel(Stream(stream: 3), count: x.count)
      let soft = Float.gumbelSoftmax(x, noise: noise, classes: classes, temperature: 0.5).soft
      var (logits, other) = (x, noise)
      unsafe logits.withUnsafeMutableBufferPointer {
        unsafe ck_gumbel_softmax_f32(
          $0.baseAddress, noise, $0.baseAddress, nil, classes, 18, 0.5)
      }
      unsafe other.withUnsafeMutableBufferPointer {
        unsafe ck_gumbel_softmax_f32(x, $0.baseAddress, $0.baseAddress, nil, classes, 18, 0.5)
      }
      #expect(logits == soft)
      #expect(other == soft)
      logits = x
      unsafe logits.withUnsafeMutableBufferPointer {
        unsafe ck_gumbel_softmax_stream_f32(
          2026, 3, 0, $0.baseAddress, $0.baseAddress, nil, classes, 18, 0.5)
      }
      #expect(logits == soft)
    }
  }

  /// 60 000 samples with false alarms of 1e-6 per class catch a frequency that is off by 0.01.
  @Test(arguments: levels)
  func `hard samples have the probabilities of the logits`(level: ck_level) {
    ck_set_thread_level(level)
    defer { ck_reset_thread_level() }
    let p = [0.6, 0.3, 0.09, 0.01, 0]
    let samples = 60_000
    let x = (0..<samples).flatMap { _ in p.map { Float(log($0)) } }
    let noise = Float.gumbel(Stream(stream: 21), count: x.count)
    let hard = Float.gumbelSoftmax(x, noise: noise, classes: 5, temperature: 1).hard
    var counts = [0, 0, 0, 0, 0]
    for i in hard.indices where hard[i] == 1 { counts[i % 5] += 1 }
    #expect(counts.reduce(0, +) == samples)
    for (count, p) in zip(counts, p) {
      let deviation = Double(count) - Double(samples) * p
      #expect(abs(deviation) <= 4.89 * (Double(samples) * p * (1 - p)).squareRoot())
    }
  }

  /// Blocks and pieces: columns beyond the first block, and one longer than it.
  @Test(arguments: [(10, 500), (100, 70), (500, 9), (5000, 2)])
  func `large samples from a stream are those of its noise`(classes: Int, columns: Int) {
    func check<T: KernelScalar>(_: T.Type) {
      let x = logits(T.self, classes: classes, columns: columns)
      let stream = Stream(position: 5)
      let noise = T.gumbel(stream, count: x.count)
      #expect(
        T.gumbelSoftmax(stream, x, classes: classes, temperature: 2)
          == T.gumbelSoftmax(x, noise: noise, classes: classes, temperature: 2))
      #expect(
        T.gumbelArgmax(stream, x, classes: classes)
          == T.argmax(zip(x, noise).map { $0 + $1 }, classes: classes))
    }
    check(Float.self)
    check(Double.self)
  }

  @Test(arguments: [1, 3, 17, 40]) func `checks name the first problem`(classes: Int) {
    func check<T: KernelScalar>(_: T.Type) {
      let valid = logits(T.self, classes: classes, columns: 21)
      #expect(T.checkLogits(valid, classes: classes).problem == CK_LOGITS_VALID)
      for (bad, row) in [(T.nan, classes - 1), (T.infinity, classes / 2)] {
        var x = valid
        x[9 * classes + row] = bad
        x[15 * classes] = .nan
        let found = T.checkLogits(x, classes: classes)
        #expect(found.problem == CK_LOGITS_NOT_FINITE)
        #expect(found.row == row && found.column == 9)
      }
      var x = valid
      for row in 0..<classes { x[4 * classes + row] = -.infinity }
      x[9 * classes] = .nan
      let found = T.checkLogits(x, classes: classes)
      #expect(found.problem == CK_LOGITS_ALL_MASKED && found.column == 4)
      x[4 * classes + classes - 1] = .nan  // in the same column the number comes first
      #expect(T.checkLogits(x, classes: classes).problem == CK_LOGITS_NOT_FINITE)
    }
    check(Float.self)
    check(Double.self)
  }
}
