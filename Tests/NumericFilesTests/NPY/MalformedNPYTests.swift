import NumericFiles
import Testing

@Suite struct MalformedNPYTests {
  static let whole = NPYArrayTests.file(NPYArrayTests.literal("|u1", "(2, 2)"), [1, 2, 3, 4])

  @Test func `a file cut at any byte throws`() {
    for count in Self.whole.indices {
      expectError(.truncated) { () throws(FileError) in
        _ = try NPYArray(decoding: Array(Self.whole[..<count]))
      }
    }
  }

  @Test func `a file with any byte changed throws or decodes, and never traps`() {
    for index in Self.whole.indices {
      for byte in UInt8.min ... .max {
        var damaged = Self.whole
        damaged[index] = byte
        _ = try? NPYArray(decoding: damaged)
      }
    }
  }

  @Test func `bytes after the data are refused`() {
    expectError(.trailingBytes) { () throws(FileError) in
      _ = try NPYArray(decoding: Self.whole + [0])
    }
  }

  @Test(arguments: [
    "<c4", "<c32", ">O", "|c8", "<U3", "|S1", "|O", "<M8[s]", "<f16", "<i3", "|f4", "=f4", "f4",
    "|b2", "",
  ])
  func `other types are refused by name`(descriptor: String) {
    let text = expectError(.unsupported) { () throws(FileError) in
      let literal = NPYArrayTests.literal(descriptor, "(1,)")
      _ = try NPYArray(decoding: NPYArrayTests.file(literal, [0]))
    }
    #expect(text.contains("\"\(descriptor)\""))
  }

  @Test func `records are refused`() {
    expectError(.unsupported) { () throws(FileError) in
      let literal = "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }"
      _ = try NPYArray(decoding: NPYArrayTests.file(literal, [0, 0, 0, 0]))
    }
  }

  @Test(
    arguments: [
      "", "{", "{}", "()", "{'descr': '|u1'}", "{'descr': '|u1', 'shape': (1,)}",
      "{'descr': '|u1', 'fortran_order': False, 'shape': (1)}",
      "{'descr': '|u1', 'fortran_order': False, 'shape': (,)}",
      "{'descr': '|u1', 'fortran_order': False, 'shape': (-1,)}",
      "{'descr': '|u1', 'fortran_order': False, 'shape': (1.0,)}",
      "{'descr': '|u1', 'fortran_order': False, 'shape': (01,)}",
      "{'descr': '|u1', 'fortran_order': False, 'shape': ((1,),)}",
      "{'descr': '|u1', 'fortran_order': False, 'shape': [1]}",
      "{'descr': '|u1', 'fortran_order': False, 'shape': (99999999999999999999,)}",
      "{'descr': '|u1', 'fortran_order': false, 'shape': (1,)}",
      "{'descr': '|u1', 'fortran_order': 0, 'shape': (1,)}",
      "{'descr': '|u1', 'fortran_order': False, 'shape': (1,), 'more': 1}",
      "{'descr': '|u1', 'descr': '|u1', 'fortran_order': False, 'shape': (1,)}",
      "{'descr': '|u1', 'fortran_order': False, 'shape': (1,)} 1",
      "{'descr': '|u1', 'fortran_order': False, 'shape': (1,)",
      "{'descr': '|u1, 'fortran_order': False, 'shape': (1,)}",
      "{'descr': '\\x7cu1', 'fortran_order': False, 'shape': (1,)}",
      "{'shape': (" + String(repeating: "(", count: 5000),
      "{'shape': (" + String(repeating: "1,", count: 4000),
    ])
  func `a header that is not the literal of the format is refused`(literal: String) {
    expectError(.malformed) { () throws(FileError) in
      _ = try NPYArray(decoding: NPYArrayTests.file(literal, [0]))
    }
  }

  @Test(arguments: ["(4294967296, 4294967296)", "(9223372036854775807,)", "(3,)", "()"])
  func `a shape beyond the data takes no memory`(shape: String) {
    expectError(.truncated) { () throws(FileError) in
      _ = try NPYArray(decoding: NPYArrayTests.file(NPYArrayTests.literal("<f8", shape), [0]))
    }
  }

  @Test func `wrong magic, versions and header lengths are refused`() {
    for (index, byte, code) in [
      (0, 0x92, .malformed), (6, 4, .unsupported), (6, 0, .unsupported), (7, 1, .unsupported),
      (9, 0xFF, .malformed),
    ] as [(Int, UInt8, FileError.Code)] {
      var damaged = Self.whole
      damaged[index] = byte
      expectError(code) { () throws(FileError) in _ = try NPYArray(decoding: damaged) }
    }
    expectError(.malformed) { () throws(FileError) in
      _ = try NPYArray(
        decoding: [0x93] + Array("NUMPY".utf8) + [2, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0x7B])
    }
  }
}
