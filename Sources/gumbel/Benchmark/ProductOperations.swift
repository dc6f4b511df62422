import COpenBLAS
import LinearAlgebra

extension Operation {
  /// Products alone, m × n × k.
  static let productNames = ["gemm_nn", "gemm_nt", "gemm_tn"] + overheadNames
  /// The product of the matrix layer, and the call of CBLAS below it.
  static let overheadNames = ["multiply_into", "cblas"]

  /// Prepares a product.
  static func product(_ name: String, m: Int, n: Int, k: Int) -> Operation? {
    overheadNames.contains(name)
      ? overhead(name, m: m, n: n, k: k) : transposed(name, m: m, n: n, k: k)
  }

  /// Prepares `C = A B` of an m × k and a k × n matrix by the matrix layer or by CBLAS.
  private static func overhead(_ name: String, m: Int, n: Int, k: Int) -> Operation? {
    let a = normal(rows: m, columns: k, stream: 1)
    let b = normal(rows: k, columns: n, stream: 2)
    var c = Matrix<Float>(rows: m, columns: n)
    var raw = c
    guard let rows = Int32(exactly: m), let columns = Int32(exactly: n),
      let depth = Int32(exactly: k)
    else { return nil }
    let callBLAS = { (times: Int) in
      unsafe a.withUnsafeElements { a in
        unsafe b.withUnsafeElements { b in
          unsafe raw.withUnsafeMutableElements { c in
            for _ in 0..<times {
              unsafe cblas_sgemm(
                CblasColMajor, CblasNoTrans, CblasNoTrans, rows, columns, depth, 1, a.baseAddress,
                rows, b.baseAddress, depth, 0, c.baseAddress, rows)
            }
          }
        }
      }
    }
    if name == "cblas" { return Operation(kind: .call, run: callBLAS) }
    return Operation(
      kind: .call, limit: callBLAS,
      run: { times in
        var result = Matrix<Float>(rows: 0, columns: 0)
        swap(&result, &c)
        for _ in 0..<times { multiply(a, b, into: &result) }
        swap(&result, &c)
      })
  }

  /// Prepares `C = A B` of an m × k and a k × n matrix in rows, which are the transposed matrices in
  /// columns: `Cᵀ = Bᵀ Aᵀ`.
  private static func transposed(_ name: String, m: Int, n: Int, k: Int) -> Operation? {
    let kind = OperationKind.product(multiplications: m * n * k)
    var c = Matrix<Float>(rows: n, columns: m)
    let isFirstTransposed = name == "gemm_tn"
    let isSecondTransposed = name == "gemm_nt"
    let a = normal(
      rows: isFirstTransposed ? m : k, columns: isFirstTransposed ? k : m, stream: 1)
    let b = normal(
      rows: isSecondTransposed ? k : n, columns: isSecondTransposed ? n : k, stream: 2)
    if isFirstTransposed { return Operation(kind: kind) { multiply(b, a.transposed, into: &c) } }
    if isSecondTransposed { return Operation(kind: kind) { multiply(b.transposed, a, into: &c) } }
    return Operation(kind: kind) { multiply(b, a, into: &c) }
  }
}
