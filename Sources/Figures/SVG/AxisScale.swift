#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// How an axis maps numbers to lengths.
public enum AxisScale: Sendable, Hashable {
  /// Equal differences have equal lengths.
  case linear
  /// Equal ratios have equal lengths; numbers that are not positive are left out.
  case logarithmic

  /// Whether the axis has a place for a number.
  ///
  /// Numbers near the largest are left out as well: their differences would overflow.
  func shows(_ value: Double) -> Bool {
    abs(value) < 1e300 && (self == .linear || value > 1e-300)
  }
}

/// An axis: a range of numbers, the place of each, and the ticks.
struct Axis {
  struct Tick {
    let value: Double
    let label: String
  }

  let scale: AxisScale
  let ticks: [Tick]
  private let low: Double
  private let high: Double

  /// Makes an axis for the numbers that it can show.
  ///
  /// - Parameters:
  ///   - values: The numbers, in any order, whatever they are.
  ///   - scale: How numbers become lengths.
  ///   - padding: The part of the range to add at each end.
  ///   - ticks: About how many ticks there is room for.
  init(
    covering values: some Sequence<Double>, scale: AxisScale, padding: Double = 0, ticks: Int
  ) {
    var (low, high) = (Double.infinity, -Double.infinity)
    for value in values where scale.shows(value) {
      low = min(low, value)
      high = max(high, value)
    }
    if low > high { (low, high) = scale == .linear ? (0, 1) : (1, 10) }
    self.scale = scale
    let isLogarithmic = scale == .logarithmic
    if isLogarithmic { (low, high) = (log10(low), log10(high)) }
    // A range too small to be told apart, a single number for instance, is widened.
    let least = isLogarithmic ? 0.1 : max(max(abs(low), abs(high)) * 1e-9, 1e-290)
    if high - low <= least {
      let margin = isLogarithmic ? 0.5 : (abs(high) < 1e-290 ? 1 : abs(high) * 0.1)
      (low, high) = (low - margin, high + margin)
    } else {
      let margin = (high - low) * padding
      (low, high) = (low - margin, high + margin)
    }
    self.low = low
    self.high = high
    self.ticks =
      isLogarithmic
      ? logarithmicTicks(low, high, count: ticks) : linearTicks(low, high, count: ticks)
  }

  /// Whether the labels, side by side along a length, keep a distance.
  func labelsFit(within length: Double) -> Bool {
    zip(ticks, ticks.dropFirst()).allSatisfy { left, right in
      guard let from = position(left.value), let to = position(right.value) else { return true }
      return (to - from) * length >= (textWidth(left.label) + textWidth(right.label)) / 2 + 8
    }
  }

  /// The place of a number, where 0 is the low end and 1 the high one; nil if there is none.
  func position(_ value: Double) -> Double? {
    guard scale.shows(value) else { return nil }
    return ((scale == .linear ? value : log10(value)) - low) / (high - low)
  }
}

/// Multiples of 1, 2 or 5 times a power of ten.
private func linearTicks(_ low: Double, _ high: Double, count: Int) -> [Axis.Tick] {
  let rough = (high - low) / Double(max(count, 1))
  var exponent = Int(log10(rough).rounded(.down))
  let power = pow(10, Double(exponent))
  // The nearest by ratio: the bounds are the geometric means of neighbours.
  let factor: Double =
    switch rough / power {
    case ..<1.4142: 1
    case ..<3.1623: 2
    case ..<7.0711: 5
    default: 10
    }
  let step = factor * power
  if factor == 10 { exponent += 1 }
  let first = (low / step).rounded(.up)
  // Adding one by one could stall where numbers are far larger than the step.
  let values = (0...2 * max(count, 1)).map { (first + Double($0)) * step }.filter { $0 <= high }
  let largest = max(abs(low), abs(high))
  return values.map {
    Axis.Tick(value: $0, label: tickLabel($0, largest: largest, stepExponent: exponent))
  }
}

/// Powers of ten; over less than two decades also their double and fivefold.
private func logarithmicTicks(_ low: Double, _ high: Double, count: Int) -> [Axis.Tick] {
  let decades = Int(low.rounded(.down))...Int(high.rounded(.up))
  let stride = max(1, Int((high - low) / Double(max(count, 1)) + 0.999))
  let factors: [Double] = high - low < 2 ? [1, 2, 5] : [1]
  var ticks: [Axis.Tick] = []
  for decade in decades where decade.isMultiple(of: stride) {
    for factor in factors {
      let value = factor * pow(10, Double(decade))
      guard (low - 1e-9...high + 1e-9).contains(log10(value)) else { continue }
      ticks.append(
        Axis.Tick(value: value, label: tickLabel(value, largest: value, stepExponent: decade)))
    }
  }
  return ticks
}

/// Writes a tick with as many decimals as the step needs, in thousands or millions if they are large.
private func tickLabel(_ value: Double, largest: Double, stepExponent: Int) -> String {
  let exponent = Int(log10(largest).rounded(.down))
  let (unit, suffix) =
    switch exponent {
    case -4..<4: (0, "")
    case 4..<6: (3, "k")
    case 6..<9: (6, "M")
    default: (exponent, "e\(exponent)")
    }
  let scaled = value / pow(10, Double(unit))
  let text = fixed(scaled, min(max(unit - stepExponent, 0), 9))
  guard abs(value) > 1e-9 * largest else { return "0" }
  return (text + suffix).replacing("-", with: "\u{2212}")
}
