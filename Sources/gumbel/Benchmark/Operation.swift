import LinearAlgebra
import RandomStreams

/// What one call of a benchmark computes, and what its time is divided by.
enum OperationKind {
  /// The time for one element of a matrix.
  case elements(Int)
  /// The steps in a second.
  case step
  /// The floating-point operations of a product in a second.
  case product(multiplications: Int)
  /// The time of one call.
  case call
}

/// An operation that is ready to be timed: its inputs exist, its outputs have their memory.
struct Operation {
  let kind: OperationKind
  /// The calls of BLAS that the operation consists of and cannot be faster than, timed in turns with it.
  let limit: ((_ times: Int) throws -> Void)?
  /// Runs the operation so often.
  ///
  /// The loop is inside, so that an operation of nanoseconds does not pay for a closure and for the checked
  /// access to what that captures.
  let run: (_ times: Int) throws -> Void

  init(
    kind: OperationKind, limit: ((_ times: Int) throws -> Void)? = nil,
    run: @escaping (_ times: Int) throws -> Void
  ) {
    self.kind = kind
    self.limit = limit
    self.run = run
  }

  init(
    kind: OperationKind, limit: ((_ times: Int) throws -> Void)? = nil,
    call: @escaping () throws -> Void
  ) {
    self.init(kind: kind, limit: limit, run: { times in for _ in 0..<times { try call() } })
  }

  /// The names of all operations, in the order of the report.
  static let names =
    categoricalNames + layerNames + productNames + trainingNames

  /// The shapes at which an operation is timed if none are asked for.
  static func standardShapes(of name: String) -> [[Int]] {
    if isStep(name) { return [[100]] }
    if overheadNames.contains(name) { return [2, 4, 8, 16, 32, 64].map { [$0, $0, $0] } }
    if productNames.contains(name) { return [[100, 512, 784], [100, 200, 784]] }
    if layerNames.contains(name) { return [[784, 512]] }
    return [[200, 10], [12800, 10], [6400, 30], [4096, 64], [1024, 1024], [64, 32000]]
  }

  /// The operations that a shape does not change.
  static func isStep(_ name: String) -> Bool { trainingNames.contains(name) }

  /// Prepares an operation.
  ///
  /// - Parameters:
  ///   - name: Its name, one of ``names``.
  ///   - shape: The shape: samples × classes, rows × columns or m × n × k.
  /// - Returns: The operation, or nil if there is none of this name and shape.
  /// - Throws: What a model of such a shape throws.
  static func make(_ name: String, shape: [Int]) throws -> Operation? {
    if isStep(name) { return try trainingStep(name) }
    if productNames.contains(name) {
      return shape.count == 3 ? product(name, m: shape[0], n: shape[1], k: shape[2]) : nil
    }
    guard shape.count == 2 else { return nil }
    if categoricalNames.contains(name) {
      return categorical(name, samples: shape[0], classes: shape[1])
    }
    return layerNames.contains(name) ? layer(name, rows: shape[0], columns: shape[1]) : nil
  }

  /// A matrix of normal numbers.
  static func normal(rows: Int, columns: Int, stream: UInt64) -> Matrix<Float> {
    var result = Matrix<Float>(rows: rows, columns: columns)
    var generator = RandomStream(seed: 0, stream: stream)
    var elements = result.mutableElements
    generator.fillNormal(&elements)
    return result
  }
}
