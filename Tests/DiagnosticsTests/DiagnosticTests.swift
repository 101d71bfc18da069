import Diagnostics
import Display
import Testing

@Suite struct DiagnosticTests {
  private func snippet(_ text: String, _ range: Range<Int>) -> Snippet? {
    Diagnostic(.unknownName, "No.", at: SourceSpan(Source(text), range)).label("here").snippet
  }

  @Test(arguments: [
    ("rent * 2", 0..<4, "rent * 2", 0..<4), ("a + bc", 4..<6, "a + bc", 4..<6),
    ("ab", 2..<2, "ab", 2..<2), ("", 0..<0, "", 0..<0), ("ä + €", 5..<8, "ä + €", 4..<5),
    // A mark over several lines stays in its first.
    ("ab\ncd", 1..<4, "ab", 1..<2), ("ab\ncd", 3..<5, "cd", 0..<2),
    // A mark in the line ending stands behind the last character.
    ("ab\r\ncd", 3..<4, "ab", 2..<2), ("ab\ncd", 2..<3, "ab", 2..<2),
    ("ab", 7..<9, "ab", 2..<2),
  ])
  func snippets(_ text: String, _ range: Range<Int>, _ line: String, _ marked: Range<Int>) {
    let shown = snippet(text, range)
    #expect(shown?.line == line && shown?.marked == marked && shown?.label == "here")
    #expect(shown?.origin == nil && shown?.lineNumber == nil)
  }

  @Test func aFileHasAPlace() {
    let span = SourceSpan(Source(name: "c.md", "one\ntwo €x"), 11..<12)
    let diagnostic = Diagnostic(.unknownName, "No x.", at: span)
    #expect(diagnostic.place == "c.md:2:6")
    #expect(diagnostic.summary == "c.md:2:6: No x. [unknown-name]")
    #expect(diagnostic.snippet?.lineNumber == 2)
    #expect(Diagnostic(.unknownName, "No x.").summary == "No x. [unknown-name]")
    #expect(Diagnostic(.unknownName, "No x.").snippet == nil)
  }

  @Test func everythingIsShown() {
    let diagnostic = Diagnostic(.unknownName, "No x.", at: SourceSpan(Source("x"), 0..<1))
      .label("not known").expected("a name", found: "x").note("Look here.").try("y")
    let blocks = diagnostic.display.blocks
    #expect(blocks.first == .paragraph(Text("No x.", .failure)))
    guard case .snippet(let snippet)? = blocks.dropFirst().first,
      case .lines(let lines)? = blocks.last
    else {
      Issue.record("no snippet or lines")
      return
    }
    #expect(snippet.label == "not known")
    #expect(
      lines.map(\.plain) == [
        "Expected a name, found x", "Look here.", "Try: y", "More: explain unknown-name",
      ])
  }

  @Test func placesAreKept() {
    let (one, two) = (Source("one").whole, Source("two").whole)
    #expect(Diagnostic(.ring, "Round.").placed(at: one).span == one)
    #expect(Diagnostic(.ring, "Round.", at: one).placed(at: two).span == one)
    #expect(Diagnostic(.ring, "Round.").try("a = 1").try(nil).suggestion == "a = 1")
  }
}
