import CRaw
import LinearAlgebra

func benchmarkProducts(_ watch: Stopwatch) throws {
  for n in [2, 3, 4, 8, 16, 32, 64, 128, 256, 512, 1024] {
    let (a, b) = (matrix(n, n, 1), matrix(n, n, 2))
    let scratch = Scratch(doubles: n * n)
    let raw = { (count: Int) in
      withElements(a, b) { a, b in
        for _ in 0..<count { raw_gemm(Int32(n), a, b, scratch.doubles) }
      }
    }
    try watch.measure(
      "product/\(n)", ours: { for _ in 0..<$0 { consume(a * b) } }, other: raw)
    guard n <= 128 else { continue }
    var c = Matrix<Double>(rows: n, columns: n)
    try watch.measure(
      "product-into/\(n)", ours: { for _ in 0..<$0 { multiply(a, b, into: &c) } }, other: raw)
  }
}

/// Fixed sizes against the same raw call on matrices of that size.
func benchmarkFixed(_ watch: Stopwatch) throws {
  try benchmarkFixed(watch, FixedMatrix<2, 2, Double>.self)
  try benchmarkFixed(watch, FixedMatrix<3, 3, Double>.self)
  try benchmarkFixed(watch, FixedMatrix<4, 4, Double>.self)
}

@inline(__always)
private func benchmarkFixed<let N: Int>(
  _ watch: Stopwatch, _: FixedMatrix<N, N, Double>.Type
) throws {
  let (matrixA, vector) = (regular(N), matrix(N, 1))
  let a = FixedMatrix<N, N, Double>(matrixA)
  let b = FixedVector<N, Double>(Vector(matrix: vector))
  let scratch = Scratch(doubles: 2 * N * N, integers: N)
  var c = a
  try watch.measure(
    "fixed-product/\(N)",
    ours: {
      for _ in 0..<$0 { c = a * c }
      c = a
    },
    other: { count in
      withElements(matrixA, matrixA) { a, b in
        for _ in 0..<count { raw_gemm(Int32(N), a, b, scratch.doubles) }
      }
    })
  var x = b
  try watch.measure(
    "fixed-solve/\(N)",
    ours: {
      for _ in 0..<$0 { x = b + 1e-3 * (try a.solve(x)) }
    },
    other: { count in
      withElements(matrixA, vector) { a, b in
        for _ in 0..<count {
          raw_gesv(Int32(N), a, b, scratch.doubles, scratch.integers, scratch.doubles + N * N)
        }
      }
    })
  consume(c)
  consume(x)
}
