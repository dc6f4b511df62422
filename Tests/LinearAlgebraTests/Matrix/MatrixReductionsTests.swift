import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import RealModule
import Testing

@Suite struct MatrixReductionsTests {
  @Test(arguments: scalarTypes, 0...20)
  func `sums stay within n eps of a plain loop`(type: any LAPACKScalar.Type, rows: Int) {
    func check<T: LAPACKScalar>(_: T.Type) {
      var source = MatrixSource<T>(seed: 71)
      let a = source.uniform(rows: rows, columns: 3)
      let b = source.uniform(rows: rows, columns: 3)
      let bound = T.RealPart(8 * (3 * rows + 1)) * T.RealPart.ulpOfOne
      func close(_ x: T, _ y: T) -> Bool { (x - y).modulus <= bound }
      #expect(close(a.sum(), Array(a).reduce(0, +)))
      #expect(close(a.dot(b), zip(Array(a), Array(b)).reduce(0) { $0 + $1.0 * $1.1 }))
      #expect(
        close(a.innerProduct(b), zip(Array(a), Array(b)).reduce(0) { $0 + $1.0.conjugate * $1.1 }))
      for row in 0..<rows {
        #expect(close(a.rowSums()[row], (0..<3).reduce(0) { $0 + a[row, $1] }))
      }
      for column in 0..<3 {
        let sum = (0..<rows).reduce(0) { $0 + a[$1, column] }
        #expect(close(a.columnSums()[column], sum))
        if rows > 0 { #expect(close(a.means(of: .columns)[column], sum / T(T.RealPart(rows)))) }
      }
      #expect((a.mean() == nil) == (rows == 0))
      var sums = Matrix<T>(rows: rows, columns: 1, repeating: 1)
      sums.addRowSums(of: a)
      #expect(
        (sums - a.rowSums().matrix - Matrix(rows: rows, columns: 1, repeating: 1)).norm(.maxAbs)
          <= bound)
    }
    check(type)
  }

  @Test func `empty sums are zero and empty extrema are nil`() {
    let tall = Matrix<Double>(rows: 3, columns: 0)
    #expect(tall.sum() == 0 && tall.mean() == nil)
    #expect(tall.rowSums() == [0, 0, 0] && tall.columnSums().isEmpty)
    #expect(tall.minimum() == nil && tall.maximum() == nil)
    #expect(tall.argmax() == nil && tall.argmaxModulus() == nil)
    #expect(tall.maxima(of: .columns).isEmpty)
    for norm in MatrixNorm.allCases { #expect(tall.norm(norm) == 0) }
    #expect(Vector<Double>(count: 0).norm() == 0)
  }

  @Test func `extrema take the first of ties, and NaN wins`() {
    let a: Matrix<Double> = [[1, 7, 7], [7, -2, 0]]
    #expect(a.minimum() == -2 && a.maximum() == 7)
    #expect(a.argmax().map { [$0.row, $0.column] } == [1, 0])
    #expect(a.argmaxima(of: .columns) == [1, 0, 0])
    #expect(a.argmaxima(of: .rows) == [1, 0])
    #expect(a.maxima(of: .rows) == [7, 7] && a.minima(of: .rows) == [1, -2])
    #expect(a.maxima(of: .columns) == [7, 7, 7] && a.minima(of: .columns) == [1, -2, 0])
    let nan: Matrix<Double> = [[1, .nan, 3, 2, .nan]]
    #expect(
      nan.argmax().map { [$0.row, $0.column] } == [0, 1]
        && nan.argmaxModulus().map { [$0.row, $0.column] } == [0, 1])
    #expect(nan.maximum()?.isNaN == true && nan.minimum()?.isNaN == true)
    // By the sum of parts the first would win, by the modulus the second does.
    let z: Matrix<Complex<Double>> = [[Complex(3, 3), Complex(0, 5)]]
    #expect(z.argmaxModulus().map { [$0.row, $0.column] } == [0, 1])
  }

  @Test func `norms of a known matrix`() {
    let a: Matrix<Complex<Double>> = [[Complex(3, -4), 1], [0, Complex(0, 2)]]
    #expect(a.norm(.one) == 5 && a.norm(.infinity) == 6 && a.norm(.maxAbs) == 5)
    #expect(abs(a.norm() - 30.0.squareRoot()) < 1e-15)
    #expect(a.squaredNorm() == 30)
    let v: Vector<Float> = [3, -4]
    #expect(v.norm() == 5 && v.norm(.one) == 7 && v.norm(.infinity) == 4)
  }

  @Test(arguments: scalarTypes)
  func `the Frobenius norm survives overflow, underflow, infinity and NaN`(
    type: any LAPACKScalar.Type
  ) {
    func check<T: LAPACKScalar>(_: T.Type) {
      typealias Real = T.RealPart
      for size in [Real.greatestFiniteMagnitude / 8, Real.leastNonzeroMagnitude * 4] {
        let a: Matrix<T> = [[T(3 * size), 0], [0, T(4 * size)]]
        #expect(abs(a.norm() / size - 5) <= 8 * Real.ulpOfOne)
      }
      #expect(Matrix<T>(rows: 2, columns: 2, repeating: T(.infinity)).norm() == .infinity)
      for norm in MatrixNorm.allCases {
        for row in 0..<3 {
          var a = Matrix<T>(rows: 3, columns: 3, repeating: 1)
          a[row, 1] = .nanValue
          #expect(a.norm(norm).isNaN)
        }
      }
    }
    check(type)
  }

  @Test func `the same elements give the same bits`() {
    var source = MatrixSource<Float>(seed: 72)
    let a = source.uniform(rows: 37, columns: 29)
    let expected = (a.sum(), a.norm(), a.dot(a), a.rowSums(), a.columnSums())
    for threads in 1...2 {
      BLASThreads.with(threads) {
        #expect((a.sum(), a.norm(), a.dot(a)) == (expected.0, expected.1, expected.2))
        #expect(a.rowSums() == expected.3 && a.columnSums() == expected.4)
      }
    }
  }

  @Test func `means and extrema of empty runs trap`() async {
    await #expect(processExitsWith: .failure) {
      _ = Matrix<Double>(rows: 0, columns: 2).means(of: .columns)
    }
    await #expect(processExitsWith: .failure) {
      _ = Matrix<Double>(rows: 0, columns: 2).maxima(of: .columns)
    }
  }
}
