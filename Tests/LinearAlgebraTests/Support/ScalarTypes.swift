import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting

/// The four scalars; a test opens one of them in a generic check.
let scalarTypes: [any LAPACKScalar.Type] = [
  Float.self, Double.self, Complex<Float>.self, Complex<Double>.self,
]

/// The two real scalars.
let realTypes: [any RealScalar.Type] = [Float.self, Double.self]

/// The sizes at which LAPACK tests its linear solvers, and the neighbours of a block.
let solverSizes = [0, 1, 2, 3, 5, 10, 50, 63, 64, 65]

extension Scalar {
  /// A scalar with two small parts, to tell transposes from adjoints.
  static func parts(_ real: Int, _ imaginary: Int) -> Self {
    Self(realPart: RealPart(real), imaginaryPart: RealPart(imaginary))
  }

  /// A value all of whose parts are NaN.
  static var nanValue: Self { Self(realPart: .nan, imaginaryPart: .nan) }

  /// Whether a part is NaN.
  var isNaNValue: Bool { realPart.isNaN || imaginaryPart.isNaN }
}
