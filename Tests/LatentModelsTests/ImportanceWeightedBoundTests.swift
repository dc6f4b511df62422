import Categorical
import Foundation
import LatentModels
import LinearAlgebra
import NeuralNetwork
import RandomStreams
import TestSupport
import Testing

@Suite struct ImportanceWeightedBoundTests {
  /// Every code of two latents with three classes, one a column.
  static let codes = Matrix<Double>(rows: 6, columns: 9) { row, column in
    row == column / 3 || row == 3 + column % 3 ? 1 : 0
  }

  /// log p(x, z) and log q(z|x) of every code for one input, by the definitions.
  static func logs(
    _ model: CategoricalVAE<Double>, _ x: Matrix<Double>
  ) throws -> (joint: [Double], posterior: [Double]) {
    let decoded = model.decode(codes)
    let q = try softmax(model.encoder(x), classes: 3)
    let joint = (0..<9).map { code in
      (0..<5).reduce(-2 * log(3.0)) { (sum: Double, row: Int) -> Double in
        let p = decoded[row, code]
        return sum + (x[row, 0] == 1 ? log(p) : log(1 - p))
      }
    }
    let posterior = (0..<9).map { code in
      log(q[code / 3, 0]) + log(q[3 + code % 3, 0])
    }
    return (joint, posterior)
  }

  @Test func `the bound of one sample is the enumerated one on average`() throws {
    let (model, input, _) = try EvidenceLowerBoundTests.example(columns: 1)
    let (joint, posterior) = try Self.logs(model, input)
    let weights = zip(joint, posterior).map { $0 - $1 }
    let mean = zip(posterior, weights).reduce(0) { $0 + exp($1.0) * $1.1 }
    let variance = zip(posterior, weights).reduce(0) {
      $0 + exp($1.0) * ($1.1 - mean) * ($1.1 - mean)
    }
    let count = 20000
    let found = try model.evaluate(input, samples: count, stream: RandomStream(seed: 5))
    // |z| ≤ 4.89: a false alarm in 1e6.
    #expect(
      abs(found.evidenceLowerBound - mean) <= 4.89 * (variance / Double(count)).squareRoot())
    #expect(found.usage.counts.reduce(0, +) == 2 * count)
  }

  @Test func `the bound rises with the number of samples towards the likelihood`() throws {
    let (model, input, _) = try EvidenceLowerBoundTests.example(columns: 1)
    let (joint, _) = try Self.logs(model, input)
    let top = joint.max() ?? 0
    let likelihood = top + log(joint.reduce(0) { $0 + exp($1 - top) })
    let many = try model.evaluate(input, samples: 20000, stream: RandomStream(seed: 5))
    // The weights of this model lie within a factor of about e⁴ of each other, so the relative
    // standard error of their mean is below e⁴ / 141 / 10.
    #expect(abs(many.importanceWeightedBound - likelihood) < 0.05)
    #expect(many.evidenceLowerBound < likelihood)
  }

  @Test func `one sample gives the evidence lower bound`() throws {
    let (model, input, _) = try EvidenceLowerBoundTests.example(columns: 7)
    let found = try model.evaluate(input, samples: 1, stream: RandomStream(seed: 2))
    #expect(abs(found.importanceWeightedBound - found.evidenceLowerBound) < 1e-12)
  }

  @Test func `the result does not depend on how columns are cut or on threads`() throws {
    // 1203 columns are three blocks; the first 500 alone are the first block.
    let (model, input, _) = try EvidenceLowerBoundTests.example(columns: 1203)
    let stream = RandomStream(seed: 8)
    let serial = try model.evaluate(input, samples: 3, stream: stream)
    let parallel = try ComputeThreads.with(3) {
      try model.evaluate(input, samples: 3, stream: stream)
    }
    #expect(serial == parallel)
    let first = Matrix(input[rows: 0..<5, columns: 0..<500])
    let rest = Matrix(input[rows: 0..<5, columns: 500..<1203])
    let a = try model.evaluate(first, samples: 3, stream: stream)
    #expect(a.usage != (try model.evaluate(rest, samples: 3, stream: stream)).usage)
    #expect(a == (try model.evaluate(first, samples: 3, stream: stream)))
  }

  @Test func `no samples of data give zero`() throws {
    let (model, _, _) = try EvidenceLowerBoundTests.example()
    let found = try model.evaluate(
      Matrix(rows: 5, columns: 0), samples: 2, stream: RandomStream(seed: 1))
    #expect(found.importanceWeightedBound == 0)
  }

  @Test func `the standard error is that of the bounds of single samples`() throws {
    let (model, input, _) = try EvidenceLowerBoundTests.example(columns: 3)
    let stream = RandomStream(seed: 6)
    let found = try model.evaluate(input, samples: 1, stream: stream)
    // The same draw by hand: draw 0 takes its noise from substream 0, column by column.
    let logits = model.encoder(input)
    let q = try logSoftmax(logits, classes: 3)
    var generator = stream.substream(0)
    let noise: Matrix<Double> = gumbelNoise(rows: 6, columns: 3, using: &generator)
    let code = try sampleGumbelMax(logits, classes: 3, noise: noise)
    let losses = bernoulliLoss(logits: model.decoder(code), targets: input)
    let bounds = (0..<3).map { column in
      (0..<6).reduce(-losses[column] - 2 * log(3.0)) {
        code[$1, column] == 1 ? $0 - q[$1, column] : $0
      }
    }
    let mean = bounds.reduce(0, +) / 3
    let variance = bounds.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 2
    expectClose(found.importanceWeightedBound, mean, within: 1e-12)
    expectClose(found.standardError, (variance / 3).squareRoot(), within: 1e-9)
  }
}
