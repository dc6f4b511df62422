import Foundation

/// What standard error can show.
struct Terminal {
  /// Whether standard error is a terminal that moves its cursor.
  let isInteractive: Bool
  /// Whether colour is wanted.
  let hasColor: Bool
  /// Whether the locale has characters beyond ASCII.
  let hasUnicode: Bool

  /// Looks at standard error and the environment.
  static var standardError: Terminal {
    let environment = ProcessInfo.processInfo.environment
    let isInteractive = isatty(STDERR_FILENO) == 1 && environment["TERM"] != "dumb"
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }
      .first { !$0.isEmpty }
    return Terminal(
      isInteractive: isInteractive,
      hasColor: isInteractive && (environment["NO_COLOR"] ?? "").isEmpty,
      hasUnicode: locale?.lowercased().replacing("-", with: "").contains("utf8") ?? false)
  }

  /// The number of columns now; 80 if the terminal does not say.
  var columns: Int { Self.columns(of: STDERR_FILENO) ?? 80 }

  /// The number of columns of standard output, or nil if it is no terminal that says.
  static var standardOutputColumns: Int? { columns(of: STDOUT_FILENO) }

  /// The number of columns of a terminal, or nil.
  private static func columns(of descriptor: Int32) -> Int? {
    var size = winsize()
    guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return Int(size.ws_col)
  }

  /// Writes text as it is; where nobody reads it any more, the run goes on without.
  func write(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }

  /// Writes a line.
  func writeLine(_ text: String) { write(text + "\n") }

  /// Marks secondary text.
  func dim(_ text: String) -> String { hasColor ? "\u{1B}[2m\(text)\u{1B}[0m" : text }

  /// Marks the colour of progress.
  func accent(_ text: String) -> String { hasColor ? "\u{1B}[36m\(text)\u{1B}[0m" : text }
}
