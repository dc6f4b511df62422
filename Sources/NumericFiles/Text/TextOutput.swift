import LinearAlgebra

/// Text on its way to a file that appears complete or not at all.
///
/// A path that ends in `.gz` is packed. Without a path the text stays in memory.
struct TextOutput: ~Copyable {
  private var file: AtomicFile?
  private let isPacked: Bool
  private(set) var bytes: [UInt8] = []

  /// Text in memory.
  init() {
    file = nil
    isPacked = false
  }

  /// Opens a file.
  init(_ path: String) throws(FileError) {
    file = try AtomicFile(path)
    isPacked = path.hasSuffix(".gz")
  }

  /// Appends text.
  mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// Appends a byte.
  mutating func append(_ byte: UInt8) { bytes.append(byte) }

  /// Appends a number in the shortest notation that reads back as the same number.
  mutating func append<Real: RealScalar>(_ number: Real) {
    append(number.isNaN ? "nan" : "\(number)")
  }

  /// Hands what has gathered to the file now and then; called between lines.
  mutating func flushIfLong() throws(FileError) {
    guard bytes.count >= 1 << 20, file != nil, !isPacked else { return }
    let text = bytes
    bytes = []
    try file?.write(text)
  }

  /// Makes the text the content of the file.
  consuming func commit() throws(FileError) {
    guard var file else { return }
    try file.write(isPacked ? Gzip.deflate(bytes) : bytes)
    try file.commit()
  }
}

extension AtomicFile {
  /// Appends bytes.
  fileprivate mutating func write(_ bytes: [UInt8]) throws(FileError) {
    try unsafe write(bytes.span.bytes)
  }
}
