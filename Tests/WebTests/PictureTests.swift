import Display
import Foundation
import TestSupport
import Testing

@testable import Web

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Pictures: what lies in them stays in them, and nothing that happened is lost.
@Suite struct PictureTests {
  private static func plot(
    _ form: Plot.Form, _ series: [[Plot.Point]], marks: [Plot.Mark] = [], log: Bool = false
  ) -> Plot {
    Plot(
      x: .init(name: "load", suffix: "%"),
      y: .init(name: "cost", prefix: "$", suffix: "/gpu·h", isLogarithmic: log),
      series: series.enumerated().map {
        .init(name: "plan <\($0.offset + 1)>", points: $0.element)
      },
      marks: marks, form: form,
      table: Table(header: ["load", "cost"], rows: [["1%", "$2"]]))
  }

  static let pictures = Display([
    .plot(
      plot(
        .line,
        [
          [.init(x: 0, y: 1), .init(x: 50, y: 2.5), .init(x: 100, y: 10)],
          [.init(x: 0, y: 4), .init(x: 30, y: nil), .init(x: 60, y: 4), .init(x: 100, y: 4)],
        ], marks: [.init(x: 50, y: 2.5, label: "now: $2.50")])),
    .plot(plot(.line, [[.init(x: 0, y: 0.001), .init(x: 9, y: 1000)]], log: true)),
    .plot(
      plot(
        .bars, [(1...5).map { .init(x: Double($0), y: Double($0 % 3)) }],
        marks: [.init(x: 3, y: nil, label: "", name: "mean")])),
    .plot(plot(.points, [[.init(x: 1, y: 1)], [.init(x: 2, y: 3), .init(x: 3, y: -2)]])),
    .strip(
      Strip(
        name: "GPU & co", length: 24, unit: "h",
        segments: [
          Segment(start: 0, end: 4, activity: .starting),
          Segment(start: 4, end: 9, activity: .busy),
          Segment(start: 9, end: 20, activity: .idle),
        ], caption: "a day")),
    .timeline(
      Timeline(
        start: 0, end: 10, unit: "s",
        lanes: [
          .init(
            name: "1",
            segments: [
              Segment(start: 0, end: 2, activity: .starting),
              Segment(start: 2, end: 2.001, activity: .busy),
              Segment(start: 2.001, end: 8, activity: .idle),
            ]), .init(name: "2", segments: []),
        ], arrivals: [0, 2, 2.0001, 5],
        notes: [.init(time: 5, text: "$1"), .init(time: 10, text: "$2")],
        caption: "two")),
    .timeline(
      Timeline(
        start: 0, end: 2, unit: "min", lanes: [],
        levels: [
          .init(start: 0, end: 1, busy: 10, starting: 30, idle: 0),
          .init(start: 1, end: 2, busy: 20.5, starting: 0, idle: 5),
        ], arrivals: [])),
    .heatMap(
      HeatMap(
        rows: [
          .init(name: "1 <What>", shares: [1]), .init(name: "2 is", shares: [0.3, 0.7]),
          .init(name: "3", shares: [0.01, .nan, 5, 6, 7]),
        ], columns: ["<What>", "is", ""], firstNumber: 1, caption: "who looks at whom")),
    .heatMap(
      HeatMap(
        rows: [.init(name: "input", shares: [0.2, 0.06]), .init(name: "layer 1", shares: [])],
        columns: ["A & B", "C"])),
  ])

  @Test func wholePage() throws {
    try expectGolden("pictures.html", Self.pictures.page(title: "Pictures"))
  }

  /// Whatever the numbers are, the page is well formed and every place lies in its picture.
  @Test(arguments: UInt64(1)...150) func nothingLeavesItsPicture(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    func number() -> Double {
      switch Int.random(in: 0..<12, using: &random) {
      case 0: .nan
      case 1: .infinity
      case 2: -1e308
      case 3: 1e308
      case 4: .leastNonzeroMagnitude
      case 5: 0
      default: Double.random(in: -10...100, using: &random)
      }
    }
    func some<T>(_ most: Int, _ make: () -> T) -> [T] {
      (0..<Int.random(in: 0...most, using: &random)).map { _ in make() }
    }
    let forms: [Plot.Form] = [.line, .bars, .points]
    func segment() -> Segment {
      Segment(
        start: number(), end: number(),
        activity: Activity.allCases.randomElement(using: &random) ?? .off)
    }
    let (start, end) = (number(), number())
    let display = Display([
      .plot(
        Self.plot(
          forms[Int(seed % 3)],
          some(5) {
            some(9) { Plot.Point(x: number(), y: Bool.random(using: &random) ? number() : nil) }
          },
          marks: some(3) {
            Plot.Mark(x: number(), y: number(), label: "m", name: seed % 2 == 0 ? "p" : "")
          },
          log: seed % 5 == 0)),
      .strip(Strip(name: "s", length: number(), unit: "h", segments: some(6) { segment() })),
      .timeline(
        Timeline(
          start: start, end: end, unit: "s",
          lanes: some(4) { .init(name: "lane", segments: some(6) { segment() }) },
          levels: some(3) {
            .init(start: number(), end: number(), busy: abs(number()), starting: 1, idle: 2)
          }, arrivals: some(9) { number() }.sorted(),
          notes: some(3) { .init(time: number(), text: "$1") })),
    ])
    let html = display.html
    #expect(XMLParser(data: Data("<main>\(html)</main>".utf8)).parse(), "seed \(seed): \(html)")
    #expect(!html.contains("nan") && !html.contains("inf\""), "seed \(seed)")
    for picture in html.matches(
      of: #/viewBox="0 0 ([\d.]+) ([\d.]+)"(.*?)<\/svg>/#.dotMatchesNewlines())
    {
      let (width, height) = (Double(picture.1) ?? 0, Double(picture.2) ?? 0)
      for place in picture.3.matches(of: #/ (x|y|cx|cy|x1|x2|y1|y2)="(-?[\d.]+)"/#) {
        let value = Double(place.2) ?? .nan
        let most = place.1.hasPrefix("x") || place.1 == "cx" ? width : height
        #expect(value >= -0.01 && value <= most + 0.01, "seed \(seed): \(place.0)")
      }
      for points in picture.3.matches(of: #/points="([^"]*)"/#) {
        for place in points.1.split(separator: " ") {
          let pair = place.split(separator: ",").compactMap { Double($0) }
          try #require(pair.count == 2)
          let isInside = (0...width).contains(pair[0]) && (0...height).contains(pair[1])
          #expect(isInside, "seed \(seed): \(place)")
        }
      }
    }
  }

  /// However many and however short: work is seen, and the picture stays small.
  @Test func shortWorkIsSeen() {
    let lane = Timeline.Lane(
      name: "1",
      segments: (0..<100_000).flatMap { second -> [Segment] in
        let start = Double(second)
        return [
          Segment(start: start, end: start + 1e-6, activity: .busy),
          Segment(start: start + 1e-6, end: start + 1, activity: .idle),
        ]
      })
    let html = Display([
      .timeline(
        Timeline(
          start: 0, end: 100_000, unit: "s", lanes: [lane], arrivals: (0..<100_000).map(Double.init)
        ))
    ]).html
    #expect(html.utf8.count < 1_000_000)
    #expect(html.matches(of: #/class="busy"/#).count > 500)
    let one = Display([
      .timeline(
        Timeline(
          start: 0, end: 1e6, unit: "s",
          lanes: [.init(name: "1", segments: [Segment(start: 5, end: 5.001, activity: .busy)])],
          arrivals: []))
    ]).html
    #expect(one.contains("class=\"busy\""))
  }
}
