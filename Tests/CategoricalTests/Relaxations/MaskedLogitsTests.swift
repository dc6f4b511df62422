import Categorical
import LinearAlgebra
import Testing

struct MaskedLogitsTests {
  @Test func `a mask of the shape of the logits or of one column`() {
    let logits: Matrix<Float> = [[1, 2], [.nan, 3], [4, .infinity]]
    let none: Float = -.infinity
    let each: Matrix<Float> = [[1, none], [none, 3], [4, none]]
    let shared: Matrix<Float> = [[1, 2], [none, none], [none, none]]
    #expect(maskedLogits(logits, mask: [[1, 0], [0, 1], [0.5, 0]]) == each)
    #expect(maskedLogits(logits, mask: [[1], [0], [0]]) == shared)
  }

  @Test func `masks of another shape trap`() async {
    await #expect(processExitsWith: .failure) {
      _ = maskedLogits(Matrix<Float>(rows: 3, columns: 2), mask: Matrix(rows: 2, columns: 2))
    }
  }
}
