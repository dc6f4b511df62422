public import ComplexModule
import RealModule

extension Schur {
  /// Returns the factorization whose diagonal begins with the eigenvalues that a predicate selects.
  ///
  /// The first ``leadingCount`` columns of the new ``basis`` span the invariant subspace of the selected
  /// eigenvalues: of the stable ones after `schur.reordered { $0.real < 0 }`. In the form of a real
  /// matrix a conjugate pair stays together, and is selected if one of the two is.
  ///
  /// - Throws: ``LinearAlgebraError/notConverged(routine:unconverged:)`` if eigenvalues are too close to
  ///   be exchanged.
  /// - Complexity: O(`rows`³) at worst.
  public func reordered(
    _ isLeading: (ComplexElement) -> Bool
  ) throws(LinearAlgebraError) -> Schur {
    try reordered(selecting: Array(values).map(isLeading))
  }

  /// Reorders by truth values for each position.
  func reordered(selecting selection: [Bool]) throws(LinearAlgebraError) -> Schur {
    try moving(selection, conditions: false).schur
  }

  /// Estimates how sensitive the first eigenvalues and their invariant subspace are.
  ///
  /// - Parameter count: How many of the first eigenvalues are meant; a conjugate pair is not divided.
  /// - Returns: The reciprocal condition number of the mean of these eigenvalues, one for the best, and
  ///   an estimate of the separation of the two diagonal blocks: the subspace turns by about
  ///   `ε ‖A‖ / separation`.
  /// - Precondition: There are that many eigenvalues.
  public func leadingConditions(
    _ count: Int
  ) -> (mean: Element.RealPart, separation: Element.RealPart) {
    precondition(0...rows ~= count, "there are no \(count) eigenvalues among \(rows)")
    let selection = (0..<rows).map { $0 < count }
    // Nothing moves, so nothing can fail.
    guard let result = try? moving(selection, conditions: true) else { return (0, 0) }
    return (result.mean, result.separation)
  }

  private func moving(
    _ selection: [Bool], conditions: Bool
  ) throws(LinearAlgebraError) -> (
    schur: Schur, mean: Element.RealPart, separation: Element.RealPart
  ) {
    let n = rows
    var result = self
    guard n > 0 else { return (result, 1, 0) }
    let exponent = form.extremeExponent
    result.form.scale(byPowerOfTwo: -exponent)
    result.form.makeUnique()
    result.basis.makeUnique()
    var workspace = Workspace()
    let (values, imaginary) = unsafe (
      workspace.take(Element.self, n), workspace.take(Element.self, n)
    )
    let selected = unsafe workspace.take(Int32.self, n)
    for index in 0..<n { unsafe selected[index] = selection[index] ? 1 : 0 }
    var count: Int32 = 0
    let reals = unsafe workspace.take(Element.RealPart.self, 2)
    unsafe reals.update(repeating: 0, count: 2)
    let info = unsafe LAPACK<Element>.trsen(
      conditions: conditions, selected: selected, n: n, t: result.form.storage.base, ldt: n,
      q: result.basis.storage.base, ldq: n, values: values, imaginary: imaginary, count: &count,
      conditions: reals, workspace: &workspace)
    precondition(info >= 0, "trsen refused argument \(-info)")
    if info > 0 { throw .notConverged(routine: "trsen", unconverged: info) }
    result.form.scale(byPowerOfTwo: exponent)
    result.values = unsafe joinedValues(values, imaginary, count: n, exponent: exponent)
    result.leadingCount = Int(count)
    return unsafe (result, reals[0], reals[1].scaled(byPowerOfTwo: exponent))
  }
}
