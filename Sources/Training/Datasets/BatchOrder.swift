import LinearAlgebra
import RandomStreams

/// Which samples each step sees: every epoch visits the data in an order of its own.
///
/// An epoch has `samples / batchSize` whole batches; the rest of its order is dropped, and another
/// rest in the next epoch. The order of an epoch is a pure function of seed and epoch.
package struct BatchOrder: Sendable {
  package let samples: Int
  package let batchSize: Int
  private let stream: RandomStream
  private var epoch: Int?
  private var order: [Int] = []

  /// Describes the order of the samples of a run.
  package init(
    samples: Int, batchSize: Int, stream purpose: Purpose = .batchOrder, seed: UInt64
  ) {
    precondition(
      1...max(samples, 1) ~= batchSize, "batches of \(batchSize) from \(samples) samples")
    self.samples = samples
    self.batchSize = batchSize
    stream = purpose.stream(seed: seed)
  }

  /// The number of steps that visit the data once.
  package var stepsPerEpoch: Int { samples / batchSize }

  /// Returns the samples of a step, counted from zero.
  package mutating func indices(at step: Int) -> ArraySlice<Int> {
    let current = step / stepsPerEpoch
    if current != epoch {
      var generator = stream.substream(UInt64(current))
      order = generator.permutation(count: samples)
      epoch = current
    }
    let start = step % stepsPerEpoch * batchSize
    return order[start..<start + batchSize]
  }
}
