public import LatentModels
public import LinearAlgebra
import NeuralNetwork

/// The kinds of models that a run can train, by the names of the command line and of files.
public enum ModelKind: String, CaseIterable, Codable, Sendable {
  /// A variational autoencoder with categorical codes.
  case autoencoder = "vae"
  /// A stochastic network that tells the lower half of an image from the upper one.
  case structured = "sbn"
  /// A variational autoencoder of class and style that learns the class from few labels.
  case semiSupervised = "semi-supervised"
}

/// The kind of a model and its sizes.
public enum ModelConfiguration: Hashable, Sendable {
  /// The sizes of a ``CategoricalVAE``.
  case autoencoder(CategoricalVAEConfiguration)
  /// The sizes of a ``StructuredPredictor``.
  case structured(StructuredPredictorConfiguration)
  /// The sizes of a ``SemiSupervisedVAE``.
  case semiSupervised(SemiSupervisedVAEConfiguration)

  /// The kind of the model.
  public var kind: ModelKind {
    switch self {
    case .autoencoder: .autoencoder
    case .structured: .structured
    case .semiSupervised: .semiSupervised
    }
  }

  /// The number of features of a sample of the data.
  public var features: Int {
    switch self {
    case .autoencoder(let sizes): sizes.features
    case .structured(let sizes): sizes.inputs + sizes.outputs
    case .semiSupervised(let sizes): sizes.features
    }
  }

  /// What the model makes of a sample.
  var form: ObservationForm {
    switch self {
    case .autoencoder: .whole
    case .structured: .halves
    case .semiSupervised: .labelled
    }
  }

  /// Makes a model.
  ///
  /// - Parameters:
  ///   - mean: The mean of each feature over the training samples, or nil if it does not matter.
  ///   - weightScale: A factor of the Glorot-uniform weights.
  ///   - generator: The source of the weights.
  /// - Returns: A model of this kind.
  public func makeModel(
    mean: [Double]?, weightScale: Double, using generator: inout some RandomNumberGenerator
  ) -> any LatentModel<Float> {
    let weightScale = Float(weightScale)
    switch self {
    case .autoencoder(let sizes):
      return CategoricalVAE<Float>(
        sizes, mean: mean, weightScale: weightScale, using: &generator)
    case .structured(let sizes):
      return StructuredPredictor<Float>(
        sizes, mean: mean.map { Array($0.suffix(sizes.outputs)) }, weightScale: weightScale,
        using: &generator)
    case .semiSupervised(let sizes):
      return SemiSupervisedVAE<Float>(
        sizes, mean: mean, weightScale: weightScale, using: &generator)
    }
  }

  /// Puts samples into the form that the model takes, to evaluate on.
  ///
  /// - Parameters:
  ///   - samples: `features × samples`.
  ///   - labels: The label of each sample, if there are any; used by models that classify.
  /// - Returns: What the model is shown.
  public func observations(of samples: Matrix<Float>, labels: [UInt8]?) -> Observations<Float> {
    form.observations(of: samples, labels: labels?.map { Int($0) } ?? [])
  }
}

extension ModelConfiguration: Codable {
  private enum CodingKeys: CodingKey { case kind }

  /// Reads the kind, an autoencoder if there is none, and its sizes.
  ///
  /// - Parameter decoder: The decoder to read from.
  /// - Throws: A decoding error, or the error of a size that makes no sense.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    switch try values.decodeIfPresent(ModelKind.self, forKey: .kind) ?? .autoencoder {
    case .autoencoder: self = .autoencoder(try CategoricalVAEConfiguration(from: decoder))
    case .structured: self = .structured(try StructuredPredictorConfiguration(from: decoder))
    case .semiSupervised:
      self = .semiSupervised(try SemiSupervisedVAEConfiguration(from: decoder))
    }
  }

  /// Writes the kind among the sizes.
  ///
  /// - Parameter encoder: The encoder to write to.
  /// - Throws: What the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(kind, forKey: .kind)
    switch self {
    case .autoencoder(let sizes): try sizes.encode(to: encoder)
    case .structured(let sizes): try sizes.encode(to: encoder)
    case .semiSupervised(let sizes): try sizes.encode(to: encoder)
    }
  }
}
