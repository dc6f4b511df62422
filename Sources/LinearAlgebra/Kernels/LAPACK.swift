// Named here so that its module map links LAPACKE where pkg-config does not.
import CLAPACKE

/// The LAPACK routines of one scalar, on column-major memory, by family in `LAPACK+….swift`.
///
/// Every function answers LAPACK's `info` and stores no answer elsewhere than its arguments say.
/// Like ``BLAS`` these are raw floors, to be called with checked, finite arguments only: LAPACK prints
/// to standard output when an argument is illegal or a norm is not finite. Workspaces belong to the
/// caller where a routine is called often; see ``Workspace``.
enum LAPACK<T: LAPACKScalar> {
  /// The type of norms, singular values and eigenvalues.
  typealias Real = T.RealPart
}
