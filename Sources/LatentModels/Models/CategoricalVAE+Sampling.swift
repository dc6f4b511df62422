public import Categorical
public import LinearAlgebra
import NeuralNetwork

extension CategoricalVAE {
  /// Returns the most likely first code of each sample, exactly one-hot; ties go to the lowest class.
  ///
  /// - Parameter input: `features × samples`.
  /// - Returns: `latents · classes × samples`.
  /// - Throws: ``CategoricalError`` if the model yields logits that are not finite.
  public func hardCode(of input: Matrix<Scalar>) throws(CategoricalError) -> Matrix<Scalar> {
    let (logits, _) = logits(of: 0, for: input)
    return try sampleGumbelMax(
      logits, classes: configuration.classes,
      noise: Matrix(rows: logits.rows, columns: logits.columns))
  }

  /// Returns the mean of `p(x|z₁)`, pixel probabilities, for given first codes.
  ///
  /// - Parameter code: One-hot vectors, whatever the decoder reads: `latents · classes × samples`.
  /// - Returns: `features × samples`, in `[0, 1]`.
  public func decode(_ code: Matrix<Scalar>) -> Matrix<Scalar> {
    bernoulliMeans(decoder(layout.encode(code)))
  }

  /// Draws first codes from the prior, exactly one-hot: the topmost layer first, then downwards.
  ///
  /// - Parameters:
  ///   - count: The number of codes.
  ///   - generator: The source of randomness.
  /// - Returns: `latents · classes × count`.
  /// - Precondition: All logits of the prior are finite.
  public func samplePrior(
    count: Int, using generator: inout some RandomNumberGenerator
  ) -> Matrix<Scalar> {
    var code = Matrix<Scalar>(rows: configuration.codeSize, columns: count)
    if let priorLogits {
      code = draw(layout.logits(priorLogits).repeatingColumns(count), using: &generator)
    } else {
      for column in 0..<count {
        for latent in 0..<configuration.latents {
          let value = Int.random(in: 0..<configuration.classes, using: &generator)
          code[latent * configuration.classes + value, column] = 1
        }
      }
    }
    for network in generation.reversed() {
      code = draw(layout.logits(network(layout.encode(code))), using: &generator)
    }
    return code
  }

  /// Draws one-hot vectors by Gumbel-max from finite logits.
  private func draw(
    _ logits: Matrix<Scalar>, using generator: inout some RandomNumberGenerator
  ) -> Matrix<Scalar> {
    do {
      return try sampleGumbelMax(logits, classes: configuration.classes, using: &generator)
    } catch {
      preconditionFailure("codes cannot be drawn: \(error)")
    }
  }

  /// Returns one code once for each class of one of its latents, with that latent set to the class.
  ///
  /// - Parameters:
  ///   - latent: The index of the latent to walk through.
  ///   - code: The code to start from, `latents · classes × 1`.
  /// - Returns: `latents · classes × classes`; column `k` has class `k`.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func traversal(of latent: Int, from code: Matrix<Scalar>) -> Matrix<Scalar> {
    precondition(
      code.rows == configuration.codeSize && code.columns == 1,
      "a traversal starts from \(configuration.codeSize)×1, not \(code.shape)")
    precondition(
      0..<configuration.latents ~= latent,
      "latent \(latent) of a model with \(configuration.latents) latents")
    let rows = latent * configuration.classes..<(latent + 1) * configuration.classes
    return Matrix(rows: code.rows, columns: configuration.classes) { row, column in
      guard rows.contains(row) else { return code[row, 0] }
      return row - rows.lowerBound == column ? 1 : 0
    }
  }
}
