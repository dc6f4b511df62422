extension Schedule: Codable {
  private enum Kind: String, Codable {
    case constant
    case exponential
    case linear
    case cosine
    case warmUp = "warm-up"
  }

  private enum CodingKeys: CodingKey, CaseIterable {
    case kind
    case value
    case initial
    case rate
    case floor
    case interval
    case from
    case to
    case steps
    case then
  }

  /// Reads a schedule; `floor` and `interval` may be left out.
  ///
  /// - Throws: ``HyperparameterError`` if a number is out of range, or `DecodingError` if a label is missing
  ///   or belongs to no schedule of this kind.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func number(_ key: CodingKeys) throws -> Double {
      try container.decode(Double.self, forKey: key)
    }
    let kind = try container.decode(Kind.self, forKey: .kind)
    try Schedule.checkLabels(of: kind, decoder)
    let form: Form =
      switch kind {
      case .constant:
        .constant(try number(.value))
      case .exponential:
        .exponential(
          initial: try number(.initial), rate: try number(.rate),
          floor: try container.decodeIfPresent(Double.self, forKey: .floor) ?? 0,
          interval: try container.decodeIfPresent(Int.self, forKey: .interval) ?? 1)
      case .linear:
        .linear(
          from: try number(.from), to: try number(.to),
          steps: try container.decode(Int.self, forKey: .steps))
      case .cosine:
        .cosine(
          from: try number(.from), to: try number(.to),
          steps: try container.decode(Int.self, forKey: .steps))
      case .warmUp:
        .warmUp(
          steps: try container.decode(Int.self, forKey: .steps),
          then: try container.decode(Schedule.self, forKey: .then))
      }
    do {
      try self.init(checking: form)
    } catch {
      throw error.located(at: decoder.codingPath)
    }
  }

  /// Writes the kind and its numbers, all of them.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch form {
    case .constant(let value):
      try container.encode(Kind.constant, forKey: .kind)
      try container.encode(value, forKey: .value)
    case .exponential(let initial, let rate, let floor, let interval):
      try container.encode(Kind.exponential, forKey: .kind)
      try container.encode(initial, forKey: .initial)
      try container.encode(rate, forKey: .rate)
      try container.encode(floor, forKey: .floor)
      try container.encode(interval, forKey: .interval)
    case .linear(let start, let end, let steps):
      try container.encode(Kind.linear, forKey: .kind)
      try encodeLine(start, end, steps, into: &container)
    case .cosine(let start, let end, let steps):
      try container.encode(Kind.cosine, forKey: .kind)
      try encodeLine(start, end, steps, into: &container)
    case .warmUp(let steps, let then):
      try container.encode(Kind.warmUp, forKey: .kind)
      try container.encode(steps, forKey: .steps)
      try container.encode(then, forKey: .then)
    }
  }

  private func encodeLine(
    _ start: Double, _ end: Double, _ steps: Int,
    into container: inout KeyedEncodingContainer<CodingKeys>
  ) throws {
    try container.encode(start, forKey: .from)
    try container.encode(end, forKey: .to)
    try container.encode(steps, forKey: .steps)
  }

  /// Any label, also a misspelled one.
  private struct Label: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// A misspelled `floor` would otherwise be a floor of zero.
  private static func checkLabels(of kind: Kind, _ decoder: any Decoder) throws {
    let known: Set<CodingKeys> =
      switch kind {
      case .constant: [.kind, .value]
      case .exponential: [.kind, .initial, .rate, .floor, .interval]
      case .linear, .cosine: [.kind, .from, .to, .steps]
      case .warmUp: [.kind, .steps, .then]
      }
    let names = Set(known.map(\.stringValue))
    let found = try decoder.container(keyedBy: Label.self).allKeys.map(\.stringValue)
    guard let stranger = found.sorted().first(where: { !names.contains($0) }) else { return }
    throw DecodingError.dataCorrupted(
      DecodingError.Context(
        codingPath: decoder.codingPath,
        debugDescription: "a schedule of kind '\(kind.rawValue)' has no '\(stranger)', only "
          + names.sorted().joined(separator: ", ")))
  }
}
