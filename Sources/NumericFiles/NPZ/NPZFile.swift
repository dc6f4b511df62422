/// Named NumPy arrays: the content of an `.npz` file.
///
///     var file = NPZFile()
///     file.insert(NPYArray(matrix), named: "weights")
///     try file.write(to: "model.npz")
///
///     let same = try NPZFile.read("model.npz")
///     let weights: Matrix<Double> = try same.array(named: "weights").matrix()
///     for array in try NPZFile.list("model.npz") { print(array.name, array.type, array.shape) }
///
/// The file is a ZIP archive of `.npy` files. As in NumPy the ending `.npy` of the names is optional.
/// The same content always gives the same bytes; the entries have no date.
///
/// > Reference: https://numpy.org/doc/stable/reference/generated/numpy.savez.html
public struct NPZFile: Sendable, Equatable {
  /// An array and its name.
  public struct Item: Sendable, Hashable {
    /// The name without the ending `.npy`.
    public let name: String
    /// The array.
    public let array: NPYArray
  }

  /// The arrays in the order in which they were inserted, or in that of the file they come from.
  public private(set) var items: [Item] = []

  /// Where the content was read from, for messages; empty if it was made in memory.
  public internal(set) var path = ""

  private var indices: [String: Int] = [:]

  /// With `.npy` a name has at most 65535 bytes in the archive.
  static let maximumNameCount = 65_531

  /// Makes a file without arrays.
  public init() {}

  /// Adds an array.
  ///
  /// - Precondition: There is none of this name yet, and the name has 65531 bytes at most.
  public mutating func insert(_ array: NPYArray, named name: String) {
    let name = shortName(name)
    precondition(indices[name] == nil, "there already is an array \(name)")
    precondition(name.utf8.count <= Self.maximumNameCount, "a name of \(name.utf8.count) bytes")
    indices[name] = items.count
    items.append(Item(name: name, array: array))
  }

  /// The array of a name, if there is one.
  public subscript(name: String) -> NPYArray? {
    indices[shortName(name)].map { items[$0].array }
  }

  /// The array of a name.
  ///
  /// - Throws: ``FileError`` with code `mismatch` if there is none; the message lists names.
  public func array(named name: String) throws(FileError) -> NPYArray {
    if let array = self[name] { return array }
    throw missing(name, present: items.map(\.name), path: path)
  }

  /// Compares names and arrays in their order, not where they came from.
  public static func == (left: NPZFile, right: NPZFile) -> Bool { left.items == right.items }
}

/// A name without the ending `.npy`.
func shortName(_ name: String) -> String {
  name.hasSuffix(".npy") ? String(name.dropLast(4)) : name
}

/// The error for a name that is not there.
func missing(_ name: String, present: [String], path: String) -> FileError {
  let some = present.prefix(4).map { quoted($0) }.joined(separator: ", ")
  let list = present.isEmpty ? "it is empty" : "it has \(some)\(present.count > 4 ? ", …" : "")"
  return FileError(
    .mismatch, path: path, message: "has no array \(quoted(name)); \(list); name one of these")
}
