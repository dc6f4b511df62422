import LatentModels
package import LinearAlgebra

/// What a model found out about the factors behind its data.
package struct FactorRecovery: Sendable {
  /// The share of factor values that the reconstructions show right.
  package let accuracy: Double
  /// The mutual information of each latent with each factor as a share of the entropy of the factor:
  /// one row for each latent.
  package let information: [[Double]]
  /// The number of factors that a single latent captured one to one.
  package let oneToOne: Int

  /// Compares reconstructions and codes with the truth.
  ///
  /// A latent captures a factor one to one if it tells at least nine tenths of the factor, and at
  /// least nine tenths of what it tells is about the factor: `I ≥ 0.9 H(factor)` and
  /// `I ≥ 0.9 H(latent)`.
  ///
  /// - Parameters:
  ///   - process: The process behind the data.
  ///   - truth: The factors of each sample.
  ///   - reconstructions: The reconstructions of hard codes, `pixels × samples`.
  ///   - codes: The class of each latent of each sample.
  package init(
    process: FactorImages, truth: [[Int]], reconstructions: Matrix<Float>, codes: [[Int]]
  ) {
    let found = process.nearestFactors(of: reconstructions)
    var right = 0
    for (a, b) in zip(found, truth) { right += zip(a, b).count { $0 == $1 } }
    accuracy = Double(right) / Double(max(truth.count * process.factors, 1))
    let latents = codes.first?.count ?? 0
    let factors = (0..<process.factors).map { factor in truth.map { $0[factor] } }
    let factorEntropies = factors.map { entropy(ofObserved: $0) }
    var information: [[Double]] = []
    var captured = Set<Int>()
    for latent in 0..<latents {
      let values = codes.map { $0[latent] }
      let latentEntropy = entropy(ofObserved: values)
      information.append(
        (0..<process.factors).map { factor in
          let shared = mutualInformation(values, factors[factor])
          if shared >= 0.9 * factorEntropies[factor], shared >= 0.9 * latentEntropy, shared > 0 {
            captured.insert(factor)
          }
          return factorEntropies[factor] > 0 ? shared / factorEntropies[factor] : 0
        })
    }
    self.information = information
    oneToOne = captured.count
  }
}
