/// Why a file could not be read or written, in one line that says what to do.
///
/// The `code` is for programs, the ``description`` for people:
///
///     runs/model.safetensors: holds 40 of 64 data bytes; the file was cut short, copy it again
///
/// Text that comes from a file (names, keys) is escaped and shortened before it enters a message.
public struct FileError: Error, Sendable, CustomStringConvertible {
  /// What kind of failure this is.
  public enum Code: String, Sendable, Hashable, CaseIterable {
    /// Nothing exists at the path, or a folder on the way is missing.
    case notFound
    /// The system does not permit the operation.
    case permissionDenied
    /// The path leads to a folder, a device or a pipe.
    case notRegularFile
    /// The disk or the quota is full.
    case noSpace
    /// Any other failure of the system.
    case inputOutput
    /// The file ends before the data that it declares.
    case truncated
    /// The file goes on after the data that it declares.
    case trailingBytes
    /// The bytes do not follow the format.
    case malformed
    /// The bytes follow the format, but use a part of it that this package does not read.
    case unsupported
    /// The content exceeds a limit on memory.
    case tooLarge
    /// The content is sound, but not what was asked for: another shape, type or name.
    case mismatch
  }

  /// The kind of failure.
  public let code: Code

  /// The path as it was given.
  public let path: String

  /// What is wrong, and what to do about it, without a full stop.
  public let message: String

  /// The failure below this one, usually a ``SystemError``.
  public let cause: (any Error)?

  /// Describes a failure at a path.
  public init(_ code: Code, path: String, message: String, cause: (any Error)? = nil) {
    self.code = code
    self.path = path
    self.message = message
    self.cause = cause
  }

  /// The path, the message and the cause in one line.
  public var description: String {
    let line = "\(path.isEmpty ? "\"\"" : escaped(path, limit: 4096)): \(message)"
    guard let cause else { return line }
    return "\(line) (\(cause))"
  }
}

/// Quotes text from a file for a message: one line, no control characters, of bounded length.
func quoted(_ text: String) -> String {
  "\"\(escaped(text, limit: 80))\""
}

private func escaped(_ text: String, limit: Int) -> String {
  var result = ""
  for (count, scalar) in text.unicodeScalars.enumerated() {
    guard count < limit else { return result + "…" }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate:
      result += "\\u{\(String(scalar.value, radix: 16))}"
    default:
      result.unicodeScalars.append(scalar)
    }
  }
  return result
}
