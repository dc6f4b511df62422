import ComplexModule
import LinearAlgebra
import NumericFiles
import RealModule
import Testing

@Suite struct MatrixFilesTests {
  @Test func `a tensor holds the rows of its matrix`() {
    let tensor = Tensor(name: "w", [[1, 2, 3], [4, 5, 6]] as Matrix<Float>)
    #expect(tensor == Tensor(name: "w", shape: [2, 3], [1, 2, 3, 4, 5, 6] as [Float]))
    let column = Tensor(name: "b", [[1], [2]] as Matrix<Double>)
    #expect(column == Tensor(name: "b", shape: [2], [1, 2] as [Double]))
    let row = Tensor(name: "r", [[1, 2]] as Matrix<Double>)
    #expect(row == Tensor(name: "r", shape: [1, 2], [1, 2] as [Double]))
  }

  @Test(arguments: 0...4, 0...4)
  func `saving, then loading a matrix is the identity`(rows: Int, columns: Int) throws {
    let matrix = Matrix<Double>(rows: rows, columns: columns) { Double(10 * $0 + $1) }
    let single = Matrix<Float>(rows: rows, columns: columns) { Float(10 * $0 + $1) }
    let file = TensorFile(tensors: [Tensor(name: "d", matrix), Tensor(name: "f", single)])
    let same = try TensorFile(decoding: file.encoded())
    #expect(try same.matrix(named: "d") == matrix)
    #expect(try same.matrix(named: "d", shape: matrix.shape) == matrix)
    #expect(try same.matrix(named: "f") == single)
    #expect(try same.matrix(named: "f") == matrix, "widening is exact")

    let folder = try TemporaryFolder()
    let path = folder.path + "/a.npy"
    try NPYArray(matrix).write(to: path)
    #expect(try NPYArray.readMatrix(path) == matrix)
    #expect(try NPYArray.readMatrix(path) == single)
    try NPYArray(samples: matrix).write(to: path)
    #expect(try NPYArray.readSamples(path) == matrix)
    #expect(try NPYArray.readMatrix(path) == Matrix<Double>(matrix.transposed))
  }

  @Test(arguments: 0...3, 0...3)
  func `matrices and vectors of all four scalars pass through npy`(rows: Int, columns: Int) throws {
    try Self.check(rows, columns, Float.self)
    try Self.check(rows, columns, Double.self)
    try Self.check(rows, columns, Complex<Float>.self)
    try Self.check(rows, columns, Complex<Double>.self)
  }

  private static func check<Element: Scalar>(
    _ rows: Int, _ columns: Int, _ type: Element.Type
  ) throws {
    let folder = try TemporaryFolder()
    let matrix = Matrix<Element>(rows: rows, columns: columns) {
      Element(
        realPart: Element.RealPart(10 * $0 + $1), imaginaryPart: Element.RealPart($0 - $1))
    }
    let path = folder.path + "/a.npy"
    try matrix.writeNPY(to: path)
    let transposed = Matrix<Element>(matrix.transposed)
    #expect(try Matrix(npy: path) == matrix)
    #expect(try Matrix(npy: path, transposed: true) == transposed)
    #expect(try NPYArray.read(path).matrix() == matrix)
    #expect(try NPYArray.readSamples(path) == transposed)
    try NPYArray(samples: matrix).write(to: path)
    #expect(try Matrix(npy: path) == transposed)
    #expect(try Matrix(npy: path, transposed: true) == matrix)
    #expect(try NPYArray.read(path).matrix() == transposed)
    #expect(try NPYArray.readSamples(path) == matrix)
    let vector = Vector((0..<rows).map { Element(Element.RealPart($0)) })
    try vector.writeNPY(to: path)
    #expect(try Vector(npy: path) == vector)
    #expect(try NPYArray.read(path).vector() == vector)
    #expect(try NPYArray.read(path).shape == [rows])
    #expect(try Matrix(npy: path) == vector.matrix)
    #expect(try Matrix(npy: path, transposed: true) == vector.rowMatrix)
  }

  @Test func `numbers are converted on the way into a matrix or refused`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.npy"
    try NPYArray(shape: [2, 2], elements: .uint8([1, 2, 3, 4])).write(to: path)
    let expected: Matrix<Float> = [[1, 2], [3, 4]]
    #expect(try Matrix(npy: path) == expected)
    let transposed: Matrix<Complex<Double>> = [[1, 3], [2, 4]]
    #expect(try Matrix(npy: path, transposed: true) == transposed)
    try NPYArray(shape: [1, 2], elements: .int32([16_777_217, 1])).write(to: path)
    #expect(try Vector(npy: path) == [16_777_217, 1] as Vector<Double>)
    let text = expectError(.mismatch) { () throws(FileError) in
      _ = try Matrix<Float>(npy: path)
    }
    #expect(text.hasPrefix(path) && text.contains("16777217"))
    let pairs = [Complex<Float>(1, 2), Complex<Float>(3, 4)]
    try NPYArray(shape: [2], elements: .complexFloat(pairs)).write(to: path)
    let widened: Matrix<Complex<Double>> = [[Complex(1, 2)], [Complex(3, 4)]]
    #expect(try Matrix(npy: path) == widened)
    expectError(.mismatch) { () throws(FileError) in _ = try Matrix<Double>(npy: path) }
    expectError(.tooLarge) { () throws(FileError) in
      _ = try Matrix<Double>(npy: path, maximumByteCount: 100)
    }
    try NPYArray(shape: [2, 2], elements: .float([1, 2, 3, 4])).write(to: path)
    expectError(.mismatch) { () throws(FileError) in _ = try Vector<Float>(npy: path) }
  }

  @Test func `an empty array of enormous extents takes neither memory nor time`() throws {
    let folder = try TemporaryFolder()
    for order in ["True", "False"] {
      for shape in ["(0, 4611686018427387904)", "(4611686018427387904, 0)"] {
        let bytes = NPYArrayTests.file(NPYArrayTests.literal("<f8", shape, order: order), [])
        let path = try folder.file("a.npy", bytes)
        #expect(try Matrix<Double>(npy: path).isEmpty)
        #expect(try Matrix<Float>(npy: path, transposed: true).isEmpty)
        #expect(try NPYArray.readSamples(path, as: Float.self).isEmpty)
        #expect(try NPYArray.read(path).samples(as: Double.self).isEmpty)
      }
    }
  }

  @Test func `a parameter of another shape, type or name is refused`() {
    let file = TensorFile(tensors: [
      Tensor(name: "w", shape: [2, 3], [Double](repeating: 0, count: 6)),
      Tensor(name: "b", shape: [2], [0, 0] as [Float]),
      Tensor(name: "t", shape: [1, 1, 1], [0] as [Float]),
      Tensor(name: "s", shape: [], [0] as [Float]),
    ])
    func refuses(_ name: String, _ rows: Int, _ columns: Int) -> String {
      expectError(.mismatch) { () throws(FileError) in
        _ = try file.matrix(
          named: name, shape: Shape(rows: rows, columns: columns), as: Double.self)
      }
    }
    #expect(refuses("w", 3, 2).contains("\"w\" is 2×3 where 3×2 is asked for"))
    _ = (refuses("b", 1, 2), refuses("b", 2, 2), refuses("x", 1, 1), refuses("t", 1, 1))
    for name in ["w", "t", "s"] {
      expectError(.mismatch) { () throws(FileError) in
        _ = try file.matrix(named: name, as: Float.self)
      }
    }
  }

  @Test func `NumPy samples become columns, whatever their order and axes`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.npy"
    let expected: Matrix<Float> = [[0, 4], [1, 5], [2, 6], [3, 7]]
    let rowMajor = NPYArray(shape: [2, 2, 2], elements: .double([0, 1, 2, 3, 4, 5, 6, 7]))
    try rowMajor.write(to: path)
    #expect(try NPYArray.readSamples(path) == expected)
    try NPYArray(
      shape: [2, 2, 2], order: .columnMajor, elements: .float([0, 4, 2, 6, 1, 5, 3, 7])
    ).write(to: path)
    #expect(try NPYArray.readSamples(path) == expected)
    try NPYArray(shape: [3], elements: .float([1, 2, 3])).write(to: path)
    #expect(try NPYArray.readSamples(path) == [[1, 2, 3]] as Matrix<Float>)
    #expect(try NPYArray.readMatrix(path) == [[1], [2], [3]] as Matrix<Float>)
    try NPYArray(shape: [], elements: .float([1])).write(to: path)
    expectError(.mismatch) { () throws(FileError) in
      _ = try NPYArray.readSamples(path, as: Float.self)
    }
    expectError(.mismatch) { () throws(FileError) in
      _ = try NPYArray.readMatrix(path, as: Float.self)
    }
  }

  @Test func `images become columns of intensities`() async {
    let images = IDX.Images(rows: 1, columns: 2, pixels: [0, 255, 51, 102, 1, 2])
    #expect(images.intensities(of: 0..<2) == [[0, 0.2], [1, 0.4]] as Matrix<Float>)
    #expect(images.intensities()[0, 2] == 1.0 / 255)
    await #expect(processExitsWith: .failure) {
      let images = IDX.Images(rows: 1, columns: 2, pixels: [0, 255])
      _ = images.intensities(of: 0..<2, as: Float.self)
    }
  }
}
