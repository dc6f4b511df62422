import ComplexModule
import LinearAlgebra
import Testing

@Suite struct VectorTests {
  @Test func `vectors are values over columns`() {
    var v: Vector<Double> = [1, 2, 3]
    let w = v
    v[1] = 9
    var span = v.mutableElements
    span[0] = 8
    unsafe v.withUnsafeMutableElements { unsafe $0[2] = 7 }
    #expect(w == [1, 2, 3] && v == [8, 9, 7])
    #expect(v.elements[2] == 7)
    #expect(unsafe v.withUnsafeElements { unsafe Array($0) } == [8, 9, 7])
    #expect(v.matrix.shape == Shape(rows: 3, columns: 1))
    #expect(v.rowMatrix.shape == Shape(rows: 1, columns: 3))
    #expect(Vector(count: 3) { Double($0) } == [0, 1, 2])
    v.fill(with: 2)
    #expect(v == Vector(count: 3, repeating: 2))
    v.setToZero()
    #expect(Array(v) == [0, 0, 0])
  }

  @Test func `arithmetic and products`() {
    let (v, w): (Vector<Double>, Vector<Double>) = ([1, 2, 3], [4, 5, 6])
    #expect(v + w == [5, 7, 9] && w - v == [3, 3, 3] && -v == [-1, -2, -3])
    #expect(2 * v == [2, 4, 6] && v * 2 == 2 * v && w / 2 == [2, 2.5, 3])
    #expect(v.multiplied(by: w) == [4, 10, 18] && w.divided(by: v) == [4, 2.5, 2])
    #expect(v.dot(w) == 32 && v.sum() == 6 && v.mean() == 2 && v.squaredNorm() == 14)
    #expect(v.minimum() == 1 && v.maximum() == 3 && v.argmax() == 2 && v.argmaxModulus() == 2)
    #expect(v.map { Float($0) } == Vector<Float>([1, 2, 3]))
    var x = v
    x += w
    x -= v
    x *= 2
    x /= 4
    x.add(v, scaledBy: 2)
    #expect(x == [4, 6.5, 9])
    let z: Vector<Complex<Double>> = [Complex(0, 1), 2]
    #expect(z.dot(z) == 3 && z.innerProduct(z) == 5)
  }

  @Test func `a matrix of several columns is not a vector`() async {
    await #expect(processExitsWith: .failure) {
      _ = Vector(matrix: Matrix<Double>(rows: 2, columns: 2))
    }
    await #expect(processExitsWith: .failure) { _ = Vector<Double>([1, 2])[2] }
  }
}
