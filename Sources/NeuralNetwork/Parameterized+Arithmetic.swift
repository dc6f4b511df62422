import LinearAlgebra
import RealModule

extension Parameterized {
  /// A value of the same structure whose parameters are all zero: where a gradient starts.
  public var zeroGradient: Self {
    var copy = self
    copy.setToZero()
    return copy
  }

  /// Clears all parameters in place.
  public mutating func setToZero() {
    visit("") { _, parameter in clear(&parameter) }
  }

  /// Clears all parameters in place, without their names, which would be made and thrown away.
  ///
  /// - Parameter other: A value of the same structure.
  package mutating func setToZero(like other: Self) {
    visit(with: other) { parameter, _ in clear(&parameter) }
  }

  /// The Euclidean norm of all parameters taken as one vector.
  ///
  /// Computed without overflow or underflow of the squares. It is not finite exactly if some
  /// parameter is not finite or the norm itself exceeds the range of `Double`.
  public var norm: Double {
    var copy = self
    return copy.norm(like: self)
  }

  /// Returns ``norm`` without a copy of what holds the parameters; nothing is changed.
  ///
  /// - Parameter other: A value of the same structure.
  /// - Returns: The Euclidean norm of all parameters taken as one vector.
  package mutating func norm(like other: Self) -> Double {
    var square = 0.0
    visit(with: other) { parameter, _ in square += sumOfSquares(parameter) }
    // Squares of `Float` fit into `Double`. Above this bound what underflow took is below rounding.
    if square.isFinite && square >= 0x1p-900 { return square.squareRoot() }
    return parameters.reduce(0) { .hypot($0, Double($1.value.norm())) }
  }

  /// The square of ``norm``.
  public var squaredNorm: Double { norm * norm }

  /// Multiplies every parameter by a number.
  public mutating func scale(by factor: Scalar) {
    visit("") { _, parameter in parameter *= factor }
  }

  /// Adds a multiple of another value: `self += factor · other`.
  ///
  /// - Parameters:
  ///   - other: A value of the same structure.
  ///   - factor: What to multiply it by.
  /// - Precondition: Both values have parameters of the same shapes.
  public mutating func add(_ other: Self, scaledBy factor: Scalar = 1) {
    visit(with: other) { parameter, other in parameter.add(other, scaledBy: factor) }
  }
}

/// Stores zeros at the speed of memory, which unspecialized code would not reach.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func clear<Scalar: RealScalar>(_ parameter: inout Matrix<Scalar>) {
  parameter.setToZero()
}

/// The sum of squares in `Double`.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func sumOfSquares<Scalar: RealScalar>(_ parameter: Matrix<Scalar>) -> Double {
  unsafe parameter.withUnsafeElements { (x: UnsafeBufferPointer<Scalar>) in
    unsafe Kernels.sumOfSquares(x)
  }
}
