import ComplexModule
import LinearAlgebra
import Testing

@Suite struct VectorCollectionTests {
  @Test(arguments: scalarTypes)
  func `a vector is a collection of its elements`(type: any LAPACKScalar.Type) {
    func check<T: LAPACKScalar>(_: T.Type) {
      var x: Vector<T> = [1, .parts(2, 1), 3]
      var sum: T = 0
      for element in x { sum += element }
      #expect(sum == x.sum())
      #expect(Array(x) == [1, .parts(2, 1), 3] && x.first == 1 && x.last == 3)
      #expect(Array(x.dropFirst()) == [.parts(2, 1), 3] && Array(x[1..<2]) == [.parts(2, 1)])
      #expect(x.enumerated().map(\.offset) == [0, 1, 2])
      #expect(x.map { $0 * 2 } == x * 2)
      #expect(x.reversed().first == 3 && x.firstIndex(of: 3) == 2)
      let copy = x
      x.swapAt(0, 2)
      #expect(x == [3, .parts(2, 1), 1] && copy[0] == 1)
      #expect(unsafe x.withContiguousStorageIfAvailable { unsafe $0[0] } == 3)
      _ = unsafe x.withContiguousMutableStorageIfAvailable { unsafe $0[0] = 7 }
      #expect(x[0] == 7 && copy[0] == 1)
      var none = Vector<T>(count: 0).makeIterator()
      #expect(none.next() == nil && Vector<T>(count: 0).first == nil)
    }
    check(type)
  }

  @Test func `generic algorithms sort in place`() {
    var x: Vector<Double> = [3, 1, 2]
    x.sort()
    #expect(x == [1, 2, 3])
    #expect(x.min() == 1 && x.contains(2) && x.reduce(0, +) == 6)
  }
}
