import LinearAlgebra

/// Numbers between -1 and 1 that look random and are the same in every run.
func matrix(_ rows: Int, _ columns: Int, _ seed: Int = 1) -> Matrix<Double> {
  var state = UInt64(truncatingIfNeeded: seed &* 7919 &+ rows &* 31 &+ columns)
  return Matrix(rows: rows, columns: columns) { _, _ in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) / Double(1 << 52) - 1
  }
}

/// A well-conditioned matrix.
func regular(_ n: Int, _ seed: Int = 1) -> Matrix<Double> {
  matrix(n, n, seed) + Double(n) * Matrix.identity(n)
}

/// A symmetric positive definite matrix.
func definite(_ n: Int) -> Matrix<Double> {
  let a = matrix(n, n)
  return (a + Matrix(a.transposed)) / 2 + Double(n) * Matrix.identity(n)
}

/// Memory that the raw calls write to.
final class Scratch {
  let doubles: UnsafeMutablePointer<Double>
  let integers: UnsafeMutablePointer<Int32>

  init(doubles: Int, integers: Int = 1) {
    self.doubles = .allocate(capacity: doubles)
    self.doubles.initialize(repeating: 0, count: doubles)
    self.integers = .allocate(capacity: integers)
    self.integers.initialize(repeating: 0, count: integers)
  }

  deinit {
    doubles.deallocate()
    integers.deallocate()
  }
}

/// Lends the elements of two matrices, which are not empty.
func withElements(
  _ a: Matrix<Double>, _ b: Matrix<Double>,
  _ body: (UnsafePointer<Double>, UnsafePointer<Double>) -> Void
) {
  a.withUnsafeElements { a in
    b.withUnsafeElements { b in
      if let a = a.baseAddress, let b = b.baseAddress { body(a, b) }
    }
  }
}
