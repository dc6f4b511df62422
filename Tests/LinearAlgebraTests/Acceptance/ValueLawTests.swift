import ComplexModule
import Foundation
import LinearAlgebra
import LinearAlgebraTesting
import Testing

/// What values owe: equality, hashes, codes and descriptions.
@Suite struct ValueLawTests {
  @Test(arguments: scalarTypes)
  func `equal values have equal hashes, whatever is stored beside them`(
    type: any LAPACKScalar.Type
  ) {
    func check<T: LAPACKScalar>(_: T.Type) {
      func expectEqual<V: Hashable>(_ a: V, _ b: V) {
        #expect(a == b && a.hashValue == b.hashValue)
        #expect(Set([a, b]).count == 1)
      }
      let zero = Matrix<T>(rows: 2, columns: 2)
      expectEqual(zero, -1 * zero)
      expectEqual(Vector<T>(count: 3), -Vector<T>(count: 3))
      let low: Matrix<T> = [[1, .nanValue], [2, 3]]
      let full: Matrix<T> = [[1, 2], [2, 3]]
      expectEqual(Symmetric(low), Symmetric(full))
      expectEqual(Hermitian(low), Hermitian(full, triangle: .upper))
      expectEqual(PackedSymmetric(low), PackedSymmetric(full, triangle: .upper))
      let triangle: Matrix<T> = [[1, 0], [2, 1]]
      expectEqual(
        Triangular(low, .lower, diagonal: .unit), Triangular(triangle, .lower, diagonal: .general))
      expectEqual(
        PackedTriangular(low, .lower, diagonal: .unit), PackedTriangular(triangle, .lower))
      expectEqual(
        Banded(triangle, lowerBandwidth: 1, upperBandwidth: 0),
        Banded(triangle, lowerBandwidth: 1, upperBandwidth: 1))
      expectEqual(Diagonal<T>([1, 0]), Diagonal<T>([1, -1 * 0]))
      // A shape belongs to the value.
      #expect(Matrix<T>(rows: 0, columns: 2) != Matrix<T>(rows: 2, columns: 0))
      #expect(Matrix<T>(rows: 1, columns: 4) != Matrix<T>(rows: 2, columns: 2))
    }
    check(type)
  }

  @Test(arguments: [
    #"{"rows":-1,"columns":-1,"elements":[1]}"#, #"{"rows":2,"columns":2,"elements":[1,2,3]}"#,
    #"{"rows":9223372036854775807,"columns":2,"elements":[]}"#,
    #"{"rows":4294967296,"columns":4294967296,"elements":[]}"#,
    #"{"rows":1e30,"columns":0,"elements":[]}"#, #"{"rows":1,"columns":1,"elements":["x"]}"#,
    #"{"rows":1,"columns":1}"#, "[]", "null", "7",
    #"{"size":-1,"triangle":"lower","elements":[]}"#,
    #"{"size":9223372036854775807,"triangle":"lower","elements":[]}"#,
    #"{"triangle":"sideways","matrix":{"rows":1,"columns":1,"elements":[1]}}"#,
    #"{"triangle":"lower","unitDiagonal":false,"matrix":{"rows":1,"columns":2,"elements":[1,2]}}"#,
    #"{"triangle":"lower","bandStorage":{"rows":0,"columns":3,"elements":[]}}"#,
    #"{"shape":{"rows":-3,"columns":0},"lowerBandwidth":0,"upperBandwidth":0,"bandStorage":{"rows":1,"columns":0,"elements":[]}}"#,
    #"{"shape":{"rows":1,"columns":1},"lowerBandwidth":9223372036854775807,"upperBandwidth":9223372036854775807,"bandStorage":{"rows":1,"columns":1,"elements":[1]}}"#,
    #"{"lower":[1],"diagonal":[1],"upper":[]}"#, #"{"lower":[1],"diagonal":[],"upper":[1]}"#,
    #"{"diagonal":[1,2],"lower":[]}"#, #"{"unitDiagonal":true,"packed":{}}"#,
  ])
  func `codes that make no value throw`(code: String) {
    func check<V: Decodable>(_: V.Type) {
      #expect(throws: DecodingError.self, "\(V.self)") {
        try JSONDecoder().decode(V.self, from: Data(code.utf8))
      }
    }
    check(Matrix<Double>.self)
    check(Symmetric<Double>.self)
    check(Hermitian<Float>.self)
    check(Triangular<Double>.self)
    check(PackedTriangular<Double>.self)
    check(PackedSymmetric<Double>.self)
    check(PackedHermitian<Double>.self)
    check(Banded<Double>.self)
    check(HermitianBanded<Double>.self)
    check(Tridiagonal<Double>.self)
    check(SymmetricTridiagonal<Double>.self)
    check(FixedMatrix<2, 2, Double>.self)
    if code != "[]" {
      check(Vector<Double>.self)
      check(Diagonal<Double>.self)
      check(Permutation.self)
    }
  }

  @Test(arguments: ["[0,0]", "[1]", "[-1]", "[0,2]", "[9223372036854775807]"])
  func `codes of no permutation throw`(code: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Permutation.self, from: Data(code.utf8))
    }
  }

  @Test(arguments: scalarTypes)
  func `codes return what was written, also from triangles beside NaN`(
    type: any LAPACKScalar.Type
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      func expectReturn<V: Codable & Equatable>(_ value: V) throws {
        let data = try JSONEncoder().encode([value])
        #expect(try JSONDecoder().decode([V].self, from: data) == [value])
      }
      let low: Matrix<T> = [[1, .nanValue], [.parts(2, 3), 4]]
      try expectReturn(Matrix<T>(rows: 3, columns: 0))
      try expectReturn(Symmetric(low))
      try expectReturn(Hermitian(low))
      try expectReturn(Triangular(low, .lower))
      try expectReturn(
        Triangular(Matrix<T>(rows: 1, columns: 1, repeating: .nanValue), .lower, diagonal: .unit))
      try expectReturn(
        PackedTriangular(
          Matrix<T>(rows: 1, columns: 1, repeating: .nanValue), .lower, diagonal: .unit))
      try expectReturn(PackedHermitian(low))
      try expectReturn(Tridiagonal<T>(lower: [], diagonal: [], upper: []))
      try expectReturn(
        Banded(Matrix<T>(rows: 2, columns: 3, repeating: 1), lowerBandwidth: 1, upperBandwidth: 0))
      try expectReturn(Diagonal<T>([]))
    }
    try check(type)
  }

  @Test(arguments: scalarTypes)
  func `every matrix has a description that starts with its type and shape`(
    type: any LAPACKScalar.Type
  ) {
    func check<T: LAPACKScalar>(_: T.Type) {
      typealias Real = T.RealPart
      let odd: [Real] = [
        .nan, -.nan, .infinity, -.infinity, .leastNonzeroMagnitude, -.leastNormalMagnitude,
        .greatestFiniteMagnitude, -.greatestFiniteMagnitude, -0.0, 1e-5, 123_456_789, .ulpOfOne,
      ]
      for first in odd {
        for second in odd {
          let a = Matrix<T>(rows: 2, columns: 2) {
            T(realPart: $0 == $1 ? first : second, imaginaryPart: T.isComplex ? second : 0)
          }
          for digits in [nil, 1, 6, 15, 17, Int.max] as [Int?] {
            let text = a.formatted(MatrixFormat(digits: digits, maximumRows: .max))
            #expect(
              text.hasPrefix("Matrix<\(T.self)> 2×2\n") && text.split(separator: "\n").count == 3)
          }
        }
      }
      for shape in [(0, 0), (0, 5), (5, 0), (1, 1), (1, 99), (99, 1), (99, 99)] {
        let a = Matrix<T>(rows: shape.0, columns: shape.1)
        #expect(a.description.contains("\(a.shape)") && a.debugDescription.contains("\(a.shape)"))
        #expect(a.customMirror.children.count <= 101)
        if a.isSquare {
          #expect("\(Triangular(a, .upper))".contains("\(a.shape)"))
          #expect("\(Hermitian(a))".contains("\(a.shape)"))
        }
      }
    }
    check(type)
  }
}
