import LinearAlgebra

// Between the network's numbers, logits of all classes, one-hot samples and codes lie linear maps that
// treat every variable alike. A matrix of `L · r` rows is one of `r` rows and `L` times the columns, so
// each map is one small product; where it is the identity nothing is done.

extension CodeLayout {
  /// Returns the logits of all classes for what a network gave: `(0, θ)` for a bit with the logit `θ`.
  func logits<Scalar: RealScalar>(_ output: Matrix<Scalar>) -> Matrix<Scalar> {
    hasBits ? apply([[0], [1]], to: output) : output
  }

  /// Returns the cotangent of the network's numbers for that of the logits.
  func logitsPullback<Scalar: RealScalar>(_ cotangent: Matrix<Scalar>) -> Matrix<Scalar> {
    hasBits ? apply([[0, 1]], to: cotangent) : cotangent
  }

  /// Returns the code of one-hot or relaxed samples.
  func encode<Scalar: RealScalar>(_ sample: Matrix<Scalar>) -> Matrix<Scalar> {
    code == .oneHot ? sample : apply(bits(), to: sample)
  }

  /// Returns the cotangent of samples for that of their code.
  func encodePullback<Scalar: RealScalar>(_ cotangent: Matrix<Scalar>) -> Matrix<Scalar> {
    code == .oneHot ? cotangent : apply(Matrix(bits().transposed), to: cotangent)
  }

  /// The bits of every class, `bits × classes`, the lowest first, as the code writes them.
  private func bits<Scalar: RealScalar>() -> Matrix<Scalar> {
    Matrix(rows: classes.trailingZeroBitCount, columns: classes) { bit, index in
      index >> bit & 1 == 1 ? 1 : code == .signed ? -1 : 0
    }
  }

  /// Applies a map to the rows of each variable.
  private func apply<Scalar: RealScalar>(
    _ map: Matrix<Scalar>, to matrix: Matrix<Scalar>
  ) -> Matrix<Scalar> {
    let columns = matrix.columns
    let apart = matrix.reshaped(rows: map.columns, columns: latents * columns)
    return (map * apart).reshaped(rows: map.rows * latents, columns: columns)
  }
}

extension Matrix where Element: RealScalar {
  /// All columns `count` times, one copy beside the other.
  func repeatingColumns(_ count: Int) -> Matrix {
    count == 1 ? self : Matrix(stackingColumns: Array(repeating: self, count: count))
  }

  /// The sum of `count` copies that lie beside each other: the pullback of ``repeatingColumns(_:)``.
  func summingColumns(_ count: Int) -> Matrix {
    guard count > 1 else { return self }
    let size = rows * columns / count
    return reshaped(rows: size, columns: count).rowSums().matrix
      .reshaped(rows: rows, columns: columns / count)
  }
}
