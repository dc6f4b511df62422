extension Schedule: CustomStringConvertible {
  /// The schedule in a few words, for reports.
  public var description: String {
    switch form {
    case .constant(let value):
      "\(value)"
    case .exponential(let initial, let rate, let floor, let interval):
      "\(initial) · exp(-\(rate) · step), at least \(floor)"
        + (interval > 1 ? ", every \(interval) steps" : "")
    case .linear(let start, let end, let steps):
      "from \(start) to \(end) in a line over \(steps) steps"
    case .cosine(let start, let end, let steps):
      "from \(start) to \(end) along a cosine over \(steps) steps"
    case .warmUp(let steps, let schedule):
      "rising over \(steps) steps, then \(schedule)"
    }
  }
}
