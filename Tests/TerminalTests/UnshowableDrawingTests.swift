import Display
import TestSupport
import Testing

@testable import Terminal

@Suite("Nothing that may not be shown reaches a terminal")
struct UnshowableDrawingTests {
  @Test(arguments: unshowableTexts)
  func drawing(_ text: String) {
    let spans = Text(text) + Text(text, .value) + Text("l", .link(text))
    let display = Display([
      .heading(Text(text), level: 1), .paragraph(spans), .lines([spans]),
      .table(Table(header: [Text(text)], rows: [[spans]])),
    ])
    for style in [Style(), Style(isPlain: true), Style(hasUnicode: false)] {
      #expect(shownAnyway(in: display.drawn(style)) == [])
    }
    // A terminal's own codes start with an escape character; those of the text do not.
    let coloured = display.drawn(Style(hasColor: true))
    #expect(Set(shownAnyway(in: coloured)).subtracting(["U+1B"]).isEmpty)
  }

  /// A joiner makes one picture of two emoji, and hides nothing there.
  @Test func joinedEmoji() {
    #expect("👩‍💻".sanitized(hasUnicode: true) == "👩‍💻")
    #expect("a\u{200D}b👩\u{200D}".sanitized(hasUnicode: true) == "ab👩")
    #expect("👩\u{E0061}".sanitized(hasUnicode: true) == "👩")
  }
}
