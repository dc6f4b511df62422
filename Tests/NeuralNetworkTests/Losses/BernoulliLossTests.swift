import LinearAlgebra
import NeuralNetwork
import RealModule
import TestSupport
import Testing

@Suite struct BernoulliLossTests {
  /// `−t ln σ(ℓ) − (1 − t) ln(1 − σ(ℓ))` with `ln σ(ℓ) = −ln(1 + exp(−ℓ))`, for moderate logits.
  static func reference(_ logits: Matrix<Double>, _ targets: Matrix<Double>) -> Vector<Double> {
    Vector(count: logits.columns) { j in
      (0..<logits.rows).reduce(0) { sum, i in
        let (l, t) = (logits[i, j], targets[i, j])
        return sum + t * Double.log(onePlus: Double.exp(-l)) + (1 - t)
          * Double.log(onePlus: Double.exp(l))
      }
    }
  }

  static let shapes = [(0, 0), (0, 3), (1, 1), (3, 0), (2, 3), (17, 5), (33, 2)]

  @Test(arguments: shapes)
  func `losses are the negative log-likelihood, also of grey targets`(rows: Int, columns: Int) {
    let logits: Matrix<Double> = randomMatrix(rows, columns, seed: 1, in: -6...6)
    let targets: Matrix<Double> = randomMatrix(rows, columns, seed: 2, in: 0...1)
    let expected = Self.reference(logits, targets)
    expectClose(bernoulliLoss(logits: logits, targets: targets), expected, within: 1e-13)
    let small = bernoulliLoss(logits: logits.map { Float($0) }, targets: targets.map { Float($0) })
    expectClose(small, expected, within: 1e-6)
  }

  @Test(arguments: shapes)
  func `the pullback agrees with finite differences`(rows: Int, columns: Int) {
    let targets: Matrix<Double> = randomMatrix(rows, columns, seed: 2, in: 0...1)
    expectPullback(
      at: randomMatrix(rows, columns, seed: 1, in: -4...4),
      of: { bernoulliLoss(logits: $0, targets: targets) },
      pullback: { bernoulliLossPullback($0, logits: $1, targets: targets) })
  }

  @Test(arguments: shapes)
  func `the fused form gives the same losses and the weighted gradient`(rows: Int, columns: Int) {
    let logits: Matrix<Float> = randomMatrix(rows, columns, seed: 1, in: -4...4)
    let targets: Matrix<Float> = randomMatrix(rows, columns, seed: 2, in: 0...1)
    let kept = logits.map { $0 }
    let fused = bernoulliLossWithGradient(logits: logits, targets: targets, weight: 0.25)
    #expect(fused.loss == bernoulliLoss(logits: logits, targets: targets))
    let weights = Vector<Float>(count: columns, repeating: 0.25)
    #expect(
      fused.gradient == bernoulliLossPullback(weights, logits: logits, targets: targets))
    #expect(logits == kept)
  }

  @Test func `huge logits neither overflow nor lose small losses`() {
    let loss = bernoulliLoss(
      logits: [[1000, -1000, 1000, -1000, 50, -80]], targets: [[1.0, 0, 0, 1, 1, 0]])
    #expect(Array(loss)[0..<4] == [0, 0, 1000, 1000])
    expectClose(loss[4] / 1.928_749_847_963_917_8e-22, 1, within: 1e-14)  // exp(−50)
    expectClose(loss[5] / 1.804_851_387_845_415_3e-35, 1, within: 1e-14)  // exp(−80)
    let fused = bernoulliLossWithGradient(
      logits: [[1000, -1000, 1000, -1000]], targets: [[1 as Float, 0, 0, 1]])
    #expect(fused.gradient == [[0, 0, 1, -1]])
  }

  @Test(arguments: [Float.nan, .infinity, -.infinity])
  func `a logit that is not finite shows in the loss of its sample only`(logit: Float) {
    let loss = bernoulliLoss(logits: [[0, logit]], targets: [[0.5, 0.5]])
    #expect(loss[0].isFinite)
    #expect(!loss[1].isFinite)
  }

  @Test func `the gradient replaces logits that nobody else holds`() {
    let targets: Matrix<Float> = [[1], [0]]
    let logits: Matrix<Float> = [[2], [3]]
    let before = address(of: logits)
    let (_, gradient) = bernoulliLossWithGradient(logits: consume logits, targets: targets)
    #expect(address(of: gradient) == before)
  }

  @Test func `shapes that do not fit trap`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = bernoulliLoss(logits: [[1.0, 2.0]], targets: [[1.0]]) }
    expectMessage(result, "predictions are 1×2, but their targets 1×1")
    await #expect(processExitsWith: .failure) {
      _ = bernoulliLossWithGradient(logits: [[1.0, 2.0]], targets: [[1.0]])
    }
    let other = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = bernoulliLossPullback([1.0], logits: [[1.0, 2.0]], targets: [[1.0, 0.0]]) }
    expectMessage(other, "1 cotangents do not fit the samples of 1×2")
  }
}
