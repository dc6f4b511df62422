import CKernels
import Foundation
import LinearAlgebra

/// The class of this machine: the number of processors, the vector instructions and the BLAS.
///
/// - Returns: A few words, such as `2 cores, AVX-512, OpenBLAS 0.3.21 for SkylakeX`.
public func machineSummary() -> String {
  let cores = ProcessInfo.processInfo.activeProcessorCount
  let level = ck_best_level()
  let vectors = level == CK_AVX512 ? "AVX-512" : level == CK_AVX2 ? "AVX2" : "baseline"
  let blas = BLASConfiguration.current
  let build = blas.build.split(separator: " ").prefix(2).joined(separator: " ")
  return "\(cores == 1 ? "1 core" : "\(cores) cores"), \(vectors), \(build) for \(blas.core)"
}
