public import LinearAlgebra

/// What a model is shown: one sample a column.
public struct Observations<Scalar: RealScalar>: Sendable, Equatable {
  /// What the model conditions on, `features × samples`.
  public var inputs: Matrix<Scalar>
  /// What the model explains, `outputs × samples`; for an autoencoder the inputs.
  public var targets: Matrix<Scalar>
  /// The class of each sample, nil where it is unknown; empty if no class is known.
  public var labels: [Int?]

  /// Takes data that explain themselves, as an autoencoder's do.
  ///
  /// - Parameters:
  ///   - inputs: `features × samples`.
  ///   - labels: The class of each sample, nil where it is unknown; empty if no class is known.
  public init(_ inputs: Matrix<Scalar>, labels: [Int?] = []) {
    self.init(inputs: inputs, targets: inputs, labels: labels)
  }

  /// Takes inputs and what is to be predicted from them.
  ///
  /// - Parameters:
  ///   - inputs: What the model conditions on, `features × samples`.
  ///   - targets: What the model explains, `outputs × samples`.
  ///   - labels: The class of each sample, nil where it is unknown; empty if no class is known.
  /// - Precondition: All have the same number of samples.
  public init(inputs: Matrix<Scalar>, targets: Matrix<Scalar>, labels: [Int?] = []) {
    precondition(
      inputs.columns == targets.columns,
      "inputs of \(inputs.shape) beside targets of \(targets.shape)")
    precondition(
      labels.isEmpty || labels.count == inputs.columns,
      "\(labels.count) labels for \(inputs.columns) samples")
    self.inputs = inputs
    self.targets = targets
    self.labels = labels
  }

  /// Splits images into what is seen and what is to be predicted: the upper and the lower half.
  ///
  /// A column holds an image row by row, from the top, so that the upper half is the first half of
  /// the column.
  ///
  /// - Parameter images: `pixels × samples`, with an even number of image rows.
  /// - Precondition: The number of pixels is even.
  public init(halvesOf images: Matrix<Scalar>) {
    precondition(
      images.rows.isMultiple(of: 2), "images of \(images.rows) pixels have no equal halves")
    let half = images.rows / 2
    self.init(
      inputs: Matrix(images[rows: 0..<half, columns: 0..<images.columns]),
      targets: Matrix(images[rows: half..<images.rows, columns: 0..<images.columns]))
  }

  /// The number of samples.
  public var count: Int { inputs.columns }

  /// Some of the samples, without their labels.
  func samples(at places: [Int]) -> Observations {
    Observations(inputs: inputs.columns(at: places), targets: targets.columns(at: places))
  }

  /// A range of the samples.
  func columns(_ range: Range<Int>) -> Observations {
    let inputs = Matrix(inputs[rows: 0..<inputs.rows, columns: range])
    let targets = Matrix(targets[rows: 0..<targets.rows, columns: range])
    return Observations(
      inputs: inputs, targets: targets, labels: labels.isEmpty ? [] : Array(labels[range]))
  }
}
