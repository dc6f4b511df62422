import CKernels
import Foundation
import Testing

@Suite struct ExpLogTests {
  /// Every 59 999th pattern: all signs and exponents, subnormals, infinities and NaN.
  static let floats = stride(from: 0, through: UInt32.max, by: 59_999).map {
    Float(bitPattern: $0)
  }

  @Test(arguments: levels) func `exp and log of floats are within 1.2 ulp`(level: ck_level) {
    at(level) {
      expectUlps(Self.floats, Float.kernelExp(Self.floats), 1.2) { exp(Double($0)) }
      expectUlps(Self.floats, Float.kernelLog(Self.floats), 1.2) { log(Double($0)) }
    }
  }

  @Test(arguments: levels)
  func `tanh and the logistic function of floats are within 3 ulp`(level: ck_level) {
    at(level) {
      expectUlps(Self.floats, Float.kernelTanh(Self.floats), 3) { tanh(Double($0)) }
      // Results below the smallest normal number become zero.
      let x = Self.floats.filter { !($0 <= -87.3) }
      expectUlps(x, Float.kernelSigmoid(x), 3) { 1 / (1 + exp(-Double($0))) }
      #expect(Float.kernelSigmoid([-88, -1e38, -.infinity]) == [0, 0, 0])
    }
  }

  #if arch(x86_64)
  /// Patterns of every kind, and dense ranges where the results are ordinary.
  static let doubles: [Double] = {
    let patterns = (0..<50_000 as Range<UInt64>).map { $0 &* 368_934_881_474_191 }
    let range = stride(from: -746, through: 711, by: 0.0271)
    let unit = stride(from: -1.5, through: 1.5, by: 0.000_123_7)
    return patterns.map { Double(bitPattern: $0) } + range + unit
  }()

  @Test(arguments: levels) func `exp and log of doubles are within 1.2 ulp`(level: ck_level) {
    at(level) {
      expectUlps(Self.doubles, Double.kernelExp(Self.doubles), 1.2) { exp(Float80($0)) }
      let near = Self.doubles + stride(from: 0.5, through: 2, by: 0.000_123_7)
      expectUlps(near, Double.kernelLog(near), 1.2) { log(Float80($0)) }
    }
  }

  @Test(arguments: levels)
  func `tanh and the logistic function of doubles are within 3 ulp`(level: ck_level) {
    at(level) {
      expectUlps(Self.doubles, Double.kernelTanh(Self.doubles), 3) { tanh(Float80($0)) }
      let x = Self.doubles.filter { !($0 <= -708.3) }
      expectUlps(x, Double.kernelSigmoid(x), 3) { 1 / (1 + exp(-Float80($0))) }
    }
  }
  #endif

  @Test(arguments: levels) func `special values are exact`(level: ck_level) {
    func check<T: KernelScalar>(_: T.Type) {
      let inputs: [T] = [0, -0.0, .infinity, -.infinity, .nan, -1]
      let exponentials = T.kernelExp(inputs)
      #expect(exponentials[0..<4] == [1, 1, .infinity, 0])
      #expect(exponentials[4].isNaN)
      let logarithms = T.kernelLog(inputs + [1])
      #expect(logarithms[0..<3] == [-.infinity, -.infinity, .infinity])
      #expect(logarithms[3...5].allSatisfy { $0.isNaN })
      #expect(logarithms[6] == 0)
      let tangents = T.kernelTanh(inputs)
      #expect(tangents[0..<4] == [0, 0, 1, -1])
      #expect(tangents[1].sign == .minus)
      #expect(tangents[4].isNaN)
      #expect(T.kernelSigmoid(inputs)[0..<4] == [0.5, 0.5, 1, 0])
      #expect(T.kernelSigmoid(inputs)[4].isNaN)
    }
    at(level) {
      check(Float.self)
      check(Double.self)
    }
  }

  @Test(arguments: levels)
  func `overflow starts and underflow ends where the type does`(level: ck_level) {
    at(level) {
      #expect(
        Float.kernelExp([88.72283, 88.72284, -103.972, -103.9722]) == [
          Float(exp(Double(Float(88.72283)))), .infinity, .leastNonzeroMagnitude, 0,
        ])
      #expect(
        Double.kernelExp([709.79, -745.13, -745.14]) == [
          .infinity, .leastNonzeroMagnitude, 0,
        ])
    }
  }
}

/// Compares results with a reference in a wider type, in units in the last place of the reference.
///
/// NaN, infinity and zero must be met exactly.
func expectUlps<T: KernelScalar, Wide: BinaryFloatingPoint>(
  _ inputs: [T], _ results: [T], _ bound: Double, sourceLocation: SourceLocation = #_sourceLocation,
  _ reference: (T) -> Wide
) {
  var worst = (ulps: 0.0, input: T.zero)
  for (x, y) in zip(inputs, results) {
    let wide = reference(x)
    let rounded = T(wide)
    let same = y == rounded || (y.isNaN && rounded.isNaN)
    if same { continue }
    guard rounded.isFinite, y.isFinite else {
      worst = (.infinity, x)
      continue
    }
    let ulps = Double(abs(Wide(y) - wide) / Wide(rounded.ulp))
    if ulps > worst.ulps { worst = (ulps, x) }
  }
  #expect(worst.ulps <= bound, "at \(worst.input)", sourceLocation: sourceLocation)
}
