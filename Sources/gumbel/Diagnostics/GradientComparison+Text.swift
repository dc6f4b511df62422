import Categorical
import Foundation

extension GradientQuality {
  /// The bias in per cent of the gradient, or a sign that none was found.
  var biasText: String {
    largestZ < Self.significance
      ? "none seen" : "\((100 * bias).fixed(100 * bias < 9.95 ? 1 : 0)) %"
  }

  /// From here on a z-score is not an accident: about one in a million for each row.
  static let significance = 4.9

  /// The largest z-score for a table.
  var zText: String { largestZ.isFinite ? largestZ.fixed(1) : "inf" }
}

extension GradientComparison {
  /// What is compared, in a sentence.
  var headline: String {
    "The gradient of E[f(D)] by the logits of \(problem.latents) categoricals of "
      + "\(problem.classes) classes; f is \(problem.kind.summary). Exact by enumeration of "
      + "\(problem.states) samples; \(draws) draws of each estimator, temperature "
      + "\(temperature.formatted)."
  }

  /// How to read the table.
  var legend: String {
    "Bias, deviation and error are in per cent of the length of the exact gradient: error² = bias² + "
      + "deviation², for one draw. Cosine is that of one draw, on average. z is the largest z-score of "
      + "the mean over the rows: below \(GradientQuality.significance) no bias was seen, which leaves "
      + "room for one of about the noise. Calls counts evaluations of f for a draw."
  }

  /// What the table of kinds shows.
  var explanation: String {
    "Why: every path-wise estimator replaces the difference f(a) - f(b) between two classes, which the "
      + "exact gradient is made of, by derivatives at the one sample that was drawn. Straight-through "
      + "does it to first order, so it is exact for linear f; ReinMax and ZGR to second order, as a "
      + "trapezoid integrates, so they are exact for quadratic f too and less biased elsewhere. "
      + "Straight-through Gumbel-Softmax takes the derivative at the one-hot sample but the slope of "
      + "another, relaxed one: even for linear f the two do not fit together. RLOO needs no derivative "
      + "and has no bias; it pays with its deviation."
  }

  /// The header of the table.
  static let header = ["estimator", "bias", "noise", "deviation", "error", "cosine", "z", "calls"]

  /// The cells of the table.
  var cells: [[String]] {
    rows.map { row in
      let q = row.quality
      return [
        row.estimator.rawValue, q.biasText, "\((100 * q.biasNoise).fixed(1)) %",
        "\((100 * q.deviation).fixed(0)) %", "\((100 * q.error).fixed(0)) %",
        q.drawCosine.fixed(2), q.zText, q.evaluations.fixed(0),
      ]
    }
  }

  /// The cells of the table of kinds.
  var kindCells: [[String]] {
    kinds.map { [$0.estimator.rawValue] + $0.qualities.map(\.biasText) }
  }

  /// Everything for a terminal.
  var summary: String {
    var text = wrapped(headline) + "\n"
    for need in EstimatorName.Need.allCases {
      let part = zip(rows, cells).filter { $0.0.estimator.need == need }.map(\.1)
      guard !part.isEmpty else { continue }
      text += "\nNeeds \(need.summary):\n" + columns([Self.header] + part) + "\n"
    }
    text += "\n" + wrapped(legend)
    if !kinds.isEmpty {
      text += "\n\nBias by kind of function, at temperature 1:\n"
      text += columns([["estimator"] + ProblemKind.allCases.map(\.rawValue)] + kindCells)
      text += "\n\n" + wrapped(explanation)
    }
    return text
  }
}

extension ProblemKind {
  /// The function in a few words.
  var summary: String {
    switch self {
    case .linear: "linear"
    case .quadratic: "a mean of eight squares"
    case .cubic: "a mean of eight cubes"
    case .network: "a network of eight tanh units"
    }
  }
}

extension Double {
  /// The number with as many decimals as it needs.
  var formatted: String {
    let text = String(format: "%.4g", self)
    return text
  }
}

/// Breaks text into lines of at most 78 characters.
func wrapped(_ text: String) -> String {
  var lines: [String] = []
  var line = ""
  for word in text.split(separator: " ") {
    if !line.isEmpty, line.count + 1 + word.count > 78 {
      lines.append(line)
      line = ""
    }
    line += line.isEmpty ? String(word) : " " + word
  }
  return (lines + [line]).joined(separator: "\n")
}

/// Aligns cells in columns, the first to the left and the others to the right.
func columns(_ rows: [[String]]) -> String {
  let count = rows.map(\.count).max() ?? 0
  let widths = (0..<count).map { column in rows.map { $0[column].count }.max() ?? 0 }
  return rows.map { row in
    var line = "  " + row[0].padding(toLength: widths[0], withPad: " ", startingAt: 0)
    for column in 1..<count {
      line += String(repeating: " ", count: widths[column] - row[column].count + 2) + row[column]
    }
    return line
  }.joined(separator: "\n")
}
