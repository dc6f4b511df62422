public import LinearAlgebra

/// The backward half of a ``PathwiseEstimator``: a linear map from cotangents to gradients.
///
/// With `J(π) g = π ⊙ (g - ⟨π, g⟩)`, the Jacobian of the softmax, categorical by categorical:
///
///     ∂ℓ = Σ_k w_k J(π_k) g / τ_k + Σ_k v_k ⟨b_k, g⟩ a_k
///
/// Every estimator of this module is such a sum; mostly of one term.
public struct PathwiseContext<Scalar: RealScalar>: Sendable, Equatable {
  /// One of the linear maps.
  public enum Term: Sendable, Equatable {
    /// `w J(π) g / τ`.
    case softmax(probabilities: Matrix<Scalar>, temperature: Scalar, weight: Scalar)

    /// `w ⟨b, g⟩ a`; entries of `b` that are zero leave `g` out of it.
    case outer(a: Matrix<Scalar>, b: Matrix<Scalar>, weight: Scalar)
  }

  /// The number of rows of one categorical; `nil` for all rows.
  public var classes: Int?

  /// The terms of the sum, at least one.
  public var terms: [Term]

  /// Makes a map of several terms.
  ///
  /// - Parameters:
  ///   - classes: The number of rows of one categorical; `nil` for all rows.
  ///   - terms: The terms of the sum, at least one, all of one shape.
  public init(classes: Int?, terms: [Term]) {
    precondition(!terms.isEmpty, "a context needs a term")
    self.classes = classes
    self.terms = terms
  }

  /// Makes the map `J(π) g / τ`.
  ///
  /// - Parameters:
  ///   - classes: The number of rows of one categorical; `nil` for all rows.
  ///   - surrogate: The probabilities `π` through which the gradient flows.
  ///   - temperature: The temperature `τ`.
  public init(classes: Int?, surrogate: Matrix<Scalar>, temperature: Scalar) {
    self.init(
      classes: classes,
      terms: [.softmax(probabilities: surrogate, temperature: temperature, weight: 1)])
  }

  /// Applies the map.
  ///
  /// - Parameter cotangent: The cotangent `g` of the sample.
  /// - Returns: The estimate of the gradient by the logits; exactly zero for masked classes, whatever
  ///   the cotangent is there.
  /// - Precondition: The shapes agree.
  public func pullback(_ cotangent: Matrix<Scalar>) -> Matrix<Scalar> {
    var gradient = Matrix<Scalar>(cotangent.shape)
    pullback(cotangent, into: &gradient)
    return gradient
  }

  /// Applies the map, in a matrix of the caller.
  ///
  /// - Parameters:
  ///   - cotangent: The cotangent `g` of the sample.
  ///   - gradient: The estimate of the gradient by the logits, overwritten.
  /// - Precondition: The shapes agree.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func pullback(_ cotangent: Matrix<Scalar>, into gradient: inout Matrix<Scalar>) {
    apply(terms[0], cotangent, into: &gradient)
    guard terms.count > 1 else { return }
    var next = Matrix<Scalar>(cotangent.shape)
    for term in terms.dropFirst() {
      apply(term, cotangent, into: &next)
      gradient += next
    }
  }

  private func apply(
    _ term: Term, _ cotangent: Matrix<Scalar>, into gradient: inout Matrix<Scalar>
  ) {
    switch term {
    case .softmax(let probabilities, let temperature, let weight):
      softmaxPullback(
        cotangent, output: probabilities, classes: classes, temperature: temperature,
        into: &gradient)
      if weight != 1 { gradient *= weight }
    case .outer(let a, let b, let weight):
      applyOuter(a, b, weight, cotangent, into: &gradient)
    }
  }

  private func applyOuter(
    _ left: Matrix<Scalar>, _ right: Matrix<Scalar>, _ weight: Scalar,
    _ cotangent: Matrix<Scalar>, into gradient: inout Matrix<Scalar>
  ) {
    let grouping = Grouping(left.shape, classes: classes)
    grouping.expect(right.shape, "the right factor")
    grouping.expect(cotangent.shape, "the cotangent")
    grouping.expect(gradient.shape, "the gradient")
    let (a, b, g) = (left.elements, right.elements, cotangent.elements)
    var result = gradient.mutableElements
    for run in 0..<grouping.runs {
      let range = grouping.range(of: run)
      var product: Scalar = 0
      for k in range where b[k] != 0 { product += b[k] * g[k] }
      product *= weight
      for k in range { result[k] = a[k] == 0 ? 0 : a[k] * product }
    }
  }
}
