import LinearAlgebra
import RealModule

// What the distributions share: numbers are computed in double precision, one by one, and rounded to
// the scalar of the matrix last. None of them is called in a training step's inner loop.

extension Matrix where Element: RealScalar {
  /// A matrix of computed elements, counted by columns.
  init(_ shape: Shape, _ element: (Int) -> Double) {
    self.init(shape)
    var elements = mutableElements
    for i in elements.indices { elements[i] = Element(element(i)) }
  }
}

/// The logistic function `1 / (1 + exp(-x))`, without overflow.
func sigmoid(_ x: Double) -> Double {
  let e = Double.exp(-abs(x))
  return x >= 0 ? 1 / (1 + e) : e / (1 + e)
}

/// `log(1 + exp(x))`, without overflow.
func softplus(_ x: Double) -> Double {
  max(x, 0) + .log(onePlus: .exp(-abs(x)))
}

/// `x y`, with `0 · ∞ = 0`.
func product(_ x: Double, _ y: Double) -> Double { x == 0 || y == 0 ? 0 : x * y }

extension Grouping {
  /// Log-probabilities as logits; throws unless the probabilities are some, and of each run sum to one.
  func logits<Scalar: RealScalar>(
    probabilities: Matrix<Scalar>
  ) throws(CategoricalError) -> Matrix<Scalar> {
    let p = probabilities.elements
    for run in 0..<runs {
      var sum = 0.0
      for k in range(of: run) {
        guard p[k] >= 0, p[k] <= 1 else {
          let place = place(of: k)
          throw .invalidProbability(row: place.row, column: place.column)
        }
        sum += Double(p[k])
      }
      guard abs(sum - 1) <= tolerance(Scalar.self) else {
        let place = place(of: run * classes)
        throw .unnormalizedProbabilities(row: place.row, column: place.column)
      }
    }
    return Matrix(shape) { .log(Double(p[$0])) }
  }

  /// How far a sum of relaxed values may be from one: the root of the machine epsilon.
  func tolerance<Scalar: RealScalar>(_: Scalar.Type) -> Double {
    Double(Scalar.ulpOfOne).squareRoot()
  }

  /// The error that a value is outside of the support.
  func outside(_ element: Int) -> CategoricalError {
    let place = place(of: element)
    return .outsideSupport(row: place.row, column: place.column)
  }
}

/// Throws if a logit of independent binary variables is NaN; both infinities are certain outcomes.
func validate<Scalar: RealScalar>(binary logits: Matrix<Scalar>) throws(CategoricalError) {
  let x = logits.elements
  for i in x.indices where x[i].isNaN {
    throw .nonFiniteLogit(row: i % logits.rows, column: i / logits.rows)
  }
}

/// The logits `log p - log(1 - p)` of binary probabilities; throws unless all lie in [0, 1].
func binaryLogits<Scalar: RealScalar>(
  _ probabilities: Matrix<Scalar>
) throws(CategoricalError) -> Matrix<Scalar> {
  try validate(probabilities: probabilities)
  let p = probabilities.elements
  return Matrix(probabilities.shape) {
    .log(Double(p[$0])) - .log(onePlus: -Double(p[$0]))
  }
}

/// Throws unless all numbers lie in [0, 1].
func validate<Scalar: RealScalar>(
  probabilities: Matrix<Scalar>
) throws(CategoricalError) {
  let p = probabilities.elements
  for i in p.indices {
    guard p[i] >= 0, p[i] <= 1 else {
      throw .invalidProbability(row: i % probabilities.rows, column: i / probabilities.rows)
    }
  }
}
