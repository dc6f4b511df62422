import ComplexModule
import LinearAlgebra
import Testing

@Suite struct MatrixTests {
  @Test func `a literal is written in rows and stored in columns`() {
    let a: Matrix<Double> = [[1, 2, 3], [4, 5, 6]]
    #expect(a.shape == Shape(rows: 2, columns: 3))
    #expect(Array(a) == [1, 4, 2, 5, 3, 6])
    #expect(a[0, 2] == 3)
    #expect(a.description == "Matrix<Double> 2×3\n  1.0  2.0  3.0\n  4.0  5.0  6.0")
  }

  @Test func `products take lazy transposes and a shared destination`() {
    var m: Matrix<Double> = [[1, 2], [3, 4]]
    #expect(m * m.transposed == [[5, 11], [11, 25]])
    multiply(m, m, into: &m)
    #expect(m == [[7, 10], [15, 22]])
    multiply(m.transposed, m, into: &m, alpha: 1, beta: 1)
    #expect(m == [[281, 410], [415, 606]])
    let z: Matrix<Complex<Float>> = [[Complex(0, 1), 2]]
    #expect(z * z.adjoint == [[5]])
    #expect(2 * z.conjugated.matrix == [[Complex(0, 2), 4]])
    #expect(m * Vector([1, 0]) == [281, 415])
  }

  @Test func `columns broadcast and rows sum`() {
    var a: Matrix<Float> = [[1, 2], [3, 4]]
    a.addToColumns(Vector([10, 20]))
    #expect(a == [[11, 12], [23, 24]])
    #expect(a.rowSums() == [23, 47])
    #expect(a.columnSums() == [34, 36])
    var elements = a.mutableElements
    elements[0] = 5
    #expect(a[0, 0] == 5)
    a.add(a, scaledBy: 2)
    #expect(a == [[15, 36], [69, 72]])
  }
}
