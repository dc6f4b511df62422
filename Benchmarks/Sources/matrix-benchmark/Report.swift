import Foundation

/// Reads JSON lines of several passes and makes a table of medians and quartiles.
///
/// Times are the fastest of all rounds, which other work on the machine disturbs least. Ratios are those
/// of the fastest rounds; behind them stand the quartiles of the paired ratios: of the rounds of one
/// process for a raw call, of the medians of one pass for NumPy and SciPy, since a pass runs one after
/// the other. Below one, this package is faster.
func report(_ files: [String]) throws -> String {
  var order: [String] = []
  var ours: [String: [[Double]]] = [:]
  var raw: [String: (ratios: [Double], fastest: Double)] = [:]
  var others: [String: [String: [[Double]]]] = [:]
  for file in files {
    let text = try String(contentsOfFile: file, encoding: .utf8)
    for line in text.split(separator: "\n") {
      let line = try JSONDecoder().decode(Stopwatch.Line.self, from: Data(line.utf8))
      if line.source == "swift" {
        if ours[line.name] == nil { order.append(line.name) }
        ours[line.name, default: []].append(line.ours)
        if let other = line.other {
          let known = raw[line.name] ?? ([], .infinity)
          raw[line.name] = (
            known.ratios + zip(line.ours, other).map { $0 / $1 },
            min(known.fastest, other.min() ?? .infinity)
          )
        }
      } else {
        others[line.name, default: [:]][line.source, default: []].append(line.ours)
      }
    }
  }
  var lines = [
    "| case | this package | ÷ raw call | ÷ NumPy | ÷ SciPy |", "|---|--:|--:|--:|--:|",
  ]
  for name in order {
    guard let passes = ours[name] else { continue }
    let fastest = passes.joined().min() ?? .nan
    let ratios = ["numpy", "scipy"].map { source -> String in
      guard let found = others[name]?[source] else { return "" }
      return quartiles(
        fastest / (found.joined().min() ?? .nan),
        zip(passes, found).map { quantile($0, 0.5) / quantile($1, 0.5) })
    }
    let columns = [
      name, time(fastest), raw[name].map { quartiles(fastest / $0.fastest, $0.ratios) } ?? "",
    ]
    lines.append("| " + (columns + ratios).joined(separator: " | ") + " |")
  }
  return lines.joined(separator: "\n")
}

/// The value below which a share of the values lies, with linear interpolation.
private func quantile(_ values: [Double], _ share: Double) -> Double {
  let sorted = values.sorted()
  guard let last = sorted.last else { return .nan }
  let position = share * Double(sorted.count - 1)
  let index = Int(position)
  guard index + 1 < sorted.count else { return last }
  return sorted[index] + (position - Double(index)) * (sorted[index + 1] - sorted[index])
}

/// A ratio and, in brackets, the quartiles of several.
private func quartiles(_ ratio: Double, _ values: [Double]) -> String {
  func text(_ value: Double) -> String {
    String(format: value < 0.095 ? "%.3f" : value < 10 ? "%.2f" : "%.1f", value)
  }
  let (low, high) = (quantile(values, 0.25), quantile(values, 0.75))
  return "\(text(ratio)) [\(text(low)), \(text(high))]"
}

/// A time with three digits and a unit.
private func time(_ nanoseconds: Double) -> String {
  let units = [(1.0, "ns"), (1e3, "µs"), (1e6, "ms"), (1e9, "s")]
  let (scale, unit) = units.last { nanoseconds >= $0.0 } ?? units[0]
  let value = nanoseconds / scale
  return String(format: value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value) + " " + unit
}
