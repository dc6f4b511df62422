import Categorical

extension ObjectiveOptions {
  /// How samples are drawn in training, for estimators whose draws are differentiated or weighed whole.
  var draw: LatentDraw {
    if divergence == .relaxedDensities { return .relaxed(temperature: temperature) }
    return estimator.pathwise.map {
      .pathwise($0.makeEstimator(temperature: temperature, draws: conditionalDraws))
    } ?? .hard
  }

  /// The same for a model whose objective has no divergence to choose.
  var withoutDivergence: ObjectiveOptions {
    var options = self
    options.divergence = .discrete
    return options
  }

  /// Checks what all models ask of their options.
  ///
  /// - Parameters:
  ///   - model: What to call the model.
  ///   - layout: The variables of a stochastic layer.
  ///   - layers: The number of stochastic layers.
  ///   - hasDivergence: Whether the objective has a divergence from a prior.
  /// - Throws: ``LatentModelError`` that names the estimator or the number at fault.
  func validate(
    for model: String, layout: CodeLayout, layers: Int, hasDivergence: Bool
  ) throws(LatentModelError) {
    try validateNumbers()
    func refuse(_ reason: String) -> LatentModelError {
      .estimatorDoesNotApply(estimator: estimator, to: model, because: reason)
    }
    if estimator.isBinary, layout.classes != 2 {
      throw refuse("it is for variables of two classes, and these have \(layout.classes)")
    }
    if estimator == .vimco, samples < 2 {
      throw refuse("it needs two samples or more for each observation; for one use nvil")
    }
    if samples > 1, estimator.pathwise == nil, estimator != .vimco {
      throw refuse(
        "it takes one sample for each observation, not \(samples); use vimco or a path-wise one")
    }
    if estimator == .exact,
      (try? OneHotStates(
        rows: layout.sampleRows, classes: layout.classes)) == nil
    {
      throw refuse("\(layout.latents) variables of \(layout.classes) classes have too many states")
    }
    guard hasDivergence else { return }
    if divergence == .relaxedDensities, estimator != .gumbelSoftmax {
      throw refuse("the divergence of relaxed densities needs the samples of gumbel-softmax")
    }
    if samples > 1, divergence == .discrete {
      throw .invalid(
        name: "the divergence of a bound with \(samples) samples", value: divergence.rawValue,
        expected: "taken at the samples: \(RelaxedDivergence.relaxedMass.rawValue) or "
          + RelaxedDivergence.relaxedDensities.rawValue)
    }
  }

  /// Checks each number by itself.
  private func validateNumbers() throws(LatentModelError) {
    for (name, value) in [
      ("temperature", temperature), ("prior temperature", priorTemperature ?? 1),
    ] where !(value > 0 && value.isFinite) {
      throw .invalid(name: name, value: "\(value)", expected: "a positive number")
    }
    for (name, value) in [
      ("divergence weight", divergenceWeight), ("classifier weight", classifierWeight),
      ("style weight", styleWeight),
    ] where !(value >= 0 && value.isFinite) {
      throw .invalid(name: name, value: "\(value)", expected: "zero or a positive number")
    }
    guard 0..<1 ~= classifierDropout else {
      throw .invalid(
        name: "classifier dropout", value: "\(classifierDropout)",
        expected: "a probability below one")
    }
    for (name, value) in [("samples", samples), ("conditional draws", conditionalDraws)]
    where value < 1 {
      throw .invalidSize(name: name, value: value, minimum: 1)
    }
  }
}
