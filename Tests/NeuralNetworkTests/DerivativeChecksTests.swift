import LinearAlgebra
import NeuralNetwork
import TestSupport
import Testing

/// Proves that the checker in TestSupport finds the faults it is there for.
@Suite struct DerivativeChecksTests {
  /// `y = s x` with a learned number `s`, and faults on demand.
  struct Scaling: Layer {
    enum Fault {
      case none
      case input
      case parameter
      case overwrites
      case skips
    }
    var factor: Matrix<Double> = [[0.7]]
    var fault = Fault.none

    mutating func visit(
      _ path: String, _ body: (_ name: String, _ parameter: inout Matrix<Double>) throws -> Void
    ) rethrows { try body(parameterName(path, "factor"), &factor) }

    mutating func visit(
      with other: Self,
      _ body: (_ parameter: inout Matrix<Double>, _ other: Matrix<Double>) throws -> Void
    ) rethrows { try body(&factor, other.factor) }

    func forward(_ input: Matrix<Double>) -> (output: Matrix<Double>, context: Matrix<Double>) {
      (factor[0, 0] * input, input)
    }

    func backward(
      _ cotangent: Matrix<Double>, _ context: Matrix<Double>, into gradient: inout Self
    ) -> Matrix<Double> {
      accumulate(cotangent, context, into: &gradient)
      return (factor[0, 0] + (fault == .input ? 1e-6 : 0)) * cotangent
    }

    func accumulateGradient(
      _ cotangent: Matrix<Double>, _ context: Matrix<Double>, into gradient: inout Self
    ) {
      if fault != .skips { accumulate(cotangent, context, into: &gradient) }
    }

    private func accumulate(
      _ cotangent: Matrix<Double>, _ context: Matrix<Double>, into gradient: inout Self
    ) {
      let slope = cotangent.dot(context) * (fault == .parameter ? 1 + 1e-6 : 1)
      if fault == .overwrites {
        gradient.factor[0, 0] = slope
      } else {
        gradient.factor[0, 0] += slope
      }
    }
  }

  let input: Matrix<Double> = randomMatrix(3, 4, seed: 5)

  @Test func `a right derivative passes`() {
    expectDerivative(of: Scaling(), at: input)
  }

  @Test(arguments: [Scaling.Fault.input, .parameter, .overwrites, .skips])
  func `a wrong derivative is found`(fault: Scaling.Fault) {
    withKnownIssue { expectDerivative(of: Scaling(fault: fault), at: input) }
  }

  @Test func `a wrong pullback is found`() {
    withKnownIssue {
      expectPullback(
        at: input, of: { $0.multiplied(by: $0) },
        pullback: { cotangent, input in cotangent.multiplied(by: input) })
    }
  }

  @Test func `a pullback of squares passes`() {
    expectPullback(
      at: input, of: { $0.multiplied(by: $0) },
      pullback: { cotangent, input in 2 * cotangent.multiplied(by: input) })
  }
}
