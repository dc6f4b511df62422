import Categorical
import LinearAlgebra
import NeuralNetwork
import RandomStreams
import Synchronization

extension StochasticNetwork {
  /// Measures the `m`-sample bound block by block over the pool of `ComputeThreads`.
  func evaluateChain(
    _ data: Observations<Scalar>, samples: Int, relaxation: ObjectiveOptions?,
    stream: RandomStream
  ) throws(LatentModelError) -> BoundEvaluation {
    precondition(samples >= 1, "a bound needs at least one sample, not \(samples)")
    let block = 500
    let blocks = (data.count + block - 1) / block
    let results = Mutex([Result<BoundSums, CategoricalError>?](repeating: nil, count: blocks))
    ComputeThreads.forEach(blocks) { index in
      let columns = index * block..<min((index + 1) * block, data.count)
      let result = Result { () throws(CategoricalError) in
        try evaluateBlock(
          data.columns(columns), from: columns.lowerBound, samples: samples,
          relaxation: relaxation, stream: stream)
      }
      results.withLock { $0[index] = result }
    }
    // Summed in the order of the blocks, whatever the order in which they were done.
    var sums = BoundSums(usage: CodeUsage(usageLayout))
    do throws(CategoricalError) {
      for case .some(let result) in results.withLock({ $0 }) { sums.add(try result.get()) }
    } catch {
      throw .undefined(error)
    }
    return sums.means(columns: data.count, samples: samples, hasRelaxed: relaxation != nil)
  }

  /// Evaluates a block of columns; the first network runs once for all draws.
  private func evaluateBlock(
    _ data: Observations<Scalar>, from firstColumn: Int, samples: Int,
    relaxation: ObjectiveOptions?, stream: RandomStream
  ) throws(CategoricalError) -> BoundSums {
    var sums = BoundSums(usage: CodeUsage(usageLayout))
    let (first, _) = logits(of: 0, for: data.inputs)
    let atSamples = ObjectiveOptions(
      estimator: .reinforce, temperature: 1, divergence: .relaxedMass)
    let closed = ObjectiveOptions(estimator: .reinforce, temperature: 1)
    var hard = StreamingLogMeanExp(count: data.count)
    var relaxed = hard
    for draw in 0..<samples {
      let noise = LatentNoise(
        stream: stream.substream(UInt64(draw)), firstColumn: firstColumn)
      let pass = try evaluationPass(data, first, by: .hard, noise: noise)
      let terms = try head(
        of: pass, targets: data.targets, options: atSamples, noise: noise
      ).terms
      sums.usage.add(pass.samples)
      let weights = terms.bound
      sums.importance += sum(weights)
      sums.reconstruction += sum(terms.reconstruction)
      for column in 0..<data.count { hard.add(Double(weights[column]), to: column) }
      if draw == 0, !terms.divergences.isEmpty {
        let divergences = try head(
          of: pass, targets: data.targets, options: closed, noise: noise
        ).terms.divergences
        sums.divergence = divergences.reduce(0) { $0 + sum($1) }
      }
      guard let relaxation else { continue }
      let values = try relaxedValues(data, first, relaxation, noise: noise)
      if relaxation.divergence == .discrete, !terms.divergences.isEmpty {
        sums.relaxed += sum(values) / Double(samples)
      } else {
        for column in 0..<data.count { relaxed.add(Double(values[column]), to: column) }
      }
    }
    for value in hard.values {
      sums.weighted += value
      sums.weightedSquares += value * value
    }
    if relaxed.hasTerms { sums.relaxed = relaxed.values.reduce(0, +) }
    return sums
  }

  /// Runs the chain from given logits of its first layer.
  private func evaluationPass(
    _ data: Observations<Scalar>, _ first: Matrix<Scalar>, by draw: LatentDraw, noise: LatentNoise
  ) throws(CategoricalError) -> ChainPass<Scalar> {
    var pass = ChainPass<Scalar>(inputs: data.inputs)
    pass.layers.append(try drawn(0, first, by: draw, noise: noise))
    try extend(&pass, by: draw, noise: noise)
    return pass
  }

  /// The objective of each column with relaxed samples.
  private func relaxedValues(
    _ data: Observations<Scalar>, _ first: Matrix<Scalar>, _ relaxation: ObjectiveOptions,
    noise: LatentNoise
  ) throws(CategoricalError) -> Vector<Scalar> {
    let pass = try evaluationPass(
      data, first, by: .relaxed(temperature: relaxation.temperature), noise: noise)
    return try head(
      of: pass, targets: data.targets, options: relaxation, noise: noise
    ).terms.bound
  }
}

/// The sum of numbers in double precision.
private func sum<Scalar: RealScalar>(_ values: Vector<Scalar>) -> Double {
  values.reduce(0) { $0 + Double($1) }
}
