/// Table 2 of Maddison, Mnih and Teh: lower from upper half images, by networks of Concrete units.
extension Recipe {
  static let maddisonStructured = Recipe(
    name: "maddison-structured", title: "Structured prediction: lower from upper half images",
    paper: .maddison, table: "table 2, MNIST test",
    remarks: [
      "The paper takes Adam with a rate of 3e-4 and a weight decay of 1e-3, batches of 64, λ = ⅔ and "
        + "10 000 000 steps; so do these runs, but short budgets have rates of 1e-3. It evaluates with 100 "
        + "samples; so do all budgets but the quick one.",
      "At m = 1 the paper writes VIMCO for NVIL.",
      "Variables of 4 and 8 states are written as 2 and 3 numbers of ±1, so that 120 and 80 of them make a layer of "
        + "240; their temperatures are 1 and ⅔.",
    ],
    arguments: [
      "--model", "sbn", "--code", "signed", "--binarization", "static", "--validation", "10000",
      "--batch-size", "64", "--optimizer", "adam", "--weight-decay", "1e-3",
    ],
    cells: structuredCells, orderings: structuredOrderings,
    quick: Effort(steps: 4000, seeds: 1, samples: 10, settings: ["--learning-rate", "1e-3"]),
    standard: Effort(
      steps: 40_000, seeds: 1, samples: 100, settings: ["--learning-rate", "1e-3:1e-4:40000"]),
    whole: Effort(
      steps: 10_000_000, seeds: 1, samples: 100, settings: ["--learning-rate", "3e-4"]),
    stepsPerSecond: 150, secondsPerSample: 0.1)

  /// The rows, by the number of hidden layers: Concrete, then VIMCO, for 1, 5 and 50 samples.
  private static let rows: [(layers: String, name: String, concrete: [Double], score: [Double])] = [
    ("2", "392V–240H–240H–392V", [58.5, 54.3, 53.4], [61.4, 54.5, 51.8]),
    ("3", "392V–240H–240H–240H–392V", [56.3, 52.7, 52.0], [59.7, 53.5, 50.2]),
  ]

  private static var structuredCells: [Cell] {
    var cells: [Cell] = []
    for row in rows {
      for (index, samples) in ["1", "5", "50"].enumerated() {
        let shared =
          bits + ["--stochastic-layers", row.layers, "--train-samples", samples]
        let (label, estimator) = samples == "1" ? ("NVIL", "nvil") : ("VIMCO", "vimco")
        let cost = samples == "1" ? 1.0 : samples == "5" ? 4 : 40
        cells += [
          Cell(
            "concrete-\(row.layers)-\(samples)", "Concrete, m = \(samples)", group: row.name,
            published: Published(row.concrete[index]),
            source: .training(
              shared + ["--estimator", "gumbel-softmax", "--temperature", "0.6667"]), cost: cost),
          Cell(
            "vimco-\(row.layers)-\(samples)", "\(label), m = \(samples)", group: row.name,
            published: Published(row.score[index]),
            source: .training(shared + ["--estimator", estimator]), cost: cost),
        ]
      }
    }
    return cells + naryCells
  }

  /// 240 numbers of ±1 a layer, as of 240 bits.
  private static let bits = ["--latents", "240", "--classes", "2"]

  /// The rows of three layers of variables with more than two states, for one sample.
  private static let naryCells: [Cell] = [
    (classes: "4", latents: "120", temperature: "1", published: 55.4), ("8", "80", "0.6667", 54.7),
  ].map { (row: (classes: String, latents: String, temperature: String, published: Double)) in
    Cell(
      "concrete-\(row.classes)-ary", "Concrete, \(row.classes)-ary, m = 1",
      group: "392V–240H–240H–240H–392V", published: Published(row.published),
      source: .training([
        "--latents", row.latents, "--classes", row.classes, "--stochastic-layers", "3",
        "--estimator", "gumbel-softmax", "--temperature", row.temperature,
      ]))
  }

  private static var structuredOrderings: [Ordering] {
    var orderings: [Ordering] = []
    for layers in ["2", "3"] {
      orderings += [
        ["concrete-\(layers)-1", "vimco-\(layers)-1"],
        ["concrete-\(layers)-5", "vimco-\(layers)-5"],
        ["vimco-\(layers)-50", "concrete-\(layers)-50"],
        ["concrete-\(layers)-50", "concrete-\(layers)-5", "concrete-\(layers)-1"],
      ]
    }
    return orderings + [["concrete-8-ary", "concrete-4-ary", "concrete-3-1"]]
  }
}
