/// How a class is written as numbers for the network that reads it.
public enum CodeKind: String, CaseIterable, Codable, Sendable {
  /// As a one-hot vector with one number for each class.
  case oneHot = "one-hot"
  /// As the bits of its index, each 0 or 1; the number of classes is a power of two.
  case binary
  /// As the bits of its index, each -1 or 1; the number of classes is a power of two.
  ///
  /// > Reference: Maddison, Mnih and Teh (2017), appendix C.2.
  case signed
}

/// A set of categorical variables of one size and how their classes are written.
public struct CodeLayout: Hashable, Codable, Sendable {
  /// The number of categorical variables, `L`.
  public let latents: Int
  /// The number of classes of each, `K`.
  public let classes: Int
  /// How a class is written as numbers.
  public let code: CodeKind

  /// Makes a layout.
  ///
  /// - Parameters:
  ///   - latents: The number of categorical variables, at least one.
  ///   - classes: The number of classes of each, at least two.
  ///   - code: How a class is written as numbers.
  /// - Throws: ``LatentModelError`` if a size is too small, or no power of two where bits are asked for.
  public init(latents: Int, classes: Int, code: CodeKind = .oneHot) throws(LatentModelError) {
    guard latents >= 1 else { throw .invalidSize(name: "latents", value: latents, minimum: 1) }
    guard classes >= 2 else { throw .invalidSize(name: "classes", value: classes, minimum: 2) }
    guard !latents.multipliedReportingOverflow(by: classes).overflow else {
      throw .tooManyClasses(latents: latents, classes: classes)
    }
    guard code == .oneHot || classes.nonzeroBitCount == 1 else {
      throw .invalid(
        name: "classes", value: "\(classes)",
        expected: "a power of two, since \(code.rawValue) codes are the bits of a class")
    }
    self.latents = latents
    self.classes = classes
    self.code = code
  }

  /// One variable whose number of classes was checked before.
  init(variableOf classes: Int) {
    latents = 1
    self.classes = classes
    code = .oneHot
  }

  /// The same variables in several layers.
  init(_ layout: CodeLayout, layers: Int) {
    latents = layout.latents * layers
    classes = layout.classes
    code = layout.code
  }

  /// The rows of a sample, `latents · classes`: one-hot vectors, whatever the code.
  public var sampleRows: Int { latents * classes }

  /// The rows of the code that a network reads.
  public var codeRows: Int { code == .oneHot ? sampleRows : latents * classes.trailingZeroBitCount }

  /// The rows that a network gives for the logits: one number for each bit, `θ = ℓ_1 - ℓ_0`, or one
  /// for each class.
  public var logitRows: Int { hasBits ? latents : sampleRows }

  /// Whether the variables are bits that have one logit each.
  var hasBits: Bool { code != .oneHot && classes == 2 }

  private enum CodingKeys: String, CodingKey { case latents, classes, code }

  /// Reads a layout and checks it like the memberwise initializer.
  ///
  /// - Parameter decoder: The decoder to read from.
  /// - Throws: ``LatentModelError`` or a decoding error.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      latents: values.decode(Int.self, forKey: .latents),
      classes: values.decode(Int.self, forKey: .classes),
      code: values.decodeIfPresent(CodeKind.self, forKey: .code) ?? .oneHot)
  }
}
