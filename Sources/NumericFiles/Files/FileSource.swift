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
  ///   file: the size of a pipe or a device is unknown, and a read from it may never return. Also if
  ///   it is larger than the limit.
  init(_ path: String, maximumByteCount: Int = .max) throws(FileError) {
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
    guard status.st_size <= maximumByteCount else {
      close(descriptor)
      throw FileError(
        .tooLarge, path: path,
        message: "has \(status.st_size) bytes, more than the limit of \(maximumByteCount); "
          + "raise the limit")
    }
    self.path = path
    self.remaining = Int(status.st_size)
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  mutating func skip(_ count: Int) throws(FileError) {
    precondition(count <= remaining)
    guard lseek(descriptor, off_t(count), SEEK_CUR) >= 0 else {
      throw .system(errno, path: path, verb: "read")
    }
    remaining -= count
  }

  /// Fills the buffer with the bytes from a position on, and moves nothing.
  func read(at position: Int, into buffer: UnsafeMutableRawBufferPointer) throws(FileError) {
    var filled = 0
    while filled < buffer.count {
      let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
      let count = retrying {
        unsafe pread(descriptor, rest.baseAddress, rest.count, off_t(position + filled))
      }
      guard count >= 0 else { throw .system(errno, path: path, verb: "read") }
      guard count > 0 else {
        throw failure(.truncated, "shrank while it was read, try again when nobody writes to it")
      }
      filled += count
    }
  }

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
