import Display
import Foundation
import TestSupport
import Testing

@testable import Web

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What is shown, as HTML: whole, escaped and without anything that is fetched or run.
@Suite struct HTMLTests {
  /// One of every block.
  static let everything = Display([
    .heading("A & B", level: 1),
    .paragraph(
      Text("plain ") + Text("<b>", .emphasis) + Text(" x ", .code) + Text("9 %", .value)
        + Text(" site", .link("https://example.org/?a=1&b=\"2\""))
        + Text(" no", .link("javascript:alert(1)")) + Text(" line\nend")),
    .list([[.paragraph("one")], [.paragraph("two")]], start: 3),
    .list([[.paragraph("one")]], start: nil), .quote([.paragraph("said")]),
    .code("if a < b && c", language: "swift"),
    .table(Table(header: ["a", "b"], rows: [["1", "2"]], alignments: [.leading, .trailing])),
    .rule, .note(Note(.warning, blocks: [.paragraph("careful")])),
    .plot(
      Plot(
        x: .init(name: "x"), y: .init(name: "y"), series: [],
        table: Table(header: ["x", "y"], rows: [["1", "2"]]))),
    .strip(
      Strip(
        name: "GPU", length: 10, unit: "h",
        segments: [Segment(start: 0, end: 4, activity: .busy)], caption: "a day")),
    .timeline(
      Timeline(
        start: 0, end: 2, unit: "s",
        lanes: [.init(name: "1", segments: [Segment(start: 0, end: 1, activity: .idle)])],
        arrivals: [])),
    .slider(
      Slider(low: "1", high: "9", value: "<5>", start: "2", share: 0.5, startShare: 0.1)),
    .snippet(Snippet(line: "a <- b", marked: 0..<1, label: "here")), .lines(["one", "two"]),
  ])

  @Test func wholePage() throws {
    try expectGolden("everything.html", Self.everything.page(title: "A <title>"))
  }

  /// Nothing that anybody may write becomes a tag, an attribute or a reference.
  @Test(arguments: [
    "<script>alert(1)</script>", "\"><img src=x onerror=y>", "&lt;", "' onclick='", "</style>",
    "\u{0}\u{1B}[31m\u{202E}", "]]>", "😀 é",
  ]) func nothingGetsOut(_ text: String) {
    let displays: [Display] = [
      Display([.paragraph(Text(text))]), Display([.code(text, language: text)]),
      Display([.heading(Text(text, .strong), level: 9)]),
      Display([.table(Table(header: [Text(text)], rows: [[Text(text)]]))]),
      Display([.paragraph(Text("a", .link(text)))]),
      Display([.paragraph(Text("a", .link("https://x/" + text)))]),
      Display([.snippet(Snippet(line: text, marked: 0..<0, label: text))]),
    ]
    for display in displays {
      let page = display.page(title: text)
      let body = page.components(separatedBy: "<main>").last ?? ""
      let tags = body.matches(of: #/<\/?([a-zA-Z0-9]+)([^>]*)>/#)
      for tag in tags {
        #expect(
          [
            "p", "pre", "code", "h6", "strong", "table", "thead", "tbody", "tr", "th", "td", "a",
            "main", "body", "html",
          ].contains(String(tag.1)), "\(tag.0)")
        #expect(!tag.2.contains("on") || tag.2.hasPrefix(" href=\"https://"))
      }
      #expect(!body.contains("javascript:") && !page.contains("<script"))
      #expect(XMLParser(data: Data("<main>\(display.html)</main>".utf8)).parse(), "\(display.html)")
    }
  }
}
