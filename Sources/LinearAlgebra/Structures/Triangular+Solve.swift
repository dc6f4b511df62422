import ComplexModule
import RealModule

extension Triangular {
  /// Whether a diagonal element is zero.
  public var status: FactorStatus {
    guard unitDiagonal == .general else { return .success }
    for index in 0..<rows where stored[index, index] == 0 { return .singular(pivot: index + 1) }
    return .success
  }

  /// Replaces `B` by the solution of `op(A) X = B` or of `X op(A) = B`, by substitution.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: The shape of `b` fits.
  public func solve(
    in b: inout Matrix<Element>, operation: MatrixOperation, side: Side
  ) throws(LinearAlgebraError) {
    try solveTriangular(
      stored, triangle, diagonal: unitDiagonal, operation: operation, side: side, in: &b)
  }

  /// Returns the inverse, which is triangular with the same triangle and diagonal.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)``,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``.
  /// - Complexity: O(`rows`³).
  public func inverse() throws(LinearAlgebraError) -> Triangular {
    Triangular(try solve(.identity(rows)), triangle, diagonal: unitDiagonal)
  }

  /// The determinant, the product of the diagonal.
  public var determinant: Element { Determinant(diagonal).value }

  /// The determinant as `sign · exp(logAbsoluteValue)`.
  public var logDeterminant: (sign: Element, logAbsoluteValue: Element.RealPart) {
    Determinant(diagonal).logarithm
  }

  private enum CodingKeys: String, CodingKey {
    case triangle
    case unitDiagonal
    case matrix
  }

  /// Writes the triangle, whether the diagonal is made of ones, and the matrix with zeros elsewhere.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(triangle == .lower ? "lower" : "upper", forKey: .triangle)
    try container.encode(unitDiagonal == .unit, forKey: .unitDiagonal)
    try container.encode(dense(), forKey: .matrix)
  }

  /// Reads what ``encode(to:)`` writes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let matrix = try container.decode(Matrix<Element>.self, forKey: .matrix)
    let name = try container.decode(String.self, forKey: .triangle)
    let isUnit = try container.decode(Bool.self, forKey: .unitDiagonal)
    guard matrix.isSquare, name == "lower" || name == "upper" else {
      throw DecodingError.dataCorruptedError(
        forKey: .matrix, in: container, debugDescription: "no triangle of a \(matrix.shape) matrix")
    }
    self.init(matrix, name == "lower" ? .lower : .upper, diagonal: isUnit ? .unit : .general)
  }
}

extension Triangular {
  /// Whether sizes and elements are equal, whatever the other triangle holds.
  public static func == (a: Triangular, b: Triangular) -> Bool { a.hasElements(of: b) }

  /// Feeds the elements to a hasher.
  public func hash(into hasher: inout Hasher) { hashElements(into: &hasher) }
}

extension Triangular: ConditionedSolver {
  /// Returns an estimate of `1 / (‖A‖ ‖A⁻¹‖)`; zero if singular or not finite, one if empty.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func reciprocalCondition(_ norm: ConditionNorm) -> Element.RealPart {
    let size = dense().norm(norm.matrixNorm)
    guard rows > 0 else { return 1 }
    guard status == .success && size.isFinite else { return 0 }
    // Scaled to a norm near one, so that neither factor leaves the range.
    let exponent = Int(size.exponent)
    let divides = diagonal.contains { hasUnusableReciprocal($0) }
    return estimateReciprocalCondition(
      rows, norm, norm: size.scaled(byPowerOfTwo: -exponent),
      solving: { (b: inout Matrix<Element>, operation: MatrixOperation) in
        b.scale(byPowerOfTwo: exponent)
        solveTriangle(
          stored, triangle, unitDiagonal, operation, .left, dividing: divides, in: &b)
      })
  }
}
