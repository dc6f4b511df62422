import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import Testing

@Suite struct MatrixSlicingTests {
  private let a: Matrix<Double> = [[1, 2, 3], [4, 5, 6], [7, 8, 9], [10, 11, 12]]

  @Test func `blocks, rows, columns and diagonals are replaced in place`() {
    var b = a
    b.replace(rows: 1..<3, columns: 0..<2, with: [[0, -1], [-2, -3]] as Matrix)
    #expect(b == [[1, 2, 3], [0, -1, 6], [-2, -3, 9], [10, 11, 12]])
    b.replace(rows: 0..<3, columns: 0..<3, with: a[rows: 1..<4, columns: 0..<3].stepping(rows: -1))
    #expect(b == [[10, 11, 12], [7, 8, 9], [4, 5, 6], [10, 11, 12]])
    b.replaceRow(0, with: [0, 0, 0] as Vector)
    b.replaceColumn(2, with: a.column(0))
    #expect(b == [[0, 0, 1], [7, 8, 4], [4, 5, 7], [10, 11, 10]])
    b.setDiagonal(to: [-1, -2, -3] as Vector)
    b.setDiagonal(offset: -2, to: [20, 21] as Vector)
    b.fillDiagonal(offset: 2, with: 30)
    #expect(b == [[-1, 0, 30], [7, -2, 4], [20, 5, -3], [10, 21, 10]])
    b.replace(rows: 0..<0, columns: 1..<3, with: Matrix(rows: 0, columns: 2))
    #expect(a[0, 0] == 1)
  }

  @Test(arguments: -4...3)
  func `diagonals are views with an offset`(offset: Int) {
    let expected = (0..<4).flatMap { row in
      (0..<3).compactMap { row + offset == $0 ? a[row, $0] : nil }
    }
    #expect(Array(Vector(a.diagonal(offset: offset))) == expected)
    #expect(Array(Vector(a.view.diagonal(offset: offset))) == expected)
    #expect(Array(Vector(a.view.transposed.diagonal(offset: -offset))) == expected)
    var b = a
    b.fillDiagonal(offset: offset, with: 0)
    #expect(b.sum() == a.sum() - expected.reduce(0, +))
  }

  @Test func `gathering, removing and inserting`() {
    #expect(a.rows(at: [2, 0, 2]) == [[7, 8, 9], [1, 2, 3], [7, 8, 9]])
    #expect(a.columns(at: [2, 2]) == [[3, 3], [6, 6], [9, 9], [12, 12]])
    #expect(a.rows(at: []).shape == Shape(rows: 0, columns: 3))
    #expect(a.columns(at: []).shape == Shape(rows: 4, columns: 0))
    #expect(a.removingRows(at: [0, 3, 0]) == [[4, 5, 6], [7, 8, 9]])
    #expect(a.removingColumns(at: [1]) == [[1, 3], [4, 6], [7, 9], [10, 12]])
    #expect(a.insertingRows([[0, 0, 0]], at: 1).removingRows(at: [1]) == a)
    #expect(a.insertingRows([[0, 0, 0]], at: 4)[4, 2] == 0)
    #expect(a.insertingColumns(a, at: 3) == Matrix(stackingColumns: [a, a]))
    #expect(a.insertingColumns(Matrix(rows: 4, columns: 0), at: 0) == a)
  }

  @Test func `reversing and rolling`() {
    #expect(a.reversingRows() == a.rows(at: [3, 2, 1, 0]))
    #expect(a.reversingColumns() == a.columns(at: [2, 1, 0]))
    #expect(a.rolled(rows: 1, columns: -1) == a.rows(at: [3, 0, 1, 2]).columns(at: [1, 2, 0]))
    #expect(a.rolled(rows: -5, columns: 6) == a.rows(at: [1, 2, 3, 0]))
    #expect(Matrix<Double>(rows: 0, columns: 3).rolled(rows: 1).shape == Shape(rows: 0, columns: 3))
  }

  @Test(arguments: -5...4)
  func `triangles with an offset keep their side of a diagonal`(offset: Int) {
    let (upper, lower) = (a.upperTriangle(offset: offset), a.lowerTriangle(offset: offset - 1))
    #expect(upper + lower == a)
    for column in 0..<3 {
      for row in 0..<4 where column - row < offset { #expect(upper[row, column] == 0) }
    }
  }

  @Test(arguments: scalarTypes)
  func `mirroring makes a triangle symmetric or Hermitian`(type: any LAPACKScalar.Type) {
    func check<T: LAPACKScalar>(_: T.Type) {
      var source = MatrixSource<T>(seed: 131)
      let a = source.uniform(rows: 4, columns: 4)
      for triangle in Triangle.allCases {
        var symmetric = a
        symmetric.mirror(triangle)
        #expect(symmetric.isSymmetric)
        var hermitian = a
        hermitian.mirror(triangle, conjugating: true)
        #expect(hermitian.isHermitian)
        #expect(symmetric[0, 1] == (triangle == .upper ? a[0, 1] : a[1, 0]))
        #expect(hermitian[0, 1] == (triangle == .upper ? a[0, 1] : a[1, 0].conjugate))
      }
      #expect(a.upperTriangle().isTriangular(.upper) && !a.isTriangular(.upper))
      #expect(a.lowerTriangle().isTriangular(.lower) && !a.lowerTriangle().isDiagonal)
      #expect(Matrix<T>.identity(rows: 2, columns: 3).isDiagonal)
    }
    check(type)
  }

  @Test func `swapping, reshaping and flattening`() {
    var b = a
    b.swapRows(0, 3)
    b.swapRows(1, 1)
    b.swapColumns(0, 2)
    #expect(b == a.rows(at: [3, 1, 2, 0]).columns(at: [2, 1, 0]))
    #expect(a[0, 0] == 1)
    #expect(a.reshaped(rows: 2, columns: 6)[1, 0] == 4)
    #expect(a.flattened == [1, 4, 7, 10, 2, 5, 8, 11, 3, 6, 9, 12])
  }

  @Test func `parts of vectors are views, to be changed or copied`() {
    let v: Vector<Double> = [0, 1, 2, 3, 4, 5]
    #expect(Vector(v.view[1..<4]) == [1, 2, 3])
    #expect(Vector(v.view.stepping(by: 2)) == [0, 2, 4])
    #expect(Vector(v.view.stepping(by: -2)) == [5, 3, 1])
    #expect(Vector(v.view[1..<6].stepping(by: -3)) == [5, 2])
    #expect(v.withView(2..<4) { $0.norm(.one) } == 5)
    #expect(v.view[6..<6].count == 0)
    var w = v
    w.replace(0..<2, with: [9, 8] as Vector)
    w.withMutableView { view in
      var odd = view.stepping(by: -2)
      odd.fill(with: 7)
    }
    #expect(w == [9, 7, 2, 7, 4, 7])
    #expect(v.elements(at: [5, 0, 0]) == [5, 0, 0])
    #expect(v.reversing() == [5, 4, 3, 2, 1, 0])
    #expect(v.rolled(by: 2) == [4, 5, 0, 1, 2, 3])
    #expect(Vector(concatenating: [v, [], w]).count == 12)
    #expect(Vector<Double>(concatenating: []).isEmpty)
  }

  @Test func `parts outside of the matrix trap with its shape`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Matrix<Double>(rows: 2, columns: 3).rows(at: [2])
    }
    expectMessage(result, "row 2 is outside of a 2×3 matrix")
    await #expect(processExitsWith: .failure) { _ = Matrix<Double>.identity(2).columns(at: [-1]) }
    await #expect(processExitsWith: .failure) {
      var a = Matrix<Double>.identity(2)
      a.replace(rows: 0..<2, columns: 0..<1, with: Matrix(rows: 1, columns: 2))
    }
    await #expect(processExitsWith: .failure) {
      _ = Vector(Matrix<Double>.identity(2).diagonal(offset: 3))
    }
    await #expect(processExitsWith: .failure) {
      var a = Matrix<Double>.identity(2)
      a.swapRows(0, 2)
    }
    await #expect(processExitsWith: .failure) { _ = Vector<Double>(count: 2).view[1..<3].count }
  }
}
