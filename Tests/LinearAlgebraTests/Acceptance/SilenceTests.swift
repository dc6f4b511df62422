import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import Testing

/// LAPACK prints what it dislikes to standard output; it must never get to see it.
@Suite struct SilenceTests {
  @Test func `hostile input prints nothing`() async {
    let result = await #expect(
      processExitsWith: .success, observing: [\.standardOutputContent, \.standardErrorContent]
    ) {
      provoke(Double.self)
      provoke(Float.self)
      provoke(Complex<Double>.self)
      provoke(Complex<Float>.self)
    }
    guard let result else { return }
    let printed = String(decoding: result.standardOutputContent, as: UTF8.self)
    #expect(!printed.contains("entering") && !printed.contains("parameter number"), "\(printed)")
    let errors = String(decoding: result.standardErrorContent, as: UTF8.self)
    #expect(!errors.contains("parameter number"), "\(errors)")
  }
}

private func provoke<T: LAPACKScalar>(_: T.Type) {
  let bad: [T] = [
    .nanValue, T(realPart: .infinity, imaginaryPart: 0), 0, T(T.RealPart.leastNonzeroMagnitude),
    T(T.RealPart.greatestFiniteMagnitude),
  ]
  for size in [0, 1, 2, 5, 70] {
    for value in bad {
      for exponent in [0, -4000, 100] {
        for system in everySystem(T.self, size: size, exponent: exponent) {
          guard let solver = try? system.make() else { continue }
          _ = try? solver.solve(Matrix(rows: size, columns: 2, repeating: value))
        }
      }
      let full = Matrix(rows: size, columns: size, repeating: value)
      let wide = Matrix(rows: size, columns: 3, repeating: value)
      _ = try? full.lu(allowSingular: true).reciprocalCondition(.infinity)
      _ = try? full.lu(allowSingular: true).determinant
      _ = try? wide.lu(allowSingular: true).reconstructed()
      _ = try? Cholesky(full, allowIndefinite: true).reciprocalCondition()
      _ = try? LU(full, allowSingular: true, assumingFinite: true).solve(wide)
      _ = try? BunchKaufman(Hermitian(full), allowSingular: true).reciprocalCondition()
      _ = try? PivotedCholesky(Hermitian(full)).rank
      _ = try? full.inverse()
      _ = full * wide
      _ = Hermitian(full) * wide
      _ = Symmetric(full) * wide
      _ = Triangular(full, .upper) * wide
      _ = Triangular(full, .upper).reciprocalCondition(.one)
      _ = try? full.solveRefined(wide)
    }
  }
}
