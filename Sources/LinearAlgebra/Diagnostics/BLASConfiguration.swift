import COpenBLAS

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Which BLAS and LAPACK answer, for reports and bug reports.
public struct BLASConfiguration: Hashable, Sendable, CustomStringConvertible {
  /// How the BLAS runs a call on several threads.
  public enum Threading: String, Hashable, Sendable {
    /// It does not.
    case serial
    /// With threads of its own.
    case pthreads
    /// With OpenMP.
    case openMP
  }

  /// The build options, such as `OpenBLAS 0.3.21 NO_LAPACKE DYNAMIC_ARCH …`.
  public let build: String
  /// The processor whose kernels are in use, such as `SkylakeX`.
  public let core: String
  /// How calls run on several threads.
  public let threading: Threading
  /// The number of threads that a call may use.
  public let threads: Int
  /// The number of processors that the BLAS sees.
  public let processors: Int
  /// The file that holds the BLAS.
  public let blasLibrary: String?
  /// The file that holds the Fortran LAPACK behind LAPACKE.
  ///
  /// With OpenBLAS linked first this is ``blasLibrary``; another file means slower factorizations.
  public let lapackLibrary: String?

  /// The configuration of this process.
  public static var current: BLASConfiguration {
    BLASConfiguration(
      build: unsafe String(cString: openblas_get_config()).trimmingSpaces,
      core: unsafe String(cString: openblas_get_corename()),
      threading: [.serial, .pthreads, .openMP][min(2, max(0, Int(openblas_get_parallel())))],
      threads: Int(openblas_get_num_threads()), processors: Int(openblas_get_num_procs()),
      blasLibrary: library(of: "cblas_dgemm"), lapackLibrary: library(of: "dgetrf_"))
  }

  /// The configuration on a few lines.
  public var description: String {
    """
    \(build)
    kernels: \(core); threads: \(threads) of \(processors) processors (\(threading.rawValue))
    BLAS: \(blasLibrary ?? "unknown")
    LAPACK: \(lapackLibrary ?? "unknown")
    """
  }

  /// The file of the library to which a symbol is bound.
  ///
  /// `dladdr` hides behind a feature macro of glibc, so it is looked up itself; it fills four pointers,
  /// the first of them the name of the file.
  private static func library(of symbol: String) -> String? {
    typealias Lookup = @convention(c) (UnsafeRawPointer, UnsafeMutableRawPointer) -> Int32
    guard let address = unsafe dlsym(nil, symbol), let lookup = unsafe dlsym(nil, "dladdr") else {
      return nil
    }
    var found: (UnsafePointer<CChar>?, Int, Int, Int) = (nil, 0, 0, 0)
    let isFound = unsafe unsafeBitCast(lookup, to: Lookup.self)(address, &found) != 0
    guard isFound, let name = unsafe found.0 else { return nil }
    return unsafe String(cString: name)
  }
}

extension String {
  /// The text without spaces at its end.
  fileprivate var trimmingSpaces: String {
    var result = self
    while result.last == " " { result.removeLast() }
    return result
  }
}
