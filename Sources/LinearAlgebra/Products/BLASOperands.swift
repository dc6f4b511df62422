// How views become arguments of BLAS: as they are, with a flag, or packed.

extension Strided where Element: BLASScalar {
  /// The flag and the leading dimension with which BLAS can read the elements where they are.
  ///
  /// The flag speaks of the memory: a transposing one means that rows of the view are contiguous.
  var direct: (operation: MatrixOperation, leadingDimension: Int)? {
    // A stride that is never used, because there is only one row or column, does not matter.
    if unsafe (rows <= 1 || rowStride == 1) && (columns <= 1 || columnStride >= max(1, rows)) {
      let leadingDimension = unsafe columns <= 1 ? max(1, rows) : columnStride
      if leadingDimension <= largestBLASInteger {
        return unsafe (isConjugated ? .conjugate : .none, leadingDimension)
      }
    }
    if unsafe (columns <= 1 || columnStride == 1) && (rows <= 1 || rowStride >= max(1, columns)) {
      let leadingDimension = unsafe rows <= 1 ? max(1, columns) : rowStride
      if leadingDimension <= largestBLASInteger {
        return unsafe (isConjugated ? .adjoint : .transpose, leadingDimension)
      }
    }
    return nil
  }

  /// Lends the elements in a form that BLAS can read, packing them only if there is no flag.
  @inline(__always)
  func withDirect<R>(
    packing mustPack: Bool = false,
    _ body: (UnsafePointer<Element>, MatrixOperation, _ leadingDimension: Int) -> R
  ) -> R {
    if !mustPack, let (operation, leadingDimension) = unsafe direct {
      return unsafe body(base, operation, leadingDimension)
    }
    // A view of one element may pretend to be larger than the memory, and than BLAS can count.
    _ = unsafe (int32(rows), int32(columns))
    let packed = unsafe ElementStorage<Element>(count: Shape(rows: rows, columns: columns).count)
    unsafe copy(to: packed.base)
    defer { extendLifetime(packed) }
    return unsafe body(packed.base, .none, max(1, rows))
  }
}

extension StridedVector where Element: BLASScalar {
  /// Lends the elements in a form that BLAS can read.
  ///
  /// With a negative increment BLAS wants the lowest address and walks from the far end. A zero
  /// stride and conjugation have no form and are packed; so are complex vectors with gaps, behind
  /// which OpenBLAS reads (see `byteCountWithMargin(of:_:)`).
  @inline(__always)
  func withDirect<R>(
    packing mustPack: Bool = false, _ body: (UnsafePointer<Element>, _ stride: Int) -> R
  ) -> R {
    if unsafe !mustPack && !isConjugated && (count <= 1 || stride != 0)
      && (!Element.isComplex || count <= 1 || stride == 1)
      && stride.magnitude <= largestBLASInteger
    {
      if unsafe count <= 1 { return unsafe body(base, 1) }
      return unsafe body(stride > 0 ? base : base + (count - 1) * stride, stride)
    }
    _ = unsafe int32(count)
    let packed = unsafe ElementStorage<Element>(count: count)
    for index in unsafe 0..<count {
      let element = unsafe base[index * stride]
      unsafe packed.base[index] = isConjugated ? element.conjugate : element
    }
    defer { extendLifetime(packed) }
    return unsafe body(packed.base, 1)
  }
}

/// Computes `C = beta C` where zero clears whatever `C` holds.
@inline(__always)
func scale<T: BLASScalar>(
  _ c: UnsafeMutablePointer<T>, rows: Int, columns: Int, rowStride: Int, columnStride: Int,
  by beta: T
) {
  if beta == 1 || rows == 0 { return }
  for column in 0..<columns {
    for row in 0..<rows {
      let offset = row * rowStride + column * columnStride
      unsafe c[offset] = beta == 0 ? 0 : beta * c[offset]
    }
  }
}
