import CKernels
import LinearAlgebra

extension Kernels {
  /// One step of Adam or one of its relatives, but for the decay that is part of the gradient.
  static func adam<Scalar: RealScalar>(
    _ p: UnsafeMutableBufferPointer<Scalar>, _ g: UnsafeBufferPointer<Scalar>,
    _ m: UnsafeMutableBufferPointer<Scalar>, _ v: UnsafeMutableBufferPointer<Scalar>,
    _ rule: AdamRule
  ) {
    guard let p0 = p.baseAddress, let g0 = g.baseAddress, let m0 = m.baseAddress,
      let v0 = v.baseAddress
    else { return }
    if Scalar.self == Float.self {
      inParts(p.count) { part in
        let i = part.lowerBound
        unsafe ck_adam_f32(
          float(p0 + i), float(g0 + i), float(m0 + i), float(v0 + i), part.count, rule.learningRate,
          rule.beta1, rule.beta2, rule.epsilon, rule.correction1, rule.correction2,
          rule.decoupledDecay)
      }
    } else {
      inParts(p.count) { part in
        let i = part.lowerBound
        unsafe ck_adam_f64(
          double(p0 + i), double(g0 + i), double(m0 + i), double(v0 + i), part.count,
          rule.learningRate,
          rule.beta1, rule.beta2, rule.epsilon, rule.correction1, rule.correction2,
          rule.decoupledDecay)
      }
    }
  }

  /// One step of descent with momentum.
  static func momentum<Scalar: RealScalar>(
    _ p: UnsafeMutableBufferPointer<Scalar>, _ g: UnsafeBufferPointer<Scalar>,
    _ u: UnsafeMutableBufferPointer<Scalar>, _ options: SGDOptions, _ learningRate: Double
  ) {
    guard let p0 = p.baseAddress, let g0 = g.baseAddress, let u0 = u.baseAddress else { return }
    if Scalar.self == Float.self {
      inParts(p.count) { part in
        let i = part.lowerBound
        unsafe ck_sgd_momentum_f32(
          float(p0 + i), float(g0 + i), float(u0 + i), part.count, learningRate, options.momentum,
          options.nesterov)
      }
    } else {
      inParts(p.count) { part in
        let i = part.lowerBound
        unsafe ck_sgd_momentum_f64(
          double(p0 + i), double(g0 + i), double(u0 + i), part.count, learningRate,
          options.momentum, options.nesterov)
      }
    }
  }
}
