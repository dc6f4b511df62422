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
  let model: any LatentModel<Float>
  let records: [MetricsRecord]
  let evaluation: RunEvaluation
  let usage: CodeUsage

  /// Writes `report.html` and the pictures under `images`.
  func write(to folder: RunFolder) throws {
    let images = try imageSection(folder)
    var page = HTMLReport(
      title: "\(configuration.model.kind.title) on \(dataset.name)", subtitle: subtitle)
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
    guard configuration.imageHeight > 1, let model = model as? any PicturedModel else {
      return nil
    }
    let canvas = Canvas(height: configuration.imageHeight, width: configuration.imageWidth)
    let request = DrawingRequest(seed: configuration.seed)
    let pictures =
      try model.pictures(of: dataset.test, request, on: canvas)
      + model.pictures(request, on: canvas)
    guard !pictures.isEmpty else { return nil }
    try makeFolder(folder.file("images"))
    for picture in pictures { try picture.write(to: folder.file("images")) }
    return HTMLReport.Section("Images", blocks: [.figures(pictures.map(\.figure))])
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
      if let accuracy = evaluation.accuracy {
        facts.append(.init("test accuracy", "\((100 * accuracy).fixed(1)) %"))
      }
      if configuration.model.kind.hasPrior {
        facts.append(.init("divergence, nats", evaluation.divergence.fixed(2)))
      }
      facts.append(
        .init("code perplexity of \(model.usageLayout.classes)", evaluation.perplexity.fixed(2)))
    }
    return facts
  }

  /// The curves of the training.
  private var curves: [Figure] {
    var bound = chart("Bound", "nats", [("training", \.bound), ("validation", \.validationBound)])
    if let optimum = evaluation.optimum {
      bound.references.append(.init(optimum, label: "exact optimum \(optimum.fixed(2))"))
    }
    let classes = model.usageLayout.classes
    var figures = [
      Figure(
        bound,
        caption: "Bound of the training batches, with \(Self.codes(configuration.trainingSamples)) "
          + "for each sample"
          + (configuration.validation == nil
            ? "." : ", and of the validation samples, with hard codes."))
    ]
    if records.contains(where: { $0.accuracy != nil }) {
      figures.append(
        Figure(
          chart(
            "Accuracy", "share", [("labelled", \.accuracy), ("validation", \.validationAccuracy)]),
          caption: "Share of samples whose class the classifier gets right."))
    }
    if configuration.model.kind.hasPrior {
      figures.append(
        Figure(
          chart("Divergence", "nats", [("", \.divergence)]),
          caption: "KL of the codes from the prior."))
    }
    figures += [
      Figure(
        chart("Temperature", "", [("", \.temperature)]), caption: "Temperature of the relaxation."),
      Figure(
        chart("Perplexity", "classes", [("", \.perplexity)]),
        caption: "Perplexity of the drawn codes, mean over latents, of at most \(classes)."),
    ]
    return figures
  }

  /// A chart of one or several figures of the records; those that no record has are left out.
  private func chart(
    _ title: String, _ unit: String, _ figures: [(name: String, value: (MetricsRecord) -> Double?)]
  ) -> LineChart {
    var chart = LineChart(title: title, xLabel: "step", yLabel: unit)
    for (name, value) in figures {
      let points = records.compactMap { record in value(record).map { (Double(record.step), $0) } }
      guard !points.isEmpty else { continue }
      chart.series.append(.init(name, x: points.map(\.0), y: points.map(\.1)))
    }
    return chart
  }

  /// A number of codes in words.
  private static func codes(_ count: Int) -> String { count == 1 ? "one code" : "\(count) codes" }

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
    if let model = model as? CategoricalVAE<Float>, let process = dataset.process,
      let truth = dataset.testFactors
    {
      let code = try model.hardCode(of: dataset.test)
      let recovery = FactorRecovery(
        process: process, truth: truth, reconstructions: model.decode(code),
        codes: classIndices(of: code, classes: classes))
      figures.append(
        Figure(
          HeatMap(
            title: "What codes tell of factors",
            rows: recovery.information.indices.map(String.init),
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
      .init("validation samples", "\(dataset.validation.columns)"),
      .init("test samples", "\(dataset.test.columns)"),
      .init("binarization", configuration.binarization.rawValue),
      .init("model", configuration.model.summary),
    ] + configuration.objectiveFacts.map { .init($0.name, $0.value) } + [
      .init("batch size", "\(configuration.batchSize)"),
      .init("steps", "\(evaluation.steps)"),
      .init("seed", "\(configuration.seed)"),
    ]
  }
}
