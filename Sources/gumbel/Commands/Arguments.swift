public import ArgumentParser
public import Categorical
import Foundation
import NeuralNetwork
public import Training

extension Binarization: ExpressibleByArgument {}
extension GradientEstimator: ExpressibleByArgument {}

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
