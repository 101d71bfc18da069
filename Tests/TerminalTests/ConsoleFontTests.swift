import Display
import TestSupport
import Testing

@testable import Terminal

/// The Linux console has a font of a few hundred signs: no braille, no eighths of blocks, no ticks.
@Suite("On the Linux console") struct ConsoleFontTests {
  @Test("only what its font has is drawn", arguments: Sample.all)
  func everySign(_ sample: Sample) {
    for width in [40, 60, 100] {
      let text = sample.display.drawn(Style(width: width, isConsole: true))
      let missing = Set(text.filter { !$0.isWhitespace && !$0.isInConsoleFont })
      // Signs without a likeness in ASCII stay as whoever wrote them has them.
      #expect(missing.allSatisfy { String($0).inASCII(isPreformatted: true).contains("?") })
    }
  }

  @Test(arguments: [
    ("▏", "|"), ("●", "o"), ("✓", "+"), ("┊", ":"), ("█", "█"), ("─", "─"), ("×", "×"),
    ("é", "é"), ("Ж", "Ж"),
  ])
  func aSign(_ sign: String, _ shown: String) {
    let style = Style(isConsole: true)
    #expect(style.clean(sign, isPreformatted: true).columns == sign.columns)
    #expect(style.glyph(sign, shown) == shown)
  }

  /// A bar is never left out, however low it is.
  @Test func bars() {
    let points = [0, 0.1, 4, 8, 16].map { Plot.Point(x: $0, y: $0) }
    let plot = Plot(
      x: Plot.Axis(name: "x"), y: Plot.Axis(name: "y"),
      series: [Plot.Series(name: "y", points: points)], form: .bars, table: Table(rows: []))
    let text = Display([.plot(plot)]).drawn(Style(width: 40, isConsole: true))
    #expect(text.contains("▄") && text.contains("█"))
    #expect(!text.contains { "▁▂▃▅▆▇".contains($0) })
  }
}
