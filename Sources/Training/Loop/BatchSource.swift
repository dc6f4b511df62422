import LatentModels
import LinearAlgebra
import RandomStreams

/// What the model is shown in each step: a batch of training samples, binarized, in the form it takes.
struct BatchSource: Sendable {
  private let samples: Matrix<Float>
  private let form: ObservationForm
  /// The stream of fresh pixels, if there are any.
  private let binarization: RandomStream?
  private var order: BatchOrder
  private var labelled: LabelledSamples?
  private var batch: Matrix<Float>

  /// The samples whose labels are shown, in an order of their own.
  private struct LabelledSamples: Sendable {
    var indices: [Int]
    var labels: [Int]
    var order: BatchOrder
    var distortion: LabelDistortion?
  }

  /// Prepares the batches of a run.
  ///
  /// A model that takes labels sees some labelled samples before a whole batch of unlabelled ones.
  init(_ configuration: RunConfiguration, dataset: Dataset) throws(TrainingError) {
    samples = dataset.training
    form = configuration.model.form
    let size = configuration.batchSize
    order = BatchOrder(samples: samples.columns, batchSize: size, seed: configuration.seed)
    if let plan = configuration.labels {
      let shown = try dataset.labelledSamples(plan.samples, seed: configuration.seed)
      // More than there are come round again, all equally often but for one.
      let rounds = (plan.batchSize + shown.count - 1) / shown.count
      let indices = Array(repeatElement(shown, count: rounds).joined())
      let labels = dataset.trainingLabels ?? []
      labelled = LabelledSamples(
        indices: indices, labels: indices.map { Int(labels[$0]) },
        order: BatchOrder(
          samples: indices.count, batchSize: plan.batchSize, stream: .labelledOrder,
          seed: configuration.seed),
        distortion: LabelDistortion(configuration, dataset: dataset))
    }
    let columns = size + (labelled?.order.batchSize ?? 0)
    batch = Matrix(rows: dataset.features, columns: columns)
    let isDynamic = configuration.binarization == .dynamic && dataset.process == nil
    binarization = isDynamic ? Purpose.binarization.stream(seed: configuration.seed) : nil
  }

  /// The number of steps that visit the training samples once.
  var stepsPerEpoch: Int { order.stepsPerEpoch }

  /// Returns what the model is shown in a step.
  mutating func observations(at step: Int) -> Observations<Float> {
    let unlabelled = order.indices(at: step)
    guard let chosen = labelled?.order.indices(at: step), let labelled else {
      fill(unlabelled, at: step)
      return form.observations(of: batch)
    }
    let shown = chosen.map { labelled.indices[$0] }
    fill(shown + unlabelled, at: step)
    labelled.distortion?.overwrite(&batch, withSamples: shown, of: samples, at: step)
    let unknown = [Int?](repeating: nil, count: unlabelled.count)
    return form.observations(of: batch, labels: chosen.map { labelled.labels[$0] } + unknown)
  }

  /// Gathers samples and binarizes them if that happens at every visit.
  private mutating func fill(_ indices: ArraySlice<Int>, at step: Int) {
    guard let binarization else {
      batch.gatherColumns(indices, of: samples)
      return
    }
    batch.drawColumns(indices, of: samples, stream: binarization.substream(UInt64(step)))
  }
}
