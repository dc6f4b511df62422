import LinearAlgebra

/// Solves a small system through the product that an app would depend on.
func solve() throws {
  let a: Matrix<Double> = [[4, 1], [1, 3]]
  let x = try a.cholesky().solve(Vector([1, 2]))
  let residual = a * x - Vector([1, 2])
  guard residual.norm() < 1e-15 else { throw Wrong() }
  print(a * a.transposed)
}

struct Wrong: Error {}

try solve()
