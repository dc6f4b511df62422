// Why Gumbel: how often each class wins the argmax of logits plus noise, beside its probability.

import Categorical
import Foundation
import LinearAlgebra
import RandomStreams

/// Adds noise of one kind to the logits and returns the share of the argmaxes of each class.
func shares(
  of probabilities: [Double], noise: (inout RandomStream) -> Double, count: Int = 200_000
) throws -> [Double] {
  var stream = RandomStream(seed: 1)
  let logits = Matrix<Double>(rows: probabilities.count, columns: count) { row, _ in
    log(probabilities[row])
  }
  let noise = Matrix<Double>(rows: probabilities.count, columns: count) { _, _ in
    noise(&stream)
  }
  let sums = try sampleGumbelMax(logits, noise: noise).rowSums()
  return probabilities.indices.map { sums[$0] / Double(count) }
}

func compare(_ probabilities: [Double]) throws {
  let deviation = Double.pi / 6.squareRoot()  // of Gumbel noise
  let kinds: [(String, (inout RandomStream) -> Double)] = [
    ("Gumbel", { Gumbel.sample(using: &$0) }),
    ("N(0, 1)", { StandardNormal.sample(using: &$0) }),
    ("N(0, π²/6)", { deviation * StandardNormal.sample(using: &$0) }),
  ]
  func row(_ name: String, _ numbers: [Double]) {
    let cells = numbers.map { String(format: "%9.5f", $0) }
    print(name.padding(toLength: 12, withPad: " ", startingAt: 0) + cells.joined())
  }
  row("p", probabilities)
  for (name, noise) in kinds { row(name, try shares(of: probabilities, noise: noise)) }
  print()
}

try compare([0.6, 0.3, 0.1])
try compare([0.999, 0.001])
