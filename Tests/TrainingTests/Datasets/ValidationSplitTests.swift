import LinearAlgebra
import Testing
import Training

@Suite struct ValidationSplitTests {
  /// Ten samples of one feature, sample `i` with the value `i / 10` and the label `i % 3`.
  static func dataset() -> Dataset {
    let samples = Matrix<Float>(rows: 1, columns: 10) { _, column in Float(column) / 10 }
    return Dataset(
      name: "ten", training: samples, test: samples, height: 1, width: 1,
      trainingLabels: (0..<10).map { UInt8($0 % 3) })
  }

  @Test func `the last samples are held out with their labels`() throws {
    let dataset = try Self.dataset().holdingOut(3)
    #expect(dataset.training.columns == 7 && dataset.validation.columns == 3)
    #expect(dataset.training[0, 6] == 0.6 && dataset.validation[0, 0] == 0.7)
    #expect(dataset.trainingLabels == [0, 1, 2, 0, 1, 2, 0])
    #expect(dataset.validationLabels == [1, 2, 0])
    #expect(dataset.test == Self.dataset().test)
    #expect(dataset.fingerprint != Self.dataset().fingerprint)
    #expect(try Self.dataset().holdingOut(0).fingerprint == Self.dataset().fingerprint)
  }

  @Test(arguments: [-1, 10, 11])
  func `a split that leaves nothing to train on is refused`(count: Int) {
    expectOneLine(naming: "--validation", "10 training samples") {
      _ = try Self.dataset().holdingOut(count)
    }
  }

  @Test func `validation pixels are drawn once, whatever the way of drawing`() throws {
    let grey = Matrix<Float>(rows: 2, columns: 400, repeating: 0.5)
    let dataset = try Dataset(name: "grey", training: grey, test: grey, height: 1, width: 2)
      .holdingOut(200)
    let (fixed, fresh) = (
      dataset.binarized(.static, seed: 1), dataset.binarized(.dynamic, seed: 1)
    )
    #expect(fixed.validation == fresh.validation)
    #expect((0..<200).allSatisfy { [0, 1].contains(fixed.validation[1, $0]) })
    #expect(fixed.validation != Matrix(fixed.test[rows: 0..<2, columns: 0..<200]))
    #expect(dataset.binarized(.none, seed: 1).validation == dataset.validation)
  }

  @Test(arguments: [3, 4, 7, 10])
  func `labels are as many of each class, and fewer are a part of more`(count: Int) throws {
    let dataset = Self.dataset()
    let chosen = try dataset.labelledSamples(count, seed: 4)
    #expect(Set(chosen).count == count && chosen == chosen.sorted())
    let counts = (0..<3).map { label in chosen.count { $0 % 3 == label } }
    #expect((counts.max() ?? 0) - (counts.min() ?? 0) <= 1, "\(counts)")
    #expect(try Set(dataset.labelledSamples(10, seed: 4)).isSuperset(of: chosen))
    #expect(try dataset.labelledSamples(count, seed: 4) == chosen)
    let others = try (0..<8).map { try dataset.labelledSamples(count, seed: $0) }
    #expect(count == 10 || Set(others).count > 1, "the seed has no effect")
  }

  @Test func `labels that are missing, too few or too many are refused`() throws {
    for count in [0, 2, 11] {
      expectOneLine(naming: "--labels", "3 to 10") {
        _ = try Self.dataset().labelledSamples(count, seed: 0)
      }
    }
    var unlabelled = Self.dataset()
    unlabelled.trainingLabels = nil
    expectOneLine(naming: "ten", "train-labels-idx1-ubyte") {
      _ = try unlabelled.labelledSamples(5, seed: 0)
    }
  }
}
