import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import Testing

@Suite struct MatrixRandomTests {
  /// A generator of a constant.
  private struct Constant: RandomNumberGenerator {
    let value: UInt64
    func next() -> UInt64 { value }
  }

  @Test(arguments: scalarTypes)
  func `equal generators give equal matrices`(type: any LAPACKScalar.Type) {
    func check<T: LAPACKScalar>(_: T.Type) {
      func draw() -> [Matrix<T>] {
        var generator = SeededGenerator(seed: 1)
        return [
          .uniform(rows: 3, columns: 2, using: &generator),
          .normal(rows: 3, columns: 2, using: &generator),
          .orthonormal(rows: 3, using: &generator),
        ]
      }
      #expect(draw() == draw())
      var generator = SeededGenerator(seed: 1)
      #expect(Vector<T>.uniform(count: 6, using: &generator) == draw()[0].flattened)
    }
    check(type)
  }

  /// N = 40 000; |z| ≤ 4.89 has a false-alarm rate of 1e-6 and sees a shift of the mean by 2.5 %.
  @Test(arguments: scalarTypes)
  func `means and variances are those of the distribution`(type: any LAPACKScalar.Type) {
    func check<T: LAPACKScalar>(_: T.Type) {
      let count = 40_000
      var generator = SeededGenerator(seed: 5)
      let uniform = Vector<T>.uniform(count: count, in: -1...3, using: &generator)
      let normal = Vector<T>.normal(
        count: count, mean: .parts(2, 1), standardDeviation: 3, using: &generator)
      let root = Double(count).squareRoot()
      for part in [
        uniform.realParts(), T.isComplex ? uniform.imaginaryParts() : uniform.realParts(),
      ] {
        #expect(
          abs(Double(part.sum()) / Double(count) - 1) <= 4.89 * (4 / 12.0.squareRoot()) / root)
        #expect(part.minimum()! >= -1 && part.maximum()! <= 3)
      }
      let deviation = T.isComplex ? 3 / 2.0.squareRoot() : 3
      #expect(
        abs(Double(normal.realParts().sum()) / Double(count) - 2) <= 4.89 * deviation / root)
      // The variance of a squared standard normal number is 2, of the modulus of a complex one 1.
      let variance = Double(normal.variance()!)
      #expect(abs(variance - 9) <= 4.89 * 9 * (T.isComplex ? 1 : 2.0.squareRoot()) / root)
    }
    check(type)
  }

  @Test(arguments: scalarTypes, [0, 1, 2, 5, 33])
  func `orthonormal matrices have orthogonality ratios below 30`(
    type: any LAPACKScalar.Type, size: Int
  ) {
    func check<T: LAPACKScalar>(_: T.Type) {
      var generator = SeededGenerator(seed: 7)
      let square = Matrix<T>.orthonormal(rows: size, using: &generator)
      #expect(orthogonalityRatio(square) < linearEquationThreshold)
      let tall = Matrix<T>.orthonormal(rows: size + 3, columns: size, using: &generator)
      #expect(tall.shape == Shape(rows: size + 3, columns: size))
      #expect(orthogonalityRatio(tall) < linearEquationThreshold)
    }
    check(type)
  }

  /// N = 4 000: the mean of an element of a Haar matrix is 0 and its mean square `1 / n`.
  @Test(arguments: scalarTypes)
  func `every element of an orthogonal matrix is centered with variance 1 over n`(
    type: any LAPACKScalar.Type
  ) {
    func check<T: LAPACKScalar>(_: T.Type) {
      var generator = SeededGenerator(seed: 8)
      let count = 4000
      var sum = Matrix<T>(rows: 3, columns: 3)
      var squares = Matrix<T.RealPart>(rows: 3, columns: 3)
      for _ in 0..<count {
        let q = Matrix<T>.orthonormal(rows: 3, using: &generator)
        sum += q
        squares += q.squaredModuli()
      }
      let root = Double(count).squareRoot()
      #expect(Double(sum.norm(.maxAbs)) / Double(count) <= 4.89 / 3.0.squareRoot() / root)
      for square in Array(squares) {
        // The fourth moment is 3 / (n (n + 2)) for orthogonal matrices, less for unitary ones.
        #expect(abs(Double(square) / Double(count) - 1 / 3.0) <= 4.89 * 0.3 / root)
      }
    }
    check(type)
  }

  @Test(arguments: scalarTypes)
  func `degenerate generators give finite numbers`(type: any LAPACKScalar.Type) {
    func check<T: LAPACKScalar>(_: T.Type) {
      for value in [UInt64.min, .max, 0x5555_5555_5555_5555] {
        var generator = Constant(value: value)
        let uniform = Matrix<T>.uniform(rows: 2, columns: 2, using: &generator)
        #expect(uniform.realParts().maximum()! < 1 && uniform.realParts().minimum()! >= 0)
        #expect(Matrix<T>.normal(rows: 3, columns: 1, using: &generator).isFinite)
        let q = Matrix<T>.orthonormal(rows: 4, using: &generator)
        #expect(orthogonalityRatio(q) < linearEquationThreshold)
      }
    }
    check(type)
  }
}
