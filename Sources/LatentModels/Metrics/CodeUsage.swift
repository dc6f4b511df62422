import Categorical
import Foundation
public import LinearAlgebra

/// How often each class of each latent was drawn.
///
/// Counts are sums over samples, so usage over an epoch is the sum of its batches; averages of
/// per-batch figures would be too low.
public struct CodeUsage: Hashable, Codable, Sendable {
  /// The number of categorical variables.
  public let latents: Int
  /// The number of classes of each.
  public let classes: Int
  /// The counts, class by class within latent by latent.
  public private(set) var counts: [Int]

  /// Starts with nothing counted.
  ///
  /// - Parameters:
  ///   - latents: The number of categorical variables.
  ///   - classes: The number of classes of each.
  public init(latents: Int, classes: Int) {
    precondition(latents >= 0 && classes >= 0, "no usage of \(latents) × \(classes) classes")
    self.latents = latents
    self.classes = classes
    counts = Array(repeating: 0, count: latents * classes)
  }

  /// Starts with nothing counted.
  ///
  /// - Parameter layout: The variables that are counted.
  public init(_ layout: CodeLayout) { self.init(latents: layout.latents, classes: layout.classes) }

  /// Takes up counts that were stored before.
  ///
  /// - Parameters:
  ///   - counts: The counts, class by class within latent by latent.
  ///   - classes: The number of classes of each latent.
  /// - Precondition: `classes` divides the number of counts.
  public init(counts: [Int], classes: Int) {
    precondition(
      classes > 0 && counts.count.isMultiple(of: classes),
      "\(counts.count) counts are not a multiple of \(classes) classes")
    self.latents = counts.count / classes
    self.classes = classes
    self.counts = counts
  }

  /// Counts the largest entry of each latent of each sample; ties go to the lowest class.
  ///
  /// - Parameter codes: One-hot or relaxed codes, `latents · classes × samples`.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public mutating func add<Scalar: RealScalar>(_ codes: Matrix<Scalar>) {
    precondition(
      codes.rows == counts.count, "codes of shape \(codes.shape) for \(counts.count) counts")
    guard !counts.isEmpty else { return }
    if classes == 2 { return addBits(codes) }
    countLargestClasses(codes, classes: classes, in: &counts)
  }

  /// The same for two classes: a comparison for each latent, without a branch on its outcome.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  private mutating func addBits<Scalar: RealScalar>(_ codes: Matrix<Scalar>) {
    var counts = self.counts.mutableSpan
    let values = codes.elements
    var start = 0
    for _ in 0..<codes.columns {
      for first in stride(from: 0, to: counts.count, by: 2) {
        let isSecond = values[start + first + 1] > values[start + first] ? 1 : 0
        counts[first] += 1 - isSecond
        counts[first + 1] += isSecond
      }
      start += counts.count
    }
  }

  /// The relative frequency of each class of one latent; zeros before anything was counted.
  ///
  /// - Parameter latent: The index of the latent.
  /// - Returns: Frequencies that sum to one.
  public func frequencies(of latent: Int) -> [Double] {
    let slice = counts[latent * classes..<(latent + 1) * classes]
    let total = Double(max(slice.reduce(0, +), 1))
    return slice.map { Double($0) / total }
  }

  /// The perplexity of each latent, `exp H(frequencies)`: between one and the number of classes.
  public var perplexities: [Double] {
    (0..<latents).map { latent in
      exp(-frequencies(of: latent).reduce(0) { $1 > 0 ? $0 + $1 * log($1) : $0 })
    }
  }

  /// Adds the counts of another usage of the same sizes.
  ///
  /// - Parameter other: The counts to add.
  public mutating func add(_ other: CodeUsage) {
    precondition(
      latents == other.latents && classes == other.classes,
      "usages of \(latents) × \(classes) and \(other.latents) × \(other.classes) classes")
    for index in counts.indices { counts[index] += other.counts[index] }
  }

  /// The mean of the perplexities of the latents.
  public var meanPerplexity: Double {
    latents == 0 ? 0 : perplexities.reduce(0, +) / Double(latents)
  }

  /// The share of all classes that were drawn at least once.
  public var usedFraction: Double {
    counts.isEmpty ? 0 : Double(counts.count { $0 > 0 }) / Double(counts.count)
  }
}
