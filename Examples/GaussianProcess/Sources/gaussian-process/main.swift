import Foundation
import LinearAlgebra

let usage = """
  gaussian-process [DATA.csv] [--output PLOT.svg]

  Fits a curve with error bars to points (x, y), two numbers a line, or to built-in noisy points, and
  draws it. The length scale and the noise are those of the largest marginal likelihood.
  """

func run(_ arguments: [String]) throws {
  var file: String?
  var output = "gaussian-process.svg"
  var arguments = arguments[...]
  while let argument = arguments.popFirst() {
    switch argument {
    case "--help", "-h": return print(usage)
    case "--output":
      guard let name = arguments.popFirst() else { throw Failure("--output needs a file name") }
      output = name
    case _ where argument.hasPrefix("-") || file != nil:
      throw Failure("unknown argument \(argument); see --help")
    default: file = argument
    }
  }

  let points = try file.map(readPoints) ?? toyPoints()
  let model = try GaussianProcess(fitting: points)
  print("\(points.x.count) points")
  print(String(format: "length scale %.3g", model.lengthScale))
  print(String(format: "signal ±%.3g, noise ±%.3g", model.signal, model.noise))
  print(String(format: "log marginal likelihood %.2f", model.logLikelihood))

  let (low, high) = (points.x.minimum() ?? 0, points.x.maximum() ?? 1)
  let margin = 0.08 * (high - low)
  let grid = Vector(count: 300) { low - margin + (high - low + 2 * margin) * Double($0) / 299 }
  let prediction = try model.predict(at: grid)
  let plot = Plot(
    points: points, grid: grid, mean: prediction.mean, deviation: prediction.deviation,
    truth: file == nil ? grid.map(toyCurve) : nil)
  do {
    try plot.svg.write(toFile: output, atomically: true, encoding: .utf8)
  } catch {
    throw Failure("cannot write \(output)")
  }
  print("wrote \(output)")
}

/// What the user can do something about, in one line.
struct Failure: Error {
  let message: String

  init(_ message: String) { self.message = message }
}

do {
  try run(Array(CommandLine.arguments.dropFirst()))
} catch {
  let message = (error as? Failure)?.message ?? "\(error)"
  FileHandle.standardError.write(Data("gaussian-process: \(message)\n".utf8))
  exit(1)
}
