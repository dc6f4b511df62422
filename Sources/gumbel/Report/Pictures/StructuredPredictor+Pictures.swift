import Figures
import LatentModels
import LinearAlgebra
import RandomStreams
import Training

extension StructuredPredictor<Float>: PicturedModel {
  /// Images above several completions of their upper halves.
  func pictures(
    of images: Matrix<Float>, _ request: DrawingRequest, on canvas: Canvas
  ) throws -> [ModelPicture] {
    let shown = images.first(20)
    let halves = Observations(halvesOf: shown)
    let stream = Purpose.priorSamples.stream(seed: request.seed)
    let completed = try (0..<3).map { draw in
      let lower = try completions(of: halves.inputs, stream: stream.substream(UInt64(draw)))
      return Matrix(stackingRows: [halves.inputs, lower])
    }
    return [
      ModelPicture(
        name: "completions", title: "Completions",
        alternative: "Rows of test images, each above three rows of completions",
        caption: "Test images, and below each row three draws of what the model makes of their "
          + "upper halves: pixel probabilities of the lower halves given one sample of the latents.",
        bitmap: canvas.bitmap(interleaving: [shown] + completed))
    ]
  }

  /// None: without an upper half there is nothing to complete.
  func pictures(_ request: DrawingRequest, on canvas: Canvas) throws -> [ModelPicture] { [] }
}
