import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import RealModule
import Testing

@Suite struct GivensRotationTests {
  @Test(arguments: scalarTypes)
  func `the second number becomes zero within 8 eps, at every scale`(type: any LAPACKScalar.Type) {
    func check<T: LAPACKScalar>(_: T.Type) {
      typealias Real = T.RealPart
      var source = MatrixSource<T>(seed: 111)
      let tiny = Real.leastNormalMagnitude
      let sizes = [1, tiny, tiny / Real.ulpOfOne, Real.greatestFiniteMagnitude / 4, 1e-10, 1e10]
      for first in sizes {
        for second in sizes {
          let (a, b) = (source.scalar().scaled(by: first), source.scalar().scaled(by: second))
          let (rotation, r) = GivensRotation.eliminating(b, from: a)
          let length = rotation.cosine * rotation.cosine + rotation.sine.squaredModulus
          #expect((length - 1).magnitude <= 8 * Real.ulpOfOne)
          #expect(rotation.cosine >= 0)
          let (found, zero) = rotation.applied(to: a, b)
          let unit = max(a.modulus, b.modulus)
          #expect((found - r).modulus <= 8 * Real.ulpOfOne * unit, "\(a) \(b)")
          #expect(zero.modulus <= 8 * Real.ulpOfOne * unit, "\(a) \(b)")
        }
      }
    }
    check(type)
  }

  @Test(arguments: scalarTypes)
  func `zeros and NaN are treated as such`(type: any LAPACKScalar.Type) {
    func check<T: LAPACKScalar>(_: T.Type) {
      let a: T = .parts(3, -4)
      let (kept, r) = GivensRotation.eliminating(T.zero, from: a)
      #expect(kept == .identity && r == a)
      let (turned, modulus) = GivensRotation.eliminating(a, from: 0)
      #expect(turned.cosine == 0 && (modulus - T(a.modulus)).modulus <= 4 * T.RealPart.ulpOfOne)
      #expect(GivensRotation.eliminating(T.zero, from: T.zero).rotation == .identity)
      #expect(GivensRotation.eliminating(T.nanValue, from: a).result.isNaNValue)
      #expect(GivensRotation.eliminating(a, from: T.nanValue).result.isNaNValue)
    }
    check(type)
    let (rotation, r) = GivensRotation<Double>.eliminating(4, from: 3)
    #expect(rotation == GivensRotation(cosine: 0.6, sine: 0.8) && r == 5)
  }

  @Test(arguments: scalarTypes)
  func `rows, columns and vectors rotate like products with the matrix`(
    type: any LAPACKScalar.Type
  ) {
    func check<T: LAPACKScalar>(_: T.Type) {
      var source = MatrixSource<T>(seed: 112)
      let rotation = GivensRotation.eliminating(source.scalar(), from: source.scalar()).rotation
      let a = source.uniform(rows: 3, columns: 4)
      var full = Matrix<T>.identity(3)
      for (i, row) in [2, 0].enumerated() {
        for (j, column) in [2, 0].enumerated() { full[row, column] = rotation.matrix[i, j] }
      }
      var found = a
      found.rotateRows(2, 0, by: rotation)
      #expect((found - full * a).norm(.maxAbs) <= 8 * T.RealPart.ulpOfOne)
      var other = Matrix(a.adjoint)
      other.rotateColumns(2, 0, by: rotation)
      #expect((other - a.adjoint * full.adjoint).norm(.maxAbs) <= 8 * T.RealPart.ulpOfOne)
      other.rotateColumns(2, 0, by: rotation.inverse)
      #expect((other - Matrix(a.adjoint)).norm(.maxAbs) <= 8 * T.RealPart.ulpOfOne)
      var (x, y) = (Vector(a.row(2)), Vector(a.row(0)))
      rotate(&x, &y, by: rotation)
      #expect(x == Vector(found.row(2)) && y == Vector(found.row(0)))
      let strided = Vector(a.row(2)).changed(stride: -2) { x in
        y = Vector(a.row(0))
        rotate(&x, &y, by: rotation)
      }
      #expect(strided.result == x && strided.isPaddingIntact)
    }
    check(type)
  }
}
