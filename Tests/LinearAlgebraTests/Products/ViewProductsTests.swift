import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import Testing

@Suite struct ViewProductsTests {
  @Test(arguments: scalarTypes, Layout.allCases)
  func `operands and results of every layout give the product and touch nothing else`(
    type: any LAPACKScalar.Type, layout: Layout
  ) {
    check(type, layout)
  }

  private func check<T: LAPACKScalar>(_: T.Type, _ layoutA: Layout) {
    var source = MatrixSource<T>(seed: 5)
    var round = 0
    for layoutB in Layout.allCases {
      for layoutC in Layout.mutable {
        for (m, k, n) in [(3, 2, 4), (1, 3, 2), (3, 1, 1), (2, 0, 3), (0, 2, 2)] {
          round += 1
          let (a, b) = (source.uniform(rows: m, columns: k), source.uniform(rows: k, columns: n))
          let c = source.uniform(rows: m, columns: n)
          let (alpha, beta): (T, T) = round % 3 == 0 ? (1, 0) : (.parts(2, -1), .parts(1, 1))
          let expected = referenceProduct(.none, a, .none, b, alpha: alpha, beta: beta, c)
          let (found, isPaddingIntact) = layoutC.withMutableView(of: c) { c in
            layoutA.withView(of: a) { a in
              layoutB.withView(of: b) { b in
                multiply(a, b, into: &c, alpha: alpha, beta: beta)
              }
            }
          }
          let label = "\(m)×\(k)×\(n) \(layoutA) \(layoutB) \(layoutC)"
          #expect(expected.firstFault(in: found) == nil, "\(label)")
          #expect(isPaddingIntact, "\(label)")
        }
      }
    }
  }

  @Test(arguments: scalarTypes)
  func `matrix times vector takes every layout and stride`(type: any LAPACKScalar.Type) {
    checkVectors(type)
  }

  private func checkVectors<T: LAPACKScalar>(_: T.Type) {
    var source = MatrixSource<T>(seed: 6)
    for layout in Layout.allCases {
      for operation in MatrixOperation.allCases {
        for (m, k) in [(3, 4), (4, 1), (1, 3), (0, 2), (2, 0)] {
          let a = source.uniform(rows: m, columns: k)
          let applied = reference(operation, a)
          let input = source.uniform(count: applied.columns)
          let output = source.uniform(count: applied.rows)
          let expected = referenceProduct(
            .none, applied, .none, input.matrix, alpha: 3, beta: -1, output.matrix)
          var result = output
          layout.withView(of: a) { a in
            multiply(a.applying(operation), input, into: &result, alpha: 3, beta: -1)
          }
          #expect(expected.firstFault(in: result.matrix) == nil)
          for stride in [1, 2, -1, -2] {
            let host = input.spread(stride)
            var target = output.spread(stride)
            layout.withView(of: a) { a in
              host.withStride(stride) { x in
                target.withMutableStride(stride) { y in
                  multiply(a.applying(operation), x, into: &y, alpha: 3, beta: -1)
                }
              }
            }
            let found = target.withStride(stride) { Vector($0) }
            #expect(expected.firstFault(in: found.matrix) == nil, "\(operation) stride \(stride)")
          }
        }
      }
    }
  }

  @Test func `a stride of zero repeats an element`() {
    let a: Matrix<Double> = [[1, 2], [3, 4]]
    let one: [Double] = [10]
    let repeated = MatrixView(one.span, rows: 2, columns: 3, rowStride: 0, columnStride: 0)
    #expect(a * repeated == [[30, 30, 30], [70, 70, 70]])
    #expect(a * repeated.column(0) == [30, 70])
    let row: [Double] = [1, 2, 3]
    let broadcast = MatrixView(row.span, rows: 2, columns: 3, rowStride: 0, columnStride: 1)
    #expect(Matrix(broadcast) == [[1, 2, 3], [1, 2, 3]])
  }

  @Test func `a result that overlaps an operand is right`() {
    // Large enough that a kernel writes before it has read everything.
    let n = 64
    var source = MatrixSource<Double>(seed: 9)
    let copy = source.uniform(rows: n, columns: n)
    var memory = Array(copy)
    unsafe memory.withUnsafeMutableBufferPointer { buffer in
      let operand = UnsafeBufferPointer(buffer)
      var span = unsafe MutableSpan(_unsafeElements: buffer)
      let a = unsafe MatrixView(operand, rows: n, columns: n, rowStride: 1, columnStride: n)
      var c = MutableMatrixView(&span, rows: n, columns: n, rowStride: 1, columnStride: n)
      multiply(a, a, into: &c)
    }
    #expect(memory == Array(copy * copy))
  }

  @Test(arguments: scalarTypes)
  func `rank-one updates agree with the outer product`(type: any LAPACKScalar.Type) {
    func check<T: LAPACKScalar>(_: T.Type) {
      var source = MatrixSource<T>(seed: 8)
      for (m, n) in [(0, 2), (3, 0), (1, 1), (4, 3)] {
        for conjugating in [false, true] {
          let (x, y) = (source.uniform(count: m), source.uniform(count: n))
          let old = source.uniform(rows: m, columns: n)
          var a = old
          rankOneUpdate(&a, x, y, alpha: 2, conjugating: conjugating)
          let expected = referenceProduct(
            .none, x.matrix, conjugating ? .adjoint : .transpose, y.matrix, alpha: 2, beta: 1, old)
          #expect(expected.firstFault(in: a) == nil)
          a = old
          rankOneUpdate(&a, x.view.reversed, y.view.conjugated, alpha: 2, conjugating: !conjugating)
          let other = referenceProduct(
            .none, Vector(x.view.reversed).matrix, conjugating ? .transpose : .adjoint,
            Vector(y.view.conjugated).matrix, alpha: 2, beta: 1, old)
          #expect(other.firstFault(in: a) == nil)
          rankOneUpdate(&a, x * .nanValue, y, alpha: 0)
          #expect(other.firstFault(in: a) == nil)
        }
      }
    }
    check(type)
  }

  @Test func `an empty product still applies beta to a vector`() {
    var y: Vector<Double> = [9, .nan, 9]
    multiply(Matrix(rows: 3, columns: 0), Vector(count: 0), into: &y)
    #expect(y == [0, 0, 0])
    y = [1, 2, 3]
    multiply(Matrix(rows: 0, columns: 3).transposed, Vector(count: 0), into: &y, beta: 2)
    #expect(y == [2, 4, 6])
    multiply(Matrix(rows: 3, columns: 1, repeating: .nan), Vector([1]), into: &y, alpha: 0, beta: 1)
    #expect(y == [2, 4, 6])
  }
}

extension MatrixView {
  @_lifetime(copy self)
  fileprivate func applying(_ operation: MatrixOperation) -> MatrixView {
    switch operation {
    case .none: self
    case .transpose: transposed
    case .adjoint: adjoint
    case .conjugate: conjugated
    }
  }
}

extension Vector {
  /// The row of a matrix whose other row is NaN, or a reversed copy: see ``withStride(_:_:)``.
  fileprivate func spread(_ stride: Int) -> Matrix<Element> {
    let step = abs(stride)
    return Matrix(rows: step, columns: count) { row, column in
      row > 0 ? .nanValue : self[stride > 0 ? column : count - 1 - column]
    }
  }
}

extension Matrix {
  fileprivate func withStride<R>(_ stride: Int, _ body: (VectorView<Element>) -> R) -> R {
    body(stride > 0 ? row(0) : row(0).reversed)
  }

  fileprivate mutating func withMutableStride(
    _ stride: Int, _ body: (inout MutableVectorView<Element>) -> Void
  ) {
    var whole = mutableView
    if stride > 0 {
      var row = whole.row(0)
      body(&row)
    } else {
      var reversed = whole.stepping(rows: 1, columns: -1)
      var row = reversed.row(0)
      body(&row)
    }
  }
}
