import ComplexModule
import RealModule

/// How numbers and shapes are printed.
public struct MatrixFormat: Hashable, Sendable {
  /// The number of significant digits, `nil` for as many as tell the number from all others.
  public var digits: Int?
  /// The largest number of rows that are printed; of more the middle is left out.
  public var maximumRows: Int
  /// The largest number of columns that are printed; of more the middle is left out.
  public var maximumColumns: Int

  /// Creates a format.
  ///
  /// - Precondition: The number of digits is positive, and at least two rows and columns are printed.
  public init(digits: Int? = 6, maximumRows: Int = 12, maximumColumns: Int = 8) {
    precondition(
      (digits ?? 1) > 0 && maximumRows >= 2 && maximumColumns >= 2,
      "a format needs a digit, two rows and two columns")
    self.digits = digits
    self.maximumRows = maximumRows
    self.maximumColumns = maximumColumns
  }
}

extension Matrix: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The type and the shape in the first line, then the rows in aligned columns.
  ///
  /// Elements are rounded to six significant digits. Beyond twelve rows or eight columns the middle
  /// is left out; ``formatted(_:)`` has other choices.
  public var description: String { formatted(MatrixFormat()) }

  /// The description with all digits.
  public var debugDescription: String { formatted(MatrixFormat(digits: nil)) }

  /// The shape and the elements as rows, for debuggers.
  public var customMirror: Mirror {
    let shownRows = min(rows, 100)
    return Mirror(
      self,
      children: [("shape", shape as Any)]
        + (0..<shownRows).map { ("row \($0)", Array(Vector(row($0))) as Any) })
  }

  /// Returns the type and the shape in the first line, then the rows in aligned columns.
  public func formatted(_ format: MatrixFormat) -> String {
    describe(type: "Matrix<\(Element.self)> \(shape)", format)
  }

  func describe(type: String, _ format: MatrixFormat = MatrixFormat()) -> String {
    guard !isEmpty else { return type }
    let rowNumbers = shownIndices(rows, limit: format.maximumRows)
    let columnNumbers = shownIndices(columns, limit: format.maximumColumns)
    let texts = columnNumbers.map { column -> [String] in
      guard let column else { return rowNumbers.map { $0 == nil ? "⋱" : "…" } }
      return columnTexts(column, rowNumbers, format.digits)
    }
    let lines = rowNumbers.indices.map { row in
      var line = texts.map { $0[row] }.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }
    return type + lines.map { "\n  " + $0 }.joined()
  }

  /// The elements of a column, with real parts and imaginary parts below each other.
  private func columnTexts(_ column: Int, _ rowNumbers: [Int?], _ digits: Int?) -> [String] {
    let parts = rowNumbers.map { row -> (real: String, imaginary: String) in
      guard let row else { return ("⋮", "") }
      return elementTexts(self[row, column], digits)
    }
    let widths = (
      real: parts.map(\.real.count).max() ?? 0, imaginary: parts.map(\.imaginary.count).max() ?? 0
    )
    return parts.map { part in
      String(repeating: " ", count: widths.real - part.real.count) + part.real + part.imaginary
        + String(repeating: " ", count: widths.imaginary - part.imaginary.count)
    }
  }
}

extension Vector: CustomDebugStringConvertible, CustomReflectable {
  /// The description with all digits.
  public var debugDescription: String { formatted(MatrixFormat(digits: nil)) }

  /// The elements, for debuggers.
  public var customMirror: Mirror { Mirror(self, unlabeledChildren: Array(self)) }

  /// Returns the type and the number of elements, then the elements below each other.
  public func formatted(_ format: MatrixFormat) -> String {
    matrix.describe(type: "Vector<\(Element.self)> \(count)", format)
  }
}

/// The indices to show, with `nil` for those left out.
private func shownIndices(_ count: Int, limit: Int) -> [Int?] {
  guard count > limit else { return Array(0..<count) }
  let half = limit / 2
  return Array(0..<limit - half) + [nil] + Array(count - half..<count)
}

/// One element, rounded to significant digits.
func elementText<T: Scalar>(_ value: T, digits: Int? = 6) -> String {
  let texts = elementTexts(value, digits)
  return texts.real + texts.imaginary
}

/// The real part, and the imaginary part with its sign; nothing if the scalar is real.
private func elementTexts<T: Scalar>(
  _ value: T, _ digits: Int?
) -> (real: String, imaginary: String) {
  let real = realText(value.realPart, digits)
  guard T.isComplex else { return (real, "") }
  let imaginary = realText(value.imaginaryPart, digits)
  return (real, (imaginary.hasPrefix("-") ? "" : "+") + imaginary + "i")
}

private func realText<T: RealScalar>(_ original: T, _ digits: Int?) -> String {
  let exact = "\(original)"
  let value = Double(original)
  guard let digits, digits < 16, value.isFinite, value != 0 else { return exact }
  let exponent = Int(Double.log10(value.magnitude).rounded(.down))
  let decimals = digits - 1 - exponent
  // Powers of ten up to 22 are exact, so that the quotient is the closest Double to the decimal.
  if -22...22 ~= decimals {
    let power = Double.pow(10, Int(decimals.magnitude))
    let rounded =
      decimals >= 0
      ? (value * power).rounded() / power : (value / power).rounded() * power
    return "\(rounded)"
  }
  // A digit before the point, and an exponent; rounding may carry into the next power of ten.
  let half = exponent / 2
  let power = Double.pow(10, digits - 1)
  var significand = value / Double.pow(10, half) / Double.pow(10, exponent - half)
  significand = (significand * power).rounded() / power
  let carry = significand.magnitude >= 10 ? 1 : 0
  var text = "\(carry == 1 ? significand / 10 : significand)"
  if text.hasSuffix(".0") { text.removeLast(2) }
  let shown = exponent + carry
  let rounded = text + "e\(shown < 0 ? "-" : "+")\(shown.magnitude)"
  return exact.count <= rounded.count ? exact : rounded
}
