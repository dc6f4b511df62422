import Figures
import LatentModels
import LinearAlgebra
import RandomStreams
import Training

extension SemiSupervisedVAE<Float>: PicturedModel {
  /// None: what the model says of images is their class.
  func pictures(
    of images: Matrix<Float>, _ request: DrawingRequest, on canvas: Canvas
  ) throws -> [ModelPicture] { [] }

  /// One row for each style, with one image for each class.
  func pictures(_ request: DrawingRequest, on canvas: Canvas) throws -> [ModelPicture] {
    var generator = Purpose.priorSamples.stream(seed: request.seed)
    let styles = max(1, min(request.count / configuration.classes, 1000))
    return [
      ModelPicture(
        name: "grid", title: "Classes by styles",
        alternative: "One row for each style, one column for each class",
        caption: "Each row has a style drawn from the prior; column k shows it as class k.",
        bitmap: canvas.bitmap(
          Canvas.pixels(grid(styles: styles, using: &generator)), columns: configuration.classes))
    ]
  }
}
