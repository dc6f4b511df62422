import Foundation

/// Reads all PGM and PPM files of a folder, in the order of their names.
func readPictures(_ folder: String) throws -> [Picture] {
  guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
    throw Failure("there is no folder \(folder)")
  }
  let files = names.filter { ["pgm", "ppm", "pnm"].contains(($0 as NSString).pathExtension) }
  guard files.count > 1 else {
    let others = names.first {
      ["png", "jpg", "jpeg", "gif"].contains(($0 as NSString).pathExtension)
    }
    let advice = others.map { "; convert others: convert \($0) -resize 64x64! \($0).pgm" } ?? ""
    throw Failure("\(folder) holds \(files.count) PGM or PPM files, two are needed\(advice)")
  }
  var pictures: [Picture] = []
  for file in files.sorted() {
    guard let data = FileManager.default.contents(atPath: "\(folder)/\(file)") else {
      throw Failure("cannot read \(folder)/\(file)")
    }
    guard let picture = parsePicture([UInt8](data)) else {
      throw Failure("\(folder)/\(file) is no complete binary PGM or PPM file")
    }
    if let first = pictures.first, (first.width, first.height) != (picture.width, picture.height) {
      throw Failure(
        "\(folder)/\(file) is \(picture.width)×\(picture.height), "
          + "the pictures before it are \(first.width)×\(first.height)")
    }
    pictures.append(picture)
  }
  return pictures
}

/// Reads a binary PGM (`P5`) or PPM (`P6`) file of one or two bytes per sample; colours become grey.
private func parsePicture(_ bytes: [UInt8]) -> Picture? {
  var position = 2
  guard bytes.starts(with: [80, 53]) || bytes.starts(with: [80, 54]) else { return nil }

  /// The next number of the header, after spaces and comments.
  func number() -> Int? {
    while position < bytes.count, !(48...57).contains(bytes[position]) {
      if bytes[position] == UInt8(ascii: "#") {
        while position < bytes.count, bytes[position] != 10 { position += 1 }
      } else if ![9, 10, 13, 32].contains(bytes[position]) {
        return nil
      } else {
        position += 1
      }
    }
    var value = 0
    let start = position
    while position < bytes.count, (48...57).contains(bytes[position]), value < 100_000 {
      value = 10 * value + Int(bytes[position] - 48)
      position += 1
    }
    return position > start ? value : nil
  }

  guard let width = number(), let height = number(), let largest = number(),
    1...20_000 ~= width, 1...20_000 ~= height, 1...65_535 ~= largest
  else { return nil }
  let start = position + 1
  let channels = bytes[1] == 54 ? 3 : 1
  let sampleSize = largest > 255 ? 2 : 1
  guard bytes.count >= start + width * height * channels * sampleSize else { return nil }

  func sample(_ index: Int) -> Double {
    let first = Int(bytes[start + index * sampleSize])
    let value = sampleSize == 1 ? first : 256 * first + Int(bytes[start + 2 * index + 1])
    return min(1, Double(value) / Double(largest))
  }
  return Picture(width: width, height: height) { x, y in
    let index = channels * (y * width + x)
    guard channels == 3 else { return sample(index) }
    return 0.299 * sample(index) + 0.587 * sample(index + 1) + 0.114 * sample(index + 2)
  }
}
