import LinearAlgebra

// Between the network's numbers, logits of all classes, one-hot samples and codes lie linear maps that
// treat every variable alike; where one is the identity nothing is done.

extension CodeLayout {
  /// Returns the logits of all classes for what a network gave: `(0, θ)` for a bit with the logit `θ`.
  func logits<Scalar: RealScalar>(_ output: Matrix<Scalar>) -> Matrix<Scalar> {
    hasBits ? pairsOfBits(output, zero: 0) : output
  }

  /// Returns the cotangent of the network's numbers for that of the logits.
  func logitsPullback<Scalar: RealScalar>(_ cotangent: Matrix<Scalar>) -> Matrix<Scalar> {
    hasBits ? bitsOfPairs(cotangent, zero: 0) : cotangent
  }

  /// Returns the code of one-hot or relaxed samples.
  func encode<Scalar: RealScalar>(_ sample: Matrix<Scalar>) -> Matrix<Scalar> {
    if code == .oneHot { return sample }
    return hasBits ? bitsOfPairs(sample, zero: zero()) : classBits(sample, self, zero: zero())
  }

  /// Returns the cotangent of samples for that of their code.
  func encodePullback<Scalar: RealScalar>(_ cotangent: Matrix<Scalar>) -> Matrix<Scalar> {
    if code == .oneHot { return cotangent }
    return hasBits
      ? pairsOfBits(cotangent, zero: zero()) : classBitsPullback(cotangent, self, zero: zero())
  }

  /// How the code writes a bit of zero; that of one is 1.
  private func zero<Scalar: RealScalar>() -> Scalar { code == .signed ? -1 : 0 }
}

/// `(zero · b, b)` of each bit `b`.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func pairsOfBits<Scalar: RealScalar>(
  _ bits: Matrix<Scalar>, zero: Scalar
) -> Matrix<Scalar> {
  var pairs = Matrix<Scalar>(rows: 2 * bits.rows, columns: bits.columns)
  let numbers = bits.elements
  var result = pairs.mutableElements
  for i in numbers.indices { result[2 * i + 1] = numbers[i] }
  if zero != 0 {
    for i in numbers.indices { result[2 * i] = zero * numbers[i] }
  }
  return pairs
}

/// `zero · a + b` of each pair `(a, b)`: the transpose of ``pairsOfBits(_:zero:)``.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func bitsOfPairs<Scalar: RealScalar>(
  _ matrix: Matrix<Scalar>, zero: Scalar
) -> Matrix<Scalar> {
  var bits = Matrix<Scalar>(rows: matrix.rows / 2, columns: matrix.columns)
  let pairs = matrix.elements
  var result = bits.mutableElements
  for i in result.indices { result[i] = pairs[2 * i + 1] }
  if zero != 0 {
    for i in result.indices { result[i] += zero * pairs[2 * i] }
  }
  return bits
}

/// The bits of every class, the lowest first, weighed with the class's number in the sample.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func classBits<Scalar: RealScalar>(
  _ sample: Matrix<Scalar>, _ layout: CodeLayout, zero: Scalar
) -> Matrix<Scalar> {
  let (classes, bits) = (layout.classes, layout.classes.trailingZeroBitCount)
  var code = Matrix<Scalar>(rows: layout.codeRows, columns: sample.columns)
  let weights = sample.elements
  var result = code.mutableElements
  for variable in 0..<layout.latents * sample.columns {
    for bit in 0..<bits {
      var sum: Scalar = 0
      for k in 0..<classes {
        sum += (k >> bit & 1 == 1 ? 1 : zero) * weights[variable * classes + k]
      }
      result[variable * bits + bit] = sum
    }
  }
  return code
}

/// The transpose of ``classBits(_:_:zero:)``.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func classBitsPullback<Scalar: RealScalar>(
  _ cotangent: Matrix<Scalar>, _ layout: CodeLayout, zero: Scalar
) -> Matrix<Scalar> {
  let (classes, bits) = (layout.classes, layout.classes.trailingZeroBitCount)
  var sample = Matrix<Scalar>(rows: layout.sampleRows, columns: cotangent.columns)
  let toBits = cotangent.elements
  var result = sample.mutableElements
  for variable in 0..<layout.latents * cotangent.columns {
    for k in 0..<classes {
      var sum: Scalar = 0
      for bit in 0..<bits {
        sum += (k >> bit & 1 == 1 ? 1 : zero) * toBits[variable * bits + bit]
      }
      result[variable * classes + k] = sum
    }
  }
  return sample
}

extension Matrix where Element: RealScalar {
  /// All columns `count` times, one copy beside the other.
  func repeatingColumns(_ count: Int) -> Matrix {
    count == 1 ? self : repeated(down: 1, across: count)
  }

  /// The sum of `count` copies that lie beside each other: the pullback of ``repeatingColumns(_:)``.
  func summingColumns(_ count: Int) -> Matrix {
    guard count > 1 else { return self }
    let size = rows * columns / count
    return reshaped(rows: size, columns: count).rowSums().matrix
      .reshaped(rows: rows, columns: columns / count)
  }
}
