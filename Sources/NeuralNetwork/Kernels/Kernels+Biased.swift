import CKernels
import LinearAlgebra

/// A bias and the nonlinearity behind it in one pass, as ``Linear`` has them; nil means none.
extension Kernels {
  /// `y = f(y + b)`, column by column in place.
  @inline(__always)
  static func biased<Scalar: RealScalar>(
    _ y: inout Matrix<Scalar>, _ bias: Matrix<Scalar>, _ activation: Activation?
  ) {
    let (rows, columns) = (y.rows, y.columns)
    unsafe bias.withUnsafeElements { (b: UnsafeBufferPointer<Scalar>) in
      unsafe y.withUnsafeMutableElements { (y: UnsafeMutableBufferPointer<Scalar>) in
        guard let y = y.baseAddress, let b = b.baseAddress else { return }
        switch (Scalar.self == Float.self, slope(of: activation)) {
        case (true, let slope?):
          unsafe ck_bias_leaky_relu_f32(float(y), float(b), float(y), rows, columns, Float(slope))
        case (true, nil):
          unsafe ck_bias_tanh_f32(float(y), float(b), float(y), rows, columns)
        case (false, let slope?):
          unsafe ck_bias_leaky_relu_f64(double(y), double(b), double(y), rows, columns, slope)
        case (false, nil):
          unsafe ck_bias_tanh_f64(double(y), double(b), double(y), rows, columns)
        }
      }
    }
  }

  /// `dx = f'(y) dx` in place, and `db += dx 1`, summed in `Double`.
  @inline(__always)
  static func biasedPullback<Scalar: RealScalar>(
    _ dx: inout Matrix<Scalar>, output y: Matrix<Scalar>, bias db: inout Matrix<Scalar>,
    _ activation: Activation?
  ) {
    let (rows, columns) = (dx.rows, dx.columns)
    unsafe y.withUnsafeElements { (y: UnsafeBufferPointer<Scalar>) in
      unsafe db.withUnsafeMutableElements { (db: UnsafeMutableBufferPointer<Scalar>) in
        unsafe dx.withUnsafeMutableElements { (dx: UnsafeMutableBufferPointer<Scalar>) in
          guard let y = y.baseAddress, let dx = dx.baseAddress, let db = db.baseAddress else {
            return
          }
          switch (Scalar.self == Float.self, slope(of: activation)) {
          case (true, let slope?):
            unsafe ck_bias_leaky_relu_pullback_f32(
              float(y), float(dx), float(dx), float(db), rows, columns, Float(slope))
          case (true, nil):
            unsafe ck_bias_tanh_pullback_f32(
              float(y), float(dx), float(dx), float(db), rows, columns)
          case (false, let slope?):
            unsafe ck_bias_leaky_relu_pullback_f64(
              double(y), double(dx), double(dx), double(db), rows, columns, slope)
          case (false, nil):
            unsafe ck_bias_tanh_pullback_f64(
              double(y), double(dx), double(dx), double(db), rows, columns)
          }
        }
      }
    }
  }

  /// The slope below zero, 1 without a nonlinearity, and nil for `tanh`.
  private static func slope(of activation: Activation?) -> Double? {
    switch activation {
    case nil: return 1
    case .relu?: return 0
    case .leakyReLU(let slope)?:
      checkSlope(slope)
      return slope
    case .tanh?: return nil
    }
  }
}
