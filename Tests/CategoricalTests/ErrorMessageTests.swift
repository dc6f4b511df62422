import Categorical
import Testing

struct ErrorMessageTests {
  @Test(arguments: [
    CategoricalError.nonFiniteLogit(row: 3, column: 4), .fullyMaskedColumn(row: 3, column: 4),
    .nonFiniteNoise(row: 3, column: 4), .notOneHot(row: 3, column: 4),
    .maskedSample(row: 3, column: 4), .invalidProbability(row: 3, column: 4),
    .unnormalizedProbabilities(row: 3, column: 4), .nonFiniteLocation(row: 3, column: 4),
    .invalidScale(row: 3, column: 4), .outsideSupport(row: 3, column: 4),
    .tooFewClasses(row: 3, column: 4, available: 1),
  ])
  func `messages name row and column`(error: CategoricalError) {
    #expect(error.description.contains("row 3, column 4"))
  }

  @Test func `other messages say what to do`() {
    #expect(CategoricalError.invalidTemperature(0).description.contains("Gumbel-max"))
    #expect(CategoricalError.invalidTemperature(-1).description.contains("-1.0 is not positive"))
    #expect(CategoricalError.invalidTemperature(.infinity).description.contains("finite"))
    #expect(CategoricalError.noPermutation(row: 3).description.contains("row 3"))
    #expect(
      CategoricalError.enumerationTooLarge(states: 32768, limit: 16384).description
        .contains("limit of 16384"))
  }
}
