import LinearAlgebra
import LinearAlgebraTesting
import RealModule
import Testing

@Suite struct ModifiedGivensRotationTests {
  @Test(arguments: realTypes)
  func `the second element becomes zero and the weighted rotation is orthogonal, within 16 eps`(
    type: any RealScalar.Type
  ) throws {
    func check<T: RealScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 131)
      let tiny = T.leastNormalMagnitude
      let sizes = [1, 1e-4, tiny * 64, tiny / T.ulpOfOne, T.greatestFiniteMagnitude / 64, 1e9]
      for (weight, other) in sizes.flatMap({ size in sizes.map { (size, $0) } }) {
        for (first, second) in sizes.flatMap({ size in sizes.map { (size, $0) } }) {
          let (d1, d2) = (abs(source.scalar()) * weight, abs(source.scalar()) * other)
          let (x, y) = (source.scalar() * first, source.scalar() * second)
          let (rotation, rest) = try ModifiedGivensRotation.eliminating(
            y, from: x, weights: (d1, d2))
          verify(rotation, rest, x, y, d1, d2)
        }
      }
    }
    try check(type)
  }

  /// Checks in terms of `√d x`, whose logarithms stay in range where the numbers do not.
  private func verify<T: RealScalar>(
    _ rotation: ModifiedGivensRotation<T>, _ rest: ModifiedGivensRotation<T>.Remainder, _ x: T,
    _ y: T, _ d1: T, _ d2: T
  ) {
    func log(_ value: T) -> Double { value == 0 ? -.infinity : Double.log2(Double(abs(value))) }
    let name = Comment(rawValue: "\(x) \(y) \(d1) \(d2)")
    let eps = 16 * Double(T.ulpOfOne)
    // The length is kept: d₁' x'² = d₁ x² + d₂ y², as a difference of logarithms.
    let (one, two) = (log(d1) + 2 * log(x), log(d2) + 2 * log(y))
    let length = max(one, two) + Double.log2(1 + Double.exp2(-abs(one - two)))
    if rest.value.isNormal {
      let found = log(rest.firstWeight) + 2 * log(rest.value)
      #expect(abs(found - length) <= eps * 8 + 1e-12 * abs(length), name)
    }
    let h = rotation.matrix
    guard rotation.form != .identity else { return }
    // Hᵀ D' H = D: the columns, weighted, have the old weights and are orthogonal.
    let columns = [(0, d1), (1, d2)]
    for (column, weight) in columns {
      let parts = [
        log(rest.firstWeight) + 2 * log(h[0, column]),
        log(rest.secondWeight) + 2 * log(h[1, column]),
      ]
      let sum = max(parts[0], parts[1]) + Double.log2(1 + Double.exp2(-abs(parts[0] - parts[1])))
      #expect(abs(sum - log(weight)) <= eps * 8 + 1e-12 * abs(sum), name)
    }
    // The second element of the product cancels.
    let (a, b) = (log(h[1, 0]) + log(x), log(h[1, 1]) + log(y))
    if h[1, 0].isNormal && h[1, 1].isNormal {
      #expect(abs(a - b) <= eps + 1e-12 * abs(a), name)
      #expect((h[1, 0] < 0) != ((h[1, 1] < 0) == ((x < 0) == (y < 0))), name)
    }
    for size in [rest.firstWeight, rest.secondWeight] where size != 0 {
      #expect(size > 0x1p-24 && size < 0x1p24, name)
    }
  }

  @Test(arguments: realTypes)
  func `forms, zeros, negative weights and NaN`(type: any RealScalar.Type) throws {
    func check<T: RealScalar>(_: T.Type) throws {
      typealias Rotation = ModifiedGivensRotation<T>
      let (large, rest) = try Rotation.eliminating(1, from: 2, weights: (1, 1))
      #expect(large == .unitDiagonal(upper: 0.5, lower: -0.5))
      #expect(rest == .init(value: 2.5, firstWeight: 0.8, secondWeight: 0.8))
      let (small, other) = try Rotation.eliminating(2, from: 1, weights: (1, 1))
      #expect(small == .unitOffDiagonal(first: 0.5, second: 0.5))
      #expect(other == .init(value: 2.5, firstWeight: 0.8, secondWeight: 0.8))
      for weights in [(1, 0), (3, 0), (0, 0)] as [(T, T)] {
        let (kept, same) = try Rotation.eliminating(5, from: 2, weights: weights)
        #expect(kept == .identity && same.value == 2 && same.firstWeight == weights.0)
      }
      #expect(try Rotation.eliminating(0, from: 2, weights: (1, 4)).rotation == .identity)
      // Without a first row the second one takes its place.
      let (swap, taken) = try Rotation.eliminating(3, from: 2, weights: (0, 1))
      #expect(swap.applied(to: 2, 3).0 == taken.value && taken.firstWeight == 1)
      #expect(taken.secondWeight == 0 && taken.value == 3)
      // A row is taken away: 4 - 1 = 3.
      let (down, less) = try Rotation.eliminating(1, from: 2, weights: (1, -1))
      #expect(abs(less.firstWeight * less.value * less.value - 3) < 16 * T.ulpOfOne)
      #expect(abs(down.applied(to: 2, 1).1) < 4 * T.ulpOfOne && less.secondWeight < 0)
      #expect(throws: LinearAlgebraError.notPositiveDefinite(minor: 1)) {
        try Rotation.eliminating(1, from: 1, weights: (-1, 1))
      }
      for y: T in [2, 3] {
        #expect(throws: LinearAlgebraError.notPositiveDefinite(minor: 2)) {
          try Rotation.eliminating(y, from: 2, weights: (1, -1))
        }
      }
      let (spoiled, lost) = try Rotation.eliminating(.nan, from: 1, weights: (1, 1))
      #expect(spoiled.applied(to: 1, 1).0.isNaN && lost.value.isNaN)
      #expect(Set([Rotation.identity, .identity]).count == 1)
    }
    try check(type)
  }

  @Test(arguments: realTypes)
  func `vectors rotate like products with the matrix, in every form and stride`(
    type: any RealScalar.Type
  ) throws {
    func check<T: RealScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 132)
      let a = source.uniform(rows: 2, columns: 7)
      let rotations: [ModifiedGivensRotation<T>] = [
        .identity, .unitDiagonal(upper: 0.3, lower: -0.7), .unitOffDiagonal(first: 2, second: -3),
        .general([[1, 2], [3, 4]]),
      ]
      for rotation in rotations {
        let expected = rotation.matrix * a
        var (x, y) = (Vector(a.row(0)), Vector(a.row(1)))
        rotate(&x, &y, by: rotation)
        #expect((x - Vector(expected.row(0))).norm(.infinity) <= 8 * T.ulpOfOne)
        #expect((y - Vector(expected.row(1))).norm(.infinity) <= 16 * T.ulpOfOne)
        var other = Vector(a.row(1))
        let strided = Vector(a.row(0)).changed(stride: -3) { x in
          rotate(&x, &other, by: rotation)
        }
        #expect(strided.result == x && strided.isPaddingIntact && other == y)
      }
      var (x, y) = (Vector<T>(count: 0), Vector<T>(count: 0))
      rotate(&x, &y, by: rotations[3])
      #expect(x.isEmpty && y.isEmpty)
    }
    try check(type)
  }

  @Test func `vectors of other lengths and other matrices trap`() async {
    let vectors = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      var (x, y) = (Vector<Double>(count: 2), Vector<Double>(count: 3))
      rotate(&x, &y, by: ModifiedGivensRotation.general([[1, 0], [0, 1]]))
    }
    expectMessage(vectors, "cannot rotate vectors of 2 and 3 elements")
    let matrix = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = ModifiedGivensRotation.general(Matrix<Double>.identity(3)) }
    expectMessage(matrix, "a rotation of two rows is no 3×3 matrix")
  }
}
