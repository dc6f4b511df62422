import Foundation
import LinearAlgebra
import NumericFiles
import RandomStreams

/// Where the data of a run come from.
public enum DataSource: Hashable, Codable, Sendable {
  /// Images with known factors, made on the spot.
  case toy(FactorImages)
  /// A folder of IDX files, plain or gzip, named as MNIST and Fashion-MNIST are.
  case folder(String)
  /// A NumPy file of samples × features.
  case numpy(String)

  /// The number of training images of the toy data.
  public static let toyTrainingCount = 60000
  /// The number of test images of the toy data.
  public static let toyTestCount = 20000

  /// Reads a source from what a user wrote.
  ///
  /// - Parameters:
  ///   - argument: `toy`, a folder or a `.npy` file.
  ///   - toy: What `toy` stands for.
  /// - Throws: ``TrainingError`` if nothing is there, or something that is neither.
  public init(argument: String, toy: FactorImages) throws(TrainingError) {
    guard argument != "toy" else {
      self = .toy(toy)
      return
    }
    var isFolder: ObjCBool = false
    let path = URL(fileURLWithPath: argument).standardizedFileURL.path
    guard !argument.isEmpty,
      unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    else {
      throw .unusableData(
        path: argument,
        reason: "no such file or folder; --data takes 'toy', a folder of IDX files or a .npy file")
    }
    if isFolder.boolValue {
      self = .folder(path)
    } else if path.hasSuffix(".npy") {
      self = .numpy(path)
    } else {
      throw .unusableData(
        path: argument,
        reason: "neither a folder nor a .npy file; give the folder that holds the IDX files")
    }
  }

  /// Whether the samples are binary by construction.
  public var isBinary: Bool {
    if case .toy = self { true } else { false }
  }

  /// Reads or makes the data.
  ///
  /// - Parameter seed: The seed of made data; files do not depend on it.
  /// - Returns: Training and test samples with values in `[0, 1]`. The labels of toy images are the
  ///   values of their first factor, those of a folder come from its label files.
  /// - Throws: ``TrainingError`` or `FileError` if the files are missing or damaged.
  public func load(seed: UInt64) throws -> Dataset {
    switch self {
    case .toy(let process):
      let stream = Purpose.toyData.stream(seed: seed)
      let training = process.sample(count: Self.toyTrainingCount, stream: stream.substream(0))
      let test = process.sample(count: Self.toyTestCount, stream: stream.substream(1))
      return Dataset(
        name: "toy", training: training.images, test: test.images, height: process.height,
        width: process.width, trainingLabels: training.factors.map { UInt8($0[0]) },
        testLabels: test.factors.map { UInt8($0[0]) }, process: process, testFactors: test.factors)
    case .folder(let path): return try loadImageFolder(path)
    case .numpy(let path): return try loadNumPyFile(path)
    }
  }
}
