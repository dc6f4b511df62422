import LinearAlgebra
import Testing

@Suite(.serialized) struct BLASThreadsTests {
  struct Failure: Error {}

  @Test func `the number of threads is restored, also after an error and when nested`() {
    // Other suites lend the setting, too; within a closure it is ours.
    BLASThreads.with(1) {
      #expect(BLASThreads.count == 1)
      BLASThreads.with(2) { #expect(BLASThreads.count <= 2) }
      #expect(BLASThreads.count == 1)
      #expect(throws: Failure.self) {
        try BLASThreads.with(2) { () throws(Failure) in throw Failure() }
      }
      #expect(BLASThreads.count == 1)
    }
  }

  @Test func `only one thread at a time has the setting`() async {
    await withTaskGroup(of: Bool.self) { group in
      for wanted in [1, 2, 1, 2, 1, 2] {
        group.addTask {
          (0..<20).allSatisfy { _ in BLASThreads.with(wanted) { BLASThreads.count == wanted } }
        }
      }
      for await isRight in group { #expect(isRight || BLASConfiguration.current.processors < 2) }
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
