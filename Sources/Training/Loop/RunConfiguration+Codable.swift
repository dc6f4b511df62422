import Categorical
import LatentModels
import NeuralNetwork

extension RunConfiguration: Codable {
  private enum CodingKeys: String, CodingKey {
    case version, data, imageHeight, binarization, model, weightScale, estimator, temperature
    case priorTemperature, divergence, trainingSamples, classifierWeight, classifierDropout
    case styleWeight, optimizer, learningRate
    case divergenceWeight, gradientNormLimit, batchSize, steps, metricsInterval, validation, labels
    case seed, conditionalDraws
  }

  /// Reads a configuration of this version or of version 1, which knew fewer settings.
  ///
  /// - Parameter decoder: The decoder to read from.
  /// - Throws: A decoding error, or the error of a setting that makes no sense.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func read<Value: Decodable>(_ key: CodingKeys) throws -> Value {
      try values.decode(Value.self, forKey: key)
    }
    func find<Value: Decodable>(_ key: CodingKeys) throws -> Value? {
      try values.decodeIfPresent(Value.self, forKey: key)
    }
    try self.init(
      data: read(.data), imageHeight: read(.imageHeight), binarization: read(.binarization),
      model: read(.model), weightScale: read(.weightScale), estimator: read(.estimator),
      temperature: read(.temperature), learningRate: read(.learningRate),
      divergenceWeight: read(.divergenceWeight), gradientNormLimit: find(.gradientNormLimit),
      batchSize: read(.batchSize), steps: read(.steps), metricsInterval: read(.metricsInterval),
      seed: read(.seed))
    let written: Int = try read(.version)
    version = written == 1 ? Self.currentVersion : written
    conditionalDraws = try find(.conditionalDraws) ?? conditionalDraws
    priorTemperature = try find(.priorTemperature)
    divergence = try find(.divergence) ?? divergence
    trainingSamples = try find(.trainingSamples) ?? trainingSamples
    classifierWeight = try find(.classifierWeight) ?? classifierWeight
    classifierDropout = try find(.classifierDropout) ?? classifierDropout
    styleWeight = try find(.styleWeight) ?? styleWeight
    optimizer = try find(.optimizer) ?? optimizer
    validation = try find(.validation)
    labels = try find(.labels)
  }

  /// Writes all settings; those without a value or effect are left out.
  ///
  /// - Parameter encoder: The encoder to write to.
  /// - Throws: What the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(version, forKey: .version)
    try values.encode(data, forKey: .data)
    try values.encode(imageHeight, forKey: .imageHeight)
    try values.encode(binarization, forKey: .binarization)
    try values.encode(model, forKey: .model)
    try values.encode(weightScale, forKey: .weightScale)
    try values.encode(estimator, forKey: .estimator)
    if estimator.pathwise?.hasDraws == true {
      try values.encode(conditionalDraws, forKey: .conditionalDraws)
    }
    try values.encode(temperature, forKey: .temperature)
    try values.encodeIfPresent(priorTemperature, forKey: .priorTemperature)
    try values.encode(divergence, forKey: .divergence)
    try values.encode(trainingSamples, forKey: .trainingSamples)
    try values.encode(classifierWeight, forKey: .classifierWeight)
    if classifierDropout != 0 { try values.encode(classifierDropout, forKey: .classifierDropout) }
    if styleWeight != .constant(1) { try values.encode(styleWeight, forKey: .styleWeight) }
    try values.encode(optimizer, forKey: .optimizer)
    try values.encode(learningRate, forKey: .learningRate)
    try values.encode(divergenceWeight, forKey: .divergenceWeight)
    try values.encodeIfPresent(gradientNormLimit, forKey: .gradientNormLimit)
    try values.encode(batchSize, forKey: .batchSize)
    try values.encode(steps, forKey: .steps)
    try values.encode(metricsInterval, forKey: .metricsInterval)
    try values.encodeIfPresent(validation, forKey: .validation)
    try values.encodeIfPresent(labels, forKey: .labels)
    try values.encode(seed, forKey: .seed)
  }
}
