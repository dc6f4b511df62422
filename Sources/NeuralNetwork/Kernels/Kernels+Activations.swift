import CKernels
import LinearAlgebra

extension Kernels {
  /// `y = y > 0 ? y : slope · y`, in place; slope 0 means `max(y, 0)`, and NaN stays NaN.
  @inline(__always)
  static func leakyReLU<Scalar: RealScalar>(
    _ y: UnsafeMutableBufferPointer<Scalar>, slope: Scalar
  ) {
    guard let start = y.baseAddress else { return }
    if Scalar.self == Float.self {
      unsafe ck_leaky_relu_f32(float(start), float(start), y.count, Float(slope))
    } else {
      unsafe ck_leaky_relu_f64(double(start), double(start), y.count, Double(slope))
    }
  }

  /// `dx = y > 0 ? dx : slope · dx`, in place.
  @inline(__always)
  static func leakyReLUPullback<Scalar: RealScalar>(
    _ dx: UnsafeMutableBufferPointer<Scalar>, _ y: UnsafeBufferPointer<Scalar>, slope: Scalar
  ) {
    guard let d = dx.baseAddress, let y = y.baseAddress else { return }
    if Scalar.self == Float.self {
      unsafe ck_leaky_relu_pullback_f32(
        float(y), float(d), float(d), dx.count, Float(slope))
    } else {
      unsafe ck_leaky_relu_pullback_f64(
        double(y), double(d), double(d), dx.count, Double(slope))
    }
  }

  /// `dx = (1 − y²) dx`, in place.
  @inline(__always)
  static func tanhPullback<Scalar: RealScalar>(
    _ dx: UnsafeMutableBufferPointer<Scalar>, _ y: UnsafeBufferPointer<Scalar>
  ) {
    guard let d = dx.baseAddress, let y = y.baseAddress else { return }
    if Scalar.self == Float.self {
      unsafe ck_tanh_pullback_f32(float(y), float(d), float(d), dx.count)
    } else {
      unsafe ck_tanh_pullback_f64(double(y), double(d), double(d), dx.count)
    }
  }

  /// `y = tanh y`, in place.
  @inline(__always)
  static func tanh<Scalar: RealScalar>(_ y: UnsafeMutableBufferPointer<Scalar>) {
    guard let start = y.baseAddress else { return }
    if Scalar.self == Float.self {
      unsafe ck_tanh_f32(float(start), float(start), y.count)
    } else {
      unsafe ck_tanh_f64(double(start), double(start), y.count)
    }
  }
}
