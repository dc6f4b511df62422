package import LinearAlgebra
package import Testing

/// Whether two numbers agree within `tolerance`, relative to the expected one where that exceeds 1.
package func isClose(_ found: Double, _ expected: Double, within tolerance: Double) -> Bool {
  found == expected || abs(found - expected) <= tolerance * max(1, abs(expected))
}

/// Expects two numbers to agree within `tolerance`, relative where the expected one exceeds 1.
package func expectClose<Scalar: RealScalar>(
  _ found: Scalar, _ expected: Double, within tolerance: Double, _ name: String = "value",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(
    isClose(Double(found), expected, within: tolerance),
    "\(name) is \(found), expected \(expected)", sourceLocation: sourceLocation)
}

/// Expects the elements of two matrices of one shape to agree; reports the first that do not.
package func expectClose<Scalar: RealScalar, Reference: RealScalar>(
  _ found: Matrix<Scalar>, _ expected: Matrix<Reference>, within tolerance: Double,
  _ name: String = "matrix", sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(found.shape == expected.shape, "\(name)", sourceLocation: sourceLocation)
  guard found.shape == expected.shape else { return }
  for column in 0..<found.columns {
    for row in 0..<found.rows {
      let (a, b) = (Double(found[row, column]), Double(expected[row, column]))
      guard !isClose(a, b, within: tolerance) else { continue }
      Issue.record(
        "\(name)[\(row), \(column)] is \(a), expected \(b)", sourceLocation: sourceLocation)
      return
    }
  }
}

/// Expects the elements of two vectors of one length to agree; reports the first that do not.
package func expectClose<Scalar: RealScalar, Reference: RealScalar>(
  _ found: Vector<Scalar>, _ expected: Vector<Reference>, within tolerance: Double,
  _ name: String = "vector", sourceLocation: SourceLocation = #_sourceLocation
) {
  expectClose(
    found.matrix, expected.matrix, within: tolerance, name, sourceLocation: sourceLocation)
}
