import Foundation
import LinearAlgebra
import NumericFiles

/// Reads a folder with IDX images for training and, if there are any, for testing.
///
/// The names are those of MNIST and Fashion-MNIST: `train-images-idx3-ubyte` and `train-labels-…`,
/// `t10k-images-…` and `t10k-labels-…`, with or without `.gz`. Labels are optional, but where they lie
/// beside images their counts must agree. Without test images the last tenth of the training images
/// is held out.
func loadImageFolder(_ folder: String) throws -> Dataset {
  guard let trainingPath = existingFile("train-images-idx3-ubyte", in: folder) else {
    throw TrainingError.unusableData(
      path: folder,
      reason: "holds no train-images-idx3-ubyte or train-images-idx3-ubyte.gz; "
        + "give the folder with the IDX files of MNIST or Fashion-MNIST")
  }
  let training = try readImages(trainingPath)
  let trainingLabels = try readLabels(
    "train-labels-idx1-ubyte", in: folder, images: training, at: trainingPath)
  let name = URL(fileURLWithPath: folder).lastPathComponent
  guard let testPath = existingFile("t10k-images-idx3-ubyte", in: folder) else {
    let (first, last) = try holdOut(training.intensities(), path: trainingPath)
    return Dataset(
      name: name, training: first, test: last, height: training.rows, width: training.columns,
      trainingLabels: trainingLabels.map { Array($0[..<first.columns]) },
      testLabels: trainingLabels.map { Array($0[first.columns...]) })
  }
  let test = try readImages(testPath)
  guard test.rows == training.rows, test.columns == training.columns else {
    throw TrainingError.unusableData(
      path: testPath,
      reason: "holds images of \(test.rows) × \(test.columns) pixels, but the training images have "
        + "\(training.rows) × \(training.columns)")
  }
  let labels = try readLabels("t10k-labels-idx1-ubyte", in: folder, images: test, at: testPath)
  return Dataset(
    name: name, training: training.intensities(), test: test.intensities(), height: training.rows,
    width: training.columns, trainingLabels: trainingLabels, testLabels: labels)
}

/// Reads samples from a NumPy file; the last tenth is held out for testing.
func loadNumPyFile(_ path: String) throws -> Dataset {
  let array = try NPYArray.read(path)
  guard !array.shape.isEmpty else {
    throw TrainingError.unusableData(
      path: path, reason: "has the shape \(array.shape); samples × features are needed")
  }
  let samples = try array.samples(as: Float.self)
  let elements = samples.elements
  for index in elements.indices where !(0...1).contains(elements[index]) {
    throw TrainingError.unusableData(
      path: path,
      reason:
        "the value \(elements[index]) of sample \(index / samples.rows) lies outside of 0 to 1; "
        + "scale the data first")
  }
  let shape = array.shape
  let (first, last) = try holdOut(samples, path: path)
  // Samples of rows × columns are images; flat samples are shown as an image if they are square.
  let side = Int(Double(first.rows).squareRoot())
  let (height, width) =
    if shape.count == 3 { (shape[1], shape[2]) } else if side * side == first.rows {
      (side, side)
    } else { (1, first.rows) }
  return Dataset(
    name: URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent, training: first,
    test: last, height: height, width: width)
}

/// Returns the path of a file, plain or gzip, if one of the two is there.
private func existingFile(_ name: String, in folder: String) -> String? {
  [name, name + ".gz"].map { "\(folder)/\($0)" }.first {
    FileManager.default.fileExists(atPath: $0)
  }
}

/// Reads images and requires at least one.
private func readImages(_ path: String) throws -> IDX.Images {
  let images = try IDX.readImages(path)
  guard images.count > 0 else {
    throw TrainingError.unusableData(path: path, reason: "holds no images")
  }
  return images
}

/// Reads the labels that belong to images, if there are any.
private func readLabels(
  _ name: String, in folder: String, images: IDX.Images, at imagePath: String
) throws -> [UInt8]? {
  guard let path = existingFile(name, in: folder) else { return nil }
  let labels = try IDX.readLabels(path)
  guard labels.count == images.count else {
    throw TrainingError.unusableData(
      path: path,
      reason: "holds \(labels.count) labels for the \(images.count) images of \(imagePath); "
        + "the two must come from the same download")
  }
  return labels
}

/// Cuts off the last tenth of the samples, at least one.
private func holdOut(
  _ samples: Matrix<Float>, path: String
) throws(TrainingError) -> (first: Matrix<Float>, last: Matrix<Float>) {
  guard samples.columns >= 2, samples.rows >= 1 else {
    throw .unusableData(
      path: path,
      reason: "holds \(samples.columns) samples of \(samples.rows) features; at least two samples "
        + "are needed, one to train on and one to test on")
  }
  let cut = samples.columns - max(1, samples.columns / 10)
  return (
    Matrix(samples[rows: 0..<samples.rows, columns: 0..<cut]),
    Matrix(samples[rows: 0..<samples.rows, columns: cut..<samples.columns])
  )
}
