import ComplexModule
import LinearAlgebra
import Testing

@Suite struct MatrixDescriptionTests {
  @Test func `columns are aligned and rounded to six digits`() {
    let a: Matrix<Float> = [[1, -20.5], [1.0 / 3, 1e20]]
    #expect(
      a.description == """
        Matrix<Float> 2×2
               1.0  -20.5
          0.333333  1e+20
        """)
  }

  @Test func `complex elements show both parts`() {
    let a: Matrix<Complex<Double>> = [[Complex(1, -2), Complex(0, 3)]]
    #expect(a.description == "Matrix<Complex<Double>> 1×2\n  1.0-2.0i  0.0+3.0i")
  }

  @Test func `empty shapes and non-finite elements print`() {
    #expect(Matrix<Double>(rows: 0, columns: 3).description == "Matrix<Double> 0×3")
    #expect(Vector<Float>(count: 0).description == "Vector<Float> 0")
    #expect(Vector<Double>([.nan, -.infinity]).description == "Vector<Double> 2\n   nan\n  -inf")
    let bad = Complex<Double>(.nan, .infinity)
    #expect(
      Matrix(columnMajor: [bad], rows: 1, columns: 1).description
        == "Matrix<Complex<Double>> 1×1\n  nan+infi")
    #expect(
      Matrix(columnMajor: [Double.leastNonzeroMagnitude], rows: 1, columns: 1).description
        == "Matrix<Double> 1×1\n  5e-324")
  }

  @Test func `large matrices leave out the middle`() {
    let text = Matrix<Double>(rows: 100, columns: 100, repeating: 1).description
    let lines = text.split(separator: "\n")
    #expect(lines.count == 14)
    #expect(lines[1] == "  1.0  1.0  1.0  1.0  …  1.0  1.0  1.0  1.0")
    #expect(lines[7] == "    ⋮    ⋮    ⋮    ⋮  ⋱    ⋮    ⋮    ⋮    ⋮")
  }

  @Test func `complex columns align their parts`() {
    let a: Matrix<Complex<Double>> = [
      [Complex(1, -2), 3], [Complex(-10.5, 0.25), Complex(0, 100)],
    ]
    #expect(
      a.description == """
        Matrix<Complex<Double>> 2×2
            1.0-2.0i   3.0+0.0i
          -10.5+0.25i  0.0+100.0i
        """)
  }

  @Test func `formats choose digits, rows and columns`() {
    let a = Matrix<Double>(rows: 3, columns: 4, repeating: 1.0 / 3)
    let short = MatrixFormat(digits: 2, maximumRows: 2, maximumColumns: 3)
    #expect(
      a.formatted(short) == """
        Matrix<Double> 3×4
          0.33  0.33  …  0.33
             ⋮     ⋮  ⋱     ⋮
          0.33  0.33  …  0.33
        """)
    #expect(([[0.1]] as Matrix<Float>).debugDescription == "Matrix<Float> 1×1\n  0.1")
    #expect(
      ([1.0 / 3] as Vector<Double>).debugDescription == "Vector<Double> 1\n  0.3333333333333333")
    let tiny: Vector<Double> = [1.23456789e-30, -9.999999e40, .leastNonzeroMagnitude]
    #expect(tiny.description == "Vector<Double> 3\n  1.23457e-30\n       -1e+41\n       5e-324")
    #expect(Mirror(reflecting: a).children.count == 4)
    #expect(Mirror(reflecting: tiny).children.count == 3)
  }

  @Test func `errors say what is wrong`() {
    #expect(
      LinearAlgebraError.singular(pivot: 3).description == "the matrix is singular: pivot 3 is zero"
    )
    let place = LinearAlgebraError.nonFinite(argument: "b", row: 1, column: 2)
    #expect(place.description == "b holds an infinity or a NaN in row 1, column 2")
  }
}
