public import LinearAlgebra

/// A result computed in the plainest way, with a bound for the error of any reasonable algorithm.
public struct Reference<Element: Scalar>: Sendable {
  /// The result.
  public let value: Matrix<Element>
  /// The largest admissible error of each element.
  public let bound: Matrix<Element.RealPart>

  /// Returns the position of the first element of a matrix beyond the bound, `nil` if it is right.
  public func firstFault(in found: Matrix<Element>) -> (row: Int, column: Int)? {
    guard found.shape == value.shape else { return (-1, -1) }
    for column in 0..<value.columns {
      for row in 0..<value.rows {
        let error = (found[row, column] - value[row, column]).modulus
        // Written so that a NaN is a fault.
        if !(error <= bound[row, column]) { return (row, column) }
      }
    }
    return nil
  }
}

/// Computes `alpha op(A) op(B) + beta C` with three loops.
///
/// The bound is `(k + 2) ε (|alpha| |A| |B| + |beta| |C|)` element by element, four times that for
/// complex scalars. Zero factors hide what they multiply.
public func referenceProduct<T: Scalar>(
  _ operationA: MatrixOperation, _ a: Matrix<T>, _ operationB: MatrixOperation, _ b: Matrix<T>,
  alpha: T = 1, beta: T = 0, _ c: Matrix<T>
) -> Reference<T> {
  let (a, b) = (reference(operationA, a), reference(operationB, b))
  precondition(a.columns == b.rows && c.rows == a.rows && c.columns == b.columns)
  let epsilon = T.RealPart.ulpOfOne * T.RealPart((a.columns + 2) * (T.isComplex ? 4 : 1))
  var value = c
  var bound = Matrix<T.RealPart>(rows: c.rows, columns: c.columns)
  for row in 0..<c.rows {
    for column in 0..<c.columns {
      var (sum, size): (T, T.RealPart) = (0, 0)
      if alpha != 0 {
        for inner in 0..<a.columns {
          sum += a[row, inner] * b[inner, column]
          size += a[row, inner].modulus * b[inner, column].modulus
        }
      }
      value[row, column] = alpha * sum + (beta == 0 ? 0 : beta * c[row, column])
      size = alpha.modulus * size + (beta == 0 ? 0 : beta.modulus * c[row, column].modulus)
      bound[row, column] = epsilon * size
    }
  }
  return Reference(value: value, bound: bound)
}

/// Applies an operation element by element.
public func reference<T: Scalar>(_ operation: MatrixOperation, _ a: Matrix<T>) -> Matrix<T> {
  let shape = operation.isTransposing ? a.shape.transposed : a.shape
  return Matrix(rows: shape.rows, columns: shape.columns) { row, column in
    let element = operation.isTransposing ? a[column, row] : a[row, column]
    return operation.isConjugating ? element.conjugate : element
  }
}
