/// A function that can be applied to every element of a matrix or vector, real or complex.
///
///     let y = x.applying(.exp)
///
/// These are functions of elements; functions of a whole matrix, such as its exponential, have names of
/// their own. Outside of its domain a real function is NaN, where the complex one is defined.
public enum ElementaryFunction: Hashable, Sendable, CaseIterable {
  /// `exp x`
  case exp
  /// `exp x - 1`, accurate near zero.
  case expMinusOne
  /// The natural logarithm.
  case log
  /// `log (1 + x)`, accurate near zero.
  case logOnePlus
  /// The square root.
  case sqrt
  /// `1 / x`
  case reciprocal
  /// `x²`
  case square
  /// The cosine.
  case cos
  /// The sine.
  case sin
  /// The tangent.
  case tan
  /// The inverse of the cosine.
  case acos
  /// The inverse of the sine.
  case asin
  /// The inverse of the tangent.
  case atan
  /// The hyperbolic cosine.
  case cosh
  /// The hyperbolic sine.
  case sinh
  /// The hyperbolic tangent.
  case tanh
  /// The inverse of the hyperbolic cosine.
  case acosh
  /// The inverse of the hyperbolic sine.
  case asinh
  /// The inverse of the hyperbolic tangent.
  case atanh
}

/// A function that can be applied to every element of a real matrix or vector.
public enum RealFunction: Hashable, Sendable, CaseIterable {
  /// The absolute value.
  case abs
  /// `-1`, `0` or `1`; zero and NaN stay as they are.
  case sign
  /// The largest integer not above.
  case floor
  /// The smallest integer not below.
  case ceiling
  /// The closest integer, ties to even.
  case round
  /// The integer between zero and the number.
  case truncate
  /// `2ˣ`
  case exp2
  /// `10ˣ`
  case exp10
  /// The logarithm to the base two.
  case log2
  /// The logarithm to the base ten.
  case log10
  /// The cube root.
  case cubeRoot
  /// The error function.
  case errorFunction
  /// One minus the error function, accurate for large numbers.
  case complementaryErrorFunction
  /// The gamma function.
  case gamma
  /// The logarithm of the absolute value of the gamma function.
  case logGamma
}
