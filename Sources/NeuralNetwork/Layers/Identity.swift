public import LinearAlgebra

/// The layer that returns its input.
///
/// It stands where a layer is asked for and nothing is to be done.
public struct Identity<Scalar: RealScalar>: Layer, ParameterFree, Equatable {
  /// Creates the layer.
  public init() {}

  /// Returns the input; there is nothing to keep.
  public func forward(
    _ input: consuming Matrix<Scalar>
  ) -> (output: Matrix<Scalar>, context: Void) {
    (input, ())
  }

  /// Returns the cotangent.
  public func backward(
    _ cotangent: consuming Matrix<Scalar>, _ context: Void, into gradient: inout Self
  ) -> Matrix<Scalar> {
    cotangent
  }
}
