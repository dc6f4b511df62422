import ComplexModule
import LinearAlgebra

extension NumberArray {
  /// The elements of a matrix, column by column.
  init<Element: Scalar>(_ matrix: Matrix<Element>) {
    self.init(matrix.copiedElements())
  }

  /// Wraps scalars.
  init<Element: Scalar>(_ values: [Element]) {
    if let values = values as? [Float] {
      self = .float(values)
    } else if let values = values as? [Double] {
      self = .double(values)
    } else if let values = values as? [Complex<Float>] {
      self = .complexFloat(values)
    } else if let values = values as? [Complex<Double>] {
      self = .complexDouble(values)
    } else {
      preconditionFailure("\(Element.self) is none of the four scalars")
    }
  }
}

extension Matrix {
  /// Makes a matrix from its rows, one after the other, whose elements have been counted.
  init(countedRowMajor elements: [Element], rows: Int, columns: Int) {
    let transposed = Matrix(columnMajor: elements, rows: columns, columns: rows)
    self = transposed.rearrangedTransposed()
  }

  /// The transpose; a row or a column moves no element, and an empty matrix takes no time, although
  /// one of its sizes may be whatever a file declares.
  func rearrangedTransposed() -> Matrix {
    rows <= 1 || columns <= 1
      ? Matrix(reshaping: self, rows: columns, columns: rows) : Matrix(transposed)
  }

  fileprivate func copiedElements() -> [Element] {
    unsafe withUnsafeElements { unsafe Array($0) }
  }
}
