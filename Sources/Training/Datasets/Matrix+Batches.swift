package import LinearAlgebra
package import RandomStreams

extension Matrix<Float> {
  /// Copies columns of another matrix, one after the other, over the columns of this one.
  ///
  /// - Precondition: There is one index for each column, each within the source.
  package mutating func gatherColumns(_ indices: ArraySlice<Int>, of source: Matrix<Float>) {
    unsafe forColumns(indices, of: source) { _, from, to in
      _ = unsafe to.update(fromContentsOf: from)
    }
  }

  /// Draws every element: one with the probability in the column of another matrix that an index names,
  /// else zero.
  ///
  /// The numbers are those that `drawBernoulli` draws for the gathered columns.
  ///
  /// - Precondition: There is one index for each column, each within the other matrix.
  package mutating func drawColumns(
    _ indices: ArraySlice<Int>, of probabilities: Matrix<Float>, stream: RandomStream
  ) {
    let rows = rows
    unsafe forColumns(indices, of: probabilities) { column, from, to in
      var stream = stream
      stream.advance(by: UInt64(column * rows))
      var numbers = unsafe to.mutableSpan
      stream.fillBernoulli(&numbers, probabilities: unsafe from.span)
    }
  }

  /// Runs `body` for each column with its number, the column of the source that its index names and the
  /// column itself, shared out over the threads of the loop around it.
  private mutating func forColumns(
    _ indices: ArraySlice<Int>, of source: Matrix<Float>,
    _ body: (Int, UnsafeBufferPointer<Float>, UnsafeMutableBufferPointer<Float>) -> Void
  ) {
    precondition(
      rows == source.rows && columns == indices.count,
      "cannot gather \(indices.count) columns of \(source.shape) into \(shape)")
    let (rows, columns, available) = (rows, columns, source.columns)
    unsafe source.withUnsafeElements { source in
      unsafe self.withUnsafeMutableElements { target in
        let width = 16
        ComputeThreads.forEach((columns + width - 1) / width) { part in
          for column in part * width..<min(columns, (part + 1) * width) {
            let index = indices[indices.startIndex + column]
            precondition(0..<available ~= index, "column \(index) of \(available)")
            unsafe body(
              column, source.extracting(index * rows..<(index + 1) * rows),
              target.extracting(column * rows..<(column + 1) * rows))
          }
        }
      }
    }
  }

  /// Draws every element: one with the probability in the same place of another matrix, else zero.
  package mutating func drawBernoulli(probabilities: Matrix<Float>, stream: RandomStream) {
    var stream = stream
    var numbers = mutableElements
    stream.fillBernoulli(&numbers, probabilities: probabilities.elements)
  }

  /// Sets every element to one where it is above a threshold, else to zero.
  package mutating func cut(at threshold: Float) {
    var numbers = mutableElements
    for index in numbers.indices { numbers[index] = numbers[index] > threshold ? 1 : 0 }
  }
}
