import ComplexModule
import RealModule

/// Whether one number comes before another: numbers in order, `-0` and `0` as equal, NaN last.
@inline(__always)
func precedes<T: RealScalar>(_ a: T, _ b: T, _ isDescending: Bool) -> Bool {
  if a.isNaN { return false }
  return b.isNaN || (isDescending ? a > b : a < b)
}

extension Matrix where Element: RealScalar {
  /// Returns the matrix with every row or every column sorted, NaN last.
  ///
  /// - Parameters:
  ///   - axis: Whether to sort within rows or within columns.
  ///   - isDescending: Whether the largest element comes first; NaN is last all the same.
  /// - Returns: A matrix of the same shape.
  /// - Complexity: O(`count` · log `n`) for runs of `n` elements.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  public func sorted(of axis: Axis, isDescending: Bool = false) -> Matrix {
    var result = self
    result.makeUnique()
    let runs = unsafe Runs(result, axis)
    for run in unsafe 0..<runs.count {
      var elements = unsafe (0..<runs.length).map { unsafe runs[run, $0] }
      elements.sort { precedes($0, $1, isDescending) }
      for (index, element) in elements.enumerated() { unsafe runs[run, index] = element }
    }
    return result
  }

  /// Returns for every row or column the places of its elements in ascending order, NaN last.
  ///
  /// Equal elements keep their order, also if `isDescending`.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  public func argsorted(of axis: Axis, isDescending: Bool = false) -> [[Int]] {
    let runs = unsafe Runs(self, axis)
    return unsafe (0..<runs.count).map { run in
      unsafe (0..<runs.length).sorted { first, second in
        let (a, b) = unsafe (runs[run, first], runs[run, second])
        if precedes(a, b, isDescending) { return true }
        return !precedes(b, a, isDescending) && first < second
      }
    }
  }

  /// Returns a quantile of every row or of every column, NaN with a NaN.
  ///
  /// Between two elements it is interpolated linearly: the `k`-th smallest of `n` belongs to the
  /// probability `k / (n − 1)`.
  ///
  /// - Parameters:
  ///   - axis: Whether of rows or columns.
  ///   - probability: Zero for the smallest, one half for the median, one for the largest.
  /// - Returns: One quantile for every row or column.
  /// - Precondition: The probability is between zero and one, and rows or columns are not empty.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  public func quantiles(of axis: Axis, _ probability: Element) -> Vector<Element> {
    precondition(probability >= 0 && probability <= 1, "\(probability) is not a probability")
    let (count, length) = axis == .rows ? (rows, columns) : (columns, rows)
    precondition(length > 0 || count == 0, "the \(axis) of a \(shape) matrix have no quantiles")
    let ordered = sorted(of: axis)
    let position = probability * Element(max(0, length - 1))
    let lower = min(max(0, length - 1), Int(position))
    let (upper, share) = (min(max(0, length - 1), lower + 1), position - Element(lower))
    return Vector(count: count) { run in
      func element(_ index: Int) -> Element {
        axis == .rows ? ordered[run, index] : ordered[index, run]
      }
      if element(length - 1).isNaN { return .nan }
      let (a, b) = (element(lower), element(upper))
      // Equal ends, also infinite ones, are the answer.
      return a == b || share == 0 ? a : a * (1 - share) + b * share
    }
  }

  /// Returns the median of every row or of every column, NaN with a NaN.
  ///
  /// - Precondition: Rows or columns are not empty.
  public func medians(of axis: Axis) -> Vector<Element> { quantiles(of: axis, 0.5) }
}
