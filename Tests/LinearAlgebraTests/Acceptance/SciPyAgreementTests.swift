import ComplexModule
import Foundation
import LinearAlgebra
import LinearAlgebraTesting
import RealModule
import Testing

/// A seeded sample of problems, solved here and by SciPy.
@Suite struct SciPyAgreementTests {
  static let hasSciPy = run(["-c", "import numpy, scipy.linalg"])

  private static func run(_ arguments: [String]) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  @Test(.enabled(if: hasSciPy, "needs python3 with numpy and scipy"))
  func `every problem of the sample has the answer that SciPy gives`() throws {
    var problems: [SciPyProblem] = []
    for size in [1, 2, 3, 5, 8, 13] {
      try problems += SciPySample<Double>(seed: 100 + UInt64(size), size: size).problems()
      try problems += SciPySample<Complex<Double>>(seed: 200 + UInt64(size), size: size).problems()
    }
    let folder = NSTemporaryDirectory() + "scipy-agreement-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (input, output) = (
      URL(fileURLWithPath: folder + "/problems.json"),
      URL(fileURLWithPath: folder + "/answers.json")
    )
    let questions = problems.map { SciPyQuestion(operation: $0.operation, arguments: $0.arguments) }
    try JSONEncoder().encode(questions).write(to: input)
    try #require(Self.run(["-c", sciPyScript, input.path, output.path]))
    let answers = try JSONDecoder().decode([[JSONMatrix]].self, from: Data(contentsOf: output))
    try #require(answers.count == problems.count)
    for (problem, answer) in zip(problems, answers) {
      #expect(answer.count == problem.found.count, "\(problem.name)")
      for (found, expected) in zip(problem.found, answer) {
        #expect(found.shape == expected.matrix.shape, "\(problem.name)")
        guard found.shape == expected.matrix.shape else { continue }
        let error = problem.comparison.error(found, expected.matrix)
        #expect(error <= problem.tolerance, "\(problem.name)")
      }
    }
  }
}

/// A problem with the answers found here.
struct SciPyProblem {
  /// How answers are compared.
  enum Comparison {
    /// By the norm of the difference.
    case ordered
    /// As sets of numbers.
    case unordered
    /// By the moduli, for factors that are unique up to phases.
    case moduli

    /// The error relative to the largest element.
    func error(_ found: Matrix<Complex<Double>>, _ expected: Matrix<Complex<Double>>) -> Double {
      let size = expected.norm(.maxAbs)
      let error =
        switch self {
        case .ordered: (found - expected).norm(.maxAbs)
        case .moduli: (found.moduli() - expected.moduli()).norm(.maxAbs)
        case .unordered: Self.distance(found, expected)
        }
      return error == 0 ? 0 : error / (size == 0 ? 1 : size)
    }

    /// The largest distance after each number has taken the nearest one that is left.
    private static func distance(
      _ found: Matrix<Complex<Double>>, _ expected: Matrix<Complex<Double>>
    ) -> Double {
      var left = Array(Vector(matrix: expected))
      var largest = 0.0
      for value in Array(Vector(matrix: found)) {
        let distances = left.map { ($0 - value).modulus }
        guard let best = distances.indices.min(by: { distances[$0] < distances[$1] }) else {
          return .infinity
        }
        largest = max(largest, distances[best])
        left.remove(at: best)
      }
      return largest
    }
  }

  let name: String
  let operation: String
  let arguments: [JSONMatrix]
  let found: [Matrix<Complex<Double>>]
  let tolerance: Double
  let comparison: Comparison
}

struct SciPyQuestion: Codable {
  let operation: String
  let arguments: [JSONMatrix]
}

/// A matrix as it is exchanged with Python.
struct JSONMatrix: Codable {
  let rows: Int
  let columns: Int
  let real: [Double]
  let imaginary: [Double]

  init<T: LAPACKScalar>(_ matrix: Matrix<T>) where T.RealPart == Double {
    (rows, columns) = (matrix.rows, matrix.columns)
    let elements = Array(Vector(matrix: Matrix(reshaped: matrix)))
    real = elements.map { $0.realPart }
    imaginary = T.isComplex ? elements.map { $0.imaginaryPart } : []
  }

  var matrix: Matrix<Complex<Double>> {
    let elements = zip(real, imaginary).map { Complex($0, $1) }
    return Matrix(columnMajor: elements, rows: rows, columns: columns)
  }
}

extension Matrix {
  /// All elements in one column.
  fileprivate init(reshaped matrix: Matrix) {
    var elements: [Element] = []
    for column in 0..<matrix.columns {
      for row in 0..<matrix.rows { elements.append(matrix[row, column]) }
    }
    self.init(columnMajor: elements, rows: elements.count, columns: 1)
  }
}
