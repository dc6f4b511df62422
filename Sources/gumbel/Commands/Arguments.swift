public import ArgumentParser
import Categorical
import Foundation
import NeuralNetwork
public import Training

extension Binarization: ExpressibleByArgument {}

/// Reads the name of an estimator; the argument parser's own message would take a line for each.
@Sendable func parseEstimator(_ argument: String) throws -> PathwiseEstimatorName {
  guard let estimator = PathwiseEstimatorName(rawValue: argument) else {
    throw ValidationError(
      "there is no estimator '\(argument)'; choose from \(PathwiseEstimatorName.list).")
  }
  return estimator
}

extension PathwiseEstimatorName {
  /// All names, for messages.
  static var list: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

/// Reads widths such as `512,256`.
@Sendable func parseWidths(_ argument: String) throws -> [Int] {
  try argument.split(separator: ",", omittingEmptySubsequences: false).map { part in
    guard let width = Int(part.trimmingCharacters(in: .whitespaces)), width > 0 else {
      throw ValidationError("'\(argument)' is no list of widths such as 512,256.")
    }
    return width
  }
}

/// Reads a temperature such as `0.7` or `1:0.5:0.001`.
@Sendable func parseTemperature(_ argument: String) throws -> Schedule {
  let numbers = argument.split(separator: ":", omittingEmptySubsequences: false).map {
    Double($0.trimmingCharacters(in: .whitespaces))
  }
  let values = numbers.compactMap(\.self)
  guard values.count == numbers.count, values.count == 1 || values.count == 3 else {
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
  guard values[2] >= 0, values[2].isFinite else {
    throw ValidationError("'\(argument)' has a rate that is negative or not finite.")
  }
  return .exponential(initial: values[0], rate: values[2], floor: values[1])
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

/// Reads a learning rate such as `0.001` or `0.01:0.001:6000`.
@Sendable func parseLearningRate(_ argument: String) throws -> Schedule {
  let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
  let failure = ValidationError(
    "'\(argument)' is no learning rate; give a positive number such as 0.001, or start:end:steps such "
      + "as 0.01:0.001:6000.")
  guard let start = Double(parts[0]), start > 0, start.isFinite else { throw failure }
  if parts.count == 1 { return .constant(start) }
  guard parts.count == 3, let end = Double(parts[1]), end >= 0, end.isFinite,
    let steps = Int(parts[2]), steps > 0
  else { throw failure }
  return .cosine(from: start, to: end, steps: steps)
}
