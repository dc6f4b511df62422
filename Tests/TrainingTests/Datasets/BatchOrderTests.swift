import Testing
import Training

@Suite struct BatchOrderTests {
  @Test(arguments: [(12, 4), (7, 3), (5, 5), (1, 1)])
  func `an epoch shows a sample once at most, and each once if batches fit`(
    samples: Int, batch: Int
  ) {
    var order = BatchOrder(samples: samples, batchSize: batch, seed: 3)
    #expect(order.stepsPerEpoch == samples / batch)
    for epoch in 0..<20 {
      let steps = epoch * order.stepsPerEpoch..<(epoch + 1) * order.stepsPerEpoch
      let seen = steps.flatMap { Array(order.indices(at: $0)) }
      #expect(seen.count == samples / batch * batch)
      #expect(Set(seen).count == seen.count)
      #expect(seen.allSatisfy { 0..<samples ~= $0 })
    }
  }

  @Test func `over many epochs no sample is left out`() {
    // The rest of an epoch of 7 is dropped; that 6 of 7 miss one sample 60 times is (1/7)^60.
    var order = BatchOrder(samples: 7, batchSize: 3, seed: 3)
    #expect(Set((0..<120).flatMap { Array(order.indices(at: $0)) }) == Set(0..<7))
  }

  @Test func `the samples of a step depend on the seed and the step alone`() {
    var forward = BatchOrder(samples: 50, batchSize: 8, seed: 9)
    var backward = BatchOrder(samples: 50, batchSize: 8, seed: 9)
    var other = BatchOrder(samples: 50, batchSize: 8, seed: 10)
    let steps = 0..<40
    let there = steps.map { Array(forward.indices(at: $0)) }
    let back = steps.reversed().map { Array(backward.indices(at: $0)) }
    #expect(there == back.reversed())
    #expect(there != steps.map { Array(other.indices(at: $0)) })
    #expect(there[0..<6] != there[6..<12], "two epochs in the same order")
    #expect(backward.indices(at: .max).count == 8)
  }
}
