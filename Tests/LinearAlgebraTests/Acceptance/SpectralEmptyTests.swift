import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import RealModule
import Testing

/// Matrices without elements, and of one element, through everything that factors.
@Suite struct SpectralEmptyTests {
  @Test(arguments: scalarTypes, [(0, 0), (0, 3), (3, 0)])
  func `orthogonal factorizations of matrices without elements have the shapes of mathematics`(
    type: any LAPACKScalar.Type, shape: (Int, Int)
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      let (m, n) = shape
      let a = Matrix<T>(rows: m, columns: n)
      let (qr, lq, rq, ql) = (try a.qr(), try a.lq(), try a.rq(), try a.ql())
      let pivoted = try a.pivotedQR()
      #expect(qr.orthogonal(.full) == .identity(m) && ql.orthogonal(.full) == .identity(m))
      #expect(pivoted.orthogonal(.full) == .identity(m))
      #expect(lq.orthogonal(.full) == .identity(n) && rq.orthogonal(.full) == .identity(n))
      #expect(qr.orthogonal().shape == Shape(rows: m, columns: 0))
      #expect(lq.orthogonal().shape == Shape(rows: 0, columns: n))
      #expect(qr.upper.shape == Shape(rows: 0, columns: n))
      #expect(lq.lower.shape == Shape(rows: m, columns: 0))
      for product in [
        qr.reconstructed(), lq.reconstructed(), rq.reconstructed(), ql.reconstructed(),
        pivoted.reconstructed(), try CompleteOrthogonal(a).reconstructed(),
        try UpdatableQR(a).reconstructed(), try a.svd().reconstructed(),
        try a.polar().reconstructed(), try a.polar(.left).reconstructed(),
      ] {
        #expect(product == a)
      }
      #expect(pivoted.rank() == 0 && pivoted.permutation == Array(0..<n))
      let complete = try CompleteOrthogonal(a)
      #expect(complete.nullSpace() == .identity(n) && complete.rank == 0)
      #expect(complete.rangeBasis().shape == Shape(rows: m, columns: 0))
      #expect(try complete.pseudoInverse() == Matrix(rows: n, columns: m))
      let c = Matrix<T>(rows: m, columns: 2, repeating: 1)
      #expect(qr.orthogonalProduct(c) == c)
    }
    try check(type)
  }

  @Test(arguments: scalarTypes, [(0, 0), (0, 3), (3, 0)])
  func `singular values and least squares of matrices without elements`(
    type: any LAPACKScalar.Type, shape: (Int, Int)
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      let (m, n) = shape
      let a = Matrix<T>(rows: m, columns: n)
      let svd = try a.svd(vectors: .full)
      #expect(svd.left == .identity(m) && svd.right == .identity(n) && svd.rank() == 0)
      #expect(try a.conditionNumber() == 1 && a.spectralNorm() == 0 && a.nuclearNorm() == 0)
      #expect(try a.schattenNorm(3) == 0)
      #expect(try a.pseudoInverse() == Matrix(rows: n, columns: m))
      #expect(try a.nullSpace().shape == Shape(rows: n, columns: n))
      #expect(try a.rangeBasis().shape == Shape(rows: m, columns: 0))
      for k in [0, 2] {
        let b = Matrix<T>(rows: m, columns: k, repeating: 2)
        let zero = Matrix<T>(rows: n, columns: k)
        for driver in LeastSquaresDriver.allCases {
          let fit = try a.leastSquares(b, driver: driver)
          #expect(fit.solution == zero && fit.rank == 0 && fit.residualNorms.count == k)
          for index in 0..<k { #expect(fit.residualNorms[index] == Vector(b.column(0)).norm()) }
        }
        #expect(try svd.leastSquares(b) == zero && svd.ridge(b, penalty: 1) == zero)
        #expect(try a.pivotedQR().leastSquares(b) == zero)
      }
      let other = Matrix<T>(rows: 2, columns: n, repeating: 1)
      for (first, second) in [(a, other), (other, a), (a, a)] {
        let together = try GeneralizedSVD(first, second)
        let product = together.reconstructed()
        #expect(singularValueRatio(product.a, of: first) < singularValueThreshold)
        #expect(singularValueRatio(product.b, of: second) < singularValueThreshold)
      }
      #expect(try orthogonalProcrustes(a, onto: a).rotation.shape == Shape(rows: n, columns: n))
      #expect(try subspaceAngles(a, a).count == 0)
    }
    try check(type)
  }

  @Test(arguments: scalarTypes)
  func `eigenvalues, functions and equations of the matrix of no rows`(
    type: any LAPACKScalar.Type
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      let a = Matrix<T>(rows: 0, columns: 0)
      #expect(try a.eigen(left: true).values.isEmpty && a.eigenvalues().isEmpty)
      #expect(try a.symmetricEigen().vectors.isEmpty)
      for selection in [EigenvalueSelection<T.RealPart>.smallest(0), .interval(-1...1)] {
        #expect(try a.symmetricEigenvalues(selecting: selection).isEmpty)
        #expect(try GeneralizedSymmetricEigen(a, a, selecting: selection).values.isEmpty)
      }
      #expect(try GeneralizedEigen(a, a, left: true).values.isEmpty)
      #expect(try a.schur().reordered { _ in true }.form == a)
      #expect(try a.schur().complexForm().form.isEmpty)
      #expect(try GeneralizedSchur(a, a).reordered { _, _ in true }.formA == a)
      #expect(try a.hessenberg().basis() == a && a.hessenberg().reconstructed() == a)
      #expect(try Balanced(a).backTransformed(a) == a)
      for result in [
        try a.exponential(), try a.sign(), try a.power(-3), try a.power(0), try a.cosine(),
        try a.hyperbolicTangent(), try a.exponentialAction(on: a),
        try a.exponentialDerivative(a).derivative, try solveSylvester(a, a, rightSide: a),
        try solveLyapunov(a, rightSide: a), try solveDiscreteLyapunov(a, rightSide: a),
        try solveRiccati(a, a, a, a).solution, try solveDiscreteRiccati(a, a, a, a).solution,
      ] {
        #expect(result == a)
      }
      #expect(try a.squareRoot().isEmpty && a.logarithm().isEmpty && a.principalPower(0.5).isEmpty)
      #expect(try a.function { $0 }.value.isEmpty)
      #expect(try a.function { point, _ in point }.isEmpty)
      let wide = Matrix<T>(rows: 0, columns: 2)
      let square = Matrix<T>.identity(2)
      #expect(try solveSylvester(a, square, rightSide: wide) == wide)
      #expect(try solveRiccati(a, wide, a, square).gain.shape == Shape(rows: 2, columns: 0))
      #expect(try solveDiscreteRiccati(a, wide, a, square).gain.shape == Shape(rows: 2, columns: 0))
      // A system without inputs.
      let stable = square * T.parts(-1, 0)
      let none = Matrix<T>(rows: 2, columns: 0)
      let free = try solveRiccati(stable, none, square, a).solution
      #expect((free - square * T(0.5)).norm(.maxAbs) < 10 * T.RealPart.ulpOfOne)
    }
    try check(type)
  }

  @Test(arguments: scalarTypes)
  func `one element, also zero, tiny and huge`(type: any LAPACKScalar.Type) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      typealias Real = T.RealPart
      let sizes = [0, 1, -3, Real.leastNonzeroMagnitude, Real.greatestFiniteMagnitude]
      for size in sizes {
        let a = Matrix<T>(rows: 1, columns: 1, repeating: T(size))
        #expect(try a.eigenvalues()[0].real == size)
        #expect(try a.symmetricEigenvalues()[0] == size)
        #expect(try a.singularValues()[0] == abs(size))
        #expect(try a.schur().form == a && a.hessenberg().form == a)
        #expect(try a.qr().reconstructed() == a && a.lq().reconstructed() == a)
        #expect(try a.rq().reconstructed() == a && a.ql().reconstructed() == a)
        #expect(try a.polar().semidefinite[0, 0] == T(abs(size)))
        #expect(try a.rank() == (size == 0 ? 0 : 1))
        #expect(try a.pivotedQR().rank() == (size == 0 ? 0 : 1))
        #expect(try a.nullSpace().columns == (size == 0 ? 1 : 0))
        let root = try a.squareRoot()[0, 0]
        #expect(abs(root.modulus / abs(size).squareRoot() - 1) < 1e-6 || size == 0 && root == 0)
        if size == 0 {
          #expect(throws: LinearAlgebraError.singular(pivot: 1)) { try a.logarithm() }
          #expect(throws: LinearAlgebraError.self) { try a.sign() }
          #expect(try a.pseudoInverse() == a && a.exponential() == .identity(1))
        } else {
          let logarithm = try a.logarithm()[0, 0]
          #expect(abs(logarithm.real - Real.log(abs(size))) <= 1e-5 * abs(Real.log(abs(size))))
          #expect(try a.sign()[0, 0] == (size > 0 ? 1 : -1))
        }
      }
    }
    try check(type)
  }
}
