import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import Testing

@Suite struct SymmetricProductsTests {
  @Test(arguments: scalarTypes, [false, true])
  func `every small product stays within (k + 2) eps of three loops and reads one triangle`(
    type: any LAPACKScalar.Type, isHermitian: Bool
  ) {
    func check<T: LAPACKScalar>(_: T.Type) {
      var source = MatrixSource<T>(seed: 71)
      var round = 0
      for (m, n) in [
        (0, 0), (0, 2), (2, 0), (1, 1), (1, 4), (2, 3), (3, 2), (5, 5), (65, 3), (2, 64),
      ] {
        for side in Side.allCases {
          for triangle in Triangle.allCases {
            let (alpha, beta) = factors(T.self)[round % 5]
            round += 1
            let a = StructuredOperand.symmetric(
              &source, side == .left ? m : n, triangle, isHermitian: isHermitian)
            let b = source.uniform(rows: m, columns: n)
            let old =
              beta == 0
              ? Matrix(rows: m, columns: n, repeating: .nanValue)
              : source.uniform(rows: m, columns: n)
            var c = old
            if isHermitian {
              multiplyHermitian(
                a.stored, triangle, b, side: side, into: &c, alpha: alpha, beta: beta)
            } else {
              multiplySymmetric(
                a.stored, triangle, b, side: side, into: &c, alpha: alpha, beta: beta)
            }
            let clean = beta == 0 ? Matrix(rows: m, columns: n) : old
            let expected =
              side == .left
              ? referenceProduct(.none, a.meant, .none, b, alpha: alpha, beta: beta, clean)
              : referenceProduct(.none, b, .none, a.meant, alpha: alpha, beta: beta, clean)
            #expect(expected.firstFault(in: c) == nil, "\(m)×\(n) \(side) \(triangle) \(alpha)")
          }
        }
      }
    }
    check(type)
  }

  @Test(arguments: scalarTypes, Layout.allCases)
  func `operands and results of every layout give the product and touch nothing else`(
    type: any LAPACKScalar.Type, layoutA: Layout
  ) {
    func check<T: LAPACKScalar>(_: T.Type) {
      var source = MatrixSource<T>(seed: 72)
      for layoutB in Layout.allCases {
        for layoutC in Layout.mutable {
          for isHermitian in [false, true] {
            let (m, n) = (3, 2)
            let side: Side = layoutC == .block ? .right : .left
            let triangle: Triangle = layoutB == .block ? .lower : .upper
            let a = StructuredOperand.symmetric(
              &source, side == .left ? m : n, triangle, isHermitian: isHermitian)
            let (b, c) = (source.uniform(rows: m, columns: n), source.uniform(rows: m, columns: n))
            let expected =
              side == .left
              ? referenceProduct(.none, a.meant, .none, b, alpha: 2, beta: .parts(1, 1), c)
              : referenceProduct(.none, b, .none, a.meant, alpha: 2, beta: .parts(1, 1), c)
            let (found, isPaddingIntact) = layoutC.withMutableView(of: c) { c in
              layoutA.withView(of: a.stored) { a in
                layoutB.withView(of: b) { b in
                  if isHermitian {
                    multiplyHermitian(
                      a, triangle, b, side: side, into: &c, alpha: 2, beta: .parts(1, 1))
                  } else {
                    multiplySymmetric(
                      a, triangle, b, side: side, into: &c, alpha: 2, beta: .parts(1, 1))
                  }
                }
              }
            }
            #expect(
              expected.firstFault(in: found) == nil && isPaddingIntact,
              "\(layoutA) \(layoutB) \(layoutC) \(isHermitian)")
          }
        }
      }
    }
    check(type)
  }

  @Test(arguments: scalarTypes, [false, true])
  func `symmetric matrices times vectors take every layout and stride`(
    type: any LAPACKScalar.Type, isHermitian: Bool
  ) {
    func check<T: LAPACKScalar>(_: T.Type) {
      var source = MatrixSource<T>(seed: 73)
      for layout in Layout.allCases {
        for n in [0, 1, 2, 5] {
          for (round, stride) in [1, 2, -1, -2].enumerated() {
            let triangle: Triangle = round % 2 == 0 ? .upper : .lower
            let (alpha, beta) = factors(T.self)[(round + n) % 5]
            let a = StructuredOperand.symmetric(&source, n, triangle, isHermitian: isHermitian)
            let (x, y) = (source.uniform(count: n), source.uniform(count: n))
            let expected = referenceProduct(
              .none, a.meant, .none, x.matrix, alpha: alpha, beta: beta, y.matrix)
            let found = layout.withView(of: a.stored) { a in
              x.withStride(-stride) { x in
                y.changed(stride: stride) { y in
                  if isHermitian {
                    multiplyHermitian(a, triangle, x, into: &y, alpha: alpha, beta: beta)
                  } else {
                    multiplySymmetric(a, triangle, x, into: &y, alpha: alpha, beta: beta)
                  }
                }
              }
            }
            #expect(
              expected.firstFault(in: found.result.matrix) == nil && found.isPaddingIntact,
              "\(layout) \(n) \(stride)")
          }
        }
      }
    }
    check(type)
  }

  @Test(arguments: scalarTypes, [false, true])
  func `rank-k and rank-2k updates agree with three loops and keep to their triangle`(
    type: any LAPACKScalar.Type, isHermitian: Bool
  ) {
    func check<T: LAPACKScalar>(_: T.Type) {
      var source = MatrixSource<T>(seed: 74)
      var round = 0
      for (n, k) in [(0, 2), (2, 0), (1, 1), (3, 2), (2, 5), (5, 4), (65, 3), (4, 64)] {
        for triangle in Triangle.allCases {
          for isRankTwo in [false, true] {
            var (alpha, beta) = factors(T.self)[round % 5]
            round += 1
            if isHermitian { beta = T(beta.realPart) }
            if isHermitian && !isRankTwo { alpha = T(alpha.realPart) }
            let (a, b) = (source.uniform(rows: n, columns: k), source.uniform(rows: n, columns: k))
            let c = StructuredOperand.symmetric(&source, n, triangle, isHermitian: isHermitian)
            var found = c.stored
            update(&found, triangle, a, b, isHermitian, isRankTwo, alpha, beta)
            expectUpdate(found, c, triangle, a, b, isHermitian, isRankTwo, alpha, beta)
          }
        }
      }
    }
    check(type)
  }

  @Test(arguments: scalarTypes, Layout.allCases)
  func `rank updates take every layout`(type: any LAPACKScalar.Type, layoutA: Layout) {
    func check<T: LAPACKScalar>(_: T.Type) {
      var source = MatrixSource<T>(seed: 75)
      for layoutB in Layout.allCases {
        for layoutC in Layout.mutable {
          for (isHermitian, isRankTwo) in [
            (false, false), (false, true), (true, false), (true, true),
          ] {
            let triangle: Triangle = layoutB == .block ? .lower : .upper
            let (a, b) = (source.uniform(rows: 3, columns: 2), source.uniform(rows: 3, columns: 2))
            let c = StructuredOperand.symmetric(&source, 3, triangle, isHermitian: isHermitian)
            let alpha: T = isHermitian && !isRankTwo ? 2 : .parts(2, -1)
            let beta: T = isHermitian ? -1 : .parts(1, 1)
            let found = layoutC.withMutableView(of: c.stored) { c in
              layoutA.withView(of: a) { a in
                layoutB.withView(of: b) { b in
                  update(&c, triangle, a, b, isHermitian, isRankTwo, alpha, beta)
                }
              }
            }
            expectUpdate(found.result, c, triangle, a, b, isHermitian, isRankTwo, alpha, beta)
            #expect(found.isPaddingIntact)
          }
        }
      }
    }
    check(type)
  }

  @Test(arguments: scalarTypes)
  func `vector updates keep to their triangle, strides and zero factors`(
    type: any LAPACKScalar.Type
  ) {
    func check<T: LAPACKScalar>(_: T.Type) {
      var source = MatrixSource<T>(seed: 76)
      var round = 0
      for layout in Layout.mutable {
        for n in [0, 1, 2, 5] {
          for (isHermitian, isRankTwo) in [
            (false, false), (false, true), (true, false), (true, true),
          ] {
            round += 1
            let triangle: Triangle = round % 3 == 0 ? .lower : .upper
            let stride = [1, 2, -1, -2][round % 4]
            let alpha: T = round % 5 == 0 ? 0 : isHermitian && !isRankTwo ? 2 : .parts(2, -1)
            let (x, y) = (source.uniform(count: n), source.uniform(count: n))
            let c = StructuredOperand.symmetric(&source, n, triangle, isHermitian: isHermitian)
            let found = layout.withMutableView(of: c.stored) { c in
              x.withStride(stride) { x in
                y.withStride(-stride) { y in
                  switch (isHermitian, isRankTwo) {
                  case (false, false): symmetricRankOneUpdate(&c, triangle, x, alpha: alpha)
                  case (false, true): symmetricRankTwoUpdate(&c, triangle, x, y, alpha: alpha)
                  case (true, false): hermitianRankOneUpdate(&c, triangle, x, alpha: alpha.realPart)
                  case (true, true): hermitianRankTwoUpdate(&c, triangle, x, y, alpha: alpha)
                  }
                }
              }
            }
            expectUpdate(
              found.result, c, triangle, x.matrix, y.matrix, isHermitian, isRankTwo, alpha, 1)
            #expect(found.isPaddingIntact)
          }
        }
      }
      // A factor of zero hides the vectors.
      var a = Matrix<T>.identity(3)
      let bad = Vector<T>(count: 3, repeating: .nanValue)
      symmetricRankOneUpdate(&a, .upper, bad, alpha: 0)
      hermitianRankTwoUpdate(&a, .lower, bad, bad, alpha: 0)
      #expect(a == .identity(3))
    }
    check(type)
  }

  @Test(arguments: scalarTypes)
  func `zero factors hide NaN and shared results are right`(type: any LAPACKScalar.Type) {
    func check<T: LAPACKScalar>(_: T.Type) {
      for n in [1, 7, 40] {
        let bad = Matrix<T>(rows: n, columns: n, repeating: .nanValue)
        let ones = Matrix<T>(rows: n, columns: n, repeating: 1)
        var c = ones
        multiplySymmetric(bad, .upper, ones, into: &c, alpha: 0, beta: 1)
        multiplyHermitian(ones, .upper, bad, side: .right, into: &c, alpha: 0, beta: 1)
        symmetricRankUpdate(&c, .upper, bad, alpha: 0)
        hermitianRankUpdate(&c, .lower, bad, bad, alpha: 0)
        #expect(c == ones)
        c = bad
        multiplySymmetric(ones, .upper, ones, into: &c)
        #expect(c == T(T.RealPart(n)) * ones)
        c = bad
        symmetricRankUpdate(&c, .upper, ones, beta: 0)
        hermitianRankUpdate(&c, .lower, ones, beta: 0)
        #expect(c == T(T.RealPart(n)) * ones)
      }
      var source = MatrixSource<T>(seed: 77)
      let a = StructuredOperand.symmetric(&source, 5, .upper, isHermitian: false)
      var c = a.meant
      multiplySymmetric(c, .upper, c, into: &c)
      #expect(
        referenceProduct(.none, a.meant, .none, a.meant, .init(rows: 5, columns: 5))
          .firstFault(in: c) == nil)
      c = a.meant
      symmetricRankUpdate(&c, .lower, c, beta: 0)
      for column in 0..<5 {
        for row in 0..<column { #expect(c[row, column] == a.meant[row, column]) }
      }
    }
    check(type)
  }

  @Test func `shapes that do not fit trap with all shapes`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var c = Matrix<Double>(rows: 3, columns: 2)
      multiplySymmetric(
        Matrix(rows: 2, columns: 2), .upper, Matrix(rows: 3, columns: 2), into: &c)
    }
    expectMessage(result, "cannot multiply a symmetric 2×2 matrix, left, by 3×2 into 3×2")
    await #expect(processExitsWith: .failure) {
      var c = Matrix<Double>(rows: 3, columns: 2)
      symmetricRankUpdate(&c, .upper, Matrix(rows: 3, columns: 2))
    }
    await #expect(processExitsWith: .failure) {
      var y = Vector<Double>(count: 3)
      multiplyHermitian(Matrix.identity(3), .upper, Vector(count: 2), into: &y)
    }
  }

  private func update<
    T: BLASScalar, A: MatrixOperand & ~Escapable, B: MatrixOperand & ~Escapable,
    C: MatrixTarget & ~Copyable & ~Escapable
  >(
    _ c: inout C, _ triangle: Triangle, _ a: A, _ b: B, _ isHermitian: Bool, _ isRankTwo: Bool,
    _ alpha: T, _ beta: T
  ) where A.Element == T, B.Element == T, C.Element == T {
    switch (isHermitian, isRankTwo) {
    case (false, false): symmetricRankUpdate(&c, triangle, a, alpha: alpha, beta: beta)
    case (false, true): symmetricRankUpdate(&c, triangle, a, b, alpha: alpha, beta: beta)
    case (true, false):
      hermitianRankUpdate(&c, triangle, a, alpha: alpha.realPart, beta: beta.realPart)
    case (true, true): hermitianRankUpdate(&c, triangle, a, b, alpha: alpha, beta: beta.realPart)
    }
  }

  private func expectUpdate<T: LAPACKScalar>(
    _ found: Matrix<T>, _ c: StructuredOperand<T>, _ triangle: Triangle, _ a: Matrix<T>,
    _ b: Matrix<T>, _ isHermitian: Bool, _ isRankTwo: Bool, _ alpha: T, _ beta: T,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let operation: MatrixOperation = isHermitian ? .adjoint : .transpose
    // [A B] with alpha and its conjugate at [B A]ᵀ: one product has all terms.
    let n = a.rows
    let k = a.columns
    let left = Matrix<T>(rows: n, columns: isRankTwo ? 2 * k : k) {
      $1 < k ? a[$0, $1] : b[$0, $1 - k]
    }
    let scale = isHermitian ? alpha.conjugate : alpha
    let right = Matrix<T>(rows: n, columns: isRankTwo ? 2 * k : k) { row, column in
      if !isRankTwo { return scale * a[row, column] }
      return column < k ? scale * b[row, column] : alpha * a[row, column - k]
    }
    // Hidden by zero, as in the update itself.
    let expected = referenceProduct(
      .none, left, operation, right, alpha: alpha == 0 ? 0 : 1, beta: beta, c.meant)
    for column in 0..<n {
      for row in 0..<n {
        let isInside = triangle == .upper ? row <= column : row >= column
        let value = found[row, column]
        if isInside {
          #expect(
            (value - expected.value[row, column]).modulus <= 4 * expected.bound[row, column],
            "\(row) \(column) \(isHermitian) \(isRankTwo) \(alpha) \(beta)",
            sourceLocation: sourceLocation)
          if row == column && isHermitian {
            #expect(value.imaginaryPart == 0, sourceLocation: sourceLocation)
          }
        } else {
          #expect(value.isNaNValue, sourceLocation: sourceLocation)
        }
      }
    }
  }
}
