import ArgumentParser
import Figures
import Foundation
import LatentModels
import LinearAlgebra
import NumericFiles
import RandomStreams
import Training

/// Draws images from a trained model.
struct Sample: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draw images from a trained model.",
    discussion: """
      Writes two PNG files: images decoded from codes of the uniform prior, and a traversal, one row \
      for each latent (or for the one given) with that latent set to each of its classes in turn.
      """)

  @Argument(help: ArgumentHelp("The folder of a run.", valueName: "folder"))
  var folder: String

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Images to draw from the prior.", valueName: "n"))
  var count = 64

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The latent to walk through (default: all).", valueName: "index"))
  var latent: Int?

  @Option(parsing: .unconditional, help: ArgumentHelp("Seed of the codes.", valueName: "n"))
  var seed: UInt64 = 0

  @Option(
    help: ArgumentHelp(
      "Where to write (default: images in the folder of the run).", valueName: "folder"))
  var output: String?

  func validate() throws {
    guard 1...10000 ~= count else {
      throw ValidationError("--count \(count) is not between 1 and 10000.")
    }
  }

  func run() throws {
    let run = RunFolder(folder)
    let configuration = try run.readConfiguration()
    try configuration.checkMemory()
    let model = try run.readModel(configuration).model
    guard let pictured = model as? any PicturedModel else {
      throw TrainingError.unusableData(path: folder, reason: "has a model that draws no images")
    }
    let pictures = try pictured.pictures(
      DrawingRequest(count: count, latent: latent, seed: seed),
      on: Canvas(height: configuration.imageHeight, width: configuration.imageWidth))
    let target = output ?? run.file("images")
    try makeFolder(target)
    let paths = try pictures.map { try $0.write(to: target) }
    try writeOutput(paths.joined(separator: "\n"))
  }
}
