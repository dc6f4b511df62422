import RandomStreams

extension Dataset {
  /// The number of classes that the labels tell apart: one more than the largest.
  package var labelClasses: Int? {
    trainingLabels.map { labels in
      Int(max(labels.max() ?? 0, testLabels?.max() ?? 0)) + 1
    }
  }

  /// Chooses training samples whose labels a semi-supervised model may see: as many of each class.
  ///
  /// The samples of each class are put in an order that depends on the seed alone; then the classes
  /// give one in turn until there are enough. So fewer labels are a part of more, and classes differ
  /// by one sample at most unless one of them runs out.
  ///
  /// - Parameters:
  ///   - count: The number of samples to choose.
  ///   - seed: The seed of the choice.
  /// - Returns: The indices of the chosen samples, rising.
  /// - Throws: ``TrainingError`` if the data have no labels, or fewer samples or more classes than
  ///   `count`.
  package func labelledSamples(_ count: Int, seed: UInt64) throws(TrainingError) -> [Int] {
    guard let labels = trainingLabels else {
      throw .unusableData(
        path: name,
        reason: "has no labels for --model semi-supervised; give a folder that also holds "
          + "train-labels-idx1-ubyte and t10k-labels-idx1-ubyte, plain or .gz")
    }
    var classes = [[Int]](repeating: [], count: 256)
    for (index, label) in labels.enumerated() { classes[Int(label)].append(index) }
    classes.removeAll(where: \.isEmpty)
    guard classes.count...max(labels.count, classes.count) ~= count else {
      throw .invalid(
        name: "--labels", value: "\(count)",
        expected:
          "\(classes.count) to \(labels.count): one of each class at least, and no more than "
          + "there are training samples")
    }
    let stream = Purpose.labelSelection.stream(seed: seed)
    for index in classes.indices {
      var generator = stream.substream(UInt64(index))
      let order = generator.permutation(count: classes[index].count)
      classes[index] = order.map { classes[index][$0] }
    }
    var chosen: [Int] = []
    var turn = 0
    while chosen.count < count {
      for samples in classes where turn < samples.count && chosen.count < count {
        chosen.append(samples[turn])
      }
      turn += 1
    }
    return chosen.sorted()
  }
}
