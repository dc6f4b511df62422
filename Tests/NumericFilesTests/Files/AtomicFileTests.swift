import Foundation
import NumericFiles
import Testing

@Suite struct AtomicFileTests {
  @Test func `a file has the bytes that were written, piece by piece`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a"
    var file = try AtomicFile(path)
    let pieces: [[UInt8]] = [[1, 2], [], [3]]
    for piece in pieces { try unsafe file.write(piece.span.bytes) }
    #expect(!FileManager.default.fileExists(atPath: path), "nothing appears before the commit")
    try file.commit()
    #expect(try bytes(of: path) == [1, 2, 3])
    #expect(try folder.names == ["a"])
  }

  @Test func `an existing file is replaced and keeps its permissions`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("a", [9, 9, 9, 9])
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    try AtomicFile.write("é\n", to: path)
    #expect(try bytes(of: path) == [0xC3, 0xA9, 0x0A])
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
  }

  @Test func `an abandoned file leaves the target and no temporary file`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("a", [7])
    do {
      var file = try AtomicFile(path)
      try unsafe file.write([1, 2, 3].span.bytes)
    }
    #expect(try bytes(of: path) == [7])
    #expect(try folder.names == ["a"])
  }

  @Test func `a link stays a link and its target is replaced`() throws {
    let folder = try TemporaryFolder()
    let target = try folder.file("target", [1])
    let link = folder.path + "/link"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "target")
    try AtomicFile.write([2], to: link)
    #expect(try bytes(of: target) == [2])
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "target")
  }

  @Test func `a missing folder is named together with the remedy`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/missing/model"
    let text = expectError(.notFound) { () throws(FileError) in
      try AtomicFile.write([1], to: path)
    }
    #expect(text.hasPrefix(path + ": "))
    #expect(text.contains("create it first"))
  }

  @Test(arguments: ["", "/", "/tmp", "/dev/null", "/dev/full", "a\0b"])
  func `what is not a file cannot be replaced`(path: String) {
    expectError(.notFound, .notRegularFile) { () throws(FileError) in
      try AtomicFile.write([1], to: path)
    }
  }

  @Test func `a long name is written, and a too long one is refused`() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write([1], to: folder.path + "/" + String(repeating: "n", count: 255))
    expectError(.notFound) { () throws(FileError) in
      try AtomicFile.write([1], to: folder.path + "/" + String(repeating: "n", count: 256))
    }
    #expect(try folder.names.count == 1)
  }

  @Test func `without permission the error says so`() async {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o555], ofItemAtPath: folder.path)
      if geteuid() == 0 { seteuid(65534) }  // the administrator may write anywhere
      expectError(.permissionDenied) { () throws(FileError) in
        try AtomicFile.write([1], to: folder.path + "/a")
      }
      if getuid() == 0 { seteuid(0) }
    }
  }

  @Test func `a full disk leaves the old file and nothing else`() async {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      let path = try folder.file("a", [7])
      signal(SIGXFSZ, SIG_IGN)  // then writing past the limit fails like writing to a full disk
      var limit = rlimit(rlim_cur: 1000, rlim_max: 1000)
      unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      expectError(.noSpace) { () throws(FileError) in
        try AtomicFile.write([UInt8](repeating: 1, count: 2000), to: path)
      }
      #expect(try bytes(of: path) == [7])
      #expect(try folder.names == ["a"])
    }
  }
}
