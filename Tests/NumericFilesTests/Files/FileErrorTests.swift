import Foundation
import NumericFiles
import Testing

@Suite struct FileErrorTests {
  @Test func `the description is one line of path, message and cause`() {
    let error = FileError(
      .noSpace, path: "runs/a\nb", message: "cannot write it", cause: SystemError(number: ENOSPC))
    #expect(
      error.description == "runs/a\\u{a}b: cannot write it (No space left on device)")
  }

  @Test func `reading what is no file fails at once and says what it is`() throws {
    let folder = try TemporaryFolder()
    let pipe = folder.path + "/pipe"
    #expect(unsafe mkfifo(pipe, 0o600) == 0)
    for path in [pipe, folder.path, "/dev/zero"] {
      let text = expectError(.notRegularFile) { () throws(FileError) in
        _ = try TensorFile.read(path)
      }
      #expect(text.hasPrefix(path))
    }
    for path in ["", folder.path + "/missing", "a\0b"] {
      expectError(.notFound) { () throws(FileError) in _ = try IDX.readLabels(path) }
    }
  }
}
