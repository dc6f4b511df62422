import ComplexModule

/// The factorization `A = Q R` with an explicit `Q`, which follows changes of the matrix.
///
/// Rows and columns come and go, and matrices of rank one are added, for O(`rows`² + `rows` ·
/// `columns`) each, where a new factorization costs `columns` times as much. Every change is a
/// sequence of Givens rotations, so that `Q` stays orthogonal to the last bits for very many of them.
///
///     var qr = try UpdatableQR(a)
///     try qr.insertRow(newSample, at: qr.rows)
///     try qr.removeRow(at: 0)
///     let x = try qr.leastSquares(b)
///
/// > Reference: Golub and Van Loan (2013), "Matrix computations", section 6.5.
public struct UpdatableQR<Element: LAPACKScalar>: Reconstructible {
  /// The factor `Q`: `rows × rows`.
  public private(set) var orthogonal: Matrix<Element>
  /// The factor `R`: `rows × columns`, zero below its diagonal.
  public private(set) var upper: Matrix<Element>

  /// The number of rows of the factored matrix.
  public var rows: Int { upper.rows }
  /// The number of columns of the factored matrix.
  public var columns: Int { upper.columns }

  /// Whether an element on the diagonal of `R` is exactly zero.
  public var status: FactorStatus {
    let zero = (0..<min(rows, columns)).first { upper[$0, $0] == 0 }
    return zero.map { .singular(pivot: $0 + 1) } ?? .success
  }

  /// Factors a matrix, lazy transpose or view.
  ///
  /// - Throws: ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  @inlinable
  public init<Operand: MatrixOperand & ~Escapable>(
    _ a: Operand
  ) throws(LinearAlgebraError) where Operand.Element == Element {
    self.init(try QR(a))
  }

  /// Takes over a factorization.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public init(_ qr: QR<Element>) {
    orthogonal = qr.orthogonal(.full)
    let triangle = qr.upper
    upper = Matrix(rows: qr.rows, columns: qr.columns) { row, column in
      row < triangle.rows ? triangle[row, column] : 0
    }
  }

  /// Returns `Q R`.
  public func reconstructed() -> Matrix<Element> { orthogonal * upper }

  /// Adds `u vᴴ` to the matrix.
  ///
  /// - Throws: ``LinearAlgebraError/nonFinite(argument:row:column:)``; then nothing has changed.
  /// - Precondition: `u` has an element for each row, `v` one for each column.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public mutating func addOuterProduct(
    _ u: Vector<Element>, _ v: Vector<Element>
  ) throws(LinearAlgebraError) {
    precondition(
      u.count == rows && v.count == columns,
      "cannot add the product of vectors of \(u.count) and \(v.count) to a \(upper.shape) matrix")
    try u.storedMatrix.checkFinite("u")
    try v.storedMatrix.checkFinite("v")
    guard !upper.isEmpty else { return }
    prepare()
    // Qᴴ A + Qᴴ u vᴴ: rotations make Qᴴ u a multiple of the first unit vector, R a Hessenberg
    // matrix, to whose first row the product is then added.
    var projections = orthogonal.adjoint * u
    for row in (1..<max(1, rows)).reversed() {
      let rotation = GivensRotation.eliminating(
        projections[row], from: projections[row - 1]
      ).rotation
      var (first, second) = (projections[row - 1], projections[row])
      (first, second) = rotation.applied(to: first, second)
      (projections[row - 1], projections[row]) = (first, 0)
      rotate(row - 1, rotation, from: max(0, row - 1))
    }
    for column in 0..<columns { upper[0, column] += projections[0] * v[column].conjugate }
    removeSubdiagonal(from: 0)
  }

  /// Inserts a column into the matrix.
  ///
  /// - Throws: ``LinearAlgebraError/nonFinite(argument:row:column:)``; then nothing has changed.
  /// - Precondition: The column has an element for each row, and `0 ≤ position ≤ columns`.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public mutating func insertColumn(
    _ column: Vector<Element>, at position: Int
  ) throws(LinearAlgebraError) {
    precondition(
      column.count == rows && 0 <= position && position <= columns,
      "cannot insert a column of \(column.count) elements at \(position) into a \(upper.shape) matrix"
    )
    try column.storedMatrix.checkFinite("column")
    let projections = orthogonal.adjoint * column
    upper = Matrix(rows: rows, columns: columns + 1) { [upper] row, index in
      if index == position { return projections[row] }
      return upper[row, index < position ? index : index - 1]
    }
    prepare()
    for row in (position + 1..<max(position + 1, rows)).reversed() {
      let rotation = GivensRotation.eliminating(
        upper[row, position], from: upper[row - 1, position]
      ).rotation
      rotate(row - 1, rotation, from: position)
      upper[row, position] = 0
    }
  }

  /// Removes a column from the matrix.
  ///
  /// - Precondition: `0 ≤ position < columns`.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public mutating func removeColumn(at position: Int) {
    precondition(
      0 <= position && position < columns,
      "cannot remove column \(position) of a \(upper.shape) matrix")
    upper = Matrix(rows: rows, columns: columns - 1) { [upper] row, index in
      upper[row, index < position ? index : index + 1]
    }
    prepare()
    removeSubdiagonal(from: position)
  }

  /// Inserts a row into the matrix.
  ///
  /// - Throws: ``LinearAlgebraError/nonFinite(argument:row:column:)``; then nothing has changed.
  /// - Precondition: The row has an element for each column, and `0 ≤ position ≤ rows`.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public mutating func insertRow(
    _ row: Vector<Element>, at position: Int
  ) throws(LinearAlgebraError) {
    precondition(
      row.count == columns && 0 <= position && position <= rows,
      "cannot insert a row of \(row.count) elements at \(position) into a \(upper.shape) matrix")
    try row.storedMatrix.checkFinite("row")
    let count = rows + 1
    // The new row comes first in R, and its unit vector in Q.
    upper = Matrix(rows: count, columns: columns) { [upper] index, column in
      index == 0 ? row[column] : upper[index - 1, column]
    }
    orthogonal = Matrix(rows: count, columns: count) { [orthogonal] index, column in
      if index == position { return column == 0 ? 1 : 0 }
      return column == 0 ? 0 : orthogonal[index < position ? index : index - 1, column - 1]
    }
    prepare()
    removeSubdiagonal(from: 0)
  }

  /// Removes a row from the matrix.
  ///
  /// - Precondition: `0 ≤ position < rows`.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public mutating func removeRow(at position: Int) {
    precondition(
      0 <= position && position < rows, "cannot remove row \(position) of a \(upper.shape) matrix")
    prepare()
    // Rotations make the row of Q a multiple of the first unit vector; then so is its first column,
    // and both can go, together with the first row of R, which is the removed row.
    for column in (1..<max(1, rows)).reversed() {
      let rotation = GivensRotation.eliminating(
        orthogonal[position, column].conjugate, from: orthogonal[position, column - 1].conjugate
      ).rotation
      rotate(column - 1, rotation, from: column - 1)
    }
    let count = rows - 1
    upper = Matrix(rows: count, columns: columns) { [upper] row, column in
      row < column + 1 ? upper[row + 1, column] : 0
    }
    orthogonal = Matrix(rows: count, columns: count) { [orthogonal] row, column in
      orthogonal[row < position ? row : row + 1, column + 1]
    }
  }

  private mutating func prepare() {
    orthogonal.makeUnique()
    upper.makeUnique()
  }

  /// Rotates a row of `R` with the next one, and the columns of `Q` against it.
  @inline(__always)
  private mutating func rotate(_ row: Int, _ rotation: GivensRotation<Element>, from column: Int) {
    upper.rotateRows(row, row + 1, rotation, columns: min(column, columns)..<columns)
    orthogonal.rotateColumns(row, row + 1, by: rotation)
  }

  /// Makes a Hessenberg matrix a triangle again.
  @inline(__always)
  private mutating func removeSubdiagonal(from start: Int) {
    let end = min(columns, rows - 1)
    for column in start..<max(start, end) {
      let rotation = GivensRotation.eliminating(
        upper[column + 1, column], from: upper[column, column]
      ).rotation
      rotate(column, rotation, from: column)
      upper[column + 1, column] = 0
    }
  }
}

extension Matrix {
  /// Rotates two rows, in some columns.
  @inline(__always)
  fileprivate mutating func rotateRows(
    _ first: Int, _ second: Int, _ rotation: GivensRotation<Element>, columns range: Range<Int>
  ) {
    let target = unsafe storage.base
    for column in range {
      let start = unsafe target + column * rows
      unsafe (start[first], start[second]) = rotation.applied(to: start[first], start[second])
    }
  }
}
