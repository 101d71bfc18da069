import Display
import Testing

@testable import Terminal

/// How a view is fitted into a screen.
@Suite struct LiveFrameTests {
  private struct View: LiveView {
    var displays: [Display]
    var feet: [Display]

    mutating func take(_ key: Key) -> Bool { true }
    mutating func work(isStopped: @escaping @Sendable () -> Bool) -> Bool { false }
  }

  private static func lines(_ count: Int, _ word: String) -> Display {
    Display([.lines((0..<count).map { Text("\(word) \($0)") })])
  }

  private static let plot = Plot(
    x: .init(name: "x"), y: .init(name: "y"),
    series: [.init(name: "y", points: (0...9).map { .init(x: Double($0), y: Double($0 * $0)) })],
    table: Table(rows: []))

  private func frame(_ view: View, columns: Int = 60, rows: Int) -> [String] {
    LiveFrame.lines(view, Style(), columns: columns, rows: rows)
  }

  @Test(arguments: 0...60) func itNeverOutgrowsTheScreen(_ rows: Int) {
    let view = View(
      displays: [Self.lines(20, "long") + Display([.plot(Self.plot)]), Self.lines(12, "middling")],
      feet: [Self.lines(3, "foot"), Self.lines(1, "foot")])
    for columns in [0, 5, 19, 24, 40, 200] {
      let lines = frame(view, columns: columns, rows: rows)
      #expect(lines.count <= rows)
      #expect(lines.allSatisfy { $0.columns <= max(0, columns - 1) })
      if rows >= 6, columns >= 24 { #expect(lines.last?.hasPrefix("foot") == true) }
    }
  }

  @Test func theLongestThatFitsIsShown() {
    let view = View(
      displays: [Self.lines(20, "long"), Self.lines(5, "short")], feet: [Self.lines(1, "foot")])
    #expect(frame(view, rows: 22).first == "long 0" && frame(view, rows: 22).count == 22)
    #expect(frame(view, rows: 21) == (0..<5).map { "short \($0)" } + ["", "foot 0"])
    // What nothing fits is cut, the keys are not.
    #expect(frame(view, rows: 6) == (0..<4).map { "short \($0)" } + ["", "foot 0"])
  }

  @Test func picturesAreLoweredBeforeTheyAreLeftOut() {
    let view = View(
      displays: [Display([.plot(Self.plot)]), Self.lines(1, "none")], feet: [Self.lines(1, "foot")])
    #expect(frame(view, rows: 40).count == 16)
    #expect(frame(view, rows: 14).count == 14)
    #expect(frame(view, rows: 12).count == 12)
    #expect(frame(view, rows: 11).first == "none 0")
  }

  @Test func tooSmallAScreenSaysSo() {
    let view = View(displays: [Self.lines(1, "a")], feet: [Self.lines(1, "foot")])
    #expect(frame(view, columns: 23, rows: 30) == ["Too small: Esc leaves"])
    #expect(frame(view, columns: 10, rows: 5) == ["Too smal…"])
    #expect(frame(view, columns: 1, rows: 1) == [""])
    #expect(frame(view, columns: 60, rows: 0).isEmpty)
  }
}
