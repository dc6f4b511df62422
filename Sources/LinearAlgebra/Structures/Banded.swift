import ComplexModule

/// A matrix, perhaps rectangular, with zeros outside of a band around its diagonal.
///
/// It is stored like LAPACK's general band matrices: element `(i, j)` is in row
/// `upperBandwidth + i - j` of column `j` of ``bandStorage``, which has
/// `lowerBandwidth + upperBandwidth + 1` rows; places without an element hold zero.
public struct Banded<Element: LAPACKScalar>: LinearStructure {
  /// The number of rows and columns.
  public let shape: Shape
  /// The number of diagonals below the main one.
  public let lowerBandwidth: Int
  /// The number of diagonals above the main one.
  public let upperBandwidth: Int
  /// The diagonals, one in each row, aligned by columns.
  public let bandStorage: Matrix<Element>

  /// Creates a banded matrix over LAPACK's band storage.
  ///
  /// What the storage holds at places without an element is not read.
  ///
  /// - Precondition: `storage` is `(lowerBandwidth + upperBandwidth + 1) × columns`.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public init(
    rows: Int, columns: Int, lowerBandwidth: Int, upperBandwidth: Int,
    bandStorage storage: Matrix<Element>
  ) {
    shape = Shape(rows: rows, columns: columns)
    (self.lowerBandwidth, self.upperBandwidth) = (lowerBandwidth, upperBandwidth)
    precondition(
      rows >= 0 && lowerBandwidth >= 0 && upperBandwidth >= 0,
      "a band matrix cannot have sizes of \(rows), \(lowerBandwidth) and \(upperBandwidth)")
    let expected = Shape(rows: lowerBandwidth + upperBandwidth + 1, columns: columns)
    precondition(
      storage.shape == expected, "the band needs storage of shape \(expected), not \(storage.shape)"
    )
    bandStorage = Matrix(rows: expected.rows, columns: columns) { place, column in
      let row = column + place - upperBandwidth
      return row >= 0 && row < rows ? storage[place, column] : 0
    }
  }

  /// Creates a banded matrix from a function of the row and the column, called within the band only.
  ///
  /// - Precondition: No size is negative.
  public init<E: Error>(
    rows: Int, columns: Int, lowerBandwidth: Int, upperBandwidth: Int,
    _ element: (_ row: Int, _ column: Int) throws(E) -> Element
  ) throws(E) {
    precondition(
      rows >= 0 && lowerBandwidth >= 0 && upperBandwidth >= 0,
      "a band matrix cannot have sizes of \(rows), \(lowerBandwidth) and \(upperBandwidth)")
    shape = Shape(rows: rows, columns: columns)
    (self.lowerBandwidth, self.upperBandwidth) = (lowerBandwidth, upperBandwidth)
    bandStorage = try Matrix(rows: lowerBandwidth + upperBandwidth + 1, columns: columns) {
      place, column throws(E) in
      let row = column + place - upperBandwidth
      return row >= 0 && row < rows ? try element(row, column) : 0
    }
  }

  /// Creates a banded matrix from the band of a matrix, of which nothing else is read.
  public init(_ matrix: Matrix<Element>, lowerBandwidth: Int, upperBandwidth: Int) {
    self.init(
      rows: matrix.rows, columns: matrix.columns, lowerBandwidth: lowerBandwidth,
      upperBandwidth: upperBandwidth
    ) { matrix[$0, $1] }
  }

  /// Creates a banded matrix from a tridiagonal one.
  public init(_ matrix: Tridiagonal<Element>) {
    self.init(
      rows: matrix.rows, columns: matrix.rows, lowerBandwidth: 1, upperBandwidth: 1
    ) { matrix[$0, $1] }
  }

  /// The element in a row and a column.
  public subscript(row: Int, column: Int) -> Element {
    shape.check(row, column)
    let place = upperBandwidth + row - column
    return place >= 0 && place < bandStorage.rows ? bandStorage[place, column] : 0
  }

  /// The rows of a column that belong to the band.
  public func rowRange(ofColumn column: Int) -> Range<Int> {
    let first = min(rows, max(0, column - upperBandwidth))
    return first..<max(first, min(rows, column + lowerBandwidth + 1))
  }

  /// Returns the elements of a diagonal: 0 for the main one, positive above it.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func diagonal(_ offset: Int = 0) -> [Element] {
    let first = max(0, -offset)
    let count = max(0, min(rows, columns - offset) - first)
    return (0..<count).map { self[first + $0, first + $0 + offset] }
  }

  /// Returns the matrix with all its zeros.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func dense() -> Matrix<Element> {
    var result = Matrix<Element>(rows: rows, columns: columns)
    for column in 0..<columns {
      for row in rowRange(ofColumn: column) { result[row, column] = self[row, column] }
    }
    return result
  }

  /// Returns a norm; zero for an empty matrix, NaN if an element is NaN.
  public func norm(_ norm: MatrixNorm) -> Element.RealPart {
    // The zeros beside the elements change none of these.
    norm == .infinity ? transposed.bandStorage.norm(.one) : bandStorage.norm(norm)
  }

  /// The transpose.
  public var transposed: Banded { mapped(transposing: true) { $0 } }

  /// The conjugate transpose.
  public var adjoint: Banded { mapped(transposing: true) { $0.conjugate } }

  /// The conjugate.
  public var conjugated: Banded { mapped(transposing: false) { $0.conjugate } }

  private func mapped(transposing: Bool, _ change: (Element) -> Element) -> Banded {
    if !transposing {
      return Banded(
        rows: rows, columns: columns, lowerBandwidth: lowerBandwidth,
        upperBandwidth: upperBandwidth, bandStorage: bandStorage.mapped(change))
    }
    return Banded(
      rows: columns, columns: rows, lowerBandwidth: upperBandwidth,
      upperBandwidth: lowerBandwidth
    ) { change(self[$1, $0]) }
  }

  /// The sum of the main diagonal.
  public var trace: Element { diagonal().reduce(0, +) }
}

extension Banded {
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
    let turned = side == .left ? operation : operation.followed(by: .transpose)
    // Only plain and transposed products, which every BLAS has.
    let a = turned.isConjugating && Element.isComplex ? conjugated : self
    let plain: MatrixOperation = turned.isTransposing ? .transpose : .none
    let base = unsafe UnsafePointer(a.bandStorage.storage.base)
    unsafe forEachVector(b, &c, side, beta: beta) { x, strideX, y, strideY in
      unsafe BLAS<Element>.gbmv(
        plain, m: rows, n: columns, lower: lowerBandwidth, upper: upperBandwidth, alpha: alpha,
        a: base, lda: a.bandStorage.rows, x: x, strideX: strideX, beta: beta, y: y,
        strideY: strideY)
    }
    extendLifetime(a.bandStorage)
  }

  /// Returns the sum, whose band covers both.
  ///
  /// - Precondition: The shapes are equal.
  public func adding(_ b: Banded) -> Banded { combined(b, "add", +) }

  /// Returns the difference, whose band covers both.
  ///
  /// - Precondition: The shapes are equal.
  public func subtracting(_ b: Banded) -> Banded { combined(b, "subtract", -) }

  /// Returns the product with a number, which has the same band.
  public func multiplied(by factor: Element) -> Banded {
    mapped(transposing: false) { factor * $0 }
  }

  /// Returns the matrix with the signs changed.
  public func negated() -> Banded { mapped(transposing: false) { -$0 } }

  /// Returns the product, whose bandwidths are the sums.
  ///
  /// - Precondition: The left operand has as many columns as the right one has rows.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public static func * (a: Banded, b: Banded) -> Banded {
    precondition(a.columns == b.rows, "cannot multiply \(a.shape) by \(b.shape)")
    return Banded(
      rows: a.rows, columns: b.columns, lowerBandwidth: a.lowerBandwidth + b.lowerBandwidth,
      upperBandwidth: a.upperBandwidth + b.upperBandwidth
    ) { row, column in
      var sum: Element = 0
      for inner in b.rowRange(ofColumn: column)
      where inner >= row - a.lowerBandwidth && inner <= row + a.upperBandwidth {
        sum += a[row, inner] * b[inner, column]
      }
      return sum
    }
  }

  private func combined(
    _ other: Banded, _ verb: StaticString, _ operation: (Element, Element) -> Element
  ) -> Banded {
    precondition(
      shape == other.shape, "cannot \(verb) matrices of shapes \(shape) and \(other.shape)")
    return Banded(
      rows: rows, columns: columns,
      lowerBandwidth: max(lowerBandwidth, other.lowerBandwidth),
      upperBandwidth: max(upperBandwidth, other.upperBandwidth)
    ) { operation(self[$0, $1], other[$0, $1]) }
  }
}

extension Banded {
  /// Returns the factorization `A = P L U`.
  ///
  /// - Throws: What ``BandedLU/init(_:allowSingular:)`` throws.
  public func lu(allowSingular: Bool = false) throws(LinearAlgebraError) -> BandedLU<Element> {
    try BandedLU(self, allowSingular: allowSingular)
  }

  /// Replaces `B` by the solution of `op(A) X = B` or of `X op(A) = B`, through ``BandedLU``.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: The matrix is square, and the shape of `b` fits.
  public func solve(
    in b: inout Matrix<Element>, operation: MatrixOperation, side: Side
  ) throws(LinearAlgebraError) {
    try lu().solve(in: &b, operation: operation, side: side)
  }

  /// Returns the determinant.
  ///
  /// - Throws: ``LinearAlgebraError/nonFinite(argument:row:column:)``.
  /// - Precondition: The matrix is square.
  public func determinant() throws(LinearAlgebraError) -> Element {
    try lu(allowSingular: true).determinant
  }

  /// Returns the determinant as `sign · exp(logAbsoluteValue)`.
  ///
  /// - Throws: ``LinearAlgebraError/nonFinite(argument:row:column:)``.
  /// - Precondition: The matrix is square.
  public func logDeterminant() throws(LinearAlgebraError) -> (
    sign: Element, logAbsoluteValue: Element.RealPart
  ) {
    try lu(allowSingular: true).logDeterminant
  }

  /// Whether shapes and elements are equal; zeros within one band and outside of the other do not
  /// matter.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public static func == (a: Banded, b: Banded) -> Bool {
    guard a.shape == b.shape else { return false }
    for column in 0..<a.columns {
      let (first, second) = (a.rowRange(ofColumn: column), b.rowRange(ofColumn: column))
      for row in min(first.lowerBound, second.lowerBound)..<max(first.upperBound, second.upperBound)
      where a[row, column] != b[row, column] {
        return false
      }
    }
    return true
  }

  /// Feeds the elements other than zero to a hasher.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func hash(into hasher: inout Hasher) {
    hasher.combine(shape)
    for column in 0..<columns {
      for row in rowRange(ofColumn: column) where self[row, column] != 0 {
        hasher.combine(row)
        hasher.combine(column)
        hasher.combine(self[row, column])
      }
    }
  }

  private enum CodingKeys: String, CodingKey {
    case shape
    case lowerBandwidth
    case upperBandwidth
    case bandStorage
  }

  /// Reads the shape, the bandwidths and the band storage.
  ///
  /// - Throws: `DecodingError.dataCorrupted` if they do not fit.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let shape = try container.decode(Shape.self, forKey: .shape)
    let lower = try container.decode(Int.self, forKey: .lowerBandwidth)
    let upper = try container.decode(Int.self, forKey: .upperBandwidth)
    let storage = try container.decode(Matrix<Element>.self, forKey: .bandStorage)
    guard shape.rows >= 0, lower >= 0, upper >= 0, storage.columns == shape.columns,
      lower <= storage.rows, upper == storage.rows - lower - 1
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .bandStorage, in: container,
        debugDescription: "\(storage.shape) elements are no band of a \(shape) matrix")
    }
    self.init(
      rows: shape.rows, columns: shape.columns, lowerBandwidth: lower, upperBandwidth: upper,
      bandStorage: storage)
  }
}
