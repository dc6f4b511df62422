import Foundation
import NumericFiles

extension RunFolder {
  /// Writes the evaluation of the run.
  ///
  /// - Parameter evaluation: The evaluation.
  /// - Throws: `FileError` if the file cannot be written.
  public func write(_ evaluation: RunEvaluation) throws {
    let text = String(decoding: try JSONEncoder.stable.encode(evaluation), as: UTF8.self)
    try AtomicFile.write(text + "\n", to: file("evaluation.json"))
  }

  /// Reads the evaluation of the run, if there is a whole one.
  ///
  /// - Returns: The evaluation or nil.
  public func readEvaluation() -> RunEvaluation? {
    FileManager.default.contents(atPath: file("evaluation.json")).flatMap {
      try? JSONDecoder().decode(RunEvaluation.self, from: $0)
    }
  }

  /// Returns a path for a new run: `runs/NAME-1`, or with the next number that is free.
  ///
  /// - Parameter name: The name of the data.
  /// - Returns: A path where nothing is yet.
  public static func nextFreePath(for name: String) -> String {
    var number = 1
    while FileManager.default.fileExists(atPath: "runs/\(name)-\(number)") { number += 1 }
    return "runs/\(name)-\(number)"
  }
}
