public import LinearAlgebra

extension IDX.Images {
  /// The images as the columns of a matrix of pixels × images, scaled to 0...1.
  ///
  /// - Parameters:
  ///   - range: The images to take, all unless given.
  ///   - type: The scalar.
  /// - Returns: A `rows · columns × range.count` matrix of `pixel / 255`.
  /// - Precondition: `range` lies within `0..<count`.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func intensities<Scalar: RealScalar>(
    of range: Range<Int>? = nil, as type: Scalar.Type = Scalar.self
  ) -> Matrix<Scalar> {
    let range = range ?? 0..<count
    precondition(
      range.lowerBound >= 0 && range.upperBound <= count, "images \(range) of \(count)")
    let size = rows * columns
    let values = (0...255).map { Scalar($0) / 255 }  // exactly rounded, and quicker than dividing
    return Matrix(rows: size, columns: range.count) { (output) in
      for position in range.lowerBound * size..<range.upperBound * size {
        output.append(values[Int(pixels[position])])
      }
    }
  }
}
