import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import Testing

@Suite struct MatrixProductsTests {
  @Test(arguments: scalarTypes, 0...4)
  func `every small product stays within (k + 2) eps of three loops`(
    type: any LAPACKScalar.Type, rows: Int
  ) {
    checkSmallProducts(type, rows: rows)
  }

  private func checkSmallProducts<T: LAPACKScalar>(_: T.Type, rows m: Int) {
    var source = MatrixSource<T>(seed: UInt64(m))
    let factors: [(T, T)] = [(1, 0), (.parts(2, 1), .parts(-1, 3)), (-1, 1), (0, .parts(0, 2))]
    var round = 0
    for n in 0...4 {
      for k in 0...4 {
        for first in MatrixOperation.allCases {
          for second in MatrixOperation.allCases {
            let a = source.uniform(
              rows: first.isTransposing ? k : m, columns: first.isTransposing ? m : k)
            let b = source.uniform(
              rows: second.isTransposing ? n : k, columns: second.isTransposing ? k : n)
            let (alpha, beta) = factors[round % 4]
            round += 1
            let old = source.uniform(rows: m, columns: n)
            var c = old
            multiply(
              TransformedMatrix(a, first), TransformedMatrix(b, second), into: &c, alpha: alpha,
              beta: beta)
            let expected = referenceProduct(first, a, second, b, alpha: alpha, beta: beta, old)
            #expect(
              expected.firstFault(in: c) == nil,
              "\(m)×\(k)×\(n) \(first) \(second) \(alpha) \(beta)")
          }
        }
      }
    }
  }

  @Test(arguments: scalarTypes)
  func `the operator agrees with three loops across block sizes`(type: any LAPACKScalar.Type) {
    func check<T: LAPACKScalar>(_: T.Type) {
      var source = MatrixSource<T>(seed: 7)
      for (m, k, n) in [(17, 16, 15), (33, 5, 31), (1, 65, 1), (40, 1, 3)] {
        let (a, b) = (source.uniform(rows: m, columns: k), source.uniform(rows: k, columns: n))
        let expected = referenceProduct(.none, a, .none, b, Matrix(rows: m, columns: n))
        #expect(expected.firstFault(in: a * b) == nil)
        #expect(expected.firstFault(in: Matrix(a.adjoint).adjoint * b) == nil)
        #expect(expected.firstFault(in: a.view * b) == nil)
      }
    }
    check(type)
  }

  @Test(arguments: scalarTypes, 1...40)
  func `alpha zero hides a NaN in the operands, beta zero one in the result`(
    type: any LAPACKScalar.Type, size n: Int
  ) {
    func check<T: LAPACKScalar>(_: T.Type) {
      let bad = Matrix<T>(rows: n, columns: n, repeating: .nanValue)
      let ones = Matrix<T>(rows: n, columns: n, repeating: 1)
      var c = ones
      multiply(bad, ones, into: &c, alpha: 0, beta: 1)
      #expect(c == ones)
      multiply(ones, bad, into: &c, alpha: 0, beta: 2)
      #expect(c == 2 * ones)
      multiply(bad, bad, into: &c, alpha: 0, beta: 0)
      #expect(c == 0 * ones)
      c = bad
      multiply(ones, ones, into: &c)
      #expect(c == T(T.RealPart(n)) * ones)
      multiply(bad, ones, into: &c)
      #expect(Array(c).allSatisfy { $0.isNaNValue })
    }
    check(type)
  }

  @Test func `an empty inner dimension still applies beta`() {
    var c: Matrix<Double> = [[9, .nan], [9, 9]]
    multiply(Matrix(rows: 2, columns: 0), Matrix(rows: 0, columns: 2), into: &c)
    #expect(c == Matrix(rows: 2, columns: 2))
    c = [[1, 2], [3, 4]]
    multiply(Matrix(rows: 2, columns: 0), Matrix(rows: 0, columns: 2), into: &c, beta: 2)
    #expect(c == [[2, 4], [6, 8]])
    #expect(
      Matrix<Double>(rows: 3, columns: 0) * Matrix(rows: 0, columns: 2)
        == .init(rows: 3, columns: 2))
    #expect(
      (Matrix<Double>(rows: 0, columns: 4) * Matrix(rows: 4, columns: 2)).shape
        == Shape(rows: 0, columns: 2))
  }

  @Test(arguments: scalarTypes)
  func `the result may be one of the operands`(type: any LAPACKScalar.Type) {
    func check<T: LAPACKScalar>(_: T.Type) {
      var source = MatrixSource<T>(seed: 3)
      let m = source.uniform(rows: 5, columns: 5)
      let expected = referenceProduct(.adjoint, m, .none, m, alpha: 2, beta: 3, m)
      var c = m
      multiply(c.adjoint, c, into: &c, alpha: 2, beta: 3)
      #expect(expected.firstFault(in: c) == nil)
      c = m
      multiply(c, c, into: &c)
      #expect(c == m * m)
      let x = source.uniform(count: 5)
      var y = x
      multiply(m, y, into: &y)
      #expect(y == m * x)
    }
    check(type)
  }

  @Test func `a shared destination leaves the other owner alone`() {
    let old = Matrix<Float>(rows: 2, columns: 2, repeating: 3)
    var c = old
    multiply(Matrix<Float>.identity(2), old, into: &c, alpha: 2)
    #expect(old == Matrix(rows: 2, columns: 2, repeating: 3))
    #expect(c == Matrix(rows: 2, columns: 2, repeating: 6))
    var d = c
    multiply(Matrix<Float>.identity(2), old, into: &d, beta: 1)
    #expect(c == Matrix(rows: 2, columns: 2, repeating: 6))
    #expect(d == Matrix(rows: 2, columns: 2, repeating: 9))
  }

  @Test func `products from many tasks are all right`() async {
    var source = MatrixSource<Double>(seed: 11)
    let (a, b) = (source.uniform(rows: 60, columns: 60), source.uniform(rows: 60, columns: 60))
    let expected = a * b
    let inverse = try? a.inverse()
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<16 {
        group.addTask {
          (0..<8).allSatisfy { _ in
            guard let inverse, let found = try? a.inverse() else { return false }
            return (a * b - expected).norm(.maxAbs) < 1e-12
              && (found - inverse).norm(.maxAbs) < 1e-9
          }
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }

  @Test func `shapes that do not fit trap with both shapes`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = Matrix<Double>(rows: 2, columns: 3) * Matrix<Double>(rows: 2, columns: 3)
    }
    expectMessage(result, "cannot multiply 2×3 by 2×3")
    await #expect(processExitsWith: .failure) {
      var c = Matrix<Float>(rows: 2, columns: 3)
      multiply(Matrix<Float>(rows: 2, columns: 2), Matrix<Float>(rows: 2, columns: 2), into: &c)
    }
    await #expect(processExitsWith: .failure) {
      _ = Matrix<Float>(rows: 2, columns: 2) * Vector<Float>(count: 3)
    }
  }
}

/// Expects a message on standard error; release builds trap silently.
func expectMessage(
  _ result: ExitTest.Result?, _ message: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  #if DEBUG
  let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  #expect(text.contains(message), sourceLocation: sourceLocation)
  #endif
}
