/// What went wrong with an item of a batch.
public struct BatchError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The first item that failed, counted from zero.
  public let item: Int
  /// What went wrong with it.
  public let error: LinearAlgebraError

  /// Creates an error.
  public init(item: Int, error: LinearAlgebraError) {
    self.item = item
    self.error = error
  }

  /// The item and what went wrong, in words.
  public var description: String { "item \(item): \(error)" }
}

extension MatrixBatch {
  /// Throws if an element is infinite or NaN, or a dimension too large for LAPACK.
  @inline(__always)
  func check(_ argument: String) throws(BatchError) {
    do throws(LinearAlgebraError) {
      if max(rows, columns) > largestBLASInteger {
        throw .tooLarge(dimension: max(rows, columns))
      }
      try storedMatrix.checkFinite(argument)
    } catch {
      throw BatchError.locating(error, itemRows: rows)
    }
  }
}

extension BatchError {
  /// The error in an item, from one in the flattened batch.
  static func locating(_ error: LinearAlgebraError, itemRows: Int) -> BatchError {
    guard case .nonFinite(let argument, let position, let item) = error else {
      return BatchError(item: 0, error: error)
    }
    return BatchError(
      item: item,
      error: .nonFinite(
        argument: argument, row: position % itemRows, column: position / itemRows))
  }
}
