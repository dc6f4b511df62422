import LinearAlgebra
import NeuralNetwork
import RealModule
import TestSupport
import Testing

@Suite struct ActivationTests {
  static let activations: [Activation] = [.relu, .leakyReLU(slope: 0.01), .tanh]

  /// The textbook formulas.
  static func reference(_ activation: Activation, _ x: Double) -> Double {
    switch activation {
    case .relu: max(x, 0)
    case .leakyReLU(let slope): x > 0 ? x : slope * x
    case .tanh: Double.tanh(x)
    }
  }

  @Test(arguments: activations, 0...35)  // every remainder of every vector width
  func `every activation follows its formula`(activation: Activation, count: Int) {
    let x: Matrix<Double> = randomMatrix(count, 1, seed: UInt64(count), in: -3...3)
    let expected = x.map { Self.reference(activation, $0) }
    expectClose(activation(x), expected, within: 1e-15)
    let small: Matrix<Float> = x.map { Float($0) }
    expectClose(
      activation(small), small.map { Self.reference(activation, Double($0)) }, within: 4e-7)
  }

  @Test(arguments: activations, [1, 7, 16, 33])
  func `every pullback agrees with finite differences`(activation: Activation, count: Int) {
    expectPullback(
      at: randomMatrixAwayFromZero(count, 2, seed: 3), of: { activation($0) },
      pullback: { activation.pullback($0, output: activation($1)) })
  }

  @Test(arguments: activations)
  func `every pullback in Float agrees with Double`(activation: Activation) {
    let x: Matrix<Double> = randomMatrixAwayFromZero(37, 3, seed: 3)
    let dy: Matrix<Double> = randomMatrix(37, 3, seed: 4)
    let found = activation.pullback(
      dy.map { Float($0) }, output: activation(x.map { Float($0) }))
    expectClose(found, activation.pullback(dy, output: activation(x)), within: 1e-6)
  }

  @Test func `layers agree with finite differences`() {
    let x: Matrix<Double> = randomMatrixAwayFromZero(5, 4, seed: 1)
    expectDerivative(of: ReLU(), at: x)
    expectDerivative(of: LeakyReLU(slope: 0.2), at: x)
    expectDerivative(of: Tanh(), at: x)
    expectDerivative(of: Identity(), at: x)
    #expect(ReLU<Float>().parameterNames.isEmpty)
  }

  @Test(arguments: [1, 9])  // in the scalar rest and in the vector loop
  func `not-a-number and infinities pass through`(count: Int) {
    func column(_ value: Float) -> Matrix<Float> {
      Matrix(rows: count, columns: 1, repeating: value)
    }
    for nan in [Float.nan, -Float.nan] {
      for activation in Self.activations {
        #expect(Array(activation(column(nan))).allSatisfy { $0.isNaN })
        #expect(
          Array(activation.pullback(column(nan), output: column(1))).allSatisfy { $0.isNaN })
      }
    }
    #expect(relu(column(-.infinity)) == column(0))
    #expect(relu(column(.infinity)) == column(.infinity))
    #expect(leakyReLU(column(-.infinity), slope: 0.5) == column(-.infinity))
    #expect(NeuralNetwork.tanh(column(.infinity)) == column(1))
    #expect(NeuralNetwork.tanh(column(-100)) == column(-1))
  }

  @Test func `the kink of a rectifier belongs to the negative side`() {
    #expect(reluPullback([[3.0]], output: relu([[0.0]])) == [[0]])
    #expect(leakyReLUPullback([[3.0]], output: [[0.0]], slope: 0.5) == [[1.5]])
  }

  @Test func `a shared input is kept, an unshared one is worked on in place`() {
    let x: Matrix<Double> = randomMatrix(4, 4, seed: 9)
    let kept = x.map { $0 }
    for activation in Self.activations {
      _ = activation(x)
      _ = activation.pullback(x, output: x)
      #expect(x == kept)
    }
    var own: Matrix<Double> = randomMatrix(4, 4, seed: 9)
    let before = address(of: own)
    own = relu(consume own)
    #expect(address(of: own) == before)
    own = reluPullback(consume own, output: x)
    #expect(address(of: own) == before)
    own = ReLU().forward(consume own).output
    #expect(address(of: own) == before)
  }

  @Test func `a slope that is not positive traps`() async {
    await #expect(processExitsWith: .failure) { _ = LeakyReLU<Float>(slope: 0) }
    await #expect(processExitsWith: .failure) { _ = leakyReLU([[1.0]], slope: .nan) }
  }

  @Test func `a cotangent of another shape traps`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = reluPullback([[1.0, 2.0]], output: [[1.0]]) }
    expectMessage(result, "the output was 1×1, but its cotangent is 1×2")
  }
}

/// Where the elements of a matrix lie.
func address<Scalar: RealScalar>(of matrix: Matrix<Scalar>) -> Int {
  unsafe matrix.withUnsafeElements { Int(bitPattern: $0.baseAddress) }
}
