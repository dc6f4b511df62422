/// What was found for a cell.
public struct CellResult: Hashable, Codable, Sendable {
  /// What became of one run.
  public struct Run: Hashable, Codable, Sendable {
    /// The seed.
    public var seed: UInt64
    /// The name of the folder.
    public var folder: String
    /// Finished, failed, interrupted or waiting.
    public var status: String
    /// The figure.
    public var value: Double?
    /// Why it failed, in one line.
    public var reason: String?
    /// The steps that it took in a second.
    public var stepsPerSecond: Double?
    /// The number of steps that it took.
    public var steps: Int?
  }

  /// The name of the cell.
  public var name: String
  /// The part of the table.
  public var group: String
  /// What the paper calls it.
  public var label: String
  /// What is measured.
  public var quantity: Quantity
  /// The figure of the paper.
  public var published: Published?
  /// The setting that validation data chose, if there were several.
  public var choice: String?
  /// The runs that count, in the order of their seeds.
  public var runs: [Run]

  /// The figures by seed.
  public var values: [UInt64: Double] {
    Dictionary(uniqueKeysWithValues: runs.compactMap { run in run.value.map { (run.seed, $0) } })
  }

  /// The mean over seeds.
  public var estimate: Estimate? { Estimate(runs.compactMap(\.value)) }

  /// The number of steps of its runs, if they say so.
  public var steps: Int? { runs.lazy.compactMap(\.steps).first }

  /// By how much the figure is above the published one.
  public var difference: Double? {
    guard let published, let estimate else { return nil }
    return estimate.mean - published.value
  }

  enum CodingKeys: String, CodingKey {
    case name, group, label, quantity, published, choice, runs, estimate, difference
  }

  /// Reads a result; mean and difference follow from the rest.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    name = try container.decode(String.self, forKey: .name)
    group = try container.decode(String.self, forKey: .group)
    label = try container.decode(String.self, forKey: .label)
    quantity = try container.decode(Quantity.self, forKey: .quantity)
    published = try container.decodeIfPresent(Published.self, forKey: .published)
    choice = try container.decodeIfPresent(String.self, forKey: .choice)
    runs = try container.decode([Run].self, forKey: .runs)
  }

  /// Writes a result, with mean and difference.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    try container.encode(group, forKey: .group)
    try container.encode(label, forKey: .label)
    try container.encode(quantity, forKey: .quantity)
    try container.encodeIfPresent(published, forKey: .published)
    try container.encodeIfPresent(choice, forKey: .choice)
    try container.encode(runs, forKey: .runs)
    try container.encodeIfPresent(estimate, forKey: .estimate)
    try container.encodeIfPresent(difference, forKey: .difference)
  }
}

extension CellResult {
  /// Makes a result.
  init(_ cell: Cell, quantity: Quantity, choice: String?, runs: [Run]) {
    name = cell.name
    group = cell.group
    label = cell.label
    self.quantity = quantity
    published = cell.published
    self.choice = choice
    self.runs = runs
  }
}
