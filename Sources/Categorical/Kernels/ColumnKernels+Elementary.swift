import CKernels
import LinearAlgebra

extension ColumnKernels {
  /// `log(1 + exp(x))` of each element, for `x` of at most zero, to an absolute error of 4e-16.
  static func formLogOnePlusExp(_ matrix: inout Matrix<Double>) {
    let count = matrix.count
    unsafe matrix.withUnsafeMutableElements { elements in
      let x = unsafe elements.doubles
      unsafe ck_exp_f64(x, x, count)
      for i in 0..<count { unsafe x?[i] += 1 }
      unsafe ck_log_f64(x, x, count)
    }
  }

  /// `log(exp(x) - 1)` of each element, for `x` from zero to 700, to an absolute error of 2e-14.
  static func formLogExpMinusOne(_ matrix: inout Matrix<Double>) {
    let count = matrix.count
    let exponents = matrix
    unsafe exponents.withUnsafeElements { x in
      unsafe matrix.withUnsafeMutableElements { y in
        unsafe ck_exp_f64(x.doubles, y.doubles, count)
        for i in 0..<count {
          let x = unsafe x[i]
          // Below 1/64 the difference would lose more than six bits, and the series needs six terms.
          let series =
            x * (1 + x / 2 * (1 + x / 3 * (1 + x / 4 * (1 + x / 5 * (1 + x / 6)))))
          unsafe y[i] = x < 0x1p-6 ? series : y[i] - 1
        }
        unsafe ck_log_f64(y.doubles, y.doubles, count)
      }
    }
  }

  /// The hyperbolic tangent of each element.
  static func tanh<Scalar: RealScalar>(_ matrix: consuming Matrix<Scalar>) -> Matrix<Scalar> {
    var result = matrix
    unsafe result.withUnsafeMutableElements { (y: UnsafeMutableBufferPointer<Scalar>) in
      if Scalar.self == Float.self {
        unsafe ck_tanh_f32(y.floats, y.floats, y.count)
      } else {
        unsafe ck_tanh_f64(y.doubles, y.doubles, y.count)
      }
    }
    return result
  }
}
