import ComplexModule

// Symmetric and Hermitian matrices of which one triangle is packed, column by column, into a vector
// of n (n + 1) / 2 elements.

/// Computes `y = alpha A x + beta y` with a symmetric matrix of which one triangle is packed. (BLAS:
/// `spmv`.)
///
/// Zero factors hide what they multiply, a NaN too, and `y` may be `x`.
///
/// - Parameters:
///   - packed: The triangle, column by column.
///   - triangle: The triangle that is packed.
///   - x: The vector to multiply, of `n` elements.
///   - y: The result, a vector or a part of one, of `n` elements.
///   - alpha: The factor of the product.
///   - beta: The factor of what `y` holds; with zero nothing of it is read.
/// - Precondition: `packed` has `n (n + 1) / 2` elements, and the lengths of the vectors are equal.
/// - Complexity: O(`n`²).
@inlinable
public func multiplySymmetricPacked<
  T: BLASScalar, A: VectorOperand & ~Escapable, X: VectorOperand & ~Escapable,
  Y: VectorTarget & ~Copyable & ~Escapable
>(
  _ packed: A, _ triangle: Triangle, _ x: X, into y: inout Y, alpha: T = 1, beta: T = 0
) where A.Element == T, X.Element == T, Y.Element == T {
  packed.withView { packed in
    x.withView { x in
      y.withTarget(discardingElements: beta == 0) { y in
        y.formPackedProduct(packed, triangle, false, x, alpha: alpha, beta: beta)
      }
    }
  }
}

/// Computes `y = alpha A x + beta y` with a Hermitian matrix of which one triangle is packed. (BLAS:
/// `hpmv`.)
///
/// Imaginary parts on the diagonal do not matter.
/// Zero factors hide what they multiply, a NaN too, and `y` may be `x`.
///
/// - Parameters:
///   - packed: The triangle, column by column.
///   - triangle: The triangle that is packed.
///   - x: The vector to multiply, of `n` elements.
///   - y: The result, a vector or a part of one, of `n` elements.
///   - alpha: The factor of the product.
///   - beta: The factor of what `y` holds; with zero nothing of it is read.
/// - Precondition: `packed` has `n (n + 1) / 2` elements, and the lengths of the vectors are equal.
/// - Complexity: O(`n`²).
@inlinable
public func multiplyHermitianPacked<
  T: BLASScalar, A: VectorOperand & ~Escapable, X: VectorOperand & ~Escapable,
  Y: VectorTarget & ~Copyable & ~Escapable
>(
  _ packed: A, _ triangle: Triangle, _ x: X, into y: inout Y, alpha: T = 1, beta: T = 0
) where A.Element == T, X.Element == T, Y.Element == T {
  packed.withView { packed in
    x.withView { x in
      y.withTarget(discardingElements: beta == 0) { y in
        y.formPackedProduct(packed, triangle, true, x, alpha: alpha, beta: beta)
      }
    }
  }
}

/// Computes `A += alpha x xᵀ` in the packed triangle of a symmetric matrix. (BLAS: `spr`.)
///
/// A factor of zero changes nothing, whatever the vector holds.
///
/// - Precondition: `packed` has `n (n + 1) / 2` elements, and `x` has `n`.
@inlinable
public func packedSymmetricRankOneUpdate<
  T: BLASScalar, A: VectorTarget & ~Copyable & ~Escapable, X: VectorOperand & ~Escapable
>(
  _ packed: inout A, _ triangle: Triangle, _ x: X, alpha: T = 1
) where A.Element == T, X.Element == T {
  x.withView { x in
    packed.withTarget(discardingElements: false) { packed in
      packed.addPackedProduct(triangle, false, x, x, isRankTwo: false, alpha: alpha)
    }
  }
}

/// Computes `A += alpha x xᴴ` in the packed triangle of a Hermitian matrix. (BLAS: `hpr`.)
///
/// A factor of zero changes nothing, whatever the vector holds.
/// The diagonal is exactly real afterwards.
///
/// - Precondition: `packed` has `n (n + 1) / 2` elements, and `x` has `n`.
@inlinable
public func packedHermitianRankOneUpdate<
  T: BLASScalar, A: VectorTarget & ~Copyable & ~Escapable, X: VectorOperand & ~Escapable
>(
  _ packed: inout A, _ triangle: Triangle, _ x: X, alpha: T.RealPart = 1
) where A.Element == T, X.Element == T {
  x.withView { x in
    packed.withTarget(discardingElements: false) { packed in
      packed.addPackedProduct(triangle, true, x, x, isRankTwo: false, alpha: T(alpha))
    }
  }
}

/// Computes `A += alpha x yᵀ + alpha y xᵀ` in the packed triangle of a symmetric matrix. (BLAS: `spr2`.)
///
/// A factor of zero changes nothing, whatever the vectors hold.
///
/// - Precondition: `packed` has `n (n + 1) / 2` elements, and `x` and `y` have `n`.
@inlinable
public func packedSymmetricRankTwoUpdate<
  T: BLASScalar, A: VectorTarget & ~Copyable & ~Escapable, X: VectorOperand & ~Escapable,
  Y: VectorOperand & ~Escapable
>(
  _ packed: inout A, _ triangle: Triangle, _ x: X, _ y: Y, alpha: T = 1
) where A.Element == T, X.Element == T, Y.Element == T {
  x.withView { x in
    y.withView { y in
      packed.withTarget(discardingElements: false) { packed in
        packed.addPackedProduct(triangle, false, x, y, isRankTwo: true, alpha: alpha)
      }
    }
  }
}

/// Computes `A += alpha x yᴴ + conj(alpha) y xᴴ` in the packed triangle of a Hermitian matrix. (BLAS: `hpr2`.)
///
/// A factor of zero changes nothing, whatever the vectors hold.
/// The diagonal is exactly real afterwards.
///
/// - Precondition: `packed` has `n (n + 1) / 2` elements, and `x` and `y` have `n`.
@inlinable
public func packedHermitianRankTwoUpdate<
  T: BLASScalar, A: VectorTarget & ~Copyable & ~Escapable, X: VectorOperand & ~Escapable,
  Y: VectorOperand & ~Escapable
>(
  _ packed: inout A, _ triangle: Triangle, _ x: X, _ y: Y, alpha: T = 1
) where A.Element == T, X.Element == T, Y.Element == T {
  x.withView { x in
    y.withView { y in
      packed.withTarget(discardingElements: false) { packed in
        packed.addPackedProduct(triangle, true, x, y, isRankTwo: true, alpha: alpha)
      }
    }
  }
}

/// The order of a packed matrix, whose triangle has a number of elements.
///
/// - Precondition: The number is `n (n + 1) / 2`.
@usableFromInline
func packedOrder(_ count: Int) -> Int {
  var order = Int((2 * Double(count)).squareRoot())
  // The root may be one too large, or be rounded for very large numbers.
  while order * (order + 1) / 2 > count { order -= 1 }
  while (order + 1) * (order + 2) / 2 <= count { order += 1 }
  precondition(
    order * (order + 1) / 2 == count, "\(count) elements are not the triangle of a square matrix")
  return order
}

/// The place of a diagonal element in a packed triangle.
@inline(__always)
func packedDiagonal(_ index: Int, _ triangle: Triangle, order: Int) -> Int {
  triangle == .upper ? index * (index + 3) / 2 : index * order - index * (index - 1) / 2
}

extension MutableVectorView where Element: BLASScalar {
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @usableFromInline
  @_lifetime(self: copy self)
  mutating func formPackedProduct(
    _ packed: VectorView<Element>, _ triangle: Triangle, _ isHermitian: Bool,
    _ x: VectorView<Element>, alpha: Element, beta: Element
  ) {
    let n = packedOrder(packed.count)
    precondition(
      x.count == n && count == n,
      "cannot multiply a packed \(n)×\(n) matrix by a vector of \(x.count) into one of \(count)")
    guard n > 0 else { return }
    if alpha == 0 { return scaleOrClear(by: beta) }
    let packing = unsafe (
      a: overlaps(packed.strided.addresses) || packed.strided.stride != 1,
      x: overlaps(x.strided.addresses)
    )
    let (y, strideY) = unsafe (lowest, step)
    unsafe packed.strided.withDirect(packing: packing.a) { a, _ in
      unsafe x.strided.withDirect(packing: packing.x) { x, strideX in
        if isHermitian {
          unsafe BLAS<Element>.hpmv(
            triangle, n: n, alpha: alpha, a: a, x: x, strideX: strideX, beta: beta, y: y,
            strideY: strideY)
        } else {
          unsafe BLAS<Element>.spmv(
            triangle, n: n, alpha: alpha, a: a, x: x, strideX: strideX, beta: beta, y: y,
            strideY: strideY)
        }
      }
    }
  }

  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @usableFromInline
  @_lifetime(self: copy self)
  mutating func addPackedProduct(
    _ triangle: Triangle, _ isHermitian: Bool, _ x: VectorView<Element>, _ y: VectorView<Element>,
    isRankTwo: Bool, alpha: Element
  ) {
    let n = packedOrder(count)
    precondition(
      x.count == n && y.count == n,
      "cannot update a packed \(n)×\(n) matrix by vectors of \(x.count) and \(y.count)")
    guard n > 0 else { return }
    let isHermitian = isHermitian && Element.isComplex
    if isHermitian { makePackedDiagonalReal(triangle, n) }
    guard alpha != 0 else { return }
    let packing = unsafe (x: overlaps(x.strided.addresses), y: overlaps(y.strided.addresses))
    unsafe withContiguous { a in
      unsafe x.strided.withDirect(packing: packing.x) { x, strideX in
        unsafe y.strided.withDirect(packing: packing.y) { y, strideY in
          switch (isRankTwo, isHermitian) {
          case (false, true):
            unsafe BLAS<Element>.hpr(
              triangle, n: n, alpha: alpha.realPart, x: x, strideX: strideX, a: a)
          case (false, false):
            unsafe BLAS<Element>.spr(triangle, n: n, alpha: alpha, x: x, strideX: strideX, a: a)
          case (true, true):
            unsafe BLAS<Element>.hpr2(
              triangle, n: n, alpha: alpha, x: x, strideX: strideX, y: y, strideY: strideY, a: a)
          case (true, false):
            unsafe BLAS<Element>.spr2(
              triangle, n: n, alpha: alpha, x: x, strideX: strideX, y: y, strideY: strideY, a: a)
          }
        }
      }
    }
    if isHermitian { makePackedDiagonalReal(triangle, n) }
  }

  @inline(__always)
  @_lifetime(self: copy self)
  private mutating func makePackedDiagonalReal(_ triangle: Triangle, _ order: Int) {
    for index in 0..<order {
      let offset = unsafe packedDiagonal(index, triangle, order: order) * strided.stride
      unsafe base[offset] = Element(base[offset].realPart)
    }
  }

  /// Lends the elements without gaps: where they are, or as a copy that is written back.
  @inline(__always)
  @_lifetime(self: copy self)
  mutating func withContiguous(_ body: (UnsafeMutablePointer<Element>) -> Void) {
    if unsafe count <= 1 || strided.stride == 1 { return unsafe body(base) }
    let copy = ElementStorage<Element>(count: count)
    for index in 0..<count { unsafe copy.base[index] = base[index * strided.stride] }
    unsafe body(copy.base)
    for index in 0..<count { unsafe base[index * strided.stride] = copy.base[index] }
  }
}
