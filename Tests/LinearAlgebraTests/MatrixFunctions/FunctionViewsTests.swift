import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import RealModule
import Testing

/// Functions of views and lazy transposes are those of the matrices that they show.
@Suite struct FunctionViewsTests {
  @Test(arguments: scalarTypes, Layout.allCases)
  func `every function takes every layout`(type: any LAPACKScalar.Type, layout: Layout) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 5)
      let a = source.positiveDefinite(4, condition: 5) + source.uniform(rows: 4, columns: 4) / 20
      let b = source.uniform(rows: 4, columns: 2)
      let step = { (point: Complex<T.RealPart>) in Complex<T.RealPart>.exp(point) }
      try BLASThreads.with(1) {
        // Equal bits: a copy is all that differs.
        let own = try [
          a.exponential(), a.power(3), a.sign(), a.cosine(), a.sine(), a.tangent(),
          a.hyperbolicCosine(), a.hyperbolicSine(), a.hyperbolicTangent(), a.cosineAndSine().sine,
          a.hyperbolicCosineAndSine().cosine, a.exponentialAction(on: b, time: 2),
          a.exponentialDerivative(a).derivative,
        ]
        let complex = try [
          a.squareRoot(), a.logarithm(), a.principalPower(0.5), a.function(step).value,
          a.function { point, _ in step(point) },
        ]
        try layout.withView(of: a) { view in
          let found = try [
            view.exponential(), view.power(3), view.sign(), view.cosine(), view.sine(),
            view.tangent(), view.hyperbolicCosine(), view.hyperbolicSine(),
            view.hyperbolicTangent(), view.cosineAndSine().sine,
            view.hyperbolicCosineAndSine().cosine, view.exponentialAction(on: b.view, time: 2),
            view.exponentialDerivative(view).derivative,
          ]
          let other = try [
            view.squareRoot(), view.logarithm(), view.principalPower(0.5),
            view.function(step).value,
            view.function { point, _ in step(point) },
          ]
          #expect(found == own)
          #expect(other == complex)
        }
      }
    }
    try check(type)
  }

  @Test(arguments: realTypes)
  func `real roots and logarithms, and lazy transposes`(type: any RealScalar.Type) throws {
    func check<T: RealScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 6)
      let a = source.positiveDefinite(3, condition: 5)
      let turned = Matrix(a.transposed)
      let (found, expected) = try BLASThreads.with(1) {
        let found = try [
          a.transposed.realSquareRoot(), a.view.realLogarithm(), a.transposed.exponential(),
        ]
        return (found, try [turned.realSquareRoot(), a.realLogarithm(), turned.exponential()])
      }
      #expect(found == expected)
    }
    try check(type)
  }

  @Test func `views that repeat one element beyond 32 bits throw tooLarge`() {
    let list = [1.0]
    let count = Int(Int32.max) + 9
    let view = MatrixView(list.span, rows: count, columns: count, rowStride: 0, columnStride: 0)
    var caught: LinearAlgebraError?
    do { _ = try view.exponential() } catch { caught = error }
    #expect(caught == .tooLarge(dimension: count))
  }

  @Test func `a rectangular view traps`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = try Matrix<Double>(rows: 2, columns: 3).transposed.exponential() }
    expectMessage(result, "a 3×2 matrix is no argument of a function")
  }
}
