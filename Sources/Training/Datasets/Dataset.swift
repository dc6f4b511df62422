public import LinearAlgebra

/// Images, or other samples with features in `[0, 1]`, split for training and for evaluation.
public struct Dataset: Sendable {
  /// A short name for reports.
  public let name: String
  /// The samples to learn from, `features × samples`.
  public var training: Matrix<Float>
  /// Samples held out of the training, to choose among models by: `features × samples`, often none.
  public var validation: Matrix<Float>
  /// The samples to evaluate on, `features × samples`.
  public var test: Matrix<Float>
  /// The height of an image in pixels, or 1 for samples that are no images.
  public let height: Int
  /// The width of an image in pixels.
  public let width: Int
  /// The labels of the training samples, if there are any.
  public var trainingLabels: [UInt8]?
  /// The labels of the validation samples, if there are any.
  public var validationLabels: [UInt8]?
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
  ///   - trainingLabels: The labels of the training samples.
  ///   - testLabels: The labels of the test samples.
  ///   - process: The process behind the data.
  ///   - testFactors: The factors behind the test samples.
  /// - Precondition: Training and test samples have `height · width` features, and there are as many
  ///   labels as samples.
  public init(
    name: String, training: Matrix<Float>, test: Matrix<Float>, height: Int, width: Int,
    trainingLabels: [UInt8]? = nil, testLabels: [UInt8]? = nil, process: FactorImages? = nil,
    testFactors: [[Int]]? = nil
  ) {
    precondition(
      training.rows == height * width && test.rows == height * width,
      "samples of \(training.rows) and \(test.rows) features for images of \(height) × \(width)")
    for (labels, samples) in [(trainingLabels, training), (testLabels, test)] {
      precondition(
        labels?.count ?? samples.columns == samples.columns,
        "\(labels?.count ?? 0) labels for \(samples.columns) samples")
    }
    self.name = name
    self.training = training
    validation = Matrix(rows: training.rows, columns: 0)
    self.test = test
    self.height = height
    self.width = width
    self.trainingLabels = trainingLabels
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
