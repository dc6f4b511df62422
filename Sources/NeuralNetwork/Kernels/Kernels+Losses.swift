import CKernels
import LinearAlgebra

extension Kernels {
  /// The sum of squares, accumulated in `Double` part by part.
  @inline(__always)
  static func sumOfSquares<Scalar: RealScalar>(_ x: UnsafeBufferPointer<Scalar>) -> Double {
    guard let start = x.baseAddress else { return 0 }
    let parts = (x.count + partLength - 1) / partLength
    return unsafe withUnsafeTemporaryAllocation(of: Double.self, capacity: max(1, parts)) { sums in
      unsafe sums.initialize(repeating: 0)
      inParts(x.count) { part in
        let i = part.lowerBound
        unsafe sums[i / partLength] =
          Scalar.self == Float.self
          ? ck_sum_of_squares_f32(float(start + i), part.count)
          : ck_sum_of_squares_f64(double(start + i), part.count)
      }
      return unsafe sums.reduce(0, +)
    }
  }

  /// The Bernoulli losses of every column, and their derivatives by the logits if asked for.
  ///
  /// The derivatives may replace the logits.
  @inline(__always)
  static func bernoulliLogits<Scalar: RealScalar>(
    _ logits: UnsafeBufferPointer<Scalar>, _ targets: UnsafeBufferPointer<Scalar>,
    into gradient: UnsafeMutablePointer<Scalar>?, losses: UnsafeMutableBufferPointer<Double>
  ) {
    let columns = losses.count
    guard columns > 0, let l = logits.baseAddress, let t = targets.baseAddress,
      let losses = losses.baseAddress
    else { return }
    let rows = logits.count / columns
    inParts(columns, ofLength: rows) { part in
      let (i, first) = (part.lowerBound * rows, part.lowerBound)
      if Scalar.self == Float.self {
        unsafe ck_bernoulli_logits_f32(
          float(l + i), float(t + i), gradient.map { unsafe float($0 + i) }, rows, part.count,
          losses + first)
      } else {
        unsafe ck_bernoulli_logits_f64(
          double(l + i), double(t + i), gradient.map { unsafe double($0 + i) }, rows, part.count,
          losses + first)
      }
    }
  }
}
