import Foundation
import Testing

/// Values and gradients against PyTorch on shared noise, over random shapes, temperatures and masks.
///
/// Skipped where `python3` has no module `torch`; see `Tests/Peers/compare_pytorch.py`.
@Suite(.enabled("python3 has no module torch") { Peer.pyTorch.isInstalled })
struct PyTorchComparisonTests {
  @Test func `values and gradients are those of PyTorch`() throws {
    var cases = ComparisonCases<Double>(tolerance: 1e-13)
    try cases.sweep(seeds: 0..<16)
    var singles = ComparisonCases<Float>(tolerance: 1e-5)
    try singles.sweep(seeds: 16..<24)
    let (status, report) = try Peer.pyTorch.compare(cases.cases + singles.cases)
    #expect(status == 0, "\(report)")
    #expect(report.contains("0 differences"), "\(report)")
  }
}
