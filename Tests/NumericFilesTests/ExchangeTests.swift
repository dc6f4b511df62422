import ComplexModule
import Foundation
import LinearAlgebra
import NumericFiles
import RealModule
import Testing

/// Every format and type is exchanged with NumPy and SciPy in both directions.
@Suite struct ExchangeTests {
  static let hasNumPy = PythonTests.hasNumPy
  static let hasSciPy = PythonTests.python("import scipy.io")

  /// Runs a script that prints what went wrong.
  static func expectPython(
    _ script: String, in folder: borrowing TemporaryFolder,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let path = folder.path
    let wrapped = """
      import traceback, sys
      try:
      \(script.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n"))
      except BaseException:
        open("fault", "w").write(traceback.format_exc())
        sys.exit(1)
      """
    let succeeded = PythonTests.python(wrapped, in: path)
    let fault = (try? String(contentsOfFile: path + "/fault", encoding: .utf8)) ?? ""
    #expect(succeeded, "\(fault)", sourceLocation: sourceLocation)
  }

  static let dtypes = [
    "bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float32",
    "float64", "complex64", "complex128",
  ]

  @Test(.enabled(if: hasNumPy, "needs python3 with numpy"))
  func `Python reads archives with fields of 64 bits that are written here`() throws {
    let folder = try TemporaryFolder()
    var file = NPZFile()
    for index in 0..<6 {
      let numbers = (0..<20).map { Double(20 * index + $0) }
      file.insert(NPYArray(shape: [4, 5], elements: .double(numbers)), named: "a\(index)")
    }
    var names: [String] = []
    for limit in [0, 200, 700, 1500] {
      for isCompressed in [false, true] {
        let name = "\(limit)\(isCompressed).npz"
        let bytes = file.encoded(
          compressed: isCompressed, limits: ZipLimits(size: limit, entryCount: limit == 0 ? 0 : 6))
        try Data(bytes).write(to: URL(fileURLWithPath: "\(folder.path)/\(name)"))
        names.append(name)
      }
    }
    Self.expectPython(
      """
      import numpy, zipfile
      for name in \(names):
        archive = zipfile.ZipFile(name)
        assert archive.testzip() is None
        assert [i.file_size for i in archive.infolist()] == [288] * 6, archive.infolist()
        file = numpy.load(name)
        for i in range(6):
          assert (file[f"a{i}"] == numpy.arange(20.0).reshape(4, 5) + 20 * i).all(), (name, i)
      """, in: folder)
  }

  @Test(.enabled(if: hasNumPy, "needs python3 with numpy"))
  func `NumPy reads npy and npz of every type that are written here`() throws {
    let folder = try TemporaryFolder()
    var file = NPZFile()
    for (elements, dtype) in zip(NPYArrayTests.allTypes, Self.dtypes) {
      let array = NPYArray(shape: [2, 1], order: .columnMajor, elements: elements)
      try array.write(to: "\(folder.path)/\(dtype).npy")
      file.insert(array, named: dtype)
    }
    file.insert(NPYArray(shape: [], elements: .float([1.5])), named: "dir/é")
    try file.write(to: folder.path + "/stored.npz")
    try file.write(to: folder.path + "/packed.npz", compressed: true)
    Self.expectPython(
      """
      import numpy, zipfile
      expected = {
        "bool": [True, False], "int8": [-128, 127], "int16": [-32768, 1],
        "int32": [-2**31, 2**31 - 1], "int64": [-2**63, 2**63 - 1], "uint8": [0, 255],
        "uint16": [0, 2**16 - 1], "uint32": [0, 2**32 - 1], "uint64": [0, 2**64 - 1],
        "float32": [numpy.nextafter(numpy.float32(numpy.pi), numpy.float32(0)), -0.0],
        "float64": [numpy.pi, 5e-324], "complex64": [1-2j, 3j], "complex128": [numpy.pi-2j, 1e300j]}
      for name in ["stored.npz", "packed.npz"]:
        assert zipfile.ZipFile(name).testzip() is None
        file = numpy.load(name)
        assert file.files == list(expected) + ["dir/é"], file.files
        assert file["dir/é"].shape == () and file["dir/é"] == 1.5
        for dtype, values in expected.items():
          for array in [file[dtype], numpy.load(dtype + ".npy")]:
            assert array.dtype == dtype and array.shape == (2, 1), (dtype, array)
            assert (array[:, 0] == numpy.array(values, dtype)).all(), (dtype, array)
      """, in: folder)
  }

  @Test(.enabled(if: hasNumPy, "needs python3 with numpy"))
  func `npy and npz of every type and byte order that NumPy writes are read`() throws {
    let folder = try TemporaryFolder()
    Self.expectPython(
      """
      import numpy
      types = "\(Self.dtypes.joined(separator: " ")) float16".split()
      arrays = {}
      for type in types:
        for sign in "<>":
          for order in "CF":
            a = numpy.array([[0, 1, 2], [3, 4, 100]], dtype=type, order=order)
            arrays[type + ("l" if sign == "<" else "b") + order] = a.astype(a.dtype.newbyteorder(sign), order=order)
      for name, array in arrays.items():
        numpy.save(name, array)
      numpy.savez("stored", **arrays)
      numpy.savez_compressed("packed", **arrays)
      numpy.savez("positional", numpy.zeros((2, 3, 4)), numpy.float32(1))
      numpy.lib.format.write_array(open("two.npy", "wb"), numpy.arange(3), version=(2, 0))
      numpy.lib.format.write_array(open("three.npy", "wb"), numpy.arange(3), version=(3, 0))
      numpy.save("object", numpy.array([{}]), allow_pickle=True)
      numpy.save("text", numpy.array(["a"]))
      numpy.save("record", numpy.zeros(2, dtype=[("a", "<f4")]))
      numpy.save("date", numpy.zeros(2, dtype="<M8[s]"))
      numpy.savez("mixed", a=numpy.arange(3), b=numpy.array(["a"]))
      """, in: folder)
    let stored = try NPZFile.read(folder.path + "/stored.npz")
    let packed = try NPZFile.read(folder.path + "/packed.npz")
    #expect(stored.items.count == 56)
    for type in Self.dtypes + ["float16"] {
      for (sign, order) in [("l", "C"), ("l", "F"), ("b", "C"), ("b", "F")] {
        let name = type + sign + order
        let array = try NPYArray.read("\(folder.path)/\(name).npy")
        #expect(array == stored[name] && array == packed[name], "\(name)")
        #expect(array.shape == [2, 3])
        #expect(array.order == (order == "C" ? .rowMajor : .columnMajor))
        #expect(array.elements.type.rawValue == (type == "float16" ? "float32" : type))
        let expected: [Double] = type == "bool" ? [0, 1, 1, 1, 1, 1] : [0, 1, 2, 3, 4, 100]
        #expect(try array.values() == expected.map { Complex($0) })
        #expect(try NPZFile.readArray(named: name, from: folder.path + "/packed.npz") == array)
      }
    }
    let list = try NPZFile.list(folder.path + "/packed.npz")
    #expect(list.map(\.name) == packed.items.map(\.name))
    #expect(list.allSatisfy { $0.shape == [2, 3] })
    let positional = try NPZFile.list(folder.path + "/positional.npz")
    #expect(positional.map(\.name) == ["arr_0", "arr_1"])
    #expect(positional.map(\.shape) == [[2, 3, 4], []])
    for name in ["two", "three"] {
      #expect(try NPYArray.read("\(folder.path)/\(name).npy").integers() == [0, 1, 2])
    }
    for (name, word) in [
      ("object", "Python objects"), ("text", "text"), ("record", "records"), ("date", "dates"),
    ] {
      let message = expectError(.unsupported) { () throws(FileError) in
        _ = try NPYArray.read("\(folder.path)/\(name).npy")
      }
      #expect(message.contains(word))
    }
    let mixed = folder.path + "/mixed.npz"
    #expect(
      expectError(.unsupported) { () throws(FileError) in _ = try NPZFile.read(mixed) }
        .contains("entry \"b.npy\": holds text"))
    #expect(try NPZFile.readArray(named: "a", from: mixed).integers() == [0, 1, 2])
  }

  @Test(.enabled(if: hasSciPy, "needs python3 with scipy"))
  func `Matrix Market files are exchanged with SciPy`() throws {
    let folder = try TemporaryFolder()
    let real = Matrix(rows: 3, columns: 2) { 1 / Double($0 + 2 * $1 + 3) }
    let complex = Matrix(rows: 3, columns: 3) {
      Complex(1 / Double($0 + $1 + 1), Double($0 - $1) / 3)
    }
    try real.writeMatrixMarket(to: folder.path + "/real.mtx")
    try real.writeMatrixMarket(to: folder.path + "/real_coordinate.mtx.gz", format: .coordinate)
    try complex.writeMatrixMarket(to: folder.path + "/complex.mtx")
    try complex.writeMatrixMarket(to: folder.path + "/complex_coordinate.mtx", format: .coordinate)
    Self.expectPython(
      """
      import numpy, scipy.io, scipy.sparse
      real = numpy.array([[1 / (i + 2 * j + 3) for j in range(2)] for i in range(3)])
      whole = numpy.array([[complex(1 / (i + j + 1), (i - j) / 3) for j in range(3)] for i in range(3)])
      assert (scipy.io.mmread("real.mtx") == real).all()
      assert (scipy.io.mmread("real_coordinate.mtx.gz").toarray() == real).all()
      assert (scipy.io.mmread("complex.mtx") == whole).all()
      assert (scipy.io.mmread("complex_coordinate.mtx").toarray() == whole).all()
      symmetric, skew = whole.real, whole.imag
      samples = dict(
        general=real, symmetric=symmetric, skew=skew, hermitian=whole,
        integer=numpy.array([[1, -2], [3, 4]]))
      for name, array in samples.items():
        scipy.io.mmwrite("a_" + name, array, comment="two\\nlines", precision=17)
        scipy.io.mmwrite("c_" + name, scipy.sparse.coo_matrix(array), precision=17)
      scipy.io.mmwrite("pattern", scipy.sparse.coo_matrix(numpy.eye(3)), field="pattern")
      """, in: folder)
    let symmetric = Matrix(rows: 3, columns: 3) { complex[$0, $1].real }
    let skew = Matrix(rows: 3, columns: 3) { complex[$0, $1].imaginary }
    for kind in ["a", "c"] {
      let prefix = "\(folder.path)/\(kind)_"
      #expect(try Matrix(matrixMarket: prefix + "general.mtx") == real)
      #expect(try Matrix(matrixMarket: prefix + "symmetric.mtx") == symmetric)
      #expect(try Matrix(matrixMarket: prefix + "skew.mtx") == skew)
      #expect(try Matrix(matrixMarket: prefix + "hermitian.mtx") == complex)
      let integers: Matrix<Float> = [[1, -2], [3, 4]]
      #expect(try Matrix(matrixMarket: prefix + "integer.mtx") == integers)
    }
    #expect(try MatrixMarket.describe(folder.path + "/a_hermitian.mtx").symmetry == .hermitian)
    #expect(try MatrixMarket.describe(folder.path + "/c_skew.mtx").symmetry == .skewSymmetric)
    #expect(try Matrix<Double>(matrixMarket: folder.path + "/pattern.mtx") == .identity(3))
  }

  @Test(.enabled(if: hasNumPy, "needs python3 with numpy"))
  func `tables are exchanged with NumPy`() throws {
    let folder = try TemporaryFolder()
    let real = Matrix(rows: 3, columns: 2) { 1 / Double($0 + 2 * $1 + 3) }
    let complex = Matrix(rows: 3, columns: 2) { Complex(real[$0, $1], Double($0 - $1)) }
    try real.writeCSV(to: folder.path + "/real.csv", names: ["a", "b"])
    try CSVTable(complex).write(
      to: folder.path + "/complex.tsv", format: CSVFormat(delimiter: .tab))
    Self.expectPython(
      """
      import numpy
      real = numpy.array([[1 / (i + 2 * j + 3) for j in range(2)] for i in range(3)])
      whole = real + 1j * numpy.array([[i - j for j in range(2)] for i in range(3)])
      assert (numpy.loadtxt("real.csv", delimiter=",", skiprows=1) == real).all()
      assert (numpy.loadtxt("complex.tsv", dtype=complex) == whole).all()
      numpy.savetxt("back.csv", real, delimiter=",", header="a,b", comments="# ", fmt="%.17g")
      numpy.savetxt("whole.csv", whole, delimiter=",")
      """, in: folder)
    #expect(
      try Matrix(csv: folder.path + "/back.csv", format: CSVFormat(comment: "#")) == real)
    let back = try Matrix<Complex<Double>>(csv: folder.path + "/whole.csv")
    #expect(back == complex, "nineteen digits are enough")
  }
}
