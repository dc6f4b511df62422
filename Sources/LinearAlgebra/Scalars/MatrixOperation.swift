/// What happens to a matrix before it takes part in a product or a solve.
///
/// The four operations form a Klein four-group: each is its own inverse, and any two of the three
/// proper ones make the third. BLAS and LAPACK know them as the flags N, T, C and, in OpenBLAS
/// only, R.
public enum MatrixOperation: Hashable, Sendable, CaseIterable {
  /// The matrix itself.
  case none
  /// The transpose `Aᵀ`.
  case transpose
  /// The conjugate transpose `Aᴴ`.
  case adjoint
  /// The conjugate without transposition.
  case conjugate

  /// Whether rows and columns change their roles.
  @inlinable
  public var isTransposing: Bool { self == .transpose || self == .adjoint }

  /// Whether the elements are conjugated.
  @inlinable
  public var isConjugating: Bool { self == .adjoint || self == .conjugate }

  /// Creates the operation from its two properties.
  @inlinable
  public init(isTransposing: Bool, isConjugating: Bool) {
    switch (isTransposing, isConjugating) {
    case (false, false): self = .none
    case (true, false): self = .transpose
    case (true, true): self = .adjoint
    case (false, true): self = .conjugate
    }
  }

  /// Returns the operation that does first this one and then another.
  @inlinable
  public func followed(by other: MatrixOperation) -> MatrixOperation {
    MatrixOperation(
      isTransposing: isTransposing != other.isTransposing,
      isConjugating: isConjugating != other.isConjugating)
  }
}

/// The side of the unknown on which a matrix stands in an equation.
public enum Side: Hashable, Sendable, CaseIterable {
  /// `A X = B`.
  case left
  /// `X A = B`.
  case right

  /// The other side, on which a matrix stands after both sides of an equation are transposed.
  public var opposite: Side { self == .left ? .right : .left }
}

/// One of the two triangles of a square matrix.
public enum Triangle: Hashable, Sendable, CaseIterable {
  /// The elements on and above the diagonal.
  case upper
  /// The elements on and below the diagonal.
  case lower

  /// The triangle into which a transposition moves this one.
  public var opposite: Triangle { self == .upper ? .lower : .upper }
}

/// Whether the diagonal of a triangular matrix is stored or consists of ones.
public enum TriangleDiagonal: Hashable, Sendable, CaseIterable {
  /// The diagonal is stored.
  case general
  /// The diagonal is made of ones, and what the storage holds there is never read.
  case unit
}
