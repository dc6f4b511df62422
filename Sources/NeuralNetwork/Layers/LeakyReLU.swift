public import LinearAlgebra

/// Multiplies negative elements by a small slope.
///
///     y = x where x > 0, else slope · x
///
/// - Parameters:
///   - input: Any matrix. Its storage is reused if nobody else holds it.
///   - slope: The slope on the negative side, finite and positive.
/// - Returns: A matrix of the same shape.
/// - Precondition: `slope` is finite and positive; for zero there is ``relu(_:)``.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func leakyReLU<Scalar: RealScalar>(
  _ input: consuming Matrix<Scalar>, slope: Scalar
) -> Matrix<Scalar> {
  checkSlope(slope)
  var output = input
  unsafe output.withUnsafeMutableElements { (y: UnsafeMutableBufferPointer<Scalar>) in
    unsafe Kernels.leakyReLU(y, slope: slope)
  }
  return output
}

/// The derivative of ``leakyReLU(_:slope:)``, by the output.
///
///     ∂x = ∂y where y > 0, else slope · ∂y
///
/// A positive slope leaves the sign as it was, so the output tells the side.
///
/// - Parameters:
///   - cotangent: The derivative of the objective by the output.
///   - output: What ``leakyReLU(_:slope:)`` returned.
///   - slope: The same slope.
/// - Returns: The derivative of the objective by the input.
/// - Precondition: Both matrices have the same shape.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func leakyReLUPullback<Scalar: RealScalar>(
  _ cotangent: consuming Matrix<Scalar>, output: Matrix<Scalar>, slope: Scalar
) -> Matrix<Scalar> {
  checkSlope(slope)
  var result = cotangent
  checkCotangent(result.shape, output.shape)
  unsafe result.withUnsafeMutableElements { (dx: UnsafeMutableBufferPointer<Scalar>) in
    unsafe output.withUnsafeElements { (y: UnsafeBufferPointer<Scalar>) in
      unsafe Kernels.leakyReLUPullback(dx, y, slope: slope)
    }
  }
  return result
}

/// Traps unless a slope is finite and positive.
func checkSlope(_ slope: some RealScalar) {
  precondition(slope.isFinite && slope > 0, "the slope \(slope) is not finite and positive")
}

/// The leaky rectified linear unit as a layer.
///
///     y = x where x > 0, else slope · x
///
/// > Reference: Maas, Hannun and Ng (2013), Rectifier nonlinearities improve neural network acoustic
/// > models.
public struct LeakyReLU<Scalar: RealScalar>: Layer, ParameterFree, Equatable {
  /// The slope on the negative side.
  public let slope: Scalar

  /// Creates the layer.
  ///
  /// - Parameter slope: The slope on the negative side.
  /// - Precondition: `slope` is finite and positive.
  public init(slope: Scalar = 0.01) {
    checkSlope(slope)
    self.slope = slope
  }

  /// Computes the output; the context is the output.
  public func forward(
    _ input: consuming Matrix<Scalar>
  ) -> (output: Matrix<Scalar>, context: Matrix<Scalar>) {
    let output = leakyReLU(input, slope: slope)
    return (output, output)
  }

  /// Returns `∂x = ∂y` where `y > 0`, else `slope · ∂y`.
  public func backward(
    _ cotangent: consuming Matrix<Scalar>, _ context: Matrix<Scalar>, into gradient: inout Self
  ) -> Matrix<Scalar> {
    leakyReLUPullback(cotangent, output: context, slope: slope)
  }
}
