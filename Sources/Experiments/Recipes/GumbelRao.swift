/// Table 2 of Paulus, Maddison and Krause: estimators by the number of classes and the size of batches.
extension Recipe {
  static let gumbelRao = Recipe(
    name: "gumbel-rao", title: "Rao-Blackwellized straight-through Gumbel-Softmax",
    paper: .paulus, table: "table 2",
    remarks: [
      "The architecture is in an appendix that these runs were not checked against. Taken: 240 bits of "
        + "{-1, 1} in nodes of 2 to 16 classes, and layers of 512 and 256 units.",
      "The paper takes the best of 20 random settings of each cell. Here a rate is chosen on 10 000 "
        + "held-out images in the longest budget; short ones take Adam with 1e-3 in place of momentum.",
      "Without a warm-up of the divergence codes of ±1 in these networks are still at the prior after ten thousand "
        + "steps of Adam; it rises over 800 steps in the quick budget and over 3000 in the standard one.",
      "The temperature is 0.65 for ST-GS, 0.35 for GR (the means of the paper's best runs), 0.5 for GS "
        + "and 1 for ST.",
      "GR-MC1000 is left out: 100 draws have nearly all of the gain.",
    ],
    arguments: [
      "--model", "vae", "--code", "signed", "--hidden", "512,256", "--binarization", "static",
      "--validation", "10000", "--kl", "analytic",
    ],
    cells: gumbelRaoCells, orderings: gumbelRaoOrderings,
    quick: Effort(steps: 1000, seeds: 1, samples: 5, settings: adam + ["--kl-warm-up", "800"]),
    standard: Effort(
      steps: 10_000, seeds: 1, samples: 50, settings: adam + ["--kl-warm-up", "3000"]),
    whole: Effort(steps: 50_000, seeds: 5, samples: 5000, choices: 4), stepsPerSecond: 150,
    secondsPerSample: 0.3)

  /// What short runs take in place of momentum, which would hardly have begun to learn.
  private static let adam = ["--optimizer", "adam", "--learning-rate", "1e-3"]

  /// Momentum with the rates to choose from.
  private static func momentum(_ rates: String...) -> [Cell.Choice] {
    rates.map { rate in
      Cell.Choice(
        "lr\(rate)", ["--optimizer", "sgd", "--momentum", "0.9", "--learning-rate", rate])
    }
  }

  /// A cell for each size of batches, number of classes and estimator.
  private static var gumbelRaoCells: [Cell] {
    var cells: [Cell] = []
    for batch in ["20", "200"] {
      for (classes, figures) in zip(["2", "4", "8", "16"], columns[batch] ?? []) {
        for (row, figure) in zip(rows, figures) {
          let arguments =
            [
              "--batch-size", batch, "--classes", classes, "--latents", latents[classes] ?? "240",
              "--estimator", row.estimator, "--temperature", row.temperature,
            ] + row.draws.flatMap { ["--conditional-draws", $0] }
          let cost = (batch == "20" ? 1.0 : 4) * row.cost
          cells.append(
            Cell(
              "\(row.name)-\(classes)-b\(batch)", row.label,
              group: "\(classes) classes, batches of \(batch)", published: Published(figure),
              source: .training(arguments),
              choices: row.name == "reinforce"
                ? momentum("1e-4", "3e-5", "3e-4", "1e-3")
                : momentum("1e-3", "3e-4", "3e-3", "1e-4"), cost: cost))
        }
      }
    }
    return cells
  }

  /// GR before ST-GS only where the paper has it so, which is where batches are small.
  private static var gumbelRaoOrderings: [Ordering] {
    var orderings: [Ordering] = []
    for batch in ["20", "200"] {
      for (classes, figures) in zip(["2", "4", "8", "16"], columns[batch] ?? []) {
        let isBetter = figures[4] < figures[3]
        let names = (isBetter ? ["gr-mc10"] : []) + ["st-gs", "st", "reinforce"]
        orderings.append(Ordering(names.map { "\($0)-\(classes)-b\(batch)" }))
      }
    }
    return orderings
  }

  /// An estimator of the table.
  private struct Row {
    var name: String
    var label: String
    var estimator: String
    var temperature: String
    var draws: [String] = []
    var cost = 1.0
  }

  private static let rows = [
    Row(name: "gs", label: "GS", estimator: "gumbel-softmax", temperature: "0.5"),
    Row(
      name: "reinforce", label: "REINFORCE", estimator: "reinforce-moving-average",
      temperature: "1"),
    Row(name: "st", label: "ST", estimator: "straight-through", temperature: "1"),
    Row(name: "st-gs", label: "ST-GS", estimator: "straight-through-gumbel", temperature: "0.65"),
    Row(
      name: "gr-mc10", label: "GR-MC10", estimator: "gumbel-rao", temperature: "0.35",
      draws: ["10"], cost: 2),
    Row(
      name: "gr-mc100", label: "GR-MC100", estimator: "gumbel-rao", temperature: "0.35",
      draws: ["100"], cost: 3),
  ]

  /// 240 bits in nodes of so many classes.
  private static let latents = ["2": "240", "4": "120", "8": "80", "16": "60"]

  /// For each size of batches and number of classes the figures in the order of the rows.
  private static let columns: [String: [[Double]]] = [
    "20": [
      [98.2, 202.6, 105.5, 100.7, 100.7, 100.6], [95.7, 173.7, 106.2, 99.1, 97.8, 97.5],
      [95.5, 203.9, 107.2, 98.0, 97.4, 96.8], [96.8, 169.4, 108.2, 98.8, 97.9, 97.3],
    ],
    "200": [
      [96.4, 121.4, 103.1, 97.1, 97.4, 96.8], [93.8, 122.2, 104.5, 93.7, 93.8, 94.0],
      [92.3, 124.9, 105.1, 92.8, 93.1, 92.2], [94.3, 129.5, 104.5, 92.6, 92.4, 92.4],
    ],
  ]
}
