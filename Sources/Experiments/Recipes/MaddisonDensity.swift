/// Table 1 of Maddison, Mnih and Teh: density estimation with a sample bound `L_m` of Concrete latents.
extension Recipe {
  static let maddisonLinear = maddisonDensity(
    "maddison-linear", "Density estimation with linear layers, 200H–784V", row: "200H–784V",
    figures: [(107.3, 104.4), (104.9, 101.9), (104.3, 98.8)], learningRate: "3e-4", layers: [],
    orderings: [
      ["vimco-1", "concrete-1"], ["vimco-5", "concrete-5"], ["vimco-50", "concrete-50"],
    ],
    stepsPerSecond: 150)

  static let maddisonNonlinear = maddisonDensity(
    "maddison-nonlinear", "Density estimation with tanh layers, 200H~784V", row: "200H~784V",
    figures: [(92.1, 93.8), (89.5, 91.4), (88.5, 89.3)], learningRate: "1e-4",
    layers: ["--encoder-hidden", "784,784", "--decoder-hidden", "200,200", "--activation", "tanh"],
    orderings: [
      ["concrete-1", "vimco-1"], ["concrete-5", "vimco-5"], ["concrete-50", "vimco-50"],
    ],
    stepsPerSecond: 60)

  private static func maddisonDensity(
    _ name: String, _ title: String, row: String, figures: [(concrete: Double, score: Double)],
    learningRate: String, layers: [String], orderings: [Ordering], stepsPerSecond: Double
  ) -> Recipe {
    Recipe(
      name: name, title: title, paper: .maddison, table: "table 1, row '\(row)', MNIST test",
      remarks: [
        "The paper takes 10 000 000 steps, batches of 64, Adam, λ₁ = ⅔, λ₂ = ½, rates of 3e-4 for linear "
          + "and 1e-4 for tanh layers, codes of {-1, 1} and centred inputs; so do these runs, but short budgets have rates "
          + "of 1e-3, which fall to 1e-4 in the standard one.",
        "The paper estimates the likelihood with 50 000 samples; shorter budgets take fewer, which makes "
          + "the bound looser by a nat or more.",
        "Hidden tanh layers are as wide as the layer before them, two for each '~'.",
        "VIMCO and NVIL stop early in the paper; here the parameters with the best bound on 10 000 "
          + "held-out images count, for all.",
      ],
      arguments: [
        "--model", "vae", "--latents", "200", "--classes", "2", "--code", "signed", "--centering",
        "--binarization", "static", "--validation", "10000", "--batch-size", "64",
        "--optimizer", "adam",
      ] + layers, cells: densityCells(figures), orderings: orderings,
      quick: Effort(steps: 6000, seeds: 1, samples: 20, settings: ["--learning-rate", "1e-3"]),
      standard: Effort(
        steps: 30_000, seeds: 2, samples: 200, settings: ["--learning-rate", "1e-3:1e-4:30000"]),
      whole: Effort(
        steps: 10_000_000, seeds: 1, samples: 50_000,
        settings: ["--learning-rate", learningRate]),
      stepsPerSecond: stepsPerSecond)
  }

  private static func densityCells(_ figures: [(concrete: Double, score: Double)]) -> [Cell] {
    var cells: [Cell] = []
    for (samples, figure) in zip(["1", "5", "50"], figures) {
      // A sample passes the decoder, and only a part of a step of one sample does.
      let cost = samples == "1" ? 1.0 : samples == "5" ? 3 : 24
      let group = "m = \(samples)"
      let (name, estimator) = samples == "1" ? ("NVIL", "nvil") : ("VIMCO", "vimco")
      let concrete = [
        "--train-samples", samples, "--estimator", "gumbel-softmax", "--temperature", "0.6667",
        "--prior", "learned", "--prior-temperature", "0.5", "--kl", "relaxed",
      ]
      let score = [
        "--train-samples", samples, "--estimator", estimator, "--prior", "learned",
        "--kl", "sampled",
      ]
      cells += [
        Cell(
          "concrete-\(samples)", "Concrete", group: group, published: Published(figure.concrete),
          source: .training(concrete), cost: cost),
        Cell(
          "vimco-\(samples)", name, group: group, published: Published(figure.score),
          source: .training(score), cost: cost),
      ]
    }
    return cells
  }
}
