import CLinearAlgebra
import RealModule

// Copies for factorizations, which need the norms of what they destroy. An infinity or a NaN makes the
// norm infinite or NaN, so that a finite norm saves the search for them.

/// Copies an `m × n` matrix without gaps and returns its 1-norm and its infinity norm.
@inline(__always)
func copyMeasuring<T: Scalar>(
  _ m: Int, _ n: Int, _ source: UnsafePointer<T>, to target: UnsafeMutablePointer<T>
) -> (one: T.RealPart, infinity: T.RealPart) {
  unsafe withUnsafeTemporaryAllocation(of: T.RealPart.self, capacity: max(1, m)) { sums in
    guard let sums = sums.baseAddress else { return (0, 0) }
    if !T.isComplex {
      let norms = unsafe la_copy_norms(T.code, Int64(m), Int64(n), source, target, sums)
      return (T.RealPart(norms.one), T.RealPart(norms.infinity))
    }
    unsafe sums.initialize(repeating: 0, count: m)
    let one = Matrix<T>.best(n, increasing: true) { column in
      orderedSum(m) { row in
        let index = row &+ column &* m
        let value = unsafe source[index]
        let modulus = value.modulus
        unsafe target[index] = value
        unsafe sums[row] += modulus
        return modulus
      }
    }
    let infinity = Matrix<T>.best(m, increasing: true) { unsafe sums[$0] }
    return (one?.value ?? 0, infinity?.value ?? 0)
  }
}

/// Copies a triangle of an `n × n` matrix without gaps, clears the other one and returns the 1-norm of
/// the Hermitian matrix.
@inline(__always)
func copyMeasuring<T: Scalar>(
  _ triangle: Triangle, _ n: Int, _ source: UnsafePointer<T>, to target: UnsafeMutablePointer<T>
) -> T.RealPart {
  unsafe withUnsafeTemporaryAllocation(of: T.RealPart.self, capacity: max(1, n)) { sums in
    guard let sums = sums.baseAddress else { return 0 }
    if !T.isComplex {
      let norm = unsafe la_copy_triangle_norm(
        T.code, triangle == .lower ? 1 : 0, Int64(n), source, target, sums)
      return T.RealPart(norm)
    }
    unsafe sums.initialize(repeating: 0, count: n)
    for column in 0..<n {
      for row in 0..<n {
        let index = row &+ column &* n
        guard isInside(triangle, row, column) else {
          unsafe target[index] = 0
          continue
        }
        let value = unsafe source[index]
        let modulus = value.modulus
        unsafe target[index] = value
        unsafe sums[column] += modulus
        if row != column { unsafe sums[row] += modulus }
      }
    }
    return Matrix<T>.best(n, increasing: true) { unsafe sums[$0] }?.value ?? 0
  }
}
