import ComplexModule

/// Computes `Cᵢ = alpha op(Aᵢ) op(Bᵢ) + beta Cᵢ` for every item of a batch.
///
/// One operand, or both, may be a matrix that serves all items. As in the product of two matrices
/// `alpha == 0` hides `A` and `B`, `beta == 0` hides `C`, and the result may be an operand.
///
/// - Parameters:
///   - a: The left operand.
///   - b: The right operand.
///   - c: The results; its number of items counts.
///   - alpha: The factor of the products.
///   - beta: The factor of what `c` holds.
///   - operations: What happens to the items of `a` and of `b` first.
/// - Precondition: Shapes and numbers of items fit.
/// - Complexity: O(`count` · `m` · `n` · `k`).
public func multiply<T: BLASScalar, A: BatchOperand<T>, B: BatchOperand<T>>(
  _ a: A, _ b: B, into c: inout MatrixBatch<T>, alpha: T = 1, beta: T = 0,
  operations: (MatrixOperation, MatrixOperation) = (.none, .none)
) {
  let isFresh = beta == 0
  for count in [a.itemCount, b.itemCount] {
    precondition(
      count == nil || count == c.count,
      "cannot multiply into a batch of \(c.count) what has \(count ?? 0) items")
  }
  if isFresh {
    c.storedMatrix.makeUniqueDiscardingElements()
  } else {
    c.storedMatrix.makeUnique()
  }
  let (itemsA, itemsB) = unsafe (a.items, b.items)
  unsafe multiplyItems(itemsA, operations.0, itemsB, operations.1, into: c, alpha, beta)
  extendLifetime(a)
  extendLifetime(b)
}

extension MatrixBatch where Element: BLASScalar {
  /// Returns the products of the items of two batches.
  ///
  /// - Precondition: Shapes and numbers of items fit.
  public static func * (a: MatrixBatch, b: MatrixBatch) -> MatrixBatch {
    product(a, b, count: a.count)
  }

  /// Returns the products of one matrix and every item.
  ///
  /// - Precondition: The shapes fit.
  public static func * (a: Matrix<Element>, b: MatrixBatch) -> MatrixBatch {
    product(a, b, count: b.count)
  }

  /// Returns the products of every item and one matrix.
  ///
  /// - Precondition: The shapes fit.
  public static func * (a: MatrixBatch, b: Matrix<Element>) -> MatrixBatch {
    product(a, b, count: a.count)
  }

  private static func product(
    _ a: some BatchOperand<Element>, _ b: some BatchOperand<Element>, count: Int
  ) -> MatrixBatch {
    let shape = Shape(rows: a.itemShape.rows, columns: b.itemShape.columns)
    var result = MatrixBatch(uninitializedCount: count, shape)
    multiply(a, b, into: &result)
    return result
  }
}

/// Multiplies item by item into memory that overlaps no operand.
@specialized(where T == Float)
@specialized(where T == Double)
@specialized(where T == Complex<Float>)
@specialized(where T == Complex<Double>)
private func multiplyItems<T: BLASScalar>(
  _ a: BatchItems<T>, _ operationA: MatrixOperation, _ b: BatchItems<T>,
  _ operationB: MatrixOperation, into result: MatrixBatch<T>, _ alpha: T, _ beta: T
) {
  let shapeA = unsafe operationA.isTransposing ? a.shape.transposed : a.shape
  let shapeB = unsafe operationB.isTransposing ? b.shape.transposed : b.shape
  precondition(
    shapeA.columns == shapeB.rows && result.rows == shapeA.rows && result.columns == shapeB.columns,
    "cannot multiply items of shapes \(shapeA) and \(shapeB) into \(result.shape)")
  let (m, n, k) = (shapeA.rows, shapeB.columns, shapeA.columns)
  guard !result.isEmpty else { return }
  let c = unsafe result.storedMatrix.storage.base
  if k == 0 || alpha == 0 {
    return unsafe scale(
      c, rows: m * n, columns: result.count, rowStride: 1, columnStride: m * n, by: beta)
  }
  let (lda, ldb) = unsafe (max(1, a.shape.rows), max(1, b.shape.rows))
  let isPlain = operationA == .none && operationB == .none
  let isSquare = m == n && n == k
  // One left matrix for all items: their columns stand side by side in one product.
  let isOneProduct = unsafe a.stride == 0 && b.stride != 0 && operationB == .none
  BatchParts.forEach(result.count, work: 2 * Double(m) * Double(n) * Double(k)) { range in
    if isOneProduct {
      let first = range.lowerBound
      return unsafe BLAS<T>.gemm(
        operationA, .none, m: m, n: n * range.count, k: k, alpha: alpha, a: a.base, lda: lda,
        b: b.base + first * k * n, ldb: ldb, beta: beta, c: c + first * m * n, ldc: m)
    }
    for item in range {
      let itemA = unsafe a.base + item &* a.stride
      let itemB = unsafe b.base + item &* b.stride
      let itemC = unsafe c + item &* m &* n
      if isPlain && n == 1 && k <= 8 {
        unsafe smallMultiply(m, 1, k, alpha, itemA, itemB, beta, itemC)
        continue
      }
      if isPlain && isSquare && n <= 4 {
        switch n {
        case 2: unsafe smallMultiply(2, 2, 2, alpha, itemA, itemB, beta, itemC)
        case 3: unsafe smallMultiply(3, 3, 3, alpha, itemA, itemB, beta, itemC)
        case 4: unsafe smallMultiply(4, 4, 4, alpha, itemA, itemB, beta, itemC)
        default: unsafe smallMultiply(1, 1, 1, alpha, itemA, itemB, beta, itemC)
        }
        continue
      }
      unsafe BLAS<T>.gemm(
        operationA, operationB, m: m, n: n, k: k, alpha: alpha, a: itemA, lda: lda, b: itemB,
        ldb: ldb, beta: beta, c: itemC, ldc: m)
    }
  }
}

/// Computes `C = alpha A B + beta C` for small matrices without gaps; `beta == 0` hides `C`.
@inline(__always)
private func smallMultiply<T: Scalar>(
  _ m: Int, _ n: Int, _ k: Int, _ alpha: T, _ a: UnsafePointer<T>, _ b: UnsafePointer<T>,
  _ beta: T, _ c: UnsafeMutablePointer<T>
) {
  for column in 0..<n {
    for row in 0..<m {
      var sum = unsafe a[row] * b[column &* k]
      for inner in 1..<k {
        unsafe sum += a[row &+ inner &* m] * b[inner &+ column &* k]
      }
      let place = row &+ column &* m
      if beta == 0 {
        unsafe c[place] = alpha * sum
      } else {
        unsafe c[place] = alpha * sum + beta * c[place]
      }
    }
  }
}
