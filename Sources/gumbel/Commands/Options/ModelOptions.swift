import ArgumentParser
import LatentModels
import NeuralNetwork
import Training

/// Which model, and its sizes.
struct ModelOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A variational autoencoder (default), a stochastic network that completes the lower half of an image from the upper one, or an autoencoder that learns from few labels.",
      valueName: "vae|sbn|semi-supervised"))
  var model: ModelKind?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Number of categorical latents, L (default: 2 for each toy factor and 2 to spare; 20 for other data).",
      valueName: "n"))
  var latents: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Classes of each latent, K (default: the values of a toy factor; 10 for other data).",
      valueName: "n"))
  var classes: Int?

  @Option(
    help: ArgumentHelp(
      "What the decoder sees of a latent: K numbers, or log₂ K bits of {0, 1} or {-1, 1} (default: one-hot).",
      valueName: "one-hot|binary|signed"))
  var code: CodeKind?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Layers of latents, one behind the other (default: 1; sbn 2).", valueName: "n"))
  var stochasticLayers: Int?

  @Option(
    help: ArgumentHelp(
      "Widths of the encoder's hidden layers, mirrored in the decoder, or of the layers between two stochastic ones (default: none, the linear-logits model; semi-supervised 64 toy, 256,256 else).",
      valueName: "512,256"),
    transform: parseWidths)
  var hidden: [Int]?

  @Option(
    help: ArgumentHelp(
      "Widths of the encoder's hidden layers alone (default: those of --hidden).",
      valueName: "512,256|none"),
    transform: parseWidths)
  var encoderHidden: [Int]?

  @Option(
    help: ArgumentHelp(
      "Widths of the decoder's hidden layers alone (default: the encoder's, backwards).",
      valueName: "256,512|none"),
    transform: parseWidths)
  var decoderHidden: [Int]?

  @Option(
    help: ArgumentHelp(
      "Widths of the hidden layers of a semi-supervised model's classifier (default: 64 behind convolutions, otherwise those of --hidden).",
      valueName: "500|none"),
    transform: parseWidths)
  var classifierHidden: [Int]?

  @Option(
    help: ArgumentHelp(
      "Filters of the convolutions before them, 5×5 pixels in steps of two (default: none toy, 16,32 for other images).",
      valueName: "16,32|none"),
    transform: parseWidths)
  var classifierFilters: [Int]?

  @Option(
    help: ArgumentHelp(
      "Nonlinearity behind each hidden layer (default: relu; sbn tanh).",
      valueName: "relu|tanh|leaky-relu[:slope]"))
  var activation: Activation?

  @Option(
    help: ArgumentHelp(
      "Prior of the latents: uniform, with learned logits, or a Concrete density (default: uniform).",
      valueName: "uniform|learned|concrete"))
  var prior: PriorChoice?

  @Flag(
    inversion: .prefixedNo, exclusivity: .exclusive,
    help: "Subtract running means from the inputs of the inference network (default: no).")
  var centering: Bool?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Gaussian latents beside the class of a semi-supervised model (default: 8; with more the bound rises and the class means less).",
      valueName: "n")
  )
  var style: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Factor of the Glorot-uniform weights at the start (default: 0.1 toy, 1 else).",
      valueName: "f"))
  var weightScale: Double?

  /// The options that a resumed run cannot change.
  var fixedNames: [String] {
    [
      model.map { _ in "--model" }, weightScale.map { _ in "--weight-scale" },
      latents.map { _ in "--latents" }, classes.map { _ in "--classes" },
      code.map { _ in "--code" }, stochasticLayers.map { _ in "--stochastic-layers" },
      hidden.map { _ in "--hidden" }, encoderHidden.map { _ in "--encoder-hidden" },
      decoderHidden.map { _ in "--decoder-hidden" },
      classifierHidden.map { _ in "--classifier-hidden" },
      classifierFilters.map { _ in "--classifier-filters" },
      activation.map { _ in "--activation" },
      prior.map { _ in "--prior" }, centering.map { $0 ? "--centering" : "--no-centering" },
      style.map { _ in "--style" },
    ].compactMap(\.self)
  }

  /// Checks what needs no data.
  func validateRanges() throws {
    if let latents, latents < 1 {
      throw ValidationError("--latents \(latents) is less than 1; a code needs a latent.")
    }
    if let classes, classes < 2 {
      throw ValidationError("--classes \(classes) is less than 2; one class tells nothing.")
    }
  }
}
