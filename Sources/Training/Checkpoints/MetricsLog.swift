import Foundation
import NumericFiles

/// The growing file of metrics.
struct MetricsLog: ~Copyable {
  private let descriptor: Int32
  private let path: String

  /// Opens the file at its end.
  init(_ path: String) throws {
    self.path = path
    descriptor = unsafe open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Self.failure(path) }
  }

  deinit { close(descriptor) }

  /// The text of a record.
  static func line(_ record: MetricsRecord) throws -> String {
    String(decoding: try JSONEncoder.stable.encode(record), as: UTF8.self) + "\n"
  }

  /// Adds a record with one call of the system, so that lines are not torn.
  func append(_ record: MetricsRecord) throws {
    let bytes = Array(try Self.line(record).utf8)
    var done = 0
    while done < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        let rest = unsafe buffer[done...]
        return unsafe write(
          descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      }
      guard count >= 0 || errno == EINTR else { throw Self.failure(path) }
      done += max(count, 0)
    }
  }

  /// Brings what was added to the disk.
  func synchronize() throws {
    guard fsync(descriptor) == 0 else { throw Self.failure(path) }
  }

  private static func failure(_ path: String) -> FileError {
    let cause = SystemError(number: errno)
    return FileError(
      .inputOutput, path: path, message: "cannot be written; check the disk and the permissions",
      cause: cause)
  }
}
