import ComplexModule
import Foundation
import LinearAlgebra
import LinearAlgebraTesting
import Testing

@Suite struct FixedMatrixTests {
  @Test func `literals are written in rows and stored in columns`() {
    let a: FixedMatrix<2, 3, Double> = [[1, 2, 3], [4, 5, 6]]
    #expect(a.shape == Shape(rows: 2, columns: 3) && a.rows == 2 && a.columns == 3)
    #expect(a[1, 0] == 4 && a.row(1) == [4, 5, 6] && a.column(2) == [3, 6])
    #expect(Array(Matrix(a)) == [1, 4, 2, 5, 3, 6])
    #expect(FixedMatrix<2, 3, Double>(Matrix(a)) == a)
    #expect(a.transposed == [[1, 4], [2, 5], [3, 6]])
    #expect(a.description == "FixedMatrix<2, 3, Double>\n  1.0  2.0  3.0\n  4.0  5.0  6.0")
    let z: FixedMatrix<1, 2, Complex<Float>> = [[Complex(1, 2), 3]]
    #expect(z.adjoint == [[Complex(1, -2)], [3]])
  }

  @Test func `arithmetic is elementwise`() {
    var a: FixedMatrix<2, 2, Double> = [[1, 2], [3, 4]]
    let b: FixedMatrix<2, 2, Double> = [[5, 6], [7, 8]]
    #expect(a + b == [[6, 8], [10, 12]])
    #expect(b - a == .init(repeating: 4))
    #expect(-a == [[-1, -2], [-3, -4]])
    #expect(2 * a == a * 2 && a * 2 == a + a && (a + a) / 2 == a)
    #expect(a.trace == 5 && a.diagonal == [1, 4])
    #expect(a * .identity == a && FixedMatrix(diagonal: [2, 3]) * a == [[2, 4], [9, 12]])
    a *= 3
    a /= 3
    a[0, 1] = 9
    #expect(a == [[1, 9], [3, 4]])
    #expect(a.map { $0 * $0 } == [[1, 81], [9, 16]])
    #expect(Set([a, a, b]).count == 2)
    #expect(FixedMatrix<0, 0, Double>().trace == 0)
  }

  @Test(arguments: scalarTypes)
  func `products agree with three loops within (k + 2) ε`(type: any LAPACKScalar.Type) {
    func check<T: LAPACKScalar>(_: T.Type) {
      var source = MatrixSource<T>(seed: 5)
      let a = source.uniform(rows: 3, columns: 4)
      let b = source.uniform(rows: 4, columns: 2)
      let reference = referenceProduct(.none, a, .none, b, Matrix(rows: 3, columns: 2))
      let (x, y) = (FixedMatrix<3, 4, T>(a), FixedMatrix<4, 2, T>(b))
      #expect(reference.firstFault(in: Matrix(x * y)) == nil)
      #expect((x * y.column(1)) == (x * y).column(1))
      for norm in MatrixNorm.allCases {
        #expect((x.norm(norm) - a.norm(norm)).magnitude <= 8 * T.RealPart.ulpOfOne * a.norm(norm))
      }
    }
    check(type)
  }

  @Test(arguments: realTypes)
  func `norms neither overflow nor underflow`(type: any RealScalar.Type) {
    func check<T: RealScalar>(_: T.Type) {
      for scale in [T.greatestFiniteMagnitude / 8, T.leastNonzeroMagnitude * 4] {
        #expect(FixedMatrix<2, 1, T>([[3 * scale], [4 * scale]]).norm() == 5 * scale)
        #expect(FixedVector<2, T>([3 * scale, 4 * scale]).norm() == 5 * scale)
        let z: FixedVector<1, Complex<T>> = [Complex(3 * scale, 4 * scale)]
        #expect((z.norm() - 5 * scale).magnitude <= 5 * scale * T.ulpOfOne)
      }
      let bad: FixedMatrix<2, 2, T> = [[1, .nan], [.infinity, 1]]
      for norm in MatrixNorm.allCases { #expect(bad.norm(norm).isNaN) }
      #expect(FixedMatrix<1, 2, T>([[1, .infinity]]).norm() == .infinity)
    }
    check(type)
  }

  @Test func `vectors have dot, inner and cross products`() {
    let a: FixedVector<3, Double> = [1, 2, 3]
    let b: FixedVector<3, Double> = [4, 5, 6]
    #expect(a.dot(b) == 32 && a.cross(b) == [-3, 6, -3] && a.cross(b).dot(a) == 0)
    #expect(a + b == [5, 7, 9] && b - a == [3, 3, 3] && -a == [-1, -2, -3])
    #expect(2 * a == a * 2 && (2 * a) / 2 == a && a.count == 3)
    let z: FixedVector<2, Complex<Double>> = [Complex(0, 1), 2]
    #expect(z.innerProduct(z) == 5 && z.dot(z) == 3 && abs(z.norm() - 5.0.squareRoot()) < 1e-15)
    #expect(Vector(a) == Vector([1, 2, 3]) && FixedVector<3, Double>(Vector(a)) == a)
    #expect(a.description == "FixedVector<3, Double>\n  1.0\n  2.0\n  3.0")
    var c = a
    c *= 2
    c /= 2
    c[1] = 7
    #expect(Set([a, c]).count == 2 && FixedVector<3, Double>.zero == .init(repeating: 0))
  }

  @Test func `Codable keeps the shape and shares the format of matrices`() throws {
    let a: FixedMatrix<2, 3, Double> = [[1, 2, 3], [4, 5, 6]]
    let data = try JSONEncoder().encode(a)
    #expect(try JSONDecoder().decode(FixedMatrix<2, 3, Double>.self, from: data) == a)
    #expect(try JSONDecoder().decode(Matrix<Double>.self, from: data) == Matrix(a))
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(FixedMatrix<3, 2, Double>.self, from: data)
    }
    let v: FixedVector<2, Float> = [1, 2]
    let text = try JSONEncoder().encode(v)
    #expect(try JSONDecoder().decode(FixedVector<2, Float>.self, from: text) == v)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(FixedVector<3, Float>.self, from: text)
    }
  }

  @Test func `wrong shapes trap`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = FixedMatrix<2, 2, Double>(Matrix(rows: 2, columns: 3))
    }
    expectMessage(result, "a 2×3 matrix cannot become a 2×2 matrix")
    await #expect(processExitsWith: .failure) {
      let a: FixedMatrix<3, 2, Double> = [[1, 2]]
      _ = a
    }
    await #expect(processExitsWith: .failure) {
      let a = FixedMatrix<2, 2, Double>()
      _ = a[2, 0]
    }
  }
}
