/// A polyline without gaps, in places from 0 to 1.
struct Polyline {
  var points: [(x: Double, y: Double)] = []
}

/// Splits a series where a number is missing, and thins what has more points than can be seen.
///
/// Of each run of points the lowest and the highest stay, in their order, so that the envelope of a
/// noisy curve and its outliers are kept.
func polylines(
  x: [Double], y: [Double], xAxis: Axis, yAxis: Axis, limit: Int = 2000
) -> [Polyline] {
  var result: [Polyline] = []
  var current = Polyline()
  for (x, y) in zip(x, y) {
    if let x = xAxis.position(x), let y = yAxis.position(y) {
      current.points.append((x, y))
    } else if !current.points.isEmpty {
      result.append(current)
      current = Polyline()
    }
  }
  if !current.points.isEmpty { result.append(current) }
  let count = result.reduce(0) { $0 + $1.points.count }
  guard count > limit else { return result }
  // Two points stay of each run, so a run is twice what its share of the limit would be.
  let run = (2 * count + limit - 1) / limit
  return result.map { Polyline(points: thinned($0.points, run: run)) }
}

private func thinned(_ points: [(x: Double, y: Double)], run: Int) -> [(x: Double, y: Double)] {
  guard points.count > 2 else { return points }
  var result = [points[0]]
  for start in stride(from: 1, to: points.count - 1, by: run) {
    let end = min(start + run, points.count - 1)
    var (low, high) = (start, start)
    for index in start..<end {
      if points[index].y < points[low].y { low = index }
      if points[index].y > points[high].y { high = index }
    }
    result.append(points[min(low, high)])
    if low != high { result.append(points[max(low, high)]) }
  }
  result.append(points[points.count - 1])
  return result
}
