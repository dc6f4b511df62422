import ArgumentParser

/// The command-line tool: one subcommand a file, under `Commands`.
@main
struct Gumbel: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gumbel",
    abstract: "Train models with categorical latents by Gumbel-Softmax.",
    discussion: """
      Start with 'gumbel train': it learns toy data whose best possible answer is known, in seconds, \
      and says how close it came. 'gumbel train --data FOLDER' does the same on MNIST-like images.
      """,
    version: "0.1.0",
    subcommands: [
      Train.self, Evaluate.self, Sample.self, Info.self, Gradients.self, Why.self,
      Reproduce.self, SweepCommand.self, Benchmark.self,
    ])
}
