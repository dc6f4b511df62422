import Categorical
import LinearAlgebra
import Testing

struct CategoricalLayerTests {
  @Test func `the estimators of the softmax dispatch to its functions`() throws {
    var random = SplitMix(1)
    let logits: Matrix<Float> = random.matrix(12, 4)
    let noise: Matrix<Float> = random.matrix(12, 4)
    let cotangent: Matrix<Float> = random.matrix(12, 4)
    let relaxed = try gumbelSoftmax(logits, classes: 4, temperature: 0.5, noise: noise).relaxed
    let discrete = try sampleGumbelMax(logits, classes: 4, noise: noise)
    let p = try softmax(logits, classes: 4, temperature: 0.5)
    let cases: [(PathwiseEstimatorName, output: Matrix<Float>, surrogate: Matrix<Float>)] = [
      (.straightThroughGumbel, discrete, relaxed), (.gumbelSoftmax, relaxed, relaxed),
      (.straightThrough, discrete, p),
      (.straightThroughArgmax, try argmaxOneHot(logits, classes: 4), p),
      (
        .decoupled,
        try gumbelSoftmax(logits, classes: 4, temperature: 0.25, noise: noise).relaxed, relaxed
      ),
    ]
    for (estimator, output, surrogate) in cases {
      let layer = CategoricalLayer<Float>(classes: 4, estimator: estimator)
      let (sample, context) = try layer.forward(logits, noise: noise, temperature: 0.5)
      #expect(sample == output, "\(estimator)")
      #expect(
        layer.pullback(cotangent, context)
          == softmaxPullback(cotangent, output: surrogate, classes: 4, temperature: 0.5),
        "\(estimator)")
      #expect(
        context == PathwiseContext(classes: 4, surrogate: surrogate, temperature: 0.5),
        "\(estimator)")
    }
  }

  @Test(arguments: PathwiseEstimatorName.allCases)
  func `a layer is the estimator of its name`(name: PathwiseEstimatorName) throws {
    var random = SplitMix(2)
    let logits: Matrix<Double> = random.matrix(9, 5)
    let cotangent: Matrix<Double> = random.matrix(9, 5)
    let estimator = name.makeEstimator(temperature: 0.75)
    let noise = PathwiseNoise<Double>(for: estimator, rows: 9, columns: 5, using: &random)
    let layer = CategoricalLayer<Double>(classes: 3, estimator: name)
    let found = try layer.forward(
      logits, noise: noise.gumbel, conditionalNoise: noise.conditional, temperature: 0.75)
    let expected = try estimator.forward(logits, classes: 3, noise: noise)
    #expect(found.sample == expected.sample && found.context == expected.context)
    #expect(name.isHard == estimator.isHard)
    #expect(name.conditionalDraws == noise.conditional.count)
    var gradient = Matrix<Double>(rows: 9, columns: 5, repeating: 7)
    layer.pullback(cotangent, found.context, into: &gradient)
    #expect(gradient == layer.pullback(cotangent, found.context))
    if name.isHard {
      #expect(found.sample.doubles.allSatisfy { $0 == 0 || $0 == 1 })
    }
    for run in found.sample.runs(3) { #expect(abs(run.reduce(0, +) - 1) < 1e-14) }
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
      PathwiseEstimatorName.allCases.map(\.rawValue)
        == [
          "straight-through-gumbel", "gumbel-softmax", "straight-through",
          "straight-through-argmax", "slope-annealed", "decoupled", "gumbel-rao", "zgr",
          "gapped-straight-through", "reinmax", "reinmax-rao", "reinmax-cv", "darn",
        ])
  }
}
