import Figures
import Testing

@Suite struct HeatMapTests {
  @Test func `cells are shaded by value and titled`() {
    let map = HeatMap(
      title: "t", rows: ["a", "b"], columns: ["x", "y"], values: [0, 0.25, 1, 0.5] as [Float])
    let svg = map.svg()
    #expect(fault(inMarkup: svg) == nil)
    let titles = svg.matches(of: /<title>([^<]*)<\/title>/).map { String($0.1) }
    #expect(titles == ["a, x: 0.000", "a, y: 0.250", "b, x: 1.000", "b, y: 0.500"])
    let shades = svg.matches(of: /<title>.*fill-opacity="([0-9.]+)"/).map { String($0.1) }
    #expect(shades == ["0.000", "0.250", "1.000", "0.500"])
  }

  @Test func `values outside are cut off and what is no number is marked`() {
    let map = HeatMap(
      title: "t", rows: ["a"], columns: ["x", "y", "z"], values: [-1, .nan, .infinity])
    let svg = map.svg()
    #expect(fault(inMarkup: svg) == nil)
    #expect(svg.contains("a, y: not a number"))
    #expect(svg.matches(of: /class="gf-missing"/).count == 1)
    let shades = svg.matches(of: /<title>.*fill-opacity="([0-9.]+)"/).map { String($0.1) }
    #expect(shades == ["0.000", "1.000"])
  }

  @Test(arguments: [(0, 0), (0, 3), (3, 0), (1, 100), (100, 1), (40, 40)])
  func `every size gives sound markup`(rows: Int, columns: Int) {
    let map = HeatMap(
      title: "<t>", rows: (0..<rows).map { "<row \($0)>" },
      columns: (0..<columns).map { "a long column & \($0)" },
      values: [Double](repeating: 0.5, count: rows * columns), rowLabel: "<r>", columnLabel: "&")
    let svg = map.svg()
    #expect(fault(inMarkup: svg) == nil)
    #expect(svg.contains("no data") == (rows * columns == 0))
  }

  @Test func `a wrong number of values traps`() async {
    await #expect(processExitsWith: .failure) {
      _ = HeatMap(title: "t", rows: ["a"], columns: ["x"], values: [1.0, 2])
    }
  }
}
