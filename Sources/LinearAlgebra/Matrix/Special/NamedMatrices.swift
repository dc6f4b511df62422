public import ComplexModule
import RealModule

// Matrices that their size describes.

extension Matrix {
  /// Returns the Hilbert matrix `1 / (i + j + 1)`, notoriously ill-conditioned.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public static func hilbert(_ size: Int) -> Matrix {
    Matrix(rows: size, columns: size) { Element(1 / Element.RealPart($0 + $1 + 1)) }
  }

  /// Returns the inverse of the Hilbert matrix, whose elements are integers.
  ///
  /// They are exact as long as they fit the scalar: up to size 13 in `Double`, 7 in `Float`; beyond
  /// they are correctly rounded to a few units in the last place.
  ///
  /// > Reference: Choi (1983), "Tricks or treats with the Hilbert matrix".
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public static func inverseHilbert(_ size: Int) -> Matrix {
    // (-1)^(i+j) (i+j+1) C(n+i, n-j-1) C(n+j, n-i-1) C(i+j, i)², with i and j from zero.
    Matrix(rows: size, columns: size) { i, j in
      let factors = [
        Element.RealPart(i + j + 1), binomial(size + i, size - j - 1),
        binomial(size + j, size - i - 1), binomial(i + j, i), binomial(i + j, i),
      ]
      let product = factors.reduce(1, *)
      return Element((i + j) % 2 == 0 ? product : -product)
    }
  }

  /// Returns Pascal's symmetric matrix of binomial coefficients `C(i + j, i)`, of determinant one.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public static func pascal(_ size: Int) -> Matrix {
    Matrix(rows: size, columns: size) { Element(binomial($0 + $1, $0)) }
  }

  /// Returns Pascal's triangle as a lower triangular matrix: `C(i, j)`.
  ///
  /// It is the factor `L` of `pascal(size) = L Lᵀ`.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public static func pascalTriangle(_ size: Int) -> Matrix {
    Matrix(rows: size, columns: size) { $0 >= $1 ? Element(binomial($0, $1)) : 0 }
  }

  /// Returns the inverse of Pascal's symmetric matrix, which is made of integers.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public static func inversePascal(_ size: Int) -> Matrix {
    // With L⁻¹ = [(-1)^(i+j) C(i, j)] the inverse is L⁻ᵀ L⁻¹.
    Matrix(rows: size, columns: size) { i, j in
      let sum = (max(i, j)..<max(size, i, j)).reduce(Element.RealPart.zero) {
        $0 + binomial($1, i) * binomial($1, j)
      }
      return Element((i + j) % 2 == 0 ? sum : -sum)
    }
  }

  /// Returns Sylvester's Hadamard matrix, of ones and minus ones, with `Hᵀ H = size · I`.
  ///
  /// - Precondition: The size is a power of two.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public static func hadamard(_ size: Int) -> Matrix {
    precondition(
      size > 0 && size & (size - 1) == 0, "a Hadamard matrix of size \(size) is no power of two")
    return Matrix(rows: size, columns: size) { ($0 & $1).nonzeroBitCount % 2 == 0 ? 1 : -1 }
  }

  /// Returns the orthogonal Helmert matrix, whose first row is constant and whose others compare an
  /// element with the mean of those before.
  ///
  /// > Reference: Lancaster (1965), "The Helmert matrices".
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public static func helmert(_ size: Int) -> Matrix {
    Matrix(rows: size, columns: size) { row, column in
      if row == 0 { return Element(1 / Element.RealPart.sqrt(Element.RealPart(size))) }
      let norm = Element.RealPart.sqrt(Element.RealPart(row * (row + 1)))
      if column < row { return Element(1 / norm) }
      return column == row ? Element(-Element.RealPart(row) / norm) : 0
    }
  }

  /// Returns Wilkinson's tridiagonal matrix `W⁺`, whose largest eigenvalues come in nearly equal pairs.
  ///
  /// The diagonal holds `|i - (size - 1) / 2|`, with ones beside it.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public static func wilkinson(_ size: Int) -> Matrix {
    Matrix(rows: size, columns: size) { row, column in
      if row == column { return Element(Element.RealPart(Swift.abs(2 * row - size + 1)) / 2) }
      return Swift.abs(row - column) == 1 ? 1 : 0
    }
  }

  /// Returns a magic square: the numbers from one to `size²` with equal sums of rows, columns and both
  /// diagonals.
  ///
  /// - Precondition: The size is not negative and not two, for which there is none.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public static func magic(_ size: Int) -> Matrix {
    precondition(size >= 0 && size != 2, "there is no magic square of size \(size)")
    if size % 2 == 1 { return Matrix(rows: size, columns: size) { oddMagic(size, $0, $1) } }
    if size % 4 == 0 {
      return Matrix(rows: size, columns: size) { row, column in
        let number = row * size + column + 1
        let isKept = (row % 4 == 0 || row % 4 == 3) == (column % 4 == 0 || column % 4 == 3)
        return Element(Element.RealPart(isKept ? size * size + 1 - number : number))
      }
    }
    return singlyEvenMagic(size)
  }

  /// The siamese method, as a formula.
  private static func oddMagic(_ size: Int, _ row: Int, _ column: Int) -> Element {
    let first = (row + column + 1 + size / 2) % size
    let second = (row + 2 * column + 1) % size
    return Element(Element.RealPart(size * first + second + 1))
  }

  /// Strachey's method: four odd squares, of which some elements change places.
  private static func singlyEvenMagic(_ size: Int) -> Matrix {
    let half = size / 2
    let quarter = Element(Element.RealPart(half * half))
    let factors: [[Element]] = [[0, 2], [3, 1]]
    var result = Matrix(rows: size, columns: size) { row, column in
      oddMagic(half, row % half, column % half) + factors[row / half][column / half] * quarter
    }
    let depth = (size - 2) / 4
    for row in 0..<half {
      for column in 0..<size {
        let shift = row == half / 2 ? 1 : 0
        let isLeft = column >= shift && column < depth + shift
        let isRight = column > size - depth
        guard isLeft || isRight else { continue }
        (result[row, column], result[row + half, column]) = (
          result[row + half, column], result[row, column]
        )
      }
    }
    return result
  }
}

/// How a discrete Fourier transform is scaled.
public enum FourierScaling: Hashable, Sendable, CaseIterable {
  /// Not at all: the inverse is the adjoint divided by the size.
  case none
  /// By one over the root of the size: the matrix is unitary.
  case unitary
  /// By one over the size.
  case full
}

extension Matrix {
  /// Returns the matrix of the discrete Fourier transform: `exp(-2π i j k / size)`, scaled.
  ///
  /// Every angle is reduced to an octant first, so that the elements are accurate for every size.
  public static func fourier<Real: RealScalar>(
    _ size: Int, scaling: FourierScaling = .none
  ) -> Matrix where Element.RealPart == Real, Element == Complex<Real> {
    let factor: Real =
      switch scaling {
      case .none: 1
      case .unitary: 1 / Real.sqrt(Real(size))
      case .full: 1 / Real(size)
      }
    let roots = (0..<max(0, size)).map { index -> Complex<Real> in
      let (cosine, sine): (Real, Real) = unitCircle(index, of: size)
      return Complex(cosine * factor, -sine * factor)
    }
    return Matrix(rows: size, columns: size) { roots[$0 * $1 % size] }
  }
}

/// Cosine and sine of `2π index / count`, exact on the axes and symmetric between octants.
private func unitCircle<Real: RealScalar>(_ index: Int, of count: Int) -> (Real, Real) {
  // Eighths of the circle; the angle left is at most one eighth.
  let eighth = 8 * index / count
  switch eighth {
  case 0:
    let angle = 2 * Real.pi * Real(index) / Real(count)
    return (Real.cos(angle), Real.sin(angle))
  case 1, 2:
    // A quarter less, which may be negative: 4 index - count quarters of a step.
    let angle = 2 * Real.pi * (Real(4 * index - count) / Real(4 * count))
    return (-Real.sin(angle), Real.cos(angle))
  case 3, 4:
    let angle = 2 * Real.pi * (Real(2 * index - count) / Real(2 * count))
    return (-Real.cos(angle), -Real.sin(angle))
  case 5, 6:
    let angle = 2 * Real.pi * (Real(4 * index - 3 * count) / Real(4 * count))
    return (Real.sin(angle), -Real.cos(angle))
  default:
    let angle = 2 * Real.pi * (Real(index - count) / Real(count))
    return (Real.cos(angle), Real.sin(angle))
  }
}

/// The binomial coefficient `C(n, k)`, exact as long as it and the product before the last division
/// fit the scalar.
func binomial<Real: RealScalar>(_ n: Int, _ k: Int) -> Real {
  guard k >= 0 && k <= n else { return 0 }
  var result: Real = 1
  for index in 0..<min(k, n - k) {
    result = (result * Real(n - index) / Real(index + 1)).rounded()
  }
  return result
}
