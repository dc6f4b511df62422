import ComplexModule
import RealModule

// Matrices that one or two vectors describe.

extension Matrix {
  /// Returns the Toeplitz matrix, constant along every diagonal, of a first column and a first row.
  ///
  /// Element `(i, j)` is `column[i - j]` on and below the diagonal and `row[j - i]` above; `row[0]` is
  /// not used. Without a row the matrix is Hermitian: the row is the conjugated column.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public static func toeplitz(column: Vector<Element>, row: Vector<Element>? = nil) -> Matrix {
    Matrix(rows: column.count, columns: row?.count ?? column.count) { i, j in
      i >= j ? column[i - j] : row?[j - i] ?? column[j - i].conjugate
    }
  }

  /// Returns the Hankel matrix, constant along every antidiagonal, of a first column and a last row.
  ///
  /// Element `(i, j)` is `column[i + j]` as far as it reaches, then `row[i + j - column.count + 1]`;
  /// `row[0]` is not used. Without a row the rest is zero.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public static func hankel(column: Vector<Element>, row: Vector<Element>? = nil) -> Matrix {
    let rows = column.count
    return Matrix(rows: rows, columns: row?.count ?? rows) { i, j in
      i + j < rows ? column[i + j] : row?[i + j - rows + 1] ?? 0
    }
  }

  /// Returns the circulant matrix of a first column: every column is the one before, moved down
  /// cyclically.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public static func circulant(_ column: Vector<Element>) -> Matrix {
    let size = column.count
    return Matrix(rows: size, columns: size) { column[($0 - $1 + size) % size] }
  }

  /// Returns the Vandermonde matrix, whose row `i` holds the powers of a node: `xᵢʲ`.
  ///
  /// - Parameters:
  ///   - nodes: The numbers `xᵢ`.
  ///   - columns: The number of powers, that of the nodes if omitted.
  ///   - isDecreasing: Whether the highest power comes first, as coefficients of polynomials often do.
  /// - Returns: A matrix with a row for every node.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public static func vandermonde(
    _ nodes: Vector<Element>, columns: Int? = nil, isDecreasing: Bool = false
  ) -> Matrix {
    let columns = columns ?? nodes.count
    var result = Matrix(rows: nodes.count, columns: columns)
    for row in 0..<nodes.count {
      var power: Element = 1
      for exponent in 0..<columns {
        result[row, isDecreasing ? columns - 1 - exponent : exponent] = power
        power = power * nodes[row]
      }
    }
    return result
  }

  /// Returns the companion matrix of a polynomial, whose eigenvalues are its roots.
  ///
  /// The first row holds `-c₁/c₀ … -cₙ/c₀`, with ones below the diagonal.
  ///
  /// - Parameter coefficients: `c₀ xⁿ + c₁ xⁿ⁻¹ + … + cₙ`, the highest power first.
  /// - Returns: A matrix of shape `n × n`.
  /// - Precondition: There are at least two coefficients, and the first is not zero.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public static func companion(_ coefficients: Vector<Element>) -> Matrix {
    precondition(
      coefficients.count >= 2 && coefficients[0] != 0,
      "a companion matrix needs two coefficients, of which the first is not zero")
    let size = coefficients.count - 1
    return Matrix(rows: size, columns: size) { row, column in
      if row == 0 { return -coefficients[column + 1] / coefficients[0] }
      return row == column + 1 ? 1 : 0
    }
  }

  /// Returns the Cauchy matrix `1 / (xᵢ + yⱼ)`.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public static func cauchy(_ x: Vector<Element>, _ y: Vector<Element>) -> Matrix {
    Matrix(rows: x.count, columns: y.count) { 1 / (x[$0] + y[$1]) }
  }

  /// Returns the matrix that convolves vectors of a length with a kernel: `T v = kernel ∗ v`.
  ///
  /// It has `kernel.count + length - 1` rows.
  ///
  /// - Precondition: Neither the kernel nor the length is zero.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public static func convolution(_ kernel: Vector<Element>, length: Int) -> Matrix {
    precondition(
      kernel.count > 0 && length > 0, "cannot convolve \(kernel.count) and \(length) elements")
    return Matrix(rows: kernel.count + length - 1, columns: length) { row, column in
      let index = row - column
      return index >= 0 && index < kernel.count ? kernel[index] : 0
    }
  }

  /// Returns the Leslie matrix of population dynamics: birth rates in the first row, survival rates
  /// below the diagonal.
  ///
  /// - Precondition: There is one survival rate less than birth rates.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public static func leslie(births: Vector<Element>, survivals: Vector<Element>) -> Matrix {
    precondition(
      births.count == survivals.count + 1,
      "\(births.count) birth rates do not fit \(survivals.count) survival rates")
    return Matrix(rows: births.count, columns: births.count) { row, column in
      if row == 0 { return births[column] }
      return row == column + 1 ? survivals[column] : 0
    }
  }

  /// Returns the symmetric matrix of distances `|xᵢ - xⱼ|` (Fiedler matrix for increasing numbers).
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public static func fiedler(_ x: Vector<Element>) -> Matrix {
    Matrix(rows: x.count, columns: x.count) { Element((x[$0] - x[$1]).modulus) }
  }
}
