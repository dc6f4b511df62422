import ComplexModule
import RealModule

extension Matrix: CustomStringConvertible {
  /// The type and the shape in the first line, then the rows in aligned columns.
  ///
  /// Elements are rounded to six significant digits. Beyond twelve rows or eight columns the middle
  /// is left out.
  public var description: String {
    describe(type: "Matrix<\(Element.self)> \(shape)")
  }

  func describe(type: String) -> String {
    guard !isEmpty else { return type }
    let rowNumbers = shownIndices(rows, limit: 12)
    let columnNumbers = shownIndices(columns, limit: 8)
    let texts = columnNumbers.map { column in
      rowNumbers.map { row in
        guard let row else { return column == nil ? "⋱" : "⋮" }
        return column.map { elementText(self[row, $0]) } ?? "…"
      }
    }
    let widths = texts.map { $0.map(\.count).max() ?? 0 }
    let lines = rowNumbers.indices.map { row in
      zip(texts, widths).map { texts, width in
        String(repeating: " ", count: width - texts[row].count) + texts[row]
      }.joined(separator: "  ")
    }
    return type + lines.map { "\n  " + $0 }.joined()
  }
}

/// The indices to show, with `nil` for those left out.
private func shownIndices(_ count: Int, limit: Int) -> [Int?] {
  guard count > limit else { return Array(0..<count) }
  let half = limit / 2
  return Array(0..<half) + [nil] + Array(count - half..<count)
}

/// One element, rounded to six significant digits.
func elementText<T: Scalar>(_ value: T) -> String {
  let real = realText(Double(value.realPart))
  guard T.isComplex else { return real }
  let imaginary = realText(Double(value.imaginaryPart))
  return real + (imaginary.hasPrefix("-") ? "" : "+") + imaginary + "i"
}

private func realText(_ value: Double) -> String {
  guard value.isFinite, value != 0 else { return "\(value)" }
  let decimals = 5 - Int(Double.log10(value.magnitude).rounded(.down))
  // Powers of ten up to 22 are exact, so that the quotient is the closest Double to the decimal.
  guard -22...22 ~= decimals else { return "\(value)" }
  let power = Double.pow(10, decimals.magnitude > 22 ? 22 : Int(decimals.magnitude))
  let rounded =
    decimals >= 0
    ? (value * power).rounded() / power : (value / power).rounded() * power
  return "\(rounded)"
}
