import RealModule

/// A Givens rotation `[c s; −conj(s) c]` with a real cosine.
struct GivensRotation<Element: Scalar> {
  let cosine: Element.RealPart
  let sine: Element

  /// The rotation that makes `(f, g)` to `(r, 0)`.
  ///
  /// The cosine is real; quotients by the length neither overflow nor lose accuracy.
  init(annihilating g: Element, with f: Element) {
    typealias Real = Element.RealPart
    let (sizeF, sizeG) = (f.modulus, g.modulus)
    if sizeG == 0 {
      (cosine, sine) = (1, 0)
    } else if sizeF == 0 {
      (cosine, sine) = (0, g.conjugate.divided(by: sizeG))
    } else {
      let length = Real.hypot(sizeF, sizeG)
      cosine = sizeF / length
      sine = f.divided(by: sizeF) * g.conjugate.divided(by: length)
    }
  }

  /// Replaces `(x, y)` by `(c x + s y, −conj(s) x + c y)`.
  @inline(__always)
  func apply(to x: inout Element, _ y: inout Element) {
    (x, y) = (
      x.scaled(by: cosine) + sine * y, y.scaled(by: cosine) - sine.conjugate * x
    )
  }
}

extension Scalar {
  /// The quotient by a real number, part by part.
  fileprivate func divided(by divisor: RealPart) -> Self {
    Self(realPart: realPart / divisor, imaginaryPart: imaginaryPart / divisor)
  }
}

extension Matrix {
  /// Rotates two rows, in some columns.
  @inline(__always)
  mutating func rotateRows(
    _ first: Int, _ second: Int, _ rotation: GivensRotation<Element>, columns range: Range<Int>
  ) {
    let target = unsafe storage.base
    for column in range {
      unsafe rotation.apply(to: &target[first + column * rows], &target[second + column * rows])
    }
  }

  /// Multiplies two columns by the adjoint of a rotation.
  @inline(__always)
  mutating func rotateColumns(_ first: Int, _ second: Int, _ rotation: GivensRotation<Element>) {
    // Q Gᴴ = (G Qᴴ)ᴴ: the rotation of the conjugates.
    let target = unsafe storage.base
    let (cosine, sine) = (rotation.cosine, rotation.sine)
    for row in 0..<rows {
      let (x, y) = unsafe (target[row + first * rows], target[row + second * rows])
      unsafe target[row + first * rows] = x.scaled(by: cosine) + sine.conjugate * y
      unsafe target[row + second * rows] = y.scaled(by: cosine) - sine * x
    }
  }
}
