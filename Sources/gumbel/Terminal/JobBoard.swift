import Experiments
import Foundation

/// Shows the runs of an experiment: on a terminal one line for each that runs, below what ended.
struct JobBoard {
  private let terminal: Terminal
  private let isQuiet: Bool
  private let names: [String]
  private let quantities: [Quantity]
  private let start = ContinuousClock.now
  private var began: [Int: (time: ContinuousClock.Instant, step: Int)] = [:]
  private var states: [JobState]
  private var lastDraw: ContinuousClock.Instant?
  private var linesDrawn = 0

  /// Starts the clock.
  ///
  /// - Parameters:
  ///   - experiment: The experiment.
  ///   - terminal: Where to draw.
  ///   - isQuiet: Whether to draw nothing at all.
  init(_ experiment: Experiment, terminal: Terminal, isQuiet: Bool) {
    self.terminal = terminal
    self.isQuiet = isQuiet
    names = experiment.jobs.map(\.name)
    quantities = experiment.jobs.map { experiment.quantity(of: $0) }
    states = Array(repeating: .waiting, count: names.count)
  }

  /// Takes note of the states and redraws if it is time to.
  mutating func update(_ new: [JobState]) {
    let now = ContinuousClock.now
    var ended: [String] = []
    for (index, state) in new.enumerated() {
      if case .running(let progress) = state, began[index] == nil, progress.steps != nil {
        began[index] = (now, progress.step)
      }
      guard case .running = states[index] else { continue }
      switch state {
      case .finished(let numbers):
        let quantity = quantities[index]
        let figure = numbers[quantity.key].map {
          ", \(quantity.name) \(($0 * quantity.scale).fixed(quantity.decimals))"
        }
        ended.append("\(names[index]): finished\(figure ?? "")")
      case .failed(let reason): ended.append("\(names[index]): failed: \(reason)")
      case .interrupted: ended.append("\(names[index]): saved")
      case .waiting, .running: break
      }
    }
    states = new
    guard !isQuiet else { return }
    guard terminal.isInteractive else {
      let done = states.count { if case .running = $0 { false } else { $0 != .waiting } }
      for line in ended { terminal.writeLine("[\(done)/\(names.count)] \(line)") }
      return
    }
    if ended.isEmpty, let lastDraw, lastDraw.duration(to: now) < .milliseconds(200) { return }
    lastDraw = now
    erase()
    for line in ended { terminal.writeLine(String(line.prefix(terminal.columns - 1))) }
    let lines = lines(at: now, columns: terminal.columns - 1)
    for line in lines { terminal.writeLine(line) }
    linesDrawn = lines.count
  }

  /// Removes the lines of what runs.
  mutating func erase() {
    if linesDrawn > 0 { terminal.write("\u{1B}[\(linesDrawn)A\u{1B}[J") }
    linesDrawn = 0
  }

  /// A line on the whole and one for each run.
  private func lines(at now: ContinuousClock.Instant, columns: Int) -> [String] {
    var finished = 0
    var lines: [String] = []
    let width = min(names.map(\.count).max() ?? 0, columns / 3)
    for (index, state) in states.enumerated() {
      if case .finished = state { finished += 1 }
      guard case .running(let progress) = state else { continue }
      lines.append(line(index, progress, at: now, width: width, columns: columns))
    }
    let seconds = start.duration(to: now) / .seconds(1)
    let head = "\(finished) of \(names.count) runs finished, \(ProgressBar.clock(seconds))"
    return [terminal.dim(String(head.prefix(columns)))] + lines
  }

  private func line(
    _ index: Int, _ progress: JobProgress, at now: ContinuousClock.Instant, width: Int,
    columns: Int
  ) -> String {
    let name = String(names[index].suffix(width))
      .padding(toLength: width, withPad: " ", startingAt: 0)
    guard let steps = progress.steps, steps > 0 else { return "  \(name)  starting" }
    var fields = ["\(progress.step)/\(steps)"]
    if let value = progress.value { fields.append("bound \(value.fixed(2))") }
    if progress.step >= steps {
      fields.append("evaluating")
    } else if let (time, first) = began[index], progress.step > first {
      let pace = time.duration(to: now) / .seconds(1) / Double(progress.step - first)
      fields.append("\(ProgressBar.clock(pace * Double(steps - progress.step))) left")
    }
    let text = fields.joined(separator: "  ")
    let room = min(20, columns - width - text.count - 6)
    guard room >= 4 else { return String("  \(name)  \(text)".prefix(columns)) }
    let filled = min(room, room * progress.step / steps)
    let (full, empty) = terminal.hasUnicode ? ("━", "─") : ("#", "-")
    return "  \(name)  " + terminal.accent(String(repeating: full, count: filled))
      + terminal.dim(String(repeating: empty, count: room - filled)) + "  " + text
  }
}
