import Foundation
import NumericFiles

/// Writes a line to standard output, and says so where that fails: a result must not get lost.
///
/// - Parameter text: The line, or several.
/// - Throws: `FileError` if standard output is closed or full.
func writeOutput(_ text: String) throws {
  do {
    try FileHandle.standardOutput.write(contentsOf: Data((text + "\n").utf8))
  } catch {
    throw FileError(
      .inputOutput, path: "standard output",
      message: "cannot be written; the results are in the folder of the run")
  }
}
