/// Runs at every point of a grid of options.
public struct Sweep: Sendable {
  /// An option and the values to try.
  public struct Axis: Hashable, Sendable {
    /// The name of the option, without dashes.
    public var name: String
    /// The values.
    public var values: [String]

    /// Reads an axis such as `learning-rate=1e-3,3e-4`, or `hidden=200;512,256` for values with commas.
    ///
    /// - Parameter text: The name, an equals sign and the values.
    /// - Throws: ``ExperimentError`` if there are no values, or the same one twice.
    public init(_ text: String) throws(ExperimentError) {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      name = String(parts[0].drop { $0 == "-" })
      let list = parts.count == 2 ? parts[1] : ""
      values = list.split(
        separator: list.contains(";") ? ";" : ",", omittingEmptySubsequences: false
      ).map { $0.trimmingPrefix { $0 == " " }.description }
      guard !name.isEmpty, !values.contains("") else {
        throw ExperimentError(
          "--vary '\(text)' is no option with values; write it like learning-rate=1e-3,3e-4")
      }
      guard Set(values).count == values.count else {
        throw ExperimentError("--vary '\(text)' has a value twice")
      }
    }
  }

  /// The axes of the grid.
  public var axes: [Axis]
  /// The options of `gumbel train` that all runs share.
  public var arguments: [String]
  /// The number of seeds; run `n` has the seed `n`.
  public var seeds: Int

  /// The options that a sweep gives itself.
  private static let reserved = [
    "--resume", "--output", "--seed", "--threads", "--json", "--quiet",
  ]

  /// Makes a sweep.
  ///
  /// - Parameters:
  ///   - axes: The axes of the grid.
  ///   - arguments: The options of `gumbel train` that all runs share.
  ///   - seeds: The number of seeds.
  /// - Throws: ``ExperimentError`` if an option is given twice, belongs to the sweep itself, or if the
  ///   grid has more than 10 000 points.
  public init(axes: [Axis], arguments: [String], seeds: Int) throws(ExperimentError) {
    let names = axes.map { "--\($0.name)" }
    let given = arguments.map { String($0.prefix { $0 != "=" }) }
    for (index, name) in names.enumerated() {
      if names[..<index].contains(name) || given.contains(name) {
        throw ExperimentError("\(name) is given twice; vary it, or fix it behind '--'")
      }
      if Self.reserved.contains(name) {
        throw ExperimentError("\(name) cannot be varied; the sweep sets it itself")
      }
    }
    if let name = given.first(where: Self.reserved.contains) {
      throw ExperimentError("\(name) cannot be given behind '--'; the sweep sets it itself")
    }
    guard !axes.isEmpty else {
      throw ExperimentError("nothing to vary; give --vary option=value,value")
    }
    let points = axes.reduce(1) { $0 > 10_000 ? $0 : $0 * $1.values.count }
    guard points <= 10_000 else { throw ExperimentError("the grid has more than 10000 points") }
    self.axes = axes
    self.arguments = arguments
    self.seeds = seeds
  }

  /// The points of the grid, the last axis running fastest.
  var points: [[String]] {
    axes.reduce([[]]) { points, axis in
      points.flatMap { point in axis.values.map { point + [$0] } }
    }
  }

  /// The options of a run at a point.
  func arguments(at point: [String]) -> [String] {
    arguments + zip(axes, point).flatMap { ["--\($0.name)", $1] }
  }

  /// The name of a point: that of its folders and of its line in the table.
  func name(of point: [String]) -> String {
    zip(axes, point).map { "\($0.name)=\($1.replacing("/", with: "_"))" }.joined(separator: ",")
  }

  /// Plans the runs.
  ///
  /// - Parameter folder: The folder, whose name becomes that of the experiment.
  /// - Returns: The experiment.
  public func experiment(folder: String) -> Experiment {
    let cells = points.map { point in
      Cell(
        name(of: point), zip(axes, point).map { "\($0.name) \($1)" }.joined(separator: ", "),
        source: .training(arguments(at: point)))
    }
    let jobs = (0..<seeds).flatMap { seed in
      points.map { point in
        Job(
          cell: name(of: point), seed: UInt64(seed), work: .training(arguments(at: point)))
      }
    }
    let names = axes.map(\.name).joined(separator: " × ")
    return Experiment(
      name: folder, title: "Sweep of \(names)", source: "",
      subtitle: "test bound in nats; \(cells.count) settings, "
        + (seeds == 1 ? "1 seed" : "\(seeds) seeds"),
      quantity: .testBound, remarks: [], cells: cells, orderings: [], jobs: jobs, isSorted: true)
  }
}
