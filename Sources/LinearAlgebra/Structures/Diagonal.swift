import ComplexModule
import RealModule

/// A square matrix with zeros outside of its diagonal.
public struct Diagonal<Element: LAPACKScalar>: LinearStructure, ConditionedSolver {
  /// The elements on the diagonal.
  public var elements: [Element]

  /// Creates a diagonal matrix from its diagonal.
  public init(_ elements: [Element]) { self.elements = elements }

  /// Creates a diagonal matrix from its diagonal.
  public init(_ elements: Vector<Element>) { self.elements = Array(elements) }

  /// Creates a diagonal matrix from the diagonal of a matrix, of which nothing else is read.
  ///
  /// - Precondition: The matrix is square.
  public init(_ matrix: Matrix<Element>) {
    precondition(matrix.isSquare, "a \(matrix.shape) matrix cannot be diagonal")
    elements = matrix.diagonal
  }

  /// Returns the `size × size` matrix with ones on its diagonal.
  public static func identity(_ size: Int) -> Diagonal {
    Diagonal(Array(repeating: 1, count: size))
  }

  /// The number of rows and columns.
  public var shape: Shape { Shape(rows: elements.count, columns: elements.count) }

  /// The element in a row and a column.
  public subscript(row: Int, column: Int) -> Element {
    shape.check(row, column)
    return row == column ? elements[row] : 0
  }

  /// Returns the matrix with all its zeros.
  public func dense() -> Matrix<Element> { .diagonal(elements) }

  /// Returns a norm; zero for an empty matrix, NaN if an element is NaN.
  public func norm(_ norm: MatrixNorm) -> Element.RealPart {
    // All but the Frobenius norm are the largest modulus.
    Vector(elements).norm(norm == .frobenius ? .two : .infinity)
  }

  /// The matrix itself.
  public var transposed: Diagonal { self }

  /// The conjugate, which is the conjugate transpose.
  public var conjugated: Diagonal { Diagonal(applied(.conjugate, elements)) }

  /// The conjugate transpose.
  public var adjoint: Diagonal { conjugated }

  /// The sum of the diagonal.
  public var trace: Element { elements.reduce(0, +) }

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
    let factors = applied(operation, elements)
    unsafe forEachVector(b, &c, side, beta: beta) { x, strideX, y, strideY in
      for index in factors.indices {
        let value = unsafe alpha * (factors[index] * x[index * strideX])
        let place = index * strideY
        unsafe y[place] = beta == 0 ? value : beta * y[place] + value
      }
    }
  }
}

extension Diagonal {
  /// Whether an element of the diagonal is zero.
  public var status: FactorStatus {
    guard let zero = elements.firstIndex(of: 0) else { return .success }
    return .singular(pivot: zero + 1)
  }

  /// Replaces `B` by the solution of `op(A) X = B` or of `X op(A) = B`, dividing.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``.
  /// - Precondition: The shape of `b` fits.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func solve(
    in b: inout Matrix<Element>, operation: MatrixOperation, side: Side
  ) throws(LinearAlgebraError) {
    try checkFinite()
    try checkRightSide(b, side)
    let factors = applied(operation, elements)
    b.makeUnique()
    let (m, start) = unsafe (b.rows, b.storage.base)
    for column in 0..<b.columns {
      for row in 0..<m {
        unsafe start[row + column * m] /= factors[side == .left ? row : column]
      }
    }
  }

  private func checkFinite() throws(LinearAlgebraError) {
    for index in elements.indices where !elements[index].isFinite {
      throw .nonFinite(argument: "a", row: index, column: index)
    }
  }

  /// Returns the inverse, which is diagonal.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func inverse() throws(LinearAlgebraError) -> Diagonal {
    try checkFinite()
    try status.check()
    return Diagonal(elements.map { 1 / $0 })
  }

  /// The determinant, the product of the elements.
  public var determinant: Element { Determinant(elements).value }

  /// The determinant as `sign · exp(logAbsoluteValue)`.
  public var logDeterminant: (sign: Element, logAbsoluteValue: Element.RealPart) {
    Determinant(elements).logarithm
  }

  /// Returns `1 / (‖A‖ ‖A⁻¹‖)`, the smallest modulus over the largest; zero if singular or not finite,
  /// one if empty.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func reciprocalCondition(_ norm: ConditionNorm) -> Element.RealPart {
    let moduli = elements.map(\.modulus)
    guard let largest = moduli.max(), let smallest = moduli.min() else { return 1 }
    return largest.isFinite && smallest > 0 ? smallest / largest : 0
  }

  /// Returns the sum, which is diagonal.
  ///
  /// - Precondition: The sizes are equal.
  public func adding(_ b: Diagonal) -> Diagonal {
    Diagonal(elements.combined(b.elements, "add", +))
  }

  /// Returns the difference, which is diagonal.
  ///
  /// - Precondition: The sizes are equal.
  public func subtracting(_ b: Diagonal) -> Diagonal {
    Diagonal(elements.combined(b.elements, "subtract", -))
  }

  /// Returns the product, which is diagonal.
  ///
  /// - Precondition: The sizes are equal.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public static func * (a: Diagonal, b: Diagonal) -> Diagonal {
    Diagonal(a.elements.combined(b.elements, "multiply", *))
  }

  /// Returns the product with a number, which is diagonal.
  public func multiplied(by factor: Element) -> Diagonal {
    Diagonal(elements.map { factor * $0 })
  }

  /// Returns the matrix with the signs changed.
  public func negated() -> Diagonal { Diagonal(elements.map { -$0 }) }

  /// Writes the elements.
  public func encode(to encoder: any Encoder) throws { try elements.encode(to: encoder) }

  /// Reads the elements.
  public init(from decoder: any Decoder) throws { self.init(try [Element](from: decoder)) }
}

extension Array {
  /// Combines two arrays of one length, element by element.
  func combined(
    _ other: [Element], _ verb: StaticString, _ operation: (Element, Element) -> Element
  ) -> [Element] {
    precondition(
      count == other.count,
      "cannot \(verb) matrices of sizes \(count) and \(other.count)")
    return zip(self, other).map(operation)
  }
}

extension Shape {
  /// Traps if a place is outside.
  @inline(__always)
  func check(_ row: Int, _ column: Int) {
    precondition(
      0 <= row && row < rows && 0 <= column && column < columns,
      "element (\(row), \(column)) is outside of a \(self) matrix")
  }
}
