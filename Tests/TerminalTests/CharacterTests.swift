import Display
import Testing

@testable import Terminal

@Suite("Characters, numbers and widths")
struct CharacterTests {
  @Test(
    "A terminal never obeys what is shown",
    arguments: [
      ("plain", "plain"), ("a\tb", "a    b"), ("a\r\nb", "a\nb"), ("a\u{1B}[2Jb", "a\u{FFFD}[2Jb"),
      ("a\u{9B}b", "a\u{FFFD}b"), ("a\u{202E}b\u{2069}", "ab"), ("a\u{2028}b", "a\u{FFFD}b"),
      ("\u{FEFF}a", "a"), ("a\u{061C}b", "ab"), ("a\u{200E}\u{200F}b", "ab"),
      ("a\u{7F}b\u{9F}\u{80}", "a\u{FFFD}b\u{FFFD}\u{FFFD}"), ("\u{2029}\u{A0}", "\u{FFFD}\u{A0}"),
      ("e\u{301}", "e\u{301}"), ("👩‍💻", "👩‍💻"),
    ])
  func sanitizing(text: String, shown: String) {
    #expect(text.sanitized(hasUnicode: true) == shown)
  }

  @Test(
    "What stands for a character in ASCII, in prose and in diagrams",
    arguments: [
      ("a → b", "a -> b", "a > b"), ("x ≤ 1…", "x <= 1...", "x < 1~"),
      ("Zürich", "Zurich", "Zurich"),
      ("cafe\u{301}", "cafe", "cafe"), ("图形", "????", "????"), ("┌─┐", "+-+", "+-+"),
      ("$2/gpu·h", "$2/(gpu*h)", "$2/gpu*h"),
      ("432 gpu·h/month", "432 (gpu*h)/month", "432 gpu*h/month"),
      ("$2/gpu·h^2·s and 3/h", "$2/(gpu*h^2*s) and 3/h", "$2/gpu*h^2*s and 3/h"), ("ß", "ss", "s"),
    ])
  func inASCII(text: String, prose: String, diagram: String) {
    #expect(text.sanitized(hasUnicode: false) == prose)
    #expect(text.sanitized(hasUnicode: false, isPreformatted: true) == diagram)
  }

  @Test(
    arguments: [
      ("", 0), ("abc", 3), ("größe", 5), ("图形", 4), ("e\u{301}", 1), ("👩‍💻", 2), ("🇩🇪", 2), ("한", 2),
      ("⠿", 1), ("│", 1), ("\u{200B}", 0), ("ａ", 2),
    ])
  func columns(text: String, columns: Int) {
    #expect(text.columns == columns)
  }

  @Test(
    "Lines break between words, words behind signs",
    arguments: [
      ("one two three", 8, ["one two", "three"]), ("one  two", 8, ["one  two"]),
      ("one   two", 7, ["one", "two"]), ("abcdefgh", 3, ["abc", "def", "gh"]),
      ("https://example.org/path", 12, ["https://", "example.org/", "path"]),
      ("a_long_name_of_cell", 10, ["a_long_", "name_of_", "cell"]), ("图形处理，好", 8, ["图形处", "理，好"]),
      ("a\n\nb", 5, ["a", "", "b"]), ("", 5, [""]), ("   ", 5, [""]), ("  in", 5, ["  in"]),
    ])
  func wrapping(text: String, width: Int, lines: [String]) {
    #expect(wrap(Text(text), width: width, Style()).map { $0.painted(Style()) } == lines)
  }

  /// Up to half of the width; more would leave no room to read.
  @Test(
    "Further lines are indented",
    arguments: [
      (0, 10, ["one two", "three four"]), (2, 10, ["one two", "  three", "  four"]),
      (5, 10, ["one two", "     three", "     four"]), (6, 10, ["one two", "three four"]),
      (6, 12, ["one two", "      three", "      four"]), (7, 12, ["one two", "three four"]),
    ])
  func hanging(_ columns: Int, _ width: Int, _ lines: [String]) {
    let text = Text("one two three four")
    #expect(
      wrap(text, width: width, hanging: columns, Style()).map { $0.painted(Style()) } == lines)
  }

  @Test func figuresStayWhole() {
    let text = Text("it costs ") + Text("432 gpu·h", .value) + Text(" a month")
    #expect(
      wrap(text, width: 14, Style()).map { $0.painted(Style()) }
        == ["it costs", "432 gpu·h a", "month"])
  }

  @Test(
    arguments: [
      (0, "0"), (1500, "1,500"), (12_345_678, "12.35M"), (999.96, "1,000"), (0.05, "0.05"),
      (-27.777, "-27.78"), (3e9, "3B"), (2.5e12, "2.5T"), (1e18, "1e18"), (1.5e-9, "1.5e-9"),
      (.nan, "?"), (100_000, "100,000"),
    ])
  func numbers(value: Double, text: String) {
    #expect(AxisNumber.short(value) == text)
  }

  @Test(
    "An axis counts in 1, 2 or 5",
    arguments: [
      (0.0, 100.0, 5, ["0", "20", "40", "60", "80", "100"]),
      (0, 12_000, 4, ["0", "5k", "10k"]),
      (0, 24e6, 5, ["0", "5M", "10M", "15M", "20M"]),
      (-1, 1, 4, ["-1.0", "-0.5", "0", "0.5", "1.0"]),
      (1_000_000, 1_000_001, 2, ["1,000,000.0", "1,000,000.5", "1,000,001.0"]),
      (0, 3e-9, 3, ["0", "1e-9", "2e-9", "3e-9"]),
      (0, 0.002, 4, ["0", "0.0005", "0.0010", "0.0015", "0.0020"]),
    ])
  func linearAxis(low: Double, high: Double, count: Int, texts: [String]) {
    #expect(AxisScale(low: low, high: high).ticks(about: count).texts == texts)
  }

  @Test(
    "A logarithmic axis counts in powers",
    arguments: [
      (1.0, 1000.0, 5, ["1", "10", "100", "1,000"]),
      (1, 100_000, 8, ["1", "10", "100", "1k", "10k", "100k"]),
      (1, 1e12, 4, ["1", "10k", "100M", "1T"]), (3, 8, 6, ["3", "4", "5", "6", "7", "8"]),
    ])
  func logarithmicAxis(low: Double, high: Double, count: Int, texts: [String]) {
    let scale = AxisScale(low: low, high: high, isLogarithmic: true)
    #expect(scale.ticks(about: count).texts == texts)
  }
}
