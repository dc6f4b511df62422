public import LinearAlgebra
import RealModule

extension GumbelDistribution {
  /// The divergences of these distributions from others, in nats.
  ///
  /// With `r = β₁ / β₂`, `δ = (μ₂ - μ₁) / β₂` and `T = exp(δ) Γ(r + 1)`:
  ///
  ///     KL(1 ‖ 2) = -log r + γ (r - 1) + (T - 1) - δ
  ///
  /// - Parameter other: Distributions of the same shape.
  /// - Returns: One value for each element, none negative.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func kl(to other: Self) -> Matrix<Scalar> {
    expect(other.location.shape)
    let (m1, b1) = (location.elements, scale.elements)
    let (m2, b2) = (other.location.elements, other.scale.elements)
    return Matrix(location.shape) { i in
      let r = Double(b1[i]) / Double(b2[i])
      let delta = (Double(m2[i]) - Double(m1[i])) / Double(b2[i])
      // expm1 cancels the parts of δ + log Γ that are small against one.
      let excess = Double.expMinusOne(delta + .logGamma(r + 1))
      let value = -.log(r) + Self.gamma * (r - 1) + excess - delta
      return value.isNaN ? .infinity : max(value, 0)
    }
  }

  /// Pulls a cotangent of divergences back to the parameters of both distributions.
  ///
  /// With `T` as in ``kl(to:)`` and the digamma function `ψ` at `r + 1`:
  ///
  ///     ∂μ₁ = c (1 - T) / β₂ = -∂μ₂
  ///     ∂β₁ = c (γ + T ψ - 1 / r) / β₂
  ///     ∂β₂ = c (1 - γ r + δ - T (δ + ψ r)) / β₂
  ///
  /// - Parameters:
  ///   - cotangent: One value for each element.
  ///   - other: The second distributions.
  /// - Returns: The cotangents of location and scale of these distributions and of `other`.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func klPullback(
    _ cotangent: Matrix<Scalar>, to other: Self
  ) -> (
    location: Matrix<Scalar>, scale: Matrix<Scalar>, otherLocation: Matrix<Scalar>,
    otherScale: Matrix<Scalar>
  ) {
    expect(other.location.shape)
    expect(cotangent.shape)
    let c = cotangent.elements
    let (m1, b1) = (location.elements, scale.elements)
    let (m2, b2) = (other.location.elements, other.scale.elements)
    func map(
      _ slope: (_ r: Double, _ delta: Double, _ t: Double) -> Double
    ) -> Matrix<Scalar> {
      Matrix(location.shape) { i in
        let r = Double(b1[i]) / Double(b2[i])
        let delta = (Double(m2[i]) - Double(m1[i])) / Double(b2[i])
        let t = Double.exp(delta + .logGamma(r + 1))
        return product(Double(c[i]), slope(r, delta, t) / Double(b2[i]))
      }
    }
    let first = map { _, _, t in 1 - t }
    return (
      first, map { r, _, t in Self.gamma + t * digamma(r + 1) - 1 / r }, -first,
      map { r, delta, t in 1 - Self.gamma * r + delta - t * (delta + digamma(r + 1) * r) }
    )
  }
}

/// The derivative of `log Γ` for arguments of at least one, to 1e-14.
///
/// The recurrence `ψ(x) = ψ(x + 1) - 1 / x` up to 10, then the asymptotic series.
private func digamma(_ x: Double) -> Double {
  var (x, value) = (x, 0.0)
  while x < 10 {
    value -= 1 / x
    x += 1
  }
  let y = 1 / (x * x)
  let series =
    y * (1 / 12 - y * (1 / 120 - y * (1 / 252 - y * (1 / 240 - y * (1 / 132 - y * 691 / 32760)))))
  return value + .log(x) - 0.5 / x - series
}
