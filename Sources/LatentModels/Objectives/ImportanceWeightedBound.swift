public import Categorical
import Foundation
public import LinearAlgebra
import NeuralNetwork
public import RandomStreams
import Synchronization

/// How well a model explains data, measured with hard samples of the discrete model.
public struct BoundEvaluation: Hashable, Codable, Sendable {
  /// The number of codes drawn for each data point, `m`.
  public let samples: Int
  /// The mean of the importance-weighted bound `L_m`, in nats.
  public let importanceWeightedBound: Double
  /// The standard error of that mean over the data, in nats.
  public let standardError: Double
  /// The mean of the evidence lower bound (`m = 1`, averaged over the draws), in nats.
  public let evidenceLowerBound: Double
  /// The mean of `log p(x|z)`, in nats.
  public let reconstruction: Double
  /// The mean of `KL(q(z|x) ‖ p(z))` in closed form, in nats.
  public let divergence: Double
  /// How often each class was drawn.
  public let usage: CodeUsage
  /// The mean of the bound with relaxed samples, in nats, or nil if it was not asked for.
  public var relaxedBound: Double?
}

extension CategoricalVAE {
  /// Measures the importance-weighted bound of data with `m` hard codes for each column.
  ///
  ///     L_m(x) = log (1/m) Σ_k p(x, z_k) / q(z_k|x),   z_k ~ q(z|x)
  ///
  /// `L_1` is the evidence lower bound; `L_m` rises with `m` towards `log p(x)`. The mean runs in log
  /// space, in memory for one block of columns. The noise is addressed by draw and column, so the
  /// result does not depend on how the work is cut.
  ///
  /// - Parameters:
  ///   - input: `features × samples`, binary (grey values give no likelihood).
  ///   - samples: The number of codes for each column, `m`, at least one.
  ///   - stream: Where the noise comes from; draw `k` takes its substream `k`.
  /// - Returns: The bounds and how often each class was drawn.
  /// - Throws: ``CategoricalError`` if the model yields logits that are not finite.
  ///
  /// > Reference: Burda, Grosse and Salakhutdinov (2016), equation 8.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func evaluate(
    _ input: Matrix<Scalar>, samples: Int, stream: RandomStream
  ) throws(CategoricalError) -> BoundEvaluation {
    precondition(samples >= 1, "a bound needs at least one sample, not \(samples)")
    precondition(
      input.rows == configuration.features,
      "the input is \(input.shape), but the model has \(configuration.features) features")
    let block = 500
    let blocks = (input.columns + block - 1) / block
    let results = Mutex([Result<BlockSums, CategoricalError>?](repeating: nil, count: blocks))
    ComputeThreads.forEach(blocks) { index in
      let columns = index * block..<min((index + 1) * block, input.columns)
      let result = Result { () throws(CategoricalError) in
        try evaluateBlock(input, columns: columns, samples: samples, stream: stream)
      }
      results.withLock { $0[index] = result }
    }
    // Summed in the order of the blocks, whatever the order in which they were done.
    var sums = BlockSums(
      usage: CodeUsage(latents: configuration.latents, classes: configuration.classes))
    for case .some(let result) in results.withLock({ $0 }) { sums.add(try result.get()) }
    let count = Double(max(input.columns, 1))
    return BoundEvaluation(
      samples: samples, importanceWeightedBound: sums.weighted / count,
      standardError: standardError(sum: sums.weighted, squares: sums.weightedSquares, count: count),
      evidenceLowerBound: sums.importance / count / Double(samples),
      reconstruction: sums.reconstruction / count / Double(samples),
      divergence: sums.divergence / count, usage: sums.usage)
  }

  /// Evaluates a range of columns.
  private func evaluateBlock(
    _ input: Matrix<Scalar>, columns: Range<Int>, samples: Int, stream: RandomStream
  ) throws(CategoricalError) -> BlockSums {
    var sums = BlockSums(
      usage: CodeUsage(latents: configuration.latents, classes: configuration.classes))
    let x = Matrix(input[rows: 0..<input.rows, columns: columns])
    let logits = encoder(x)
    let logProbabilities = try logSoftmax(logits, classes: configuration.classes)
    sums.divergence = Double(try klToUniform(logits, classes: configuration.classes).sum())
    var mean = StreamingLogMeanExp(count: columns.count)
    for draw in 0..<samples {
      let noise = evaluationNoise(draw: draw, columns: columns, stream: stream)
      let code = try sampleGumbelMax(logits, classes: configuration.classes, noise: noise)
      sums.usage.add(code)
      let losses = bernoulliLoss(logits: decoder(code), targets: x)
      let weights = logWeights(losses: losses, code: code, logProbabilities: logProbabilities)
      for column in 0..<columns.count {
        sums.importance += weights[column]
        sums.reconstruction -= Double(losses[column])
        mean.add(weights[column], to: column)
      }
    }
    for value in mean.values {
      sums.weighted += value
      sums.weightedSquares += value * value
    }
    return sums
  }

  /// Draws the noise of one evaluation draw for a range of columns.
  private func evaluationNoise(
    draw: Int, columns: Range<Int>, stream: RandomStream
  ) -> Matrix<Scalar> {
    var substream = stream.substream(UInt64(draw))
    let words = UInt64(Scalar.self == Float.self ? 1 : 2)
    substream.advance(by: UInt64(columns.lowerBound * configuration.codeSize) * words)
    return gumbelNoise(rows: configuration.codeSize, columns: columns.count, using: &substream)
  }

  /// Returns `log p(x|z) + log p(z) - log q(z|x)` for each column.
  private func logWeights(
    losses: Vector<Scalar>, code: Matrix<Scalar>, logProbabilities: Matrix<Scalar>
  ) -> [Double] {
    let prior = -Double(configuration.latents) * log(Double(configuration.classes))
    // One-hot codes pick their log-probabilities. Masked classes, -infinity, are never drawn.
    let z = code.elements
    let q = logProbabilities.elements
    var weights: [Double] = []
    weights.reserveCapacity(code.columns)
    for column in 0..<code.columns {
      var posterior: Scalar = 0
      for index in column * code.rows..<(column + 1) * code.rows {
        posterior += z[index] == 1 ? q[index] : 0
      }
      weights.append(prior - Double(posterior) - Double(losses[column]))
    }
    return weights
  }
}

/// What the columns of one block add to the means.
private struct BlockSums: Sendable {
  var weighted = 0.0
  var weightedSquares = 0.0
  var importance = 0.0
  var reconstruction = 0.0
  var divergence = 0.0
  var usage: CodeUsage

  /// Adds the sums of another block.
  mutating func add(_ other: BlockSums) {
    weighted += other.weighted
    weightedSquares += other.weightedSquares
    importance += other.importance
    reconstruction += other.reconstruction
    divergence += other.divergence
    usage.add(other.usage)
  }
}

/// The standard error of a mean from the sum and the sum of squares of its terms.
private func standardError(sum: Double, squares: Double, count: Double) -> Double {
  guard count > 1 else { return 0 }
  return (max(squares - sum * sum / count, 0) / (count - 1) / count).squareRoot()
}

/// The logarithm of a mean of exponentials that is fed one term at a time.
struct StreamingLogMeanExp {
  private var maximum: [Double]
  private var sum: [Double]
  private var terms: [Int]

  /// Starts `count` means.
  init(count: Int) {
    maximum = Array(repeating: -.infinity, count: count)
    sum = Array(repeating: 0, count: count)
    terms = Array(repeating: 0, count: count)
  }

  /// Adds the term `exp(value)` to one mean; the running maximum keeps the sum within range.
  mutating func add(_ value: Double, to index: Int) {
    terms[index] += 1
    guard value > -.infinity else { return }
    if value > maximum[index] {
      sum[index] = sum[index] * exp(maximum[index] - value) + 1
      maximum[index] = value
    } else {
      sum[index] += exp(value - maximum[index])
    }
  }

  /// The logarithms of the means.
  var values: [Double] {
    maximum.indices.map { maximum[$0] + log(sum[$0]) - log(Double(max(terms[$0], 1))) }
  }
}
