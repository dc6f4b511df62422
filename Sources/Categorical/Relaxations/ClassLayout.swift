public import LinearAlgebra

/// Where the classes of a categorical lie in a matrix.
///
/// The functions of this module read categoricals as runs of consecutive rows. Logits that are
/// arranged in another way are gathered into one column for each categorical, and results scattered
/// back:
///
/// ```swift
/// let layout = ClassLayout.rows(classes: 10)  // every 10 consecutive columns of a row
/// let p = try layout.scatter(softmax(layout.gather(logits)), shape: logits.shape)
/// ```
///
/// ``gumbelSoftmax(_:layout:temperature:hard:noise:)`` does so by itself.
public enum ClassLayout: Hashable, Sendable {
  /// Consecutive rows of a column: the layout of this module.
  case columns(classes: Int)

  /// Consecutive columns of a row, as in matrices of samples × features.
  case rows(classes: Int)

  /// Rows of a column at equal distances: class `k` of categorical `l` of `L` in row `k · L + l`.
  case interleaved(classes: Int)

  /// The number of classes of one categorical.
  public var classes: Int {
    switch self {
    case .columns(let classes), .rows(let classes), .interleaved(let classes): classes
    }
  }

  /// Gathers each categorical in a column.
  ///
  /// - Parameter matrix: A matrix in this layout.
  /// - Returns: A matrix of `classes` rows and one column for each categorical, in the order in which
  ///   they start in `matrix`, column by column.
  /// - Precondition: `classes` is positive and divides the rows or columns of `matrix`.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func gather<Scalar: RealScalar>(_ matrix: Matrix<Scalar>) -> Matrix<Scalar> {
    let count = count(in: matrix.shape)
    return Matrix(rows: classes, columns: count) { k, categorical in
      let place = place(of: k, categorical, in: matrix.shape)
      return matrix[place.row, place.column]
    }
  }

  /// Scatters columns back to where ``gather(_:)`` took them from.
  ///
  /// - Parameters:
  ///   - gathered: A matrix of one column for each categorical.
  ///   - shape: The shape of the result.
  /// - Returns: A matrix in this layout.
  /// - Precondition: `classes` divides the rows or columns of `shape`; the shapes agree.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func scatter<Scalar: RealScalar>(
    _ gathered: Matrix<Scalar>, shape: Shape
  ) -> Matrix<Scalar> {
    let expected = Shape(rows: classes, columns: count(in: shape))
    precondition(
      gathered.shape == expected, "cannot scatter \(gathered.shape), expected \(expected)")
    var result = Matrix<Scalar>(shape)
    for categorical in 0..<gathered.columns {
      for k in 0..<classes {
        let place = place(of: k, categorical, in: shape)
        result[place.row, place.column] = gathered[k, categorical]
      }
    }
    return result
  }

  /// The number of categoricals in a matrix of this shape.
  private func count(in shape: Shape) -> Int {
    let length = if case .rows = self { shape.columns } else { shape.rows }
    precondition(
      classes > 0 && length.isMultiple(of: classes),
      "cannot group \(shape) into categoricals of \(classes) classes: \(self)")
    return shape.count / classes
  }

  private func place(of k: Int, _ categorical: Int, in shape: Shape) -> (row: Int, column: Int) {
    switch self {
    case .columns:
      let element = categorical * classes + k
      return (element % shape.rows, element / shape.rows)
    case .rows:
      return (categorical % shape.rows, categorical / shape.rows * classes + k)
    case .interleaved:
      let latents = shape.rows / classes
      return (k * latents + categorical % latents, categorical / latents)
    }
  }
}
