import LinearAlgebra
import NeuralNetwork
import TestSupport
import Testing

@Suite struct MeanSquaredLossTests {
  @Test(arguments: BernoulliLossTests.shapes)
  func `losses are the naive means`(rows: Int, columns: Int) {
    let y: Matrix<Double> = randomMatrix(rows, columns, seed: 1)
    let t: Matrix<Double> = randomMatrix(rows, columns, seed: 2)
    let expected = Vector(count: columns) { j in
      (0..<rows).reduce(0.0) { $0 + (y[$1, j] - t[$1, j]) * (y[$1, j] - t[$1, j]) }
        / Double(max(1, rows))
    }
    expectClose(meanSquaredLoss(y, targets: t), expected, within: 1e-14)
    let small = meanSquaredLoss(y.map { Float($0) }, targets: t.map { Float($0) })
    expectClose(small, expected, within: 1e-6)
  }

  @Test(arguments: BernoulliLossTests.shapes)
  func `the pullback agrees with finite differences`(rows: Int, columns: Int) {
    let t: Matrix<Double> = randomMatrix(rows, columns, seed: 2)
    expectPullback(
      at: randomMatrix(rows, columns, seed: 1), of: { meanSquaredLoss($0, targets: t) },
      pullback: { meanSquaredLossPullback($0, predictions: $1, targets: t) })
  }

  @Test(arguments: BernoulliLossTests.shapes)
  func `the fused form gives the same losses and the weighted gradient`(rows: Int, columns: Int) {
    let y: Matrix<Double> = randomMatrix(rows, columns, seed: 1)
    let t: Matrix<Double> = randomMatrix(rows, columns, seed: 2)
    let kept = y.map { $0 }
    let fused = meanSquaredLossWithGradient(y, targets: t, weight: 0.3)
    #expect(fused.loss == meanSquaredLoss(y, targets: t))
    let weights = Vector<Double>(count: columns, repeating: 0.3)
    expectClose(
      fused.gradient, meanSquaredLossPullback(weights, predictions: y, targets: t), within: 1e-15)
    #expect(y == kept)
  }

  @Test func `the gradient replaces predictions that nobody else holds`() {
    let targets: Matrix<Float> = [[1], [0]]
    let predictions: Matrix<Float> = [[2], [3]]
    let before = address(of: predictions)
    let (_, gradient) = meanSquaredLossWithGradient(consume predictions, targets: targets)
    #expect(address(of: gradient) == before)
  }

  @Test func `shapes that do not fit trap`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = meanSquaredLoss([[1.0, 2.0]], targets: [[1.0]]) }
    expectMessage(result, "predictions are 1×2, but their targets 1×1")
    await #expect(processExitsWith: .failure) {
      _ = meanSquaredLossPullback([1.0], predictions: [[1.0, 2.0]], targets: [[1.0, 0.0]])
    }
  }
}
