// Matrices: products without copies, factorizations that are reused, errors with a reason.

import LinearAlgebra

func solveTwice() throws {
  let a: Matrix<Double> = [[4, 1, 0], [1, 3, 1], [0, 1, 2]]
  let factor = try a.cholesky()  // throws .notPositiveDefinite(minor:) if it is not
  let x = try factor.solve(Vector([1, 2, 3]))
  let inverse = try factor.inverse()

  var c = a * a.transposed  // a lazy transpose: one gemm with a flag
  multiply(a, inverse, into: &c, alpha: 2, beta: -1)  // c = 2 A A⁻¹ - c, in place
  print(x, c, a[rows: 0..<2, columns: 1..<3].shape, separator: "\n")
}

try solveTwice()
