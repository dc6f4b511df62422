import CRaw
import LinearAlgebra

func benchmarkLinear(_ watch: Stopwatch) throws {
  for n in [4, 8, 16, 32, 64, 128, 256, 512, 1024] {
    let (a, b, p) = (regular(n), matrix(n, 1), definite(n))
    let size = Int32(n)
    let scratch = Scratch(doubles: n * n + n, integers: n)
    let (work, pivots) = (scratch.doubles, scratch.integers)
    let rawLU = { (count: Int) in
      withElements(a, b) { a, _ in for _ in 0..<count { raw_getrf(size, a, work, pivots) } }
    }
    try watch.measure("lu/\(n)", ours: { for _ in 0..<$0 { consume(try LU(a)) } }, other: rawLU)
    var lu = try LU(a)
    try watch.measure(
      "lu-update/\(n)", ours: { for _ in 0..<$0 { try lu.update(a) } }, other: rawLU)
    try watch.measure(
      "finite-scan/\(n)", ours: { for _ in 0..<$0 { try lu.update(a) } },
      other: { for _ in 0..<$0 { try lu.update(a, assumingFinite: true) } })
    try watch.measure(
      "solve/\(n)", ours: { for _ in 0..<$0 { consume(try a.solve(b)) } },
      other: { count in
        withElements(a, b) { a, b in
          for _ in 0..<count { raw_gesv(size, a, b, work, pivots, work + n * n) }
        }
      })
    try watch.measure(
      "cholesky/\(n)", ours: { for _ in 0..<$0 { consume(try Cholesky(p)) } },
      other: { count in
        withElements(p, p) { p, _ in for _ in 0..<count { raw_potrf(size, p, work) } }
      })
  }
}

func benchmarkOrthogonal(_ watch: Stopwatch) throws {
  for n in [16, 64, 128, 256, 512] {
    let (a, s, size) = (matrix(n, n), definite(n), Int32(n))
    // Workspaces as large as the routines ask for at these sizes, or larger.
    let workCount = 8 * n * n + 200 * n
    let scratch = Scratch(doubles: 3 * n * n + 3 * n + workCount, integers: 8 * n + 8)
    let (copy, u, v) = (scratch.doubles, scratch.doubles + n * n, scratch.doubles + 2 * n * n)
    let values = scratch.doubles + 3 * n * n
    let work = values + 3 * n
    try watch.measure(
      "qr/\(n)", ours: { for _ in 0..<$0 { consume(try QR(a)) } },
      other: { count in
        withElements(a, a) { a, _ in
          for _ in 0..<count { raw_geqrf(size, a, copy, values, work, Int32(64 * n)) }
        }
      })
    try watch.measure(
      "svd/\(n)", ours: { for _ in 0..<$0 { consume(try SVD(a)) } },
      other: { count in
        withElements(a, a) { a, _ in
          for _ in 0..<count {
            raw_gesdd(size, a, copy, values, u, v, work, Int32(workCount), scratch.integers)
          }
        }
      })
    try watch.measure(
      "symmetric-eigen/\(n)", ours: { for _ in 0..<$0 { consume(try SymmetricEigen(s)) } },
      other: { count in
        withElements(s, s) { s, _ in
          for _ in 0..<count {
            raw_syevd(
              size, s, copy, values, work, Int32(workCount), scratch.integers, Int32(8 * n + 8))
          }
        }
      })
    try watch.measure(
      "eigen/\(n)", ours: { for _ in 0..<$0 { consume(try Eigen(a)) } },
      other: { count in
        withElements(a, a) { a, _ in
          for _ in 0..<count {
            raw_geev(size, a, copy, values, values + n, u, work, Int32(workCount))
          }
        }
      })
  }
}
