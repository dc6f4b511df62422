import ComplexModule
import RealModule

// The loops below are written once and inlined into specialised callers, where they vectorise.

extension Matrix {
  @inline(__always)
  func mapped(_ operation: (Element) -> Element) -> Matrix {
    let result = Matrix(uninitializedRows: rows, columns: columns)
    let (source, target) = unsafe (storage.base, result.storage.base)
    for index in 0..<count { unsafe target[index] = operation(source[index]) }
    return result
  }

  @inline(__always)
  func zipped(
    with other: Matrix, _ verb: StaticString, _ operation: (Element, Element) -> Element
  ) -> Matrix {
    precondition(
      shape == other.shape, "cannot \(verb) matrices of shapes \(shape) and \(other.shape)")
    let result = Matrix(uninitializedRows: rows, columns: columns)
    let (left, right, target) = unsafe (storage.base, other.storage.base, result.storage.base)
    for index in 0..<count { unsafe target[index] = operation(left[index], right[index]) }
    return result
  }

  @inline(__always)
  mutating func update(_ operation: (Element) -> Element) {
    makeUnique()
    let target = unsafe storage.base
    for index in 0..<count { unsafe target[index] = operation(target[index]) }
  }

  @inline(__always)
  mutating func update(
    with other: Matrix, _ verb: StaticString, _ operation: (Element, Element) -> Element
  ) {
    precondition(
      shape == other.shape, "cannot \(verb) matrices of shapes \(shape) and \(other.shape)")
    makeUnique()
    let (target, source) = unsafe (storage.base, other.storage.base)
    for index in 0..<count { unsafe target[index] = operation(target[index], source[index]) }
  }
}

extension Matrix {
  /// Returns the sum of two matrices of one shape.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public static func + (a: Matrix, b: Matrix) -> Matrix { a.zipped(with: b, "add") { $0 + $1 } }

  /// Returns the difference of two matrices of one shape.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public static func - (a: Matrix, b: Matrix) -> Matrix {
    a.zipped(with: b, "subtract") { $0 - $1 }
  }

  /// Adds a matrix of the same shape.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public static func += (a: inout Matrix, b: Matrix) { a.update(with: b, "add") { $0 + $1 } }

  /// Subtracts a matrix of the same shape.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public static func -= (a: inout Matrix, b: Matrix) { a.update(with: b, "subtract") { $0 - $1 } }

  /// Returns the matrix with the sign of every element changed.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public static prefix func - (a: Matrix) -> Matrix { a.mapped { -$0 } }

  /// Returns the product of a number and a matrix; zero times infinity or NaN is NaN.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public static func * (scalar: Element, a: Matrix) -> Matrix { a.mapped { scalar * $0 } }

  /// Returns the product of a matrix and a number; zero times infinity or NaN is NaN.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public static func * (a: Matrix, scalar: Element) -> Matrix { a.mapped { $0 * scalar } }

  /// Returns the matrix divided by a number.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public static func / (a: Matrix, scalar: Element) -> Matrix { a.mapped { $0 / scalar } }

  /// Multiplies every element by a number; zero times infinity or NaN is NaN.
  ///
  /// To clear a matrix whatever it holds use ``setToZero()``.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public static func *= (a: inout Matrix, scalar: Element) { a.update { $0 * scalar } }

  /// Divides every element by a number.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public static func /= (a: inout Matrix, scalar: Element) { a.update { $0 / scalar } }

  /// Returns the elementwise product of two matrices of one shape.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func multiplied(by other: Matrix) -> Matrix { zipped(with: other, "multiply") { $0 * $1 } }

  /// Returns the elementwise quotient of two matrices of one shape.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func divided(by other: Matrix) -> Matrix { zipped(with: other, "divide") { $0 / $1 } }

  /// Multiplies every element by the one of another matrix at its place.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public mutating func multiply(by other: Matrix) { update(with: other, "multiply") { $0 * $1 } }

  /// Divides every element by the one of another matrix at its place.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public mutating func divide(by other: Matrix) { update(with: other, "divide") { $0 / $1 } }

  /// Returns a matrix of the same shape with a function of every element.
  @inlinable
  public func map<Result: Scalar, E: Error>(
    _ transform: (Element) throws(E) -> Result
  ) throws(E) -> Matrix<Result> {
    let result = Matrix<Result>(uninitializedRows: rows, columns: columns)
    for index in 0..<count {
      unsafe result.storage.base[index] = try transform(storage.base[index])
    }
    return result
  }
}

extension Matrix where Element: BLASScalar {
  /// Adds a multiple of a matrix of the same shape: `self += factor * other`.
  ///
  /// A factor of zero changes nothing, whatever `other` holds.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public mutating func add(_ other: Matrix, scaledBy factor: Element) {
    precondition(shape == other.shape, "cannot add matrices of shapes \(shape) and \(other.shape)")
    guard factor != 0, count > 0 else { return }
    makeUnique()
    // Blocks keep the length within the BLAS's 32-bit integers.
    let block = 1 << 30
    for start in stride(from: 0, to: count, by: block) {
      unsafe BLAS<Element>.axpy(
        count: min(block, count - start), alpha: factor, x: other.storage.base + start, strideX: 1,
        y: storage.base + start, strideY: 1)
    }
  }
}
