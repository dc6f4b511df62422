/// Tables 2 and 3 of Yin and Zhou: unbiased and biased estimators for binary latents.
extension Recipe {
  static let armNetwork = Recipe(
    name: "arm-sbn", title: "SBN 392-200-200-392: lower from upper half images", paper: .yin,
    table: "table 3",
    remarks: [
      "Adam with a rate of 1e-4, batches of 100, 2000 epochs, one sample in training and log-mean-exp over 1000 "
        + "in evaluation. All but ARM are the figures of Jang, Gu and Poole.",
      "The paper names the network 392-200-200-392. The authors' program has a layer of 300 leaky rectifiers "
        + "(slope 0.2) before each layer of bits and before the prediction, and takes a pixel for one where it is "
        + "above a half, with 55 000 images to train on; so do these runs. As the paper names it, and with pixels "
        + "drawn once, ARM ends at 72.9 after 200 epochs.",
      "The standard budget has a tenth of the epochs, 200, and rates that fall from 5e-4 to 5e-5.",
      "ARM takes two passes for each layer, so that its steps cost two to three times as much.",
    ],
    arguments: [
      "--model", "sbn", "--stochastic-layers", "2", "--latents", "200", "--classes", "2",
      "--code", "binary", "--hidden", "300", "--activation", "leaky-relu:0.2",
      "--binarization", "threshold", "--validation", "5000", "--batch-size", "100",
      "--optimizer", "adam",
    ],
    cells: [
      Cell(
        "arm", "ARM", published: Published(57.9, error: 0.1),
        source: .training(["--estimator", "arm"])),
      Cell("st", "ST", published: 58.9, source: .training(["--estimator", "straight-through"])),
      Cell("darn", "DARN", published: 59.7, source: .training(["--estimator", "darn"])),
      Cell(
        "annealed-st", "annealed ST", published: 58.7,
        source: .training(["--estimator", "slope-annealed", "--temperature", "1:0.2:1e-5:1000"])),
      Cell("muprop", "MuProp", published: 58.9, source: .training(["--estimator", "muprop"])),
      Cell(
        "st-gs", "ST-GS", published: 59.3,
        source: .training(["--estimator", "straight-through-gumbel", "--temperature", "1"])),
      Cell(
        "sf", "SF", published: 72.0, source: .training(["--estimator", "reinforce-moving-average"])),
    ], orderings: [["arm", "st", "sf"], ["arm", "st-gs"]],
    quick: Effort(steps: 5000, seeds: 1, samples: 20, settings: ["--learning-rate", "1e-3"]),
    standard: Effort(
      steps: 110_000, seeds: 1, samples: 1000, settings: ["--learning-rate", "5e-4:5e-5:110000"]),
    whole: Effort(
      steps: 1_100_000, seeds: 3, samples: 1000, settings: ["--learning-rate", "1e-4"]),
    stepsPerSecond: 180,
    secondsPerSample: 0.04)

  static let armAutoencoder = Recipe(
    name: "arm-vae", title: "VAE with 200 Bernoulli latents", paper: .yin, table: "table 2, MNIST",
    remarks: [
      "Rates are the paper's three, chosen on 10 000 held-out images in the longest budget; short ones "
        + "take 5e-4.",
      "The paper does not say how long it trains; the authors' program takes 1200 epochs, 1 200 000 steps. Hidden "
        + "layers of the nonlinear model are two of 200 leaky rectifiers (slope 0.1) on each side and the prior is "
        + "uniform, as there.",
      "Figures that the paper gives as upper bounds stand without that sign.",
    ],
    arguments: [
      "--model", "vae", "--latents", "200", "--classes", "2", "--code", "binary",
      "--binarization", "static", "--validation", "10000", "--batch-size", "50",
      "--optimizer", "adam",
    ],
    cells: armAutoencoderCells,
    orderings: ["linear", "nonlinear", "two"].map { Ordering(["arm-\($0)", "reinforce-\($0)"]) },
    quick: Effort(steps: 2500, seeds: 1, samples: 10, settings: ["--learning-rate", "5e-4"]),
    standard: Effort(steps: 20_000, seeds: 1, samples: 100, settings: ["--learning-rate", "5e-4"]),
    whole: Effort(steps: 1_200_000, seeds: 3, samples: 1000, choices: 3))

  private static let armRows:
    [(name: String, label: String, arguments: [String], figures: [Double], cost: Double)] = [
      (
        "reinforce", "REINFORCE", ["--estimator", "reinforce-moving-average"],
        [164.0, 114.6, 159.2], 1
      ),
      ("nvil", "NVIL", ["--estimator", "nvil"], [113.1, 102.2, 99.8], 1),
      ("muprop", "MuProp", ["--estimator", "muprop"], [113.0, 99.1, 100.4], 2),
      (
        "concrete", "Concrete",
        ["--estimator", "gumbel-softmax", "--temperature", "0.6667", "--kl", "analytic"],
        [107.3, 99.6, 95.6], 1
      ),
      (
        "rebar", "REBAR", ["--estimator", "rebar", "--temperature", "0.5"], [107.7, 101.4, 95.4], 3
      ),
      (
        "relax", "RELAX", ["--estimator", "relax", "--temperature", "0.5"], [113.6, 119.2, 100.9],
        2
      ),
      ("arm", "ARM", ["--estimator", "arm"], [107.2, 98.4, 96.7], 2),
    ]

  private static var armAutoencoderCells: [Cell] {
    let models: [(name: String, label: String, arguments: [String], error: Double)] = [
      ("linear", "linear", [], 0.1),
      ("nonlinear", "nonlinear", ["--hidden", "200,200", "--activation", "leaky-relu:0.1"], 0.3),
      ("two", "two stochastic layers", ["--stochastic-layers", "2"], 0.3),
    ]
    var cells: [Cell] = []
    for (column, model) in models.enumerated() {
      for row in armRows {
        cells.append(
          Cell(
            "\(row.name)-\(model.name)", row.label, group: model.label,
            published: Published(
              row.figures[column], error: row.name == "arm" ? model.error : nil),
            source: .training(model.arguments + row.arguments),
            choices: Cell.Choice.learningRates("1e-4", "5e-4", "0.5e-4"), cost: row.cost))
      }
    }
    return cells
  }
}
