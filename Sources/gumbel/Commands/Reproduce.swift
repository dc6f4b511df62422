public import ArgumentParser
public import Experiments
import Figures
import Foundation

extension Budget: ExpressibleByArgument {}

/// Runs the tables of the papers.
struct Reproduce: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Reproduce a table of a paper.",
    discussion: """
      Trains every cell of the table, one process for each cell and seed, and compares the means with \
      the published figures. Without a name it lists the recipes. Finished runs are kept: after \
      Ctrl-C the same command continues.
      """)

  @Argument(help: ArgumentHelp("The name of a recipe, or 'list'.", valueName: "recipe"))
  var recipe = "list"

  @Option(
    help: ArgumentHelp("The folder with the IDX files of MNIST.", valueName: "folder"))
  var data: String?

  @Option(help: ArgumentHelp("Minutes, an hour, or as long as the paper."))
  var budget = Budget.quick

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Seeds, from 0 (default: that of the budget).", valueName: "n"))
  var seeds: Int?

  @Option(
    help: ArgumentHelp(
      "The cells to run, of those that --dry-run names (default: all).", valueName: "a,b"))
  var cells: String?

  @Option(
    help: ArgumentHelp(
      "Where the runs go (default: runs/RECIPE-BUDGET).", valueName: "folder"))
  var output: String?

  @OptionGroup var options: ExperimentOptions

  func validate() throws {
    try validateSeeds(seeds)
    if let output, output.isEmpty { throw ValidationError("--output '' is no folder.") }
  }

  func run() throws {
    guard recipe != "list" else { return try printList() }
    let recipe = try Recipe.named(recipe)
    let names = try cells.map { try recipe.cellNames($0) }
    if !options.dryRun { try recipe.needs.check(data) }
    let session = ExperimentSession(
      experiment: recipe.experiment(budget, seeds: seeds, cells: names, data: data),
      folder: output ?? "runs/\(recipe.name)-\(budget.rawValue)", options: options,
      facts: [
        .init("paper", "\(recipe.paper.citation), arXiv \(recipe.paper.preprint)"),
        .init("options of all cells", recipe.arguments.joined(separator: " ")),
      ])
    try session.run()
  }

  /// Prints the recipes.
  private func printList() throws {
    if options.format.json {
      return try printJSON(Recipe.all.map { RecipeDescription($0, jobs: options.width) })
    }
    let rows = Recipe.all.map { recipe in
      [recipe.name, "\(recipe.paper.shortCitation) \(recipe.shortTable)", recipe.needs.summary]
        + Budget.allCases.map { duration(recipe.foretoldSeconds($0, jobs: options.width)) }
    }
    let header = ["name", "source", "needs", "quick", "standard", "paper"]
    let widths = header.indices.map { column in
      ([header] + rows).map { $0[column].count }.max() ?? 0
    }
    for row in [header] + rows {
      let cells = zip(row, widths).enumerated().map { column, cell in
        let space = String(repeating: " ", count: cell.1 - cell.0.count)
        return column < 3 ? cell.0 + space : space + cell.0
      }
      try writeOutput("  " + cells.joined(separator: "  "))
    }
    try writeOutput(
      """

      Times are for \(options.width) runs at a time, good to a factor of two. Start with
        \(invokedName) reproduce polynomial-programming
        \(invokedName) reproduce jang-vae-categorical --data FOLDER
      """)
  }

  /// A time in the largest unit that fits.
  private func duration(_ seconds: Double) -> String {
    switch seconds {
    case ..<90: "\(max(1, seconds).fixed(0)) s"
    case ..<5400: "\((seconds / 60).fixed(0)) min"
    case ..<172_800: "\((seconds / 3600).fixed(0)) h"
    default: "\((seconds / 86_400).fixed(0)) d"
    }
  }
}

/// What `--json` says of a recipe.
private struct RecipeDescription: Encodable {
  var name: String
  var title: String
  var paper: String
  var table: String
  var needs: String
  var cells: Int
  var seconds: [String: Double]

  init(_ recipe: Recipe, jobs: Int) {
    name = recipe.name
    title = recipe.title
    paper = "\(recipe.paper.citation): \(recipe.paper.title), arXiv \(recipe.paper.preprint)"
    table = recipe.table
    needs = recipe.needs.rawValue
    cells = recipe.cells.count
    seconds = Dictionary(
      uniqueKeysWithValues: Budget.allCases.map {
        ($0.rawValue, recipe.foretoldSeconds($0, jobs: jobs).rounded())
      })
  }
}
