import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import RealModule
import Testing

@Suite struct VectorOperationsTests {
  @Test(arguments: scalarTypes, [0, 1, 2, 9, 65])
  func `level 1 takes every stride and conjugation`(type: any LAPACKScalar.Type, count: Int) {
    func check<T: LAPACKScalar>(_: T.Type) {
      var source = MatrixSource<T>(seed: 101)
      let epsilon = T.RealPart.ulpOfOne * T.RealPart(4 * (count + 2))
      let (x, y) = (source.uniform(count: count), source.uniform(count: count))
      let sum = (0..<count).reduce(T.zero) { $0 + x[$1] * y[$1] }
      let inner = (0..<count).reduce(T.zero) { $0 + x[$1].conjugate * y[$1] }
      let absolute = (0..<count).reduce(T.RealPart.zero) {
        $0 + x[$1].realPart.magnitude + x[$1].imaginaryPart.magnitude
      }
      let bound = epsilon * T.RealPart(max(1, count))
      for stride in [1, 2, -1, -2] {
        x.withStride(stride) { a in
          y.withStride(-stride) { b in
            #expect((a.dot(b) - sum).modulus <= bound)
            #expect((a.innerProduct(b) - inner).modulus <= bound)
            #expect((a.conjugated.dot(b) - inner).modulus <= bound)
            #expect((a.conjugated.innerProduct(b) - sum).modulus <= bound)
            #expect((a.conjugated.dot(b.conjugated) - sum.conjugate).modulus <= bound)
            #expect((a.innerProduct(b.conjugated) - sum.conjugate).modulus <= bound)
            #expect((a.absoluteSum() - absolute).magnitude <= bound)
            for norm in VectorNorm.allCases {
              #expect((a.norm(norm) - x.norm(norm)).magnitude <= bound)
            }
            #expect(a.argmaxModulus() == x.argmaxModulus())
          }
          for (alpha, beta) in factors(T.self) {
            let found = y.changed(stride: -stride) { y in
              y.add(a, scaledBy: alpha, scalingSelfBy: beta)
            }
            let expected = referenceProduct(
              .none, x.matrix, .none, [[1]], alpha: alpha, beta: beta, y.matrix)
            #expect(expected.firstFault(in: found.result.matrix) == nil && found.isPaddingIntact)
          }
        }
        let scaled = x.changed(stride: stride) { $0.scale(by: .parts(0, 2)) }
        #expect(scaled.result == x * .parts(0, 2) && scaled.isPaddingIntact)
        var other = y
        let swapped = x.changed(stride: stride) { swapElements(&$0, &other) }
        #expect(swapped.result == y && other == x && swapped.isPaddingIntact)
      }
    }
    check(type)
  }

  @Test func `zero factors hide, scaling does not, and a stride of zero repeats`() {
    let bad = Vector<Double>(count: 3, repeating: .nan)
    var y: Vector<Double> = [1, 2, 3]
    y.add(bad, scaledBy: 0)
    #expect(y == [1, 2, 3])
    y = bad
    y.add([1, 2, 3] as Vector, scaledBy: 2, scalingSelfBy: 0)
    #expect(y == [2, 4, 6])
    y = [.nan, .infinity, 1]
    y.scale(by: 0)
    #expect(y[0].isNaN && y[1].isNaN && y[2] == 0)
    let two: [Double] = [2]
    let repeated = MatrixView(two.span, rows: 3, columns: 1, rowStride: 0, columnStride: 0).column(
      0)
    #expect(repeated.norm() == 12.0.squareRoot() && repeated.norm(.one) == 6)
    #expect(repeated.dot([1, 2, 3] as Vector) == 12)
    #expect(repeated.absoluteSum() == 6 && repeated.argmaxModulus() == 0)
  }

  @Test(arguments: scalarTypes)
  func `norms survive overflow and underflow, and NaN stays`(type: any LAPACKScalar.Type) {
    func check<T: LAPACKScalar>(_: T.Type) {
      typealias Real = T.RealPart
      for size in [Real.greatestFiniteMagnitude / 8, Real.leastNonzeroMagnitude * 8] {
        let x = Vector<T>(count: 4, repeating: T(size))
        #expect(x.view.norm() == 2 * size)
        #expect(x.withStride(2) { $0.norm() } == 2 * size)
      }
      let bad: Vector<T> = [1, .nanValue, 3]
      #expect(VectorNorm.allCases.allSatisfy { bad.view.norm($0).isNaN })
      #expect(bad.view.argmaxModulus() == 1)
      #expect(Vector<T>(count: 0).view.argmaxModulus() == nil)
    }
    check(type)
    // By modulus, where BLAS would compare |re| + |im|.
    let z: Vector<Complex<Double>> = [Complex(3, 3), Complex(5, 0)]
    #expect(z.view.argmaxModulus() == 1)
  }

  @Test func `lengths that do not fit trap`() async {
    await #expect(processExitsWith: .failure) {
      _ = Vector<Double>(count: 2).view.dot(Vector(count: 3))
    }
    await #expect(processExitsWith: .failure) {
      var y = Vector<Double>(count: 2)
      y.add(Vector(count: 3).view, scaledBy: 1)
    }
    await #expect(processExitsWith: .failure) {
      var (x, y) = (Vector<Double>(count: 2), Vector<Double>(count: 3))
      swapElements(&x, &y)
    }
  }
}
