public import LinearAlgebra
import RealModule

/// How the eigenvalues of a generated matrix are spread.
public enum EigenSpectrum: Hashable, Sendable, CaseIterable {
  /// Equal differences.
  case even
  /// Equal quotients, down to the unit roundoff.
  case geometric
  /// One large value, and the others within the unit roundoff of each other.
  case clustered

  /// The absolute value of an eigenvalue.
  func value<T: RealScalar>(_ index: Int, of count: Int) -> T {
    guard count > 1 else { return 1 }
    let share = T(index) / T(count - 1)
    switch self {
    case .even: return 1 - share * (1 - T.ulpOfOne)
    case .geometric: return T.pow(T.ulpOfOne, share)
    case .clustered: return index == 0 ? 1 : T.ulpOfOne
    }
  }
}

/// The Hermitian matrices that LAPACK tests its eigenvalue solvers with (`dchkst`).
public enum SymmetricFamily: Hashable, Sendable, CaseIterable {
  /// The zero matrix.
  case zero
  /// The identity.
  case identity
  /// A diagonal matrix with evenly spaced values of both signs.
  case diagonalEven
  /// A diagonal matrix with geometrically spaced values of both signs.
  case diagonalGeometric
  /// A diagonal matrix with clustered values of both signs.
  case diagonalClustered
  /// A full matrix with evenly spaced values of both signs.
  case even
  /// A full matrix with geometrically spaced values of both signs.
  case geometric
  /// A full matrix with clustered values of both signs.
  case clustered
  /// A full matrix with evenly spaced values near underflow.
  case tiny
  /// A full matrix with evenly spaced values near overflow.
  case huge
}

/// The general matrices that LAPACK tests its eigenvalue solvers with (`ddrvev`).
public enum NonsymmetricFamily: Hashable, Sendable, CaseIterable {
  /// The zero matrix.
  case zero
  /// The identity.
  case identity
  /// A single Jordan block of the eigenvalue one.
  case jordan
  /// A diagonal matrix.
  case diagonalEven
  /// A diagonal matrix.
  case diagonalGeometric
  /// A diagonal matrix.
  case diagonalClustered
  /// A diagonal matrix near overflow.
  case diagonalHuge
  /// A diagonal matrix near underflow.
  case diagonalTiny
  /// A triangular matrix under a unitary similarity.
  case unitaryEven
  /// A triangular matrix under a unitary similarity.
  case unitaryGeometric
  /// A triangular matrix under a unitary similarity.
  case unitaryClustered
  /// A triangular matrix with random values under a unitary similarity.
  case unitaryRandom
  /// A triangular matrix under an ill-conditioned similarity.
  case illConditionedEven
  /// A triangular matrix under an ill-conditioned similarity.
  case illConditionedGeometric
  /// A triangular matrix under an ill-conditioned similarity.
  case illConditionedClustered
  /// A triangular matrix with random values under an ill-conditioned similarity.
  case illConditionedRandom
  /// An ill-conditioned similarity near overflow.
  case illConditionedHuge
  /// An ill-conditioned similarity near underflow.
  case illConditionedTiny
  /// Random elements.
  case random
  /// Random elements within a border of zeros.
  case bordered
  /// Random elements near underflow.
  case randomTiny
  /// Random elements near overflow.
  case randomHuge
}

extension MatrixSource {
  private typealias Real = Element.RealPart

  /// The factor that brings a norm of about one near underflow, and its reciprocal near overflow.
  private var tiny: Element.RealPart { Real.leastNormalMagnitude / Real.ulpOfOne }

  /// Returns a Hermitian matrix of a family.
  public mutating func symmetric(_ family: SymmetricFamily, size: Int) -> Matrix<Element> {
    switch family {
    case .zero: Matrix(rows: size, columns: size)
    case .identity: .identity(size)
    case .diagonalEven: Matrix.diagonal(signed(.even, size))
    case .diagonalGeometric: Matrix.diagonal(signed(.geometric, size))
    case .diagonalClustered: Matrix.diagonal(signed(.clustered, size))
    case .even: symmetric(.even, size)
    case .geometric: symmetric(.geometric, size)
    case .clustered: symmetric(.clustered, size)
    case .tiny: symmetric(.even, size) * Element(tiny)
    case .huge: symmetric(.even, size) * Element(1 / tiny)
    }
  }

  private mutating func signed(_ spectrum: EigenSpectrum, _ size: Int) -> [Element] {
    (0..<size).map { index in
      let value: Element.RealPart = spectrum.value(index, of: size)
      return Element(scalar().realPart < 0 ? -value : value)
    }
  }

  /// Returns a full Hermitian matrix with a spectrum of both signs.
  public mutating func symmetric(_ spectrum: EigenSpectrum, _ size: Int) -> Matrix<Element> {
    let basis = orthonormal(rows: size, columns: size)
    var scaled = basis
    scaled.multiplyRows(by: Vector(signed(spectrum, size)))
    let product = scaled * basis.adjoint
    return (product + Matrix(product.adjoint)) / 2
  }

  /// Returns a general square matrix of a family.
  public mutating func nonsymmetric(_ family: NonsymmetricFamily, size: Int) -> Matrix<Element> {
    switch family {
    case .zero: return Matrix(rows: size, columns: size)
    case .identity: return .identity(size)
    case .jordan: return EigenExample.jordan(1, size)
    case .diagonalEven: return Matrix.diagonal(signed(.even, size))
    case .diagonalGeometric: return Matrix.diagonal(signed(.geometric, size))
    case .diagonalClustered: return Matrix.diagonal(signed(.clustered, size))
    case .diagonalHuge: return Matrix.diagonal(signed(.even, size)) * Element(1 / tiny)
    case .diagonalTiny: return Matrix.diagonal(signed(.even, size)) * Element(tiny)
    case .unitaryEven: return similar(signed(.even, size), condition: 1)
    case .unitaryGeometric: return similar(signed(.geometric, size), condition: 1)
    case .unitaryClustered: return similar(signed(.clustered, size), condition: 1)
    case .unitaryRandom: return similar((0..<size).map { _ in scalar() }, condition: 1)
    case .illConditionedEven: return similar(signed(.even, size), condition: bad)
    case .illConditionedGeometric: return similar(signed(.geometric, size), condition: bad)
    case .illConditionedClustered: return similar(signed(.clustered, size), condition: bad)
    case .illConditionedRandom: return similar((0..<size).map { _ in scalar() }, condition: bad)
    case .illConditionedHuge:
      // The similarity itself makes it as large as its condition number.
      return similar(signed(.even, size), condition: bad) * Element(1 / (bad * tiny))
    case .illConditionedTiny: return similar(signed(.even, size), condition: bad) * Element(tiny)
    case .random: return uniform(rows: size, columns: size)
    case .bordered:
      var result = uniform(rows: size, columns: size)
      for index in 0..<size {
        (result[index, 0], result[0, index]) = (0, 0)
        (result[index, size - 1], result[size - 1, index]) = (0, 0)
      }
      return result
    case .randomTiny: return uniform(rows: size, columns: size) * Element(tiny)
    case .randomHuge: return uniform(rows: size, columns: size) * Element(1 / tiny)
    }
  }

  /// The condition number of the ill-conditioned similarities.
  private var bad: Element.RealPart { 1 / Real.ulpOfOne.squareRoot() }

  /// Returns `X T X⁻¹` for a triangular `T` with given eigenvalues and an `X` of given condition.
  private mutating func similar(
    _ values: [Element], condition: Element.RealPart
  ) -> Matrix<Element> {
    let size = values.count
    var form = Matrix(rows: size, columns: size) { $0 < $1 ? scalar() : 0 }
    for index in 0..<size { form[index, index] = values[index] }
    let left = orthonormal(rows: size, columns: size)
    guard condition > 1, size > 1 else { return left * form * left.adjoint }
    // X = U S Vᴴ with geometrically spaced singular values.
    let right = orthonormal(rows: size, columns: size)
    let sizes = (0..<size).map { Real.pow(condition, -Real($0) / Real(size - 1)) }
    var middle = right.adjoint * form * right
    middle = Matrix(rows: size, columns: size) {
      middle[$0, $1].scaled(by: sizes[$0]).scaled(by: 1 / sizes[$1])
    }
    return left * middle * left.adjoint
  }
}

/// Matrices with a name in the history of eigenvalue computations.
public enum EigenExample {
  /// Wilkinson's `W₂ₖ₊₁⁺`: tridiagonal, with pairs of eigenvalues that agree to many digits.
  ///
  /// - Precondition: The size is odd.
  public static func wilkinson<T: RealScalar>(_ size: Int) -> (
    diagonal: Vector<T>, offDiagonal: Vector<T>
  ) {
    precondition(size % 2 == 1, "Wilkinson's matrix has an odd size, not \(size)")
    let middle = size / 2
    return (
      Vector(count: size) { T(abs($0 - middle)) }, Vector(count: size - 1, repeating: 1)
    )
  }

  /// Several of Wilkinson's matrices, coupled by a small element.
  public static func gluedWilkinson<T: RealScalar>(_ size: Int, copies: Int, glue: T) -> (
    diagonal: Vector<T>, offDiagonal: Vector<T>
  ) {
    let (diagonal, _): (Vector<T>, Vector<T>) = wilkinson(size)
    let count = size * copies
    return (
      Vector(count: count) { diagonal[$0 % size] },
      Vector(count: max(0, count - 1)) { $0 % size == size - 1 ? glue : 1 }
    )
  }

  /// Frank's matrix, whose small eigenvalues are very sensitive; they come in pairs of reciprocals.
  public static func frank<T: LAPACKScalar>(_ size: Int) -> Matrix<T> {
    Matrix(rows: size, columns: size) { row, column in
      row > column + 1 ? 0 : T(T.RealPart(size - max(row, column)))
    }
  }

  /// A Jordan block.
  public static func jordan<T: LAPACKScalar>(_ value: T, _ size: Int) -> Matrix<T> {
    Matrix(rows: size, columns: size) { $0 == $1 ? value : $0 + 1 == $1 ? 1 : 0 }
  }

  /// The companion matrix of the polynomial `xⁿ + c₍ₙ₋₁₎ xⁿ⁻¹ + … + c₀`.
  public static func companion<T: LAPACKScalar>(_ coefficients: [T]) -> Matrix<T> {
    let n = coefficients.count
    return Matrix(rows: n, columns: n) { row, column in
      column == n - 1 ? -coefficients[row] : row == column + 1 ? 1 : 0
    }
  }

  /// The circulant matrix of a first column; its eigenvalues are the discrete Fourier transform.
  public static func circulant<T: LAPACKScalar>(_ column: [T]) -> Matrix<T> {
    let n = column.count
    return Matrix(rows: n, columns: n) { column[($0 - $1 + n) % n] }
  }

  /// The rotation of the plane by an angle.
  public static func rotation<T: LAPACKScalar>(_ angle: T.RealPart) -> Matrix<T> {
    let (c, s) = (T(T.RealPart.cos(angle)), T(T.RealPart.sin(angle)))
    return [[c, -s], [s, c]]
  }
}
