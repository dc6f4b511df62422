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
      Writes PNG files. An autoencoder draws images decoded from codes of the prior, and a traversal, \
      one row for each latent (or for the one given) with that latent set to each of its classes in \
      turn; a semi-supervised one draws each class in some styles; a network that completes images \
      completes test images.
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

  @Option(
    help: ArgumentHelp(
      "The data, if they moved since the run and are needed.", valueName: "toy|folder|file.npy"))
  var data: String?

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
    let request = DrawingRequest(count: count, latent: latent, seed: seed)
    let canvas = Canvas(height: configuration.imageHeight, width: configuration.imageWidth)
    var pictures = try pictured.pictures(request, on: canvas)
    if pictures.isEmpty {
      let dataset = try loadRun(folder, data: data).dataset
      pictures = try pictured.pictures(of: dataset.test, request, on: canvas)
    }
    let target = output ?? run.file("images")
    try makeFolder(target)
    let paths = try pictures.map { try $0.write(to: target) }
    try writeOutput(paths.joined(separator: "\n"))
  }
}
