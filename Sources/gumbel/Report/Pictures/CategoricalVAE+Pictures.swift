import Figures
import LatentModels
import LinearAlgebra
import RandomStreams
import Training

extension CategoricalVAE<Float>: PicturedModel {
  /// Images above their reconstructions from hard codes.
  func pictures(
    of images: Matrix<Float>, _ request: DrawingRequest, on canvas: Canvas
  ) throws -> [ModelPicture] {
    let shown = images.first(40)
    let decoded = decode(try hardCode(of: shown))
    return [
      ModelPicture(
        name: "reconstructions", title: "Reconstructions",
        alternative: "Rows of test images, each above the row of their reconstructions",
        caption: "Test images, and below each row what the decoder makes of their hard codes.",
        bitmap: canvas.bitmap(interleaving: [shown, decoded]))
    ]
  }

  /// Images decoded from codes of the prior, and traversals of the latents.
  func pictures(_ request: DrawingRequest, on canvas: Canvas) throws -> [ModelPicture] {
    if let latent = request.latent, !(0..<configuration.latents ~= latent) {
      throw TrainingError.invalid(
        name: "--latent", value: "\(latent)",
        expected: "0 to \(configuration.latents - 1), the latents of the model")
    }
    return [
      ModelPicture(
        name: "samples", title: "Samples from the prior",
        alternative: "Images decoded from random codes",
        caption: "Codes drawn from the \(configuration.prior.rawValue) prior, decoded to pixel "
          + "probabilities.",
        bitmap: priorSamples(request, on: canvas)),
      ModelPicture(
        name: request.latent.map { "traversal-\($0)" } ?? "traversal", title: "Traversals",
        alternative: "One row for each latent with that latent set to each of its classes",
        caption: "One random code; in row l latent l takes each of its classes in turn.",
        bitmap: traversals(request, on: canvas)),
    ]
  }

  /// Images decoded from codes of the prior.
  private func priorSamples(_ request: DrawingRequest, on canvas: Canvas) -> Bitmap {
    var generator = Purpose.priorSamples.stream(seed: request.seed)
    let decoded = decode(samplePrior(count: request.count, using: &generator))
    return canvas.bitmap(Canvas.pixels(decoded), columns: min(request.count, 10))
  }

  /// One row for each latent: the image of one prior code with that latent set to each class in turn.
  private func traversals(_ request: DrawingRequest, on canvas: Canvas) -> Bitmap {
    var generator = Purpose.priorSamples.stream(seed: request.seed).substream(1)
    let code = samplePrior(count: 1, using: &generator)
    let latents = request.latent.map { $0..<$0 + 1 } ?? 0..<configuration.latents
    let pixels = latents.flatMap { latent in
      Canvas.pixels(decode(traversal(of: latent, from: code)))
    }
    return canvas.bitmap(pixels, columns: configuration.classes)
  }
}
