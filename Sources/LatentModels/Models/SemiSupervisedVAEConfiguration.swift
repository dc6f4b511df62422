public import NeuralNetwork

/// The sizes of a ``SemiSupervisedVAE``.
public struct SemiSupervisedVAEConfiguration: Hashable, Codable, Sendable {
  /// The number of input features.
  public let features: Int
  /// The number of classes, `K`.
  public let classes: Int
  /// The number of Gaussian variables, the style.
  public let styles: Int
  /// The widths of the hidden layers of the classifier `q(y|x)`.
  public let classifierHidden: [Int]
  /// The size of the images that the classifier convolves; nil if it does not.
  public let classifierImage: ImageSize?
  /// The numbers of filters of the convolutions, 5 × 5 pixels in steps of two, before the classifier's hidden
  /// layers.
  public let classifierFilters: [Int]
  /// The widths of the hidden layers of the encoder `q(z|x, y)`; the decoder mirrors them.
  public let hidden: [Int]
  /// The nonlinearity behind each hidden layer.
  public let activation: Activation

  /// Makes a configuration.
  ///
  /// - Parameters:
  ///   - features: The number of input features, at least one.
  ///   - classes: The number of classes, at least two.
  ///   - styles: The number of Gaussian variables, at least one.
  ///   - hidden: The widths of the hidden layers of the encoder; the decoder mirrors them.
  ///   - classifierHidden: The widths of the hidden layers of the classifier; nil for those of the encoder.
  ///   - classifierFilters: The numbers of filters of the classifier's convolutions, none by default.
  ///   - imageHeight: The number of rows of pixels of `features`; needed for convolutions.
  ///   - activation: The nonlinearity behind each hidden layer.
  /// - Throws: ``LatentModelError`` if a size is too small, or an image too small to be convolved.
  public init(
    features: Int, classes: Int, styles: Int, hidden: [Int] = [500],
    classifierHidden: [Int]? = nil, classifierFilters: [Int] = [], imageHeight: Int? = nil,
    activation: Activation = .relu
  ) throws(LatentModelError) {
    self.features = features
    self.classes = classes
    self.styles = styles
    self.hidden = hidden
    self.classifierHidden = classifierHidden ?? hidden
    self.classifierFilters = classifierFilters
    self.activation = activation
    let height = max(imageHeight ?? 1, 1)
    classifierImage =
      classifierFilters.isEmpty
      ? nil : ImageSize(height: height, width: max(features / height, 1))
    try requireSizes([features], "features")
    try requireSizes([styles], "styles")
    guard classes >= 2 else { throw .invalidSize(name: "classes", value: classes, minimum: 2) }
    try requireSizes(hidden, "hidden")
    try requireSizes(self.classifierHidden, "hidden")
    try requireSizes(classifierFilters, "filters")
    guard let image = classifierImage else { return }
    // Each convolution leaves (n - 5) / 2 + 1 rows and columns of n; beyond 2³⁰ nothing fits anyway.
    let smallest = classifierFilters.reduce(1) { size, _ in
      size > 1 << 30 ? size : 2 * (size - 1) + 5
    }
    guard image.features == features, min(image.height, image.width) >= smallest else {
      throw .invalid(
        name: "the number of convolutions", value: "\(classifierFilters.count)",
        expected: "fewer for images of \(image.height) × \(image.width) pixels, or none: "
          + "these need \(smallest) in both directions")
    }
  }

  private enum CodingKeys: String, CodingKey {
    case features, classes, styles, hidden, activation
    case classifierHidden = "classifier_hidden"
    case classifierFilters = "classifier_filters"
    case classifierImage = "classifier_image"
  }

  /// Reads a configuration and checks it like the memberwise initializer.
  ///
  /// - Parameter decoder: The decoder to read from.
  /// - Throws: ``LatentModelError`` or a decoding error.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      features: values.decode(Int.self, forKey: .features),
      classes: values.decode(Int.self, forKey: .classes),
      styles: values.decode(Int.self, forKey: .styles),
      hidden: values.decode([Int].self, forKey: .hidden),
      classifierHidden: values.decode([Int].self, forKey: .classifierHidden),
      classifierFilters: values.decodeIfPresent([Int].self, forKey: .classifierFilters) ?? [],
      imageHeight: values.decodeIfPresent(ImageSize.self, forKey: .classifierImage)?.height,
      activation: values.decode(Activation.self, forKey: .activation))
  }
}
