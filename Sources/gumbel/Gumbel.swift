import ArgumentParser
import CKernels
import Foundation

/// The command-line tool: one subcommand a file, under `Commands`.
@main
struct Gumbel: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gumbel",
    abstract: "Train models with categorical latents by Gumbel-Softmax.",
    discussion: """
      Start with 'gumbel train': it learns toy data whose best possible answer is known, in seconds, \
      and says how close it came. 'gumbel train --data FOLDER' does the same on MNIST-like images.

      The kernels take the widest instruction set of the processor; the environment variable \
      GUMBEL_SIMD (baseline, avx2, avx512) sets a narrower one.
      """,
    version: "0.1.0",
    subcommands: [
      Train.self, Evaluate.self, Sample.self, Info.self, Gradients.self, Why.self,
      Reproduce.self, SweepCommand.self, Benchmark.self,
    ])

  /// Runs a subcommand, unless the environment asks for an instruction set that cannot be had.
  static func main() {
    if let message = kernelLevelProblem(of: ProcessInfo.processInfo.environment) {
      exit(withError: ValidationError(message))
    }
    main(nil)
  }

  /// What is wrong with the level of the kernels that the variable `GUMBEL_SIMD` names, if anything.
  static func kernelLevelProblem(of environment: [String: String]) -> String? {
    guard let word = environment[CK_LEVEL_VARIABLE] else { return nil }
    var level = CK_BASELINE
    switch unsafe ck_requested_level(word, &level) {
    case CK_REQUEST_UNKNOWN:
      return "\(CK_LEVEL_VARIABLE) is '\(word)', not 'baseline', 'avx2' or 'avx512'"
    case CK_REQUEST_UNSUPPORTED:
      let best = unsafe String(cString: ck_level_name(ck_best_level()))
      return "\(CK_LEVEL_VARIABLE) is '\(word)', but this processor has at most '\(best)'"
    default: return nil
    }
  }
}
