import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import RealModule
import Testing

@Suite struct MatrixFunctionsTests {
  @Test(arguments: scalarTypes)
  func `functions of elements are those of the scalar`(type: any LAPACKScalar.Type) {
    func check<T: LAPACKScalar>(_: T.Type) {
      var source = MatrixSource<T>(seed: 141)
      let a = source.uniform(rows: 3, columns: 2).map { $0 + T(1.5) }
      let functions: [(ElementaryFunction, (T) -> T)] = [
        (.exp, T.exp), (.expMinusOne, T.expMinusOne), (.log, { T.log($0) }),
        (.logOnePlus, { T.log(onePlus: $0) }),
        (.sqrt, T.sqrt), (.reciprocal, { 1 / $0 }), (.square, { $0 * $0 }), (.cos, T.cos),
        (.sin, T.sin), (.tan, T.tan), (.acos, T.acos), (.asin, T.asin), (.atan, T.atan),
        (.cosh, T.cosh), (.sinh, T.sinh), (.tanh, T.tanh), (.acosh, T.acosh), (.asinh, T.asinh),
        (.atanh, T.atanh),
      ]
      #expect(functions.count == ElementaryFunction.allCases.count)
      func same(_ a: T, _ b: T) -> Bool {
        (a.realPart == b.realPart || a.realPart.isNaN && b.realPart.isNaN)
          && (a.imaginaryPart == b.imaginaryPart || a.imaginaryPart.isNaN && b.imaginaryPart.isNaN)
      }
      for (function, reference) in functions {
        let found = a.applying(function)
        #expect(zip(Array(found), Array(a)).allSatisfy { same($0, reference($1)) }, "\(function)")
        #expect(
          zip(Array(a.flattened.applying(function)), Array(found)).allSatisfy { same($0, $1) })
      }
      #expect(a.raised(to: 3) == a.map { T.pow($0, 3) })
      #expect(a.raised(to: T(0.5)) == a.map { T.pow($0, T(0.5)) })
      #expect(a.raised(to: a) == a.map { T.pow($0, $0) })
      #expect(
        a.moduli() == a.map { $0.modulus } && a.squaredModuli() == a.map { $0.squaredModulus })
      #expect(Matrix(realParts: a.realParts(), imaginaryParts: a.imaginaryParts()) == a)
      let phases = a.phases()
      #expect(
        (phases.moduli() - .ones(rows: 3, columns: 2)).norm(.maxAbs) <= 4 * T.RealPart.ulpOfOne)
      let angles = a.arguments()
      #expect(
        zip(Array(angles), Array(phases)).allSatisfy {
          (T(realPart: .cos($0), imaginaryPart: T.isComplex ? .sin($0) : 0) - $1).modulus
            <= 8 * T.RealPart.ulpOfOne
        })
      #expect(Matrix<T>(rows: 0, columns: 2).applying(.exp).shape == Shape(rows: 0, columns: 2))
      let tiny = Matrix<T>(rows: 1, columns: 1, repeating: T(.leastNonzeroMagnitude))
      #expect(tiny.phases() == [[1]] && Matrix<T>(rows: 1, columns: 1).phases() == [[0]])
    }
    check(type)
  }

  @Test func `real functions`() {
    let a: Matrix<Double> = [[-1.5, 0.5, 2.5, .nan]]
    func check(_ function: RealFunction, _ expected: [Double]) {
      let found = Array(a.applying(function))
      #expect(Array(found[0..<3]) == expected && found[3].isNaN, "\(function)")
    }
    check(.abs, [1.5, 0.5, 2.5])
    check(.sign, [-1, 1, 1])
    check(.floor, [-2, 0, 2])
    check(.ceiling, [-1, 1, 3])
    check(.round, [-2, 0, 2])
    check(.truncate, [-1, 0, 2])
    check(.exp2, [-1.5, 0.5, 2.5].map(Double.exp2))
    check(.exp10, [-1.5, 0.5, 2.5].map(Double.exp10))
    check(.cubeRoot, [-1.5, 0.5, 2.5].map { Double.root($0, 3) })
    check(.errorFunction, [-1.5, 0.5, 2.5].map(Double.erf))
    check(.complementaryErrorFunction, [-1.5, 0.5, 2.5].map(Double.erfc))
    check(.gamma, [-1.5, 0.5, 2.5].map(Double.gamma))
    check(.logGamma, [-1.5, 0.5, 2.5].map(Double.logGamma))
    let powers: Vector<Float> = [1, 8, 100]
    #expect(powers.applying(.log2)[1] == 3 && powers.applying(.log10)[2] == 2)
    #expect(Array(a.clamped(to: -1...1))[0..<3] == [-1, 0.5, 1])
    let b: Matrix<Double> = [[0, 1, 2, 3]]
    #expect(
      Array(a.elementwiseMinimum(b))[0..<3] == [-1.5, 0.5, 2] && a.elementwiseMinimum(b).hasNaN)
    #expect(Array(b.elementwiseMaximum(a))[0..<3] == [0, 1, 2.5] && b.elementwiseMaximum(a).hasNaN)
  }

  @Test func `conversions keep values and never drop an imaginary part`() {
    let a: Matrix<Float> = [[0.5, 1e30]]
    #expect(Matrix<Double>(converting: a) == [[0.5, Double(Float(1e30))]])
    #expect(Matrix<Float>(converting: Matrix<Double>(converting: a)) == a)
    #expect(Matrix<Float>(converting: [[1e300]] as Matrix<Double>) == [[.infinity]])
    #expect(Matrix<Complex<Double>>(converting: a).imaginaryParts() == [[0, 0]])
    let z: Matrix<Complex<Float>> = [[Complex(1, 2)]]
    #expect(Matrix<Complex<Double>>(converting: z) == [[Complex(1, 2)]])
    #expect(Vector<Complex<Float>>(converting: [1] as Vector<Double>) == [1])
    #expect(
      Vector<Complex<Float>>(converting: [Complex(1, 2)] as Vector<Complex<Double>>) == z.flattened)
  }

  @Test func `combining, transforming and replacing`() {
    let (a, b): (Matrix<Double>, Matrix<Double>) = ([[1, -2], [3, -4]], [[5, 6], [7, 8]])
    #expect(a.combined(with: b) { $0 * 10 + $1 } == [[15, -14], [37, -32]])
    #expect(a.combined(with: b) { Complex($0, $1) }[0, 1] == Complex(-2, 6))
    #expect(a.replacing(with: b) { $0 < 0 } == [[1, 6], [3, 8]])
    #expect(a.replacing(with: 0) { $0 < 0 } == [[1, 0], [3, 0]])
    var c = a
    c.transform { $0 += 1 }
    #expect(c == [[2, -1], [4, -3]] && a[0, 0] == 1)
  }

  @Test(arguments: scalarTypes)
  func `approximate equality is relative, and exact where nothing is finite`(
    type: any LAPACKScalar.Type
  ) {
    func check<T: LAPACKScalar>(_: T.Type) {
      let epsilon = T.RealPart.ulpOfOne
      let a: Matrix<T> = [[1, 2], [3, T(1e-20)]]
      var b = a
      b[1, 1] = 0
      b[1, 0] += T(epsilon * 8)
      #expect(a.isApproximatelyEqual(to: b) && !a.isElementwiseApproximatelyEqual(to: b))
      #expect(a.isElementwiseApproximatelyEqual(to: b, absoluteTolerance: T.RealPart(1e-5)))
      #expect(!a.isApproximatelyEqual(to: b, relativeTolerance: 0))
      #expect(!a.isApproximatelyEqual(to: Matrix(rows: 2, columns: 1)))
      #expect(a.isFinite && !a.hasNaN)
      let (up, down): (Matrix<T>, Matrix<T>) = ([[T(.infinity), 1]], [[T(-.infinity), 1]])
      #expect(!up.isFinite && !up.hasNaN)
      #expect(up.isApproximatelyEqual(to: up) && !up.isApproximatelyEqual(to: down))
      #expect(up.isElementwiseApproximatelyEqual(to: up))
      #expect(!up.isElementwiseApproximatelyEqual(to: down))
      let nan: Matrix<T> = [[.nanValue]]
      #expect(nan.hasNaN && !nan.isFinite && !nan.isApproximatelyEqual(to: nan))
      #expect(!nan.isElementwiseApproximatelyEqual(to: nan))
      #expect(Matrix<T>(rows: 0, columns: 2).isApproximatelyEqual(to: Matrix(rows: 0, columns: 2)))
    }
    check(type)
  }

  @Test(arguments: scalarTypes)
  func `equal matrices have equal hashes, also with zeros of both signs`(
    type: any LAPACKScalar.Type
  ) {
    func check<T: LAPACKScalar>(_: T.Type) {
      let (a, b): (Matrix<T>, Matrix<T>) = ([[0, 1]], [[T(-0.0), 1]])
      #expect(a == b && a.hashValue == b.hashValue)
      #expect(Set([a, b, Matrix(a.transposed)]).count == 2)
      #expect(a.flattened.hashValue == b.flattened.hashValue)
      #expect(Set([Matrix<T>(rows: 0, columns: 2), .init(rows: 2, columns: 0)]).count == 2)
    }
    check(type)
  }
}
