public import LinearAlgebra

/// Takes the hyperbolic tangent of every element.
///
///     y = tanh x
///
/// Within 3 ulp.
///
/// - Parameter input: Any matrix. Its storage is reused if nobody else holds it.
/// - Returns: A matrix of the same shape.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func tanh<Scalar: RealScalar>(_ input: consuming Matrix<Scalar>) -> Matrix<Scalar> {
  var output = input
  unsafe output.withUnsafeMutableElements { (y: UnsafeMutableBufferPointer<Scalar>) in
    unsafe Kernels.tanh(y)
  }
  return output
}

/// The derivative of ``tanh(_:)``, by the output.
///
///     ∂x = ∂y (1 − y²)
///
/// - Parameters:
///   - cotangent: The derivative of the objective by the output.
///   - output: What ``tanh(_:)`` returned.
/// - Returns: The derivative of the objective by the input.
/// - Precondition: Both have the same shape.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func tanhPullback<Scalar: RealScalar>(
  _ cotangent: consuming Matrix<Scalar>, output: Matrix<Scalar>
) -> Matrix<Scalar> {
  var result = cotangent
  checkCotangent(result.shape, output.shape)
  unsafe result.withUnsafeMutableElements { (dx: UnsafeMutableBufferPointer<Scalar>) in
    unsafe output.withUnsafeElements { (y: UnsafeBufferPointer<Scalar>) in
      unsafe Kernels.tanhPullback(dx, y)
    }
  }
  return result
}

/// The hyperbolic tangent as a layer.
public struct Tanh<Scalar: RealScalar>: Layer, ParameterFree, Equatable {
  /// Creates the layer.
  public init() {}

  /// Computes `y = tanh x`; the context is `y`.
  public func forward(
    _ input: consuming Matrix<Scalar>
  ) -> (output: Matrix<Scalar>, context: Matrix<Scalar>) {
    let output = tanh(input)
    return (output, output)
  }

  /// Returns `∂x = ∂y (1 − y²)`.
  public func backward(
    _ cotangent: consuming Matrix<Scalar>, _ context: Matrix<Scalar>, into gradient: inout Self
  ) -> Matrix<Scalar> {
    tanhPullback(cotangent, output: context)
  }
}
