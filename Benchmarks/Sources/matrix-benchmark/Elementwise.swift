import LinearAlgebra

/// Elementwise operations and reductions against the plainest loop over pointers.
func benchmarkElementwise(_ watch: Stopwatch) throws {
  for n in [32, 256, 2048] {
    let (a, b) = (matrix(n, n, 1), matrix(n, n, 2))
    let elements = n * n
    var target = a
    try watch.measure(
      "add-in-place/\(n)", ours: { for _ in 0..<$0 { target += b } },
      other: { count in
        target.withUnsafeMutableElements { target in
          b.withUnsafeElements { b in
            for _ in 0..<count { for i in 0..<elements { target[i] += b[i] } }
          }
        }
      })
    try watch.measure(
      "add/\(n)", ours: { for _ in 0..<$0 { consume(a + b) } },
      other: { count in
        withElements(a, b) { a, b in
          for _ in 0..<count {
            let target = UnsafeMutablePointer<Double>.allocate(capacity: elements)
            for i in 0..<elements { target[i] = a[i] + b[i] }
            consume(target)
            target.deallocate()
          }
        }
      })
    try watch.measure(
      "scale/\(n)", ours: { for _ in 0..<$0 { target *= 0.999 } },
      other: { count in
        target.withUnsafeMutableElements { target in
          for _ in 0..<count { for i in 0..<elements { target[i] *= 0.999 } }
        }
      })
    // Eight sums side by side: a single one would wait for every addition.
    try watch.measure(
      "sum/\(n)", ours: { for _ in 0..<$0 { consume(a.sum()) } },
      other: { count in
        withElements(a, b) { a, _ in
          for _ in 0..<count { consume(sum(elements) { a[$0] }) }
        }
      })
    try watch.measure(
      "dot/\(n)", ours: { for _ in 0..<$0 { consume(a.dot(b)) } },
      other: { count in
        withElements(a, b) { a, b in
          for _ in 0..<count { consume(sum(elements) { a[$0] * b[$0] }) }
        }
      })
    try watch.measure(
      "norm/\(n)", ours: { for _ in 0..<$0 { consume(a.norm()) } },
      other: { count in
        withElements(a, b) { a, _ in
          for _ in 0..<count { consume(sum(elements) { a[$0] * a[$0] }.squareRoot()) }
        }
      })
    try watch.measure("column-sums/\(n)", ours: { for _ in 0..<$0 { consume(a.columnSums()) } })
    try watch.measure("row-sums/\(n)", ours: { for _ in 0..<$0 { consume(a.rowSums()) } })
    try watch.measure("transpose/\(n)", ours: { for _ in 0..<$0 { consume(Matrix(a.transposed)) } })
  }
}

@inline(__always)
private func sum(_ count: Int, _ term: (Int) -> Double) -> Double {
  var sums = SIMD8<Double>()
  for start in stride(from: 0, to: count, by: 8) {
    for lane in 0..<8 { sums[lane] += term(start + lane) }
  }
  return sums.sum()
}
