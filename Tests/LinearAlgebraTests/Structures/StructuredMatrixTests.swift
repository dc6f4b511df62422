import ComplexModule
import Foundation
import LinearAlgebra
import LinearAlgebraTesting
import Testing

/// Every structured matrix against the full matrix that it stands for.
@Suite struct StructuredMatrixTests {
  static let sizes = [0, 1, 2, 5, 9]

  @Test(arguments: scalarTypes, sizes)
  func `Hermitian and symmetric matrices read one triangle only`(
    type: any LAPACKScalar.Type, size: Int
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 50)
      for triangle in Triangle.allCases {
        let hermitian = source.indefinite(size, condition: 10)
        let symmetric = source.indefinite(size, hermitian: false, condition: 10)
        let garbled = hermitian.garbled(outside: triangle)
        try compare(Hermitian(garbled, triangle: triangle), hermitian)
        try compare(Symmetric(symmetric.garbled(outside: triangle), triangle: triangle), symmetric)
        try compare(PackedHermitian(garbled, triangle: triangle), hermitian)
        try compare(
          PackedSymmetric(symmetric.garbled(outside: triangle), triangle: triangle), symmetric)
        let definite = source.positiveDefinite(size)
        let wrapped = Hermitian(definite.garbled(outside: triangle), triangle: triangle)
        try compare(wrapped, definite)
        try compare(PackedHermitian(wrapped), definite)
        #expect((wrapped + wrapped).dense() == definite + definite)
        let mixed = Hermitian(garbled, triangle: triangle) - Hermitian(hermitian, triangle: .lower)
        #expect(mixed.dense() == Matrix(rows: size, columns: size))
        #expect((2 * wrapped).dense() == 2 * definite)
        #expect((-wrapped).dense() == -definite)
      }
      // An imaginary part on the diagonal does not count either.
      var odd = source.positiveDefinite(3)
      let clean = odd
      for index in 0..<3 { odd[index, index] += T(realPart: 0, imaginaryPart: 9) }
      #expect(Hermitian(odd).dense() == clean)
      let b = source.uniform(rows: 3, columns: 2)
      #expect(
        residualRatio(clean, solution: try Hermitian(odd).solve(b), rightSide: b)
          < linearEquationThreshold)
      // The indefinite path ignores it, too.
      #expect(try Hermitian(-odd).solve(b) == Hermitian(-clean).solve(b))
    }
    try check(type)
  }

  @Test(arguments: scalarTypes, sizes)
  func `triangular matrices read neither the other triangle nor a diagonal of ones`(
    type: any LAPACKScalar.Type, size: Int
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 51)
      for triangle in Triangle.allCases {
        for diagonal in TriangleDiagonal.allCases {
          var full = source.triangular(size, triangle)
          var garbled = full.garbled(outside: triangle)
          for index in 0..<size where diagonal == .unit {
            (full[index, index], garbled[index, index]) = (1, T.nanValue)
          }
          let a = Triangular(garbled, triangle, diagonal: diagonal)
          try compare(a, full)
          try compare(PackedTriangular(a), full)
          #expect((a + a).dense() == full + full)
          #expect((a - a).dense() == Matrix(rows: size, columns: size))
          #expect((2 * a).dense() == 2 * full)
          let inverse = try a.inverse()
          #expect(inverseRatio(full, inverse: inverse.dense()) < linearEquationThreshold)
          #expect(inverse.triangle == triangle && inverse.unitDiagonal == diagonal)
        }
      }
    }
    try check(type)
  }

  @Test(arguments: scalarTypes, sizes)
  func `diagonals and bands equal their full matrices`(
    type: any LAPACKScalar.Type, size: Int
  ) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 52)
      let diagonal = source.general(.diagonal, size: size)
      try compare(Diagonal(diagonal), diagonal)
      let three = source.banded(rows: size, columns: size, lower: 1, upper: 1)
      let tridiagonal = Tridiagonal(three)
      try compare(tridiagonal, three)
      try compare(Banded(tridiagonal), three)
      #expect((tridiagonal + tridiagonal).dense() == three + three)
      #expect((2 * tridiagonal - tridiagonal).dense() == three)
      for isDefinite in [true, false] {
        let hermitian = source.hermitianBanded(size, bandwidth: 1, definite: isDefinite)
        let wrapped = SymmetricTridiagonal(hermitian)
        try compare(wrapped, hermitian)
        #expect(SymmetricTridiagonal(hermitian, triangle: .upper) == wrapped)
        try compare(HermitianBanded(wrapped), hermitian)
        for triangle in Triangle.allCases {
          let wide = source.hermitianBanded(size, bandwidth: 2, definite: isDefinite)
          let banded = HermitianBanded(
            wide.garbled(outside: triangle), bandwidth: 2, triangle: triangle)
          try compare(banded, wide)
          #expect((banded + banded).dense() == wide + wide)
          #expect((2 * banded).dense() == 2 * wide)
          #expect((banded - banded).dense() == Matrix(rows: size, columns: size))
        }
      }
      for (lower, upper) in [(0, 0), (2, 1), (0, 2), (3, 0), (12, 11)] {
        let full = source.banded(rows: size, columns: size, lower: lower, upper: upper)
        let banded = Banded(full, lowerBandwidth: lower, upperBandwidth: upper)
        try compare(banded, full)
        #expect((banded + Banded(tridiagonal)).dense() == full + three)
        let product = referenceProduct(.none, full, .none, three, full)
        #expect(product.firstFault(in: (banded * Banded(tridiagonal)).dense()) == nil)
      }
    }
    try check(type)
  }

  @Test(arguments: scalarTypes)
  func `rectangular bands multiply like full matrices`(type: any LAPACKScalar.Type) throws {
    func check<T: LAPACKScalar>(_: T.Type) throws {
      var source = MatrixSource<T>(seed: 53)
      for (rows, columns) in [(7, 4), (4, 7), (0, 3), (3, 0), (1, 6)] {
        let full = source.banded(rows: rows, columns: columns, lower: 2, upper: 1)
        let banded = Banded(full, lowerBandwidth: 2, upperBandwidth: 1)
        try compare(banded, full, solving: false)
        #expect(banded.diagonal(1).count == max(0, min(rows, columns - 1)))
      }
    }
    try check(type)
  }

  /// Everything that does not need to know the type.
  private func compare<S: StructuredMatrix>(
    _ a: S, _ full: Matrix<S.Element>, solving: Bool = true,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    typealias T = S.Element
    let name = Comment(rawValue: "\(S.self) \(a.shape)")
    #expect(a.shape == full.shape, name, sourceLocation: sourceLocation)
    #expect(Matrix(a) == full, name, sourceLocation: sourceLocation)
    for column in 0..<a.columns {
      for row in 0..<a.rows {
        #expect(a[row, column] == full[row, column], name, sourceLocation: sourceLocation)
      }
    }
    for norm in MatrixNorm.allCases {
      let (found, expected) = (a.norm(norm), full.norm(norm))
      #expect(
        abs(found - expected) <= 16 * T.RealPart.ulpOfOne * expected, name,
        sourceLocation: sourceLocation)
    }
    let copy = try JSONDecoder().decode(S.self, from: try JSONEncoder().encode(a))
    #expect(copy == a && copy.hashValue == a.hashValue, name, sourceLocation: sourceLocation)
    #expect(a.description.hasPrefix("\(S.self) \(a.shape)"), name, sourceLocation: sourceLocation)
    var source = MatrixSource<T>(seed: 54)
    for operation in MatrixOperation.allCases {
      let applied = reference(operation, full)
      for side in Side.allCases {
        for count in [0, 1, 3] {
          let b =
            side == .left
            ? source.uniform(rows: applied.columns, columns: count)
            : source.uniform(rows: count, columns: applied.rows)
          let shape =
            side == .left
            ? Shape(rows: applied.rows, columns: count)
            : Shape(rows: count, columns: applied.columns)
          let old = source.uniform(rows: shape.rows, columns: shape.columns)
          for (alpha, beta) in [(T.parts(2, -1), T.parts(0, 0)), (.parts(1, 0), .parts(-1, 2))] {
            var c =
              beta == 0
              ? Matrix<T>(rows: shape.rows, columns: shape.columns, repeating: .nanValue)
              : old
            a.multiply(b, into: &c, operation: operation, side: side, alpha: alpha, beta: beta)
            let (left, right) = side == .left ? (applied, b) : (b, applied)
            let expected = referenceProduct(
              .none, left, .none, right, alpha: alpha, beta: beta, old)
            #expect(
              expected.firstFault(in: c) == nil, "\(name) \(operation) \(side) \(count)",
              sourceLocation: sourceLocation)
          }
        }
      }
      guard solving else { continue }
      let b = source.uniform(rows: a.rows, columns: 2)
      let x = try a.solve(b, operation: operation)
      #expect(
        residualRatio(applied, solution: x, rightSide: b) < linearEquationThreshold,
        "\(name) \(operation)", sourceLocation: sourceLocation)
      let y = try a.solve(Matrix(b.transposed), operation: operation, side: .right)
      let ratio = residualRatio(
        Matrix(applied.transposed), solution: Matrix(y.transposed), rightSide: b)
      #expect(
        ratio < linearEquationThreshold, "\(name) \(operation) from the right",
        sourceLocation: sourceLocation)
    }
    var hidden = Matrix<T>(rows: a.rows, columns: 1, repeating: 3)
    a.multiply(
      Matrix(rows: a.columns, columns: 1, repeating: .nanValue), into: &hidden, alpha: 0, beta: 1)
    #expect(hidden == Matrix(rows: a.rows, columns: 1, repeating: 3))
    let vector = source.uniform(count: a.columns)
    #expect(
      referenceProduct(.none, full, .none, vector.matrix, hidden).firstFault(
        in: (a * vector).matrix) == nil, name, sourceLocation: sourceLocation)
  }
}

extension Matrix {
  /// The matrix with NaN outside of one triangle.
  fileprivate func garbled(outside triangle: Triangle) -> Matrix {
    Matrix(rows: rows, columns: columns) { row, column in
      let isInside = triangle == .lower ? row >= column : row <= column
      return isInside ? self[row, column] : .nanValue
    }
  }
}
