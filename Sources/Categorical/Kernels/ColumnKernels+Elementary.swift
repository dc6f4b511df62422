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
}
