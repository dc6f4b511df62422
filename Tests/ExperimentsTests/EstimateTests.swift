import Experiments
import Testing

@Suite struct EstimateTests {
  @Test func `the error is that of the mean`() throws {
    // Of 2, 4, 4, 4, 5, 5, 7, 9 the mean is 5 and the sum of squares around it 32.
    let estimate = try #require(Estimate([2, 4, 4, 4, 5, 5, 7, 9]))
    #expect(estimate.mean == 5 && estimate.count == 8)
    let error = try #require(estimate.standardError)
    #expect(abs(error - (32.0 / 7 / 8).squareRoot()) < 1e-15)
  }

  @Test func `one value has no error, and no value no mean`() throws {
    #expect(Estimate([]) == nil)
    let one = try #require(Estimate([3.5]))
    #expect(one.mean == 3.5 && one.standardError == nil && one.count == 1)
  }

  @Test func `equal values have an error of zero`() throws {
    #expect(try #require(Estimate([2, 2, 2])).standardError == 0)
  }
}
