/// A plain check of markup: tags match, attributes are quoted and unique, text has no bare `<` or `&`.
///
/// - Returns: What is wrong, or nil.
func fault(inMarkup text: String) -> String? {
  let void: Set = ["meta", "img", "link", "br"]
  var open: [String] = []
  var rest = text[...]
  var isInStyle = false
  while !rest.isEmpty {
    guard rest.first == "<" else {
      let end = rest.firstIndex(of: "<") ?? rest.endIndex
      if !isInStyle, let fault = fault(inText: rest[..<end]) { return fault }
      rest = rest[end...]
      continue
    }
    guard let end = rest.firstIndex(of: ">") else { return "a tag without end: \(rest.prefix(40))" }
    let tag = rest[rest.index(after: rest.startIndex)..<end]
    rest = rest[rest.index(after: end)...]
    if tag.hasPrefix("!DOCTYPE") { continue }
    if tag.hasPrefix("/") {
      guard open.popLast() == String(tag.dropFirst()) else { return "misplaced </\(tag)>" }
      isInStyle = false
      continue
    }
    let isClosed = tag.hasSuffix("/")
    let name = String(tag.prefix { $0 != " " && $0 != "/" })
    if let fault = fault(inAttributes: tag.dropFirst(name.count).dropLast(isClosed ? 1 : 0)) {
      return "<\(name)>: \(fault)"
    }
    if isClosed || void.contains(name) { continue }
    open.append(name)
    isInStyle = name == "style"
  }
  return open.isEmpty ? nil : "never closed: \(open)"
}

private func fault(inText text: Substring) -> String? {
  for part in text.split(separator: "&", omittingEmptySubsequences: false).dropFirst() {
    let known = ["amp;", "lt;", "gt;", "quot;", "#39;"]
    if !known.contains(where: part.hasPrefix) { return "a bare & before \(part.prefix(10))" }
  }
  return nil
}

private func fault(inAttributes text: Substring) -> String? {
  var rest = text.drop { $0 == " " }
  var names: Set<Substring> = []
  while !rest.isEmpty {
    guard let equals = rest.firstIndex(of: "=") else { return "no value: \(rest)" }
    guard names.insert(rest[..<equals]).inserted else { return "twice \(rest[..<equals])" }
    let quote = rest.index(after: equals)
    guard quote < rest.endIndex, rest[quote] == "\"" else { return "no quote: \(rest)" }
    let start = rest.index(after: quote)
    guard let end = rest[start...].firstIndex(of: "\"") else { return "an open quote: \(rest)" }
    if let fault = fault(inText: rest[start..<end]) { return fault }
    rest = rest[rest.index(after: end)...].drop { $0 == " " }
  }
  return nil
}
