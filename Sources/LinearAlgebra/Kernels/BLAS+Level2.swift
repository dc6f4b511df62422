import CLinearAlgebra

// Matrix times vector.

extension BLAS {
  /// Computes `y = alpha op(A) x + beta y`, with `A` of shape `m × n`.
  @inline(__always)
  static func gemv(
    _ operation: MatrixOperation, m: Int, n: Int, alpha: T, a: UnsafePointer<T>, lda: Int,
    x: UnsafePointer<T>, strideX: Int, beta: T, y: UnsafeMutablePointer<T>, strideY: Int
  ) {
    unsafe withoutGaps(y, count: operation.isTransposing ? n : m, stride: strideY) { y, strideY in
      unsafe withPointers(to: alpha, beta) { alpha, beta in
        unsafe la_gemv(
          T.code, operation.blasFlag(T.self), int32(m), int32(n), alpha, a, int32(lda), x,
          int32(strideX), beta, y, int32(strideY))
      }
    }
  }

  /// Computes `y = alpha op(A) x + beta y`, with `A` of shape `m × n` and `lower` subdiagonals
  /// and `upper` superdiagonals: element `(i, j)` is `a[upper + i - j + j · lda]`.
  @inline(__always)
  static func gbmv(
    _ operation: MatrixOperation, m: Int, n: Int, lower: Int, upper: Int, alpha: T,
    a: UnsafePointer<T>, lda: Int, x: UnsafePointer<T>, strideX: Int, beta: T,
    y: UnsafeMutablePointer<T>, strideY: Int
  ) {
    unsafe withPointers(to: alpha, beta) { alpha, beta in
      unsafe la_gbmv(
        T.code, operation.blasFlag(T.self), int32(m), int32(n), int32(lower), int32(upper), alpha,
        a, int32(lda), x, int32(strideX), beta, y, int32(strideY))
    }
  }

  /// Computes `A += alpha x yᵀ`, or `alpha x yᴴ` if `conjugating`.
  @inline(__always)
  static func ger(
    conjugating: Bool, m: Int, n: Int, alpha: T, x: UnsafePointer<T>, strideX: Int,
    y: UnsafePointer<T>, strideY: Int, a: UnsafeMutablePointer<T>, lda: Int
  ) {
    unsafe withPointer(to: alpha) { alpha in
      let routine = unsafe conjugating ? la_gerc : la_geru
      unsafe routine(
        T.code, int32(m), int32(n), alpha, x, int32(strideX), y, int32(strideY), a, int32(lda))
    }
  }

  /// Computes `y = alpha A x + beta y`, with a Hermitian `A`.
  @inline(__always)
  static func hemv(
    _ triangle: Triangle, n: Int, alpha: T, a: UnsafePointer<T>, lda: Int, x: UnsafePointer<T>,
    strideX: Int, beta: T, y: UnsafeMutablePointer<T>, strideY: Int
  ) {
    unsafe withoutGaps(y, count: n, stride: strideY) { y, strideY in
      unsafe withPointers(to: alpha, beta) { alpha, beta in
        unsafe la_hemv(
          T.code, triangle.blasFlag, int32(n), alpha, a, int32(lda), x, int32(strideX), beta, y,
          int32(strideY))
      }
    }
  }

  /// Computes `y = alpha A x + beta y`, with a Hermitian `A` of `k` diagonals beside the main
  /// one: element `(i, j)` is `a[k + i - j + j · lda]` above and `a[i - j + j · lda]` below the
  /// diagonal.
  @inline(__always)
  static func hbmv(
    _ triangle: Triangle, n: Int, k: Int, alpha: T, a: UnsafePointer<T>, lda: Int,
    x: UnsafePointer<T>, strideX: Int, beta: T, y: UnsafeMutablePointer<T>, strideY: Int
  ) {
    unsafe withPointers(to: alpha, beta) { alpha, beta in
      unsafe la_hbmv(
        T.code, triangle.blasFlag, int32(n), int32(k), alpha, a, int32(lda), x, int32(strideX),
        beta, y, int32(strideY))
    }
  }

  /// Computes `y = alpha A x + beta y`, with a Hermitian `A` whose triangle is packed column by
  /// column.
  @inline(__always)
  static func hpmv(
    _ triangle: Triangle, n: Int, alpha: T, a: UnsafePointer<T>, x: UnsafePointer<T>,
    strideX: Int, beta: T, y: UnsafeMutablePointer<T>, strideY: Int
  ) {
    unsafe withPointers(to: alpha, beta) { alpha, beta in
      unsafe la_hpmv(
        T.code, triangle.blasFlag, int32(n), alpha, a, x, int32(strideX), beta, y, int32(strideY))
    }
  }

  /// Computes `A += alpha x xᴴ`.
  @inline(__always)
  static func her(
    _ triangle: Triangle, n: Int, alpha: Real, x: UnsafePointer<T>, strideX: Int,
    a: UnsafeMutablePointer<T>, lda: Int
  ) {
    unsafe la_her(
      T.code, triangle.blasFlag, int32(n), Double(alpha), x, int32(strideX), a, int32(lda))
  }

  /// Computes `A += alpha x xᴴ` in a packed triangle.
  @inline(__always)
  static func hpr(
    _ triangle: Triangle, n: Int, alpha: Real, x: UnsafePointer<T>, strideX: Int,
    a: UnsafeMutablePointer<T>
  ) {
    unsafe la_hpr(T.code, triangle.blasFlag, int32(n), Double(alpha), x, int32(strideX), a)
  }

  /// Computes `A += alpha x yᴴ + conj(alpha) y xᴴ`.
  @inline(__always)
  static func her2(
    _ triangle: Triangle, n: Int, alpha: T, x: UnsafePointer<T>, strideX: Int,
    y: UnsafePointer<T>, strideY: Int, a: UnsafeMutablePointer<T>, lda: Int
  ) {
    unsafe withPointer(to: alpha) { alpha in
      unsafe la_her2(
        T.code, triangle.blasFlag, int32(n), alpha, x, int32(strideX), y, int32(strideY), a,
        int32(lda))
    }
  }

  /// Computes `A += alpha x yᴴ + conj(alpha) y xᴴ` in a packed triangle.
  @inline(__always)
  static func hpr2(
    _ triangle: Triangle, n: Int, alpha: T, x: UnsafePointer<T>, strideX: Int,
    y: UnsafePointer<T>, strideY: Int, a: UnsafeMutablePointer<T>
  ) {
    unsafe withPointer(to: alpha) { alpha in
      unsafe la_hpr2(
        T.code, triangle.blasFlag, int32(n), alpha, x, int32(strideX), y, int32(strideY), a)
    }
  }
}

/// Lends a vector that is written, from its lowest address on; a complex one with gaps as a copy.
///
/// OpenBLAS reads behind complex vectors with gaps (see `byteCountWithMargin(of:_:)`).
@inline(__always)
private func withoutGaps<T: BLASScalar>(
  _ y: UnsafeMutablePointer<T>, count: Int, stride: Int,
  _ body: (UnsafeMutablePointer<T>, _ stride: Int) -> Void
) {
  if !T.isComplex || stride == 1 || count <= 1 { return unsafe body(y, stride) }
  // The copy keeps the order of the addresses, and with it the sign of the stride.
  let gap = stride.magnitude
  let copy = ElementStorage<T>(count: count)
  for index in 0..<count { unsafe copy.base[index] = y[index * Int(gap)] }
  unsafe body(copy.base, stride.signum())
  for index in 0..<count { unsafe y[index * Int(gap)] = copy.base[index] }
}
