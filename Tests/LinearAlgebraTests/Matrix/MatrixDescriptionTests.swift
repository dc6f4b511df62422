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

  @Test func `errors say what is wrong`() {
    #expect(
      LinearAlgebraError.singular(pivot: 3).description == "the matrix is singular: pivot 3 is zero"
    )
    let place = LinearAlgebraError.nonFinite(argument: "b", row: 1, column: 2)
    #expect(place.description == "b holds an infinity or a NaN in row 1, column 2")
  }
}
