public import LinearAlgebra

/// Finds the permutation with the largest sum of scores.
///
///     argmax_π Σ_i s_{i, π(i)}
///
/// By the method of Kuhn and Munkres, with shortest augmenting paths and potentials, in double precision.
///
/// - Parameter scores: A square matrix; `-infinity` forbids a pair.
/// - Returns: For each row its column.
/// - Throws: ``CategoricalError/nonFiniteLogit(row:column:)`` if a score is NaN or `+infinity`,
///   ``CategoricalError/noPermutation(row:)`` if no permutation avoids the forbidden pairs.
/// - Precondition: The matrix is square.
/// - Complexity: O(n³).
///
/// > Reference: Kuhn (1955); Jonker and Volgenant (1987).
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func maximumAssignment<Scalar: RealScalar>(
  _ scores: Matrix<Scalar>
) throws(CategoricalError) -> [Int] {
  let n = scores.rows
  precondition(scores.isSquare, "cannot assign the rows of a \(scores.shape) matrix")
  let s = scores.elements
  for i in s.indices where !(s[i] < .infinity) {
    throw .nonFiniteLogit(row: i % n, column: i / n)
  }
  // Place n of `rows` holds the row to be placed; `cost - potentials` is nowhere negative.
  var rowPotentials = [Double](repeating: 0, count: n)
  var columnPotentials = [Double](repeating: 0, count: n + 1)
  var rows = [Int?](repeating: nil, count: n + 1)
  for row in 0..<n {
    var distance = [Double](repeating: .infinity, count: n)
    var previous = [Int](repeating: n, count: n)
    var visited = [Bool](repeating: false, count: n + 1)
    var column = n
    rows[n] = row
    while let current = rows[column] {
      visited[column] = true
      var (step, next) = (Double.infinity, nil as Int?)
      for j in 0..<n where !visited[j] {
        let reduced =
          -Double(s[j * n + current]) - rowPotentials[current] - columnPotentials[j]
        if reduced < distance[j] { (distance[j], previous[j]) = (reduced, column) }
        if distance[j] < step { (step, next) = (distance[j], j) }
      }
      guard let next else { throw .noPermutation(row: row) }
      for j in 0...n {
        if visited[j], let matched = rows[j] {
          rowPotentials[matched] += step
          columnPotentials[j] -= step
        } else if j < n {
          distance[j] -= step
        }
      }
      column = next
    }
    while column != n {
      rows[column] = rows[previous[column]]
      column = previous[column]
    }
  }
  var result = [Int](repeating: 0, count: n)
  for column in 0..<n {
    if let row = rows[column] { result[row] = column }
  }
  return result
}
