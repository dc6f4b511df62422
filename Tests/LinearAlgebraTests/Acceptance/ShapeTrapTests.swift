import LinearAlgebra
import LinearAlgebraTesting
import Testing

/// Operands that do not fit trap before BLAS or LAPACK sees them, and the message names both shapes.
@Suite struct ShapeTrapTests {
  @Test func `right sides of the wrong shape trap for every solver`() async {
    // A process each takes time; most share their checks.
    for number in stride(from: 0, to: everySystem(Double.self, size: 3).count, by: 4) {
      let left = await #expect(
        processExitsWith: .failure, observing: [\.standardErrorContent, \.standardOutputContent]
      ) { [number = number as Int] in
        let solver = try everySystem(Double.self, size: 3)[number].make()
        _ = try solver.solve(Matrix(rows: 4, columns: 2))
      }
      expectTrap(left, "4×2")
      expectTrap(left, "3×3")
      let right = await #expect(
        processExitsWith: .failure, observing: [\.standardErrorContent, \.standardOutputContent]
      ) { [number = number as Int] in
        let solver = try everySystem(Double.self, size: 3)[number].make()
        _ = try solver.solve(Matrix(rows: 3, columns: 2), side: .right)
      }
      expectTrap(right, "3×2")
      expectTrap(right, "3×3")
    }
  }

  @Test func `products of the wrong shapes trap`() async {
    let product = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent, \.standardOutputContent]
    ) { _ = Matrix<Double>(rows: 2, columns: 3) * Matrix<Double>(rows: 2, columns: 3) }
    expectTrap(product, "2×3 by 2×3")
    let sum = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent, \.standardOutputContent]
    ) { _ = Matrix<Double>(rows: 2, columns: 3) + Matrix<Double>(rows: 3, columns: 2) }
    expectTrap(sum, "2×3 and 3×2")
    let structured = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent, \.standardOutputContent]
    ) { _ = Diagonal<Double>([1, 2]) * Matrix<Double>(rows: 3, columns: 2) }
    expectTrap(structured, "2×2 by 3×2")
    let factor = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent, \.standardOutputContent]
    ) { _ = try Cholesky(Matrix<Double>(rows: 3, columns: 2)) }
    expectTrap(factor, "3×2")
    let rectangular = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent, \.standardOutputContent]
    ) {
      _ = try Matrix<Double>(rows: 3, columns: 2).lu(allowSingular: true)
        .solve(Matrix(rows: 3, columns: 1))
    }
    expectTrap(rectangular, "3×2")
  }
}
