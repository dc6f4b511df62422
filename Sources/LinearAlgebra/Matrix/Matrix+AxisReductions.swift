import ComplexModule
import RealModule

// One value, or one run of values, for every row or every column.

/// The rows or columns of a matrix as runs in memory.
@unsafe
struct Runs<Element: Scalar> {
  let base: UnsafeMutablePointer<Element>
  let count: Int
  let length: Int
  let runStride: Int
  let stride: Int

  @inline(__always)
  init(_ matrix: Matrix<Element>, _ axis: Axis) {
    unsafe base = matrix.storage.base
    let (rows, columns) = (matrix.rows, matrix.columns)
    unsafe (count, length) = axis == .rows ? (rows, columns) : (columns, rows)
    unsafe (runStride, stride) = axis == .rows ? (1, rows) : (rows, 1)
  }

  @inline(__always)
  subscript(run: Int, index: Int) -> Element {
    get { unsafe base[run * runStride + index * stride] }
    nonmutating set { unsafe base[run * runStride + index * stride] = newValue }
  }
}

extension Matrix {
  @inline(__always)
  private func perRun<R: Scalar>(_ axis: Axis, _ value: (Runs<Element>, Int) -> R) -> Vector<R> {
    let runs = unsafe Runs(self, axis)
    let result = unsafe Matrix<R>(uninitializedRows: runs.count, columns: 1)
    for run in unsafe 0..<runs.count { unsafe result.storage.base[run] = value(runs, run) }
    return Vector(matrix: result)
  }

  /// Returns the product of all elements; one if there are none.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func product() -> Element {
    var result: Element = 1
    for index in 0..<count { unsafe result = result * storage.base[index] }
    return result
  }

  /// Returns the product of every row or of every column.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func products(of axis: Axis) -> Vector<Element> {
    unsafe perRun(axis) { runs, run in
      var result: Element = 1
      for index in unsafe 0..<runs.length { unsafe result = result * runs[run, index] }
      return result
    }
  }

  /// Returns the sum of the diagonal.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func trace() -> Element {
    let step = rows + 1
    let source = unsafe storage.base
    return orderedSum(min(rows, columns)) { unsafe source[$0 * step] }
  }

  /// Returns the variance `Σ |x − mean|² / (n − degreesOfFreedom)` of every row or of every column.
  ///
  /// Computed around the mean, with a correction for the mean's own rounding error.
  ///
  /// - Parameters:
  ///   - axis: Whether of rows or columns.
  ///   - degreesOfFreedom: What the divisor is less than the number of elements: one makes the estimate
  ///     from a sample unbiased.
  /// - Returns: One variance for every row or column.
  /// - Precondition: Rows or columns have more elements than `degreesOfFreedom`.
  ///
  /// > Reference: Chan, Golub and LeVeque (1983), "Algorithms for computing the sample variance".
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func variances(of axis: Axis, degreesOfFreedom: Int = 0) -> Vector<Element.RealPart> {
    let length = axis == .rows ? columns : rows
    precondition(
      length > degreesOfFreedom || (axis == .rows ? rows : columns) == 0,
      "the \(axis) of a \(shape) matrix have no variance with \(degreesOfFreedom) degrees of freedom"
    )
    return unsafe perRun(axis) { runs, run in
      let size = Element.RealPart(length)
      let mean = orderedSum(length) { unsafe runs[run, $0] }.scaled(by: 1 / size)
      let squares = orderedSum(length) { unsafe (runs[run, $0] - mean).squaredModulus }
      let rest = orderedSum(length) { unsafe runs[run, $0] - mean }.squaredModulus / size
      // Written so that a NaN stays.
      let corrected = squares < rest ? 0 : squares - rest
      return corrected / Element.RealPart(length - degreesOfFreedom)
    }
  }

  /// Returns the standard deviation, the root of the variance, of every row or of every column.
  ///
  /// - Precondition: Rows or columns have more elements than `degreesOfFreedom`.
  public func standardDeviations(
    of axis: Axis, degreesOfFreedom: Int = 0
  ) -> Vector<Element.RealPart> {
    variances(of: axis, degreesOfFreedom: degreesOfFreedom).applying(.sqrt)
  }

  /// Returns a norm of every row or of every column; zero for empty ones, NaN with a NaN.
  public func norms(of axis: Axis, _ norm: VectorNorm = .two) -> Vector<Element.RealPart> {
    Vector(count: axis == .rows ? rows : columns) {
      axis == .rows ? row($0).norm(norm) : column($0).norm(norm)
    }
  }

  /// Returns the sums of the first, the first two, … elements within every row or every column.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func cumulativeSums(of axis: Axis) -> Matrix {
    cumulated(axis) { $0 + $1 }
  }

  /// Returns the products of the first, the first two, … elements within every row or every column.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func cumulativeProducts(of axis: Axis) -> Matrix {
    cumulated(axis) { $0 * $1 }
  }

  @inline(__always)
  private func cumulated(_ axis: Axis, _ operation: (Element, Element) -> Element) -> Matrix {
    var result = self
    result.makeUnique()
    let runs = unsafe Runs(result, axis)
    guard !isEmpty else { return result }
    // The inner loop goes down the columns, whichever way the sums go.
    if axis == .columns {
      for run in unsafe 0..<runs.count {
        for index in unsafe 1..<runs.length {
          unsafe runs[run, index] = operation(runs[run, index - 1], runs[run, index])
        }
      }
    } else {
      for index in unsafe 1..<runs.length {
        for run in unsafe 0..<runs.count {
          unsafe runs[run, index] = operation(runs[run, index - 1], runs[run, index])
        }
      }
    }
    return result
  }

  /// Returns for every row or column whether a condition holds for all its elements; true if empty.
  @inlinable
  public func all<E: Error>(
    of axis: Axis, _ condition: (Element) throws(E) -> Bool
  ) throws(E) -> [Bool] {
    try tested(axis, stoppingAt: false, condition)
  }

  /// Returns for every row or column whether a condition holds for any of its elements; false if empty.
  @inlinable
  public func any<E: Error>(
    of axis: Axis, _ condition: (Element) throws(E) -> Bool
  ) throws(E) -> [Bool] {
    try tested(axis, stoppingAt: true, condition)
  }

  @inlinable
  func tested<E: Error>(
    _ axis: Axis, stoppingAt result: Bool, _ condition: (Element) throws(E) -> Bool
  ) throws(E) -> [Bool] {
    let (runs, length) = axis == .rows ? (rows, columns) : (columns, rows)
    var results = [Bool](repeating: !result, count: runs)
    for run in 0..<runs {
      for index in 0..<length {
        let element = axis == .rows ? self[run, index] : self[index, run]
        if try condition(element) == result {
          results[run] = result
          break
        }
      }
    }
    return results
  }
}

extension Matrix where Element: RealScalar {
  /// Returns `log Σ exp x` of every row or of every column, without overflow.
  ///
  /// Minus infinity for empty ones, NaN with a NaN.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  public func logSumExps(of axis: Axis) -> Vector<Element> {
    unsafe perRun(axis) { runs, run in
      let largest = unsafe Matrix.best(runs.length, increasing: true) { unsafe runs[run, $0] }
      // Infinite or NaN, the largest is the answer itself.
      guard let largest = largest?.value else { return -.infinity }
      guard largest.isFinite else { return largest }
      let sum = unsafe orderedSum(runs.length) { unsafe Element.exp(runs[run, $0] - largest) }
      return largest + Element.log(sum)
    }
  }

  /// Returns the row and the column of the smallest element, `nil` if empty.
  ///
  /// Of equal elements the first in column-major order wins; a NaN counts as smaller than every number.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  public func argmin() -> (row: Int, column: Int)? {
    let source = unsafe storage.base
    let best = Matrix.best(count, increasing: false) { unsafe source[$0] }
    return best.map { ($0.position % rows, $0.position / rows) }
  }

  /// Returns the place of the smallest element within every row or every column.
  ///
  /// The lowest index wins ties; a NaN counts as smaller than every number.
  ///
  /// - Precondition: The rows or columns are not empty.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  public func argminima(of axis: Axis) -> [Int] {
    let runs = unsafe Runs(self, axis)
    unsafe precondition(
      runs.length > 0 || runs.count == 0, "the \(axis) of a \(shape) matrix have no extrema")
    return unsafe (0..<runs.count).compactMap { run in
      unsafe Matrix.best(runs.length, increasing: false) { unsafe runs[run, $0] }?.position
    }
  }
}
