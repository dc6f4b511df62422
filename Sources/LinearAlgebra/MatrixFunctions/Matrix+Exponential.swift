import ComplexModule
import RealModule

extension Matrix where Element: LAPACKScalar {
  /// Returns the exponential `e^A = Σ Aᵏ / k!`.
  ///
  /// Scaling and squaring of a Padé approximant. Norms of powers choose the scaling, so that a matrix
  /// far from normal is not scaled more than its powers need; of an upper triangular matrix the diagonal
  /// and the elements above it come from closed forms. For a Hermitian matrix
  /// ``SymmetricEigen/function(_:)`` is as good and returns a Hermitian result.
  ///
  /// - Throws: ``LinearAlgebraError/noSolution(reason:)`` if an element is too large for the scalar,
  ///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
  ///   ``LinearAlgebraError/tooLarge(dimension:)``.
  /// - Precondition: The matrix is square.
  /// - Complexity: O(`rows`³), times the logarithm of the norm.
  ///
  /// > Reference: Al-Mohy and Higham (2009), "A new scaling and squaring algorithm for the matrix
  /// > exponential".
  public func exponential() throws(LinearAlgebraError) -> Matrix {
    try checkForFunction()
    let n = rows
    let largest = norm(.maxAbs)
    guard n > 0, largest > 0 else { return .identity(n) }
    // Divided by a power of two, no power of the matrix overflows.
    let size = Matrix.bound(of: largest, count: n)
    if size < Int(Element.RealPart.leastNormalMagnitude.exponent) / 2 {
      // The square, and half of a subnormal element, would be lost.
      return self + .identity(n)
    }
    let shift = max(0, size)
    let plan = ExponentialPlan(shift == 0 ? self : scaled(byPowerOfTwo: -shift), shift: shift)
    var result = try plan.approximant()
    let triangle = isUpperTriangular ? self : nil
    for step in stride(from: plan.squarings, through: 0, by: -1) {
      if step < plan.squarings { result = result * result }
      if let triangle { result.setTriangularExponential(triangle, exponent: -step) }
    }
    try result.checkRepresentable("the exponential")
    return result
  }

  /// An exponent of a power of two above the 1-norm, from the largest element.
  static func bound(of largest: Element.RealPart, count: Int) -> Int {
    let exponent =
      largest.isInfinite
      ? Int(Element.RealPart.greatestFiniteMagnitude.exponent) + 1 : Int(largest.exponent) + 1
    return exponent + (Int.bitWidth - count.leadingZeroBitCount)
  }

  /// Whether there are only zeros below the diagonal.
  var isUpperTriangular: Bool {
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    @specialized(where Element == Complex<Float>)
    @specialized(where Element == Complex<Double>)
    @inline(never)
    get {
      for column in 0..<columns {
        for row in column + 1..<max(rows, column + 1) where self[row, column] != 0 { return false }
      }
      return true
    }
  }

  /// Stores what is known of the exponential of a triangular matrix times a power of two.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  @inline(never)
  fileprivate mutating func setTriangularExponential(_ t: Matrix, exponent: Int) {
    typealias Real = Element.RealPart
    func element(_ row: Int, _ column: Int) -> Complex<Real> {
      let value = t[row, column].scaled(byPowerOfTwo: exponent)
      return Complex(realPart: value.realPart, imaginaryPart: value.imaginaryPart)
    }
    for index in 0..<rows {
      let last = element(index, index)
      let value = Complex<Real>.exp(last)
      self[index, index] = Element(realPart: value.rawStorage.x, imaginaryPart: value.rawStorage.y)
      guard index > 0 else { continue }
      let first = element(index - 1, index - 1)
      let half = (last - first).scaled(by: 0.5)
      let slope =
        half == 0
        ? value
        : half.modulus < 1
          ? Complex<Real>.exp((last + first).scaled(by: 0.5)) * (Complex<Real>.sinh(half) / half)
          : (value - Complex<Real>.exp(first)) / (last - first)
      let above = element(index - 1, index) * slope
      self[index - 1, index] = Element(
        realPart: above.rawStorage.x, imaginaryPart: above.rawStorage.y)
    }
  }

  /// Throws if a matrix cannot be the argument of a function.
  func checkForFunction() throws(LinearAlgebraError) {
    precondition(isSquare, "a \(shape) matrix is no argument of a function")
    try checkDimensions()
    try checkFinite("a")
  }

  /// Throws if a result overflowed.
  func checkRepresentable(_ name: String) throws(LinearAlgebraError) {
    do {
      try checkFinite("result")
    } catch {
      throw .noSolution(reason: "\(name) has elements that are too large for the scalar")
    }
  }
}
