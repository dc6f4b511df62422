import CKernels
import LinearAlgebra

extension ColumnKernels {
  /// Throws if a logit is NaN or `+infinity` or a run has only masked classes.
  static func validate<Scalar: RealScalar>(
    _ logits: Matrix<Scalar>, _ grouping: Grouping
  ) throws(CategoricalError) {
    let found = check(logits, classes: grouping.classes, runs: grouping.runs)
    guard found.problem != CK_LOGITS_VALID else { return }
    let place = grouping.place(of: Int(found.column) * grouping.classes + Int(found.row))
    guard found.problem == CK_LOGITS_ALL_MASKED else {
      throw .nonFiniteLogit(row: place.row, column: place.column)
    }
    throw .fullyMaskedColumn(row: place.row, column: place.column)
  }

  /// Throws if the noise is not finite.
  ///
  /// As runs of one class, in which a single `-infinity` is a problem too.
  static func validate<Scalar: RealScalar>(
    noise: Matrix<Scalar>, _ grouping: Grouping
  ) throws(CategoricalError) {
    let found = check(noise, classes: 1, runs: noise.count)
    guard found.problem != CK_LOGITS_VALID else { return }
    let place = grouping.place(of: Int(found.column))
    throw .nonFiniteNoise(row: place.row, column: place.column)
  }

  private static func check<Scalar: RealScalar>(
    _ matrix: Matrix<Scalar>, classes: Int, runs: Int
  ) -> ck_logit_check {
    unsafe matrix.withUnsafeElements { x in
      if Scalar.self == Float.self {
        unsafe ck_check_logits_f32(x.floats, classes, runs)
      } else {
        unsafe ck_check_logits_f64(x.doubles, classes, runs)
      }
    }
  }
}
