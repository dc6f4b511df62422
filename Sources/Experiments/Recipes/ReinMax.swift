/// The MNIST autoencoders of Liu et al.: training loss by the shape of the code and the estimator.
extension Recipe {
  static let reinMaxAutoencoder = Recipe(
    name: "reinmax-vae", title: "MNIST-VAE 784-512-256-L·C over six shapes of the code",
    paper: .liu, table: "the table of training −ELBO", quantity: .trainingLoss,
    remarks: [
      "The loss is the mean over the last epoch, on grey images, with the closed form of the divergence: "
        + "no bound on the likelihood of binary images.",
      "Rates, temperatures and optimizers are those of the authors' code, by shape and estimator; ST on "
        + "10×30 takes its 7e-3. Shapes are classes × latents.",
      "GR takes ten draws where the paper takes 100.",
    ],
    arguments: [
      "--model", "vae", "--hidden", "512,256", "--binarization", "none", "--batch-size", "100",
      "--kl", "analytic",
    ],
    cells: reinMaxCells, orderings: reinMaxOrderings,
    quick: Effort(steps: 1800, seeds: 1, samples: 1),
    standard: Effort(steps: 20_000, seeds: 1, samples: 10),
    whole: Effort(steps: 96_000, seeds: 10, samples: 100), stepsPerSecond: 120,
    secondsPerSample: 0.3)

  private static var reinMaxCells: [Cell] {
    var cells: [Cell] = []
    for (shape, row) in zip(shapes, settings) {
      for (estimator, setting) in zip(estimators, row) {
        let arguments = [
          "--classes", shape.classes, "--latents", shape.latents,
          "--estimator", estimator.argument, "--learning-rate", setting.rate,
          "--temperature", setting.temperature, "--optimizer", setting.optimizer,
        ]
        cells.append(
          Cell(
            "\(estimator.name)-\(shape.classes)x\(shape.latents)", estimator.label,
            group: "\(shape.classes)×\(shape.latents)",
            published: Published(setting.figure, isVerified: false),
            source: .training(arguments), cost: estimator.name == "gr" ? 2 : 1))
      }
    }
    return cells
  }

  private static var reinMaxOrderings: [Ordering] {
    shapes.map { shape in
      Ordering(["reinmax", "st-gs", "st"].map { "\($0)-\(shape.classes)x\(shape.latents)" })
    }
  }

  private static let estimators: [(name: String, label: String, argument: String)] = [
    ("st-gs", "ST-GS", "straight-through-gumbel"), ("gr", "GR", "gumbel-rao"),
    ("gst", "GST-1.0", "gapped-straight-through"), ("st", "ST", "straight-through"),
    ("reinmax", "ReinMax", "reinmax"),
  ]

  private static let shapes: [(classes: String, latents: String)] = [
    ("8", "4"), ("4", "24"), ("8", "16"), ("16", "12"), ("64", "8"), ("10", "30"),
  ]

  /// What a cell takes, and the figure.
  private typealias Setting = (rate: String, temperature: String, optimizer: String, figure: Double)

  /// For each shape the settings in the order of the estimators.
  private static let settings: [[Setting]] = [
    [
      ("3e-4", "0.5", "adam", 126.85), ("5e-4", "0.5", "adam", 125.94),
      ("5e-4", "1", "adam", 126.35), ("1e-3", "1.3", "adam", 135.53),
      ("5e-4", "1.3", "adam", 124.66),
    ],
    [
      ("5e-4", "0.3", "radam", 101.32), ("5e-4", "0.3", "radam", 99.96),
      ("5e-4", "0.5", "radam", 101.49), ("1e-3", "1.5", "radam", 112.03),
      ("5e-4", "1.5", "radam", 99.77),
    ],
    [
      ("5e-4", "0.5", "radam", 99.32), ("7e-4", "0.7", "radam", 99.58),
      ("7e-4", "0.5", "radam", 98.29), ("1e-3", "1.5", "radam", 112.94),
      ("7e-4", "1.5", "radam", 97.7),
    ],
    [
      ("7e-4", "0.7", "radam", 100.09), ("5e-4", "1", "adam", 102.54),
      ("7e-4", "0.5", "radam", 98.12), ("5e-4", "1.5", "adam", 113.31),
      ("7e-4", "1.5", "radam", 98.06),
    ],
    [
      ("7e-4", "0.7", "radam", 104.0), ("7e-4", "2", "adam", 112.34),
      ("7e-4", "0.7", "radam", 102.53), ("5e-4", "1.5", "adam", 113.9),
      ("5e-4", "1.5", "radam", 100.71),
    ],
    [
      ("5e-4", "0.5", "radam", 99.63), ("5e-4", "1", "radam", 102.02),
      ("5e-4", "0.5", "radam", 98.64), ("7e-3", "1.4", "radam", 112.63),
      ("5e-4", "1.3", "radam", 98.37),
    ],
  ]
}
