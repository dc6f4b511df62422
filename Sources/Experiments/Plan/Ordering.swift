/// A claim that the figures of some cells rise in this order.
public struct Ordering: Hashable, Codable, Sendable, ExpressibleByArrayLiteral {
  /// The names of the cells, the smallest figure first.
  public var cells: [String]

  /// Makes a claim.
  ///
  /// - Parameter cells: The names of the cells, the smallest figure first.
  public init(_ cells: [String]) { self.cells = cells }

  /// Makes a claim.
  public init(arrayLiteral elements: String...) { self.init(elements) }
}
