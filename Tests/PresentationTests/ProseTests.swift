import Course
import Diagnostics
import Display
import Language
import Presentation
import Testing
import Workbook

/// Prose over a workbook: conditional words, the author's values, digits, and what is old.
@Suite struct ProseTests {
  private let source = """
    ---
    title: A
    id: a
    ---
    ## Lesson
    ```{model} earlier
    param more = 1 in 1..3 "of another model"
    ```

    ```{model} waste
    param rent: $/month = $12,000/month in $1,000/month..$20,000/month "the invoice"
    param share = 15% in 10%..100% "share that works"
    result wasted: $/month = rent * (1 - share) "for nothing"
    ```

    BODY

    """

  private func page(_ body: String, _ lines: [String]) throws -> (LessonPage, [Element]) {
    let text = source.replacing("BODY", with: body)
    let (chapter, problems) = Chapter.parse(Source(name: "Chapters/01-a.md", text))
    #expect(problems.map { $0.summary } == [])
    var workbook = Workbook()
    #expect(workbook.add(chapter).isEmpty)
    workbook.focus = ["waste"]
    for line in lines { _ = try workbook.run(Source(line)) }
    let elements = chapter.lessons[0].elements.filter {
      if case .model = $0.form { false } else { true }
    }
    return (LessonPage(chapter, number: 1, workbook), elements)
  }

  private func words(_ body: String, _ lines: String...) throws -> String {
    let (page, elements) = try page(body, lines)
    return page.blocks(of: elements).map { $0.words }.joined(separator: " / ")
  }

  static let cases: [(body: String, line: String, shown: String)] = [
    ("It is {when}`share < 50%`[little][**much**].", "share = 20%", "It is little."),
    ("It is {when}`share < 50%`[little][**much**].", "share = 60%", "It is much."),
    (
      "Now{when}`share > 50%`[ and {eval}`share`, [so]] then.", "share = 60%",
      "Now and 60%, [so] then."
    ),
    ("Now{when}`share > 50%`[ and {eval}`share`, [so]] then.", "share = 40%", "Now then."),
    ("{when}`share > 50%` All of it.\n\nEnd.", "share = 60%", "All of it. / End."),
    ("{when}`share > 50%` All of it.\n\nEnd.", "share = 40%", "End."),
    (
      "{when}`share > 50%`[{when}`share > 80%`[Very m][M]uch.][Little.]", "share = 60%", "Much."
    ),
    // What is left out leaves no second space.
    ("A. {when}`share > 50%`[So.] B.", "share = 40%", "A. B."),
    ("{when}`share > 50%`[So.]\nB.", "share = 40%", "B."),
    ("{when}`share > 50%`[So.] {when}`share < 50%`[C.] B.", "share = 50%", "B."),
    ("A.\n{when}`share > 50%`[So.]\nB.", "share = 40%", "A. B."),
    ("A{when}`share > 50%`[, so] B.", "share = 40%", "A B."),
    // Of a range what is likelier is said.
    ("It is {when}`share < 50%`[little][much].", "share = 20% to 55%", "It is little."),
    ("It is {when}`share < 50%`[little][much].", "share = 40% to 90%", "It is much."),
    ("{with}`the author's values`: It is {eval}`share`.", "share = 15%", "It is 15%."),
    (
      "{with}`the author's values` It is {eval}`share`.", "share = 40%",
      "With the author's values, share = 15% (you have 40%): / It is 15%."
    ),
    // What it does not speak of is not told.
    ("{with}`the author's values` It is {eval}`share`.", "rent = $2,000/month", "It is 15%."),
    ("{with}`the author's values` Compare `share`.", "rent = $2,000/month", "Compare share."),
    (
      "{with}`the author's values` Compare `share` and `wasted / 2`.", "rent = $2,000/month",
      "With the author's values, rent = $12,000/month (you have $2,000/month): "
        + "/ Compare share and wasted / 2."
    ),
    ("{with}`the author's values` It is 15%.", "earlier.more = 2", "It is 15%."),
    // Without live figures and names it speaks of the model that was shown last.
    (
      "{with}`the author's values` It is 15%.", "rent = $2,000/month",
      "With the author's values, rent = $12,000/month (you have $2,000/month): / It is 15%."
    ),
    (
      "{with}`the author's values` So:\n\n- {eval}`share`", "share = 40%",
      "With the author's values, share = 15% (you have 40%): / So: / 15%"
    ),
    (
      "{with}`the author's values` So.\n\nAnd {eval}`share`.", "share = 40%",
      "With the author's values, share = 15% (you have 40%): / So. / And 40%."
    ),
  ]

  @Test(arguments: cases) func prose(_ body: String, _ line: String, _ shown: String) throws {
    #expect(try words(body, line) == shown)
  }

  /// Figures side by side have the digits of the coarsest.
  @Test func digitsOfAColumn() throws {
    let body = """
      | a | b |
      |---|---|
      | {eval}`25.9375 s` | {eval}`$5,155.20` |
      | {eval}`22.09 s * 1` | {eval}`$3,866 / 3` |
      | {eval}`1 s / 3` | {eval}`12 s` |
      """
    #expect(
      try words(body, "share = 20%")
        == "25.94 s · $5,155.20 | 22.09 s · $1,289 | 0.3333 s · 12 s"
        .replacing("$5,155.20", with: "$5,155"))
    #expect(try words("- {eval}`25.9375 s`\n- {eval}`22 s`", "share = 20%") == "25.9375 s · 22 s")
  }

  static let wrong: [(body: String, code: String)] = [
    ("A {when}`share > 1%` without words.", "misplaced"),
    ("A {with}`the author's values` in the middle.", "misplaced"),
    ("{with}`my values` So.", "bad-option"),
    ("- {with}`the author's values` in a list", "misplaced"),
    ("{whn}`share > 1%`[so]", "unknown-role"),
  ]

  @Test(arguments: wrong) func mistakes(_ body: String, _ code: String) {
    let text = source.replacing("BODY", with: body)
    let problems = Chapter.parse(Source(name: "Chapters/01-a.md", text)).problems
    #expect(problems.map { $0.code.name } == [code], "\(problems.map { $0.summary })")
  }
}

extension Block {
  /// The words of it, for reading in a test.
  fileprivate var words: String {
    switch self {
    case .paragraph(let text), .heading(let text, _): text.plain
    case .lines(let lines): lines.map { $0.plain }.joined(separator: " ")
    case .list(let items, _):
      items.map { $0.map { $0.words }.joined(separator: " ") }.joined(separator: " · ")
    case .table(let table):
      table.rows.map { $0.map { $0.plain }.joined(separator: " · ") }.joined(separator: " | ")
    default: ""
    }
  }
}
