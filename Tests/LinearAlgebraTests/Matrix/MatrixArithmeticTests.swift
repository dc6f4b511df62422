import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import RealModule
import Testing

@Suite struct MatrixArithmeticTests {
  @Test(
    arguments: scalarTypes,
    [Shape(rows: 0, columns: 3), .init(rows: 1, columns: 1), .init(rows: 3, columns: 5)])
  func `elementwise arithmetic is the arithmetic of elements`(
    type: any LAPACKScalar.Type, shape: Shape
  ) {
    func check<T: LAPACKScalar>(_: T.Type) {
      var source = MatrixSource<T>(seed: 61)
      let a = source.uniform(rows: shape.rows, columns: shape.columns)
      let b = source.uniform(rows: shape.rows, columns: shape.columns)
      let s = source.scalar()
      func each(_ operation: (T, T) -> T) -> Matrix<T> {
        Matrix(rows: shape.rows, columns: shape.columns) { operation(a[$0, $1], b[$0, $1]) }
      }
      #expect(a + b == each { $0 + $1 })
      #expect(a - b == each { $0 - $1 })
      #expect(-a == each { x, _ in -x })
      #expect(s * a == each { x, _ in s * x })
      #expect(a * s == each { x, _ in x * s })
      #expect(a / s == each { x, _ in x / s })
      #expect(a.multiplied(by: b) == each { $0 * $1 })
      #expect(a.divided(by: b) == each { $0 / $1 })
      #expect(
        a.map { $0.modulus }
          == Matrix(rows: shape.rows, columns: shape.columns) { a[$0, $1].modulus })
      var c = a
      c += b
      c -= a
      c *= s
      c /= s
      c.multiply(by: b)
      c.divide(by: b)
      #expect((c - b).norm(.maxAbs) < 1000 * T.RealPart.ulpOfOne)
      c = a
      c += c
      #expect(c == 2 * a)
      c.add(b, scaledBy: s)
      #expect((c - (2 * a + s * b)).norm(.maxAbs) <= 8 * T.RealPart.ulpOfOne)
      let before = c
      c.add(b * .nanValue, scaledBy: 0)
      #expect(c == before)
    }
    check(type)
  }

  @Test func `scaling by zero keeps NaN and infinity visible, filling does not`() {
    var a: Matrix<Double> = [[.nan, .infinity, 1]]
    a *= 0
    #expect(a[0, 0].isNaN && a[0, 1].isNaN && a[0, 2] == 0)
    a.setToZero()
    #expect(a == [[0, 0, 0]])
  }

  @Test(arguments: scalarTypes)
  func `columns and rows broadcast`(type: any LAPACKScalar.Type) {
    func check<T: LAPACKScalar>(_: T.Type) {
      var source = MatrixSource<T>(seed: 62)
      for (m, n) in [(0, 2), (2, 0), (3, 4), (1, 1)] {
        let a = source.uniform(rows: m, columns: n)
        let (v, w) = (source.uniform(count: m), source.uniform(count: n))
        func each(_ operation: (Int, Int) -> T) -> Matrix<T> {
          Matrix(rows: m, columns: n) { operation($0, $1) }
        }
        #expect(a.addingToColumns(v) == each { a[$0, $1] + v[$0] })
        #expect(a.addingToColumns(v.matrix) == a.addingToColumns(v))
        #expect(a.addingToRows(w) == each { a[$0, $1] + w[$1] })
        #expect(a.addingToRows(w.rowMatrix) == a.addingToRows(w))
        var b = a
        b.multiplyColumns(by: v)
        #expect(b == each { a[$0, $1] * v[$0] })
        b = a
        b.multiplyRows(by: w)
        #expect(b == each { a[$0, $1] * w[$1] })
        b = a
        b.addToColumns(v)
        b.addToRows(w)
        #expect(b == a.addingToColumns(v).addingToRows(w))
      }
    }
    check(type)
  }

  @Test func `shapes that do not fit trap with both shapes`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Matrix<Double>(rows: 2, columns: 3) + Matrix<Double>(rows: 3, columns: 2) }
    expectMessage(result, "cannot add matrices of shapes 2×3 and 3×2")
    await #expect(processExitsWith: .failure) {
      var a = Matrix<Double>(rows: 2, columns: 3)
      a.addToColumns(Vector(count: 3))
    }
    await #expect(processExitsWith: .failure) {
      var a = Matrix<Double>(rows: 2, columns: 3)
      a.addToRows(Vector(count: 2))
    }
    await #expect(processExitsWith: .failure) {
      var a = Matrix<Double>(rows: 2, columns: 3)
      a.add(Matrix(rows: 3, columns: 2), scaledBy: 1)
    }
  }
}
