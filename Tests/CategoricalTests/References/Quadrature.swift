import Foundation

/// The integral of a function by the rule of trapezoids after `x = g(t)`, `t` in a wide interval.
///
/// For functions that decay at both ends, the rule converges faster than any power of the step.
func integral(
  from lower: Double, to upper: Double, nodes: Int = 4000, of function: (Double) -> Double
) -> Double {
  let step = (upper - lower) / Double(nodes)
  return (0...nodes).reduce(0) { sum, i in
    let weight = i == 0 || i == nodes ? 0.5 : 1.0
    return sum + weight * step * function(lower + step * Double(i))
  }
}

/// The integral of a smooth function by the rule of Simpson.
func simpson(
  from lower: Double, to upper: Double, nodes: Int = 500, of function: (Double) -> Double
) -> Double {
  let step = (upper - lower) / Double(nodes)
  return (0...nodes).reduce(0) { sum, i in
    let weight = i == 0 || i == nodes ? 1.0 : i.isMultiple(of: 2) ? 2 : 4
    return sum + weight * step / 3 * function(lower + step * Double(i))
  }
}

/// The largest distance of an empirical distribution function from the true one.
///
/// For `N` draws it exceeds `√(ln(2 / α) / 2N)` with probability `α`.
func kolmogorovSmirnov(_ draws: [Double], _ cdf: (Double) -> Double) -> Double {
  let count = Double(draws.count)
  return draws.sorted().enumerated().reduce(0) { largest, draw in
    let value = cdf(draw.element)
    return max(
      largest, value - Double(draw.offset) / count, Double(draw.offset + 1) / count - value)
  }
}

/// The bound of the distance above at a false-alarm rate of 1e-6.
func kolmogorovSmirnovBound(_ count: Int) -> Double {
  (log(2e6) / (2 * Double(count))).squareRoot()
}
