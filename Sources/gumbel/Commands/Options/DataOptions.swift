import ArgumentParser
import Training

/// Which data to use.
struct DataOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "'toy' (default), a folder of IDX files (MNIST, Fashion-MNIST) or a NumPy file of samples × features.",
      valueName: "toy|folder|file.npy"))
  var data: String?

  @Option(
    help: ArgumentHelp(
      "How grey values become binary pixels: drawn at every visit, drawn once, one above a half, or not at all (default: dynamic).",
      valueName: "dynamic|static|threshold|none"))
  var binarization: Binarization?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Factors of the toy data (default: 4).", valueName: "n"))
  var toyFactors: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Values of each factor of the toy data (default: 4).", valueName: "n"))
  var toyValues: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Probability of a flipped pixel in the toy data (default: 0.05).", valueName: "p"))
  var toyNoise: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Training samples, the last ones, to hold out; the parameters with the best bound on them become the model (default: 0).",
      valueName: "n"))
  var validation: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Training samples whose labels a semi-supervised model sees, as many of each class (default: 100).",
      valueName: "n"))
  var labels: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Labelled samples of a step, beside a whole batch without labels (default: a tenth of the batch).",
      valueName: "n"))
  var labelledBatch: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How strongly labelled images are turned, sheared, scaled and shifted at random: 1 for up to 15° and a tenth of the size (default: 0 toy, 1 other images).",
      valueName: "k"))
  var labelDistortion: Double?

  /// The options that a resumed run cannot change.
  var fixedNames: [String] {
    [
      validation.map { _ in "--validation" }, labels.map { _ in "--labels" },
      labelledBatch.map { _ in "--labelled-batch" },
      labelDistortion.map { _ in "--label-distortion" },
      binarization.map { _ in "--binarization" }, toyFactors.map { _ in "--toy-factors" },
      toyValues.map { _ in "--toy-values" }, toyNoise.map { _ in "--toy-noise" },
    ].compactMap(\.self)
  }

  /// Refuses options that the chosen data would ignore.
  func validateChoice() throws {
    let toyNames = [
      toyFactors.map { _ in "--toy-factors" }, toyValues.map { _ in "--toy-values" },
      toyNoise.map { _ in "--toy-noise" },
    ].compactMap(\.self)
    if let data, data != "toy", let name = toyNames.first {
      throw ValidationError("\(name) describes the toy data, but --data is '\(data)'.")
    }
    if data ?? "toy" == "toy", let binarization, binarization != .none {
      throw ValidationError(
        "--binarization \(binarization.rawValue) is for grey images; the toy data are binary.")
    }
  }

  /// Checks what needs no data.
  func validateRanges() throws {
    if let validation, validation < 0 {
      throw ValidationError("--validation \(validation) is negative.")
    }
    if let labelDistortion, !(0...3 ~= labelDistortion) {
      throw ValidationError("--label-distortion \(labelDistortion) is not a strength from 0 to 3.")
    }
    if let labels, labels < 1 { throw ValidationError("--labels \(labels) is less than 1.") }
  }

  /// The toy data as described.
  func toy() throws -> FactorImages {
    try FactorImages(
      factors: toyFactors ?? 4, values: toyValues ?? 4, flipProbability: toyNoise ?? 0.05)
  }

  /// The source as described.
  func source() throws -> DataSource { try DataSource(argument: data ?? "toy", toy: toy()) }
}
