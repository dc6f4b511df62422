import Categorical
import LinearAlgebra
import Testing

struct CategoricalLayerTests {
  @Test func `each estimator dispatches to its functions`() throws {
    var random = SplitMix(1)
    let logits: Matrix<Float> = random.matrix(12, 4)
    let noise: Matrix<Float> = random.matrix(12, 4)
    let cotangent: Matrix<Float> = random.matrix(12, 4)
    for estimator in GradientEstimator.allCases {
      let layer = CategoricalLayer<Float>(classes: 4, estimator: estimator)
      let (sample, context) = try layer.forward(logits, noise: noise, temperature: 0.5)
      let gradient = layer.pullback(cotangent, context)
      let relaxed = try gumbelSoftmax(logits, classes: 4, temperature: 0.5, noise: noise).relaxed
      let discrete = try sampleGumbelMax(logits, classes: 4, noise: noise)
      let p = try softmax(logits, classes: 4, temperature: 0.5)
      let (output, surrogate) =
        switch estimator {
        case .straightThroughGumbel: (discrete, relaxed)
        case .gumbelSoftmax: (relaxed, relaxed)
        case .straightThrough: (discrete, p)
        case .straightThroughArgmax: (try argmaxOneHot(logits, classes: 4), p)
        }
      #expect(sample == output)
      #expect(
        gradient == softmaxPullback(cotangent, output: surrogate, classes: 4, temperature: 0.5))
      #expect(context.surrogate == surrogate && context.temperature == 0.5)
    }
  }

  @Test func `the soft layer has the derivative of its forward pass`() throws {
    var random = SplitMix(2)
    let layer = CategoricalLayer<Double>(classes: 4, estimator: .gumbelSoftmax)
    let logits: Matrix<Double> = random.matrix(8, 3, in: -1...1)
    let noise: Matrix<Double> = random.matrix(8, 3, in: -1...1)
    let cotangent: Matrix<Double> = random.matrix(8, 3)
    let context = try layer.forward(logits, noise: noise, temperature: 0.7).context
    try expectPullback(
      layer.pullback(cotangent, context),
      of: { try layer.forward($0, noise: noise, temperature: 0.7).sample }, at: logits,
      cotangent: cotangent)
  }

  @Test func `the names of the estimators are stable`() {
    #expect(
      GradientEstimator.allCases.map(\.rawValue)
        == [
          "straight-through-gumbel", "gumbel-softmax", "straight-through",
          "straight-through-argmax",
        ])
  }
}
