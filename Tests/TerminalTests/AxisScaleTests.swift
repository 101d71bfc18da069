import Display
import Testing

@testable import Terminal

/// Where an axis begins and ends.
@Suite struct AxisScaleTests {
  static let rooms: [(low: Double, high: Double, fromZero: Bool, expected: [Double])] = [
    (3, 3, false, [0, 4.5]), (-3, -3, false, [-4.5, 0]), (0, 0, false, [0, 1]),
    (1e308, 1e308, false, [0, 1.5e308]), (1.7e308, 1.7e308, false, [0, 1.7e308]),
    (10, 21, false, [0, 21]), (10, 20, false, [10, 20]), (10, 19, false, [10, 19]),
    (10, 11, true, [0, 11]), (-10, 11, true, [-10, 11]), (-20, -10, false, [-20, -10]),
    (-20, -9, false, [-20, 0]), (-20, -11, true, [-20, 0]), (-20, -11, false, [-20, -11]),
  ]

  @Test(arguments: rooms) func room(
    _ case: (low: Double, high: Double, fromZero: Bool, expected: [Double])
  ) {
    let scale = AxisScale(low: `case`.low, high: `case`.high).withRoom(fromZero: `case`.fromZero)
    #expect([scale.low, scale.high] == `case`.expected && !scale.isLogarithmic)
  }

  /// What a legend says of the end of a curve: money as money, and where the curve ends.
  @Test(
    arguments: [
      ([1.0, 1.8], "a, $1.80 at the right end"), ([1, 0.1], "a, $0.10 at the right end"),
      ([1, 128.9], "a, $129 at the right end"), ([2, nil], "a, $2 at 0 s"),
      ([nil, nil], "a, no values"),
    ] as [([Double?], String)])
  func legend(_ heights: [Double?], _ words: String) {
    func series(_ name: String, _ heights: [Double?]) -> Plot.Series {
      let points = heights.enumerated().map { Plot.Point(x: Double($0), y: $1) }
      return Plot.Series(name: name, points: points)
    }
    let plot = Plot(
      x: Plot.Axis(name: "x", suffix: " s"), y: Plot.Axis(name: "y", prefix: "$"),
      series: [series("a", heights), series("b", [1, 1])], table: Table(rows: []))
    #expect(Display([.plot(plot)]).drawn(Style(width: 60)).contains(words))
  }

  /// Bars stand on zero and end at the highest: no share above 100% is on the axis of one bar.
  @Test(
    arguments: [
      ([100], [0, 100]), ([30, 70], [0, 70]), ([0], [0, 1]), ([0, 0, 5], [0, 5]), ([-4], [-4, 0]),
      ([-4, 2], [-4, 2]), ([], [0, 1]),
    ] as [([Double], [Double])])
  func bars(_ values: [Double], _ expected: [Double]) {
    let points = values.enumerated().map { Plot.Point(x: Double($0.offset), y: $0.element) }
    let plot = Plot(
      x: Plot.Axis(name: "x"), y: Plot.Axis(name: "y"),
      series: [Plot.Series(name: "y", points: points)], form: .bars, table: Table(rows: []))
    #expect([plot.verticalScale.low, plot.verticalScale.high] == expected)
  }

  /// A constant on a logarithmic axis stands in the middle of a factor of four; a range stays.
  @Test func logarithmicRoom() {
    func room(_ low: Double, _ high: Double) -> [Double] {
      let scale = AxisScale(low: low, high: high, isLogarithmic: true).withRoom(fromZero: true)
      return scale.isLogarithmic ? [scale.low, scale.high] : []
    }
    #expect(
      room(8, 8) == [4, 16] && room(3, 8) == [3, 8] && room(1e308, 1e308) == [1e308, 1e308])
    let middle = AxisScale(low: 8, high: 8, isLogarithmic: true).withRoom(fromZero: false).share(8)
    #expect(abs((middle ?? 0) - 0.5) < 1e-12)
  }

  @Test func halfSteps() {
    let scale = AxisScale(low: 1, high: 100, isLogarithmic: true).withHalfSteps(3)
    #expect(abs(scale.low - 0.1.squareRoot()) < 1e-12)
    #expect(abs(scale.high - 100 * 10.0.squareRoot()) < 1e-9)
    let one = AxisScale(low: 6, high: 6, isLogarithmic: true).withHalfSteps(1)
    #expect(one.low == 4 && one.high == 9)
  }

  @Test func shares() {
    let plain = AxisScale(low: 10, high: 30)
    #expect([10, 20, 30, 35].map { plain.share($0) } == [0, 0.5, 1, 1.25])
    let log = AxisScale(low: 1, high: 100, isLogarithmic: true)
    #expect(log.share(0) == nil && log.share(-1) == nil && log.share(.nan) == nil)
    #expect(abs((log.share(10) ?? 0) - 0.5) < 1e-12)
    #expect(AxisScale(low: 7, high: 7, isLogarithmic: true).share(7) == 0.5)
    #expect(AxisScale(low: 2, high: 1).share(1) == nil)
  }
}
