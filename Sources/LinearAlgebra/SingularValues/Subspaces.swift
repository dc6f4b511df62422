import RealModule

/// Returns the unitary `Q` that minimises `‖A Q − B‖` in the Frobenius norm, and `Σ s(Aᴴ B)`.
///
/// The rotation (or reflection) that brings one set of points, rows of `a`, closest to another. With
/// the trace, `scale / ‖A‖²` is the best factor if `A` may be stretched, too.
///
/// - Throws: ``LinearAlgebraError/notConverged(routine:unconverged:)``,
///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
///   ``LinearAlgebraError/tooLarge(dimension:)``.
/// - Precondition: The shapes are equal.
///
/// > Reference: Schönemann (1966), "A generalized solution of the orthogonal Procrustes problem".
public func orthogonalProcrustes<T: LAPACKScalar>(
  _ a: Matrix<T>, onto b: Matrix<T>
) throws(LinearAlgebraError) -> (rotation: Matrix<T>, scale: T.RealPart) {
  precondition(a.shape == b.shape, "cannot rotate a \(a.shape) matrix onto a \(b.shape) matrix")
  try a.checkDimensions()
  try a.checkFinite("a")
  try b.checkFinite("b")
  let (first, second) = (a.safeScaleExponent, b.safeScaleExponent)
  let product =
    a.scaled(byPowerOfTwo: -first).adjoint * b.scaled(byPowerOfTwo: -second)
  let svd = try SVD(product)
  return (svd.left * svd.rightAdjoint, svd.nuclearNorm.scaled(byPowerOfTwo: first + second))
}

/// Returns the principal angles between the ranges of two matrices in radians, in descending order.
///
/// There are as many as the smaller of the two ranks. Small angles come from sines and large ones from
/// cosines, so that both are accurate. The largest angle measures how far the subspaces are apart.
///
/// - Throws: ``LinearAlgebraError/notConverged(routine:unconverged:)``,
///   ``LinearAlgebraError/nonFinite(argument:row:column:)``,
///   ``LinearAlgebraError/tooLarge(dimension:)``.
/// - Precondition: The matrices have the same number of rows.
///
/// > Reference: Knyazev and Argentati (2002), "Principal angles between subspaces in an A-based scalar
/// > product", algorithm 3.1.
public func subspaceAngles<T: LAPACKScalar>(
  _ a: Matrix<T>, _ b: Matrix<T>
) throws(LinearAlgebraError) -> Vector<T.RealPart> {
  typealias Real = T.RealPart
  precondition(
    a.rows == b.rows, "a \(a.shape) and a \(b.shape) matrix have ranges in different spaces")
  try a.checkFinite("a")
  try b.checkFinite("b")
  let bases = (try a.rangeBasis(), try b.rangeBasis())
  let (larger, smaller) =
    bases.0.columns >= bases.1.columns ? bases : (bases.1, bases.0)
  let products = larger.adjoint * smaller
  // What of the smaller space is not in the larger one: its values are the sines.
  var rest = smaller
  multiply(larger, products, into: &rest, alpha: -1, beta: 1)
  let (cosines, sines) = (try products.singularValues(), try rest.singularValues())
  let count = smaller.columns
  return Vector(count: count) { index in
    // Cosines fall while angles and sines rise; the answer falls.
    let position = count - 1 - index
    let (cosine, sine) = (min(1, cosines[position]), min(1, sines[index]))
    return cosine * cosine >= 0.5 ? Real.asin(sine) : Real.acos(cosine)
  }
}
