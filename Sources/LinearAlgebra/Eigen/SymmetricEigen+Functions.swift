public import ComplexModule
import RealModule

// Functions of a Hermitian matrix, `V f(Λ) Vᴴ`.

extension SymmetricEigen {
  private func checkComplete() {
    precondition(
      vectors.isSquare, "a function of a matrix needs all of its \(rows) eigenvalues")
  }

  /// Returns `V f(Λ) Vᴴ`, a function of the matrix; it is exactly Hermitian.
  ///
  /// - Precondition: All eigenvalues were computed.
  public func function(_ f: (Element.RealPart) -> Element.RealPart) -> Matrix<Element> {
    checkComplete()
    var scaled = vectors
    scaled.multiplyRows(by: values.map { Element(f($0)) })
    return (scaled * vectors.adjoint).hermitianPart()
  }

  /// Returns `V f(Λ) Vᴴ` for a complex function, such as the propagator `exp(i t A)`.
  ///
  /// - Precondition: All eigenvalues were computed.
  public func complexFunction(
    _ f: (Element.RealPart) -> Complex<Element.RealPart>
  ) -> Matrix<Complex<Element.RealPart>> {
    checkComplete()
    let basis = vectors.complexified()
    var scaled = basis
    scaled.multiplyRows(by: values.map(f))
    return scaled * basis.adjoint
  }

  /// Returns `V Λ Vᴴ`: the matrix, or of a selection its projection to the eigenvectors found.
  public func reconstructed() -> Matrix<Element> {
    var scaled = vectors
    // Near overflow the products inside are larger than the matrix.
    let exponent = values.matrix.extremeExponent
    scaled.multiplyRows(by: values.map { Element($0.scaled(byPowerOfTwo: -exponent)) })
    return (scaled * vectors.adjoint).hermitianPart().scaled(byPowerOfTwo: exponent)
  }

  /// Returns the inverse `V Λ⁻¹ Vᴴ`.
  ///
  /// - Throws: ``LinearAlgebraError/singular(pivot:)`` with the position of a zero eigenvalue.
  /// - Precondition: All eigenvalues were computed.
  public func inverse() throws(LinearAlgebraError) -> Matrix<Element> {
    for index in 0..<values.count where values[index] == 0 { throw .singular(pivot: index + 1) }
    return function { 1 / $0 }
  }

  /// Returns the Hermitian positive semidefinite square root `V √Λ Vᴴ`.
  ///
  /// Negative eigenvalues within rounding errors count as zero.
  ///
  /// - Throws: ``LinearAlgebraError/noSolution(reason:)`` if an eigenvalue is negative.
  /// - Precondition: All eigenvalues were computed.
  public func squareRoot() throws(LinearAlgebraError) -> Matrix<Element> {
    let tolerance = values.norm(.infinity) * Element.RealPart(rows) * Element.RealPart.ulpOfOne
    if let smallest = values.minimum(), smallest < -tolerance {
      throw .noSolution(reason: "an eigenvalue is negative, \(smallest)")
    }
    return function { $0 > 0 ? $0.squareRoot() : 0 }
  }

  /// Returns the 2-norm condition number: the quotient of largest and smallest absolute eigenvalue.
  ///
  /// It is infinite for a singular matrix and one for an empty one.
  ///
  /// - Precondition: All eigenvalues were computed.
  public func conditionNumber() -> Element.RealPart {
    checkComplete()
    let sizes = values.map { abs($0) }
    guard let smallest = sizes.minimum(), let largest = sizes.maximum() else { return 1 }
    return smallest == 0 ? .infinity : largest / smallest
  }

  /// The number of negative, zero and positive eigenvalues.
  ///
  /// What rounding errors made of a zero eigenvalue counts as zero.
  public var inertia: (negative: Int, zero: Int, positive: Int) {
    let tolerance = values.norm(.infinity) * Element.RealPart(rows) * Element.RealPart.ulpOfOne
    let list = Array(values)
    let negative = list.count { $0 < -tolerance }
    let positive = list.count { $0 > tolerance }
    return (negative, list.count - negative - positive, positive)
  }
}
