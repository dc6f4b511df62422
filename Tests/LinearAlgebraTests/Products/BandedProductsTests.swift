import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import Testing

@Suite struct BandedProductsTests {
  @Test(arguments: scalarTypes, MatrixOperation.allCases)
  func `band matrices multiply like dense ones and their corners are not read`(
    type: any LAPACKScalar.Type, operation: MatrixOperation
  ) {
    func check<T: LAPACKScalar>(_: T.Type) {
      var source = MatrixSource<T>(seed: 91)
      var round = 0
      for (m, n) in [(0, 3), (3, 0), (1, 1), (4, 4), (5, 3), (2, 6)] {
        for (lower, upper) in [(0, 0), (1, 0), (0, 2), (2, 1), (4, 5)] {
          round += 1
          let (alpha, beta) = factors(T.self)[round % 5]
          let dense = source.uniform(rows: m, columns: n)
          let a = StructuredOperand(stored: dense, meant: dense).banded(lower: lower, upper: upper)
          let shape = operation.isTransposing ? dense.shape.transposed : dense.shape
          let (x, y) = (source.uniform(count: shape.columns), source.uniform(count: shape.rows))
          let expected = referenceProduct(
            operation, a.meant, .none, x.matrix, alpha: alpha, beta: beta, y.matrix)
          let layout = Layout.allCases[round % Layout.allCases.count]
          let stride = [1, 2, -1, -2][round % 4]
          let found = layout.withView(of: a.bands(lower: lower, upper: upper)) { bands in
            x.withStride(-stride) { x in
              y.changed(stride: stride) { y in
                multiplyBanded(
                  bands, rows: m, lowerBandwidth: lower, upperBandwidth: upper,
                  operation: operation, x, into: &y, alpha: alpha, beta: beta)
              }
            }
          }
          #expect(
            expected.firstFault(in: found.result.matrix) == nil && found.isPaddingIntact,
            "\(m)×\(n) \(lower) \(upper) \(layout) \(stride)")
        }
      }
    }
    check(type)
  }

  @Test(arguments: scalarTypes, Triangle.allCases)
  func `symmetric and Hermitian bands and packed triangles multiply like dense matrices`(
    type: any LAPACKScalar.Type, triangle: Triangle
  ) {
    func check<T: LAPACKScalar>(_: T.Type) {
      var source = MatrixSource<T>(seed: 92)
      var round = 0
      for n in [0, 1, 2, 5] {
        for k in [0, 1, 3, 6] {
          for isHermitian in [false, true] {
            round += 1
            let (alpha, beta) = factors(T.self)[round % 5]
            let stride = [1, 2, -1, -2][round % 4]
            let layout = Layout.allCases[round % Layout.allCases.count]
            let full = StructuredOperand.symmetric(&source, n, triangle, isHermitian: isHermitian)
            let a = full.banded(lower: k, upper: k)
            let (x, y) = (source.uniform(count: n), source.uniform(count: n))
            let expected = referenceProduct(
              .none, a.meant, .none, x.matrix, alpha: alpha, beta: beta, y.matrix)
            let bands =
              triangle == .upper ? a.bands(lower: 0, upper: k) : a.bands(lower: k, upper: 0)
            let found = layout.withView(of: bands) { bands in
              x.withStride(-stride) { x in
                y.changed(stride: stride) { y in
                  if isHermitian {
                    multiplyHermitianBanded(bands, triangle, x, into: &y, alpha: alpha, beta: beta)
                  } else {
                    multiplySymmetricBanded(bands, triangle, x, into: &y, alpha: alpha, beta: beta)
                  }
                }
              }
            }
            #expect(
              expected.firstFault(in: found.result.matrix) == nil && found.isPaddingIntact,
              "\(n) \(k) \(isHermitian) \(stride)")
            let dense = referenceProduct(
              .none, full.meant, .none, x.matrix, alpha: alpha, beta: beta, y.matrix)
            let other = full.packed(triangle).withStride(stride) { packed in
              y.changed(stride: -stride) { y in
                if isHermitian {
                  multiplyHermitianPacked(packed, triangle, x, into: &y, alpha: alpha, beta: beta)
                } else {
                  multiplySymmetricPacked(packed, triangle, x, into: &y, alpha: alpha, beta: beta)
                }
              }
            }
            #expect(dense.firstFault(in: other.result.matrix) == nil && other.isPaddingIntact)
          }
        }
      }
    }
    check(type)
  }

  @Test(arguments: scalarTypes)
  func `packed updates agree with those of full triangles`(type: any LAPACKScalar.Type) {
    func check<T: LAPACKScalar>(_: T.Type) {
      var source = MatrixSource<T>(seed: 93)
      for n in [0, 1, 2, 5] {
        for triangle in Triangle.allCases {
          for stride in [1, 2, -1, -2] {
            for isHermitian in [false, true] {
              let old = StructuredOperand.symmetric(&source, n, triangle, isHermitian: isHermitian)
              let (x, y) = (source.uniform(count: n), source.uniform(count: n))
              var expected = old
              let found = old.packed(triangle).changed(stride: stride) { packed in
                x.withStride(stride) { x in
                  if isHermitian {
                    packedHermitianRankOneUpdate(&packed, triangle, x, alpha: 2)
                    packedHermitianRankTwoUpdate(&packed, triangle, x, y, alpha: .parts(1, 2))
                    hermitianRankOneUpdate(&expected.stored, triangle, x, alpha: 2)
                    hermitianRankTwoUpdate(&expected.stored, triangle, x, y, alpha: .parts(1, 2))
                  } else {
                    packedSymmetricRankOneUpdate(&packed, triangle, x, alpha: .parts(2, 1))
                    packedSymmetricRankTwoUpdate(&packed, triangle, x, y, alpha: .parts(1, 2))
                    symmetricRankOneUpdate(&expected.stored, triangle, x, alpha: .parts(2, 1))
                    symmetricRankTwoUpdate(&expected.stored, triangle, x, y, alpha: .parts(1, 2))
                  }
                }
              }
              let difference = found.result - expected.packed(triangle)
              #expect(difference.norm(.infinity) <= 40 * T.RealPart.ulpOfOne)
              #expect(found.isPaddingIntact)
            }
          }
        }
      }
    }
    check(type)
  }

  @Test(arguments: scalarTypes, MatrixOperation.allCases)
  func `triangular bands and packed triangles multiply and solve`(
    type: any LAPACKScalar.Type, operation: MatrixOperation
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 94)
      var round = 0
      let tolerance = 200 * T.RealPart.ulpOfOne
      for n in [0, 1, 2, 5] {
        for k in [0, 1, 3, 6] {
          for triangle in Triangle.allCases {
            for diagonal in [TriangleDiagonal.general, .unit] {
              round += 1
              let stride = [1, 2, -1, -2][round % 4]
              let full = StructuredOperand.triangular(&source, n, triangle, diagonal)
              let a = full.banded(lower: k, upper: k)
              let bands =
                triangle == .upper ? a.bands(lower: 0, upper: k) : a.bands(lower: k, upper: 0)
              let old = source.uniform(count: n)
              let expected = referenceProduct(
                operation, a.meant, .none, old.matrix, Matrix(rows: n, columns: 1))
              let found = old.changed(stride: stride) { x in
                multiplyTriangularBanded(
                  bands, triangle, diagonal: diagonal, operation: operation, in: &x)
              }
              #expect(
                expected.firstFault(in: found.result.matrix) == nil && found.isPaddingIntact,
                "\(n) \(k) \(triangle) \(diagonal) \(stride)")
              let solved = try found.result.changed(stride: -stride) { x in
                try solveTriangularBanded(
                  bands, triangle, diagonal: diagonal, operation: operation, in: &x)
              }
              #expect((solved.result - old).norm(.infinity) <= tolerance && solved.isPaddingIntact)
              let dense = referenceProduct(
                operation, full.meant, .none, old.matrix, Matrix(rows: n, columns: 1))
              let other = full.packed(triangle).withStride(stride) { packed in
                old.changed(stride: -stride) { x in
                  multiplyTriangularPacked(
                    packed, triangle, diagonal: diagonal, operation: operation, in: &x)
                }
              }
              #expect(dense.firstFault(in: other.result.matrix) == nil && other.isPaddingIntact)
              var x = other.result
              try solveTriangularPacked(
                full.packed(triangle), triangle, diagonal: diagonal, operation: operation, in: &x)
              #expect((x - old).norm(.infinity) <= tolerance)
            }
          }
        }
      }
    }
    try check(type)
  }

  @Test(arguments: scalarTypes)
  func `zero diagonals throw and extreme ones are divided by`(type: any LAPACKScalar.Type) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      let ones = Vector<T>(count: 3, repeating: 1)
      for triangle in Triangle.allCases {
        let bands: Matrix<T> =
          triangle == .upper ? [[0, 1, 1], [1, 0, 1]] : [[1, 0, 1], [1, 1, 0]]
        var x = ones
        #expect(throws: LinearAlgebraError.singular(pivot: 2)) {
          try solveTriangularBanded(bands, triangle, in: &x)
        }
        let packed: Vector<T> = triangle == .upper ? [1, 1, 0, 1, 1, 1] : [1, 1, 1, 0, 1, 1]
        #expect(throws: LinearAlgebraError.singular(pivot: 2)) {
          try solveTriangularPacked(packed, triangle, in: &x)
        }
        #expect(x == ones)
      }
      let tiny = T.RealPart.leastNonzeroMagnitude * 3
      for triangle in Triangle.allCases {
        for operation in MatrixOperation.allCases {
          let right: Vector<T> = [1, T(tiny), 1]
          var x = right
          let bands: Matrix<T> = [[1, T(tiny), 1]]
          try solveTriangularBanded(bands, triangle, operation: operation, in: &x)
          #expect(x == ones)
          x = right
          let packed: Vector<T> =
            triangle == .upper ? [1, 0, T(tiny), 0, 0, 1] : [1, 0, 0, T(tiny), 0, 1]
          try solveTriangularPacked(packed, triangle, operation: operation, in: &x)
          #expect(x == ones)
        }
      }
    }
    try check(type)
  }

  @Test func `bands and packed triangles of wrong size trap`() async {
    await #expect(processExitsWith: .failure) {
      var y = Vector<Double>(count: 3)
      multiplyBanded(
        Matrix(rows: 2, columns: 3), rows: 3, lowerBandwidth: 1, upperBandwidth: 1,
        Vector(count: 3), into: &y)
    }
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var y = Vector<Double>(count: 3)
      multiplySymmetricPacked(Vector(count: 5), .upper, Vector(count: 3), into: &y)
    }
    expectMessage(result, "5 elements are not the triangle of a square matrix")
  }
}
