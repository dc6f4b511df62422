/// Table 2 of Jang, Gu and Poole: learning from 100 labels, with the class sampled or summed over.
extension Recipe {
  private static let semiSupervised = [
    "--model", "semi-supervised", "--labels", "100", "--binarization", "dynamic",
    "--batch-size", "100", "--optimizer", "sgd", "--momentum", "0.9",
    "--temperature", "1:0.5:3e-5:2000",
  ]

  private static let ways: [(name: String, label: String, arguments: [String])] = [
    ("marginal", "marginalization", ["--marginalize"]),
    ("gs", "GS", ["--estimator", "gumbel-softmax"]),
    ("st-gs", "ST-GS", ["--estimator", "straight-through-gumbel"]),
  ]

  static let jangSemiSupervised = Recipe(
    name: "jang-semi-supervised", title: "Learning from 100 labels", paper: .jang,
    table: "table 2", quantity: .testLoss, needs: .labels,
    remarks: [
      "The paper's networks are convolutional, of sizes that it does not give. Taken: layers of 512 and "
        + "256 units, so accuracies are not comparable at the last percent; 32 Gaussian latents.",
      "The temperature is max(0.5, exp(-3e-5 t)), held for 2000 steps, as in the paper.",
      "The weight of the classifier is one of the paper's five, chosen on held-out images; short budgets "
        + "take 0.3.",
    ],
    arguments: semiSupervised + [
      "--validation", "10000", "--hidden", "512,256", "--learning-rate", "1e-3",
    ],
    cells: semiSupervisedCells,
    orderings: [["marginal", "gs", "st-gs"]],
    quick: Effort(steps: 3000, seeds: 1, samples: 10),
    standard: Effort(steps: 20_000, seeds: 3, samples: 50),
    whole: Effort(steps: 500_000, seeds: 3, samples: 1000, choices: 5), stepsPerSecond: 60,
    secondsPerSample: 0.3)

  static let jangStepTime = Recipe(
    name: "jang-step-time", title: "Speed of sampling a class instead of summing over all",
    paper: .jang, table: "section 4.3", quantity: .speed, needs: .labels,
    remarks: [
      "The ratio depends on the share of the networks that see the class; these have layers of 512 and "
        + "256 units instead of convolutions.",
      "The labels are those of ten classes; a hundred classes are ten that occur and ninety that do not.",
    ],
    arguments: semiSupervised + ["--hidden", "512,256", "--learning-rate", "1e-3"],
    cells: stepTimeCells, quick: Effort(steps: 1000, seeds: 1, samples: 1),
    standard: Effort(steps: 2000, seeds: 3, samples: 1),
    whole: Effort(steps: 5000, seeds: 5, samples: 1), stepsPerSecond: 60, secondsPerSample: 0.3)

  /// Bound and accuracy of each way, from the same runs.
  private static var semiSupervisedCells: [Cell] {
    let bounds: [Published] = [106.8, 109.6, 110.7]
    let accuracies: [Published] = [92.6, 92.4, 93.6]
    let choices = ["0.3", "0.1", "0.2", "0.8", "1"].map { weight in
      Cell.Choice("weight\(weight)", ["--classifier-weight", weight])
    }
    let runs = zip(ways, bounds).map { way, bound in
      Cell(
        way.name, way.label, group: "−bound", published: bound,
        source: .training(way.arguments), choices: choices, cost: way.name == "marginal" ? 3 : 1)
    }
    let others = zip(ways, accuracies).map { way, accuracy in
      Cell(
        way.name + "-accuracy", way.label, group: "accuracy", published: accuracy,
        source: .runs(of: way.name), quantity: .accuracy)
    }
    return runs + others
  }

  /// The speed of both ways, and the ratio.
  private static var stepTimeCells: [Cell] {
    var cells: [Cell] = []
    for (classes, speedup, cost) in [("10", 2.0, 3.0), ("100", 9.9, 25)] {
      let group = "\(classes) classes"
      let (marginal, sampled) = ("marginal-\(classes)", "sampled-\(classes)")
      cells += [
        Cell(
          marginal, "marginalization", group: group,
          source: .training(["--marginalize", "--classes", classes]), cost: cost),
        Cell(
          sampled, "GS", group: group,
          source: .training(["--estimator", "gumbel-softmax", "--classes", classes])),
        Cell(
          "speed-up-\(classes)", "speed-up", group: group, published: Published(speedup),
          source: .ratio(of: sampled, to: marginal), quantity: .speedup),
      ]
    }
    return cells
  }
}
