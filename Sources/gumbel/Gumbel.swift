import ArgumentParser

/// The command-line tool.
@main
struct Gumbel: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Train models with categorical latents.")
}
