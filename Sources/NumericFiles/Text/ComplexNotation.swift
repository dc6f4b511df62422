import LinearAlgebra

/// A real or complex number that fills a range of a text.
///
/// Complex numbers are written `1+2j`, `1+2i`, `2j` or `(1+2j)`, as Python, MATLAB and `numpy.savetxt`
/// write them.
///
/// - Returns: The number, rounded correctly, or nil if the range does not hold one or holds a complex
///   number where the scalar is real.
func parseScalar<Element: Scalar>(
  _ bytes: Span<UInt8>, _ range: Range<Int>, mark: UInt8 = 0x2E
) -> Element? {
  guard Element.isComplex else {
    guard let number = Decimal(bytes, range, mark: mark), number.end == range.upperBound else {
      return nil
    }
    return Element(number.value(bytes) as Element.RealPart)
  }
  return parseComplex(bytes, range, mark: mark)
}

private func parseComplex<Element: Scalar>(
  _ bytes: Span<UInt8>, _ range: Range<Int>, mark: UInt8
) -> Element? {
  var (start, end) = (range.lowerBound, range.upperBound)
  if end - start >= 2, bytes[start] == 0x28, bytes[end - 1] == 0x29 {
    start += 1
    end -= 1
  }
  guard let first = Decimal(bytes, start..<end, mark: mark) else { return nil }
  let value: Element.RealPart = first.value(bytes)
  if first.end == end { return Element(value) }
  if first.end == end - 1, isImaginaryUnit(bytes[end - 1]) {
    return Element(realPart: 0, imaginaryPart: value)
  }
  guard bytes[first.end] == 0x2B || bytes[first.end] == 0x2D,
    let second = Decimal(bytes, first.end..<end, mark: mark), second.end == end - 1,
    isImaginaryUnit(bytes[end - 1])
  else { return nil }
  return Element(realPart: value, imaginaryPart: second.value(bytes))
}

private func isImaginaryUnit(_ byte: UInt8) -> Bool { byte | 0x20 == 0x69 || byte | 0x20 == 0x6A }
