import Course
import Diagnostics
import Testing

@Suite("Problems in chapters are told where they are")
struct ChapterProblemTests {
  /// A lesson's text with marks, and the codes expected at them, in order.
  static let fragments: [(String, [String])] = [
    ("Nothing wrong.", []),
    ("A figure {eval}`1 +«»`.", ["expected-value"]),
    ("Zwölf Größen: {eval}`2 «&» 3`", ["unexpected-character"]),
    ("- one\n- two {eval}`1`\n  and {eval}`2 «&» 3`", ["unexpected-character"]),
    (
      "1. a\n\n   - deep {eval}`2 «&» 3` é\n     - deeper {eval}`2 «&» 4`",
      ["unexpected-character", "unexpected-character"]
    ),
    ("> quoted {eval}`1`\n> again {eval}`2 «&» 3`", ["unexpected-character"]),
    ("> lazy\ncontinued {eval}`2 «&» 3`", ["unexpected-character"]),
    ("> {eval}`«1 +\n> 2»`", ["misplaced"]),
    ("first\n  second {eval}`1 +\n  2 «&» 3`", ["unexpected-character"]),
    (
      "| a | {eval}`1` |\n|---|---|\n| `x` é | {eval}`2 «&» 3` |\n| {eval}`4 «&» 5` | |",
      ["unexpected-character", "unexpected-character"]
    ),
    ("intro\n| {eval}`2 «&» 3` | b |\n|---|---|\n| c | d |", ["unexpected-character"]),
    ("`a` {eval}``2 «&» 3`` `2 & 3`", ["unexpected-character"]),
    ("\\`2 & 3\\` and {eval}`2 «&» 3`", ["unexpected-character"]),
    (
      "**bold {eval}`2 «&» 3`** and *{eval}`5 «&» 6`*",
      ["unexpected-character", "unexpected-character"]
    ),
    (
      "[a {eval}`2 «&» 3`](https://example.org/`x`) {eval}`2 «&» 3`",
      ["unexpected-character", "unexpected-character"]
    ),
    ("\\{eval}`2 & 3` is how it is written", []),
    ("«{evl}»`1`", ["unknown-role"]),
    ("«{math}»`x`", ["unknown-role"]),
    ("open «{eval}»`rent", ["unknown-role"]),
    ("«{eval}» rent and {eval}`1`", ["unknown-role"]),
    ("\\{eval} and {eval}`1`", []),
    ("### Part\n\n#### Smaller", []),
    ("«# Again»", ["misplaced"]),
    ("«Setext\n------»\n\ntext", ["misplaced"]),
    ("«##»\n\n«## One»", ["missing-field", "duplicate-name"]),
    ("«##Two»\n\ntext", ["misplaced"]),
    ("«:::{note} A»\ntext\n:::", ["unknown-directive"]),
    ("```«model waste»\nparam x = 1\n```", ["unknown-directive"]),
    ("```swift\nlet x = 1\n```\n\n```text\na\n```\n\n    note: indented", []),
    ("two spaces «{eval}» `x`", ["unknown-role"]),
    (
      "tab\t{eval}`2 «&» 3`\n\n-\ttab {eval}`2 «&» 3`",
      ["unexpected-character", "unexpected-character"]
    ),
    ("```«{modle}» a\nparam x = 1\n```", ["unknown-directive"]),
    ("```«{»\nx\n```", ["unknown-directive"]),
    ("- item\n\n  ```«{try}»\n  x\n  ```", ["misplaced"]),
    ("> ```«{note} A»\n> x\n> ```", ["misplaced"]),
    ("«```{try}»\nx = 1\n", ["unclosed-fence"]),
    ("«```{try}»\nx = 1\n\n```{quiz}\nWhich?\n- [x] a\n- [ ] b\n```", ["unclosed-fence"]),
    ("«~~~»\ncode\n", ["unclosed-fence"]),
    ("- item\n\n  «```»\n  code\n\nafter", ["unclosed-fence"]),
    // Models.
    ("```«{model}»\nparam x = 1\n```", ["missing-field"]),
    ("```{model} «two words»\nparam x = 1\n```", ["bad-name"]),
    ("```«{model}» m\n\n```", ["missing-field"]),
    (
      "```{model} m\nparam x = 1\nresult y = x «&» 2\nresult z = 2 «&» y\n```",
      ["unexpected-character", "unexpected-character"]
    ),
    ("```{model} m\nparam x = 1\nresult «x» = 2\n```", ["duplicate-name"]),
    (
      "```{model} m\nparam x = 1\nx(a) = 2 * a\n```".replacing("\nx(a)", with: "\n«x»(a)"),
      ["duplicate-name"]
    ),
    ("```{model} m\n«parm» x = 1\n```", ["bad-model-line"]),
    ("```{model} m\n:important: y, «z»\nresult y = 1\n```", ["bad-option"]),
    ("```{model} m\n«:importnt:» y\nresult y = 1\n```", ["bad-option"]),
    ("```{model} m\n«:important:»\nresult y = 1\n```", ["bad-option"]),
    ("```{model} m\nparam x = 1\n```\n\n```{model} «m»\nparam x = 1\n```", ["duplicate-name"]),
    (
      "```{model} m\nunit trip \"one way\"\nunit «trip» = 4\nparam x = 3 trip\n```",
      ["duplicate-unit"]
    ),
    ("{eval}`3 trip`\n\n```{model} m\nparam x = 3 trip\nunit trip\n```", []),
    ("{eval}`$3«/h»`\n\n```{model} m\nparam h = 3\n```", ["unit-or-name"]),
    ("{eval}`$3/h`\n\n## Two\n\n```{model} m\nparam h = 3\n```", []),
    // Other blocks.
    ("```«{try}»\n\n```", ["missing-field"]),
    ("```{try}\nx = 1\n«# what for?»\n```", ["misplaced"]),
    ("```{try} «x = 1»\nx = 2\n```", ["bad-option"]),
    ("```«{predict}»\nWhat?\n```", ["missing-field"]),
    ("```{predict} x when «3»\nWhat?\n```", ["expected-value"]),
    (
      "```{predict} x when y = 3 «z»\nWhat? {eval}`2 «&» 3`\n```",
      ["unknown-unit", "unexpected-character"]
    ),
    ("```«{quiz}»\nWhich?\n```", ["bad-answers"]),
    ("```{quiz}\nWhich?\n\n«- [x] a»\n```", ["bad-answers"]),
    ("```{quiz}\nWhich?\n\n«- [ ] a»\n- [ ] b\n```", ["bad-answers"]),
    ("```{quiz}\nWhich?\n\n- [x] a\n- [ ] b\n«- c»\n```", ["bad-answers"]),
    ("```{quiz}\nWhich?\n\n- [x] a\n- [ ] b\n«- [ ] a»\n```", ["duplicate-name"]),
    (
      "```{quiz}\nWhich?\n\n- [x] a\n  yes {eval}`2 «&» 3`\n- [ ] b\n```",
      ["unexpected-character"]
    ),
    ("```«{exercise}»\n```", ["missing-field"]),
    ("```{exercise} «Price Of»\n```", ["bad-field"]),
    ("```{exercise} a\n«more»\n```", ["misplaced"]),
    ("```{plot} x over «3»\n```", ["expected-value"]),
    ("```{plot} x over y from 1«»\n```", ["expected-value"]),
    ("```{table} x,«»\n```", ["expected-value"]),
    ("```«{strip}»\n```", ["missing-field"]),
    (
      "```{strip} 20%\n:bursts: «many»\n:over: 2 «&» 3\n```",
      ["bad-option", "unexpected-character"]
    ),
    ("```{timeline} run «&»\n```", ["unexpected-character"]),
    ("```{source} Prices\n:as-of: «2026-02-30»\n```", ["bad-option"]),
    ("```{note} A\n«:as-of:» 2026-02-20\nx\n```", ["bad-option"]),
    ("````{note} A\n```«{try}»\nx\n```\n````", ["misplaced"]),
    ("A bell «\u{7}» and a space", ["not-text"]),
    ("A CSI «\u{9B}»1m", ["not-text"]),
    ("<b>shown</b> <!-- hidden {eval}`2 & 3` --> `x`", []),
    ("<!--\n```{nonsense}\n```\n-->", []),
  ]

  @Test("at their marks", arguments: fragments)
  func fragment(_ fragment: String, _ codes: [String]) {
    let marked = Marked(chapter(around: fragment))
    let source = Source(name: "costs.md", marked.text)
    let problems = Chapter.parse(source).problems
    #expect(list(problems) == list(codes, marked.ranges, in: source))
    #expect(codes.count == marked.ranges.count)
  }

  /// Whole files.
  static let files: [(String, [String])] = [
    ("«»# No head\n\n## One\n".replacing("«»# No head", with: "«# No head»"), ["front-matter"]),
    ("«»", ["front-matter"]),
    ("«---»\ntitle: A\nid: a\n# A\n\n## One\n", ["front-matter"]),
    ("---\ntitle: A\nid: a\n---\n", []),
    ("\u{FEFF}---\ntitle: A\nid: a\n---\n", []),
    (
      "---\r\ntitle: A\r\nid: «A b»\r\n---\r\n\r\n## One\r\n\r\n{eval}`2 «&» 3`\r\n",
      ["bad-field", "unexpected-character"]
    ),
    ("«---»\nid: a\n---\n", ["missing-field"]),
    ("---\n«title»:\nid: a\n---\n", ["missing-field"]),
    ("---\ntitle: A\nid: a\n«titel»: b\n---\n", ["unknown-key"]),
    ("---\n«- title»\n---\n", ["front-matter"]),
    (
      "---\ntitle: A\nid: a\nsummary: Größe«:» ü\n---\n\n## One\n", ["front-matter"]
    ),
    ("---\ntitle: «&x» A\nid: a\n---\n".replacing("«&x»", with: "«&»x"), ["front-matter"]),
    ("---\ntitle: R&D & more\nid: a\n---\n", []),
    ("---\ntitle: A\nid: a\n«title»: B\n---\n", ["duplicate-name"]),
    ("---\ntitle: A\nid: a\nuses: [b, «C D»]\n---\n", ["bad-field"]),
    (
      "---\ntitle: A\nid: a\nuses: «{b: c}»\n---\n",
      ["bad-field"]
    ),
    (
      "---\ntitle: A\nid: a\nobjectives:\n  - {text: \"Ü, x\", exercises: [\"«X»\"]}\n---\n"
        .replacing("\"«X»\"", with: "«\"X\"»"), ["bad-field"]
    ),
    ("---\ntitle: A\nid: a\nobjectives:\n  - {text: x, «exercise»: [y]}\n---\n", ["unknown-key"]),
    ("---\ntitle: A\nid: a\n---\n\n```«{note}»\nx\n```\n", ["misplaced"]),
    ("---\ntitle: A\nid: a\n---\n\nCosts «{eval}`rent`».\n", ["misplaced"]),
  ]

  @Test("in whole files", arguments: files)
  func file(_ text: String, _ codes: [String]) {
    let marked = Marked(text)
    let source = Source(name: "a.md", marked.text)
    let problems = Chapter.parse(source).problems
    #expect(list(problems) == list(codes, marked.ranges, in: source))
  }

  /// A head that is no YAML still names its chapter, with or without quotes.
  @Test(arguments: [
    ("title: Night trains", "Night trains"), ("title: \"Night trains\"", "Night trains"),
    ("title: 'Night trains'", "Night trains"), ("title: \"", "\""), ("title: \"\"", "trains"),
    ("title: 'Night trains\"", "'Night trains\""),
  ])
  func aBrokenHeadHasATitle(_ line: String, _ title: String) {
    let text = "---\n\(line)\nsummary: [not closed\nid: trains\n---\n\n## Lesson\n\nText.\n"
    #expect(Chapter.parse(Source(name: "trains.md", text)).chapter.title == title)
  }
}
