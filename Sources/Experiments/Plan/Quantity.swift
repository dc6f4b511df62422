/// What the figures of a table measure, and where a run says it.
public struct Quantity: Hashable, Codable, Sendable {
  /// The name, for headings.
  public var name: String
  /// The unit, or nothing.
  public var unit: String
  /// The name of the number in the result of a run.
  public var key: String
  /// The factor from that number to the figure.
  public var scale: Double
  /// The number of decimals to show.
  public var decimals: Int

  /// Makes a quantity.
  ///
  /// - Parameters:
  ///   - name: The name, for headings.
  ///   - unit: The unit, or nothing.
  ///   - key: The name of the number in the result of a run.
  ///   - scale: The factor from that number to the figure.
  ///   - decimals: The number of decimals to show.
  public init(_ name: String, unit: String, key: String, scale: Double = 1, decimals: Int = 2) {
    self.name = name
    self.unit = unit
    self.key = key
    self.scale = scale
    self.decimals = decimals
  }

  /// Minus the importance-weighted bound of the test data with hard samples.
  public static let testLoss = Quantity("−bound", unit: "nats", key: "bound", scale: -1)

  /// The importance-weighted bound of the test data with hard samples.
  public static let testBound = Quantity("bound", unit: "nats", key: "bound")

  /// Minus the evidence lower bound of the training data, averaged over the last epoch.
  public static let trainingLoss = Quantity(
    "training −ELBO", unit: "nats", key: "training_bound", scale: -1)

  /// The share of test images whose class is found.
  public static let accuracy = Quantity("accuracy", unit: "%", key: "accuracy", scale: 100)

  /// How many training steps a run takes in a second.
  public static let speed = Quantity(
    "speed", unit: "steps/s", key: "steps_per_second", decimals: 1)

  /// How many times faster one run steps than another.
  public static let speedup = Quantity("speed-up", unit: "×", key: "steps_per_second", decimals: 1)

  /// The expected value of an objective that is computed without data.
  public static let objective = Quantity("E f", unit: "", key: "objective", decimals: 4)

  /// The figure in the numbers of a run, or nil if they do not hold it.
  func value(in numbers: [String: Double]) -> Double? { numbers[key].map { $0 * scale } }
}
