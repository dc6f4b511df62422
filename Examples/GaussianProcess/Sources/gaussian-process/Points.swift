import Foundation
import LinearAlgebra

/// Measured values `y` at places `x`.
struct Points {
  var x: Vector<Double>
  var y: Vector<Double>
}

/// Reads two numbers a line, separated by a comma; a first line without numbers is a heading.
func readPoints(_ file: String) throws -> Points {
  guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
    throw Failure("cannot read \(file)")
  }
  var (x, y): ([Double], [Double]) = ([], [])
  let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
  for (number, line) in lines.enumerated() where !line.allSatisfy(\.isWhitespace) {
    let fields = line.split(separator: ",", omittingEmptySubsequences: false)
    let values = fields.compactMap { Double($0.trimmingCharacters(in: .whitespaces)) }
    if values.isEmpty && number == 0 { continue }
    guard values.count == 2, fields.count == 2, values.allSatisfy(\.isFinite) else {
      throw Failure("\(file), line \(number + 1): expected two numbers, found \"\(line)\"")
    }
    x.append(values[0])
    y.append(values[1])
  }
  guard Set(x).count >= 2 else { throw Failure("\(file) holds fewer than two different places") }
  guard x.count <= 2000 else { throw Failure("\(file) holds more than 2000 points") }
  return Points(x: Vector(x), y: Vector(y))
}

/// The curve behind the built-in points.
func toyCurve(_ x: Double) -> Double { sin(1.6 * x) + 0.3 * x - 0.8 * exp(-4 * (x - 4) * (x - 4)) }

/// Forty noisy points with a gap.
func toyPoints() -> Points {
  var state: UInt64 = 7
  /// A uniform number between zero and one (a linear congruential generator).
  func uniform() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (Double(state >> 11) + 0.5) / Double(1 << 53)
  }
  /// A standard normal number, after Box and Muller.
  func normal() -> Double { (-2 * log(uniform())).squareRoot() * cos(2 * .pi * uniform()) }

  var places: [Double] = []
  while places.count < 40 {
    let x = 8 * uniform()
    if !(5.1...6.4).contains(x) { places.append(x) }
  }
  let x = Vector(places.sorted())
  return Points(x: x, y: x.map { toyCurve($0) + 0.15 * normal() })
}
