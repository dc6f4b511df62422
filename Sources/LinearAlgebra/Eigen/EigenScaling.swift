import ComplexModule
import RealModule

// What the routines of this folder and its neighbours share.

extension Matrix where Element: LAPACKScalar {
  /// The power of two whose removal brings the largest element near one; zero if it is ordinary.
  ///
  /// Within a quarter of the exponents no routine of LAPACK underflows or overflows; beyond, some do.
  var extremeExponent: Int { Self.extremeExponent(of: norm(.maxAbs)) }

  static func extremeExponent(of largest: Element.RealPart) -> Int {
    let limit = Int(Element.RealPart.greatestFiniteMagnitude.exponent)
    // The modulus of a complex number may overflow where its parts do not.
    if largest.isInfinite { return limit + 1 }
    guard largest > 0 else { return 0 }
    let exponent = Int(largest.exponent)
    return abs(exponent) > limit / 4 ? exponent : 0
  }

  /// The matrix in which the other triangle and the imaginary part of the diagonal are zero.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @inline(never)
  func hermitianTriangle(_ triangle: Triangle) -> Matrix {
    let result = Matrix(rows: rows, columns: columns)
    let (source, target, n) = unsafe (storage.base, result.storage.base, rows)
    for column in 0..<n {
      let range = triangle == .lower ? column + 1..<max(n, column + 1) : 0..<column
      for row in range { unsafe target[row + column * n] = source[row + column * n] }
      let position = column + column * n
      unsafe target[position] = Element(source[position].realPart)
    }
    return result
  }

  /// The nearest Hermitian matrix, `(A + Aᴴ) / 2`.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @inline(never)
  func hermitianPart() -> Matrix {
    Matrix(rows: rows, columns: columns) { row, column in
      self[row, column].scaled(by: 0.5) + self[column, row].conjugate.scaled(by: 0.5)
    }
  }

  /// The matrix with complex elements.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @inline(never)
  func complexified() -> Matrix<Complex<Element.RealPart>> {
    map { Complex(realPart: $0.realPart, imaginaryPart: $0.imaginaryPart) }
  }

  /// The matrix in this scalar; a real one drops imaginary parts.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @inline(never)
  init(dropping matrix: Matrix<Complex<Element.RealPart>>) {
    self = matrix.map { Element(realPart: $0.realPart, imaginaryPart: $0.imaginaryPart) }
  }

  /// Throws if a matrix does not suit LAPACK.
  func checkForEigen(_ argument: String, assumingFinite: Bool) throws(LinearAlgebraError) {
    precondition(isSquare, "a \(shape) matrix has no eigenvalues")
    try checkDimensions()
    if !assumingFinite { try checkFinite(argument) }
  }
}

/// Joins what LAPACK returns as eigenvalues: pairs of real numbers, or complex ones.
func joinedValues<T: LAPACKScalar>(
  _ values: UnsafePointer<T>, _ imaginary: UnsafePointer<T>, count: Int, exponent: Int
) -> Vector<Complex<T.RealPart>> {
  Vector(count: count) { index in
    let value = unsafe values[index]
    let part = unsafe T.isComplex ? value.imaginaryPart : imaginary[index].realPart
    return Complex(realPart: value.realPart, imaginaryPart: part)
      .scaled(byPowerOfTwo: exponent)
  }
}

/// Unpacks vectors of a real matrix, of which a conjugate pair shares two columns.
@specialized(where T == Float)
@specialized(where T == Double)
@specialized(where T == Complex<Float>)
@specialized(where T == Complex<Double>)
@inline(never)
func joinedVectors<T: LAPACKScalar>(
  _ packed: Matrix<T>, values: Vector<Complex<T.RealPart>>
) -> Matrix<Complex<T.RealPart>> {
  guard !T.isComplex else { return packed.complexified() }
  let n = packed.rows
  var result = packed.complexified()
  var column = 0
  while column < n {
    guard values[column].imaginaryPart != 0, column + 1 < n else {
      column += 1
      continue
    }
    for row in 0..<n {
      let value = Complex(
        realPart: packed[row, column].realPart, imaginaryPart: packed[row, column + 1].realPart)
      result[row, column] = value
      result[row, column + 1] = value.conjugate
    }
    column += 2
  }
  return result
}
