public import LinearAlgebra
public import NeuralNetwork

/// An autoencoder with a class and a style, which learns the class from a few labels.
///
///     p(y) = Uniform(K),  p(z) = N(0, I),  p(x|y, z) = Π_i Bernoulli(x_i | σ(decoder(z, y)_i))
///     q(y|x) = Categorical(classifier(x)),  q(z|x, y) = N(μ, diag σ²),  (μ, log σ²) = encoder(x, y)
///
/// With `-L(x, y) = E[log p(x|y, z)] - KL(q(z|x, y) ‖ p(z)) + log p(y)`, the bound of a labelled sample is
/// `-L(x, y)` and that of an unlabelled one
///
///     Σ_y q(y|x) (-L(x, y)) + H(q(y|x))
///
/// The sum over `y` is taken as it stands with the estimator `exact`, *marginalized*, at the cost of
/// `K` decoders, or estimated from a sampled `y` by any other. The classifier learns from labelled samples
/// by the term `α · mean(log q(y|x))`.
///
/// > Reference: Kingma, Rezende, Mohamed and Welling (2014), "Semi-supervised learning with deep
/// > generative models", model M2; Jang, Gu and Poole (2017), section 4.3.
public struct SemiSupervisedVAE<Scalar: RealScalar>: Parameterized {
  /// The sizes of the model.
  public let configuration: SemiSupervisedVAEConfiguration
  /// The network from inputs to the logits of the class.
  public var classifier: ConvolutionalPerceptron<Scalar>
  /// The network from an input and a one-hot class to `μ` and `log σ²` of the style.
  public var encoder: MultilayerPerceptron<Scalar>
  /// The network from a style and a one-hot class to the logits of the likelihood.
  public var decoder: MultilayerPerceptron<Scalar>

  /// Makes a model with random weights and zero biases.
  ///
  /// Weights that read the class start at zero, so that all classes are alike until labels tell them apart.
  ///
  /// - Parameters:
  ///   - configuration: The sizes of the model.
  ///   - mean: The mean of each feature over the data, whose logits the last bias starts at, or nil
  ///     for zeros.
  ///   - weightScale: A factor of the weights.
  ///   - generator: The source of the weights.
  /// - Precondition: `mean` has one entry for each feature.
  public init(
    _ configuration: SemiSupervisedVAEConfiguration, mean: [Double]? = nil,
    weightScale: Scalar = 1, using generator: inout some RandomNumberGenerator
  ) {
    self.configuration = configuration
    let (features, classes, styles) = (
      configuration.features, configuration.classes, configuration.styles
    )
    let activation = configuration.activation
    classifier = ConvolutionalPerceptron(
      image: configuration.classifierImage ?? ImageSize(height: 1, width: features),
      filters: configuration.classifierFilters,
      widths: configuration.classifierHidden + [classes], activation: activation,
      using: &generator)
    encoder = MultilayerPerceptron(
      widths: [features + classes] + configuration.hidden + [2 * styles], activation: activation,
      using: &generator)
    decoder = MultilayerPerceptron(
      widths: [styles + classes] + configuration.hidden.reversed() + [features],
      activation: activation, outputBias: outputBias(mean: mean, features: features),
      using: &generator)
    scaleWeights(by: weightScale)
    // With random weights the classes would differ from the start, at random and by several nats, and
    // unlabelled samples would teach the classifier that before labels can name the classes.
    encoder.withLayer(0) { $0.weight.clearColumns(from: features) }
    decoder.withLayer(0) { $0.weight.clearColumns(from: styles) }
  }

  /// Visits the parameters of classifier, encoder and decoder.
  public mutating func visit(
    _ path: String, _ body: (String, inout Matrix<Scalar>) throws -> Void
  ) rethrows {
    try classifier.visit(parameterName(path, "classifier"), body)
    try encoder.visit(parameterName(path, "encoder"), body)
    try decoder.visit(parameterName(path, "decoder"), body)
  }

  /// Visits the parameters together with those of another model of the same sizes.
  public mutating func visit(
    with other: Self, _ body: (inout Matrix<Scalar>, Matrix<Scalar>) throws -> Void
  ) rethrows {
    try classifier.visit(with: other.classifier, body)
    try encoder.visit(with: other.encoder, body)
    try decoder.visit(with: other.decoder, body)
  }

  /// Returns the most likely class of each sample; ties go to the lowest.
  ///
  /// - Parameter inputs: `features × samples`.
  /// - Returns: One class for each sample.
  public func classes(of inputs: Matrix<Scalar>) -> [Int] {
    classifier(inputs).argmaxima(of: .columns)
  }

  /// Returns the mean of `p(x|y, z)`, pixel probabilities, for given styles and classes.
  ///
  /// - Parameters:
  ///   - styles: `styles × samples`.
  ///   - classes: One class for each sample.
  /// - Returns: `features × samples`, in `[0, 1]`.
  public func decode(styles: Matrix<Scalar>, classes: [Int]) -> Matrix<Scalar> {
    bernoulliMeans(decoder(Matrix(stackingRows: [styles, oneHot(classes)])))
  }

  /// Returns the mean of `p(x|y, z)` at the most likely class and the mean style of each sample.
  ///
  /// - Parameter inputs: `features × samples`.
  /// - Returns: `features × samples`, in `[0, 1]`.
  public func reconstructions(of inputs: Matrix<Scalar>) -> Matrix<Scalar> {
    let found = classes(of: inputs)
    let parameters = encoder(Matrix(stackingRows: [inputs, oneHot(found)]))
    let means = parameters[rows: 0..<configuration.styles, columns: 0..<inputs.columns]
    return decode(styles: Matrix(means), classes: found)
  }

  /// Returns one picture for each class in each of several styles drawn from the prior.
  ///
  /// - Parameters:
  ///   - styles: The number of styles.
  ///   - generator: The source of the styles.
  /// - Returns: Pixel probabilities, `features × (classes · styles)`; the classes of one style lie next
  ///   to each other.
  public func grid(
    styles: Int, using generator: inout some RandomNumberGenerator
  ) -> Matrix<Scalar> {
    let drawn = Matrix<Scalar>.normal(
      rows: configuration.styles, columns: styles, using: &generator)
    let count = configuration.classes
    let places = (0..<styles * count).map { $0 / count }
    return decode(
      styles: drawn.columns(at: places), classes: (0..<styles * count).map { $0 % count })
  }

  /// One-hot vectors of classes, `classes × samples`.
  func oneHot(_ classes: [Int]) -> Matrix<Scalar> {
    for label in classes {
      precondition(
        0..<configuration.classes ~= label, "class \(label) of \(configuration.classes)")
    }
    return Matrix(rows: configuration.classes, columns: classes.count) { $0 == classes[$1] ? 1 : 0 }
  }
}

extension Matrix where Element: RealScalar {
  /// Sets the columns from one on to zero.
  fileprivate mutating func clearColumns(from first: Int) {
    let start = first * rows
    var elements = mutableElements
    for index in start..<elements.count { elements[index] = 0 }
  }
}
