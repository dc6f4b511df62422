/// Whether figures rise in the order of the paper.
public struct OrderingResult: Hashable, Codable, Sendable {
  /// What two neighbours of the order say.
  public enum Verdict: String, Codable, Sendable {
    /// The order is that of the paper, by more than two standard errors.
    case held
    /// The order is that of the paper, but the difference may be chance.
    case leaning
    /// The order is not that of the paper, but the difference may be chance.
    case open
    /// The order is the other one, by more than two standard errors.
    case reversed
    /// A figure is missing.
    case unknown
  }

  /// Two neighbours.
  public struct Link: Hashable, Codable, Sendable {
    /// The label of the cell that should have the smaller figure.
    public var lower: String
    /// The label of the cell that should have the larger figure.
    public var upper: String
    /// The larger figure minus the smaller one, paired by seeds.
    public var difference: Estimate?
    /// What that says.
    public var verdict: Verdict
  }

  /// The part of the table.
  public var group: String
  /// The neighbours in their order.
  public var links: [Link]

  /// What the weakest link says.
  public var verdict: Verdict {
    let order: [Verdict] = [.unknown, .reversed, .open, .leaning]
    return order.first { verdict in links.contains { $0.verdict == verdict } } ?? .held
  }

  /// Compares figures of the same seeds, since those share data, order and initialization.
  init(_ ordering: Ordering, cells: [String: CellResult]) {
    group = ordering.cells.first.flatMap { cells[$0]?.group } ?? ""
    links = zip(ordering.cells, ordering.cells.dropFirst()).map { lower, upper in
      let (low, high) = (cells[lower]?.values ?? [:], cells[upper]?.values ?? [:])
      let difference = Estimate(
        low.keys.sorted().compactMap { seed in
          guard let a = low[seed], let b = high[seed] else { return nil }
          return b - a
        })
      return Link(
        lower: cells[lower]?.label ?? lower, upper: cells[upper]?.label ?? upper,
        difference: difference, verdict: Self.verdict(difference))
    }
  }

  /// Two standard errors are the line; the single run of one seed cannot cross it.
  static func verdict(_ difference: Estimate?) -> Verdict {
    guard let difference else { return .unknown }
    let error = difference.standardError ?? .infinity
    let isClear = abs(difference.mean) > 2 * error
    if difference.mean > 0 { return isClear ? .held : .leaning }
    return isClear ? .reversed : .open
  }
}
