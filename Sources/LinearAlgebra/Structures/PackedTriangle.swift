/// One triangle of a square matrix in LAPACK's packed storage: column by column without gaps.
struct PackedTriangle<Element: LAPACKScalar>: Sendable {
  let size: Int
  let triangle: Triangle
  var elements: Vector<Element>

  init(size: Int, _ triangle: Triangle, elements: Vector<Element>) {
    let expected = Self.count(size)
    precondition(
      elements.count == expected,
      "a packed triangle of size \(size) needs \(expected) elements, not \(elements.count)")
    (self.size, self.triangle, self.elements) = (size, triangle, elements)
  }

  /// Packs one triangle of a matrix, of which nothing else is read.
  @inline(__always)
  init(_ matrix: Matrix<Element>, _ triangle: Triangle) {
    precondition(matrix.isSquare, "a \(matrix.shape) matrix has no triangles")
    let n = matrix.rows
    var packed = Matrix<Element>(uninitializedRows: Self.count(n), columns: 1)
    packed.makeUnique()
    var place = 0
    for column in 0..<n {
      for row in triangle == .lower ? column..<n : 0..<column + 1 {
        unsafe packed.storage.base[place] = matrix.storage.base[row + column * n]
        place += 1
      }
    }
    self.init(size: n, triangle, elements: Vector(matrix: packed))
  }

  /// The number of elements of a triangle.
  static func count(_ size: Int) -> Int {
    precondition(size >= 0, "a matrix cannot have \(size) rows")
    return (Shape(rows: size, columns: size).count + size) / 2
  }

  var shape: Shape { Shape(rows: size, columns: size) }

  /// The element at a place of the triangle.
  subscript(row: Int, column: Int) -> Element {
    get { elements[place(row, column)] }
    set { elements[place(row, column)] = newValue }
  }

  private func place(_ row: Int, _ column: Int) -> Int {
    triangle == .lower
      ? row + column * (2 * size - column - 1) / 2 : row + column * (column + 1) / 2
  }

  /// Unpacks the triangle, with zeros in the other one.
  @inline(__always)
  func unpacked() -> Matrix<Element> {
    let n = size
    let result = Matrix<Element>(rows: n, columns: n)
    let source = unsafe elements.storedMatrix.storage.base
    var place = 0
    for column in 0..<n {
      for row in triangle == .lower ? column..<n : 0..<column + 1 {
        unsafe result.storage.base[row + column * n] = source[place]
        place += 1
      }
    }
    return result
  }

  @inline(__always)
  func mapped(_ change: (Element) -> Element) -> PackedTriangle {
    PackedTriangle(
      size: size, triangle, elements: Vector(matrix: elements.storedMatrix.mapped(change)))
  }

  /// Combines two triangles of one size and kind.
  @inline(__always)
  func combined(
    _ other: PackedTriangle, _ verb: StaticString, _ operation: (Element, Element) -> Element
  ) -> PackedTriangle {
    precondition(
      size == other.size && triangle == other.triangle,
      "cannot \(verb) the \(triangle) triangle of \(shape) and the \(other.triangle) one of \(other.shape)"
    )
    let sum = elements.storedMatrix.zipped(with: other.elements.storedMatrix, verb, operation)
    return PackedTriangle(size: size, triangle, elements: Vector(matrix: sum))
  }

  /// Throws if an element is infinite or NaN.
  func checkFinite(_ argument: String, skippingDiagonal: Bool = false) throws(LinearAlgebraError) {
    for column in 0..<size {
      for row in triangle == .lower ? column..<size : 0..<column + 1
      where !(skippingDiagonal && row == column) && !self[row, column].isFinite {
        throw .nonFinite(argument: argument, row: row, column: column)
      }
    }
  }
}

extension PackedTriangle: Codable {
  private enum CodingKeys: String, CodingKey {
    case size
    case triangle
    case elements
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(size, forKey: .size)
    try container.encode(triangle == .lower ? "lower" : "upper", forKey: .triangle)
    try container.encode(elements, forKey: .elements)
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let size = try container.decode(Int.self, forKey: .size)
    let name = try container.decode(String.self, forKey: .triangle)
    let elements = try container.decode(Vector<Element>.self, forKey: .elements)
    guard size >= 0, size < 1 << 31, name == "lower" || name == "upper",
      elements.count == Self.count(size)
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .elements, in: container,
        debugDescription: "\(elements.count) elements do not make a triangle of size \(size)")
    }
    self.init(size: size, name == "lower" ? .lower : .upper, elements: elements)
  }
}
