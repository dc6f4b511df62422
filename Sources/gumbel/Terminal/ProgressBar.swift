import Foundation
import Training

/// Shows how far a run is: a bar that redraws itself on a terminal, now and then a line elsewhere.
struct ProgressBar {
  private let terminal: Terminal
  private let isQuiet: Bool
  private let firstStep: Int
  private let start = ContinuousClock.now
  private var lastDraw: ContinuousClock.Instant?
  private var lastRecord: MetricsRecord?
  private var lastValidation: Double?
  private var linesWritten = 0
  private var isDrawn = false

  /// Starts the clock.
  ///
  /// - Parameters:
  ///   - terminal: Where to draw.
  ///   - isQuiet: Whether to draw nothing at all.
  ///   - firstStep: The number of steps done before, which the rate must not count.
  init(terminal: Terminal, isQuiet: Bool, firstStep: Int) {
    self.terminal = terminal
    self.isQuiet = isQuiet
    self.firstStep = firstStep
  }

  /// Takes note of a step and redraws if it is time to.
  mutating func update(_ progress: TrainingProgress) {
    if let record = progress.record {
      lastRecord = record
      lastValidation = record.validationBound ?? lastValidation
    }
    guard !isQuiet else { return }
    if terminal.isInteractive {
      let now = ContinuousClock.now
      let isLast = progress.step == progress.steps
      if let lastDraw, lastDraw.duration(to: now) < .milliseconds(100), !isLast { return }
      lastDraw = now
      isDrawn = true
      terminal.write("\r" + line(progress, columns: terminal.columns - 1) + "\u{1B}[K")
    } else if progress.step * 10 / max(progress.steps, 1) > linesWritten, lastRecord != nil {
      linesWritten = progress.step * 10 / max(progress.steps, 1)
      terminal.writeLine(fields(progress).joined(separator: "  "))
    }
  }

  /// Leaves the line of the bar.
  mutating func finish() {
    if isDrawn { terminal.write("\n") }
    isDrawn = false
  }

  /// The bar and as many fields as fit into the columns.
  private func line(_ progress: TrainingProgress, columns: Int) -> String {
    var fields = fields(progress)
    let minimumBar = 10
    while fields.count > 1,
      fields.reduce(0, { $0 + $1.count + 2 }) + minimumBar > columns
    {
      fields.removeLast()
    }
    let text = fields.joined(separator: "  ")
    let room = min(columns - text.count - 2, 40)
    guard room >= 4 else { return String(text.prefix(max(columns, 0))) }
    let filled = progress.steps == 0 ? room : room * progress.step / progress.steps
    let (full, empty) = terminal.hasUnicode ? ("━", "─") : ("#", "-")
    return terminal.accent(String(repeating: full, count: filled))
      + terminal.dim(String(repeating: empty, count: room - filled)) + "  " + text
  }

  /// What there is to say, the most important first.
  private func fields(_ progress: TrainingProgress) -> [String] {
    let seconds = start.duration(to: .now) / .seconds(1)
    let rate = Double(progress.step - firstStep) / max(seconds, 1e-9)
    let percent = progress.steps == 0 ? 100 : 100 * progress.step / progress.steps
    let left = Double(progress.steps - progress.step) / max(rate, 1e-9)
    var fields = ["\(progress.step)/\(progress.steps) \(percent)%"]
    if let record = lastRecord { fields.append("bound \(record.bound.fixed(2))") }
    if let lastValidation { fields.append("validation \(lastValidation.fixed(2))") }
    fields.append("\(Self.clock(left)) left")
    fields.append(
      "\(rate >= 1000 ? (rate / 1000).fixed(1) + "k" : rate.fixed(rate < 10 ? 1 : 0)) steps/s")
    if let record = lastRecord {
      fields.append("temperature \(record.temperature.fixed(2))")
      fields.append("perplexity \(record.perplexity.fixed(2))")
    }
    return fields
  }

  /// Minutes and seconds, with hours where there are any.
  static func clock(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds < 360_000 else { return "--:--" }
    let whole = Int(seconds.rounded())
    let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
    let tail = rest < 10 ? "0\(rest)" : "\(rest)"
    guard hours > 0 else { return "\(minutes):\(tail)" }
    return "\(hours):\(minutes < 10 ? "0" : "")\(minutes):\(tail)"
  }
}

extension Double {
  /// The number with a fixed count of decimals.
  func fixed(_ decimals: Int) -> String { String(format: "%.\(decimals)f", self) }
}
