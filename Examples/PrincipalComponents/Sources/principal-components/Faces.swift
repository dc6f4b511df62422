import Foundation

/// Draws faces that differ in shape, gaze, mood and light.
func drawFaces(_ count: Int) -> [Picture] {
  var random = RandomNumbers(state: 2026)
  return (0..<count).map { _ in drawFace(&random) }
}

private func drawFace(_ random: inout RandomNumbers) -> Picture {
  let size = 48.0
  let (faceWidth, faceHeight) = (random.next(0.62, 0.82), random.next(0.78, 0.95))
  let (eyeHeight, eyeDistance) = (random.next(-0.25, -0.1), random.next(0.24, 0.34))
  let (eyeSize, gaze) = (random.next(0.09, 0.14), random.next(-0.05, 0.05))
  let (smile, mouthWidth) = (random.next(-0.25, 0.3), random.next(0.2, 0.36))
  let (light, skin) = (random.next(-0.25, 0.25), random.next(0.62, 0.85))
  let (hair, hairLine) = (random.next(0.1, 0.5), random.next(-0.62, -0.4))
  let tilt = random.next(-0.12, 0.12)

  /// One inside of a shape, zero outside, with a soft edge.
  func inside(_ distance: Double) -> Double { 1 / (1 + exp(30 * distance)) }

  func ellipse(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> Double {
    inside((x * x / (width * width) + y * y / (height * height)).squareRoot() - 1)
  }

  return Picture(width: Int(size), height: Int(size)) { column, row in
    let (u, v) = ((2 * Double(column) + 1) / size - 1, (2 * Double(row) + 1) / size - 1)
    let (x, y) = (u * cos(tilt) + v * sin(tilt), v * cos(tilt) - u * sin(tilt))
    let face = ellipse(x, y, faceWidth, faceHeight)
    var value = 0.95 * (1 - face) + face * (skin + light * x - 0.15 * y * y)
    func paint(_ color: Double, _ amount: Double) { value += (color - value) * amount }
    paint(hair, face * inside(y - hairLine + 0.25 * x * x))
    for side in [-1.0, 1.0] {
      let (eyeX, eyeY) = (x - side * eyeDistance, y - eyeHeight)
      paint(0.97, ellipse(eyeX, eyeY, 1.3 * eyeSize, 0.8 * eyeSize))
      paint(0.05, ellipse(eyeX - gaze, eyeY, 0.55 * eyeSize, 0.6 * eyeSize))
      paint(hair, ellipse(eyeX, eyeY + 0.17, 1.5 * eyeSize, 0.03))
    }
    paint(skin - 0.25, ellipse(x, y - 0.13, 0.06, 0.16))
    let curve = y - 0.47 + smile * (x * x / (mouthWidth * mouthWidth) - 0.5)
    paint(0.3, inside(abs(curve) - 0.045) * inside(abs(x) - mouthWidth))
    return value
  }
}

/// A small seeded generator (SplitMix64), so that every run draws the same faces.
private struct RandomNumbers {
  var state: UInt64

  /// A number between two bounds.
  mutating func next(_ low: Double, _ high: Double) -> Double {
    state &+= 0x9e37_79b9_7f4a_7c15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
    bits ^= bits >> 31
    return low + (high - low) * Double(bits >> 11) / Double(1 << 53)
  }
}
