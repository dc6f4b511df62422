import Foundation
import NumericFiles

/// Makes a folder with those above it.
///
/// - Parameter path: The path of the folder.
/// - Throws: `FileError` if that is not possible.
package func makeFolder(_ path: String) throws {
  do {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  } catch {
    throw FileError(
      .permissionDenied, path: path,
      message: "cannot make this folder; give a place that you may write to with --output")
  }
}
