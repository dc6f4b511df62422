import Categorical
import Figures
import Foundation
import LinearAlgebra
import NumericFiles
import RandomStreams

/// How often each class wins with Gumbel noise, and with Normal noise.
struct NoiseComparison: Encodable, Sendable {
  /// One kind of noise.
  struct Noise: Encodable, Sendable {
    var name: String
    var frequencies: [Double]
    /// The statistic of Pearson's test against the probabilities.
    var chiSquare: Double
    /// Whether a chance of less than one in a million explains it.
    var isRejected: Bool

    enum CodingKeys: String, CodingKey {
      case name, frequencies
      case chiSquare = "chi_square"
      case isRejected = "is_rejected"
    }
  }

  var probabilities: [Double]
  var draws: Int
  var seed: UInt64
  var noises: [Noise]
  /// How often the weaker of two classes wins, by the distance of their logits.
  var gaps: [Double]
  var gapFrequencies: [[Double]]

  enum CodingKeys: String, CodingKey {
    case probabilities, draws, seed, noises, gaps
    case gapFrequencies = "gap_frequencies"
  }

  private enum Kind: CaseIterable {
    case gumbel, normal, wideNormal

    var name: String {
      switch self {
      case .gumbel: "Gumbel noise"
      case .normal: "Normal noise"
      case .wideNormal: "Normal, Gumbel's variance"
      }
    }

    /// The standard deviation of Normal noise.
    var deviation: Double { self == .wideNormal ? Double.pi / 6.0.squareRoot() : 1 }
  }

  /// Draws the noise.
  ///
  /// - Parameters:
  ///   - probabilities: The probabilities `p` of the classes, positive, with sum one.
  ///   - draws: The number of draws for each kind of noise.
  ///   - seed: The seed of the noise.
  init(probabilities: [Double], draws: Int, seed: UInt64) {
    self.probabilities = probabilities
    self.draws = draws
    self.seed = seed
    noises = []
    let logits = probabilities.map { log($0) }
    let stream = RandomStream(seed: seed).substream(named: "why")
    for (index, kind) in Kind.allCases.enumerated() {
      let counts = Self.wins(kind, logits, draws: draws, stream: stream.substream(UInt64(index)))
      let chiSquare = zip(counts, probabilities).reduce(0) { sum, pair in
        let expected = Double(draws) * pair.1
        return sum + (pair.0 - expected) * (pair.0 - expected) / expected
      }
      noises.append(
        Noise(
          name: kind.name, frequencies: counts.map { $0 / Double(draws) }, chiSquare: chiSquare,
          isRejected: chiSquare > Self.bound(degrees: probabilities.count - 1)))
    }
    gaps = (0...8).map { Double($0) }
    gapFrequencies = []
    for (index, kind) in Kind.allCases.enumerated() {
      gapFrequencies.append(
        gaps.map { gap in
          let stream = stream.substream(UInt64(10 + index), UInt64(gap))
          let wins = Self.wins(kind, [0, -gap], draws: draws, stream: stream)
          return wins[1] / Double(draws)
        })
    }
  }

  /// What a chi-square statistic exceeds with probability 1e-6, by Wilson and Hilferty.
  static func bound(degrees: Int) -> Double {
    let k = Double(max(degrees, 1))
    let z = 4.7534
    return k * pow(1 - 2 / (9 * k) + z * (2 / (9 * k)).squareRoot(), 3)
  }

  /// How often each class has the largest sum of logit and noise.
  private static func wins(
    _ kind: Kind, _ logits: [Double], draws: Int, stream: RandomStream
  ) -> [Double] {
    var stream = stream
    var counts = [Double](repeating: 0, count: logits.count)
    let block = 10_000
    var noise = [Double](repeating: 0, count: block * logits.count)
    for first in stride(from: 0, to: draws, by: block) {
      var span = noise.mutableSpan
      if kind == .gumbel { stream.fillGumbel(&span) } else { stream.fillNormal(&span) }
      for draw in 0..<min(block, draws - first) {
        var (best, winner) = (-Double.infinity, 0)
        for (k, logit) in logits.enumerated() {
          let value = logit + kind.deviation * noise[draw * logits.count + k]
          if value > best { (best, winner) = (value, k) }
        }
        counts[winner] += 1
      }
    }
    return counts
  }

  /// How often the weaker of two classes should win: the probability that a softmax gives it.
  var expectedGaps: [Double] { gaps.map { 1 / (1 + exp($0)) } }

  /// Everything for a terminal.
  var summary: String {
    func percent(_ value: Double) -> String { "\((100 * value).fixed(3)) %" }
    let head = ["class", "p"] + noises.map(\.name)
    let body = probabilities.indices.map { k in
      ["\(k + 1)", percent(probabilities[k])] + noises.map { percent($0.frequencies[k]) }
    }
    let verdicts =
      ["chi-square", ""] + noises.map { "\($0.chiSquare.fixed(1))" }
    let judged = ["follows p", ""] + noises.map { $0.isRejected ? "no" : "yes" }
    func share(_ value: Double) -> String { value == 0 ? "never" : String(format: "%.2e", value) }
    let gapRows = gaps.indices.map { index in
      [gaps[index].fixed(0), share(expectedGaps[index])]
        + gapFrequencies.map { share($0[index]) }
    }
    return """
      \(wrapped("How often each class wins, if noise is added to the logits log p and the largest sum taken; \(draws) draws."))

      \(columns([head] + body + [verdicts, judged]))

      \(wrapped("How often the weaker of two classes wins, by the distance of their logits:"))

      \(columns([["distance", "softmax"] + noises.map(\.name)] + gapRows))

      \(wrapped(Self.reason))
      """
  }

  /// Why it must be Gumbel noise.
  static let reason =
    "With Gumbel noise the frequencies are the probabilities: P(argmax = i) = exp(l_i) / Σ exp(l_k). No "
    + "other noise does that for all logits. One class against n equal ones must win as often as "
    + "against a single one with a logit higher by log n, so the maximum of n noises has to be the noise "
    + "moved by log n: F(x)^n = F(x - log n). Only F(x) = exp(-c exp(-x)) satisfies that: Gumbel, but for "
    + "a shift. Normal noise comes close in the middle, even with the same variance, and its tail "
    + "starves rare classes."

  /// The charts, with the name of the file of each.
  var barChart: BarChart {
    var chart = BarChart(
      title: "How often each class wins", groups: probabilities.indices.map { "\($0 + 1)" },
      xLabel: "class", yLabel: "frequency",
      series: [.init("p", probabilities)] + noises.map { .init($0.name, $0.frequencies) })
    chart.width = probabilities.count > 4 ? 700 : 460
    return chart
  }

  /// How often the weaker of two classes wins.
  var lineChart: LineChart {
    var chart = LineChart(
      title: "The weaker of two classes", xLabel: "distance of the logits",
      yLabel: "how often it wins")
    chart.yScale = .logarithmic
    chart.series =
      [LineChart.Series("softmax", x: gaps, y: expectedGaps)]
      + zip(noises, gapFrequencies).map { LineChart.Series($0.name, x: gaps, y: $1) }
    return chart
  }

  /// Writes the page and the charts.
  func write(to folder: String) throws {
    try AtomicFile.write(barChart.svg(), to: "\(folder)/frequencies.svg")
    try AtomicFile.write(lineChart.svg(), to: "\(folder)/rare.svg")
    var page = HTMLReport(
      title: "Why Gumbel?",
      subtitle: "Noise is added to the logits log p and the largest sum taken, \(draws) times.")
    page.highlights = noises.map { noise in
      HTMLReport.Fact("\(noise.name) follows p", noise.isRejected ? "no" : "yes")
    }
    page.sections = [
      HTMLReport.Section(
        "Argmax under noise", Self.reason,
        blocks: [
          .figures([
            Figure(
              barChart,
              caption: "The probabilities beside the frequencies; only Gumbel noise gives the same."
            ),
            Figure(
              lineChart,
              caption:
                "On a logarithmic scale. The curves of softmax and Gumbel noise are one; points "
                + "are missing where the weaker class never won."),
          ])
        ]),
      HTMLReport.Section(
        "Numbers",
        blocks: [
          .table(
            HTMLReport.Table(
              header: ["class", "p"] + noises.map(\.name),
              rows: probabilities.indices.map { k in
                ["\(k + 1)", probabilities[k].fixed(6)]
                  + noises.map { $0.frequencies[k].fixed(6) }
              } + [["chi-square", ""] + noises.map { $0.chiSquare.fixed(1) }],
              caption: "By chance alone the chi-square statistic exceeds "
                + "\(Self.bound(degrees: probabilities.count - 1).fixed(1)) once in a million."))
        ]),
    ]
    page.footer = "Made by gumbel why, seed \(seed)."
    try AtomicFile.write(page.html(), to: "\(folder)/report.html")
  }
}
