import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import Testing

@Suite struct MatrixCreationTests {
  @Test(arguments: scalarTypes)
  func `patterns have the elements that they say`(type: any LAPACKScalar.Type) {
    func check<T: LAPACKScalar>(_: T.Type) {
      #expect(Matrix<T>.zeros(rows: 2, columns: 1) == [[0], [0]])
      #expect(Matrix<T>.ones(rows: 1, columns: 2) == [[1, 1]])
      #expect(Matrix<T>.identity(rows: 2, columns: 3) == [[1, 0, 0], [0, 1, 0]])
      #expect(Matrix<T>.identity(rows: 3, columns: 1) == [[1], [0], [0]])
      #expect(Matrix<T>.identity(rows: 0, columns: 3).shape == Shape(rows: 0, columns: 3))
      let v: Vector<T> = [1, .parts(2, 1)]
      #expect(Matrix.diagonal(v) == [[1, 0], [0, .parts(2, 1)]])
      #expect(Matrix.diagonal(v, offset: 1) == [[0, 1, 0], [0, 0, .parts(2, 1)], [0, 0, 0]])
      #expect(Matrix.diagonal(v, offset: -1) == [[0, 0, 0], [1, 0, 0], [0, .parts(2, 1), 0]])
      #expect(
        Matrix.diagonal(v, rows: 2, columns: 4, offset: 2) == [
          [0, 0, 1, 0], [0, 0, 0, .parts(2, 1)],
        ])
      #expect(Matrix(rowVectors: [v, v]) == [[1, .parts(2, 1)], [1, .parts(2, 1)]])
      #expect(Matrix(columnVectors: [v, v]) == [[1, 1], [.parts(2, 1), .parts(2, 1)]])
      #expect(Matrix<T>(columnVectors: []).shape == Shape(rows: 0, columns: 0))
      #expect(Vector<T>.basis(1, count: 3) == [0, 1, 0])
      #expect(Vector<T>.ones(2) == [1, 1] && Vector<T>.zeros(1) == [0])
    }
    check(type)
  }

  @Test(arguments: 0...3, 0...3)
  func `buffers from outside are read in their order`(rows: Int, columns: Int) throws {
    let a = Matrix<Double>(rows: rows, columns: columns) { Double(10 * $0 + $1) }
    let rowMajor = Array(Matrix(a.transposed))
    #expect(try Matrix(rowMajor: rowMajor, rows: rows, columns: columns) == a)
    let columnMajor = Array(a)
    let copy = try Matrix(columnMajor: columnMajor.span, rows: rows, columns: columns)
    #expect(copy == a)
    if columns > 0 {
      #expect(try Matrix(columns: (0..<columns).map { Array(Vector(a.column($0))) }) == a)
    }
  }

  @Test func `wrong lengths from outside throw`() {
    #expect(throws: LinearAlgebraError.dimension(expected: "2×2 elements", found: "3")) {
      try Matrix<Double>(rowMajor: [1, 2, 3], rows: 2, columns: 2)
    }
    #expect(throws: LinearAlgebraError.self) {
      try Matrix<Double>(rowMajor: [1], rows: -1, columns: -1)
    }
    #expect(throws: LinearAlgebraError.self) {
      let none: [Double] = []
      _ = try Matrix(columnMajor: none.span, rows: .max, columns: 2)
    }
    #expect(throws: LinearAlgebraError.dimension(expected: "2 elements", found: "1 in column 1")) {
      try Matrix<Double>(columns: [[1, 2], [3]])
    }
  }

  @Test func `spaced numbers have exact ends`() {
    #expect(
      Vector<Double>.linearlySpaced(from: 0, through: 1, count: 5) == [0, 0.25, 0.5, 0.75, 1])
    #expect(Vector<Float>.linearlySpaced(from: 3, through: 9, count: 1) == [3])
    #expect(Vector<Float>.linearlySpaced(from: 3, through: 9, count: 0).isEmpty)
    let huge = Double.greatestFiniteMagnitude
    #expect(
      Vector<Double>.linearlySpaced(from: -huge, through: huge, count: 3) == [-huge, 0, huge])
    let plane = Vector<Complex<Double>>.linearlySpaced(from: 0, through: Complex(2, 4), count: 3)
    #expect(plane == [0, Complex(1, 2), Complex(2, 4)])
    let powers = Vector<Double>.logarithmicallySpaced(from: 1, through: 1000, count: 4)
    #expect(powers[0] == 1 && powers[3] == 1000)
    #expect(powers.isApproximatelyEqual(to: [1, 10, 100, 1000], relativeTolerance: 1e-14))
    #expect(Vector<Double>.range(to: 3) == [0, 1, 2])
    #expect(Vector<Double>.range(from: 1, to: 0, by: -0.5) == [1, 0.5])
    #expect(Vector<Double>.range(from: 1, to: 0).isEmpty)
  }

  @Test(arguments: scalarTypes)
  func `blocks, stacks, repetitions and Kronecker products`(type: any LAPACKScalar.Type) {
    func check<T: LAPACKScalar>(_: T.Type) {
      var source = MatrixSource<T>(seed: 121)
      let (a, b) = (source.uniform(rows: 2, columns: 3), source.uniform(rows: 2, columns: 1))
      let (c, d) = (source.uniform(rows: 1, columns: 3), source.uniform(rows: 1, columns: 1))
      let whole = Matrix(blocks: [[a, b], [c, d]])
      #expect(whole.shape == Shape(rows: 3, columns: 4))
      #expect(Matrix(whole[rows: 0..<2, columns: 0..<3]) == a)
      #expect(Matrix(whole[rows: 0..<2, columns: 3..<4]) == b)
      #expect(Matrix(whole[rows: 2..<3, columns: 0..<3]) == c)
      #expect(whole[2, 3] == d[0, 0])
      let left = Matrix(stackingRows: [a, c])
      #expect(Matrix(stackingColumns: [left, Matrix(stackingRows: [b, d])]) == whole)
      #expect(Matrix<T>(blocks: []).isEmpty && Matrix<T>(stackingColumns: []).isEmpty)
      #expect(Matrix(stackingRows: [Matrix(rows: 0, columns: 3), a]) == a)
      let corner = Matrix.blockDiagonal([a, d])
      #expect(
        corner
          == Matrix(blocks: [[a, .zeros(rows: 2, columns: 1)], [.zeros(rows: 1, columns: 3), d]]))
      #expect(
        a.repeated(down: 2, across: 3) == Matrix(blocks: [[a, a, a], [a, a, a]]))
      #expect(a.repeated(down: 0, across: 2).shape == Shape(rows: 0, columns: 6))
      let product = whole.kroneckerProduct(a)
      #expect(
        product
          == Matrix(rows: 6, columns: 12) { whole[$0 / 2, $1 / 3] * a[$0 % 2, $1 % 3] })
      #expect(
        Matrix<T>(rows: 0, columns: 2).kroneckerProduct(a).shape == Shape(rows: 0, columns: 6))
      let (x, y) = (source.uniform(count: 3), source.uniform(count: 2))
      #expect(x.outerProduct(y) == Matrix(rows: 3, columns: 2) { x[$0] * y[$1] })
      #expect(
        x.outerProduct(y, conjugating: true)
          == Matrix(rows: 3, columns: 2) { x[$0] * y[$1].conjugate })
    }
    check(type)
  }

  @Test func `blocks that do not fit trap`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Matrix<Double>(blocks: [[.identity(2), .identity(3)]])
    }
    expectMessage(result, "a 3×3 block does not fit where 2×3 is needed")
    await #expect(processExitsWith: .failure) {
      _ = Matrix<Double>(stackingRows: [.identity(2), .identity(3)])
    }
    await #expect(processExitsWith: .failure) {
      _ = Matrix.diagonal([1, 2, 3] as Vector<Double>, rows: 2, columns: 2)
    }
  }
}
