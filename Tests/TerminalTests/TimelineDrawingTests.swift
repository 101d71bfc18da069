import Display
import Testing

@testable import Terminal

/// However short it is, work is marked in every cell that it touches.
@Suite struct TimelineDrawingTests {
  @Test(arguments: 0..<40) func workIsNeverLost(_ seed: UInt64) throws {
    var random = SystemlessRandom(seed)
    var segments: [Segment] = []
    var time = 0.0
    while time < 100 {
      let length =
        [0.001, 0.02, 0.5, 3, 11][Int(random.next() % 5)] * Double(random.next() % 7 + 1)
      let activity = Activity.allCases[Int(random.next() % 4)]
      segments.append(Segment(start: time, end: time + length, activity: activity))
      time += length
    }
    let timeline = Timeline(
      start: 0, end: 100, unit: "s", lanes: [.init(name: "a", segments: segments)], arrivals: [])
    for width in [40, 72, 100] {
      let style = Style(width: width)
      let lines = Display([.timeline(timeline)]).drawnLines(style)
      let lane = Array(try #require(lines.first { $0.contains("a ") }).drop { $0 != "a" })
      let cells = min(width - 2, 100)
      for segment in segments where segment.activity == .busy && segment.start < 100 {
        let first = Int(segment.start / 100 * Double(cells))
        let last = min(cells - 1, Int((min(segment.end, 100) - 1e-9) / 100 * Double(cells)))
        for cell in first...max(first, last) {
          let place = cell + 2
          let glyph = place < lane.count ? lane[place] : " "
          #expect(glyph == "█" || glyph == "▏", "seed \(seed), width \(width), cell \(cell)")
        }
      }
    }
  }
}

/// A few numbers that are the same each time.
private struct SystemlessRandom {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> 33
  }
}
