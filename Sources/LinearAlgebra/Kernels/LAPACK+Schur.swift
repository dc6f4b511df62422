import CLinearAlgebra

// Hessenberg and Schur forms, and the equations that they solve.

extension LAPACK {
  /// Reduces a matrix to Hessenberg form; `tau` holds `n - 1`.
  static func gehrd(
    n: Int, a: UnsafeMutablePointer<T>, lda: Int, tau: UnsafeMutablePointer<T>,
    workspace: inout Workspace
  ) -> Int {
    call(&workspace, size: n) { scratch in
      unsafe la_gehrd(
        T.code, int32(n), 1, int32(n), a, int32(lda), tau, scratch.work, scratch.workCount)
    }
  }

  /// Forms the unitary factor of ``gehrd(n:a:lda:tau:workspace:)`` in its place.
  static func unghr(
    n: Int, a: UnsafeMutablePointer<T>, lda: Int, tau: UnsafePointer<T>,
    workspace: inout Workspace
  ) -> Int {
    call(&workspace, size: n) { scratch in
      unsafe la_unghr(
        T.code, int32(n), 1, int32(n), a, int32(lda), tau, scratch.work, scratch.workCount)
    }
  }

  /// Multiplies an `m × columns` matrix by the unitary factor of ``gehrd(n:a:lda:tau:workspace:)``.
  static func unmhr(
    _ side: Side, _ operation: MatrixOperation, m: Int, columns: Int, a: UnsafePointer<T>, lda: Int,
    tau: UnsafePointer<T>, c: UnsafeMutablePointer<T>, ldc: Int, workspace: inout Workspace
  ) -> Int {
    let flag =
      operation == .none ? letter("N") : T.isComplex ? letter("C") : letter("T")
    let order = side == .left ? m : columns
    return call(&workspace, size: max(m, columns)) { scratch in
      unsafe la_unmhr(
        T.code, side.lapackFlag, flag, int32(m), int32(columns), 1, int32(order), a, int32(lda),
        tau, c, int32(ldc), scratch.work, scratch.workCount)
    }
  }

  /// The Schur form `A = Z T Zᴴ`, in no particular order.
  static func gees(
    n: Int, a: UnsafeMutablePointer<T>, lda: Int, values: UnsafeMutablePointer<T>,
    imaginary: UnsafeMutablePointer<T>, z: UnsafeMutablePointer<T>, ldz: Int,
    workspace: inout Workspace
  ) -> Int {
    call(&workspace, size: n, realCount: n) { scratch in
      unsafe la_gees(
        T.code, letter("V"), int32(n), a, int32(lda), values, imaginary, z, int32(ldz),
        scratch.work, scratch.workCount, scratch.real)
    }
  }

  /// Moves selected eigenvalues of a Schur form to the front; `reals` holds a condition and a
  /// separation.
  static func trsen(
    conditions: Bool, selected: UnsafePointer<Int32>, n: Int, t: UnsafeMutablePointer<T>, ldt: Int,
    q: UnsafeMutablePointer<T>, ldq: Int, values: UnsafeMutablePointer<T>,
    imaginary: UnsafeMutablePointer<T>, count: inout Int32,
    conditions reals: UnsafeMutablePointer<Real>, workspace: inout Workspace
  ) -> Int {
    call(&workspace, size: n) { scratch in
      unsafe la_trsen(
        T.code, letter(conditions ? "B" : "N"), letter("V"), selected, int32(n), t, int32(ldt), q,
        int32(ldq), values, imaginary, &count, reals, reals + 1, scratch.work,
        scratch.workCount, scratch.integers, scratch.integerCount)
    }
  }

  /// The generalized Schur form `A = Q S Zᴴ`, `B = Q T Zᴴ`, in no particular order.
  static func gges3(
    n: Int, a: UnsafeMutablePointer<T>, lda: Int, b: UnsafeMutablePointer<T>, ldb: Int,
    alpha: UnsafeMutablePointer<T>, imaginary: UnsafeMutablePointer<T>,
    beta: UnsafeMutablePointer<T>, q: UnsafeMutablePointer<T>, z: UnsafeMutablePointer<T>, ldq: Int,
    workspace: inout Workspace
  ) -> Int {
    call(&workspace, size: n, realCount: 8 * n) { scratch in
      unsafe la_gges3(
        T.code, letter("V"), letter("V"), int32(n), a, int32(lda), b, int32(ldb), alpha, imaginary,
        beta, q, int32(ldq), z, int32(ldq), scratch.work, scratch.workCount, scratch.real)
    }
  }

  /// Moves selected eigenvalues of a generalized Schur form to the front.
  static func tgsen(
    selected: UnsafePointer<Int32>, n: Int, a: UnsafeMutablePointer<T>, lda: Int,
    b: UnsafeMutablePointer<T>, ldb: Int, alpha: UnsafeMutablePointer<T>,
    imaginary: UnsafeMutablePointer<T>, beta: UnsafeMutablePointer<T>,
    q: UnsafeMutablePointer<T>, z: UnsafeMutablePointer<T>, ldq: Int, count: inout Int32,
    workspace: inout Workspace
  ) -> Int {
    call(&workspace, size: n) { scratch in
      unsafe la_tgsen(
        T.code, selected, int32(n), a, int32(lda), b, int32(ldb), alpha, imaginary, beta, q,
        int32(ldq), z, int32(ldq), &count, scratch.work, scratch.workCount, scratch.integers,
        scratch.integerCount)
    }
  }

  /// Solves `op(A) X + sign · X op(B) = scale · C` for Schur forms; `C`, `m × n`, becomes `X`.
  ///
  /// The operation is `.none` or `.adjoint`. An answer of 1 tells that eigenvalues were perturbed.
  static func trsyl(
    _ operationA: MatrixOperation, _ operationB: MatrixOperation, sign: Int, m: Int, n: Int,
    a: UnsafePointer<T>, lda: Int, b: UnsafePointer<T>, ldb: Int, c: UnsafeMutablePointer<T>,
    ldc: Int, scale: UnsafeMutablePointer<Real>
  ) -> Int {
    unsafe Int(
      la_trsyl(
        T.code, operationA.lapackFlag, operationB.lapackFlag, int32(sign), int32(m), int32(n), a,
        int32(lda), b, int32(ldb), c, int32(ldc), scale))
  }
}
