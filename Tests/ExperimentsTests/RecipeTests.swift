import Experiments
import Foundation
import Testing

@Suite struct RecipeTests {
  @Test func `names are unique, and what is referred to exists`() {
    #expect(Set(Recipe.all.map(\.name)).count == Recipe.all.count)
    for recipe in Recipe.all {
      let names = Set(recipe.cells.map(\.name))
      #expect(names.count == recipe.cells.count, "\(recipe.name)")
      #expect(recipe.cells.contains { $0.published != nil } && !recipe.remarks.isEmpty)
      for ordering in recipe.orderings {
        #expect(names.isSuperset(of: ordering.cells), "\(recipe.name): \(ordering)")
        #expect(ordering.cells.count > 1)
      }
      for cell in recipe.cells {
        switch cell.source {
        case .training, .computation: break
        case .runs(let other): #expect(names.contains(other))
        case .ratio(let first, let second): #expect(names.isSuperset(of: [first, second]))
        }
      }
    }
  }

  @Test func `the published figures rise as the recipes say`() {
    for recipe in Recipe.all where recipe.needs != .nothing {
      let figures = Dictionary(
        uniqueKeysWithValues: recipe.cells.compactMap { cell in
          cell.published.map { (cell.name, $0.value) }
        })
      for ordering in recipe.orderings {
        let values = ordering.cells.compactMap { figures[$0] }
        #expect(values.count == ordering.cells.count, "\(ordering)")
        #expect(zip(values, values.dropFirst()).allSatisfy { $0 < $1 }, "\(ordering)")
      }
    }
  }

  @Test func `budgets grow, and quick ones last minutes on two cores`() {
    for recipe in Recipe.all {
      let times = Budget.allCases.map { recipe.foretoldSeconds($0, jobs: 2) }
      #expect(times == times.sorted(), "\(recipe.name)")
      #expect(times[0] < 330 && times[1] < 4500, "\(recipe.name): \(times)")
    }
  }

  @Test func `every run has a folder and a seed of its own`() {
    for recipe in Recipe.all {
      for budget in Budget.allCases {
        let jobs = recipe.experiment(budget, seeds: 2, data: "d").jobs
        #expect(Set(jobs.map(\.name)).count == jobs.count)
        #expect(jobs.allSatisfy { !$0.name.contains("/") && $0.seed < 2 })
        // Seeds are the slowest to change.
        #expect(jobs.map(\.seed) == jobs.map(\.seed).sorted())
      }
    }
  }

  @Test func `runs of training have data, steps and samples`() throws {
    let recipe = try Recipe.named("jang-vae-bernoulli")
    let jobs = recipe.experiment(.quick, data: "FOLDER").jobs
    #expect(jobs.map(\.cell) == ["sf", "darn", "muprop", "st", "annealed-st", "gs", "st-gs"])
    guard case .training(let arguments) = jobs[5].work else {
      Issue.record("no training")
      return
    }
    let text = arguments.joined(separator: " ")
    #expect(text.hasPrefix("--data FOLDER ") && text.hasSuffix("--steps 5000 --samples 20"))
    #expect(text.contains("--estimator gumbel-softmax --temperature 1:0.5:1e-4:1000"))
    #expect(text.contains("--optimizer adam --learning-rate 1e-3"))
    guard case .training(let longer)? = recipe.experiment(.paper, data: "d").jobs.last?.work else {
      Issue.record("no training")
      return
    }
    #expect(!longer.contains("adam"))
    #expect(recipe.experiment(.paper, seeds: 1, data: "d").jobs.count == 7 * 6)
  }

  @Test func `expensive cells take fewer steps in short budgets`() throws {
    let recipe = try Recipe.named("maddison-linear")
    func steps(_ budget: Budget, _ cell: String) -> String? {
      let job = recipe.experiment(budget, seeds: 1, data: "d").jobs.first { $0.cell == cell }
      guard case .training(let arguments) = job?.work else { return nil }
      return arguments.firstIndex(of: "--steps").map { arguments[$0 + 1] }
    }
    #expect(steps(.quick, "vimco-1") == "6000" && steps(.quick, "vimco-50") == "250")
    #expect(steps(.paper, "vimco-50") == "10000000")
  }

  @Test(arguments: [
    ("jang-sbn-bernouli", "jang-sbn-bernoulli"), ("polynomial", "polynomial-programming"),
    ("Reinmax", "reinmax-vae"), ("gumbel-roa", "gumbel-rao"),
  ])
  func `unknown names get the nearest one`(given: String, nearest: String) {
    let error = #expect(throws: ExperimentError.self) { try Recipe.named(given) }
    #expect(error?.description.contains("did you mean '\(nearest)'?") == true)
  }

  @Test func `missing data are named, with a place to get them`() throws {
    let tool = try FakeTool()
    try DataNeed.nothing.check(nil)
    let none = #expect(throws: ExperimentError.self) { try DataNeed.images.check(nil) }
    #expect(none?.description.contains("--data") == true)
    for name in ["train-images-idx3-ubyte.gz", "t10k-images-idx3-ubyte"] {
      let error = #expect(throws: ExperimentError.self) { try DataNeed.images.check(tool.path) }
      #expect(error?.description.contains(name.prefix(5)) == true)
      #expect(error?.description.contains("dataset-fashion-mnist") == true)
      try Data().write(to: URL(fileURLWithPath: "\(tool.path)/\(name)"))
    }
    try DataNeed.images.check(tool.path)
    let labels = #expect(throws: ExperimentError.self) { try DataNeed.labels.check(tool.path) }
    #expect(labels?.description.contains("train-labels-idx1-ubyte") == true)
  }
}
