extension TensorFile {
  /// Writes the file, complete or not at all.
  ///
  /// - Throws: ``FileError`` if the folder is missing, may not be written to, or is full. An earlier
  ///   file at the path is then untouched.
  public func write(to path: String) throws(FileError) {
    let sorted = sortedTensors
    var file = try AtomicFile(path)
    try unsafe file.write(encodedHeader(sorted).span.bytes)
    for tensor in sorted {
      try tensor.elements.withBytes { (bytes) throws(FileError) in try file.write(bytes) }
    }
    try file.commit()
  }

  /// The bytes that ``write(to:)`` writes.
  public func encoded() -> [UInt8] {
    let sorted = sortedTensors
    var result = encodedHeader(sorted)
    for tensor in sorted {
      tensor.elements.withBytes { bytes in
        unsafe bytes.withUnsafeBytes { unsafe result.append(contentsOf: $0) }
      }
    }
    return result
  }

  /// The length of the header as a 64-bit integer, then the header, padded to a multiple of eight.
  private func encodedHeader(_ tensors: [Tensor]) -> [UInt8] {
    var entries: [String] = []
    if !metadata.isEmpty {
      let pairs = metadata.sorted { $0.key < $1.key }
        .map { "\(jsonString($0.key)):\(jsonString($0.value))" }
      entries.append("\"__metadata__\":{\(pairs.joined(separator: ","))}")
    }
    var position = 0
    for tensor in tensors {
      let type = tensor.elements.type
      let end = position + tensor.elements.count * type.byteCount
      let shape = tensor.shape.map(String.init).joined(separator: ",")
      entries.append(
        "\(jsonString(tensor.name)):{\"dtype\":\"\(type.tensorName)\",\"shape\":[\(shape)],"
          + "\"data_offsets\":[\(position),\(end)]}")
      position = end
    }
    var text = Array("{\(entries.joined(separator: ","))}".utf8)
    text.append(contentsOf: repeatElement(UInt8(ascii: " "), count: -text.count & 7))
    let length = UInt64(text.count)
    return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + text
  }
}

/// A string of JSON: quotes, backslashes and control characters are escaped, the rest is UTF-8.
private func jsonString(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"", "\\": result += "\\\(scalar)"
    case "\u{0}"..<" ":
      let digits = String(scalar.value, radix: 16)
      result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}
