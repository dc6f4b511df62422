/// Table 1 of Jang, Gu and Poole: seven estimators on two models with two kinds of latents.
extension Recipe {
  static let jangBernoulliNetwork = jangTable1(
    "jang-sbn-bernoulli", "SBN with Bernoulli latents: lower from upper half images",
    row: "SBN (Bernoulli)", figures: [72.0, 59.7, 58.9, 58.9, 58.7, 58.5, 59.3],
    model: network + ["--latents", "200", "--classes", "2", "--code", "binary"])

  static let jangCategoricalNetwork = jangTable1(
    "jang-sbn-categorical", "SBN with categorical latents: lower from upper half images",
    row: "SBN (categorical)", figures: [73.1, 67.9, 63.0, 61.8, 61.1, 59.0, 59.7],
    model: network + ["--latents", "20", "--classes", "10"])

  static let jangBernoulliAutoencoder = jangTable1(
    "jang-vae-bernoulli", "VAE with Bernoulli latents, 784-200-784",
    row: "VAE (Bernoulli)", figures: [112.2, 110.9, 109.7, 116.0, 111.5, 105.0, 111.5],
    model: ["--model", "vae", "--latents", "200", "--classes", "2", "--code", "binary"])

  static let jangCategoricalAutoencoder = jangTable1(
    "jang-vae-categorical", "VAE with categorical latents, 784-(20×10)-200-784",
    row: "VAE (categorical)", figures: [110.6, 128.8, 107.0, 110.9, 107.8, 101.5, 107.8],
    model: [
      "--model", "vae", "--latents", "20", "--classes", "10", "--decoder-hidden", "200",
    ])

  /// 392-200-200-392: two stochastic layers.
  private static let network = ["--model", "sbn", "--stochastic-layers", "2"]

  /// The columns: name, label and estimator.
  private static let columns: [(name: String, label: String, estimator: String)] = [
    ("sf", "SF", "reinforce-moving-average"), ("darn", "DARN", "darn"),
    ("muprop", "MuProp", "muprop"), ("st", "ST", "straight-through"),
    ("annealed-st", "annealed ST", "slope-annealed"), ("gs", "GS", "gumbel-softmax"),
    ("st-gs", "ST-GS", "straight-through-gumbel"),
  ]

  /// Momentum with the rates that the paper chooses from.
  private static let rates = ["3e-3", "1e-3", "3e-4", "1e-4", "3e-5", "1e-5"].map { rate in
    Cell.Choice(
      "lr\(rate)", ["--optimizer", "sgd", "--momentum", "0.9", "--learning-rate", rate])
  }

  /// What short runs take in place of momentum.
  private static let adam = ["--optimizer", "adam", "--learning-rate", "1e-3"]

  private static func jangTable1(
    _ name: String, _ title: String, row: String, figures: [Double], model: [String]
  ) -> Recipe {
    let isNetwork = model.contains("sbn")
    let cells = zip(columns, figures).map { column, figure in
      let temperature = temperature(column.estimator, isNetwork: isNetwork)
      return Cell(
        column.name, column.label, published: Published(figure),
        source: .training(["--estimator", column.estimator, "--temperature", temperature]),
        choices: rates)
    }
    let form = isNetwork ? [] : ["--kl", "analytic"]
    let training = [
      "--binarization", "static", "--validation", "10000", "--batch-size", "100",
    ]
    return Recipe(
      name: name, title: title, paper: .jang, table: "table 1, row '\(row)'",
      remarks: remarks(isNetwork: isNetwork),
      arguments: model + form + training, cells: cells,
      // In the binary network the paper has ST before ST-GS, everywhere else it is behind.
      orderings: figures[6] < figures[3]
        ? [["gs", "st-gs", "st"], ["gs", "sf"]] : [["gs", "st", "sf"], ["gs", "st-gs"]],
      quick: Effort(steps: 5000, seeds: 1, samples: 20, settings: adam),
      standard: Effort(steps: 20_000, seeds: 3, samples: 200, settings: adam),
      whole: Effort(steps: 1_000_000, seeds: 3, samples: 1000, choices: 6))
  }

  /// The paper anneals in the autoencoder and holds the temperature at one in the network.
  private static func temperature(_ estimator: String, isNetwork: Bool) -> String {
    switch estimator {
    case "gumbel-softmax", "straight-through-gumbel":
      isNetwork ? "1" : "1:0.5:1e-4:1000"
    case "slope-annealed": "1:0.2:1e-4:1000"
    default: "1"
    }
  }

  private static func remarks(isNetwork: Bool) -> [String] {
    var remarks = [
      "Batch size, number of steps and initialization are not given. Taken: batches of 100, 1 000 000 "
        + "steps (2000 epochs, as Yin and Zhou), Glorot weights, decoder biases from the data mean.",
      "The longest budget chooses one of the paper's rates for momentum on 10 000 held-out images. Shorter "
        + "ones, which end before momentum has gone far, take Adam with a rate of 1e-3.",
      "The slope of annealed ST is not given. Taken: 1 / max(0.2, exp(-1e-4 t)).",
      "SF is REINFORCE with a running-mean baseline, without the division by the deviation.",
    ]
    if isNetwork {
      remarks.append(
        "The paper prints the objective with the logarithm inside the mean; like comparable work, this "
          + "takes the log-mean-exp over samples.")
    } else {
      remarks += [
        "The two versions of the paper disagree on the prior. Taken: uniform.",
        "The divergence is the closed form of the discrete latents, as in the authors' notebook; with "
          + "relaxed samples the objective is then no bound, but the figure reported here is one.",
        "The temperature is max(0.5, exp(-1e-4 t)), held for 1000 steps: the faster of the paper's two.",
      ]
    }
    return remarks
  }
}
