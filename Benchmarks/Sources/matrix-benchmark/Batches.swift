import CRaw
import LinearAlgebra

/// Ten thousand small problems against a loop of raw calls over the same memory.
func benchmarkBatches(_ watch: Stopwatch) throws {
  let count = 10_000
  for n in [2, 3, 4, 8, 16, 32] {
    let size = Int32(n)
    let flat = matrix(n * n, count)
    let general = MatrixBatch(flattened: flat, rows: n, columns: n)
    let a = general + Double(n) * Matrix.identity(n)
    let symmetric = (general + general.transposed()) * 0.5 + Double(n) * Matrix.identity(n)
    let b = MatrixBatch(flattened: matrix(n, count), rows: n, columns: 1)
    let scratch = Scratch(doubles: n * n * count + n * count, integers: n * count)
    let (out, pivots) = (scratch.doubles, scratch.integers)
    /// Runs a raw call for every item.
    func raw(
      _ a: MatrixBatch<Double>, _ b: MatrixBatch<Double>,
      _ call: @escaping (Int, UnsafePointer<Double>, UnsafePointer<Double>) -> Void
    ) -> (Int) -> Void {
      { repetitions in
        withElements(a.flattened, b.flattened) { a, b in
          for _ in 0..<repetitions { for item in 0..<count { call(item, a, b) } }
        }
      }
    }
    try watch.measure(
      "batch-product/\(n)", ours: { for _ in 0..<$0 { consume(a * symmetric) } },
      other: raw(a, symmetric) { item, a, b in
        raw_gemm(size, a + item * n * n, b + item * n * n, out + item * n * n)
      })
    var product = a
    try watch.measure(
      "batch-product-into/\(n)",
      ours: { for _ in 0..<$0 { multiply(a, symmetric, into: &product) } },
      other: raw(a, symmetric) { item, a, b in
        raw_gemm(size, a + item * n * n, b + item * n * n, out + item * n * n)
      })
    try watch.measure(
      "batch-solve/\(n)", ours: { for _ in 0..<$0 { consume(try a.solve(b)) } },
      other: raw(a, b) { item, a, b in
        raw_gesv(
          size, a + item * n * n, b + item * n, out, pivots, out + n * n * count + item * n)
      })
    try watch.measure(
      "batch-lu/\(n)", ours: { for _ in 0..<$0 { consume(try a.lu()) } },
      other: raw(a, b) { item, a, _ in
        raw_getrf(size, a + item * n * n, out + item * n * n, pivots + item * n)
      })
    var lu = try a.lu()
    try watch.measure(
      "batch-lu-update/\(n)", ours: { for _ in 0..<$0 { try lu.update(a) } },
      other: raw(a, b) { item, a, _ in
        raw_getrf(size, a + item * n * n, out + item * n * n, pivots + item * n)
      })
    try watch.measure(
      "batch-cholesky/\(n)", ours: { for _ in 0..<$0 { consume(try symmetric.cholesky()) } },
      other: raw(symmetric, b) { item, a, _ in
        raw_potrf(size, a + item * n * n, out + item * n * n)
      })
    try watch.measure(
      "batch-inverse/\(n)", ours: { for _ in 0..<$0 { consume(try a.inverse()) } })
    try watch.measure(
      "batch-determinant/\(n)", ours: { for _ in 0..<$0 { consume(try a.determinants()) } })
    guard n <= 16 else { continue }
    try watch.measure(
      "batch-symmetric-eigen/\(n)",
      ours: { for _ in 0..<$0 { consume(try symmetric.symmetricEigen()) } })
    try watch.measure("batch-svd/\(n)", ours: { for _ in 0..<$0 { consume(try a.svd()) } })
  }
}
