import LinearAlgebra
import RandomStreams

extension Matrix<Float> {
  /// Copies columns of another matrix, one after the other, over the columns of this one.
  ///
  /// - Precondition: There is one index for each column, each within the source.
  mutating func gatherColumns(_ indices: ArraySlice<Int>, of source: Matrix<Float>) {
    precondition(
      rows == source.rows && columns == indices.count,
      "cannot gather \(indices.count) columns of \(source.shape) into \(shape)")
    let (rows, available) = (rows, source.columns)
    unsafe source.withUnsafeElements { source in
      unsafe self.withUnsafeMutableElements { target in
        let width = 16
        ComputeThreads.forEach((indices.count + width - 1) / width) { part in
          for column in part * width..<min(indices.count, (part + 1) * width) {
            let index = indices[indices.startIndex + column]
            precondition(0..<available ~= index, "column \(index) of \(available)")
            let from = source.extracting(index * rows..<(index + 1) * rows)
            _ = unsafe target.extracting(column * rows..<(column + 1) * rows)
              .update(fromContentsOf: from)
          }
        }
      }
    }
  }

  /// Draws every element: one with the probability in the same place of another matrix, else zero.
  mutating func drawBernoulli(probabilities: Matrix<Float>, stream: RandomStream) {
    var stream = stream
    var numbers = mutableElements
    stream.fillBernoulli(&numbers, probabilities: probabilities.elements)
  }
}
