import ComplexModule
import Foundation
import LinearAlgebra
import LinearAlgebraTesting
import Testing

/// Batches of matrices of one shape.
func randomBatch<T: LAPACKScalar>(
  _ source: inout MatrixSource<T>, count: Int, _ rows: Int, _ columns: Int
) -> MatrixBatch<T> {
  MatrixBatch(
    flattened: source.uniform(rows: rows * columns, columns: count), rows: rows, columns: columns)
}

@Suite struct MatrixBatchTests {
  @Test func `items go in and come out`() {
    let matrices: [Matrix<Double>] = [[[1, 2], [3, 4]], [[5, 6], [7, 8]]]
    var batch = MatrixBatch(matrices)
    #expect(batch.count == 2 && batch.shape == Shape(rows: 2, columns: 2) && !batch.isEmpty)
    #expect([Matrix<Double>](batch) == matrices)
    #expect(Array(batch.flattened) == [1, 3, 2, 4, 5, 7, 6, 8])
    #expect(batch[1, 0, 1] == 6 && batch.view(1)[1, 0] == 7)
    let copy = batch
    batch[0] = [[9, 9], [9, 9]]
    batch[1, 1, 1] = 0
    #expect(copy == MatrixBatch(matrices) && batch != copy && batch[1] == [[5, 6], [7, 0]])
    #expect(MatrixBatch(count: 3) { Matrix<Double>.identity($0 - $0 + 2) }[2] == .identity(2))
    #expect(MatrixBatch(repeating: matrices[0], count: 2)[1] == matrices[0])
    #expect(MatrixBatch<Double>([]).count == 0 && MatrixBatch<Double>(count: 0) { _ in [] }.isEmpty)
    #expect(MatrixBatch<Float>(count: 5, rows: 0, columns: 3).count == 5)
  }

  @Test func `batches print their first items and survive coding`() throws {
    let batch = MatrixBatch<Double>(count: 4, rows: 1, columns: 2, repeating: 1)
    #expect(
      batch.description
        == "MatrixBatch<Double> 4 of 1×2\n[0]\n  1.0  1.0\n[1]\n  1.0  1.0\n[2]\n  1.0  1.0\n⋮")
    let data = try JSONEncoder().encode(batch)
    #expect(try JSONDecoder().decode(MatrixBatch<Double>.self, from: data) == batch)
    let wrong = Data(#"{"rows":2,"columns":3,"items":{"rows":5,"columns":0,"elements":[]}}"#.utf8)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(MatrixBatch<Double>.self, from: wrong)
    }
  }

  @Test(arguments: scalarTypes)
  func `arithmetic and transposes agree with single matrices exactly`(
    type: any LAPACKScalar.Type
  ) {
    func check<T: LAPACKScalar>(_: T.Type) {
      var source = MatrixSource<T>(seed: 1)
      let a = randomBatch(&source, count: 5, 3, 2)
      let b = randomBatch(&source, count: 5, 3, 2)
      let shared = source.uniform(rows: 3, columns: 2)
      var c = a
      c += b
      c -= b
      c *= 2
      for item in 0..<5 {
        #expect((a + b)[item] == a[item] + b[item] && (a - b)[item] == a[item] - b[item])
        #expect((a * 3)[item] == a[item] * 3 && (3 * a)[item] == a[item] * 3)
        #expect((a + shared)[item] == a[item] + shared)
        #expect(c[item] == (a[item] + b[item] - b[item]) * 2)
        #expect(a.transposed()[item] == Matrix(a[item].transposed))
        #expect(a.adjoint()[item] == Matrix(a[item].adjoint))
      }
    }
    check(type)
  }

  @Test(arguments: scalarTypes, [1, 2, 3, 4, 5, 9])
  func `products agree with three loops within (k + 2) ε`(
    type: any LAPACKScalar.Type, size: Int
  ) {
    func check<T: LAPACKScalar>(_: T.Type) {
      var source = MatrixSource<T>(seed: 2)
      for (m, n, k) in [(size, size, size), (size, 1, size), (2, size, 3), (size, 3, 0)] {
        for operationA in MatrixOperation.allCases {
          for operationB in MatrixOperation.allCases {
            let shapeA = operationA.isTransposing ? (k, m) : (m, k)
            let shapeB = operationB.isTransposing ? (n, k) : (k, n)
            let a = randomBatch(&source, count: 3, shapeA.0, shapeA.1)
            let b = randomBatch(&source, count: 3, shapeB.0, shapeB.1)
            let c = randomBatch(&source, count: 3, m, n)
            let (alpha, beta) = (source.scalar(), source.scalar())
            let operations = (operationA, operationB)
            func fault(_ found: MatrixBatch<T>, _ sharedA: Bool, _ sharedB: Bool) -> Bool {
              (0..<3).contains {
                referenceProduct(
                  operationA, a[sharedA ? 0 : $0], operationB, b[sharedB ? 0 : $0], alpha: alpha,
                  beta: beta, c[$0]
                ).firstFault(in: found[$0]) != nil
              }
            }
            var results = [c, c, c, c]
            multiply(a, b, into: &results[0], alpha: alpha, beta: beta, operations: operations)
            multiply(a[0], b, into: &results[1], alpha: alpha, beta: beta, operations: operations)
            multiply(a, b[0], into: &results[2], alpha: alpha, beta: beta, operations: operations)
            multiply(
              a[0], b[0], into: &results[3], alpha: alpha, beta: beta, operations: operations)
            #expect(!fault(results[0], false, false) && !fault(results[1], true, false))
            #expect(!fault(results[2], false, true) && !fault(results[3], true, true))
          }
        }
      }
    }
    check(type)
  }

  @Test func `zero factors hide NaN, and a result may be an operand`() {
    let bad = MatrixBatch<Double>(count: 2, rows: 3, columns: 3, repeating: .nan)
    let one = MatrixBatch<Double>(count: 2, rows: 3, columns: 3, repeating: 1)
    var c = bad
    multiply(one, one, into: &c)
    #expect(c == one * 3)
    multiply(bad, bad, into: &c, alpha: 0, beta: 2)
    #expect(c == one * 6)
    c = one
    multiply(c, c, into: &c)
    #expect(c == one * one && one * one[0] == one[0] * one)
    #expect((MatrixBatch<Double>([]) * MatrixBatch<Double>([])).count == 0)
  }

  @Test func `misuse traps and names the shapes`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ =
        MatrixBatch<Double>(count: 2, rows: 3, columns: 3)
        * MatrixBatch<Double>(count: 2, rows: 2, columns: 3)
    }
    expectMessage(result, "cannot multiply items of shapes 3×3 and 2×3 into 3×3")
    await #expect(processExitsWith: .failure) {
      _ =
        MatrixBatch<Double>(count: 2, rows: 1, columns: 1)
        * MatrixBatch<Double>(count: 3, rows: 1, columns: 1)
    }
    await #expect(processExitsWith: .failure) {
      _ = MatrixBatch<Double>([Matrix.identity(2), .identity(3)])
    }
    await #expect(processExitsWith: .failure) {
      _ = MatrixBatch<Double>(count: 2, rows: 1, columns: 1)[2]
    }
    await #expect(processExitsWith: .failure) {
      _ = try MatrixBatch<Double>(count: 2, rows: 2, columns: 1).lu()
    }
    await #expect(processExitsWith: .failure) {
      _ = MatrixBatch<Double>(flattened: Matrix(rows: 3, columns: 2), rows: 2, columns: 2)
    }
  }
}
