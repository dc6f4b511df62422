// Gumbel-Softmax: a hard sample forward, the gradient of the soft one backward, one seed, same bits.

import Categorical
import LinearAlgebra
import RandomStreams

func sampleAndDifferentiate() throws {
  var stream = RandomStream(seed: 7)
  let logits: Matrix<Float> = [[0.5], [-0.3], [1.2]]  // classes × samples, one column a sample
  let sample = try gumbelSoftmax(logits, temperature: 0.5, hard: true, using: &stream)
  let cotangent: Matrix<Float> = [[1], [2], [-1]]  // ∂loss/∂sample
  let gradient = gumbelSoftmaxPullback(cotangent, relaxed: sample.relaxed, temperature: 0.5)
  print(sample.output, sample.relaxed, gradient, separator: "\n")
}

try sampleAndDifferentiate()
