import LinearAlgebra
import RealModule

// Temperatures of their own for the categoricals of a matrix.
//
// A matrix of temperatures has a row for each of the `L` categoricals of a column or a single one, and
// a column for each sample or a single one; what there is only one of is shared. Its gradient has the
// same shape, summed over what is shared.

extension Grouping {
  /// The place of the temperature of a run.
  func temperaturePlace(_ run: Int, in shape: Shape) -> (row: Int, column: Int) {
    (
      shape.rows == 1 ? 0 : run % valueShape.rows,
      shape.columns == 1 ? 0 : run / valueShape.rows
    )
  }

  /// Traps unless temperatures of this shape can be shared out.
  func expectTemperatures(_ other: Shape) {
    let values = valueShape
    precondition(
      (other.rows == 1 || other.rows == values.rows)
        && (other.columns == 1 || other.columns == values.columns),
      "the matrix of temperatures is \(other), expected \(values), or 1 for what is shared")
  }

  /// The temperature of each run; throws unless all are positive.
  func temperatures<Scalar: RealScalar>(
    _ temperatures: Matrix<Scalar>
  ) throws(CategoricalError) -> [Scalar] {
    expectTemperatures(temperatures.shape)
    let elements = temperatures.elements
    for i in elements.indices { try validate(temperature: elements[i]) }
    return spread(temperatures)
  }

  /// The temperature of each run, not validated.
  func spread<Scalar: RealScalar>(_ temperatures: Matrix<Scalar>) -> [Scalar] {
    (0..<runs).map {
      let place = temperaturePlace($0, in: temperatures.shape)
      return temperatures[place.row, place.column]
    }
  }

  /// Sums values of runs into the shape of the temperatures.
  func sumTemperatures<Scalar: RealScalar>(_ values: [Double], _ shape: Shape) -> Matrix<Scalar> {
    var sums = Matrix<Double>(shape)
    for run in 0..<runs {
      let place = temperaturePlace(run, in: shape)
      sums[place.row, place.column] += values[run]
    }
    return sums.map { Scalar($0) }
  }

  /// Logits with the same softmax at temperature one: `(ℓ - max ℓ) / τ`.
  ///
  /// No overflow makes a class masked that is not, and no infinite temperature unmasks one.
  func tempered<Scalar: RealScalar>(
    _ logits: Matrix<Scalar>, _ temperatures: [Scalar]
  ) -> Matrix<Scalar> {
    var result = logits
    var x = result.mutableElements
    for run in 0..<runs {
      let range = range(of: run)
      let best = Scalar(largest(x.span, range))
      for k in range where x[k] > -.infinity {
        let difference = max(x[k] - best, -.greatestFiniteMagnitude)
        x[k] = max(difference / temperatures[run], -.greatestFiniteMagnitude)
      }
    }
    return result
  }

  /// Divides a gradient at temperature one by the temperatures and derives theirs.
  ///
  /// With `ℓ = τ Y + c` and a gradient `d = τ ∂ℓ` whose entries sum to zero, `∂τ = -⟨d, ℓ⟩ / τ²` is
  /// `-⟨∂ℓ, Y⟩`: the logits themselves are not needed.
  func temper<Scalar: RealScalar>(
    _ gradient: inout Matrix<Scalar>, _ temperatures: Matrix<Scalar>, logs: Matrix<Scalar>
  ) -> Matrix<Scalar> {
    let each = spread(temperatures)
    var sums = [Double](repeating: 0, count: runs)
    let y = logs.elements
    var d = gradient.mutableElements
    for run in 0..<runs {
      for k in range(of: run) where d[k] != 0 {
        d[k] /= each[run]
        sums[run] -= product(Double(d[k]), Double(y[k]))
      }
    }
    return sumTemperatures(sums, temperatures.shape)
  }
}

extension Matrix where Element: RealScalar {
  /// The logarithm of each element.
  func logarithms() -> Matrix { map { .log($0) } }
}

extension RealScalar {
  /// A temperature in the precision of this type, in which no positive number rounds to zero.
  init(temperature: Double) {
    let rounded = Self(temperature)
    self = rounded == 0 && temperature > 0 ? .leastNonzeroMagnitude : rounded
  }
}
