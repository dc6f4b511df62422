public import Figures
import Foundation
import NumericFiles

extension ExperimentResult {
  /// The result as one JSON object.
  ///
  /// - Parameter isPretty: Whether it takes many lines.
  /// - Returns: The text.
  /// - Throws: An encoding error if a figure is not finite.
  public func json(isPretty: Bool = false) throws -> String {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if isPretty { encoder.outputFormatting.insert(.prettyPrinted) }
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  /// Writes `table.md`, `results.json` and `report.html`.
  ///
  /// - Parameters:
  ///   - folder: The folder of the experiment.
  ///   - figures: Figures to show before the others.
  ///   - facts: Settings to list.
  ///   - command: The command that made the files.
  /// - Throws: `FileError` if a file cannot be written.
  public func write(
    to folder: String, figures: [Figure] = [], facts: [HTMLReport.Fact] = [], command: String
  ) throws {
    try AtomicFile.write(markdown(), to: "\(folder)/table.md")
    try AtomicFile.write(try json(isPretty: true) + "\n", to: "\(folder)/results.json")
    try AtomicFile.write(
      html(folder: folder, figures: figures, facts: facts, command: command),
      to: "\(folder)/report.html")
  }
}
