import ComplexModule
import RealModule

extension Matrix where Element: LAPACKScalar {
  /// Returns `e^(t A) B`, usually without forming the exponential.
  ///
  /// Truncated Taylor series in steps of time, after the mean of the diagonal is taken out. If so many
  /// products were needed that the exponential is cheaper, it is formed.
  ///
  /// - Parameters:
  ///   - b: What the exponential is applied to.
  ///   - time: The factor `t`.
  /// - Returns: A matrix of the shape of `b`.
  /// - Throws: What ``exponential()`` throws.
  /// - Precondition: The matrix is square, and `b` has as many rows.
  /// - Complexity: O(‖`t A`‖) products `A B`.
  ///
  /// > Reference: Al-Mohy and Higham (2011), "Computing the action of the matrix exponential".
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func exponentialAction(
    on b: Matrix, time: Element.RealPart = 1
  ) throws(LinearAlgebraError) -> Matrix {
    typealias Real = Element.RealPart
    precondition(b.rows == rows, "the exponential of a \(shape) matrix cannot act on \(b.shape)")
    precondition(time.isFinite, "the time is \(time)")
    try checkForFunction()
    try b.checkFinite("b")
    let n = rows
    guard !b.isEmpty && time != 0 else { return b }
    var shifted = self
    let mean = diagonal.reduce(0, +).scaled(by: 1 / Real(n))
    for index in 0..<n { shifted[index, index] -= mean }
    let norm = Double(shifted.norm(.one)) * abs(Double(time))
    guard let (terms, steps) = Self.taylorPlan(norm, columns: b.columns, size: n) else {
      let product = map { $0.scaled(by: time) }
      try product.checkRepresentable("the exponent")
      let result = try product.exponential() * b
      try result.checkRepresentable("the action of the exponential")
      return result
    }
    let step = time / Real(steps)
    let exponent = mean.scaled(by: step)
    let growth = Complex<Real>.exp(
      Complex(realPart: exponent.realPart, imaginaryPart: exponent.imaginaryPart))
    let factor = Element(realPart: growth.rawStorage.x, imaginaryPart: growth.rawStorage.y)
    var result = b
    for _ in 0..<steps {
      var term = result
      var last = term.norm(.infinity)
      for order in 1...terms {
        term = (shifted * term).map { $0.scaled(by: step / Real(order)) }
        result += term
        let size = term.norm(.infinity)
        if last + size <= Real.ulpOfOne / 2 * result.norm(.infinity) { break }
        last = size
      }
      result *= factor
    }
    try result.checkRepresentable("the action of the exponential")
    return result
  }

  /// Returns `e^(t A) b`, usually without forming the exponential.
  ///
  /// - Throws: What ``exponential()`` throws.
  /// - Precondition: The matrix is square, and `b` has as many elements as it has rows.
  public func exponentialAction(
    on b: Vector<Element>, time: Element.RealPart = 1
  ) throws(LinearAlgebraError) -> Vector<Element> {
    Vector(matrix: try exponentialAction(on: b.matrix, time: time))
  }

  /// The cheapest number of terms and steps; `nil` if forming the exponential is cheaper.
  private static func taylorPlan(
    _ norm: Double, columns: Int, size: Int
  ) -> (terms: Int, steps: Int)? {
    guard norm > 0 else { return (1, 1) }
    let limits: [(terms: Int, norm: Double)] =
      Element.RealPart.significandBitCount == 23
      ? [
        (5, 1.3e-1), (10, 1.0), (15, 2.2), (20, 3.6), (25, 4.9), (30, 6.3), (35, 7.7), (40, 9.1),
        (45, 11), (50, 12), (55, 13),
      ]
      : [
        (5, 2.4e-3), (10, 1.4e-1), (15, 6.4e-1), (20, 1.4), (25, 2.4), (30, 3.5), (35, 4.7),
        (40, 6.0), (45, 7.2), (50, 8.5), (55, 9.9),
      ]
    let plans = limits.map { (terms: $0.terms, steps: max(1, (norm / $0.norm).rounded(.up))) }
    guard let best = plans.min(by: { Double($0.terms) * $0.steps < Double($1.terms) * $1.steps })
    else { return nil }
    // Forming it costs some twenty products of square matrices and the squarings.
    let limit = Double(30 * size + 300)
    guard Double(best.terms * columns) * best.steps <= limit else { return nil }
    return (best.terms, Int(best.steps))
  }

  /// Returns the exponential and its derivative in a direction, `L = d/dt e^(A + t E)` at zero.
  ///
  /// Both are blocks of the exponential of `[[A, E], [0, A]]`.
  ///
  /// - Throws: What ``exponential()`` throws.
  /// - Precondition: Both matrices are square and of one size.
  /// - Complexity: Eight times that of ``exponential()``.
  ///
  /// > Reference: Van Loan (1978), "Computing integrals involving the matrix exponential".
  public func exponentialDerivative(
    _ direction: Matrix
  ) throws(LinearAlgebraError) -> (exponential: Matrix, derivative: Matrix) {
    precondition(
      direction.shape == shape, "a direction of shape \(direction.shape) does not fit \(shape)")
    try direction.checkFinite("direction")
    let n = rows
    // The derivative is linear: a direction as large as the matrix disturbs its scaling least.
    let largest = direction.norm(.maxAbs)
    let target = norm(.maxAbs)
    let exponent =
      largest > 0 && largest.isFinite
      ? Int(largest.exponent) - (target > 0 && target.isFinite ? Int(target.exponent) : 0) : 0
    let scaled = direction.scaled(byPowerOfTwo: -exponent)
    let block = Matrix(blocks: [[self, scaled], [Matrix(rows: n, columns: n), self]])
    let result = try block.exponential()
    let derivative = Matrix(result[rows: 0..<n, columns: n..<2 * n])
      .scaled(byPowerOfTwo: exponent)
    try derivative.checkRepresentable("the derivative of the exponential")
    return (Matrix(result[rows: 0..<n, columns: 0..<n]), derivative)
  }
}
