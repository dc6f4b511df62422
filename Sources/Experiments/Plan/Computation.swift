/// A computation that stands for a training run where no data are needed.
public struct Computation: Sendable {
  /// Notes a step and the value of the objective there; says whether to go on.
  public typealias Observer = (_ step: Int, _ value: Double) -> Bool

  /// Computes; returns the numbers of the result, or nil if the observer wanted an end.
  public typealias Body =
    @Sendable (_ seed: UInt64, _ steps: Int, _ observe: Observer) throws -> [String: Double]?

  let body: Body

  /// Makes a computation.
  ///
  /// - Parameter body: Computes; returns the numbers of the result, or nil if the observer wanted an
  ///   end.
  public init(_ body: @escaping Body) { self.body = body }
}
