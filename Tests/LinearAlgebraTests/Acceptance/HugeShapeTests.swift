import ComplexModule
import LinearAlgebra
import LinearAlgebraTesting
import Testing

/// Shapes that no memory can hold, or that only an empty matrix has.
@Suite(.timeLimit(.minutes(10))) struct HugeShapeTests {
  static let shapes = [
    Shape(rows: 0, columns: .max), Shape(rows: .max, columns: 0),
    Shape(rows: 0, columns: Int(Int32.max) + 1), Shape(rows: Int(Int32.max) + 1, columns: 0),
  ]

  @Test(arguments: shapes)
  func `an empty matrix of any shape computes at once`(shape: Shape) {
    let a = Matrix<Double>(rows: shape.rows, columns: shape.columns)
    let b = Matrix<Double>(rows: shape.rows, columns: shape.columns) { _, _ in 1 }
    #expect(a == b && a.hashValue == b.hashValue && (a + b).shape == shape && (2 * a) == a)
    #expect(Matrix(a.transposed).shape == shape.transposed)
    #expect(Matrix(a.view.stepping(rows: -1, columns: -1)).shape == shape)
    for norm in MatrixNorm.allCases { #expect(a.norm(norm) == 0) }
    #expect(a.sum() == 0 && a.product() == 1 && a.mean() == nil && a.isFinite && !a.hasNaN)
    #expect(a.description.contains("\(shape)") && a.debugDescription.contains("\(shape)"))
    #expect(a.map { $0 + 1 } == a && a.multiplied(by: b) == a)
    #expect(a.isTriangular(.upper) && a.isTriangular(.lower) && a.isDiagonal)
    #expect(a.upperTriangle() == a && a.lowerTriangle() == a && a.reversingRows() == a)
    #expect(a.rolled(rows: 3, columns: -1) == a && a.flattened.count == 0)
    #expect(a.cumulativeSums(of: .rows) == a && a.cumulativeSums(of: .columns) == a)
    #expect(Matrix<Double>(rows: 0, columns: 0).repeated(down: .max, across: .max).isEmpty)
    #expect(a.kroneckerProduct(Matrix(rows: 1, columns: 1)) == a)
    var c = a
    c.fill(with: 3)
    c.setToZero()
    c.withMutableView { $0.fill(with: 1) }
    c.withMutableView { $0.assign(b) }
    #expect(c == a && a.isApproximatelyEqual(to: b) && Array(a).isEmpty)
  }

  @Test func `products with empty operands of any size are zeros`() {
    let tall = Matrix<Double>(rows: 2, columns: 0)
    let wide = Matrix<Double>(rows: 0, columns: .max)
    #expect((wide * Matrix<Double>(rows: .max, columns: 0)).shape == Shape(rows: 0, columns: 0))
    #expect((Matrix<Double>(rows: 0, columns: 2) * tall).isEmpty)
    #expect(tall * Matrix<Double>(rows: 0, columns: 3) == Matrix(rows: 2, columns: 3))
  }

  @Test(arguments: shapes)
  func `factorizations of empty matrices beyond 32 bits throw tooLarge`(shape: Shape) {
    let a = Matrix<Double>(rows: shape.rows, columns: shape.columns)
    let large = max(shape.rows, shape.columns)
    let error = LinearAlgebraError.tooLarge(dimension: large)
    #expect(throws: error) { try LU(a) }
    #expect(throws: error) { try LU(a.transposed) }
    #expect(throws: error) { try CompletePivotingLU(a) }
  }

  @Test func `views that repeat one element beyond 32 bits throw tooLarge or trap by name`() async {
    let list = [1.0]
    let count = Int(Int32.max) + 9
    let view = MatrixView(list.span, rows: count, columns: 1, rowStride: 0, columnStride: 0)
    let error = LinearAlgebraError.tooLarge(dimension: count)
    var caught: [LinearAlgebraError] = []
    do { _ = try LU(view) } catch { caught.append(error) }
    do { _ = try CompletePivotingLU(view) } catch { caught.append(error) }
    #expect(caught == [error, error])
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent, \.standardOutputContent]
    ) {
      let list = [1.0]
      let count = Int(Int32.max) + 9
      let row = MatrixView(list.span, rows: 1, columns: count, rowStride: 0, columnStride: 0)
      let column = MatrixView(list.span, rows: count, columns: 1, rowStride: 0, columnStride: 0)
      _ = row * column
    }
    expectTrap(result, "2147483656")
  }

  @Test func `shapes that overflow trap and say which`() async {
    let first = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent, \.standardOutputContent]
    ) { _ = Matrix<Double>(rows: .max, columns: 2) }
    expectTrap(first, "9223372036854775807×2")
    let second = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent, \.standardOutputContent]
    ) { _ = Matrix<Float>(rows: .max, columns: 1) }
    expectTrap(second, "9223372036854775807")
    let third = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent, \.standardOutputContent]
    ) { _ = Matrix<Float>(rows: -1, columns: 0) }
    expectTrap(third, "-1×0")
    let fourth = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent, \.standardOutputContent]
    ) { _ = Matrix<Float>.identity(.max) }
    expectTrap(fourth, "9223372036854775807×9223372036854775807")
  }

  @Test func `steps beyond the end meet the first element only`() {
    let a = Matrix<Double>(rows: 3, columns: 4) { Double($0 + 10 * $1) }
    #expect(Matrix(a.view.stepping(rows: .max, columns: .max)) == [[0]])
    #expect(Matrix(a.view.stepping(rows: .min, columns: .min)) == [[32]])
    #expect(Matrix(a.view.stepping(rows: -2, columns: 3)) == [[2, 32], [0, 30]])
    let x: Vector<Double> = [1, 2, 3, 4]
    #expect(Vector(x.view.stepping(by: .max)) == [1])
    #expect(Vector(x.view.stepping(by: .min)) == [4])
    #expect(Vector(x.view.stepping(by: -3)) == [4, 1])
    #expect(Vector<Double>(Vector<Double>(count: 0).view.stepping(by: .min)).isEmpty)
  }
}

/// Expects a message of a trap, which release builds do not print, and none of LAPACK on standard output.
func expectTrap(
  _ result: ExitTest.Result?, _ text: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  guard let result else { return }
  #if DEBUG
  let message = String(decoding: result.standardErrorContent, as: UTF8.self)
  #expect(message.contains(text), "\(message)", sourceLocation: sourceLocation)
  #endif
  let printed = String(decoding: result.standardOutputContent, as: UTF8.self)
  #expect(!printed.contains("parameter"), "\(printed)", sourceLocation: sourceLocation)
}
