import LinearAlgebra

/// How the rows of a matrix group into categoricals.
///
/// A matrix of `L · K` rows and `B` columns holds `L · B` categoricals of `K` classes. It is stored
/// by columns, so each of them is a run of `K` consecutive elements: the kernels see a `K × (L · B)`
/// matrix.
struct Grouping {
  let shape: Shape
  let classes: Int

  /// The number of runs: `L · B`.
  let runs: Int

  /// Groups every `classes` rows, or all rows if `classes` is `nil`.
  ///
  /// A matrix without rows holds no categorical, whatever `classes` is.
  init(_ shape: Shape, classes: Int?) {
    let classes = classes ?? max(shape.rows, 1)
    precondition(classes > 0, "cannot group \(shape) into categoricals of \(classes) classes")
    precondition(
      shape.rows.isMultiple(of: classes),
      "cannot group \(shape) into categoricals of \(classes) classes: \(shape.rows) rows are not a "
        + "multiple of \(classes)")
    self.shape = shape
    self.classes = classes
    runs = shape.rows / classes * shape.columns
  }

  /// The shape of a matrix with one value for each categorical: `L × B`.
  var valueShape: Shape { Shape(rows: shape.rows / classes, columns: shape.columns) }

  /// Traps unless `other` is the shape of the logits.
  func expect(_ other: Shape, _ name: String) {
    precondition(other == shape, "\(name) is \(other), expected \(shape)")
  }

  /// Traps unless `other` has one value for each categorical.
  func expectValues(_ other: Shape, _ name: String) {
    precondition(
      other == valueShape,
      "\(name) is \(other), expected \(valueShape): one value for each \(classes) rows of \(shape)")
  }

  /// The elements of a categorical, counted by columns.
  func range(of run: Int) -> Range<Int> { run * classes..<(run + 1) * classes }

  /// The row and column of an element, counted by columns.
  func place(of element: Int) -> (row: Int, column: Int) {
    (element % shape.rows, element / shape.rows)
  }
}

extension Matrix where Element: RealScalar {
  /// A matrix of zeros; callers that are not specialized would store them one by one.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  init(_ shape: Shape) { self.init(rows: shape.rows, columns: shape.columns) }
}

/// Throws unless `temperature` is positive; `+infinity` is legal.
func validate(temperature: some RealScalar) throws(CategoricalError) {
  guard temperature > 0 else { throw .invalidTemperature(Double(temperature)) }
}

extension Grouping {
  /// Multiplies each run by its value; zeros stay exactly zero.
  func scaleRuns<Scalar: RealScalar>(
    of matrix: inout Matrix<Scalar>, by values: Matrix<Scalar>
  ) {
    let values = values.elements
    var elements = matrix.mutableElements
    for run in 0..<runs {
      for i in range(of: run) where elements[i] != 0 {
        elements[i] *= values[run]
      }
    }
  }
}
