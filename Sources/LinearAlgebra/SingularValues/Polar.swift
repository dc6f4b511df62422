/// The polar decomposition `A = U P` or `A = P U` of a matrix.
///
/// `P` is Hermitian positive semidefinite, `U` is the nearest matrix to `A` with orthonormal columns (or
/// rows, if there are more columns than rows), as a complex number is a modulus times a phase.
///
/// > Reference: Higham (2008), "Functions of matrices", chapter 8.
public struct Polar<Element: LAPACKScalar>: Reconstructible {
  /// The factor with orthonormal columns or rows: `rows × columns`.
  public let orthogonal: Matrix<Element>
  /// The positive semidefinite factor: `columns × columns` on the right, `rows × rows` on the left.
  public let semidefinite: Matrix<Element>
  /// Where the positive semidefinite factor stands.
  public let side: Side

  /// The number of rows of the decomposed matrix.
  public var rows: Int { orthogonal.rows }
  /// The number of columns of the decomposed matrix.
  public var columns: Int { orthogonal.columns }
  /// Always success: every finite matrix has a polar decomposition.
  public var status: FactorStatus { .success }

  /// Decomposes a matrix, lazy transpose or view, through its singular values.
  ///
  /// - Parameters:
  ///   - a: The matrix, of any shape.
  ///   - side: Where the positive semidefinite factor stands.
  /// - Throws: What ``SVD/init(_:vectors:driver:assumingFinite:)`` throws.
  @inlinable
  public init<Operand: MatrixOperand & ~Escapable>(
    _ a: Operand, side: Side = .right
  ) throws(LinearAlgebraError) where Operand.Element == Element {
    self.init(try SVD(a), side: side)
  }

  /// Puts a singular value decomposition together in another way.
  ///
  /// - Precondition: Vectors were computed.
  public init(_ svd: SVD<Element>, side: Side = .right) {
    let count = svd.scaledValues.count
    let (left, rightAdjoint) = (
      svd.left[rows: 0..<svd.rows, columns: 0..<count],
      svd.rightAdjoint[rows: 0..<count, columns: 0..<svd.columns]
    )
    orthogonal = left * rightAdjoint
    self.side = side
    // A = (U Vᴴ) (V S Vᴴ) = (U S Uᴴ) (U Vᴴ)
    var scaled = side == .right ? Matrix(rightAdjoint.adjoint) : Matrix(left)
    let basis = scaled
    scaled.multiplyRows(by: Vector(count: count) { Element(svd.scaledValues[$0]) })
    var product = scaled * basis.adjoint
    // Exactly Hermitian, with a real diagonal.
    product.mirror(.lower)
    for index in 0..<product.rows {
      product[index, index] = Element(product[index, index].realPart)
    }
    product.scale(byPowerOfTwo: svd.scaleExponent)
    semidefinite = product
  }

  /// Returns the product of the factors.
  public func reconstructed() -> Matrix<Element> {
    side == .right ? orthogonal * semidefinite : semidefinite * orthogonal
  }
}

extension Matrix where Element: LAPACKScalar {
  /// Returns the polar decomposition `A = U P`, or `A = P U` on the left.
  ///
  /// - Throws: What ``SVD/init(_:vectors:driver:assumingFinite:)`` throws.
  @inlinable
  public func polar(_ side: Side = .right) throws(LinearAlgebraError) -> Polar<Element> {
    try Polar(self, side: side)
  }
}
