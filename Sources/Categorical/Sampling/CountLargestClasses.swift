package import LinearAlgebra

/// Counts the largest element of each categorical; of equal ones the lowest index wins.
///
/// - Parameters:
///   - codes: One-hot or relaxed samples.
///   - classes: The number of rows of one categorical.
///   - counts: One number for each row of `codes`, increased by the samples in which it is the largest of
///     its categorical.
/// - Precondition: `classes` divides the rows.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
package func countLargestClasses<Scalar: RealScalar>(
  _ codes: Matrix<Scalar>, classes: Int, in counts: inout [Int]
) {
  precondition(
    codes.rows == counts.count, "codes of shape \(codes.shape) for \(counts.count) counts")
  var start = 0
  ColumnKernels.forEachArgmax(codes, Grouping(codes.shape, classes: classes)) { index in
    counts[start + index] += 1
    start += classes
    if start == counts.count { start = 0 }
  }
}
