import Foundation
import LinearAlgebra
import Testing

@Suite(.serialized) struct BLASThreadsTests {
  struct Failure: Error {}

  @Test func `the smallest of nested limits counts, also after an error`() {
    // Other suites lend the setting, too: they can only lower the number.
    BLASThreads.with(1) {
      #expect(BLASThreads.count == 1)
      BLASThreads.with(2) { #expect(BLASThreads.count == 1) }
      #expect(throws: Failure.self) {
        try BLASThreads.with(2) { () throws(Failure) in throw Failure() }
      }
      #expect(BLASThreads.count == 1)
    }
    BLASThreads.with(2) {
      BLASThreads.with(1) { #expect(BLASThreads.count == 1) }
      #expect(BLASThreads.count <= 2)
    }
  }

  @Test func `scopes of many tasks overlap without waiting, and each limit holds`() async {
    await withTaskGroup(of: Bool.self) { group in
      for wanted in [1, 2, 1, 2, 1, 2] {
        group.addTask {
          (0..<50).allSatisfy { _ in BLASThreads.with(wanted) { BLASThreads.count <= wanted } }
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }

  @Test func `whatever order scopes end in, the number from before comes back`() async {
    // A process of its own, since other suites change the setting meanwhile.
    await #expect(processExitsWith: .success) {
      let before = BLASThreads.count
      await withTaskGroup(of: Void.self) { group in
        for index in 0..<16 {
          group.addTask {
            for round in 0..<40 {
              if (index + round).isMultiple(of: 2) {
                ComputeThreads.with(2) { Thread.sleep(forTimeInterval: 1e-5) }
              } else {
                BLASThreads.with(1 + round % 3) { Thread.sleep(forTimeInterval: 1e-5) }
              }
              _ = try? Matrix<Double>.identity(70).lu()
            }
          }
        }
      }
      precondition(BLASThreads.count == before)
      precondition(BLASConfiguration.current.threads == before)
    }
  }

  @Test func `zero threads trap`() async {
    await #expect(processExitsWith: .failure) { BLASThreads.with(0) {} }
  }

  @Test func `OpenBLAS answers for BLAS and LAPACK`() {
    let configuration = BLASConfiguration.current
    #expect(configuration.build.contains("OpenBLAS"))
    #expect(!configuration.core.isEmpty && configuration.processors >= 1)
    #expect(configuration.blasLibrary?.contains("openblas") == true)
    #expect(configuration.lapackLibrary == configuration.blasLibrary)
    #expect(configuration.description.contains(configuration.core))
  }
}
