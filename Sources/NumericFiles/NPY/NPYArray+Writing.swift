extension NPYArray {
  /// Writes an `.npy` file of version 1.0, complete or not at all.
  ///
  /// - Throws: ``FileError`` if the folder is missing, may not be written to, or is full.
  /// - Precondition: The array has 64 axes at most.
  public func write(to path: String) throws(FileError) {
    var file = try AtomicFile(path)
    try unsafe file.write(NPYHeader.encoded(self).span.bytes)
    try elements.withBytes { (bytes) throws(FileError) in try file.write(bytes) }
    try file.commit()
  }

  /// The bytes that ``write(to:)`` writes.
  public func encoded() -> [UInt8] {
    var result = NPYHeader.encoded(self)
    elements.withBytes { bytes in
      unsafe bytes.withUnsafeBytes { unsafe result.append(contentsOf: $0) }
    }
    return result
  }
}
