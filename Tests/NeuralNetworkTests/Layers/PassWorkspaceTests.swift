import LinearAlgebra
import NeuralNetwork
import RandomStreams
import Testing

@Suite struct PassWorkspaceTests {
  /// Binary images of which a part are ones.
  static func images(_ columns: Int, ones: Double, _ stream: inout RandomStream) -> Matrix<Float> {
    Matrix(rows: 100, columns: columns) { _, _ in
      Double.random(in: 0..<1, using: &stream) < ones ? 1 : 0
    }
  }

  @Test(arguments: [[100, 20], [100, 30, 20], [100, 30, 30, 100, 20]])
  func `matrices of earlier passes change nothing`(widths: [Int]) {
    var stream = RandomStream(seed: 5, stream: 1)
    let network = MultilayerPerceptron<Float>(widths: widths, using: &stream)
    var workspace = PassWorkspace<Float>()
    // Full and partial batches, mostly zero or not, so that lists of all lengths are overwritten.
    for (columns, ones) in [
      (60, 0.2), (60, 0.8), (60, 0.01), (7, 0.1), (40, 0.2), (60, 0), (60, 0.2),
    ] {
      let input = Self.images(columns, ones: ones, &stream)
      let cotangent = Matrix<Float>(rows: 20, columns: columns) { _, _ in
        .random(in: -1...1, using: &stream)
      }
      var (gradient, expectedGradient) = (network.zeroGradient, network.zeroGradient)
      let expected = network.forward(input)
      let expectedCotangent = network.backward(
        cotangent, expected.context, into: &expectedGradient)

      var (output, context) = network.forward(input, &workspace)
      #expect(output == expected.output)
      let result = network.backward(cotangent, context, into: &gradient, &workspace)
      #expect(result == expectedCotangent)
      network.accumulateGradient(cotangent, context, into: &gradient, &workspace)
      network.accumulateGradient(cotangent, expected.context, into: &expectedGradient)
      #expect(gradient == expectedGradient)
      network.recycle(&context, &workspace)
      workspace.recycle(output)
      workspace.recycle(result)
    }
  }

  @Test func `who keeps a copy of a recycled matrix keeps its elements`() {
    var workspace = PassWorkspace<Double>()
    let kept = Matrix<Double>(rows: 3, columns: 2) { Double($0 + 10 * $1) }
    workspace.recycle(kept)
    var taken = workspace.matrix(rows: 3, columns: 2)
    multiply(Matrix<Double>.identity(3), Matrix(rows: 3, columns: 2, repeating: 7), into: &taken)
    #expect(taken == Matrix(rows: 3, columns: 2, repeating: 7))
    #expect(kept == Matrix(rows: 3, columns: 2) { Double($0 + 10 * $1) })
  }

  @Test func `only a matrix of the shape asked for is taken`() {
    var workspace = PassWorkspace<Double>()
    workspace.recycle(Matrix(rows: 6, columns: 1, repeating: 1))
    workspace.recycle(Matrix(rows: 3, columns: 2, repeating: 2))
    workspace.recycle(Matrix(rows: 2, columns: 3, repeating: 3))
    #expect(workspace.matrix(rows: 3, columns: 2) == Matrix(rows: 3, columns: 2, repeating: 2))
    #expect(workspace.matrix(rows: 3, columns: 2) == Matrix(rows: 3, columns: 2))
    #expect(workspace.matrix(rows: 2, columns: 3) == Matrix(rows: 2, columns: 3, repeating: 3))
    #expect(workspace.matrix(rows: 0, columns: 0).count == 0)
  }
}
