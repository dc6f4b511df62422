import Foundation
import NumericFiles
import Testing

/// Files are exchanged with NumPy, and with the safetensors package where it is installed.
@Suite struct PythonTests {
  /// Runs a script and returns whether it succeeded.
  @discardableResult
  static func python(_ script: String, in folder: String = NSTemporaryDirectory()) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script]
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  static let hasNumPy = python("import numpy")
  static let hasSafetensors = python("import safetensors.numpy")

  @Test(.enabled(if: hasNumPy, "needs python3 with numpy"))
  func `NumPy reads what is written here`() throws {
    let folder = try TemporaryFolder()
    try NPYArray(shape: [2, 3], elements: .float([0, 1, 2, 3, 4, 5]))
      .write(to: folder.path + "/c.npy")
    try NPYArray(shape: [2, 3], order: .columnMajor, elements: .double([0, 3, 1, 4, 2, 5]))
      .write(to: folder.path + "/f.npy")
    try NPYArray(shape: [], elements: .float([1.5])).write(to: folder.path + "/s.npy")
    let script = """
      import numpy
      c, f, s = numpy.load("c.npy"), numpy.load("f.npy"), numpy.load("s.npy")
      assert c.dtype == "<f4" and f.dtype == "<f8" and f.flags.f_contiguous
      assert (c == numpy.arange(6).reshape(2, 3)).all() and (c == f).all()
      assert s.shape == () and s == 1.5
      """
    #expect(Self.python(script, in: folder.path))
  }

  @Test(.enabled(if: hasNumPy, "needs python3 with numpy"))
  func `what NumPy writes is read here`() throws {
    let folder = try TemporaryFolder()
    let script = """
      import numpy
      a = numpy.arange(24).reshape(2, 3, 4) - 5
      for type in ["<f2", ">f4", "<f8", ">i8", "<i2", "|i1"]:
        for order in "CF":
          numpy.save(type[1:] + order, numpy.array(a, dtype=type, order=order))
      """
    #expect(Self.python(script, in: folder.path))
    for type in ["f2", "f4", "f8", "i8", "i2", "i1"] {
      for order in ["C", "F"] {
        let array = try NPYArray.read("\(folder.path)/\(type)\(order).npy")
        #expect(array.shape == [2, 3, 4])
        #expect(array.order == (order == "C" ? .rowMajor : .columnMajor))
        #expect(array.rowMajorElements.doubles == (-5..<19).map(Double.init))
      }
    }
  }

  @Test(.enabled(if: hasSafetensors, "needs python3 with safetensors and numpy"))
  func `safetensors are exchanged with the reference implementation`() throws {
    let folder = try TemporaryFolder()
    try TensorFileTests.example.write(to: folder.path + "/a.safetensors")
    let script = #"""
      import numpy, safetensors.numpy
      from safetensors import safe_open
      a = safetensors.numpy.load_file("a.safetensors")
      assert sorted(a) == ["a", "b", "empty", "m"]
      assert a["a"].shape == () and a["m"].dtype == "<f8" and a["empty"].shape == (0, 7)
      assert (a["b"] == [1, -2]).all() and (a["m"] == [[3, 4]]).all()
      with safe_open("a.safetensors", "numpy") as f:
        metadata = f.metadata()
      assert metadata == {"z": "1", "note": "a \"quoted\"\n\\ line é"}
      safetensors.numpy.save_file(a, "b.safetensors", metadata)
      """#
    #expect(Self.python(script, in: folder.path))
    #expect(try TensorFile.read(folder.path + "/b.safetensors") == TensorFileTests.example)
  }
}
