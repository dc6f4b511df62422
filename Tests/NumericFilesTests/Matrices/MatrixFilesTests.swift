import LinearAlgebra
import NumericFiles
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
