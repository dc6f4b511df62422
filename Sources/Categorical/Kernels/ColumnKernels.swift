import CKernels
import LinearAlgebra

/// The kernels of `CKernels` over the runs of a matrix, for code generic over `Float` and `Double`.
///
/// The only file with pointers. `RealScalar` has exactly two conformers, so that after a test of the
/// metatype a pointer to `Scalar` is one to `Float` or `Double`. The callers have checked all shapes.
enum ColumnKernels {
  /// `softmax(ℓ / τ)` of each run.
  static func softmax<Scalar: RealScalar>(
    _ logits: Matrix<Scalar>, _ grouping: Grouping, temperature: Scalar,
    into output: inout Matrix<Scalar>
  ) {
    let (classes, runs) = (grouping.classes, grouping.runs)
    unsafe logits.withUnsafeElements { x in
      unsafe output.withUnsafeMutableElements { y in
        if Scalar.self == Float.self {
          unsafe ck_softmax_f32(x.floats, y.floats, classes, runs, Float(temperature))
        } else {
          unsafe ck_softmax_f64(x.doubles, y.doubles, classes, runs, Double(temperature))
        }
      }
    }
  }

  /// `p ⊙ (g - ⟨p, g⟩) / τ` of each run, for every positive `τ`.
  static func softmaxPullback<Scalar: RealScalar>(
    _ cotangent: Matrix<Scalar>, probabilities: Matrix<Scalar>, _ grouping: Grouping,
    temperature: Scalar, into gradient: inout Matrix<Scalar>
  ) {
    let (classes, runs) = (grouping.classes, grouping.runs)
    let scale = reciprocal(temperature)
    unsafe probabilities.withUnsafeElements { p in
      unsafe cotangent.withUnsafeElements { g in
        unsafe gradient.withUnsafeMutableElements { out in
          if Scalar.self == Float.self {
            unsafe ck_softmax_pullback_f32(
              p.floats, g.floats, out.floats, classes, runs, Float(scale))
          } else {
            unsafe ck_softmax_pullback_f64(
              p.doubles, g.doubles, out.doubles, classes, runs, Double(scale))
          }
        }
      }
    }
    finish(&gradient, temperature: temperature)
  }

  /// `log softmax(ℓ / τ)` of each run.
  static func logSoftmax<Scalar: RealScalar>(
    _ logits: Matrix<Scalar>, _ grouping: Grouping, temperature: Scalar,
    into output: inout Matrix<Scalar>
  ) {
    let (classes, runs) = (grouping.classes, grouping.runs)
    unsafe logits.withUnsafeElements { x in
      unsafe output.withUnsafeMutableElements { y in
        if Scalar.self == Float.self {
          unsafe ck_log_softmax_f32(x.floats, y.floats, classes, runs, Float(temperature))
        } else {
          unsafe ck_log_softmax_f64(x.doubles, y.doubles, classes, runs, Double(temperature))
        }
      }
    }
  }

  /// `(h - p Σ h) / τ` of each run, for every positive `τ`.
  static func logSoftmaxPullback<Scalar: RealScalar>(
    _ cotangent: Matrix<Scalar>, logProbabilities: Matrix<Scalar>, _ grouping: Grouping,
    temperature: Scalar, into gradient: inout Matrix<Scalar>
  ) {
    let (classes, runs) = (grouping.classes, grouping.runs)
    let scale = reciprocal(temperature)
    unsafe logProbabilities.withUnsafeElements { l in
      unsafe cotangent.withUnsafeElements { h in
        unsafe gradient.withUnsafeMutableElements { out in
          if Scalar.self == Float.self {
            unsafe ck_log_softmax_pullback_f32(
              l.floats, h.floats, out.floats, classes, runs, Float(scale))
          } else {
            unsafe ck_log_softmax_pullback_f64(
              l.doubles, h.doubles, out.doubles, classes, runs, Double(scale))
          }
        }
      }
    }
    finish(&gradient, temperature: temperature)
  }

  /// `Σ q log q + log K` of each run given by `log q`, which its gradient by the logits replaces.
  static func klToUniform<Scalar: RealScalar>(
    _ logarithms: inout Matrix<Scalar>, _ grouping: Grouping, into values: inout Matrix<Scalar>
  ) {
    let (classes, runs) = (grouping.classes, grouping.runs)
    unsafe logarithms.withUnsafeMutableElements { l in
      unsafe values.withUnsafeMutableElements { v in
        if Scalar.self == Float.self {
          unsafe ck_kl_to_uniform_f32(l.floats, v.floats, l.floats, classes, runs)
        } else {
          unsafe ck_kl_to_uniform_f64(l.doubles, v.doubles, l.doubles, classes, runs)
        }
      }
    }
  }

  /// A one at the largest element of each run, the lowest index on ties.
  static func argmaxOneHot<Scalar: RealScalar>(
    _ logits: Matrix<Scalar>, _ grouping: Grouping, into output: inout Matrix<Scalar>
  ) {
    let (classes, runs) = (grouping.classes, grouping.runs)
    unsafe logits.withUnsafeElements { x in
      unsafe output.withUnsafeMutableElements { y in
        if Scalar.self == Float.self {
          unsafe ck_argmax_one_hot_f32(x.floats, y.floats, classes, runs)
        } else {
          unsafe ck_argmax_one_hot_f64(x.doubles, y.doubles, classes, runs)
        }
      }
    }
  }

  /// The index of the largest element of each run, the lowest on ties.
  static func argmaxIndices<Scalar: RealScalar>(
    _ logits: Matrix<Scalar>, _ grouping: Grouping
  ) -> [Int] {
    let (classes, runs) = (grouping.classes, grouping.runs)
    return unsafe logits.withUnsafeElements { x in
      unsafe [Int](unsafeUninitializedCapacity: runs) { indices, count in
        if Scalar.self == Float.self {
          unsafe ck_argmax_f32(x.floats, indices.baseAddress, classes, runs)
        } else {
          unsafe ck_argmax_f64(x.doubles, indices.baseAddress, classes, runs)
        }
        count = runs
      }
    }
  }

  /// Hands the index of the largest element of each run to `body`, without a list of them.
  @inline(__always)
  static func forEachArgmax<Scalar: RealScalar>(
    _ logits: Matrix<Scalar>, _ grouping: Grouping, _ body: (Int) -> Void
  ) {
    let (classes, runs, most) = (grouping.classes, grouping.runs, 64)
    unsafe logits.withUnsafeElements { x in
      unsafe withUnsafeTemporaryAllocation(of: Int.self, capacity: most) { indices in
        for run in stride(from: 0, to: runs, by: most) {
          let (count, first) = (min(most, runs - run), run * classes)
          if Scalar.self == Float.self {
            unsafe ck_argmax_f32(
              x.floats.map { unsafe $0 + first }, indices.baseAddress, classes, count)
          } else {
            unsafe ck_argmax_f64(
              x.doubles.map { unsafe $0 + first }, indices.baseAddress, classes, count)
          }
          for index in 0..<count { unsafe body(indices[index]) }
        }
      }
    }
  }

  /// `softmax((ℓ + G) / τ)` of each run and, if the sample is hard, the one-hot of its argmax.
  static func gumbelSoftmax<Scalar: RealScalar>(
    _ logits: Matrix<Scalar>, noise: Matrix<Scalar>, _ grouping: Grouping, temperature: Scalar,
    into sample: inout GumbelSoftmaxSample<Scalar>
  ) {
    let (classes, runs) = (grouping.classes, grouping.runs)
    unsafe logits.withUnsafeElements { x in
      unsafe noise.withUnsafeElements { g in
        unsafe withElements(of: &sample) { y, oneHot in
          if Scalar.self == Float.self {
            unsafe ck_gumbel_softmax_f32(
              x.floats, g.floats, y.floats, oneHot?.floats, classes, runs, Float(temperature))
          } else {
            unsafe ck_gumbel_softmax_f64(
              x.doubles, g.doubles, y.doubles, oneHot?.doubles, classes, runs,
              Double(temperature))
          }
        }
      }
    }
  }

  /// Lends the relaxed and, if the sample is hard, the one-hot vectors.
  static func withElements<Scalar: RealScalar>(
    of sample: inout GumbelSoftmaxSample<Scalar>,
    _ body: (UnsafeMutableBufferPointer<Scalar>, UnsafeMutableBufferPointer<Scalar>?) -> Void
  ) {
    var discrete = sample.discrete.take()
    unsafe sample.relaxed.withUnsafeMutableElements { relaxed in
      if discrete != nil {
        unsafe discrete?.withUnsafeMutableElements { unsafe body(relaxed, $0) }
      } else {
        unsafe body(relaxed, nil)
      }
    }
    sample.discrete = discrete
  }

  /// `exp` of each element.
  static func exp<Scalar: RealScalar>(_ matrix: Matrix<Scalar>) -> Matrix<Scalar> {
    var result = Matrix<Scalar>(matrix.shape)
    let count = matrix.count
    unsafe matrix.withUnsafeElements { x in
      unsafe result.withUnsafeMutableElements { y in
        if Scalar.self == Float.self {
          unsafe ck_exp_f32(x.floats, y.floats, count)
        } else {
          unsafe ck_exp_f64(x.doubles, y.doubles, count)
        }
      }
    }
    return result
  }
}

// MARK: Extreme temperatures

/// The factor of a pullback kernel: `1 / τ`, or 1 where that would overflow.
private func reciprocal<Scalar: RealScalar>(_ temperature: Scalar) -> Scalar {
  (1 / temperature).isFinite ? 1 / temperature : 1
}

/// Divides by a temperature whose reciprocal overflows: `0 · ∞` would be NaN where `0 / τ` is zero.
private func finish<Scalar: RealScalar>(_ gradient: inout Matrix<Scalar>, temperature: Scalar) {
  if !(1 / temperature).isFinite {
    gradient /= temperature
  } else if temperature == .infinity {
    gradient.setToZero()
  }
}
