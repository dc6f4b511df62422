package import LinearAlgebra
package import NeuralNetwork
package import Testing

/// The step of central differences, about ∛ε: their error is then near 1e-10.
package let differenceStep = 6e-6

/// The derivative of a number by every element of a matrix, by central differences.
///
///     ∂f/∂xᵢ ≈ (f(x + h eᵢ) − f(x − h eᵢ)) / 2h
package func centralDifferences(
  at point: Matrix<Double>, step: Double = differenceStep, of value: (Matrix<Double>) -> Double
) -> Matrix<Double> {
  Matrix(rows: point.rows, columns: point.columns) { row, column in
    var (above, below) = (point, point)
    above[row, column] += step
    below[row, column] -= step
    return (value(above) - value(below)) / (above[row, column] - below[row, column])
  }
}

/// Compares a gradient by a matrix with central differences of its objective.
///
/// - `gradient`: What the code under test found.
/// - `point`: Where it was found; keep away from kinks.
/// - `tolerance`: The error allowed, relative where the derivative exceeds 1.
/// - `value`: The objective, a deterministic function: hold noise still.
package func expectGradient(
  _ gradient: Matrix<Double>, at point: Matrix<Double>, tolerance: Double = 1e-8,
  _ name: String = "gradient", sourceLocation: SourceLocation = #_sourceLocation,
  of value: (Matrix<Double>) -> Double
) {
  expectClose(
    gradient, centralDifferences(at: point, of: value), within: tolerance, name,
    sourceLocation: sourceLocation)
}

/// Compares a gradient by all parameters of a model with central differences of its objective.
package func expectGradient<Model: Parameterized<Double>>(
  _ gradient: Model, at model: Model, tolerance: Double = 1e-8,
  sourceLocation: SourceLocation = #_sourceLocation, of value: (Model) -> Double
) {
  for ((name, point), (_, found)) in zip(model.parameters, gradient.parameters) {
    expectGradient(found, at: point, tolerance: tolerance, name, sourceLocation: sourceLocation) {
      moved in
      var changed = model
      changed.visit("") { if $0 == name { $1 = moved } }
      return value(changed)
    }
  }
}

/// Compares a pullback with central differences of ⟨cotangent, forward(input)⟩.
///
/// The cotangents are random, because a plain sum hides errors.
///
/// - `input`: Where to differentiate; keep away from kinks.
/// - `seed`: Chooses the random cotangents.
/// - `tolerance`: The error allowed, relative where the derivative exceeds 1.
/// - `forward`: The function.
/// - `pullback`: Takes a cotangent of the output and the input to the derivative by the input.
package func expectPullback(
  at input: Matrix<Double>, seed: UInt64 = 1, tolerance: Double = 1e-8,
  sourceLocation: SourceLocation = #_sourceLocation,
  of forward: (Matrix<Double>) -> Matrix<Double>,
  pullback: (_ cotangent: Matrix<Double>, _ input: Matrix<Double>) -> Matrix<Double>
) {
  let output = forward(input)
  for seed in seed..<seed + 2 {
    let cotangent: Matrix<Double> = randomMatrix(output.rows, output.columns, seed: seed)
    expectGradient(
      pullback(cotangent, input), at: input, tolerance: tolerance, "pullback",
      sourceLocation: sourceLocation
    ) { cotangent.dot(forward($0)) }
  }
}

/// The same for a function that returns one number for each sample.
package func expectPullback(
  at input: Matrix<Double>, seed: UInt64 = 1, tolerance: Double = 1e-8,
  sourceLocation: SourceLocation = #_sourceLocation,
  of forward: (Matrix<Double>) -> Vector<Double>,
  pullback: (_ cotangent: Vector<Double>, _ input: Matrix<Double>) -> Matrix<Double>
) {
  expectPullback(
    at: input, seed: seed, tolerance: tolerance, sourceLocation: sourceLocation,
    of: { forward($0).matrix }, pullback: { pullback(Vector(matrix: $0), $1) })
}

/// Checks everything that a layer promises about its derivatives.
///
/// The backward pass agrees with central differences of ⟨cotangent, layer(input)⟩ by the input and by
/// every parameter; it adds to the gradient; `accumulateGradient` adds the same; and `callAsFunction`
/// returns what `forward` does.
///
/// - `layer`: The layer.
/// - `input`: Where to differentiate; keep away from kinks.
/// - `seed`: Chooses the random cotangent.
/// - `tolerance`: The error allowed, relative where the derivative exceeds 1.
package func expectDerivative<L: Layer<Matrix<Double>, Matrix<Double>>>(
  of layer: L, at input: Matrix<Double>, seed: UInt64 = 1, tolerance: Double = 1e-8,
  sourceLocation: SourceLocation = #_sourceLocation
) where L.Scalar == Double {
  let (output, context) = layer.forward(input)
  #expect(layer(input) == output, "inference", sourceLocation: sourceLocation)
  let cotangent: Matrix<Double> = randomMatrix(output.rows, output.columns, seed: seed)
  let kept = cotangent.map { $0 }

  var gradient = layer.zeroGradient
  let back = layer.backward(cotangent, context, into: &gradient)
  expectGradient(back, at: input, tolerance: tolerance, "input", sourceLocation: sourceLocation) {
    cotangent.dot(layer($0))
  }
  expectGradient(gradient, at: layer, tolerance: tolerance, sourceLocation: sourceLocation) {
    cotangent.dot($0(input))
  }

  var twice = gradient
  layer.accumulateGradient(cotangent, context, into: &twice)
  for ((name, once), (_, both)) in zip(gradient.parameters, twice.parameters) {
    expectClose(both, once + once, within: 1e-13, name, sourceLocation: sourceLocation)
  }
  #expect(cotangent == kept, "the caller's cotangent", sourceLocation: sourceLocation)
}
