public import LinearAlgebra
import RealModule

/// A function of one-hot vectors to try estimators on: a mean of one-dimensional profiles.
///
///     f(z) = 1/R Σ_r φ(⟨w_r, z⟩ - t_r)
///
/// The profile decides how far `f` is from linear, and with it which estimators are exact.
///
/// > Reference: Shekhovtsov (2023) for such problems; Liu et al. (2023), section 5.1, for
/// > ``polynomialProgram(variables:power:target:)``.
public struct RidgeObjective<Scalar: RealScalar>: DifferentiableObjective, Sendable, Equatable {
  /// The function `φ` of one number.
  public enum Profile: Hashable, Sendable {
    /// `φ(x) = x`.
    case linear
    /// `φ(x) = x²`.
    case square
    /// `φ(x) = x³`.
    case cube
    /// `φ(x) = |x|^p`, with `p > 1`.
    case power(Double)
    /// `φ(x) = tanh x`: a small network.
    case tanh
  }

  /// The directions `w_r`, one in each row.
  public let directions: Matrix<Scalar>

  /// The offsets `t_r`.
  public let offsets: Vector<Scalar>

  /// The function `φ`.
  public let profile: Profile

  /// Makes a function.
  ///
  /// - Parameters:
  ///   - directions: The directions `w_r`, one in each row; their columns are the rows of samples.
  ///   - offsets: The offsets `t_r`, one for each direction.
  ///   - profile: The function `φ`.
  public init(directions: Matrix<Scalar>, offsets: Vector<Scalar>, profile: Profile) {
    precondition(
      offsets.count == directions.rows && !directions.isEmpty,
      "\(offsets.count) offsets for directions of \(directions.shape)")
    if case .power(let exponent) = profile {
      precondition(exponent > 1 && exponent.isFinite, "a power needs an exponent above 1")
    }
    self.directions = directions
    self.offsets = offsets
    self.profile = profile
  }

  /// Makes a function with random directions and offsets, from -1 to 1 in each element.
  ///
  /// - Parameters:
  ///   - rows: The number of rows of a sample.
  ///   - terms: The number `R` of directions.
  ///   - profile: The function `φ`.
  ///   - scale: A factor for directions and offsets.
  ///   - generator: The source of randomness.
  public init(
    rows: Int, terms: Int, profile: Profile, scale: Double = 1,
    using generator: inout some RandomNumberGenerator
  ) {
    let directions = Matrix<Scalar>(rows: terms, columns: rows) { _, _ in
      Scalar(scale * Double.random(in: -1...1, using: &generator))
    }
    let offsets = Vector<Scalar>(count: terms) { _ in
      Scalar(scale * Double.random(in: -1...1, using: &generator))
    }
    self.init(directions: directions, offsets: offsets, profile: profile)
  }

  /// Polynomial programming: `f(z) = 1/L Σ_l |z_l - t|^p` of binary variables `z_l`.
  ///
  /// Binary variables are categoricals of two classes, 0 and 1, and `z_l` is the row of class 1. With
  /// `t < ½` the optimum is `t^p`, where every variable is 0.
  ///
  /// - Parameters:
  ///   - variables: The number `L` of variables.
  ///   - power: The exponent `p`, above one.
  ///   - target: The number `t`.
  /// - Returns: The function, of `2 L` rows.
  public static func polynomialProgram(
    variables: Int, power: Double, target: Double = 0.45
  ) -> RidgeObjective {
    RidgeObjective(
      directions: Matrix(rows: variables, columns: 2 * variables) { $1 == 2 * $0 + 1 ? 1 : 0 },
      offsets: Vector(count: variables, repeating: Scalar(target)), profile: .power(power))
  }

  /// Computes `f` and `1/R Σ_r φ'(⟨w_r, z⟩ - t_r) w_r`.
  public func valuesWithGradient(
    _ samples: Matrix<Scalar>
  ) -> (values: Vector<Scalar>, gradient: Matrix<Scalar>) {
    var arguments = directions * samples
    arguments.addToColumns(-offsets)
    let (heights, slopes) = apply(profile, arguments, scale: 1 / Scalar(directions.rows))
    return (heights.columnSums(), directions.transposed * slopes)
  }
}

/// `φ` and `φ'` of each element, times a factor.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func apply<Scalar: RealScalar>(
  _ profile: RidgeObjective<Scalar>.Profile, _ arguments: Matrix<Scalar>, scale: Scalar
) -> (heights: Matrix<Scalar>, slopes: Matrix<Scalar>) {
  var (heights, slopes) = (arguments, arguments)
  let x = arguments.elements
  var value = heights.mutableElements
  var slope = slopes.mutableElements
  for i in x.indices {
    let (y, d): (Scalar, Scalar) =
      switch profile {
      case .linear: (x[i], 1)
      case .square: (x[i] * x[i], 2 * x[i])
      case .cube: (x[i] * x[i] * x[i], 3 * x[i] * x[i])
      case .power(let exponent): power(x[i], Scalar(exponent))
      case .tanh: tanh(x[i])
      }
    value[i] = scale * y
    slope[i] = scale * d
  }
  return (heights, slopes)
}

private func power<Scalar: RealScalar>(_ x: Scalar, _ exponent: Scalar) -> (Scalar, Scalar) {
  let size = abs(x)
  let slope = exponent * Scalar.pow(size, exponent - 1)
  return (Scalar.pow(size, exponent), x < 0 ? -slope : slope)
}

private func tanh<Scalar: RealScalar>(_ x: Scalar) -> (Scalar, Scalar) {
  let y = Scalar.tanh(x)
  return (y, 1 - y * y)
}
