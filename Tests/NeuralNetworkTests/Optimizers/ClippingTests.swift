import LinearAlgebra
import NeuralNetwork
import TestSupport
import Testing

@Suite struct ClippingTests {
  let gradient = Linear<Double>(weight: [[3, 0], [0, 0]], bias: [[0], [4]])

  @Test(arguments: [0.5, 1, 4.9])
  func `a long gradient keeps its direction and gets the maximal norm`(maximum: Double) {
    var clipped = gradient
    #expect(clipByNorm(&clipped, maximum: maximum) == 5)
    expectClose(clipped.norm, maximum, within: 1e-15)
    expectClose(clipped.weight, (maximum / 5) * gradient.weight, within: 1e-15)
    expectClose(clipped.bias, (maximum / 5) * gradient.bias, within: 1e-15)
  }

  @Test(arguments: [5.0, 7])
  func `a short gradient stays as it is`(maximum: Double) {
    var clipped = gradient
    #expect(clipByNorm(&clipped, maximum: maximum) == 5)
    #expect(clipped == gradient)
  }

  @Test func `gradients whose squares overflow are clipped, non-finite ones reported`() {
    var huge = Linear<Float>(weight: [[3e30]], bias: [[4e30]])
    expectClose(clipByNorm(&huge, maximum: 1) / 5e30, 1, within: 1e-6)
    expectClose(huge.weight, [[0.6]] as Matrix<Double>, within: 1e-6)
    for value in [Float.nan, .infinity] {
      var broken = Linear<Float>(weight: [[value]], bias: [[1]])
      #expect(!clipByNorm(&broken, maximum: 1).isFinite)
      #expect(broken.bias == [[1]])
    }
  }

  @Test(arguments: [0, -1, .nan, .infinity])
  func `a senseless maximum traps`(maximum: Double) async {
    let bits = maximum.bitPattern  // captures travel as JSON, which has no NaN
    await #expect(processExitsWith: .failure) { [bits = bits as UInt64] in
      var gradient = Linear<Float>(weight: [[1]], bias: [[1]])
      clipByNorm(&gradient, maximum: Double(bitPattern: bits))
    }
  }
}
