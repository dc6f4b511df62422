/// Named tensors and a dictionary of text: the content of a safetensors file.
///
/// A model is saved as one tensor per parameter; a checkpoint adds the moments of the optimizer under
/// names of their own, and counters, seeds and hyperparameters as metadata. Any other program that
/// reads safetensors can open the result.
///
///     var file = TensorFile(metadata: ["step": "1200"])
///     file.insert(Tensor(name: "decoder.0.bias", shape: [2], [0.5, -1] as [Float]))
///     try file.write(to: "runs/model.safetensors")
///
///     let same = try TensorFile.read("runs/model.safetensors")
///     let bias = try same.tensor(named: "decoder.0.bias").elements.floats  // [0.5, -1]
///
/// The same content always gives the same bytes, in whatever order it was inserted: wider types come
/// before narrower ones, which aligns every tensor to its own size, and within a type names are in
/// natural order, `layer.2` before `layer.10`.
///
/// > Reference: https://huggingface.co/docs/safetensors, "Format".
public struct TensorFile: Sendable {
  /// The tensors in the order in which they were inserted, or in that of the file they come from.
  public private(set) var tensors: [Tensor]

  /// Text beside the tensors, for instance the run configuration in JSON.
  public var metadata: [String: String]

  /// Where the content was read from, for messages; empty if it was made in memory.
  public internal(set) var path = ""

  private var indices: [String: Int]

  /// Collects tensors in any order.
  ///
  /// - Precondition: The names differ.
  public init(tensors: [Tensor] = [], metadata: [String: String] = [:]) {
    self.tensors = []
    self.metadata = metadata
    indices = [:]
    for tensor in tensors { insert(tensor) }
  }

  /// Adds a tensor.
  ///
  /// - Precondition: There is none of this name yet.
  public mutating func insert(_ tensor: Tensor) {
    precondition(indices[tensor.name] == nil, "there already is a tensor \(tensor.name)")
    indices[tensor.name] = tensors.count
    tensors.append(tensor)
  }

  /// The tensor of a name, if there is one.
  public subscript(name: String) -> Tensor? {
    indices[name].map { tensors[$0] }
  }

  /// The tensor of a name.
  ///
  /// - Throws: ``FileError`` with code `mismatch` if there is none; the message lists names.
  public func tensor(named name: String) throws(FileError) -> Tensor {
    if let tensor = self[name] { return tensor }
    let some = tensors.prefix(4).map { quoted($0.name) }.joined(separator: ", ")
    let present =
      tensors.isEmpty ? "it is empty" : "it has \(some)\(tensors.count > 4 ? ", …" : "")"
    throw FileError(
      .mismatch, path: path,
      message: "has no tensor \(quoted(name)); \(present); was it saved by another model?")
  }

  /// The tensors in the order in which they are written.
  var sortedTensors: [Tensor] {
    tensors.sorted { left, right in
      let widths = (left.elements.type.byteCount, right.elements.type.byteCount)
      return widths.0 == widths.1
        ? precedesNaturally(left.name, right.name) : widths.0 > widths.1
    }
  }
}

/// Whether a name comes before another if runs of digits count as numbers.
func precedesNaturally(_ left: String, _ right: String) -> Bool {
  let (a, b) = (Array(left.utf8), Array(right.utf8))
  var (i, j) = (0, 0)
  while i < a.count, j < b.count {
    let (x, y) = (digitRun(a, from: i), digitRun(b, from: j))
    if x.isEmpty || y.isEmpty {
      if a[i] != b[j] { return a[i] < b[j] }
      (i, j) = (i + 1, j + 1)
      continue
    }
    // Without zeros in front the longer number is the larger one.
    let (m, n) = (a[x].drop { $0 == 0x30 }, b[y].drop { $0 == 0x30 })
    if m.count != n.count { return m.count < n.count }
    if !m.elementsEqual(n) { return m.lexicographicallyPrecedes(n) }
    (i, j) = (x.upperBound, y.upperBound)
  }
  if i < a.count || j < b.count { return j < b.count }
  return a.lexicographicallyPrecedes(b)  // equal but for zeros
}

/// The digits that begin at a position.
private func digitRun(_ text: [UInt8], from start: Int) -> Range<Int> {
  var end = start
  while end < text.count, 0x30...0x39 ~= text[end] { end += 1 }
  return start..<end
}

extension TensorFile: Equatable {
  /// Compares tensors and metadata, not their order nor where they came from.
  public static func == (left: TensorFile, right: TensorFile) -> Bool {
    left.tensors.count == right.tensors.count && left.metadata == right.metadata
      && left.tensors.allSatisfy { right[$0.name] == $0 }
  }
}
