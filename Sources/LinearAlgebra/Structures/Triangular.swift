import ComplexModule

/// A triangular matrix: zero on one side of the diagonal, and perhaps ones on it.
///
/// The other triangle of ``stored``, and a diagonal of ones, may hold anything in memory and are never
/// read. It solves by substitution, without a factorization.
public struct Triangular<Element: LAPACKScalar>: StructuredMatrix, LinearSolver {
  /// The matrix whose triangle counts.
  public let stored: Matrix<Element>
  /// The triangle that counts.
  public let triangle: Triangle
  /// Whether the diagonal is stored or consists of ones.
  public let unitDiagonal: TriangleDiagonal

  /// Creates a triangular matrix from one triangle of a matrix, sharing its memory.
  ///
  /// - Precondition: The matrix is square.
  public init(
    _ matrix: Matrix<Element>, _ triangle: Triangle, diagonal: TriangleDiagonal = .general
  ) {
    precondition(matrix.isSquare, "a \(matrix.shape) matrix cannot be triangular")
    (stored, self.triangle, unitDiagonal) = (matrix, triangle, diagonal)
  }

  /// The number of rows and columns.
  public var shape: Shape { stored.shape }

  /// The element in a row and a column.
  public subscript(row: Int, column: Int) -> Element {
    stored.checkIndex(row, column)
    if row == column && unitDiagonal == .unit { return 1 }
    return isInside(triangle, row, column) ? stored[row, column] : 0
  }

  /// Returns the matrix with zeros in the other triangle.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func dense() -> Matrix<Element> {
    stored.cleared(outside: triangle, unitDiagonal: unitDiagonal == .unit)
  }

  /// The diagonal.
  public var diagonal: [Element] {
    unitDiagonal == .unit ? Array(repeating: 1, count: rows) : stored.diagonal
  }

  /// The sum of the diagonal.
  public var trace: Element { diagonal.reduce(0, +) }

  /// The transpose, whose triangle is the other one.
  public var transposed: Triangular {
    Triangular(Matrix(stored.transposed), triangle.opposite, diagonal: unitDiagonal)
  }

  /// The conjugate transpose, whose triangle is the other one.
  public var adjoint: Triangular {
    Triangular(Matrix(stored.adjoint), triangle.opposite, diagonal: unitDiagonal)
  }

  /// The conjugate.
  public var conjugated: Triangular {
    Triangular(Matrix(stored.conjugated), triangle, diagonal: unitDiagonal)
  }
}

extension Triangular {
  /// Computes `C = alpha op(A) B + beta C`, or `C = alpha B op(A) + beta C` from the right.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func multiply(
    _ b: Matrix<Element>, into c: inout Matrix<Element>, operation: MatrixOperation, side: Side,
    alpha: Element, beta: Element
  ) {
    checkProduct(b, c, operation, side)
    if isProductTrivial(&c, alpha: alpha, beta: beta) { return }
    var product = b
    product.makeUnique()
    // conj(A) B is conj(A conj(B)); not every BLAS conjugates without transposing.
    let isConjugated = operation == .conjugate && Element.isComplex
    if isConjugated { product.conjugateElements() }
    unsafe BLAS<Element>.trmm(
      side, triangle, isConjugated ? .none : operation, unitDiagonal, m: b.rows, n: b.columns,
      alpha: isConjugated ? alpha.conjugate : alpha, a: stored.storage.base, lda: rows,
      b: product.storage.base, ldb: product.leadingDimension)
    if isConjugated { product.conjugateElements() }
    if beta == 0 {
      c = product
    } else {
      c.update(with: product, "add") { beta * $0 + $1 }
    }
  }

  /// Returns the sum, which is triangular.
  ///
  /// - Precondition: The sizes and the triangles are equal.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public static func + (a: Triangular, b: Triangular) -> Triangular { a.combined(b, "add", +) }

  /// Returns the difference, which is triangular.
  ///
  /// - Precondition: The sizes and the triangles are equal.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public static func - (a: Triangular, b: Triangular) -> Triangular {
    a.combined(b, "subtract", -)
  }

  /// Returns the product with a number, which is triangular.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public static func * (factor: Element, a: Triangular) -> Triangular {
    a.combined(a, "scale") { first, _ in factor * first }
  }

  /// Returns the matrix with the signs changed.
  public static prefix func - (a: Triangular) -> Triangular {
    a.combined(a, "negate") { first, _ in -first }
  }

  private func combined(
    _ other: Triangular, _ verb: StaticString, _ operation: (Element, Element) -> Element
  ) -> Triangular {
    precondition(
      shape == other.shape && triangle == other.triangle,
      "cannot \(verb) the \(triangle) triangle of \(shape) and the \(other.triangle) one of \(other.shape)"
    )
    // A diagonal of ones has to be written out; nothing else differs from the memory.
    let left = unitDiagonal == .unit ? dense() : stored
    let right = other.unitDiagonal == .unit ? other.dense() : other.stored
    return Triangular(left.combined(triangle, with: right, operation), triangle)
  }
}
