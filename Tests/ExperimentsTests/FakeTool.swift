import Experiments
import Foundation

/// A folder with a shell script that acts like `gumbel train`, for tests of what runs it.
///
/// The option `--mode` says how it ends. Each call is noted in `calls.txt`.
final class FakeTool {
  let path = NSTemporaryDirectory() + "ExperimentsTests-\(UUID())"

  private static let script = """
    #!/bin/sh
    echo "$*" >> "$(dirname "$0")/calls.txt"
    mode=continued
    while [ $# -gt 0 ]; do
      case "$1" in
      --output | --resume) folder=$2 ;;
      --mode) mode=$2 ;;
      --value) value=$2 ;;
      esac
      shift
    done
    case "$mode" in
    good)
      echo '{"steps": 10}' > "$folder/config.json"
      echo '{"step": 5, "bound": -9}' > "$folder/metrics.jsonl"
      echo '{"bound": '"$value"', "status": "finished", "steps_per_second": 50}'
      ;;
    bad)
      echo 'Warning: something' >&2
      echo 'Error: no luck' >&2
      exit 1
      ;;
    silent) ;;
    killed) kill -9 $$ ;;
    slow)
      trap 'echo saved >> "$folder/saved.txt"; exit 143' TERM
      echo '{"steps": 10}' > "$folder/config.json"
      echo '{"step": 5, "bound": -9}' > "$folder/metrics.jsonl"
      while true; do sleep 0.02; done
      ;;
    continued) echo '{"bound": -7.5, "status": "finished"}' ;;
    esac

    """

  init() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    // Another process writes the program: what this one has open for writing while some test starts
    // a process is open there as well for a moment, and Linux refuses to run it ("text file busy").
    let writer = try Process.run(
      URL(fileURLWithPath: "/bin/sh"),
      arguments: [
        "-c", #"printf %s "$1" > "$0" && chmod 755 "$0""#, path + "/tool", Self.script,
      ])
    writer.waitUntilExit()
    precondition(writer.terminationStatus == 0)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The calls so far.
  var calls: [String] {
    String(
      decoding: FileManager.default.contents(atPath: path + "/calls.txt") ?? Data(), as: UTF8.self
    )
    .split(separator: "\n").map(String.init)
  }

  func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(path)/runs/\(name)")
  }

  /// A runner that calls the script.
  func runner(width: Int = 2) -> JobRunner {
    var runner = JobRunner(
      folder: path + "/runs", executable: path + "/tool", width: width, threads: 3)
    runner.pause = 0.005
    return runner
  }

  /// A run in a mode.
  static func job(_ cell: String, _ mode: String, value: Double = -8, seed: UInt64 = 0) -> Job {
    Job(
      cell: cell, seed: seed,
      work: .training(["--data", "d", "--mode", mode, "--value", "\(value)", "--samples", "4"]))
  }
}
