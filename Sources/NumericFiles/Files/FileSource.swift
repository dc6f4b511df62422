#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A regular file, open for reading until the value dies.
struct FileSource: ByteSource, ~Copyable {
  let path: String
  private(set) var remaining: Int
  private let descriptor: Int32

  /// Opens a file.
  ///
  /// - Throws: ``FileError`` if there is no such file, if it may not be read, or if it is not a regular
  ///   file: the size of a pipe or a device is unknown, and a read from it may never return.
  init(_ path: String) throws(FileError) {
    guard !path.utf8.contains(0) else {
      throw FileError(.notFound, path: path, message: "a path cannot contain a zero byte")
    }
    // O_NONBLOCK: opening a pipe must not wait for a writer.
    let descriptor = retrying { unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
    guard descriptor >= 0 else { throw .system(errno, path: path, verb: "read") }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      let number = errno
      close(descriptor)
      throw .system(number, path: path, verb: "read")
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw FileError(
        .notRegularFile, path: path, message: "is not a regular file, name a file on disk")
    }
    self.path = path
    self.remaining = Int(status.st_size)
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) {
    precondition(buffer.count <= remaining)
    var filled = 0
    while filled < buffer.count {
      let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
      let count = unsafe readOnce(descriptor, rest)
      guard count >= 0 else { throw .system(errno, path: path, verb: "read") }
      guard count > 0 else {
        throw failure(.truncated, "shrank while it was read, try again when nobody writes to it")
      }
      filled += count
    }
    remaining -= filled
  }
}
