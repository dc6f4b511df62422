import ComplexModule
import RealModule

// Functions of upper triangular complex matrices: the middle of every function that goes through the
// Schur form.

extension Complex where RealType: RealScalar {
  /// The number with a zero imaginary part counted as positive, so that negative numbers have the
  /// argument `π`.
  var abovePrincipalCut: Complex { imaginaryPart == 0 ? Complex(realPart, 0) : self }
}

extension Matrix {
  /// The principal square root of a triangular matrix.
  ///
  /// > Reference: Björck and Hammarling (1983), "A Schur method for the square root of a matrix".
  @specialized(where Real == Float)
  @specialized(where Real == Double)
  @inline(never)
  func triangularSquareRoot<Real: RealScalar>() throws(LinearAlgebraError) -> Matrix
  where Element == Complex<Real> {
    let n = rows
    var result = Matrix(rows: n, columns: n)
    let (t, u) = unsafe (storage.base, result.storage.base)
    for column in 0..<n {
      unsafe u[column + column * n] = Element.sqrt(t[column + column * n].abovePrincipalCut)
      for row in stride(from: column - 1, through: 0, by: -1) {
        var value = unsafe t[row + column * n]
        for inner in row + 1..<max(column, row + 1) {
          unsafe value -= u[row + inner * n] * u[inner + column * n]
        }
        let divisor = unsafe u[row + row * n] + u[column + column * n]
        if divisor == 0 {
          if value == 0 { continue }
          throw .noSolution(reason: "the zero eigenvalue is defective, so there is no square root")
        }
        unsafe u[row + column * n] = value / divisor
      }
    }
    defer { extendLifetime(self) }
    result.makeUnique()
    return result
  }

  /// The principal logarithm of a triangular matrix.
  @specialized(where Real == Float)
  @specialized(where Real == Double)
  @inline(never)
  func triangularLogarithm<Real: RealScalar>() throws(LinearAlgebraError) -> Matrix
  where Element == Complex<Real> {
    let n = rows
    for index in 0..<n where self[index, index] == 0 { throw .singular(pivot: index + 1) }
    let logarithms = diagonal.map { Element.log($0.abovePrincipalCut) }
    // The largest sizes for which quotients of degrees one to seven are exact to rounding.
    let limits: [Real] = [1.59e-5, 2.31e-3, 1.94e-2, 6.21e-2, 1.28e-1, 2.06e-1, 2.88e-1]
    var (root, roots) = (self, 0)
    while true {
      var distance = root
      for index in 0..<n {
        // Without the cancellation that subtracting one would suffer.
        distance[index, index] = Element.expMinusOne(
          logarithms[index].scaled(byPowerOfTwo: -roots))
      }
      let square = distance * distance
      let size = max(
        square.norm(.one).squareRoot(), Real.root((square * distance).norm(.one), 3))
      if let degree = limits.firstIndex(where: { size <= $0 }) {
        let small = distance.logarithmOfOnePlus(degree: degree + 1)
        var result = small.scaled(byPowerOfTwo: roots)
        result.setTriangularLogarithm(self, logarithms)
        try result.checkRepresentable("the logarithm")
        return result
      }
      // Roots tend to the identity, unless one overflowed; a size may overflow at first.
      guard root.norm(.maxAbs).isFinite, roots < 4096 else {
        throw .notConverged(routine: "logarithm", unconverged: n)
      }
      root = try root.triangularSquareRoot()
      roots += 1
    }
  }

  /// The Padé approximant of `log(I + X)`, as Gauss quadrature of `∫ X (I + s X)⁻¹ ds` on [0, 1].
  private func logarithmOfOnePlus<Real: RealScalar>(degree: Int) -> Matrix
  where Element == Complex<Real> {
    var result = Matrix(rows: rows, columns: columns)
    for (node, weight) in gaussLegendre(degree) {
      var factor = map { $0.scaled(by: Real(node)) }
      for index in 0..<rows { factor[index, index] += 1 }
      var term = map { $0.scaled(by: Real(weight)) }
      if rows > 0 {
        solveTriangle(factor, .upper, .general, .none, .left, dividing: false, in: &term)
      }
      result += term
    }
    return result
  }

  /// Stores what is known of the logarithm of a triangular matrix in closed form.
  private mutating func setTriangularLogarithm<Real: RealScalar>(
    _ t: Matrix, _ logarithms: [Element]
  ) where Element == Complex<Real> {
    for index in 0..<rows {
      self[index, index] = logarithms[index]
      guard index > 0 else { continue }
      let (first, last) = (t[index - 1, index - 1], t[index, index])
      let difference = last - first
      let quotient = difference / (last + first)
      let slope: Element
      if difference == 0 {
        slope = 1 / last
      } else if quotient.isFinite && quotient.modulus < 0.5 {
        // Close numbers; on two sides of the cut their logarithms differ by a full turn.
        let turn = (logarithms[index] - logarithms[index - 1]).imaginaryPart
        let turns = ((turn - Real.pi) / (2 * Real.pi)).rounded(.up)
        slope =
          (Element.atanh(quotient).scaled(by: 2) + Element(0, 2 * Real.pi * turns)) / difference
      } else {
        slope = (logarithms[index] - logarithms[index - 1]) / difference
      }
      self[index - 1, index] = t[index - 1, index] * slope
    }
  }

  /// The sign of a triangular matrix: one where eigenvalues are in the right half plane.
  ///
  /// > Reference: Higham (2008), "Functions of matrices", algorithm 5.5.
  @specialized(where Real == Float)
  @specialized(where Real == Double)
  @inline(never)
  func triangularSign<Real: RealScalar>() throws(LinearAlgebraError) -> Matrix
  where Element == Complex<Real> {
    let n = rows
    var result = Matrix(rows: n, columns: n)
    for column in 0..<n {
      let part = self[column, column].realPart
      if part == 0 {
        throw .noSolution(reason: "an eigenvalue on the imaginary axis has no sign")
      }
      result[column, column] = part > 0 ? 1 : -1
      for row in stride(from: column - 1, through: 0, by: -1) {
        let sum = result[row, row] + result[column, column]
        var value: Element = 0
        if sum != 0 {
          for inner in row + 1..<max(column, row + 1) {
            value -= result[row, inner] * result[inner, column]
          }
          result[row, column] = value / sum
        } else {
          value = self[row, column] * (result[row, row] - result[column, column])
          for inner in row + 1..<max(column, row + 1) {
            value += result[row, inner] * self[inner, column]
            value -= self[row, inner] * result[inner, column]
          }
          result[row, column] = value / (self[row, row] - self[column, column])
        }
      }
    }
    return result
  }
}

/// The nodes and weights of Gauss–Legendre quadrature on [0, 1].
func gaussLegendre(_ count: Int) -> [(node: Double, weight: Double)] {
  (0..<count).map { index in
    var x = Double.cos(Double.pi * (Double(index) + 0.75) / (Double(count) + 0.5))
    var slope = 1.0
    for _ in 0..<8 {
      var (last, value) = (1.0, x)
      for order in 1..<max(1, count) {
        (last, value) = (
          value, (Double(2 * order + 1) * x * value - Double(order) * last) / Double(order + 1)
        )
      }
      slope = Double(count) * (x * value - last) / (x * x - 1)
      x -= value / slope
    }
    return ((1 + x) / 2, 1 / ((1 - x * x) * slope * slope))
  }
}
