import Foundation

/// What data a recipe takes.
public enum DataNeed: String, Codable, Sendable {
  /// None.
  case nothing
  /// A folder with the IDX files of MNIST.
  case images
  /// The same with the labels of the training images.
  case labels

  /// A word for a table.
  public var summary: String {
    switch self {
    case .nothing: "–"
    case .images: "MNIST"
    case .labels: "labels"
    }
  }

  /// Requires that a folder holds what is needed.
  ///
  /// - Parameter folder: The folder, or nil if none is given.
  /// - Throws: ``ExperimentError`` that says where to get the data.
  public func check(_ folder: String?) throws(ExperimentError) {
    guard self != .nothing else { return }
    let source = """
      get the four IDX files of MNIST from https://ossci-datasets.s3.amazonaws.com/mnist, or \
      'apt-get install dataset-fashion-mnist' (in /usr/share/datasets/fashion-mnist) for other images
      """
    guard let folder, !folder.isEmpty else {
      throw ExperimentError("images are needed: give their folder with --data; \(source)")
    }
    for (name, isNeeded) in [
      ("train-images-idx3-ubyte", true), ("t10k-images-idx3-ubyte", true),
      ("train-labels-idx1-ubyte", self == .labels), ("t10k-labels-idx1-ubyte", self == .labels),
    ] where isNeeded {
      let isThere = [name, name + ".gz"].contains {
        FileManager.default.fileExists(atPath: "\(folder)/\($0)")
      }
      guard isThere else {
        throw ExperimentError("\(folder): holds no \(name) or \(name).gz; \(source)")
      }
    }
  }
}
