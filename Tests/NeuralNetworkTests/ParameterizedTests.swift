import LinearAlgebra
import NeuralNetwork
import TestSupport
import Testing

@Suite struct ParameterizedTests {
  /// Two layers under names of their own.
  struct Model: Parameterized, Equatable {
    var encoder = Linear<Double>(
      weight: randomMatrix(3, 2, seed: 1), bias: randomMatrix(3, 1, seed: 2))
    var decoder = MultilayerPerceptron<Double>(layers: [
      Linear(weight: randomMatrix(4, 3, seed: 3), bias: randomMatrix(4, 1, seed: 4)),
      Linear(weight: randomMatrix(2, 4, seed: 5), bias: randomMatrix(2, 1, seed: 6)),
    ])

    mutating func visit(
      _ path: String, _ body: (_ name: String, _ parameter: inout Matrix<Double>) throws -> Void
    ) rethrows {
      try encoder.visit(parameterName(path, "encoder"), body)
      try decoder.visit(parameterName(path, "decoder"), body)
    }

    mutating func visit(
      with other: Self,
      _ body: (_ parameter: inout Matrix<Double>, _ other: Matrix<Double>) throws -> Void
    ) rethrows {
      try encoder.visit(with: other.encoder, body)
      try decoder.visit(with: other.decoder, body)
    }
  }

  let model = Model()
  var named: [String: Matrix<Double>] {
    Dictionary(uniqueKeysWithValues: model.parameters.map { ($0.name, $0.value) })
  }

  @Test func `names are paths in the order of declaration`() {
    #expect(
      model.parameterNames == [
        "encoder.weight", "encoder.bias", "decoder.0.weight", "decoder.0.bias",
        "decoder.1.weight", "decoder.1.bias",
      ])
    #expect(model.parameterCount == 9 + 16 + 10)
  }

  @Test func `both visitors see the same matrices in the same order`() {
    var copy = model
    var pairs: [(Matrix<Double>, Matrix<Double>)] = []
    copy.visit(with: model) { pairs.append(($0, $1)) }
    #expect(pairs.map(\.0) == model.parameters.map(\.value))
    #expect(pairs.map(\.1) == model.parameters.map(\.value))
  }

  @Test func `a state is parameters and buffers, and restored as one`() throws {
    struct Averaged: Parameterized, Equatable {
      var layer = Linear<Double>(
        weight: randomMatrix(2, 2, seed: 1), bias: randomMatrix(2, 1, seed: 2))
      var mean: Matrix<Double> = randomMatrix(2, 1, seed: 3)

      mutating func visit(
        _ path: String, _ body: (_ name: String, _ parameter: inout Matrix<Double>) throws -> Void
      ) rethrows {
        try layer.visit(path, body)
      }

      mutating func visit(
        with other: Self,
        _ body: (_ parameter: inout Matrix<Double>, _ other: Matrix<Double>) throws -> Void
      ) rethrows {
        try layer.visit(with: other.layer, body)
      }

      mutating func visitBuffers(
        _ path: String, _ body: (_ name: String, _ buffer: inout Matrix<Double>) throws -> Void
      ) rethrows {
        try body(parameterName(path, "mean"), &mean)
      }
    }
    var value = Averaged()
    var saved: [String: Matrix<Double>] = [:]
    value.visitState("a") { saved[$0] = $1 }
    #expect(saved.keys.sorted() == ["a.bias", "a.mean", "a.weight"])
    #expect(value.norm == value.layer.norm && value.parameterCount == 6)
    let whole = value
    value.setToZero()
    #expect(value.layer.norm == 0 && value.mean == whole.mean)
    value.mean.setToZero()
    try value.restore(from: saved, path: "a")
    #expect(value == whole)
    saved["a.mean"] = nil
    #expect(throws: ParameterError.missing(name: "a.mean")) {
      try value.restore(from: saved, path: "a")
    }
  }

  @Test func `a visitor hands on the error of its body`() {
    struct Stop: Error {}
    var copy = model
    #expect(throws: Stop.self) { try copy.visit("") { _, _ in throw Stop() } }
    #expect(throws: Stop.self) { try copy.visit(with: model) { _, _ in throw Stop() } }
  }

  @Test func `a zero gradient has the shapes and only zeros`() {
    let zero = model.zeroGradient
    #expect(zero.parameters.map(\.value.shape) == model.parameters.map(\.value.shape))
    #expect(zero.parameters.allSatisfy { $0.value.norm() == 0 })
    var cleared = model
    cleared.setToZero()
    #expect(cleared == zero)
    #expect(model.norm > 0, "the original stays")
  }

  @Test func `the norm is that of all elements together`() {
    let squares = model.parameters.flatMap { Array($0.value) }.map { $0 * $0 }
    expectClose(model.squaredNorm, squares.reduce(0, +), within: 1e-14)
    expectClose(model.norm, squares.reduce(0, +).squareRoot(), within: 1e-14)
    var large = model
    large.scale(by: 1e300)
    expectClose(large.norm / 1e300, model.norm, within: 1e-14)
    var small = model
    small.scale(by: 1e-300)
    expectClose(small.norm * 1e300, model.norm, within: 1e-14)
    large.encoder.weight[0, 0] = .nan
    #expect(large.norm.isNaN)
  }

  @Test func `scaling and adding act on every element`() {
    var sum = model
    sum.scale(by: 3)
    sum.add(model, scaledBy: -2)
    for (found, expected) in zip(sum.parameters, model.parameters) {
      expectClose(found.value, expected.value, within: 1e-15, found.name)
    }
  }

  @Test(arguments: ["", "model"])
  func `restoring from named matrices is the inverse of naming them`(path: String) throws {
    var copy = model.zeroGradient
    var entries: [String: Matrix<Double>] = [:]
    for (name, value) in model.parameters { entries[parameterName(path, name)] = value }
    if !path.isEmpty { entries["optimizer.step"] = [[1]] }
    try copy.restore(from: entries, path: path)
    #expect(copy == model)
  }

  @Test func `a missing, misshapen or unknown matrix is refused and nothing changes`() {
    var copy = model.zeroGradient
    let zero = copy
    var entries = named
    entries["decoder.1.bias"] = nil
    #expect(throws: ParameterError.missing(name: "decoder.1.bias")) {
      try copy.restore(from: entries)
    }
    entries["decoder.1.bias"] = Matrix(rows: 3, columns: 1)
    #expect(
      throws: ParameterError.shapeMismatch(
        name: "decoder.1.bias", expected: Shape(rows: 2, columns: 1),
        found: Shape(rows: 3, columns: 1))
    ) { try copy.restore(from: entries) }
    entries = named
    entries["decoder.2.bias"] = [[1]]
    #expect(throws: ParameterError.unexpected(name: "decoder.2.bias")) {
      try copy.restore(from: entries)
    }
    #expect(copy == zero)
  }

  @Test func `errors say the name and both shapes`() {
    let error = ParameterError.shapeMismatch(
      name: "0.bias", expected: Shape(rows: 2, columns: 1), found: Shape(rows: 3, columns: 1))
    #expect(error.description == "the parameter '0.bias' is 2×1, but 3×1 was given")
    #expect(ParameterError.missing(name: "a").description.contains("'a'"))
    #expect(ParameterError.unexpected(name: "b").description.contains("'b'"))
  }
}
