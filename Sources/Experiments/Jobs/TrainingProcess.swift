import Foundation

/// A run of `gumbel train` in a process of its own.
///
/// Its output goes into files of the folder of the run, so no pipe can fill up. A run that began
/// before is continued.
final class TrainingProcess: Activity {
  private let process = Process()
  private let folder: JobFolder
  private var isStopping = false

  /// The options that a continued run takes anew; it keeps its configuration otherwise.
  private static let renewable: Set<String> = [
    "--data", "--steps", "--epochs", "--samples", "--checkpoint-interval",
  ]

  /// Starts or continues a run.
  init(
    _ arguments: [String], seed: UInt64, threads: Int, executable: String, folder: JobFolder
  ) throws {
    self.folder = folder
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = Self.arguments(
      arguments, seed: seed, threads: threads, folder: folder)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try Self.handle(folder.file("output.txt"))
    process.standardError = try Self.handle(folder.file("errors.txt"))
    do {
      try process.run()
    } catch {
      throw ExperimentError("\(executable): cannot be started (\(error.localizedDescription))")
    }
  }

  /// The arguments of the process.
  static func arguments(
    _ arguments: [String], seed: UInt64, threads: Int, folder: JobFolder
  ) -> [String] {
    let ends = ["--threads", "\(threads)", "--json", "--quiet"]
    guard folder.hasRun else {
      return ["train"] + arguments + ["--seed", "\(seed)", "--output", folder.path] + ends
    }
    var kept: [String] = []
    for (index, argument) in arguments.enumerated() {
      let name = argument.prefix { $0 != "=" }
      guard renewable.contains(String(name)) else { continue }
      kept.append(argument)
      if name.count == argument.count, index + 1 < arguments.count {
        kept.append(arguments[index + 1])
      }
    }
    return ["train", "--resume", folder.path] + kept + ends
  }

  private static func handle(_ path: String) throws -> FileHandle {
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let handle = FileHandle(forWritingAtPath: path)
    else { throw ExperimentError("\(path): cannot be written; check the disk and the permissions") }
    return handle
  }

  var isRunning: Bool { process.isRunning }

  var progress: JobProgress { folder.progress }

  func outcome() -> JobState {
    let output = folder.tail("output.txt", bytes: 1 << 20)
    let numbers = output.split(separator: "\n").last.flatMap {
      JobFolder.numbers(Data($0.utf8))
    }
    if process.terminationReason == .exit, process.terminationStatus == 0, let numbers {
      do {
        try folder.write(numbers)
        return .finished(numbers)
      } catch {
        return .failed("\(error)")
      }
    }
    // Somebody else may have interrupted it: then it saved its state as well.
    let interruptions = [128 + SIGINT, 128 + SIGTERM]
    let wasInterrupted =
      process.terminationReason == .exit && interruptions.contains(process.terminationStatus)
    return isStopping || wasInterrupted ? .interrupted : .failed(reason)
  }

  /// Why the process failed, in one line: its own words, or those of a trap, or how it ended.
  private var reason: String {
    let lines = folder.tail("errors.txt", bytes: 1 << 16).split(separator: "\n").map(String.init)
    for mark in ["Error: ", "Fatal error: ", "Precondition failed: "] {
      guard let line = lines.first(where: { $0.contains(mark) }) else { continue }
      return line.hasPrefix(mark) ? String(line.dropFirst(mark.count)) : line
    }
    if process.terminationReason == .uncaughtSignal {
      return "ended by signal \(process.terminationStatus)"
    }
    if process.terminationStatus == 0 { return "ended without a result" }
    return lines.last ?? "ended with status \(process.terminationStatus)"
  }

  /// The signal of a polite request; the process saves its state first.
  func stop() {
    guard !isStopping else { return }
    isStopping = true
    process.terminate()
  }
}
