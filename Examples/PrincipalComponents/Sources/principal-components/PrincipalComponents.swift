import LinearAlgebra

/// The directions in which the columns of a matrix vary most.
///
/// With the centred data `X − μ` taken apart into `U S Vᵀ`, the components are the columns of `U`, and
/// the variance along them is `s² / n`.
struct PrincipalComponents {
  /// The mean of all columns.
  let mean: Vector<Double>
  /// Orthonormal components, one to a column.
  private let basis: Matrix<Double>
  /// The share of the variance that the first 1, 2, 3 … components explain.
  let explainedShare: [Double]

  /// The number of components that vary at all.
  var count: Int { basis.columns }

  init(of data: Matrix<Double>) throws {
    mean = data.means(of: .rows)
    let svd = try SVD(data.addingToColumns(-mean))
    // One picture less than there are is the most that can vary.
    let rank = max(1, svd.rank())
    basis = Matrix(svd.left[rows: 0..<data.rows, columns: 0..<rank])
    let variances = (0..<rank).map { svd.singularValues[$0] * svd.singularValues[$0] }
    let total = max(variances.reduce(0, +), .leastNormalMagnitude)
    var sum = 0.0
    explainedShare = variances.map { variance in
      sum += variance
      return sum / total
    }
  }

  /// A component.
  func component(_ index: Int) -> Vector<Double> { Vector(basis.column(index)) }

  /// Returns a column of the data, rebuilt from its projections on the first components.
  func rebuilt(_ data: Matrix<Double>, column: Int, components: Int) -> Vector<Double> {
    let centred = Vector(data.column(column)) - mean
    let first = basis[rows: 0..<basis.rows, columns: 0..<components]
    let weights = first.transposed * centred
    return mean + first * weights
  }
}
