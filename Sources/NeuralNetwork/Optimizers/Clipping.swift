import LinearAlgebra

/// Shortens a gradient that is longer than allowed, keeping its direction.
///
///     g ← g · maximum / ‖g‖   if ‖g‖ > maximum
///
/// with the Euclidean norm over all parameters together.
///
/// - Parameters:
///   - gradient: The gradient. If its norm is not finite, it stays as it is.
///   - maximum: The longest norm allowed, finite and positive.
/// - Returns: The norm before clipping. Check that it is finite: no shortening repairs a gradient that
///   has lost its direction.
/// - Precondition: `maximum` is finite and positive.
///
/// > Reference: Pascanu, Mikolov and Bengio (2013), On the difficulty of training recurrent neural
/// > networks.
@discardableResult
public func clipByNorm<Gradient: Parameterized>(
  _ gradient: inout Gradient, maximum: Double
) -> Double {
  HyperparameterError.trapping { () throws(HyperparameterError) in
    try Requirement.positive.check(maximum, "the maximal norm")
  }
  let norm = gradient.norm
  if norm.isFinite && norm > maximum { gradient.scale(by: Gradient.Scalar(maximum / norm)) }
  return norm
}
