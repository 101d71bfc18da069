import Basics
import Course
import Diagnostics
import TestSupport
import Testing

@testable import Headless

/// HTML as teachers have it in their banks, as Markdown that reads the same.
@Suite struct HTMLReadingTests {
  @Test(arguments: [
    ("<b>x", "**x**"), ("x <i>y", "x *y*"), ("<p><b>one</p><p>two", "**one**\n\n**two**"),
    ("<b>a <i>b</b> c", "**a *b*** c"), ("a<br><b>b</b>", "a\\\n**b**"), ("a<b>b</b>c", "a**b**c"),
    ("<b> x </b>y", "**x** y"),
    ("<b></b>x", "x"), ("x <b>", "x"), ("<b><i>x</i></b>", "***x***"),
    ("<ul><li><p>one</p></li><li><p>two</p></li></ul>", "-  one\n-  two"),
    ("a<ul><li></li></ul>b", "a\n\nb"), ("a<li>", "a"),
    ("<ul><li>a</li><ul><li>b</li></ul></ul>", "-  a\n   -  b"),
    ("<ul><ul>a<p>b</ul></ul>", "a\\\nb"),
    ("<ol><li>a<ul><li>b</ul><li>c</ol>d", "1. a\n   -  b\n2. c\n\nd"),
    // Where stars would be seen, there are none.
    ("<b>Note:</b>text", "Note:text"), ("<b>Note:</b> text", "**Note:** text"),
    ("a<b>(b)</b>c", "a(b)c"), ("<i>x</i><b>y</b>", "*x*y"), ("<b>x</b><b>y</b>", "**x**y"),
    ("<b>„so“</b>, he said", "**„so“**, he said"),
    ("<style>p {color: red}</style>x<script>if (a < b) {}</script>", "x"),
    ("<p>x<o:p></o:p></p>", "x"), ("a <x> b", "a \\<x> b"),
    ("<img src=\"a.png\" alt=\"a &quot;graph&quot; &amp; more\">", "(a \"graph\" \\& more)"),
  ])
  func isWritten(_ html: String, _ markdown: String) {
    #expect(HTMLReading.markdown(html, keepsLines: false).text == markdown)
  }

  /// Whatever tags stand around words, open or closed, the words are read as they were, and no star
  /// is seen that was none.
  @Test(arguments: 0..<6 as Range<UInt64>) func noMarkIsSeen(_ seed: UInt64) throws {
    let tags = [
      "<b>", "</b>", "<i>", "</i>", "<strong>", "</em>", "<em>", "</strong>", "<p>", "</p>", "<br>",
      "<ul>", "<li>", "</ul>", "<span>", "<div>", "</div>", "<u>", "</o:p>", "<!-- * -->",
    ]
    let words = [
      "one", "two", "(a)", "x:", "“so”", "*", "**", "5", "_y_", "é", "½", "#", "…", "&amp;", "`",
    ]
    var draws = SplitMix64(seed: seed)
    for round in 0..<300 {
      var (html, expected) = ("", "")
      for _ in 0..<(1 + draws.index(below: 12)) {
        if draws.index(below: 2) == 0 {
          html += draws.pick(tags, or: "")
        } else {
          let word = draws.pick(words, or: "")
          html += word
          expected += word == "&amp;" ? "&" : word
          if draws.index(below: 2) == 0 { html += " " }
        }
      }
      let (markdown, _) = HTMLReading.markdown(html, keepsLines: false)
      guard !markdown.isEmpty else { continue }
      let text = """
        ---
        id: sample
        title: Sample
        kind: choice
        ---
        \(markdown)

        ## Options

        - [x] a
        - [ ] b

        ## Solution

        So.
        """
      let (exercise, problems) = Exercise.parse(Source(name: "sample.md", text))
      let found = try #require(
        exercise, "seed \(seed), \(round): \(html)\n\(markdown)\n\(problems.map(\.summary))")
      let plain = found.prompt.plain.filter { !$0.isWhitespace }
      #expect(plain == expected, "seed \(seed), \(round): \(html)\n\(markdown)")
    }
  }
}
