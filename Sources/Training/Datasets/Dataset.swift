public import LinearAlgebra

/// Images, or other samples with features in `[0, 1]`, split for training and for evaluation.
public struct Dataset: Sendable {
  /// A short name for reports.
  public let name: String
  /// The samples to learn from, `features × samples`.
  public var training: Matrix<Float>
  /// The samples to evaluate on, `features × samples`.
  public var test: Matrix<Float>
  /// The height of an image in pixels, or 1 for samples that are no images.
  public let height: Int
  /// The width of an image in pixels.
  public let width: Int
  /// The labels of the test samples, if there are any.
  public let testLabels: [UInt8]?
  /// The process behind the data, if it is known.
  public let process: FactorImages?
  /// The factors behind the test samples, if the process is known.
  public let testFactors: [[Int]]?

  /// Makes a data set from its parts.
  ///
  /// - Parameters:
  ///   - name: A short name for reports.
  ///   - training: The samples to learn from, `features × samples`.
  ///   - test: The samples to evaluate on.
  ///   - height: The height of an image in pixels.
  ///   - width: The width of an image in pixels.
  ///   - testLabels: The labels of the test samples.
  ///   - process: The process behind the data.
  ///   - testFactors: The factors behind the test samples.
  /// - Precondition: Training and test samples have `height · width` features.
  public init(
    name: String, training: Matrix<Float>, test: Matrix<Float>, height: Int, width: Int,
    testLabels: [UInt8]? = nil, process: FactorImages? = nil, testFactors: [[Int]]? = nil
  ) {
    precondition(
      training.rows == height * width && test.rows == height * width,
      "samples of \(training.rows) and \(test.rows) features for images of \(height) × \(width)")
    self.name = name
    self.training = training
    self.test = test
    self.height = height
    self.width = width
    self.testLabels = testLabels
    self.process = process
    self.testFactors = testFactors
  }

  /// The number of features of a sample.
  public var features: Int { training.rows }

  /// The mean of each feature over the training samples.
  public var featureMeans: [Double] {
    let sums = training.rowSums()
    let count = Double(max(training.columns, 1))
    return (0..<features).map { Double(sums[$0]) / count }
  }

  /// A number that changes with the training samples: a checksum to recognise them by.
  ///
  /// FNV-1a over the counts and over the bits of at most 4096 columns spread over the data.
  public var fingerprint: UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func mix(_ value: UInt64) { hash = (hash ^ value) &* 0x100_0000_01b3 }
    mix(UInt64(training.rows))
    mix(UInt64(training.columns))
    let elements = training.elements
    let step = max(1, training.columns / 4096)
    for column in stride(from: 0, to: training.columns, by: step) {
      for index in column * training.rows..<(column + 1) * training.rows {
        mix(UInt64(elements[index].bitPattern))
      }
    }
    return hash
  }
}
