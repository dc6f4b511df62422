/// Table 2 of Paulus, Maddison and Krause: estimators by the number of classes and the size of batches.
extension Recipe {
  static let gumbelRao = Recipe(
    name: "gumbel-rao", title: "Rao-Blackwellized straight-through Gumbel-Softmax",
    paper: .paulus, table: "table 2",
    remarks: [
      "The architecture is in an appendix that these runs were not checked against. Taken: 240 bits of "
        + "{-1, 1} in nodes of 2 to 16 classes, and layers of 512 and 256 units.",
      "The paper takes the best of 20 random settings of each cell. Here a rate is chosen on 10 000 "
        + "held-out images in the longest budget; short ones take 1e-3, and 1e-4 for REINFORCE.",
      "The temperature is 0.65 for ST-GS, 0.35 for GR (the means of the paper's best runs), 0.5 for GS "
        + "and 1 for ST.",
      "GR-MC100 and GR-MC1000 are left out: ten draws have nearly all of the gain.",
    ],
    arguments: [
      "--model", "vae", "--code", "signed", "--hidden", "512,256", "--binarization", "static",
      "--validation", "10000", "--optimizer", "sgd", "--momentum", "0.9", "--kl", "analytic",
    ],
    cells: gumbelRaoCells, orderings: gumbelRaoOrderings,
    quick: Effort(steps: 1000, seeds: 1, samples: 5),
    standard: Effort(steps: 10_000, seeds: 1, samples: 50),
    whole: Effort(steps: 50_000, seeds: 5, samples: 5000, choices: 4), stepsPerSecond: 150,
    secondsPerSample: 0.3)

  /// A cell for each size of batches, number of classes and estimator.
  private static var gumbelRaoCells: [Cell] {
    var cells: [Cell] = []
    for batch in ["20", "200"] {
      for (classes, figures) in zip(["2", "4", "8", "16"], columns[batch] ?? []) {
        for (row, figure) in zip(rows, figures) {
          let arguments = [
            "--batch-size", batch, "--classes", classes, "--latents", latents[classes] ?? "240",
            "--estimator", row.estimator, "--temperature", row.temperature,
          ]
          let cost = (batch == "20" ? 1.0 : 4) * (row.name == "gr-mc10" ? 2 : 1)
          cells.append(
            Cell(
              "\(row.name)-\(classes)-b\(batch)", row.label,
              group: "\(classes) classes, batches of \(batch)", published: Published(figure),
              source: .training(arguments),
              choices: row.name == "reinforce"
                ? Cell.Choice.learningRates("1e-4", "3e-5", "3e-4", "1e-3")
                : Cell.Choice.learningRates("1e-3", "3e-4", "3e-3", "1e-4"), cost: cost))
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

  private static let rows: [(name: String, label: String, estimator: String, temperature: String)] =
    [
      ("gs", "GS", "gumbel-softmax", "0.5"),
      ("reinforce", "REINFORCE", "reinforce-moving-average", "1"),
      ("st", "ST", "straight-through", "1"),
      ("st-gs", "ST-GS", "straight-through-gumbel", "0.65"),
      ("gr-mc10", "GR-MC10", "gumbel-rao", "0.35"),
    ]

  /// 240 bits in nodes of so many classes.
  private static let latents = ["2": "240", "4": "120", "8": "80", "16": "60"]

  /// For each size of batches and number of classes the figures in the order of the rows.
  private static let columns: [String: [[Double]]] = [
    "20": [
      [98.2, 202.6, 105.5, 100.7, 100.7], [95.7, 173.7, 106.2, 99.1, 97.8],
      [95.5, 203.9, 107.2, 98.0, 97.4], [96.8, 169.4, 108.2, 98.8, 97.9],
    ],
    "200": [
      [96.4, 121.4, 103.1, 97.1, 97.4], [93.8, 122.2, 104.5, 93.7, 93.8],
      [92.3, 124.9, 105.1, 92.8, 93.1], [94.3, 129.5, 104.5, 92.6, 92.4],
    ],
  ]
}
