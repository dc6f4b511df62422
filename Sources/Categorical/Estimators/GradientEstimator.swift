/// The ways to send a gradient through a categorical sample.
///
/// All have a pullback of the same form, `π ⊙ (g - ⟨π, g⟩) / τ`; they differ in the output of the
/// forward pass and in the probabilities `π`.
public enum GradientEstimator: String, CaseIterable, Codable, Sendable {
  /// One-hot `D = one_hot(argmax (ℓ + G))` forward, relaxed `π = softmax((ℓ + G) / τ)` backward.
  ///
  /// > Reference: Jang, Gu and Poole (2017), section 2.2.
  case straightThroughGumbel = "straight-through-gumbel"

  /// The relaxed sample `π = softmax((ℓ + G) / τ)` both ways.
  ///
  /// > Reference: Jang, Gu and Poole (2017), equation 2.
  case gumbelSoftmax = "gumbel-softmax"

  /// One-hot `D ~ softmax(ℓ)` forward, the probabilities `π = softmax(ℓ / τ)` backward.
  ///
  /// > Reference: Bengio, Léonard and Courville (2013), section 4.
  case straightThrough = "straight-through"

  /// One-hot `z = one_hot(argmax ℓ)` forward, the probabilities `π = softmax(ℓ / τ)` backward: the
  /// deterministic `y = z - sg(π) + π`. No noise is drawn, so nothing is estimated: a quantizer.
  ///
  /// > Reference: Bengio, Léonard and Courville (2013), section 4.
  case straightThroughArgmax = "straight-through-argmax"
}
