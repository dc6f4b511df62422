package import LinearAlgebra

/// Finds the largest element of each categorical; of equal ones the lowest index wins.
///
/// - Parameters:
///   - codes: One-hot or relaxed samples.
///   - classes: The number of rows of one categorical.
/// - Returns: `rows / classes` indices for each column, column by column.
/// - Precondition: `classes` divides the rows.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
package func largestClasses<Scalar: RealScalar>(
  _ codes: Matrix<Scalar>, classes: Int
) -> [Int] {
  ColumnKernels.argmaxIndices(codes, Grouping(codes.shape, classes: classes))
}
