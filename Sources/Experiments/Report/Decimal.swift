import Foundation

/// A number with a fixed count of decimals.
func decimal(_ value: Double, _ places: Int) -> String { String(format: "%.\(places)f", value) }

/// The same with its sign, and a minus sign that is as wide as the plus sign.
func signed(_ value: Double, _ places: Int) -> String {
  let text = decimal(abs(value), places)
  return (value < 0 ? "\u{2212}" : "+") + text
}

extension Estimate {
  /// The mean with its error.
  func text(_ places: Int) -> String {
    guard let standardError else { return decimal(mean, places) }
    return "\(decimal(mean, places)) ± \(decimal(standardError, places))"
  }

  /// A difference with its error.
  func signedText(_ places: Int) -> String {
    guard let standardError else { return signed(mean, places) }
    return "\(signed(mean, places)) ± \(decimal(standardError, places))"
  }
}

extension Published {
  /// The figure as the paper prints it, with a question mark if that was not looked up.
  var text: String {
    var text = "\(value)"
    if let error { text += " ± \(error)" }
    return isVerified ? text : text + "?"
  }
}

/// The text, padded with spaces; never cut.
func padded(_ text: String, _ width: Int, isRight: Bool = false) -> String {
  let space = String(repeating: " ", count: max(0, width - text.count))
  return isRight ? space + text : text + space
}
