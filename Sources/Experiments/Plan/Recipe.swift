/// A table of a paper as runs of this package.
///
/// Each recipe is one declaration in `Recipes`: what is published, which options of `gumbel train`
/// reproduce it, what the paper leaves open and what was chosen instead, and how long runs are within
/// each ``Budget``.
public struct Recipe: Sendable {
  /// The name on the command line.
  public var name: String
  /// What the table shows.
  public var title: String
  /// Where it was published.
  public var paper: Paper
  /// Which table it is.
  public var table: String
  /// What its figures measure.
  public var quantity: Quantity
  /// The data that it takes.
  public var needs: DataNeed
  /// What the paper leaves open and what was chosen, a sentence or two each.
  public var remarks: [String]
  /// The options of `gumbel train` that all cells share.
  public var arguments: [String]
  /// The figures.
  public var cells: [Cell]
  /// The orders in which the paper's figures rise, where they say something about estimators.
  public var orderings: [Ordering]
  /// The size of the runs within minutes.
  public var quick: Effort
  /// The size of the runs within an hour.
  public var standard: Effort
  /// The size of the runs of the paper.
  public var whole: Effort
  /// About how many steps of a cell of cost one a core takes in a second; times are foretold with it.
  public var stepsPerSecond: Double
  /// About how many seconds of a core one sample for each test image takes in the evaluation.
  public var secondsPerSample: Double

  /// Makes a recipe.
  ///
  /// - Parameters:
  ///   - name: The name on the command line.
  ///   - title: What the table shows.
  ///   - paper: Where it was published.
  ///   - table: Which table it is.
  ///   - quantity: What its figures measure.
  ///   - needs: The data that it takes.
  ///   - remarks: What the paper leaves open and what was chosen.
  ///   - arguments: The options of `gumbel train` that all cells share.
  ///   - cells: The figures.
  ///   - orderings: The orders in which the paper's figures rise.
  ///   - quick: The size of the runs within minutes.
  ///   - standard: The size of the runs within an hour.
  ///   - whole: The size of the runs of the paper.
  ///   - stepsPerSecond: About how many steps of a cell of cost one a core takes in a second.
  ///   - secondsPerSample: About how many seconds of a core one sample for each test image takes.
  public init(
    name: String, title: String, paper: Paper, table: String, quantity: Quantity = .testLoss,
    needs: DataNeed = .images, remarks: [String], arguments: [String], cells: [Cell],
    orderings: [Ordering] = [], quick: Effort, standard: Effort, whole: Effort,
    stepsPerSecond: Double = 100, secondsPerSample: Double = 0.1
  ) {
    self.name = name
    self.title = title
    self.paper = paper
    self.table = table
    self.quantity = quantity
    self.needs = needs
    self.remarks = remarks
    self.arguments = arguments
    self.cells = cells
    self.orderings = orderings
    self.quick = quick
    self.standard = standard
    self.whole = whole
    self.stepsPerSecond = stepsPerSecond
    self.secondsPerSample = secondsPerSample
  }

  /// The table in a few letters, such as `T1` or `§5.1`.
  public var shortTable: String {
    let place = table.prefix { $0 != "," && $0 != ";" }
    if place.hasPrefix("table ") { return "T" + place.dropFirst(6) }
    return place.hasPrefix("section ") ? "§" + place.dropFirst(8) : ""
  }

  /// The size of the runs within a budget.
  ///
  /// - Parameter budget: The budget.
  /// - Returns: The effort.
  public func effort(_ budget: Budget) -> Effort {
    switch budget {
    case .quick: quick
    case .standard: standard
    case .paper: whole
    }
  }

  /// The steps of one cell: shortened runs of an expensive cell are shorter still.
  func steps(of cell: Cell, budget: Budget) -> Int {
    let effort = effort(budget)
    if budget == .paper || effort.isEven { return effort.steps }
    return max(1, Int(Double(effort.steps) / max(cell.cost, 1)))
  }

  /// About how long all runs take, in seconds.
  ///
  /// - Parameters:
  ///   - budget: The budget.
  ///   - jobs: The number of runs at a time, each on a core.
  /// - Returns: Seconds, good to a factor of two.
  public func foretoldSeconds(_ budget: Budget, jobs: Int) -> Double {
    let effort = effort(budget)
    let evaluation = needs == .nothing ? 0 : 2 + Double(effort.samples) * secondsPerSample
    let seconds = cells.filter(\.isRun).reduce(0.0) { sum, cell in
      let training = Double(steps(of: cell, budget: budget)) * max(cell.cost, 1) / stepsPerSecond
      let choices = cell.choices(for: effort).count
      return sum + Double(choices * effort.seeds) * (training + evaluation)
    }
    return seconds / Double(max(jobs, 1))
  }
}

extension Cell {
  /// Whether the figure has runs of its own.
  var isRun: Bool {
    switch source {
    case .training, .computation: true
    case .runs, .ratio: false
    }
  }
}
