/// A mean over seeds with its standard error.
public struct Estimate: Hashable, Codable, Sendable {
  /// The mean.
  public var mean: Double
  /// The standard error of the mean, or nil if there is one value only.
  public var standardError: Double?
  /// The number of values.
  public var count: Int

  /// Estimates the mean of what some values were drawn from.
  ///
  /// With `n` values `x`, their mean and
  ///
  ///     √(Σ (x - mean)² / (n - 1) / n)
  ///
  /// - Parameter values: The values; without any there is no estimate.
  public init?(_ values: [Double]) {
    guard !values.isEmpty else { return nil }
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    self.mean = mean
    self.count = values.count
    guard values.count > 1 else { return }
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    standardError = (squares / (count - 1) / count).squareRoot()
  }
}
