import Display

extension Sample {
  private static func problem(_ message: String, _ snippet: Snippet, _ lines: [Text]) -> [Block] {
    [.paragraph(Text(message, .failure)), .snippet(snippet), .lines(lines)]
  }

  static let answers = [
    Sample(
      "diagnostic",
      problem(
        "That adds a percentage and a plain number.",
        Snippet(
          line: "utilization + 10", marked: 14..<16, label: "10 has no unit; utilization is a %"),
        [
          Text("Try: ", .muted) + Text("utilization = 50%", .input),
          Text("More: ", .muted) + Text("explain unit-mismatch", .muted),
        ])
        + problem(
          "“utilzation” is not a name here.",
          Snippet(
            origin: "Chapters/01-introduction.md:112:8", lineNumber: 112,
            line: "result wasted = rent * (1 - utilzation)", marked: 28..<38, label: "no such name"),
          [Text("Try: ", .muted) + Text("result wasted = rent * (1 - utilization)", .input)])),
    Sample(
      "snippets",
      [
        .snippet(Snippet(line: "1 +", marked: 3..<3, label: "a value is missing here")),
        .snippet(
          Snippet(
            origin: "a/b.md:7:1", lineNumber: 7,
            line: String(repeating: "aaa + ", count: 30) + "bad"
              + String(repeating: " + bbb", count: 30),
            marked: 180..<183, label: "not a name")),
        .snippet(Snippet(line: "\tx\t= 図形 + 处理", marked: 5..<7, label: "wide and tabbed")),
        .snippet(Snippet(line: "👩‍💻 = cafe\u{301}", marked: 4..<8, label: "one character each")),
        .snippet(
          Snippet(
            line: "effective = rent / (gpus * 720 h/month)", marked: 19..<39,
            label: "this is money per time and was meant to be a share of the month, of which"
              + " there is none in it")),
        .snippet(
          Snippet(line: String(repeating: "x", count: 200), marked: 0..<200, label: "all of it")),
        .snippet(Snippet(line: "", marked: 0..<0, label: "nothing here")),
        .snippet(Snippet(line: "short", marked: 90..<95, label: "far beyond")),
      ]),
    Sample(
      "lines",
      [
        .paragraph("You can type:"),
        .lines([
          Text("next", .input) + Text(" goes on", .muted),
          Text("utilization = 40%", .input)
            + Text(" changes a parameter and shows everything that follows from it", .muted),
          Text("why wasted", .input) + Text(" says where a figure comes from", .muted),
        ]),
      ]),
  ]
}
