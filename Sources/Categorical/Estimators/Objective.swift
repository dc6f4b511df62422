public import LinearAlgebra

/// What an expectation over categorical samples is taken of: one number for each column.
///
/// The columns are independent problems that share the code of the function: column `b` of the
/// samples belongs to sample `b` of a batch. Estimators that need several draws for each problem call
/// the function several times with matrices of the same shape, never with more columns.
public protocol Objective<Scalar> {
  /// The scalar of the samples.
  associatedtype Scalar: RealScalar

  /// Computes `f` for each column.
  ///
  /// - Parameter samples: Matrices of the shape of the logits: one-hot, or relaxed where an estimator
  ///   says so.
  /// - Returns: One number for each column.
  func values(_ samples: Matrix<Scalar>) -> Vector<Scalar>

  /// Computes `f` for each column of several samples.
  ///
  /// An objective for which one wide batch is cheaper than several can say so here; the default asks for
  /// one after the other.
  ///
  /// - Parameter samples: Matrices of the shape of the logits.
  /// - Returns: For each matrix one number for each column.
  func values(ofAll samples: [Matrix<Scalar>]) -> [Vector<Scalar>]
}

extension Objective {
  /// Computes `f` for one sample after the other.
  public func values(ofAll samples: [Matrix<Scalar>]) -> [Vector<Scalar>] {
    samples.map { values($0) }
  }
}

/// An objective that has a derivative at its samples.
public protocol DifferentiableObjective<Scalar>: Objective {
  /// Computes `f` for each column and its derivative by the samples.
  ///
  /// - Parameter samples: Matrices of the shape of the logits: one-hot, or relaxed where an estimator
  ///   says so.
  /// - Returns: One number for each column, and `∂f/∂z` of the shape of the samples.
  func valuesWithGradient(
    _ samples: Matrix<Scalar>
  ) -> (values: Vector<Scalar>, gradient: Matrix<Scalar>)
}

extension DifferentiableObjective {
  /// Computes `f` for each column and drops the derivative.
  public func values(_ samples: Matrix<Scalar>) -> Vector<Scalar> {
    valuesWithGradient(samples).values
  }
}

/// A closure as an ``Objective``.
public struct FunctionObjective<Scalar: RealScalar>: Objective {
  private let function: (Matrix<Scalar>) -> Vector<Scalar>

  /// Wraps a function that returns one number for each column.
  public init(_ function: @escaping (Matrix<Scalar>) -> Vector<Scalar>) {
    self.function = function
  }

  /// Calls the function.
  public func values(_ samples: Matrix<Scalar>) -> Vector<Scalar> { function(samples) }
}

/// A closure as a ``DifferentiableObjective``.
public struct DifferentiableFunctionObjective<Scalar: RealScalar>: DifferentiableObjective {
  private let function: (Matrix<Scalar>) -> (values: Vector<Scalar>, gradient: Matrix<Scalar>)

  /// Wraps a function that returns one number for each column and the derivative by the samples.
  public init(
    _ function: @escaping (Matrix<Scalar>) -> (values: Vector<Scalar>, gradient: Matrix<Scalar>)
  ) {
    self.function = function
  }

  /// Calls the function.
  public func valuesWithGradient(
    _ samples: Matrix<Scalar>
  ) -> (values: Vector<Scalar>, gradient: Matrix<Scalar>) {
    function(samples)
  }
}

extension Objective {
  /// Calls the function and traps unless it returned one number for each column.
  func checkedValues(_ samples: Matrix<Scalar>) -> Vector<Scalar> {
    let values = values(samples)
    expectValues(values, of: samples)
    return values
  }

  /// Calls the function for several samples and traps unless it returned one number for each column.
  func checkedValues(ofAll samples: [Matrix<Scalar>]) -> [Vector<Scalar>] {
    let values = values(ofAll: samples)
    precondition(
      values.count == samples.count,
      "the objective returned values of \(values.count) samples for \(samples.count)")
    for (values, sample) in zip(values, samples) { expectValues(values, of: sample) }
    return values
  }

  /// Traps unless there is one number for each column.
  func expectValues(_ values: Vector<Scalar>, of samples: Matrix<Scalar>) {
    precondition(
      values.count == samples.columns,
      "the objective returned \(values.count) values for \(samples.columns) columns")
  }
}

extension DifferentiableObjective {
  /// Calls the function and traps unless the shapes of what it returned fit.
  func checkedValuesWithGradient(
    _ samples: Matrix<Scalar>
  ) -> (values: Vector<Scalar>, gradient: Matrix<Scalar>) {
    let result = valuesWithGradient(samples)
    expectValues(result.values, of: samples)
    precondition(
      result.gradient.shape == samples.shape,
      "the objective returned a gradient of \(result.gradient.shape) for samples of "
        + "\(samples.shape)")
    return result
  }
}
