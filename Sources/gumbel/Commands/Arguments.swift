public import ArgumentParser
import Categorical
import Foundation
public import LatentModels
public import NeuralNetwork
public import Training

extension Binarization: ExpressibleByArgument {}
extension ModelKind: ExpressibleByArgument {}
extension OptimizerName: ExpressibleByArgument {}
extension CodeKind: ExpressibleByArgument {}
extension Activation: ExpressibleByArgument {}

/// The prior of the latents as the command line names it.
enum PriorChoice: String, CaseIterable, ExpressibleByArgument {
  case uniform, learned
  /// A uniform prior, relaxed to a Concrete density as the posterior is.
  case concrete
}

/// The form of the divergence as the command line names it.
enum DivergenceChoice: String, CaseIterable, ExpressibleByArgument {
  case analytic, sampled, relaxed

  /// The form of this name.
  var form: RelaxedDivergence {
    switch self {
    case .analytic: .discrete
    case .sampled: .relaxedMass
    case .relaxed: .relaxedDensities
    }
  }
}

/// Reads the name of an estimator; the argument parser's own message would take a line for each.
@Sendable func parseEstimator(_ argument: String) throws -> EstimatorName {
  guard let estimator = EstimatorName(rawValue: argument) else {
    throw ValidationError(
      "there is no estimator '\(argument)'; choose from \(EstimatorName.list).")
  }
  return estimator
}

extension EstimatorName {
  /// All names, for messages.
  static var list: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

/// Reads widths such as `512,256`, or `none`.
@Sendable func parseWidths(_ argument: String) throws -> [Int] {
  guard argument != "none" else { return [] }
  return try argument.split(separator: ",", omittingEmptySubsequences: false).map { part in
    guard let width = Int(part.trimmingCharacters(in: .whitespaces)), width > 0 else {
      throw ValidationError("'\(argument)' is no list of widths such as 512,256, nor none.")
    }
    return width
  }
}

/// Reads a temperature such as `0.7`, `1:0.5:0.001` or `1:0.5:0.001:500`.
@Sendable func parseTemperature(_ argument: String) throws -> Schedule {
  let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
  let values = parts.prefix(3).compactMap { Double($0.trimmingCharacters(in: .whitespaces)) }
  guard [1, 3, 4].contains(parts.count), values.count == min(parts.count, 3) else {
    throw ValidationError(
      "'\(argument)' is no temperature; give a number such as 0.7, or start:floor:rate such as "
        + "1:0.5:0.001.")
  }
  guard values[0] > 0, values.count == 1 || values[1] > 0 else {
    throw ValidationError(
      "a temperature of \(argument) is not positive; the limit at 0 is a hard sample, which "
        + "--estimator straight-through decodes.")
  }
  // Steps compute in single precision, where smaller numbers are zero and larger ones infinite.
  let range = Double(Float.leastNormalMagnitude)...Double(Float.greatestFiniteMagnitude)
  guard values.prefix(2).allSatisfy(range.contains) else {
    throw ValidationError("a temperature of \(argument) is too extreme; give 1e-37 to 1e38.")
  }
  guard values.count == 3 else { return .constant(values[0]) }
  return try parseDecay(argument, values, interval: parts.dropFirst(3).first)
}

/// Makes an exponential decay of `start:floor:rate` and the interval of its updates, if there is one.
private func parseDecay(
  _ argument: String, _ values: [Double], interval: Substring?
) throws -> Schedule {
  guard values[2] >= 0, values[2].isFinite else {
    throw ValidationError("'\(argument)' has a rate that is negative or not finite.")
  }
  let steps = interval.map { Int($0) ?? 0 } ?? 1
  guard steps >= 1 else {
    throw ValidationError(
      "'\(argument)' ends in '\(interval ?? "")'; expected the number of steps between two updates."
    )
  }
  return .exponential(initial: values[0], rate: values[2], floor: values[1], interval: steps)
}

/// Reads a warm-up of the KL weight such as `2000` or `1500:2:1500`.
@Sendable func parseKLWarmUp(_ argument: String) throws -> Schedule {
  let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
  let failure = ValidationError(
    "'\(argument)' is no warm-up; give a number of steps such as 2000, or steps:peak:steps such as "
      + "1500:2:1500.")
  guard let rise = Int(parts[0]), rise >= 0 else { throw failure }
  var schedule = Schedule.constant(1)
  if parts.count == 3 {
    guard let peak = Double(parts[1]), peak >= 0, peak.isFinite, let fall = Int(parts[2]), fall > 0
    else { throw failure }
    schedule = .linear(from: peak, to: 1, steps: fall)
  } else if parts.count != 1 {
    throw failure
  }
  return rise > 0 ? .warmUp(steps: rise, then: schedule) : schedule
}

/// Reads the weight of the style such as `1` or `10:4000`.
@Sendable func parseStyleWeight(_ argument: String) throws -> Schedule {
  let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
  guard parts.count <= 2, let start = Double(parts[0]), start >= 0, start.isFinite,
    let steps = parts.count == 2 ? Int(parts[1]) : 1, steps > 0
  else {
    throw ValidationError(
      "'\(argument)' is no weight of the style; give a number such as 1, or start:steps such as "
        + "10:4000.")
  }
  return parts.count == 1 ? .constant(start) : .linear(from: start, to: 1, steps: steps)
}

/// Reads a learning rate such as `0.001`, `0.01:0.001:6000` or `0.001:0:0.0001:1000`.
@Sendable func parseLearningRate(_ argument: String) throws -> Schedule {
  let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
  let failure = ValidationError(
    "'\(argument)' is no learning rate; give a positive number such as 0.001, start:end:steps such as "
      + "0.01:0.001:6000, or start:floor:rate:steps such as 0.001:0:0.0001:1000.")
  guard let start = Double(parts[0]), start > 0, start.isFinite else { throw failure }
  if parts.count == 1 { return .constant(start) }
  guard parts.count == 3 || parts.count == 4, let end = Double(parts[1]), end >= 0, end.isFinite
  else { throw failure }
  if parts.count == 4 {
    guard let rate = Double(parts[2]) else { throw failure }
    return try parseDecay(argument, [start, end, rate], interval: parts[3])
  }
  guard let steps = Int(parts[2]), steps > 0 else { throw failure }
  return .cosine(from: start, to: end, steps: steps)
}
