import Foundation
import LinearAlgebra

let usage = """
  matrix-benchmark [--group NAME] [--filter TEXT]… [--milliseconds N] [--list]
  matrix-benchmark --report FILE…

  Times the matrix layer against raw calls of CBLAS and LAPACK and prints a line of JSON for each case;
  with --report it reads such lines, also those of numpy-benchmark.py, and writes a table in Markdown.
  """

var watch = Stopwatch()
var group: String?
var arguments = CommandLine.arguments.dropFirst()
while let argument = arguments.popFirst() {
  switch argument {
  case "--filter": watch.filters.append(arguments.popFirst() ?? "")
  case "--milliseconds":
    watch.budget = .milliseconds(Int(arguments.popFirst() ?? "") ?? 300)
  case "--group": group = arguments.popFirst()
  case "--list": watch.listsOnly = true
  case "--report":
    do {
      print(try report(Array(arguments)))
    } catch {
      FileHandle.standardError.write(Data("matrix-benchmark: \(error)\n".utf8))
      exit(1)
    }
    exit(0)
  default:
    print(usage)
    exit(argument == "--help" ? 0 : 1)
  }
}

let groups: [(name: String, run: (Stopwatch) throws -> Void)] = [
  ("products", benchmarkProducts), ("fixed", benchmarkFixed), ("linear", benchmarkLinear),
  ("orthogonal", benchmarkOrthogonal), ("elementwise", benchmarkElementwise),
  ("batches", benchmarkBatches),
]
for (name, run) in groups where group == nil || group == name { try run(watch) }
