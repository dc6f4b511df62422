public import LinearAlgebra

/// Replaces negative elements by zero.
///
///     y = max(x, 0)
///
/// Not-a-number stays not-a-number.
///
/// - Parameter input: Any matrix. Its storage is reused if nobody else holds it.
/// - Returns: A matrix of the same shape.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func relu<Scalar: RealScalar>(_ input: consuming Matrix<Scalar>) -> Matrix<Scalar> {
  var output = input
  unsafe output.withUnsafeMutableElements { (y: UnsafeMutableBufferPointer<Scalar>) in
    unsafe Kernels.leakyReLU(y, slope: 0)
  }
  return output
}

/// The derivative of ``relu(_:)``, by the output.
///
///     ∂x = ∂y where y > 0, else 0
///
/// At the kink the derivative is zero.
///
/// - Parameters:
///   - cotangent: The derivative of the objective by the output.
///   - output: What ``relu(_:)`` returned.
/// - Returns: The derivative of the objective by the input.
/// - Precondition: Both have the same shape.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func reluPullback<Scalar: RealScalar>(
  _ cotangent: consuming Matrix<Scalar>, output: Matrix<Scalar>
) -> Matrix<Scalar> {
  var result = cotangent
  checkCotangent(result.shape, output.shape)
  unsafe result.withUnsafeMutableElements { (dx: UnsafeMutableBufferPointer<Scalar>) in
    unsafe output.withUnsafeElements { (y: UnsafeBufferPointer<Scalar>) in
      unsafe Kernels.leakyReLUPullback(dx, y, slope: 0)
    }
  }
  return result
}

/// The rectified linear unit `y = max(x, 0)` as a layer.
public struct ReLU<Scalar: RealScalar>: Layer, ParameterFree, Equatable {
  /// Creates the layer.
  public init() {}

  /// Computes `y = max(x, 0)`; the context is `y`.
  public func forward(
    _ input: consuming Matrix<Scalar>
  ) -> (output: Matrix<Scalar>, context: Matrix<Scalar>) {
    let output = relu(input)
    return (output, output)
  }

  /// Returns `∂x = ∂y` where `y > 0`, else zero.
  public func backward(
    _ cotangent: consuming Matrix<Scalar>, _ context: Matrix<Scalar>, into gradient: inout Self
  ) -> Matrix<Scalar> {
    reluPullback(cotangent, output: context)
  }
}
