import CLinearAlgebra

/// The BLAS routines of one scalar, on column-major memory, by level in `BLAS+….swift`.
///
/// They check nothing: shapes, strides, empty operands and `alpha == 0` are the caller's business
/// (OpenBLAS prints to standard output when an argument is illegal). Vectors are given by their
/// lowest address; with a negative stride that is their last element.
enum BLAS<T: BLASScalar> {
  /// The type of norms and of factors that must be real.
  typealias Real = T.RealPart

  /// Computes `y += alpha x`.
  @inline(__always)
  static func axpy(
    count: Int, alpha: T, x: UnsafePointer<T>, strideX: Int, y: UnsafeMutablePointer<T>,
    strideY: Int
  ) {
    unsafe withPointer(to: alpha) { alpha in
      unsafe la_axpy(T.code, int32(count), alpha, x, int32(strideX), y, int32(strideY))
    }
  }

  /// Computes `y = alpha x + beta y`.
  @inline(__always)
  static func axpby(
    count: Int, alpha: T, x: UnsafePointer<T>, strideX: Int, beta: T, y: UnsafeMutablePointer<T>,
    strideY: Int
  ) {
    unsafe withPointers(to: alpha, beta) { alpha, beta in
      unsafe la_axpby(T.code, int32(count), alpha, x, int32(strideX), beta, y, int32(strideY))
    }
  }

  /// Computes `x *= alpha`; not for `alpha == 0`, which hides NaN in some releases only.
  @inline(__always)
  static func scal(count: Int, alpha: T, x: UnsafeMutablePointer<T>, strideX: Int) {
    unsafe withPointer(to: alpha) { alpha in
      unsafe la_scal(T.code, int32(count), alpha, x, int32(strideX))
    }
  }

  /// Exchanges `x` and `y`.
  @inline(__always)
  static func swap(
    count: Int, x: UnsafeMutablePointer<T>, strideX: Int, y: UnsafeMutablePointer<T>, strideY: Int
  ) {
    unsafe la_swap(T.code, int32(count), x, int32(strideX), y, int32(strideY))
  }

  /// Computes `y = x`.
  @inline(__always)
  static func copy(
    count: Int, x: UnsafePointer<T>, strideX: Int, y: UnsafeMutablePointer<T>, strideY: Int
  ) {
    unsafe la_copy(T.code, int32(count), x, int32(strideX), y, int32(strideY))
  }

  /// Computes `x, y = c x + s y, c y - s x`.
  @inline(__always)
  static func rot(
    count: Int, x: UnsafeMutablePointer<T>, strideX: Int, y: UnsafeMutablePointer<T>,
    strideY: Int, c: Real, s: Real
  ) {
    unsafe la_rot(
      T.code, int32(count), x, int32(strideX), y, int32(strideY), Double(c), Double(s))
  }

  /// Returns `Σ x y`, in an order that depends on the processor and the number of threads.
  @inline(__always)
  static func dotu(
    count: Int, x: UnsafePointer<T>, strideX: Int, y: UnsafePointer<T>, strideY: Int
  ) -> T {
    var result: T = 0
    unsafe withUnsafeMutablePointer(to: &result) {
      unsafe la_dotu(T.code, int32(count), x, int32(strideX), y, int32(strideY), $0)
    }
    return result
  }

  /// Returns `Σ conj(x) y`, in an order that depends on the processor and the number of threads.
  @inline(__always)
  static func dotc(
    count: Int, x: UnsafePointer<T>, strideX: Int, y: UnsafePointer<T>, strideY: Int
  ) -> T {
    var result: T = 0
    unsafe withUnsafeMutablePointer(to: &result) {
      unsafe la_dotc(T.code, int32(count), x, int32(strideX), y, int32(strideY), $0)
    }
    return result
  }

  /// Returns `√Σ |x|²`; the stride must be positive.
  @inline(__always)
  static func nrm2(count: Int, x: UnsafePointer<T>, strideX: Int) -> Real {
    unsafe Real(la_nrm2(T.code, int32(count), x, int32(strideX)))
  }

  /// Returns `Σ (|re x| + |im x|)`; the stride must be positive.
  @inline(__always)
  static func asum(count: Int, x: UnsafePointer<T>, strideX: Int) -> Real {
    unsafe Real(la_asum(T.code, int32(count), x, int32(strideX)))
  }

  /// Returns the position of the first largest `|re x| + |im x|`; the stride must be positive.
  ///
  /// What a NaN counts depends on the processor.
  @inline(__always)
  static func iamax(count: Int, x: UnsafePointer<T>, strideX: Int) -> Int {
    unsafe Int(la_iamax(T.code, int32(count), x, int32(strideX)))
  }
}

/// Lends the address of a factor to a routine that takes all scalars untyped.
@inline(__always)
func withPointer<T: BLASScalar>(to alpha: T, _ body: (UnsafePointer<T>) -> Void) {
  unsafe withUnsafePointer(to: alpha) { unsafe body($0) }
}

/// Lends the addresses of two factors.
@inline(__always)
func withPointers<T: BLASScalar>(
  to alpha: T, _ beta: T, _ body: (UnsafePointer<T>, UnsafePointer<T>) -> Void
) {
  unsafe withUnsafePointer(to: alpha) { alpha in
    unsafe withUnsafePointer(to: beta) { unsafe body(alpha, $0) }
  }
}
