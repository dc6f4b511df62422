#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// An error number of the operating system.
public struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The value of `errno`, for instance `ENOSPC`.
  public let number: Int32

  /// Wraps an error number.
  public init(number: Int32) {
    self.number = number
  }

  /// The system's own words, for instance "No space left on device".
  public var description: String {
    unsafe String(cString: strerror(number))
  }
}

extension FileError {
  /// Turns an error number into an error that names the remedy.
  ///
  /// - Parameters:
  ///   - number: The value of `errno`.
  ///   - path: The path as the caller gave it.
  ///   - verb: What was attempted, "read" or "write".
  /// - Returns: An error caused by the ``SystemError`` of this number.
  static func system(_ number: Int32, path: String, verb: String) -> FileError {
    let (code, message): (Code, String) =
      switch number {
      case ENOENT, ENOTDIR: (.notFound, "cannot \(verb) it, check the path")
      case EACCES, EPERM: (.permissionDenied, "cannot \(verb) it, change the permissions")
      case EROFS: (.permissionDenied, "cannot \(verb) it, choose a path on a writable disk")
      case ENOSPC, EDQUOT, EFBIG: (.noSpace, "cannot \(verb) it, free space or choose another disk")
      case EISDIR: (.notRegularFile, "cannot \(verb) a folder, name a file")
      case ENAMETOOLONG: (.notFound, "cannot \(verb) it, choose a shorter name")
      case EMFILE, ENFILE: (.inputOutput, "cannot \(verb) it, close other files first")
      default: (.inputOutput, "cannot \(verb) it")
      }
    return FileError(code, path: path, message: message, cause: SystemError(number: number))
  }
}
