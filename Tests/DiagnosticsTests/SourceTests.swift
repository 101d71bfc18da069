import Diagnostics
import Testing

@Suite struct SourceTests {
  /// Lines and columns count from 1, columns in characters.
  @Test(arguments: [
    ("", 0, 1, 1), ("", 5, 1, 1), ("abc", 0, 1, 1), ("abc", 2, 1, 3), ("abc", 3, 1, 4),
    ("abc", 99, 1, 4), ("abc", -7, 1, 1),
    ("a\nb", 1, 1, 2), ("a\nb", 2, 2, 1), ("a\nb", 3, 2, 2), ("a\n", 2, 2, 1), ("\n\n", 1, 2, 1),
    ("a\r\nb", 3, 2, 1), ("a\r\nb", 4, 2, 2),
    ("\ta", 1, 1, 2), ("€x", 3, 1, 2), ("äöü", 4, 1, 3), ("👩‍👧x", 11, 1, 2),
  ])
  func position(_ text: String, _ offset: Int, _ line: Int, _ column: Int) {
    let position = Source(text).position(of: offset)
    #expect(position.line == line && position.column == column)
  }

  @Test(arguments: [
    ("", [""]), ("a", ["a"]), ("a\n", ["a", ""]), ("a\nb", ["a", "b"]), ("\n", ["", ""]),
    ("a\r\nb\r\n", ["a", "b", ""]), ("a\r\n\r\nb", ["a", "", "b"]), ("\r\n", ["", ""]),
    ("ä€\n👩‍👧", ["ä€", "👩‍👧"]),
  ])
  func lines(_ text: String, _ lines: [String]) {
    let source = Source(text)
    #expect(source.lineCount == lines.count)
    #expect((0..<source.lineCount).map { source.string(source.lineRange($0)) } == lines)
  }

  @Test func rangesOutsideAreClamped() {
    let source = Source("abc\ndef")
    #expect(source.string(-5..<2) == "ab")
    #expect(source.string(5..<99) == "ef")
    #expect(source.string(50..<60) == "")
    #expect(source.lineRange(7).isEmpty)
    #expect(source.whole.text == "abc\ndef")
  }

  @Test func spansJoinAndEnd() {
    let source = Source("one two three")
    let (one, two) = (SourceSpan(source, 0..<3), SourceSpan(source, 4..<7))
    #expect(one.joined(to: two).text == "one two")
    #expect(two.joined(to: one).text == "one two")
    #expect(two.end.range == 7..<7)
  }

  /// Of a typed line the whole line is offered; of a file only the part.
  @Test func replacing() {
    let typed = Source("x = €5 * 2")
    #expect(SourceSpan(typed, 4..<8).replaced(with: "$5") == "x = $5 * 2")
    let read = Source(name: "a.md", "x = €5 * 2")
    #expect(SourceSpan(read, 4..<8).replaced(with: "$5") == "$5")
  }

  @Test func sourcesWithTheSameNameAndTextAreEqual() {
    #expect(Source("a") == Source("a"))
    #expect(Source("a") != Source("b"))
    #expect(Source(name: "f", "a") != Source("a"))
    #expect(Source("a").hashValue == Source("a").hashValue)
  }
}
