import ComplexModule
import RealModule

/// Powers of two that keep right sides away from the ends of the range while they are solved for.
///
/// Substitution sums products of elements: near overflow the sums overflow although the solution does
/// not, and subnormal numbers lose digits that the solution has. Every right side has an exponent of
/// its own.
struct RightSideScaling {
  /// The exponents that were taken out; empty if all right sides are ordinary.
  private var exponents: [Int] = []
  private var side = Side.left

  /// Whether the right sides in the columns are finite and need no scaling.
  @inline(__always)
  static func isOrdinary<T: Scalar>(_ b: Matrix<T>) -> Bool {
    let elements = unsafe b.storage.base
    return (0..<b.count).allSatisfy { unsafe elements[$0].isFinite }
      && (0..<b.columns).allSatisfy { excess(rightSideSize(b, .left, $0)) == 0 }
  }

  /// Looks at the right sides, and scales those that are not ordinary.
  @specialized(where T == Float)
  @specialized(where T == Double)
  @specialized(where T == Complex<Float>)
  @specialized(where T == Complex<Double>)
  @inline(never)
  init<T: Scalar>(_ b: inout Matrix<T>, _ side: Side) {
    let count = side == .left ? b.columns : b.rows
    var isOrdinary = true
    for index in 0..<count where excess(rightSideSize(b, side, index)) != 0 {
      isOrdinary = false
      break
    }
    if isOrdinary { return }
    self.side = side
    exponents = (0..<count).map { excess(rightSideSize(b, side, $0)) }
    shift(&b, sign: -1, offset: 0)
  }

  /// Gives the exponents back to the solutions, less the one that was taken from the matrix.
  @inline(__always)
  func restore<T: Scalar>(_ x: inout Matrix<T>, matrixExponent: Int = 0) {
    if exponents.isEmpty { return x.scale(byPowerOfTwo: -matrixExponent) }
    shift(&x, sign: 1, offset: -matrixExponent)
  }

  /// Multiplies each right side by two to the power `sign · exponent + offset`.
  @specialized(where T == Float)
  @specialized(where T == Double)
  @specialized(where T == Complex<Float>)
  @specialized(where T == Complex<Double>)
  @inline(never)
  private func shift<T: Scalar>(_ b: inout Matrix<T>, sign: Int, offset: Int) {
    b.makeUnique()
    for column in 0..<b.columns {
      for row in 0..<b.rows {
        let exponent = sign * exponents[side == .left ? column : row] + offset
        let place = row + column * b.rows
        unsafe b.storage.base[place] = b.storage.base[place].scaled(byPowerOfTwo: exponent)
      }
    }
  }
}

/// The largest part of a number in one right side.
@inline(__always)
private func rightSideSize<T: Scalar>(_ b: Matrix<T>, _ side: Side, _ index: Int) -> T.RealPart {
  let stride = side == .left ? 1 : b.rows
  let start = unsafe b.storage.base + (side == .left ? index * b.rows : index)
  var size = T.RealPart.zero
  for place in 0..<(side == .left ? b.rows : b.columns) {
    let value = unsafe start[place * stride]
    size = max(size, value.realPart.magnitude, value.imaginaryPart.magnitude)
  }
  return size
}

/// The exponent that brings a size into the ordinary range; zero if it is there.
@inline(__always)
private func excess<Real: RealScalar>(_ size: Real) -> Int {
  guard size > 0 && size.isFinite else { return 0 }
  let digits = Real.significandBitCount + 1
  let (exponent, least) = (Int(size.exponent), Int(Real.leastNormalMagnitude.exponent))
  let most = Int(Real.greatestFiniteMagnitude.exponent)
  // Not further than needed, since the matrix may be near the same end of the range.
  if exponent < least + digits { return exponent - (least + 2 * digits) }
  if exponent > most - digits / 2 { return exponent - (most - 2 * digits) }
  return 0
}
