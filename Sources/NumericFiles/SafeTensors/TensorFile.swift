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
///     let bias = try same.tensor(named: "decoder.0.bias").elements.floats
///
/// The same content always gives the same bytes: the order is that of ``tensors``.
///
/// > Reference: https://huggingface.co/docs/safetensors, "Format".
public struct TensorFile: Sendable {
  /// The tensors, double precision before single, then by name.
  ///
  /// That order aligns every tensor in the file to its own size.
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
    self.tensors = tensors
    self.metadata = metadata
    indices = [:]
    sort()
    precondition(indices.count == tensors.count, "two tensors have the same name")
  }

  /// Adds a tensor.
  ///
  /// - Precondition: There is none of this name yet.
  /// - Complexity: O(n log n) for a file of n tensors.
  public mutating func insert(_ tensor: Tensor) {
    precondition(indices[tensor.name] == nil, "there already is a tensor \(tensor.name)")
    tensors.append(tensor)
    sort()
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

  private mutating func sort() {
    tensors.sort {
      ($1.elements.stride, $0.name) < ($0.elements.stride, $1.name)
    }
    indices = Dictionary(
      tensors.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
  }
}

extension TensorFile: Equatable {
  /// Compares tensors and metadata, not where they came from.
  public static func == (left: TensorFile, right: TensorFile) -> Bool {
    left.tensors == right.tensors && left.metadata == right.metadata
  }
}
