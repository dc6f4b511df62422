import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import RealModule
import Testing

@Suite struct SpecialMatricesTests {
  @Test(arguments: scalarTypes)
  func `structured matrices follow their vectors`(type: any LAPACKScalar.Type) {
    func check<T: LAPACKScalar>(_: T.Type) {
      let z: T = .parts(0, 1)
      #expect(
        Matrix.toeplitz(column: [1, 2, 3] as Vector<T>, row: [9, 4] as Vector<T>)
          == [[1, 4], [2, 1], [3, 2]])
      #expect(
        Matrix.toeplitz(column: [1, z] as Vector<T>) == [[1, z.conjugate], [z, 1]])
      #expect(
        Matrix.hankel(column: [1, 2, 3] as Vector<T>) == [[1, 2, 3], [2, 3, 0], [3, 0, 0]])
      #expect(
        Matrix.hankel(column: [1, 2] as Vector<T>, row: [9, 8, 7] as Vector<T>)
          == [[1, 2, 8], [2, 8, 7]])
      #expect(Matrix.circulant([1, 2, 3] as Vector<T>) == [[1, 3, 2], [2, 1, 3], [3, 2, 1]])
      #expect(Matrix.vandermonde([2, 3] as Vector<T>, columns: 3) == [[1, 2, 4], [1, 3, 9]])
      #expect(
        Matrix.vandermonde([2, 3] as Vector<T>, isDecreasing: true) == [[2, 1], [3, 1]])
      #expect(
        Matrix.companion([2, 4, 6, 8] as Vector<T>) == [[-2, -3, -4], [1, 0, 0], [0, 1, 0]])
      #expect(Matrix.cauchy([1, 3] as Vector<T>, [1] as Vector<T>) * 4 == [[2], [1]])
      #expect(
        Matrix.convolution([1, 2] as Vector<T>, length: 3)
          == [[1, 0, 0], [2, 1, 0], [0, 2, 1], [0, 0, 2]])
      #expect(
        Matrix.leslie(births: [1, 2, 3] as Vector<T>, survivals: [4, 5] as Vector<T>)
          == [[1, 2, 3], [4, 0, 0], [0, 5, 0]])
      #expect(Matrix.fiedler([1, 4] as Vector<T>) == [[0, 3], [3, 0]])
      let empty = Vector<T>(count: 0)
      #expect(Matrix.toeplitz(column: empty).isEmpty && Matrix.circulant(empty).isEmpty)
      #expect(Matrix.vandermonde(empty).isEmpty && Matrix.hankel(column: empty).isEmpty)
    }
    check(type)
  }

  @Test(arguments: 0...13)
  func `the inverse of a Hilbert matrix is the one of integers`(size: Int) {
    let inverse = Matrix<Double>.inverseHilbert(size)
    #expect(Array(inverse).allSatisfy { $0 == $0.rounded() })
    // Exact rational arithmetic with integers: row i of H times column j, over a common denominator.
    if size == 3 { #expect(inverse == [[9, -36, 30], [-36, 192, -180], [30, -180, 180]]) }
    #expect(inverse.isSymmetric)
    #expect(inverseRatio(.hilbert(size), inverse: inverse) < linearEquationThreshold)
    // The elements of the inverse add up to n².
    if size <= 7 { #expect(inverse.sum() == Double(size * size)) }
  }

  @Test(arguments: 0...12)
  func `Pascal matrices have Cholesky factors and inverses of integers`(size: Int) {
    let (pascal, triangle) = (Matrix<Double>.pascal(size), Matrix<Double>.pascalTriangle(size))
    #expect(triangle * triangle.transposed == pascal)
    #expect(pascal * Matrix.inversePascal(size) == .identity(size))
  }

  @Test(arguments: [1, 2, 4, 16])
  func `Hadamard matrices have orthogonal columns of ones and minus ones`(size: Int) {
    let h = Matrix<Float>.hadamard(size)
    #expect(h.transposed * h == Float(size) * .identity(size))
    #expect(Array(h).allSatisfy { abs($0) == 1 })
  }

  @Test(arguments: [1, 2, 3, 10])
  func `Helmert matrices have orthogonality ratios below 30`(size: Int) {
    #expect(orthogonalityRatio(Matrix<Double>.helmert(size)) < linearEquationThreshold)
    let w = Matrix<Double>.wilkinson(5)
    #expect(w.diagonal == [2, 1, 0, 1, 2] && w.isSymmetric && w[0, 1] == 1 && w[0, 2] == 0)
  }

  @Test(arguments: [0, 1, 3, 4, 5, 6, 7, 8, 10, 14])
  func `magic squares hold every number once and equal sums`(size: Int) {
    let a = Matrix<Double>.magic(size)
    let sum = Double(size * (size * size + 1) / 2)
    #expect(Array(a).sorted() == (0..<size * size).map { Double($0 + 1) })
    #expect(Array(a.rowSums()).allSatisfy { $0 == sum })
    #expect(Array(a.columnSums()).allSatisfy { $0 == sum })
    #expect(a.trace() == (size == 0 ? 0 : sum))
    #expect(a.reversingColumns().trace() == (size == 0 ? 0 : sum))
  }

  @Test(arguments: [0, 1, 2, 3, 4, 8, 12, 24, 60])
  func `Fourier matrices are unitary, symmetric and exact on the axes`(size: Int) {
    let f = Matrix<Complex<Double>>.fourier(size, scaling: .unitary)
    #expect(orthogonalityRatio(f) < linearEquationThreshold)
    #expect(f.isSymmetric)
    let plain = Matrix<Complex<Double>>.fourier(size)
    for row in 0..<size {
      for column in 0..<size {
        let angle = -2 * Double.pi * Double(row * column % max(1, size)) / Double(size)
        let expected = Complex(Double.cos(angle), Double.sin(angle))
        #expect((plain[row, column] - expected).length <= 1e-15)
      }
    }
    if size % 4 == 0 && size > 0 { #expect(plain[1, size / 4] == Complex(0, -1)) }
    if size % 2 == 0 && size > 0 { #expect(plain[1, size / 2] == -1) }
    #expect(Matrix<Complex<Double>>.fourier(2, scaling: .full) * 2 == [[1, 1], [1, -1]])
  }

  @Test func `impossible sizes trap`() async {
    await #expect(processExitsWith: .failure) { _ = Matrix<Double>.hadamard(6) }
    await #expect(processExitsWith: .failure) { _ = Matrix<Double>.magic(2) }
    await #expect(processExitsWith: .failure) { _ = Matrix.companion([0, 1] as Vector<Double>) }
  }
}
