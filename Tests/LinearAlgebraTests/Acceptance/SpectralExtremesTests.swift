import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import RealModule
import Testing

/// Elements near the ends of the range, and of very different sizes.
@Suite struct SpectralExtremesTests {
  /// Powers of two that bring elements near one to the ends of the range.
  private static func scales<Real: RealScalar>(_: Real.Type) -> [Real] {
    let top = Real.Exponent(Int(Real.greatestFiniteMagnitude.exponent) - 3)
    let bottom = Real.Exponent(Int(Real.leastNonzeroMagnitude.exponent) + 6)
    return [
      Real(sign: .plus, exponent: top, significand: 1),
      Real(sign: .plus, exponent: bottom, significand: 1),
    ]
  }

  @Test(arguments: scalarTypes)
  func `eigenvalues of pairs of subnormal and huge matrices are those of ordinary ones`(
    type: any LAPACKScalar.Type
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      typealias Real = T.RealPart
      let a: Matrix<T> = [[1, 2], [3, 2]]
      let b: Matrix<T> = [[2, 0], [0, 2]]
      for scale in Self.scales(Real.self) {
        let (first, second) = (a.map { $0.scaled(by: scale) }, b.map { $0.scaled(by: scale) })
        let eigen = try GeneralizedEigen(first, second, left: true)
        let values = Array(eigen.values).map(\.real).sorted()
        #expect(abs(values[0] + 0.5) < 50 * Real.ulpOfOne, "\(scale)")
        #expect(abs(values[1] - 2) < 50 * Real.ulpOfOne, "\(scale)")
        let (alpha, beta) = try GeneralizedEigen.values(of: first, second)
        for index in 0..<2 {
          let value = alpha[index].real / beta[index]
          #expect(min(abs(value + 0.5), abs(value - 2)) < 50 * Real.ulpOfOne)
        }
        let symmetric = try GeneralizedSymmetricEigen(first, second, triangle: .lower)
        #expect(abs(symmetric.values[1] - (3 + Real(37).squareRoot()) / 4) < 1e-5)
        let schur = try GeneralizedSchur(first, second).reordered { $0.real > $1 }
        #expect(schur.leadingCount == 1)
      }
    }
    try check(type)
  }

  @Test(arguments: scalarTypes)
  func `the complex Schur form of a rotation of any size is unitary`(
    type: any LAPACKScalar.Type
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      typealias Real = T.RealPart
      for scale in Self.scales(Real.self) + [1] {
        let a = Matrix<T>(
          columnMajor: [T(scale), T(2 * scale), T(-scale), T(scale)], rows: 2, columns: 2)
        let schur = try a.schur().complexForm()
        #expect(orthogonalityRatio(schur.basis) < 30, "\(scale)")
        #expect(schur.form[1, 0] == 0)
        // Subnormal elements of the form are rounded to multiples of the least number.
        let product = schur.basis * schur.form * schur.basis.adjoint
        let error = (product - a.complex).norm(.maxAbs)
        #expect(error <= 20 * scale * Real.ulpOfOne + 8 * Real.leastNonzeroMagnitude, "\(scale)")
        // A function that needs the form.
        let power = try a.principalPower(1)
        #expect(
          (power - a.complex).norm(.maxAbs) <= 100 * scale * Real.ulpOfOne
            + 8 * Real.leastNonzeroMagnitude)
        let identity = try a.function { point, order in order == 0 ? point : order == 1 ? 1 : 0 }
        #expect(
          (identity - a.complex).norm(.maxAbs) <= 100 * scale * Real.ulpOfOne
            + 8 * Real.leastNonzeroMagnitude)
        let root = try a.squareRoot()
        let squared = root.map { $0.scaled(by: 1 / scale.squareRoot()) }
        let square = squared * squared
        #expect(
          (square - a.complex.map { $0.scaled(by: 1 / scale) }).norm(.maxAbs) < 1e-4
            || scale < Real.leastNormalMagnitude)
      }
    }
    try check(type)
  }

  @Test(arguments: scalarTypes)
  func `ridge regression is right wherever matrix, penalty and right side lie`(
    type: any LAPACKScalar.Type
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      typealias Real = T.RealPart
      let limit = Int(Real.greatestFiniteMagnitude.exponent)
      func power(_ exponent: Int) -> Real {
        Real(sign: .plus, exponent: Real.Exponent(exponent), significand: 1)
      }
      // x = s b / (s² + p) for a diagonal matrix; in powers of two the large term decides.
      for (s, root, b) in [
        (-limit + 8, 0, 0), (limit - 8, 0, limit - 4), (0, -limit / 2 + 2, 0),
        (-limit + 8, limit / 2 - 8, limit - 8), (-limit + 8, -limit / 2 + 2, -4),
      ] {
        let a = Matrix<T>.diagonal([T(power(s)), T(power(s))])
        let side = Vector<T>(count: 2, repeating: T(power(b)))
        let x = try a.svd().ridge(side, penalty: power(2 * root))
        let exponent = s > root ? b - s : s - 2 * root + b
        #expect(abs(x[0].realPart / power(exponent) - 1) < 8 * Real.ulpOfOne, "\(s) \(root) \(b)")
      }
    }
    try check(type)
  }

  @Test(arguments: scalarTypes)
  func `generalized singular values of matrices of very different sizes`(
    type: any LAPACKScalar.Type
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      typealias Real = T.RealPart
      var source = MatrixSource<T>(seed: 3)
      let (a, b) = (source.uniform(rows: 4, columns: 3), source.uniform(rows: 3, columns: 3))
      let exact = try GeneralizedSVD(a, b)
      let limit = Int(Real.greatestFiniteMagnitude.exponent)
      for (e, f) in [(0, -limit / 2), (limit - 6, 0), (0, limit - 6), (-limit + 6, -limit + 6)] {
        let (x, y) = (
          Real(sign: .plus, exponent: Real.Exponent(e), significand: 1),
          Real(sign: .plus, exponent: Real.Exponent(f), significand: 1)
        )
        let (first, second) = (a.map { $0.scaled(by: x) }, b.map { $0.scaled(by: y) })
        let found = try GeneralizedSVD(first, second)
        #expect(found.rank == 3 && found.infiniteCount == 0)
        let product = found.reconstructed()
        #expect(singularValueRatio(product.a, of: first) < singularValueThreshold, "\(e) \(f)")
        #expect(singularValueRatio(product.b, of: second) < singularValueThreshold, "\(e) \(f)")
        for index in 0..<3 where found.sines[index] > Real.leastNormalMagnitude {
          let value = found.cosines[index] / found.sines[index] * (y / x)
          guard value.isFinite && value > Real.leastNormalMagnitude else { continue }
          #expect(abs(value / exact.generalizedValues[index] - 1) < 1000 * Real.ulpOfOne)
        }
      }
    }
    try check(type)
  }

  @Test(arguments: scalarTypes)
  func `every factorization and function of a tiny or huge matrix is finite and right`(
    type: any LAPACKScalar.Type
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      typealias Real = T.RealPart
      var source = MatrixSource<T>(seed: 11)
      let base = source.general(rows: 5, columns: 5, condition: 10)
      for scale in Self.scales(Real.self) {
        let a = base.map { $0.scaled(by: scale) }
        let bound = Double(max(200 * Real.ulpOfOne, 64 * Real.leastNonzeroMagnitude / scale))
        func isNear(_ product: Matrix<T>, _ name: Comment) {
          let error = (product - a).map { $0.scaled(by: 1 / scale.squareRoot()) }
          let size = Double(error.map { $0.scaled(by: 1 / scale.squareRoot()) }.norm(.maxAbs))
          #expect(size < bound, name)
        }
        isNear(try a.qr().reconstructed(), "QR")
        isNear(try a.lq().reconstructed(), "LQ")
        isNear(try a.rq().reconstructed(), "RQ")
        isNear(try a.ql().reconstructed(), "QL")
        isNear(try a.pivotedQR().reconstructed(), "pivoted QR")
        isNear(try CompleteOrthogonal(a).reconstructed(), "complete orthogonal")
        isNear(try a.svd().reconstructed(), "SVD")
        isNear(try a.polar().reconstructed(), "polar")
        isNear(try a.schur().reconstructed(), "Schur")
        isNear(try a.hessenberg().reconstructed(), "Hessenberg")
        let hermitian = (base + Matrix(base.adjoint)).map { $0.scaled(by: scale).scaled(by: 0.5) }
        let product = try hermitian.symmetricEigen().reconstructed()
        isNear(product - hermitian + a, "symmetric eigen")
        #expect(try a.rank() == 5 && a.pivotedQR().rank() == 5)
        let b = Matrix<T>(rows: 5, columns: 2, repeating: T(scale))
        let exact = try base.solve(Matrix<T>(rows: 5, columns: 2, repeating: 1))
        for driver in LeastSquaresDriver.allCases {
          let x = try a.leastSquares(b, driver: driver).solution
          #expect(Double((x - exact).norm(.maxAbs)) < 100 * bound, "\(driver)")
        }
        #expect(try a.sign().norm(.maxAbs).isFinite)
        let x = try solveSylvester(
          a * a.map { _ in 0 } + Matrix.diagonal([T](repeating: T(scale), count: 5)),
          Matrix.diagonal([T](repeating: T(scale), count: 2)), rightSide: b)
        #expect((x - Matrix(rows: 5, columns: 2, repeating: T(0.5))).norm(.maxAbs) < 1e-5)
      }
    }
    try check(type)
  }

  @Test(arguments: scalarTypes)
  func `weights at the ends of the range change the residual norm alone`(
    type: any LAPACKScalar.Type
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      typealias Real = T.RealPart
      let a: Matrix<T> = [[1, 1], [1, 2], [1, 4]]
      let b: Vector<T> = [1, 2, 2]
      let plain = try a.leastSquares(b)
      for scale in Self.scales(Real.self) {
        let weights = Vector<Real>(count: 3, repeating: scale)
        let fit = try a.leastSquares(b, weights: weights)
        for index in 0..<2 {
          #expect((fit.solution[index] - plain.solution[index]).modulus < 20 * Real.ulpOfOne)
        }
        let ratio = fit.residualNorm / scale.squareRoot() / plain.residualNorm
        #expect(abs(ratio - 1) < 1e-4)
        let huge = try a.map { $0.scaled(by: .greatestFiniteMagnitude / 8) }
          .leastSquares(b, weights: weights)
        #expect(huge.rank == 2 && huge.solution[0].modulus > 0)
      }
    }
    try check(type)
  }

  @Test(arguments: scalarTypes)
  func `defective, clustered and graded spectra keep their residuals`(
    type: any LAPACKScalar.Type
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      typealias Real = T.RealPart
      let graded = Matrix<T>(rows: 8, columns: 8) { row, column in
        T(Real.pow(10, -Real(row + column) / 2))
      }
      let clustered = Matrix<T>(rows: 8, columns: 8) { row, column in
        row == column ? T(1 + Real(row) * Real.ulpOfOne) : row < column ? T(1) : 0
      }
      for a in [EigenExample.jordan(T(2), 8), EigenExample.jordan(0, 8), graded, clustered] {
        let eigen = try Eigen(a, left: true, balancing: .none)
        #expect(eigenRatio(a, values: eigen.values, vectors: eigen.vectors) < eigenThreshold)
        let schur = try a.schur()
        #expect(
          formRatio(a, left: schur.basis, form: schur.form, right: schur.basis) < eigenThreshold)
        let complex = schur.complexForm()
        #expect(
          formRatio(a.complex, left: complex.basis, form: complex.form, right: complex.basis)
            < eigenThreshold)
        let svd = try a.svd()
        #expect(singularValueRatio(svd.reconstructed(), of: a) < singularValueThreshold)
        let exponential = try a.exponential()
        let action = try a.exponentialAction(on: .identity(8))
        #expect((exponential - action).norm(.one) < 1000 * Real.ulpOfOne * exponential.norm(.one))
      }
      // Eigenvectors of a Jordan block are dependent: refused, not wrong.
      #expect(throws: LinearAlgebraError.self) {
        try EigenExample.jordan(T(2), 8).function { $0 * $0 }
      }
      let square = try EigenExample.jordan(T(2), 8).function { point, order in
        order == 0 ? point * point : order == 1 ? point.scaled(by: 2) : order == 2 ? 2 : 0
      }
      let exact = (EigenExample.jordan(T(2), 8) * EigenExample.jordan(T(2), 8)).complex
      #expect((square - exact).norm(.maxAbs) < 100 * Real.ulpOfOne)
    }
    try check(type)
  }
}

extension Matrix {
  /// The matrix with complex elements.
  var complex: Matrix<Complex<Element.RealPart>> {
    map { Complex(realPart: $0.realPart, imaginaryPart: $0.imaginaryPart) }
  }
}
