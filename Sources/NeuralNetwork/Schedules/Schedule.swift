import RealModule

/// A number that changes with the step of training: a temperature, a learning rate, a weight.
///
/// A schedule is a pure function of the global step, so that a resumed run goes on where it was and no
/// error accumulates. All numbers of a schedule are finite and not negative.
///
///     let temperature = Schedule.exponential(initial: 1, rate: 3e-5, floor: 0.5, interval: 1000)
///     temperature.value(at: 10_000)  // 0.74…
///
/// As JSON it is an object with its kind and the labels of the functions below:
///
///     { "kind": "exponential", "initial": 1, "rate": 3e-5, "floor": 0.5, "interval": 1000 }
///     { "kind": "warm-up", "steps": 500, "then": { "kind": "constant", "value": 0.001 } }
public struct Schedule: Hashable, Sendable {
  /// The kinds of schedules with their numbers, which a ``Schedule`` has checked.
  indirect enum Form: Hashable, Sendable {
    case constant(Double)
    case exponential(initial: Double, rate: Double, floor: Double, interval: Int)
    case linear(from: Double, to: Double, steps: Int)
    case cosine(from: Double, to: Double, steps: Int)
    case warmUp(steps: Int, then: Schedule)
  }

  let form: Form

  /// The same value at every step.
  ///
  /// - Parameter value: The value.
  /// - Returns: A schedule that never changes.
  /// - Precondition: It is finite and not negative.
  public static func constant(_ value: Double) -> Schedule {
    Schedule(trusting: .constant(value))
  }

  /// Exponential decay down to a floor, held between updates.
  ///
  ///     max(floor, initial · exp(−rate · s)),  s = interval · ⌊step / interval⌋
  ///
  /// - Parameters:
  ///   - initial: The value at step 0, if it is above the floor.
  ///   - rate: The decay for each step.
  ///   - floor: The least value.
  ///   - interval: The number of steps for which a value is held.
  /// - Returns: A schedule that falls in stairs.
  /// - Precondition: All are finite and not negative, and `interval` is at least 1.
  ///
  /// > Reference: Jang, Gu and Poole (2017), section 4.
  public static func exponential(
    initial: Double, rate: Double, floor: Double = 0, interval: Int = 1
  ) -> Schedule {
    Schedule(trusting: .exponential(initial: initial, rate: rate, floor: floor, interval: interval))
  }

  /// A straight line, then its end.
  ///
  ///     start + (end − start) · min(1, step / steps)
  ///
  /// - Parameters:
  ///   - start: The value at step 0.
  ///   - end: The value from `steps` on.
  ///   - steps: The number of steps between them.
  /// - Returns: A schedule that is straight.
  /// - Precondition: The values are finite and not negative, and `steps` is at least 1.
  public static func linear(from start: Double, to end: Double, steps: Int) -> Schedule {
    Schedule(trusting: .linear(from: start, to: end, steps: steps))
  }

  /// Half a period of a cosine, then its end.
  ///
  ///     end + (start − end) · (1 + cos(π · min(1, step / steps))) / 2
  ///
  /// - Parameters:
  ///   - start: The value at step 0.
  ///   - end: The value from `steps` on.
  ///   - steps: The number of steps between them.
  /// - Returns: A schedule that starts and ends gently.
  /// - Precondition: The values are finite and not negative, and `steps` is at least 1.
  ///
  /// > Reference: Loshchilov and Hutter (2017), SGDR: stochastic gradient descent with warm restarts,
  /// > equation 5, without restarts.
  public static func cosine(from start: Double, to end: Double, steps: Int) -> Schedule {
    Schedule(trusting: .cosine(from: start, to: end, steps: steps))
  }

  /// A straight ascent to the start of another schedule, which begins behind it.
  ///
  ///     then(0) · (step + 1) / (steps + 1)   while step < steps,  then(step − steps) afterwards
  ///
  /// Already the first step has a value above zero.
  ///
  /// - Parameters:
  ///   - steps: The length of the ascent.
  ///   - schedule: The schedule behind it.
  /// - Returns: Both, one behind the other.
  /// - Precondition: `steps` is not negative.
  public static func warmUp(steps: Int, then schedule: Schedule) -> Schedule {
    Schedule(trusting: .warmUp(steps: steps, then: schedule))
  }

  /// The value at a step.
  ///
  /// - Parameter step: The global step, counted from 0.
  /// - Returns: A finite number that is not negative.
  /// - Precondition: `step` is not negative.
  public func value(at step: Int) -> Double {
    precondition(step >= 0, "there is no step \(step)")
    switch form {
    case .constant(let value):
      return value
    case .exponential(let initial, let rate, let floor, let interval):
      let held = Double(step / interval * interval)
      return max(floor, initial * Double.exp(-rate * held))
    case .linear(let start, let end, let steps):
      guard step < steps else { return end }
      let part = Double(step) / Double(steps)
      return start * (1 - part) + end * part
    case .cosine(let start, let end, let steps):
      guard step < steps else { return end }
      let part = (1 + Double.cos(.pi * Double(step) / Double(steps))) / 2
      return start * part + end * (1 - part)
    case .warmUp(let steps, let then):
      guard step < steps else { return then.value(at: step - steps) }
      return then.value(at: 0) * ((Double(step) + 1) / (Double(steps) + 1))
    }
  }
}

extension Schedule {
  /// Checks numbers that come from outside.
  init(checking form: Form) throws(HyperparameterError) {
    switch form {
    case .constant(let value):
      try Requirement.nonNegative.check(value, "value")
    case .exponential(let initial, let rate, let floor, let interval):
      try Requirement.nonNegative.check(initial, "initial")
      try Requirement.nonNegative.check(rate, "rate")
      try Requirement.nonNegative.check(floor, "floor")
      try Requirement.positiveCount.check(Double(interval), "interval")
    case .linear(let start, let end, let steps), .cosine(let start, let end, let steps):
      try Requirement.nonNegative.check(start, "from")
      try Requirement.nonNegative.check(end, "to")
      try Requirement.positiveCount.check(Double(steps), "steps")
    case .warmUp(let steps, _):
      try Requirement.count.check(Double(steps), "steps")
    }
    self.form = form
  }

  /// Checks numbers that the program itself chose.
  private init(trusting form: Form) {
    self = HyperparameterError.trapping { () throws(HyperparameterError) in
      try Schedule(checking: form)
    }
  }
}
