import CKernels
import Testing

@Suite struct SparseTests {
  /// A matrix of small whole numbers, every third of them not zero, in columns.
  private static func matrix<T: KernelScalar>(_: T.Type, rows: Int, columns: Int) -> [T] {
    T.uniform(Stream(stream: UInt64(rows)), count: rows * columns).enumerated().map { i, u in
      u < 1 / 3 ? T(i % 7 + 1) : 0
    }
  }

  /// Every remainder of the vectors, and every number of them in a panel.
  static let heights = Array(1...18) + [31, 32, 33, 47, 48, 49, 63, 64]

  @Test(arguments: heights, levels)
  func `a sparse product has the bits of sums in order`(height: Int, level: ck_level) {
    ck_set_thread_level(level)
    defer { ck_reset_thread_level() }
    func check<T: KernelScalar>(_: T.Type) {
      for (depth, columns) in [(1, 1), (5, 3), (20, 9), (37, 4)] {
        let a = T.normal(Stream(), count: height * depth)
        let x = Self.matrix(T.self, rows: depth, columns: columns)
        guard let lists = T.nonzeros(x, rows: depth, limit: x.count) else {
          Issue.record("no lists")
          return
        }
        var product = [T](repeating: .nan, count: height * columns)
        T.sparseProduct(a, rows: height, lists, isAdded: false, into: &product)
        var sum = T.normal(Stream(stream: 3), count: height * columns)
        let before = sum
        T.sparseProduct(a, rows: height, lists, isAdded: true, into: &sum)
        for column in 0..<columns {
          for row in 0..<height {
            var expected: T = 0
            for k in 0..<depth where x[column * depth + k] != 0 {
              let term = x[column * depth + k] * a[k * height + row]
              expected += term
            }
            let place = column * height + row
            #expect(product[place] == expected)
            #expect(sum[place] == expected + before[place])
          }
        }
      }
    }
    check(Float.self)
    check(Double.self)
  }

  @Test(arguments: [1, 2, 15, 16, 17, 40], levels)
  func `the lists have what is not zero, also row by row`(rows: Int, level: ck_level) {
    ck_set_thread_level(level)
    defer { ck_reset_thread_level() }
    func check<T: KernelScalar>(_: T.Type) {
      let columns = 6
      let x = Self.matrix(T.self, rows: rows, columns: columns)
      let count = x.count { $0 != 0 }
      guard let lists = T.nonzeros(x, rows: rows, limit: count) else {
        Issue.record("no lists")
        return
      }
      #expect(dense(lists, rows: rows) == x)
      let transposed = T.transpose(lists, rows: rows)
      var expected = x
      for i in x.indices { expected[i % rows * columns + i / rows] = x[i] }
      #expect(dense(transposed, rows: columns) == expected)
      if count > 0 { #expect(T.nonzeros(x, rows: rows, limit: count - 1) == nil) }
    }
    check(Float.self)
    check(Double.self)
  }

  /// The matrix of lists; rows rise within a column.
  private func dense<T: KernelScalar>(_ lists: SparseLists<T>, rows: Int) -> [T] {
    var result = [T](repeating: 0, count: rows * lists.columns)
    for column in 0..<lists.columns {
      let range = Int(lists.starts[column])..<Int(lists.starts[column + 1])
      #expect(lists.places[range] == lists.places[range].sorted()[...])
      for k in range { result[column * rows + Int(lists.places[k])] = lists.values[k] }
    }
    return result
  }

  @Test func `negative zeros count as zero, infinities and NaN do not`() {
    let lists = Float.nonzeros([-0.0, .nan, 0, -.infinity], rows: 2, limit: 2)
    #expect(lists?.starts == [0, 1, 2])
    #expect(lists?.places == [1, 1])
    #expect(lists?.values[0].isNaN == true && lists?.values[1] == -.infinity)
  }

  @Test func `nothing is listed of a matrix of zeros`() {
    let lists = Float.nonzeros([Float](repeating: 0, count: 12), rows: 3, limit: 0)
    #expect(lists == SparseLists(starts: [0, 0, 0, 0, 0], places: [], values: []))
    guard let lists else { return }
    #expect(Float.transpose(lists, rows: 3).starts == [0, 0, 0, 0])
    var y: [Float] = [1, 2, 3, 4, 5, 6, 7, 8]
    Float.sparseProduct([1, 2, 3, 4, 5, 6], rows: 2, lists, isAdded: false, into: &y)
    #expect(y == [Float](repeating: 0, count: 8))
  }
}
