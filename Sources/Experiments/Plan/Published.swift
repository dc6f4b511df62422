/// Where figures were published.
public struct Paper: Hashable, Codable, Sendable {
  /// The authors and the year, as one cites them.
  public var citation: String
  /// The title.
  public var title: String
  /// The number of the preprint.
  public var preprint: String

  /// Makes a paper.
  ///
  /// - Parameters:
  ///   - citation: The authors and the year, as one cites them.
  ///   - title: The title.
  ///   - preprint: The number at arXiv.
  public init(_ citation: String, _ title: String, preprint: String) {
    self.citation = citation
    self.title = title
    self.preprint = preprint
  }

  /// The first author and the year.
  public var shortCitation: String {
    let words = citation.split { " ,()".contains($0) }
    return [words.first, words.last].compactMap { $0.map(String.init) }.joined(separator: " ")
  }
}

/// A figure of a paper.
public struct Published: Hashable, Codable, Sendable, ExpressibleByFloatLiteral {
  /// The figure.
  public var value: Double
  /// The error that the paper gives with it.
  public var error: Double?
  /// Whether the figure was compared with the paper; one that was not is marked in tables.
  public var isVerified: Bool

  /// Makes a figure.
  ///
  /// - Parameters:
  ///   - value: The figure.
  ///   - error: The error that the paper gives with it.
  ///   - isVerified: Whether the figure was compared with the paper.
  public init(_ value: Double, error: Double? = nil, isVerified: Bool = true) {
    self.value = value
    self.error = error
    self.isVerified = isVerified
  }

  /// Makes a figure without an error.
  public init(floatLiteral value: Double) { self.init(value) }
}
