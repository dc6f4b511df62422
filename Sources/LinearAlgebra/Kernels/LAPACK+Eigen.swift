import CLinearAlgebra

// Eigenvalues. Routines of complex matrices return eigenvalues in `values`, real ones real and
// imaginary parts in `values` and `imaginary`; callers take memory of `T` and of `Real` for them.

/// The workspaces of one call, or the question for their sizes.
@safe
struct Scratch<T: LAPACKScalar> {
  let work: UnsafeMutablePointer<T>
  let workCount: Int32
  /// For routines of complex matrices, which need real memory beside.
  let real: UnsafeMutablePointer<T.RealPart>
  let realCount: Int32
  let integers: UnsafeMutablePointer<Int32>
  let integerCount: Int32
}

/// Which eigenvalues of a Hermitian matrix a routine finds; the letters of LAPACK.
struct EigenRange<Real: RealScalar> {
  var letter: CChar
  var low: Real = 0
  var high: Real = 0
  var first = 0
  var last = 0
}

extension LAPACK {
  /// Asks a routine for the sizes of its workspaces, takes them and calls the routine.
  ///
  /// Sizes that a routine does not answer are given. Matrices of `size` rows that are small are worked
  /// on by one thread: products with a symmetric matrix are cut from four rows on.
  static func call(
    _ workspace: inout Workspace, size: Int, realCount: Int = 0, integerCount: Int = 0,
    _ routine: (Scratch<T>) -> Int32
  ) -> Int {
    let question = unsafe Scratch<T>(
      work: workspace.take(T.self, 1), workCount: -1,
      real: workspace.take(Real.self, max(1, realCount)), realCount: -1,
      integers: workspace.take(Int32.self, max(1, integerCount)), integerCount: -1)
    unsafe question.work[0] = 0
    unsafe question.real[0] = 0
    unsafe question.integers[0] = 0
    let info = routine(question)
    guard info == 0 else { return Int(info) }
    let workCount = unsafe T.workCount(question.work[0])
    let reals = unsafe Real.workCount(question.real[0], atLeast: realCount)
    let integers = unsafe max(1, integerCount, Int(question.integers[0]))
    let scratch = unsafe Scratch<T>(
      work: workspace.take(T.self, workCount), workCount: int32(workCount),
      real: workspace.take(Real.self, reals), realCount: int32(reals),
      integers: workspace.take(Int32.self, integers), integerCount: int32(integers))
    return BLASThreads.forSize(size, from: 2) { Int(routine(scratch)) }
  }

  /// All eigenvalues of a Hermitian matrix; vectors replace it.
  static func heevd(
    vectors: Bool, _ triangle: Triangle, n: Int, a: UnsafeMutablePointer<T>, lda: Int,
    values: UnsafeMutablePointer<Real>, workspace: inout Workspace
  ) -> Int {
    call(&workspace, size: n) { scratch in
      unsafe la_heevd(
        T.code, letter(vectors ? "V" : "N"), triangle.lapackFlag, int32(n), a, int32(lda), values,
        scratch.work, scratch.workCount, scratch.real, scratch.realCount, scratch.integers,
        scratch.integerCount)
    }
  }

  /// Chosen eigenvalues of a Hermitian matrix, whose triangle is destroyed; `support` holds `2 n`.
  static func heevr(
    vectors: Bool, _ range: EigenRange<Real>, _ triangle: Triangle, n: Int,
    a: UnsafeMutablePointer<T>, lda: Int, found: UnsafeMutablePointer<Int32>,
    values: UnsafeMutablePointer<Real>, z: UnsafeMutablePointer<T>, ldz: Int,
    support: UnsafeMutablePointer<Int32>, workspace: inout Workspace
  ) -> Int {
    call(&workspace, size: n) { scratch in
      unsafe la_heevr(
        T.code, letter(vectors ? "V" : "N"), range.letter, triangle.lapackFlag, int32(n), a,
        int32(lda), Double(range.low), Double(range.high), int32(range.first), int32(range.last),
        found, values, z, int32(ldz), support, scratch.work, scratch.workCount, scratch.real,
        scratch.realCount, scratch.integers, scratch.integerCount)
    }
  }

  /// All eigenvalues of a real symmetric tridiagonal matrix; they replace the diagonal.
  static func stevd(
    vectors: Bool, n: Int, d: UnsafeMutablePointer<T>, e: UnsafeMutablePointer<T>,
    z: UnsafeMutablePointer<T>, ldz: Int, workspace: inout Workspace
  ) -> Int {
    call(&workspace, size: n) { scratch in
      unsafe la_stevd(
        T.code, letter(vectors ? "V" : "N"), int32(n), d, e, z, int32(ldz), scratch.work,
        scratch.workCount, scratch.integers, scratch.integerCount)
    }
  }

  /// Chosen eigenvalues of a real symmetric tridiagonal matrix; `support` holds `2 n`.
  static func stevr(
    vectors: Bool, _ range: EigenRange<Real>, n: Int, d: UnsafeMutablePointer<T>,
    e: UnsafeMutablePointer<T>, found: UnsafeMutablePointer<Int32>,
    values: UnsafeMutablePointer<Real>, z: UnsafeMutablePointer<T>, ldz: Int,
    support: UnsafeMutablePointer<Int32>, workspace: inout Workspace
  ) -> Int {
    call(&workspace, size: n) { scratch in
      unsafe la_stevr(
        T.code, letter(vectors ? "V" : "N"), range.letter, int32(n), d, e, Double(range.low),
        Double(range.high), int32(range.first), int32(range.last), found, values, z, int32(ldz),
        support, scratch.work, scratch.workCount, scratch.integers, scratch.integerCount)
    }
  }

  /// All eigenvalues of a Hermitian and a positive definite matrix; vectors replace the first.
  static func hegvd(
    type: Int, vectors: Bool, _ triangle: Triangle, n: Int, a: UnsafeMutablePointer<T>, lda: Int,
    b: UnsafeMutablePointer<T>, ldb: Int, values: UnsafeMutablePointer<Real>,
    workspace: inout Workspace
  ) -> Int {
    call(&workspace, size: n) { scratch in
      unsafe la_hegvd(
        T.code, int32(type), letter(vectors ? "V" : "N"), triangle.lapackFlag, int32(n), a,
        int32(lda), b, int32(ldb), values, scratch.work, scratch.workCount, scratch.real,
        scratch.realCount, scratch.integers, scratch.integerCount)
    }
  }

  /// Chosen eigenvalues of a Hermitian and a positive definite matrix; `failed` holds `n`.
  static func hegvx(
    type: Int, vectors: Bool, _ range: EigenRange<Real>, _ triangle: Triangle, n: Int,
    a: UnsafeMutablePointer<T>, lda: Int, b: UnsafeMutablePointer<T>, ldb: Int,
    found: UnsafeMutablePointer<Int32>, values: UnsafeMutablePointer<Real>,
    z: UnsafeMutablePointer<T>, ldz: Int, failed: UnsafeMutablePointer<Int32>,
    workspace: inout Workspace
  ) -> Int {
    call(&workspace, size: n, realCount: 7 * n, integerCount: 5 * n) { scratch in
      // Twice the underflow threshold finds eigenvalues most accurately.
      unsafe la_hegvx(
        T.code, int32(type), letter(vectors ? "V" : "N"), range.letter, triangle.lapackFlag,
        int32(n), a, int32(lda), b, int32(ldb), Double(range.low), Double(range.high),
        int32(range.first), int32(range.last), 2 * Double(Real.leastNormalMagnitude), found, values,
        z, int32(ldz), scratch.work, scratch.workCount, scratch.real, scratch.integers, failed)
    }
  }

  /// Eigenvalues of a general matrix, with vectors and condition numbers on request.
  static func geevx(
    balancing: CChar, left: Bool, right: Bool, conditions: Bool, n: Int,
    a: UnsafeMutablePointer<T>, lda: Int, values: UnsafeMutablePointer<T>,
    imaginary: UnsafeMutablePointer<T>, vl: UnsafeMutablePointer<T>, vr: UnsafeMutablePointer<T>,
    ldv: Int, scale: UnsafeMutablePointer<Real>, valueConditions: UnsafeMutablePointer<Real>,
    vectorConditions: UnsafeMutablePointer<Real>, workspace: inout Workspace
  ) -> Int {
    var (low, high): (Int32, Int32) = (0, 0)
    let norm = unsafe workspace.take(Real.self, 1)
    return call(&workspace, size: n, realCount: 2 * n, integerCount: 2 * n) { scratch in
      let other =
        unsafe T.isComplex
        ? UnsafeMutableRawPointer(scratch.real) : UnsafeMutableRawPointer(scratch.integers)
      return unsafe la_geevx(
        T.code, balancing, letter(left ? "V" : "N"), letter(right ? "V" : "N"),
        letter(conditions ? "B" : "N"), int32(n), a, int32(lda), values, imaginary, vl, int32(ldv),
        vr, int32(ldv), &low, &high, scale, norm, valueConditions, vectorConditions, scratch.work,
        scratch.workCount, other)
    }
  }

  /// Eigenvalues `alpha / beta` of a pair of general matrices.
  static func ggev3(
    left: Bool, right: Bool, n: Int, a: UnsafeMutablePointer<T>, lda: Int,
    b: UnsafeMutablePointer<T>, ldb: Int, alpha: UnsafeMutablePointer<T>,
    imaginary: UnsafeMutablePointer<T>, beta: UnsafeMutablePointer<T>,
    vl: UnsafeMutablePointer<T>, vr: UnsafeMutablePointer<T>, ldv: Int, workspace: inout Workspace
  ) -> Int {
    call(&workspace, size: n, realCount: 8 * n) { scratch in
      unsafe la_ggev3(
        T.code, letter(left ? "V" : "N"), letter(right ? "V" : "N"), int32(n), a, int32(lda), b,
        int32(ldb), alpha, imaginary, beta, vl, int32(ldv), vr, int32(ldv), scratch.work,
        scratch.workCount, scratch.real)
    }
  }

  /// Permutes and scales a matrix; `low` and `high` count from one.
  static func gebal(
    job: CChar, n: Int, a: UnsafeMutablePointer<T>, lda: Int, low: inout Int32, high: inout Int32,
    scale: UnsafeMutablePointer<Real>
  ) -> Int {
    unsafe Int(la_gebal(T.code, job, int32(n), a, int32(lda), &low, &high, scale))
  }

  /// Carries `m` right or left vectors of a balanced matrix back.
  static func gebak(
    job: CChar, left: Bool, n: Int, low: Int32, high: Int32, scale: UnsafePointer<Real>, m: Int,
    v: UnsafeMutablePointer<T>, ldv: Int
  ) -> Int {
    unsafe Int(
      la_gebak(
        T.code, job, letter(left ? "L" : "R"), int32(n), low, high, scale, int32(m), v,
        int32(ldv)))
  }
}
