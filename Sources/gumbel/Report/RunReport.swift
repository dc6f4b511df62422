import Categorical
import Figures
import Foundation
import LatentModels
import LinearAlgebra
import NeuralNetwork
import NumericFiles
import Training

/// The page and the pictures that a run leaves behind.
struct RunReport {
  let configuration: RunConfiguration
  let dataset: Dataset
  let model: CategoricalVAE<Float>
  let records: [MetricsRecord]
  let evaluation: RunEvaluation
  let usage: CodeUsage

  /// Writes `report.html` and the pictures under `images`.
  func write(to folder: RunFolder) throws {
    let images = try imageSection(folder)
    var page = HTMLReport(title: "Categorical VAE on \(dataset.name)", subtitle: subtitle)
    page.highlights = highlights
    page.sections = [
      HTMLReport.Section(
        "Training", "Means over \(configuration.metricsInterval) steps, on training batches.",
        blocks: [.figures(curves)])
    ]
    if let images { page.sections.append(images) }
    page.sections += [
      HTMLReport.Section("Codes", blocks: [.figures(try codeFigures())]),
      HTMLReport.Section(
        "Evaluation",
        blocks: [
          .table(
            HTMLReport.Table(
              header: ["figure", "value", ""],
              rows: evaluation.rows.map { [$0.name, $0.value, $0.remark] }))
        ]),
      HTMLReport.Section("Settings", blocks: [.facts(settings)]),
    ]
    page.footer = "Made by gumbel train. The numbers behind the curves are in metrics.jsonl."
    try AtomicFile.write(page.html(), to: folder.file("report.html"))
  }

  /// Writes the pictures and shows them; nothing for samples that are no images.
  private func imageSection(_ folder: RunFolder) throws -> HTMLReport.Section? {
    guard configuration.imageHeight > 1 else { return nil }
    let pictures = ModelPictures(
      model: model, height: configuration.imageHeight, width: configuration.imageWidth)
    let reconstructions = try pictures.reconstructions(of: dataset.test)
    let samples = pictures.priorSamples(count: 40, seed: configuration.seed)
    let traversals = pictures.traversals(
      of: 0..<configuration.model.latents, seed: configuration.seed)
    try makeFolder(folder.file("images"))
    for (name, picture) in [
      ("reconstructions", reconstructions), ("samples", samples), ("traversal", traversals),
    ] {
      try AtomicFile.write(picture.png, to: folder.file("images/\(name).png"))
    }
    return HTMLReport.Section(
      "Images",
      blocks: [
        .figures([
          Figure(
            reconstructions.bitmap, title: "Reconstructions",
            alternative: "Rows of test images, each above the row of their reconstructions",
            zoom: 1,
            caption: "Test images, and below each row what the decoder makes of their hard codes."
          ),
          Figure(
            samples.bitmap, title: "Samples from the prior",
            alternative: "Images decoded from random codes", zoom: 1,
            caption: "Codes drawn from the uniform prior, decoded to pixel probabilities."),
          Figure(
            traversals.bitmap, title: "Traversals",
            alternative: "One row for each latent with that latent set to each of its classes",
            zoom: 1,
            caption: "One random code; in row l latent l takes each of its classes in turn."),
        ])
      ])
  }

  /// One line about the run.
  private var subtitle: String {
    "\(configuration.model.summary); \(configuration.estimator.rawValue); "
      + "\(evaluation.steps) steps, seed \(configuration.seed)"
  }

  /// The numbers that matter most.
  private var highlights: [HTMLReport.Fact] {
    var facts = [
      HTMLReport.Fact("test bound, nats (m = \(evaluation.samples))", evaluation.bound.fixed(2))
    ]
    if let optimum = evaluation.optimum, let gap = evaluation.gap {
      facts.append(.init("exact optimum, nats", optimum.fixed(2)))
      facts.append(.init("gap, nats", gap.fixed(2)))
    }
    if let accuracy = evaluation.factorAccuracy {
      facts.append(.init("factor values read back right", "\((100 * accuracy).fixed(1)) %"))
    } else {
      facts.append(.init("divergence, nats", evaluation.divergence.fixed(2)))
      facts.append(
        .init("code perplexity of \(configuration.model.classes)", evaluation.perplexity.fixed(2)))
    }
    return facts
  }

  /// The curves of the training.
  private var curves: [Figure] {
    let steps = records.map { Double($0.step) }
    func chart(
      _ title: String, _ unit: String, _ value: (MetricsRecord) -> Double
    ) -> LineChart {
      LineChart(
        title: title, xLabel: "step", yLabel: unit,
        series: [.init(title, x: steps, y: records.map(value))])
    }
    var bound = chart("Bound", "nats", \.bound)
    if let optimum = evaluation.optimum {
      bound.references.append(.init(optimum, label: "exact optimum \(optimum.fixed(2))"))
    }
    return [
      Figure(bound, caption: "Evidence lower bound with one code for each sample."),
      Figure(chart("Divergence", "nats", \.divergence), caption: "KL of the codes from the prior."),
      Figure(chart("Temperature", "", \.temperature), caption: "Temperature of the relaxation."),
      Figure(
        chart("Perplexity", "classes", \.perplexity),
        caption: "Perplexity of the drawn codes, mean over latents, of at most "
          + "\(configuration.model.classes)."),
    ]
  }

  /// How codes are used and, where the factors are known, what they tell of them.
  private func codeFigures() throws -> [Figure] {
    let (latents, classes) = (usage.latents, usage.classes)
    let frequencies = (0..<latents).flatMap { usage.frequencies(of: $0) }
    var figures = [
      Figure(
        HeatMap(
          title: "Code usage", rows: (0..<latents).map(String.init),
          columns: (0..<classes).map(String.init), values: frequencies, rowLabel: "latent",
          columnLabel: "class"),
        caption: "How often each latent takes each class over the test samples.")
    ]
    if let process = dataset.process, let truth = dataset.testFactors {
      let code = try model.hardCode(of: dataset.test)
      let recovery = FactorRecovery(
        process: process, truth: truth, reconstructions: model.decode(code),
        codes: classIndices(of: code, classes: classes))
      figures.append(
        Figure(
          HeatMap(
            title: "What codes tell of factors", rows: (0..<latents).map(String.init),
            columns: (0..<process.factors).map(String.init),
            values: recovery.information.flatMap(\.self), rowLabel: "latent",
            columnLabel: "factor"),
          caption:
            "Mutual information as a share of the factor's entropy. A factor that one latent "
            + "captured one to one has a single dark cell."))
    }
    return figures
  }

  /// How the run was configured.
  private var settings: [HTMLReport.Fact] {
    [
      .init("data", configuration.data.summary),
      .init("training samples", "\(dataset.training.columns)"),
      .init("test samples", "\(dataset.test.columns)"),
      .init("binarization", configuration.binarization.rawValue),
      .init("model", configuration.model.summary),
      .init("estimator", configuration.estimator.rawValue),
      .init("temperature", configuration.temperature.description),
      .init("learning rate (Adam)", configuration.learningRate.description),
      .init("weight of the divergence", configuration.divergenceWeight.description),
      .init("batch size", "\(configuration.batchSize)"),
      .init("steps", "\(evaluation.steps)"),
      .init("seed", "\(configuration.seed)"),
    ]
  }
}
