import ComplexModule

/// Whether a candidate replaces the best value so far: a NaN beats every number and stays.
@inline(__always)
func isBetter<T: RealScalar>(_ candidate: T, than best: T, _ increasing: Bool) -> Bool {
  if best.isNaN { return false }
  return candidate.isNaN || (increasing ? candidate > best : candidate < best)
}

extension Matrix {
  /// The position of the first best value among `count` ones, if there is any.
  @inline(__always)
  static func best<T: RealScalar>(
    _ count: Int, increasing: Bool, _ value: (Int) -> T
  ) -> (position: Int, value: T)? {
    guard count > 0 else { return nil }
    var best = (position: 0, value: value(0))
    for index in 1..<max(1, count) {
      let candidate = value(index)
      if isBetter(candidate, than: best.value, increasing) { best = (index, candidate) }
    }
    return best
  }

  /// Returns the row and the column of the first element of largest modulus, `nil` if empty.
  ///
  /// The modulus is `√(re² + im²)`; a NaN counts as larger than every number.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func argmaxModulus() -> (row: Int, column: Int)? {
    let source = unsafe storage.base
    let best = Matrix.best(count, increasing: true) { unsafe source[$0].modulus }
    return best.map { ($0.position % rows, $0.position / rows) }
  }
}

extension Matrix where Element: RealScalar {
  /// Returns the smallest element, NaN if there is a NaN, `nil` if empty.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  public func minimum() -> Element? {
    let source = unsafe storage.base
    return Matrix.best(count, increasing: false) { unsafe source[$0] }?.value
  }

  /// Returns the largest element, NaN if there is a NaN, `nil` if empty.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  public func maximum() -> Element? {
    let source = unsafe storage.base
    return Matrix.best(count, increasing: true) { unsafe source[$0] }?.value
  }

  /// Returns the row and the column of the largest element, `nil` if empty.
  ///
  /// Of equal elements the first in column-major order wins; a NaN counts as larger than every
  /// number.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  public func argmax() -> (row: Int, column: Int)? {
    let source = unsafe storage.base
    let best = Matrix.best(count, increasing: true) { unsafe source[$0] }
    return best.map { ($0.position % rows, $0.position / rows) }
  }

  /// Returns the place of the largest element within every row or every column.
  ///
  /// The lowest index wins ties; a NaN counts as larger than every number.
  ///
  /// - Precondition: The rows or columns are not empty.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  public func argmaxima(of axis: Axis) -> [Int] {
    best(of: axis, increasing: true).map(\.position)
  }

  /// Returns the largest element of every row or every column.
  ///
  /// - Precondition: The rows or columns are not empty.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  public func maxima(of axis: Axis) -> Vector<Element> {
    Vector(best(of: axis, increasing: true).map(\.value))
  }

  /// Returns the smallest element of every row or every column.
  ///
  /// - Precondition: The rows or columns are not empty.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  public func minima(of axis: Axis) -> Vector<Element> {
    Vector(best(of: axis, increasing: false).map(\.value))
  }

  @inline(__always)
  private func best(of axis: Axis, increasing: Bool) -> [(position: Int, value: Element)] {
    let (runs, length) = axis == .rows ? (rows, columns) : (columns, rows)
    let (runStride, stride) = axis == .rows ? (1, rows) : (rows, 1)
    precondition(length > 0 || runs == 0, "the \(axis) of a \(shape) matrix have no extrema")
    return (0..<runs).compactMap { run in
      let source = unsafe storage.base + run * runStride
      return Matrix.best(length, increasing: increasing) { unsafe source[$0 * stride] }
    }
  }
}
