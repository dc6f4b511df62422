import RealModule

/// What balancing may do to a matrix before its eigenvalues are computed.
public enum Balancing: Hashable, Sendable, CaseIterable {
  /// Nothing.
  case none
  /// Permute rows and columns to make the matrix as triangular as possible.
  case permuting
  /// Scale rows and columns by powers of two to make their norms similar.
  case scaling
  /// Permute and scale.
  case both

  /// The letter of LAPACK.
  var letter: CChar {
    switch self {
    case .none: LinearAlgebra.letter("N")
    case .permuting: LinearAlgebra.letter("P")
    case .scaling: LinearAlgebra.letter("S")
    case .both: LinearAlgebra.letter("B")
    }
  }
}

/// A matrix `D⁻¹ P A P D` with the eigenvalues of `A` and rows and columns of similar norms.
///
/// Balancing makes the eigenvalues of badly scaled matrices more accurate; it may harm where small
/// elements are nothing but rounding errors.
///
/// > Reference: Parlett and Reinsch (1969), "Balancing a matrix for calculation of eigenvalues and
/// > eigenvectors"; LAPACK `gebal`, `gebak`.
public struct Balanced<Element: LAPACKScalar>: Sendable {
  /// The balanced matrix.
  public private(set) var matrix: Matrix<Element>
  /// What was done.
  public let balancing: Balancing
  /// The rows and columns of the central block; outside of it the matrix is triangular.
  public private(set) var centralBlock: Range<Int>
  private var scale: [Element.RealPart]

  /// Balances a square lazy transpose or view.
  ///
  /// - Throws: What the initialiser for matrices throws.
  /// - Precondition: `a` is square.
  @inlinable
  public init<Operand: MatrixOperand & ~Escapable>(
    _ a: Operand, _ balancing: Balancing = .both
  ) throws(LinearAlgebraError) where Operand.Element == Element {
    let matrix = try Matrix(checking: a)
    try self.init(matrix, balancing)
  }

  /// Balances a square matrix.
  ///
  /// - Throws: ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: `a` is square.
  public init(
    _ a: Matrix<Element>, _ balancing: Balancing = .both
  ) throws(LinearAlgebraError) {
    try a.checkForEigen("a", assumingFinite: false)
    let n = a.rows
    self.balancing = balancing
    let exponent = a.extremeExponent
    matrix = exponent == 0 ? a : a.scaled(byPowerOfTwo: -exponent)
    matrix.makeUnique()
    centralBlock = 0..<n
    scale = Array(repeating: 1, count: n)
    guard n > 0 else { return }
    var (low, high): (Int32, Int32) = (1, int32(n))
    let base = unsafe matrix.storage.base
    let info = unsafe scale.withUnsafeMutableBufferPointer { scale in
      guard let start = scale.baseAddress else { return 0 }
      return unsafe LAPACK<Element>.gebal(
        job: balancing.letter, n: n, a: base, lda: n, low: &low, high: &high, scale: start)
    }
    precondition(info == 0, "gebal answered \(info)")
    centralBlock = Int(low) - 1..<Int(high)
    matrix.scale(byPowerOfTwo: exponent)
  }

  /// Turns right vectors of the balanced matrix into vectors of the matrix itself.
  ///
  /// Their lengths change. Vectors may be complex where the matrix is real.
  ///
  /// - Precondition: `vectors` has as many rows as the matrix.
  public func backTransformed<T: LAPACKScalar>(
    _ vectors: Matrix<T>
  ) -> Matrix<T> where T.RealPart == Element.RealPart {
    transform(vectors, left: false)
  }

  /// Turns left vectors of the balanced matrix into vectors of the matrix itself.
  ///
  /// - Precondition: `vectors` has as many rows as the matrix.
  public func backTransformedLeft<T: LAPACKScalar>(
    _ vectors: Matrix<T>
  ) -> Matrix<T> where T.RealPart == Element.RealPart {
    transform(vectors, left: true)
  }

  private func transform<T: LAPACKScalar>(
    _ vectors: Matrix<T>, left: Bool
  ) -> Matrix<T> where T.RealPart == Element.RealPart {
    precondition(
      vectors.rows == matrix.rows,
      "vectors of shape \(vectors.shape) do not belong to a \(matrix.shape) matrix")
    guard !vectors.isEmpty else { return vectors }
    var result = vectors
    result.makeUnique()
    let base = unsafe result.storage.base
    let info = unsafe scale.withUnsafeBufferPointer { scale in
      guard let start = scale.baseAddress else { return 0 }
      return unsafe LAPACK<T>.gebak(
        job: balancing.letter, left: left, n: matrix.rows, low: int32(centralBlock.lowerBound + 1),
        high: int32(centralBlock.upperBound), scale: start, m: vectors.columns, v: base,
        ldv: matrix.rows)
    }
    precondition(info == 0, "gebak answered \(info)")
    return result
  }
}
