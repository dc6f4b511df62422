import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import RealModule
import Testing

@Suite struct MatrixAxisReductionsTests {
  @Test(arguments: scalarTypes, [(1, 1), (3, 4), (20, 3), (0, 2), (2, 0)])
  func `reductions of an axis agree with plain loops`(
    type: any LAPACKScalar.Type, shape: (Int, Int)
  ) {
    func check<T: LAPACKScalar>(_: T.Type) {
      var source = MatrixSource<T>(seed: 151)
      let a = source.uniform(rows: shape.0, columns: shape.1)
      let tolerance = 100 * T.RealPart.ulpOfOne
      for axis in Axis.allCases {
        let b = axis == .rows ? a : Matrix(a.transposed)
        let runs = (0..<b.rows).map { row in (0..<b.columns).map { b[row, $0] } }
        let products = a.products(of: axis)
        let sums = a.cumulativeSums(of: axis)
        let partial = a.cumulativeProducts(of: axis)
        for (index, run) in runs.enumerated() {
          #expect((products[index] - run.reduce(1, *)).modulus <= tolerance)
          var (sum, product): (T, T) = (0, 1)
          for (place, element) in run.enumerated() {
            sum += element
            product = product * element
            let (i, j) = axis == .rows ? (index, place) : (place, index)
            #expect(sums[i, j] == sum && partial[i, j] == product)
          }
          #expect(a.all(of: axis) { $0.realPart > 0 }[index] == run.allSatisfy { $0.realPart > 0 })
          #expect(a.any(of: axis) { $0.realPart > 0 }[index] == run.contains { $0.realPart > 0 })
          for norm in VectorNorm.allCases {
            #expect(
              (a.norms(of: axis, norm)[index] - Vector(run).norm(norm)).magnitude <= tolerance)
          }
          guard run.count > 1 else { continue }
          let mean = run.reduce(0, +).scaled(by: 1 / T.RealPart(run.count))
          let squares = run.reduce(T.RealPart.zero) { $0 + ($1 - mean).squaredModulus }
          let variance = squares / T.RealPart(run.count - 1)
          #expect(
            (a.variances(of: axis, degreesOfFreedom: 1)[index] - variance).magnitude <= tolerance)
          #expect(
            (a.standardDeviations(of: axis)[index]
              - (squares / T.RealPart(run.count)).squareRoot()).magnitude <= tolerance)
        }
        #expect(products.count == b.rows)
      }
      #expect((a.trace() - a.diagonal.reduce(0, +)).modulus <= tolerance)
      #expect((a.product() - Array(a).reduce(1, *)).modulus <= tolerance)
    }
    check(type)
  }

  @Test func `the variance of nearly equal large numbers is right`() {
    let x: Vector<Double> = [1e9 + 1, 1e9 + 2, 1e9 + 3]
    #expect(x.variance(degreesOfFreedom: 1) == 1)
    #expect(Vector<Double>([4]).variance() == 0)
    #expect(Vector<Double>([4]).variance(degreesOfFreedom: 1) == nil)
    #expect(Vector<Double>(count: 0).standardDeviation() == nil)
    #expect(Vector<Double>([1, .nan]).variance()!.isNaN)
  }

  @Test func `the logarithm of summed exponentials does not overflow`() {
    let a: Matrix<Double> = [[1000, -1000], [1000, -1000]]
    #expect(a.logSumExps(of: .columns) == [1000 + Double.log(2), -1000 + Double.log(2)])
    #expect(a.logSumExps(of: .rows) == [1000, 1000])
    let edges: Matrix<Double> = [[-.infinity, .infinity, .nan], [-.infinity, 1, .infinity]]
    let found = edges.logSumExps(of: .columns)
    #expect(found[0] == -.infinity && found[1] == .infinity && found[2].isNaN)
    #expect(Vector<Float>(count: 0).logSumExp() == -.infinity)
  }

  @Test func `the smallest element has its own place`() {
    let a: Matrix<Double> = [[3, 1, 1], [0, 2, 0]]
    #expect(a.argmin()! == (1, 0))
    #expect(a.argminima(of: .rows) == [1, 0] && a.argminima(of: .columns) == [1, 0, 1])
    #expect(Matrix<Double>(rows: 0, columns: 2).argmin() == nil)
    #expect(Vector<Double>([2, .nan, 1]).argmin() == 1)
  }

  @Test(arguments: realTypes)
  func `sorting is stable and puts NaN last`(type: any RealScalar.Type) {
    func check<T: RealScalar>(_: T.Type) {
      let x: Vector<T> = [3, .nan, -.infinity, 3, .infinity, 0, -1]
      let places = x.argsorted()
      #expect(places == [2, 6, 5, 0, 3, 4, 1])
      #expect(x.argsorted(isDescending: true) == [4, 0, 3, 5, 6, 2, 1])
      #expect(Array(x.sorted())[0..<6] == [-.infinity, -1, 0, 3, 3, .infinity])
      #expect(x.sorted()[6].isNaN && x.sorted(isDescending: true)[6].isNaN)
      #expect(Array(x.sorted(isDescending: true))[0..<2] == [.infinity, 3])
      let a: Matrix<T> = [[3, 1, 2], [1, 3, 0]]
      #expect(a.sorted(of: .rows) == [[1, 2, 3], [0, 1, 3]])
      #expect(a.sorted(of: .columns) == [[1, 1, 0], [3, 3, 2]])
      #expect(a.argsorted(of: .rows) == [[1, 2, 0], [2, 0, 1]])
      #expect(a.argsorted(of: .columns, isDescending: true) == [[0, 1], [1, 0], [0, 1]])
      #expect(Vector<T>(count: 0).argsorted().isEmpty && Vector<T>(count: 0).sorted().isEmpty)
      #expect(([0, -0.0, 0] as Vector<T>).argsorted() == [0, 1, 2])
    }
    check(type)
  }

  @Test func `quantiles interpolate`() {
    let x: Vector<Double> = [4, 1, 3, 2]
    #expect(x.median() == 2.5 && x.quantile(0) == 1 && x.quantile(1) == 4)
    #expect(x.quantile(0.25) == 1.75)
    #expect(Vector<Double>([.infinity, .infinity]).median() == .infinity)
    #expect(Vector<Double>([1, .nan]).median()!.isNaN)
    #expect(Vector<Double>(count: 0).median() == nil)
    let a: Matrix<Double> = [[1, 5], [2, 7], [9, 6]]
    #expect(a.medians(of: .columns) == [2, 6] && a.medians(of: .rows) == [3, 4.5, 7.5])
    #expect(Matrix<Double>(rows: 0, columns: 0).medians(of: .rows).isEmpty)
  }

  @Test(arguments: scalarTypes)
  func `Gram, covariance and correlation matrices`(type: any LAPACKScalar.Type) {
    func check<T: LAPACKScalar>(_: T.Type) {
      var source = MatrixSource<T>(seed: 152)
      let a = source.uniform(rows: 3, columns: 20)
      let tolerance = 100 * T.RealPart.ulpOfOne
      #expect(a.gram().isHermitian && a.gram(of: .rows).isHermitian)
      #expect((a.gram() - a.adjoint * a).norm(.maxAbs) <= tolerance)
      #expect((a.gram(of: .rows) - a * a.adjoint).norm(.maxAbs) <= tolerance)
      #expect(Matrix<T>(rows: 0, columns: 2).gram() == Matrix(rows: 2, columns: 2))
      let covariance = a.covariance()
      let variances = a.variances(of: .rows, degreesOfFreedom: 1)
      for index in 0..<3 {
        #expect((covariance[index, index].realPart - variances[index]).magnitude <= tolerance)
      }
      let correlation = a.correlation()
      #expect(correlation.diagonal == [1, 1, 1])
      #expect(correlation.moduli().maximum()! <= 1)
      var twice = a
      twice.replaceRow(1, with: Vector(a.row(0)) * T(-2))
      #expect((twice.correlation()[0, 1] + 1).modulus <= tolerance)
    }
    check(type)
  }

  @Test func `axes without elements trap where there is no answer`() async {
    await #expect(processExitsWith: .failure) {
      _ = Matrix<Double>(rows: 2, columns: 1).variances(of: .rows, degreesOfFreedom: 1)
    }
    await #expect(processExitsWith: .failure) {
      _ = Matrix<Double>(rows: 2, columns: 0).medians(of: .rows)
    }
    await #expect(processExitsWith: .failure) {
      _ = Matrix<Double>(rows: 2, columns: 0).argminima(of: .rows)
    }
  }
}
