import ComplexModule

/// A Hermitian matrix with zeros outside of a band around its diagonal.
///
/// One triangle is stored like LAPACK's symmetric band matrices, in ``bandStorage`` with
/// `bandwidth + 1` rows: element `(i, j)` is in row `i - j` of column `j` (lower), or in row
/// `bandwidth + i - j` (upper); places without an element hold zero.
public struct HermitianBanded<Element: LAPACKScalar>: LinearStructure {
  /// Products with complex numbers are not Hermitian.
  public typealias Factor = Element.RealPart

  /// The number of diagonals on either side of the main one.
  public let bandwidth: Int
  /// The triangle that is stored.
  public let triangle: Triangle
  /// The diagonals of the triangle, one in each row, aligned by columns.
  public let bandStorage: Matrix<Element>

  /// Creates a matrix over LAPACK's band storage.
  ///
  /// What the storage holds at places without an element is not read.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public init(_ triangle: Triangle, bandStorage storage: Matrix<Element>) {
    precondition(storage.rows > 0, "a band needs at least one diagonal")
    self.init(size: storage.columns, bandwidth: storage.rows - 1, triangle) { row, column in
      storage[triangle == .lower ? row - column : storage.rows - 1 + row - column, column]
    }
  }

  /// Creates a matrix from a function of the row and the column, called for the band of one triangle
  /// only.
  ///
  /// - Precondition: No size is negative.
  public init<E: Error>(
    size: Int, bandwidth: Int, _ triangle: Triangle = .lower,
    _ element: (_ row: Int, _ column: Int) throws(E) -> Element
  ) throws(E) {
    precondition(bandwidth >= 0, "a band matrix cannot have a bandwidth of \(bandwidth)")
    (self.bandwidth, self.triangle) = (bandwidth, triangle)
    bandStorage = try Matrix(rows: bandwidth + 1, columns: size) { place, column throws(E) in
      let row = triangle == .lower ? column + place : column + place - bandwidth
      guard row >= 0 && row < size else { return 0 }
      let value = try element(row, column)
      return row == column ? Element(value.realPart) : value
    }
  }

  /// Creates a matrix from the band of one triangle, of which nothing else is read.
  ///
  /// - Precondition: The matrix is square.
  public init(_ matrix: Matrix<Element>, bandwidth: Int, triangle: Triangle = .lower) {
    precondition(matrix.isSquare, "a \(matrix.shape) matrix cannot be Hermitian")
    self.init(size: matrix.rows, bandwidth: bandwidth, triangle) { matrix[$0, $1] }
  }

  /// Creates a matrix from a tridiagonal one.
  public init(_ matrix: SymmetricTridiagonal<Element>) {
    self.init(size: matrix.rows, bandwidth: 1) { matrix[$0, $1] }
  }

  /// The number of rows and columns.
  public var shape: Shape { Shape(rows: bandStorage.columns, columns: bandStorage.columns) }

  /// The element in a row and a column.
  public subscript(row: Int, column: Int) -> Element {
    shape.check(row, column)
    if abs(row - column) > bandwidth { return 0 }
    if !isInside(triangle, row, column) { return stored(column, row).conjugate }
    return stored(row, column)
  }

  private func stored(_ row: Int, _ column: Int) -> Element {
    bandStorage[triangle == .lower ? row - column : bandwidth + row - column, column]
  }

  /// Returns the matrix with both triangles and all its zeros.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func dense() -> Matrix<Element> {
    var result = Matrix<Element>(rows: rows, columns: rows)
    for column in 0..<rows {
      for row in max(0, column - bandwidth)..<min(rows, column + bandwidth + 1) {
        result[row, column] = self[row, column]
      }
    }
    return result
  }

  /// The matrix as a general banded one.
  public var banded: Banded<Element> {
    Banded(rows: rows, columns: rows, lowerBandwidth: bandwidth, upperBandwidth: bandwidth) {
      self[$0, $1]
    }
  }

  /// Returns a norm; zero for an empty matrix, NaN if an element is NaN.
  public func norm(_ norm: MatrixNorm) -> Element.RealPart {
    // The 1-norm and the infinity norm of a Hermitian matrix agree.
    banded.norm(norm == .infinity ? .one : norm)
  }

  /// The transpose, which is the conjugate.
  public var transposed: HermitianBanded { conjugated }

  /// The conjugate, which is the transpose.
  public var conjugated: HermitianBanded {
    Element.isComplex
      ? HermitianBanded(triangle, bandStorage: Matrix(bandStorage.conjugated)) : self
  }

  /// The matrix itself.
  public var adjoint: HermitianBanded { self }

  /// The diagonal, which is real.
  public var diagonal: [Element.RealPart] { (0..<rows).map { self[$0, $0].realPart } }

  /// The sum of the diagonal.
  public var trace: Element.RealPart { diagonal.reduce(0, +) }
}

extension HermitianBanded {
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
    // The transpose is the conjugate, and rows see the transpose.
    let turned = side == .left ? operation : operation.followed(by: .transpose)
    let a = turned == .transpose || turned == .conjugate ? conjugated : self
    let base = unsafe UnsafePointer(a.bandStorage.storage.base)
    unsafe forEachVector(b, &c, side, beta: beta) { x, strideX, y, strideY in
      unsafe BLAS<Element>.hbmv(
        triangle, n: rows, k: bandwidth, alpha: alpha, a: base, lda: bandwidth + 1, x: x,
        strideX: strideX, beta: beta, y: y, strideY: strideY)
    }
    extendLifetime(a.bandStorage)
  }

  /// Returns the factorization `A = L Lᴴ`.
  ///
  /// - Throws: What ``BandedCholesky/init(_:allowIndefinite:)`` throws.
  public func cholesky(
    allowIndefinite: Bool = false
  ) throws(LinearAlgebraError) -> BandedCholesky<Element> {
    try BandedCholesky(self, allowIndefinite: allowIndefinite)
  }

  /// Replaces `B` by the solution of `op(A) X = B` or of `X op(A) = B`, through ``BandedCholesky`` or,
  /// if the matrix is not positive definite, ``BandedLU``.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: The shape of `b` fits.
  public func solve(
    in b: inout Matrix<Element>, operation: MatrixOperation, side: Side
  ) throws(LinearAlgebraError) {
    let factored = try cholesky(allowIndefinite: true)
    if factored.status == .success {
      return try factored.solve(in: &b, operation: operation, side: side)
    }
    try banded.solve(in: &b, operation: operation, side: side)
  }

  /// Returns the determinant, which is real.
  ///
  /// - Throws: ``LinearAlgebraError/nonFinite(argument:row:column:)``.
  public func determinant() throws(LinearAlgebraError) -> Element.RealPart {
    try banded.determinant().realPart
  }

  /// Returns the determinant as `sign · exp(logAbsoluteValue)`.
  ///
  /// - Throws: ``LinearAlgebraError/nonFinite(argument:row:column:)``.
  public func logDeterminant() throws(LinearAlgebraError) -> (
    sign: Element.RealPart, logAbsoluteValue: Element.RealPart
  ) {
    let (sign, logarithm) = try banded.logDeterminant()
    return (sign.realPart < 0 ? -1 : sign.realPart > 0 ? 1 : 0, logarithm)
  }

  /// Returns the sum, whose band covers both.
  ///
  /// - Precondition: The sizes are equal.
  public func adding(_ b: HermitianBanded) -> HermitianBanded {
    precondition(shape == b.shape, "cannot add matrices of shapes \(shape) and \(b.shape)")
    return HermitianBanded(
      size: rows, bandwidth: max(bandwidth, b.bandwidth), triangle
    ) { self[$0, $1] + b[$0, $1] }
  }

  /// Returns the difference, whose band covers both.
  ///
  /// - Precondition: The sizes are equal.
  public func subtracting(_ b: HermitianBanded) -> HermitianBanded { adding(b.multiplied(by: -1)) }

  /// Returns the product with a real number, which has the same band.
  public func multiplied(by factor: Element.RealPart) -> HermitianBanded {
    HermitianBanded(
      triangle, bandStorage: bandStorage.mapped { $0.scaled(by: factor) })
  }

  /// Whether sizes and elements are equal, however they are stored.
  public static func == (a: HermitianBanded, b: HermitianBanded) -> Bool { a.banded == b.banded }

  /// Feeds the elements other than zero to a hasher.
  public func hash(into hasher: inout Hasher) { banded.hash(into: &hasher) }

  private enum CodingKeys: String, CodingKey {
    case triangle
    case bandStorage
  }

  /// Writes the triangle and the band storage.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(triangle == .lower ? "lower" : "upper", forKey: .triangle)
    try container.encode(bandStorage, forKey: .bandStorage)
  }

  /// Reads what ``encode(to:)`` writes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let storage = try container.decode(Matrix<Element>.self, forKey: .bandStorage)
    let name = try container.decode(String.self, forKey: .triangle)
    guard storage.rows > 0, name == "lower" || name == "upper" else {
      throw DecodingError.dataCorruptedError(
        forKey: .bandStorage, in: container,
        debugDescription: "\(storage.shape) elements are no band of a triangle")
    }
    self.init(name == "lower" ? .lower : .upper, bandStorage: storage)
  }
}
