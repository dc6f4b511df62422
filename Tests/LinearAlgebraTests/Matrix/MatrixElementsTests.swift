import ComplexModule
import Foundation
import LinearAlgebra
import Testing

@Suite struct MatrixElementsTests {
  @Test func `copies do not see later changes`() {
    let a: Matrix<Double> = [[1, 2], [3, 4]]
    var b = a
    b[0, 1] = 9
    var span = b.mutableElements
    span[0] = 8
    unsafe b.withUnsafeMutableElements { unsafe $0[1] = 7 }
    #expect(a == [[1, 2], [3, 4]])
    #expect(b == [[8, 9], [7, 4]])
    var c = b
    c.fill(with: 5)
    c.setToZero()
    #expect(b[1, 1] == 4 && c == Matrix(rows: 2, columns: 2))
  }

  @Test(arguments: 0...4, 0...4)
  func `every initializer keeps column-major order`(rows: Int, columns: Int) throws {
    let a = Matrix<Float>(rows: rows, columns: columns) { Float(10 * $0 + $1) }
    let list = Array(a)
    #expect(Matrix(columnMajor: list, rows: rows, columns: columns) == a)
    #expect(a.shape == Shape(rows: rows, columns: columns) && a.count == rows * columns)
    let filled = Matrix<Float>(rows: rows, columns: columns) { span in
      for element in list { span.append(element) }
    }
    #expect(filled == a)
    let nested = (0..<rows).map { row in (0..<columns).map { a[row, $0] } }
    if rows > 0 { #expect(try Matrix(rows: nested) == a) }
    #expect(a.elements.count == rows * columns)
    #expect(unsafe a.withUnsafeElements { unsafe Array($0) } == list)
    #expect(try JSONDecoder().decode(Matrix<Float>.self, from: JSONEncoder().encode(a)) == a)
    #expect(Matrix(reshaping: a, rows: columns, columns: rows).count == a.count)
    #expect(a.isEmpty == (rows * columns == 0) && a.isSquare == (rows == columns))
  }

  @Test func `an error in an element function is handed on`() {
    struct Refusal: Error, Equatable { let row: Int }
    #expect(throws: Refusal(row: 1)) {
      _ = try Matrix<Double>(rows: 2, columns: 1) { row, _ throws(Refusal) in
        if row == 1 { throw Refusal(row: row) }
        return 0
      }
    }
  }

  @Test func `identity and diagonal`() {
    #expect(Matrix<Complex<Float>>.identity(2) == [[1, 0], [0, 1]])
    #expect(Matrix<Double>.diagonal([2, 3]) == [[2, 0], [0, 3]])
    #expect(Matrix<Double>(rows: 2, columns: 3) { Double($0 + $1) }.diagonal == [0, 2])
    #expect(Matrix<Double>.identity(0).isEmpty)
  }

  @Test func `ragged rows from outside throw`() {
    #expect(
      throws: LinearAlgebraError.dimension(expected: "2 elements", found: "1 in row 1")
    ) { try Matrix<Double>(rows: [[1, 2], [3]]) }
  }

  @Test(arguments: [
    #"{"rows":2,"columns":2,"elements":[1,2,3]}"#, #"{"rows":-1,"columns":-1,"elements":[1]}"#,
    #"{"rows":4611686018427387904,"columns":4,"elements":[]}"#,
    #"{"rows":0,"columns":1,"elements":[1]}"#, #"{"rows":1,"elements":[1]}"#,
  ])
  func `decoding refuses counts that do not fit`(text: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Matrix<Double>.self, from: Data(text.utf8))
    }
  }

  @Test func `complex matrices survive encoding`() throws {
    let a: Matrix<Complex<Double>> = [[Complex(1, 2)], [Complex(3, -4)]]
    #expect(try JSONDecoder().decode(Matrix.self, from: JSONEncoder().encode(a)) == a)
    let v: Vector<Double> = [1, 2]
    #expect(try JSONDecoder().decode(Vector.self, from: JSONEncoder().encode(v)) == v)
    #expect(try JSONDecoder().decode(Vector<Double>.self, from: Data("[]".utf8)).isEmpty)
  }

  @Test func `equality needs equal shapes and follows IEEE`() {
    #expect(Matrix<Double>(rows: 0, columns: 2) != Matrix(rows: 2, columns: 0))
    #expect(Matrix<Double>(rows: 1, columns: 4) != Matrix(rows: 2, columns: 2))
    let nan: Matrix<Double> = [[.nan]]
    #expect(nan != nan)
  }

  @Test func `indices out of range trap in each direction`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Matrix<Double>(rows: 2, columns: 3)[2, 0] }
    expectMessage(result, "element (2, 0) is outside of a 2×3 matrix")
    await #expect(processExitsWith: .failure) { _ = Matrix<Double>(rows: 2, columns: 3)[0, 3] }
    await #expect(processExitsWith: .failure) { _ = Matrix<Double>(rows: 2, columns: 3)[-1, 1] }
  }

  @Test func `impossible shapes trap`() async {
    await #expect(processExitsWith: .failure) { _ = Matrix<Double>(rows: -1, columns: 2) }
    await #expect(processExitsWith: .failure) { _ = Matrix<Double>(rows: .max, columns: 2) }
    await #expect(processExitsWith: .failure) { _ = Matrix<Double>(rows: .max / 4, columns: 1) }
    await #expect(processExitsWith: .failure) {
      _ = Matrix<Double>(columnMajor: [1, 2, 3], rows: 2, columns: 2)
    }
    await #expect(processExitsWith: .failure) {
      let ragged: Matrix<Double> = [[1, 2], [3]]
      _ = ragged
    }
    await #expect(processExitsWith: .failure) {
      _ = Matrix<Double>(rows: 2, columns: 2) { span in span.append(1) }
    }
  }
}
