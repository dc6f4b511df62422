#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A file that appears complete or not at all.
///
/// Bytes go to a temporary file in the folder of the target. ``commit()`` flushes it to the disk,
/// renames it over the target, and flushes the folder, so that a reader, a crash or a power failure
/// finds either the old content or the new. A value that dies uncommitted removes its temporary file.
///
///     var file = try AtomicFile("runs/model.safetensors")
///     try file.write(header.span.bytes)
///     try file.write(weights.span.bytes)
///     try file.commit()
///
/// A symbolic link stays a link, and the permissions of an existing target are kept.
public struct AtomicFile: ~Copyable {
  /// How the names of temporary files begin; one that stays behind belongs to a killed process.
  package static let temporaryPrefix = ".tmp-"

  /// The path as it was given.
  public let path: String

  private let target: String
  private let folder: String
  private let temporary: String
  private var descriptor: Int32
  private var isRenamed = false

  /// Opens a temporary file next to the target.
  ///
  /// - Throws: ``FileError`` if the folder is missing or may not be written to, or if something other
  ///   than a regular file is in the way.
  public init(_ path: String) throws(FileError) {
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw FileError(.notFound, path: path, message: "is not a path, name a file")
    }
    let target = resolvingLink(path)
    let folder = parentFolder(of: target)
    var status = stat()
    let exists = unsafe stat(target, &status) == 0
    if exists && status.st_mode & S_IFMT != S_IFREG {
      throw FileError(
        .notRegularFile, path: path,
        message: "a folder or device is in the way, choose another name")
    }
    let suffix = String(UInt64.random(in: .min ... .max), radix: 16)
    // short, whatever the length of the target's name
    let temporary = "\(folder)/\(Self.temporaryPrefix)\(suffix)"
    let descriptor = retrying {
      unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    }
    guard descriptor >= 0 else { throw Self.failure(toOpenIn: folder, path: path) }
    if exists { fchmod(descriptor, status.st_mode & 0o777) }
    self.path = path
    self.target = target
    self.folder = folder
    self.temporary = temporary
    self.descriptor = descriptor
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    if !isRenamed { unsafe unlink(temporary) }
  }

  /// Appends bytes.
  public mutating func write(_ bytes: RawSpan) throws(FileError) {
    var written = 0
    while written < bytes.byteCount {
      let rest = bytes.extracting(droppingFirst: written)
      let count = unsafe rest.withUnsafeBytes { unsafe writeOnce(descriptor, $0) }
      guard count >= 0 else { throw .system(errno, path: path, verb: "write") }
      written += count
    }
  }

  /// Makes the bytes written so far the content of the target.
  public consuming func commit() throws(FileError) {
    guard fsync(descriptor) == 0 else { throw .system(errno, path: path, verb: "write") }
    let closed = close(descriptor)
    descriptor = -1
    guard closed == 0 else { throw .system(errno, path: path, verb: "write") }
    guard unsafe rename(temporary, target) == 0 else {
      throw .system(errno, path: path, verb: "write")
    }
    isRenamed = true
    try Self.flush(folder: folder, path: path)
  }

  /// Replaces the content of a file by bytes.
  public static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
    var file = try AtomicFile(path)
    try unsafe file.write(bytes.span.bytes)
    try file.commit()
  }

  /// Replaces the content of a file by text in UTF-8.
  public static func write(_ text: String, to path: String) throws(FileError) {
    try write(Array(text.utf8), to: path)
  }

  /// Flushes the entry made by the renaming; some file systems cannot, and need not.
  private static func flush(folder: String, path: String) throws(FileError) {
    let descriptor = retrying { unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard descriptor >= 0 else {
      if errno == EACCES { return }  // a folder that can be written to but not listed
      throw .system(errno, path: path, verb: "write")
    }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 || [EINVAL, ENOTSUP, EROFS].contains(errno) else {
      throw .system(errno, path: path, verb: "write")
    }
  }

  private static func failure(toOpenIn folder: String, path: String) -> FileError {
    let number = errno
    let cause = SystemError(number: number)
    return switch number {
    case ENOENT, ENOTDIR:
      FileError(
        .notFound, path: path, message: "there is no folder \(quoted(folder)), create it first",
        cause: cause)
    case EACCES, EPERM, EROFS:
      FileError(
        .permissionDenied, path: path,
        message: "cannot write in the folder \(quoted(folder)), change its permissions",
        cause: cause)
    default:
      .system(number, path: path, verb: "write")
    }
  }
}

/// The file that a symbolic link leads to, or the path itself.
private func resolvingLink(_ path: String) -> String {
  var status = stat()
  guard unsafe lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK,
    let resolved = unsafe realpath(path, nil)
  else { return path }
  defer { unsafe free(resolved) }
  return unsafe String(cString: resolved)
}

private func parentFolder(of path: String) -> String {
  guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}
