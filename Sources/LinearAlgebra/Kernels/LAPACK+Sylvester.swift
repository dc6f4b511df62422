import CLinearAlgebra

extension LAPACK {
  /// Solves `A R − L B = scale · C` and `D R − L E = scale · F` for generalized Schur forms.
  ///
  /// `A` and `D` are `m × m`, `B` and `E` are `n × n`, all with leading dimensions of their sizes; `C` and
  /// `F`, `m × n`, become `R` and `L`. `reals` receives the scale and an estimate of the separation. An
  /// answer above zero tells that eigenvalues of the pairs are common or close.
  static func tgsyl(
    m: Int, n: Int, a: UnsafePointer<T>, b: UnsafePointer<T>, c: UnsafeMutablePointer<T>,
    d: UnsafePointer<T>, e: UnsafePointer<T>, f: UnsafeMutablePointer<T>,
    reals: UnsafeMutablePointer<Real>, workspace: inout Workspace
  ) -> Int {
    let workCount = 2 * m * n
    let work = unsafe workspace.take(T.self, workCount)
    let integers = unsafe workspace.take(Int32.self, m + n + 6)
    return unsafe Int(
      la_tgsyl(
        T.code, letter("N"), 1, int32(m), int32(n), a, int32(m), b, int32(n), c, int32(m), d,
        int32(m), e, int32(n), f, int32(m), reals, reals + 1, work, int32(workCount), integers))
  }
}
