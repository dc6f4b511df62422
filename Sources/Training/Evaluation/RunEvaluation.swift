import Categorical
public import LatentModels
package import LinearAlgebra
import RandomStreams

/// How well a trained model explains held-out data, and what is known of the best possible answer.
public struct RunEvaluation: Hashable, Codable, Sendable {
  /// The number of steps that the model was trained for.
  public var steps: Int
  /// The importance-weighted bound of the test samples, in nats.
  public var bound: Double
  /// The standard error of the bound over the test samples, in nats.
  public var standardError: Double
  /// The number of codes drawn for each test sample, `m`.
  public var samples: Int
  /// The evidence lower bound of the test samples, in nats.
  public var evidenceLowerBound: Double
  /// The mean of `log p(x|z)`, in nats.
  public var reconstruction: Double
  /// The mean divergence from the prior, in nats.
  public var divergence: Double
  /// The mean perplexity of the codes.
  public var perplexity: Double
  /// The share of classes that were drawn.
  public var usage: Double
  /// The best bound that any model can reach, the negative entropy of the data, where it is known.
  public var optimum: Double?
  /// How far the bound lies below the optimum, in nats.
  public var gap: Double?
  /// The exact mean log-likelihood of these very test samples, where it is known.
  public var testLogLikelihood: Double?
  /// The share of factor values that the reconstructions of hard codes show right.
  public var factorAccuracy: Double?
  /// The number of factors that a single code captured one to one.
  public var oneToOne: Int?
  /// The number of factors.
  public var factors: Int?
  /// The bound of the relaxed model on the test samples with one relaxed sample each, in nats, for
  /// estimators that train one.
  public var relaxedBound: Double?
  /// The share of test samples that the classifier gets right, for models that have one.
  public var accuracy: Double?
  /// The best bound on the validation samples, in nats, if some are held out.
  public var validationBound: Double?
  /// The mean bound of the training batches of the last epoch, in nats.
  public var trainingBound: Double?
  /// The mean time of a training step in seconds.
  public var stepSeconds: Double?

  enum CodingKeys: String, CodingKey {
    case steps, bound, samples, reconstruction, perplexity, usage, optimum, gap, factors, accuracy
    case standardError = "bound_standard_error"
    case evidenceLowerBound = "elbo"
    case divergence = "kl"
    case testLogLikelihood = "test_log_likelihood"
    case factorAccuracy = "factor_accuracy"
    case oneToOne = "one_to_one"
    case relaxedBound = "relaxed_bound"
    case validationBound = "validation_bound"
    case trainingBound = "training_bound"
    case stepSeconds = "step_seconds"
  }

  /// Evaluates a model on the test samples of a data set.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - configuration: The run that the model comes from.
  ///   - dataset: The data; its test samples are binarized already.
  ///   - steps: The number of steps that the model was trained for.
  ///   - samples: The number of codes for each test sample, `m`.
  /// - Returns: The evaluation, and how often each class was drawn.
  /// - Throws: `LatentModelError` if the model yields numbers that are not finite.
  public static func evaluate(
    _ model: any LatentModel<Float>, of configuration: RunConfiguration, on dataset: Dataset,
    steps: Int, samples: Int
  ) throws -> (evaluation: RunEvaluation, usage: CodeUsage) {
    let isRelaxed = configuration.estimator.pathwise?.isHard == false
    let bounds = try model.evaluate(
      configuration.model.observations(of: dataset.test, labels: dataset.testLabels),
      samples: samples,
      relaxation: isRelaxed ? configuration.objective(at: steps) : nil,
      stream: Purpose.evaluation.stream(seed: configuration.seed))
    var result = RunEvaluation(
      steps: steps, bound: bounds.importanceWeightedBound,
      standardError: bounds.standardError, samples: samples,
      evidenceLowerBound: bounds.evidenceLowerBound, reconstruction: bounds.reconstruction,
      divergence: bounds.divergence, perplexity: bounds.usage.meanPerplexity,
      usage: bounds.usage.usedFraction, relaxedBound: bounds.relaxedBound,
      accuracy: bounds.accuracy)
    if let model = model as? CategoricalVAE<Float>, let process = dataset.process,
      let truth = dataset.testFactors
    {
      try result.compare(model, with: process, truth: truth, test: dataset.test)
    }
    return (result, bounds.usage)
  }

  /// Compares an autoencoder with the process behind its data.
  private mutating func compare(
    _ model: CategoricalVAE<Float>, with process: FactorImages, truth: [[Int]],
    test: Matrix<Float>
  ) throws {
    let likelihoods = process.logLikelihoods(of: test)
    optimum = -process.entropy
    gap = -process.entropy - bound
    testLogLikelihood = likelihoods.reduce(0, +) / Double(max(likelihoods.count, 1))
    let code = try model.hardCode(of: test)
    let recovery = FactorRecovery(
      process: process, truth: truth, reconstructions: model.decode(code),
      codes: classIndices(of: code, classes: model.configuration.classes))
    factorAccuracy = recovery.accuracy
    oneToOne = recovery.oneToOne
    factors = process.factors
  }
}

/// The class of each latent of each sample of one-hot codes, sample by sample.
package func classIndices(of code: Matrix<Float>, classes: Int) -> [[Int]] {
  (0..<code.columns).map { column in
    (0..<code.rows / classes).map { latent in
      (0..<classes).first { code[latent * classes + $0, column] == 1 } ?? 0
    }
  }
}
