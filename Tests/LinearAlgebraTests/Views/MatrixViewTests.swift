import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import Testing

@Suite struct MatrixViewTests {
  let a = Matrix<Double>(rows: 4, columns: 5) { Double(10 * $0 + $1) }

  @Test func `blocks, rows, columns, steps and diagonals show the right elements`() {
    #expect(Matrix(a[rows: 1..<3, columns: 2..<5]) == [[12, 13, 14], [22, 23, 24]])
    #expect(Vector(a.row(2)) == [20, 21, 22, 23, 24])
    #expect(Vector(a.column(4)) == [4, 14, 24, 34])
    #expect(Vector(a.view.diagonal) == [0, 11, 22, 33])
    #expect(Matrix(a.view.stepping(rows: 3, columns: 2)) == [[0, 2, 4], [30, 32, 34]])
    #expect(Matrix(a.view.stepping(rows: -2, columns: -4)) == [[34, 30], [14, 10]])
    #expect(Vector(a.row(0).reversed) == [4, 3, 2, 1, 0])
    #expect(Matrix(a[rows: 1..<3, columns: 0..<2].transposed) == [[10, 20], [11, 21]])
    #expect(Matrix(a[rows: 2..<2, columns: 1..<4]).shape == Shape(rows: 0, columns: 3))
    #expect(a[rows: 4..<4, columns: 5..<5].shape == Shape(rows: 0, columns: 0))
    #expect(a.view[3, 1] == 31 && a.row(1)[3] == 13)
    #expect(a.withView(rows: 0..<1, columns: 0..<2) { $0[0, 1] } == 1)
  }

  @Test(arguments: scalarTypes, Layout.allCases)
  func `every layout shows and packs the same matrix`(
    type: any LAPACKScalar.Type, layout: Layout
  ) {
    func check<T: LAPACKScalar>(_: T.Type) {
      var source = MatrixSource<T>(seed: 81)
      for (m, n) in [(0, 3), (3, 0), (1, 1), (4, 3), (40, 17)] {
        let matrix = source.uniform(rows: m, columns: n)
        layout.withView(of: matrix) { view in
          #expect(Matrix(view) == matrix)
          #expect(Matrix(view.adjoint) == reference(.adjoint, matrix))
          #expect(Matrix(view.conjugated.transposed) == reference(.adjoint, matrix))
          if m > 0 && n > 0 {
            #expect(view[m - 1, n - 1] == matrix[m - 1, n - 1])
            #expect(
              Vector(view.row(m - 1).conjugated) == Vector(reference(.conjugate, matrix).row(m - 1))
            )
          }
        }
      }
    }
    check(type)
  }

  @Test func `lazy operations compose as a Klein four-group`() {
    let z: Matrix<Complex<Double>> = [[Complex(1, 2), Complex(3, 4), Complex(5, 6)]]
    for first in MatrixOperation.allCases {
      #expect(first.followed(by: first) == .none)
      for second in MatrixOperation.allCases {
        let both = reference(second, reference(first, z))
        #expect(Matrix(TransformedMatrix(z, first.followed(by: second))) == both)
      }
    }
    #expect(
      z.transposed.adjoint.operation == .conjugate && z.adjoint.conjugated.operation == .transpose)
    #expect(
      z.adjoint.transposed[0, 1] == Complex(3, -4) && z.adjoint.rows == 3 && z.adjoint.columns == 1)
    // Conjugation of real matrices vanishes.
    #expect(Matrix<Float>.identity(2).adjoint.operation == .transpose)
    #expect(Matrix<Float>.identity(2).conjugated.operation == .none)
  }

  @Test func `views of spans reach rows, repeats and reversals`() {
    let list: [Float] = [1, 2, 3, 4, 5, 6]
    let rowMajor = MatrixView(list.span, rows: 2, columns: 3, rowStride: 3, columnStride: 1)
    #expect(Matrix(rowMajor) == [[1, 2, 3], [4, 5, 6]])
    let reversed = MatrixView(
      list.span, rows: 2, columns: 3, start: 5, rowStride: -3, columnStride: -1)
    #expect(Matrix(reversed) == [[6, 5, 4], [3, 2, 1]])
    let none: [Float] = []
    #expect(MatrixView(none.span, rows: 0, columns: 3, rowStride: 1, columnStride: 1).columns == 3)
  }

  @Test func `changes through views arrive`() {
    var b = Matrix<Double>(rows: 3, columns: 3)
    let shared = b
    b.withMutableView(rows: 1..<3, columns: 1..<3) { view in
      view.fill(with: 1)
      view[0, 1] = 5
      var row = view.row(1)
      row.assign(Vector([7, 8]))
    }
    #expect(b == [[0, 0, 0], [0, 1, 5], [0, 7, 8]])
    b.withMutableView { view in
      var column = view.column(0)
      column.fill(with: 3)
      column[1] = 4
      var diagonal = view.diagonal
      diagonal[0] = -1
      var transposed = view.transposed
      transposed[2, 0] = 9
      var corner = view.stepping(rows: 2, columns: -2)
      corner.assign(Matrix<Double>.identity(2).transposed)
    }
    #expect(b == [[0, 0, 1], [4, 1, 5], [1, 7, 0]])
    #expect(shared == Matrix(rows: 3, columns: 3))
    var v: Vector<Double> = [1, 2, 3]
    v.withMutableView { view in view[1] = view[0] + 10 }
    #expect(v == [1, 11, 3])
  }

  @Test func `a shared matrix is copied before a view changes it`() {
    let a: Matrix<Double> = [[1, 2], [3, 4]]
    var b = a
    b.withMutableView { $0.assign(a.transposed) }
    #expect(a == [[1, 2], [3, 4]] && b == [[1, 3], [2, 4]])
  }

  @Test func `views outside of their memory, zero strides and overlaps trap`() async {
    await #expect(processExitsWith: .failure) {
      _ = Matrix<Double>(rows: 2, columns: 2).withView(rows: 0..<3, columns: 0..<1) { $0[0, 0] }
    }
    await #expect(processExitsWith: .failure) {
      let list: [Double] = [1, 2, 3]
      _ = MatrixView(list.span, rows: 2, columns: 2, rowStride: 1, columnStride: 2)[0, 0]
    }
    await #expect(processExitsWith: .failure) {
      let list: [Double] = [1, 2, 3]
      _ = MatrixView(list.span, rows: 2, columns: 1, rowStride: -1, columnStride: 1)[0, 0]
    }
    await #expect(processExitsWith: .failure) {
      var list: [Double] = [1, 2, 3, 4]
      var span = list.mutableSpan
      let view = MutableMatrixView(&span, rows: 2, columns: 2, rowStride: 0, columnStride: 1)
      _ = view[0, 0]
    }
    await #expect(processExitsWith: .failure) {
      var list: [Double] = [1, 2, 3, 4]
      var span = list.mutableSpan
      let view = MutableMatrixView(&span, rows: 2, columns: 2, rowStride: 1, columnStride: 1)
      _ = view[0, 0]
    }
    await #expect(processExitsWith: .failure) {
      _ = Matrix<Double>(rows: 2, columns: 2).withView { Matrix($0.stepping(rows: 0)) }
    }
    await #expect(processExitsWith: .failure) {
      _ = Matrix<Double>(rows: 2, columns: 2).withView { $0[2, 0] }
    }
  }
}
