/// One figure of a table and how it is found.
public struct Cell: Sendable {
  /// Where the figure comes from.
  public enum Source: Sendable {
    /// Runs of `gumbel train` with these options besides those that all cells share.
    case training([String])
    /// A computation without data, in this process.
    case computation(Computation)
    /// The runs of another cell, of which this one shows another quantity.
    case runs(of: String)
    /// The quantity of one cell over that of another.
    case ratio(of: String, to: String)
  }

  /// A setting that validation data decide about.
  public struct Choice: Hashable, Sendable {
    /// A short name, a part of the names of folders.
    public var name: String
    /// The options of `gumbel train`.
    public var arguments: [String]

    /// Makes a setting.
    ///
    /// - Parameters:
    ///   - name: A short name, a part of the names of folders.
    ///   - arguments: The options of `gumbel train`.
    public init(_ name: String, _ arguments: [String]) {
      self.name = name
      self.arguments = arguments
    }

    /// One choice for each learning rate.
    ///
    /// - Parameter rates: The rates, the preferred one first.
    /// - Returns: The choices.
    public static func learningRates(_ rates: String...) -> [Choice] {
      rates.map { Choice("lr\($0)", ["--learning-rate", $0]) }
    }
  }

  /// The name, unique in its table: that of the folders, and in orderings.
  public var name: String
  /// The part of the table; cells of a group are compared with each other.
  public var group: String
  /// What the paper calls it.
  public var label: String
  /// The figure of the paper.
  public var published: Published?
  /// Where the figure comes from.
  public var source: Source
  /// What is measured, where it is not what the other cells measure.
  public var quantity: Quantity?
  /// The settings that validation data choose from; the first one is taken if only one is tried.
  public var choices: [Choice]
  /// How much a step costs compared with the other cells: shortened runs take so many steps fewer.
  public var cost: Double

  /// Makes a cell.
  ///
  /// - Parameters:
  ///   - name: The name, unique in its table.
  ///   - label: What the paper calls it.
  ///   - group: The part of the table.
  ///   - published: The figure of the paper.
  ///   - source: Where the figure comes from.
  ///   - quantity: What is measured, where it is not what the other cells measure.
  ///   - choices: The settings that validation data choose from.
  ///   - cost: How much a step costs compared with the other cells.
  public init(
    _ name: String, _ label: String, group: String = "", published: Published? = nil,
    source: Source, quantity: Quantity? = nil, choices: [Choice] = [], cost: Double = 1
  ) {
    self.name = name
    self.label = label
    self.group = group
    self.published = published
    self.source = source
    self.quantity = quantity
    self.choices = choices
    self.cost = cost
  }

  /// The settings to try.
  ///
  /// - Parameter effort: How many are tried at most, and what stands in for them.
  /// - Returns: One setting at least.
  func choices(for effort: Effort) -> [Choice] {
    if !effort.settings.isEmpty { return [Choice("", effort.settings)] }
    return choices.isEmpty ? [Choice("", [])] : Array(choices.prefix(max(effort.choices, 1)))
  }
}
