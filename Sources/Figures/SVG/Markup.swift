/// Text as the content or an attribute of HTML and SVG.
///
/// Control characters, which no document may contain, become the replacement character.
func escaped(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    case "'": result += "&#39;"
    case "\t", "\n": result.unicodeScalars.append(scalar)
    case "\u{0}"..<" ", "\u{7F}"..."\u{9F}", "\u{FFFE}"..."\u{FFFF}": result += "\u{FFFD}"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}

/// A number with a fixed count of decimals, rounded, the same in every locale.
func fixed(_ value: Double, _ decimals: Int) -> String {
  guard value.isFinite, abs(value) < 1e12 else { return "0" }
  var unit = 1
  for _ in 0..<decimals { unit *= 10 }
  let scaled = (abs(value) * Double(unit)).rounded()
  guard scaled < 0x1p62 else { return fixed(value, 0) }
  let digits = Int(scaled)
  var text = value < 0 && digits > 0 ? "-\(digits / unit)" : "\(digits / unit)"
  if decimals > 0 {
    let fraction = String(digits % unit)
    text += "." + String(repeating: "0", count: decimals - fraction.count) + fraction
  }
  return text
}

/// A coordinate of SVG.
func px(_ value: Double) -> String { fixed(value, 2) }

/// An estimate of the width of text in a wide sans-serif font.
///
/// Unless given, the size is that of charts in narrow windows, so that there is room for both.
func textWidth(_ text: String, size: Double = 15) -> Double {
  size
    * text.unicodeScalars.reduce(0) { sum, scalar in
      switch scalar {
      case "i", "j", "l", "t", "f", "r", "I", ".", ",", ":", ";", "'", "|", "(", ")", " ":
        sum + 0.38
      case "m", "w", "M", "W", "%", "+", "\u{2212}", "…": sum + 0.9
      case "A"..."Z": sum + 0.7
      default: sum + 0.62
      }
    }
}

/// The text, or its start and an ellipsis if it is wider than there is room.
func fitted(_ text: String, within width: Double, size: Double = 15) -> String {
  guard textWidth(text, size: size) > width else { return text }
  var start = text
  while !start.isEmpty, textWidth(start + "…", size: size) > width { start.removeLast() }
  return start + "…"
}
