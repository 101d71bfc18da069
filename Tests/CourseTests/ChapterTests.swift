import Course
import Diagnostics
import Display
import Language
import Testing

@Suite("Chapters become documents")
struct ChapterTests {
  static let text = """
    ---
    title: "Costs: who pays"
    id: costs
    summary: >
      What is paid
      for what.
    objectives:
      - text: Tell a rented hour from a used one
        exercises: [price-of-work]
      - Know the prices
    uses: [introduction]
    ---
    # Costs

    Before the lessons, with a [link](02-next.md#start).

    ## Why *it* matters {#why}

    Four cost {eval}`rent`, of which {eval}`wasted`
    buys nothing.

    ### A part

    - [x] done
    - open

    ```{model} waste
    :important: wasted, used
    # Remarks are skipped.
    unit fortnight = 14 days
    param gpus: gpu = 4 in 1..64 "GPUs rented"
    param rent: $/month = $12,000/month in $1..$10M/month "the invoice"
    param utilization = 15% in 1%..100% "share of hours that do work"

    result used = gpus * 720 h/month * utilization "hours of work bought"
    result wasted: $/month = rent * (1 - utilization)
    scaled(x) = 2 * x
    check wasted == $10,200/month within $1/month
    ```

    ```{try}
    # First this,
    # slowly.
    utilization = 40%
    plot wasted over utilization from 5% to 100%
    ```

    ```{predict} wasted when utilization = 30%, gpus = 2
    Half is gone. What is *wasted*?
    ```

    ## What next?

    ```{quiz} Who pays?
    Whose hours are they?

    - [x] The **renter's**
      Rented is paid.
    - [ ] Nobody's

      Idle hours cost too.
    ```

    ```{exercise} price-of-work
    ```

    ```{plot} wasted, rent over utilization from 1% to 100% log
    Falling.
    ```

    ```{table} wasted, rent
    ```

    ```{strip} utilization
    :over: 1 fortnight
    :bursts: 4
    Busy {eval}`utilization` of the time.
    ```

    ```{timeline} run
    ```

    ```{source} A price list
    :as-of: 2026-11-09
    See <https://example.org/prices>.
    ```

    ```swift
    let x = 1
    ```
    """

  let chapter: Chapter

  init() {
    let parsed = Chapter.parse(Source(name: "Chapters/01-costs.md", Self.text))
    chapter = parsed.chapter
    #expect(list(parsed.problems) == [])
  }

  @Test("with what the head says")
  func head() {
    #expect(chapter.title == "Costs: who pays")
    #expect(chapter.id == "costs")
    #expect(
      chapter.summary == "What is paid for what.")
    #expect(
      chapter.objectives.map(\.text) == ["Tell a rented hour from a used one", "Know the prices"])
    #expect(chapter.objectives.map { $0.exercises.map(\.id) } == [["price-of-work"], []])
    #expect(chapter.uses.map(\.id) == ["introduction"])
    #expect(chapter.objectives[0].exercises[0].span.text == "price-of-work")
  }

  @Test("with lessons and their elements in order")
  func elements() {
    #expect(chapter.lessons.map(\.id) == ["why", "what-next"])
    #expect(chapter.lessons.map(\.title) == ["Why it matters", "What next?"])
    let names = chapter.lessons.map { $0.elements.map(\.name) }
    #expect(
      names == [
        ["prose", "model", "try", "predict"],
        ["quiz", "exercise", "plot", "table", "strip", "timeline", "note", "prose"],
      ])
    for element in chapter.lessons.flatMap(\.elements) where !["prose"].contains(element.name) {
      #expect(element.span.text.hasPrefix("```{"))
      #expect(element.span.text.hasSuffix("\n```"))
    }
  }

  @Test("with models as they were written")
  func model() throws {
    let model = try #require(chapter.models.first)
    #expect(model.name == "waste")
    #expect(model.nameSpan.text == "waste")
    #expect(model.important == ["wasted", "used"])
    #expect(model.names == ["gpus", "rent", "utilization", "used", "wasted"])
    #expect(model.declarations.count == 8)
    #expect(
      model.declarations.compactMap(\.named?.name) == [
        "fortnight", "gpus", "rent", "utilization", "used", "wasted", "scaled",
      ])
    #expect(chapter.units.unit(named: "fortnight")?.scale == 1_209_600)
    #expect(chapter.models(inViewOf: 1).map(\.name) == ["waste"])
  }

  @Test("with blocks as they were written")
  func blocks() throws {
    let elements = chapter.lessons.flatMap(\.elements)
    guard case .attempt(let attempt) = elements[2].form,
      case .prediction(let prediction) = elements[3].form, case .quiz(let quiz) = elements[4].form,
      case .exercise(let exercise) = elements[5].form, case .plot(let plot) = elements[6].form,
      case .strip(let strip) = elements[8].form, case .timeline(let timeline) = elements[9].form,
      case .note(let note) = elements[10].form
    else {
      Issue.record("elements are of other kinds")
      return
    }
    #expect(
      attempt.lines.map(\.text) == [
        "utilization = 40%", "plot wasted over utilization from 5% to 100%",
      ])
    #expect(attempt.lines.map(\.remark) == ["First this,\nslowly.", ""])
    #expect(prediction.guess.target.text == "wasted")
    #expect(prediction.guess.bindings.map(\.target.text) == ["utilization", "gpus"])
    #expect(quiz.title == "Who pays?")
    #expect(quiz.options.map(\.isRight) == [true, false])
    #expect(quiz.options.map { $0.text.map(\.plain).joined() } == ["The renter's", "Nobody's"])
    #expect(quiz.options.map { plain($0.reply) } == ["Rented is paid.", "Idle hours cost too."])
    #expect(plain(quiz.question) == "Whose hours are they?")
    #expect(exercise.id == "price-of-work")
    guard case .plot(let expressions, let sweep) = plot.question else { return }
    #expect(expressions.map(\.text) == ["wasted", "rent"])
    #expect(sweep?.isLogarithmic == true)
    #expect(strip.share.text == "utilization")
    #expect(strip.length?.text == "1 fortnight")
    #expect(strip.bursts == 4)
    #expect(strip.caption.figures.map(\.formula.text) == ["utilization"])
    #expect(timeline.run.text == "run")
    #expect(note.kind == .source)
    #expect(note.title == "A price list")
    #expect(note.asOf == "2026-11-09")
    #expect(note.body.destinations.map(\.destination) == ["https://example.org/prices"])
    #expect(chapter.introduction.destinations.map(\.span.text) == ["02-next.md#start"])
  }

  @Test("whose prose is shown with its figures")
  func display() throws {
    guard case .prose(let prose) = chapter.lessons[0].elements[0].form else { return }
    #expect(prose.figures.map(\.formula.text) == ["rent", "wasted"])
    #expect(prose.figures.map(\.span.text) == ["{eval}`rent`", "{eval}`wasted`"])
    let shown = prose.display { Text("<\($0.formula.text)>", .value) }
    #expect(
      shown == [
        .paragraph(
          Text([
            Span("Four cost "), Span("<rent>", .value), Span(", of which "),
            Span("<wasted>", .value), Span(" "), Span("buys nothing."),
          ])),
        .heading(Text([Span("A part", .heading)]), level: 3),
        .list(
          [[.paragraph(Text([Span("[x] "), Span("done")]))], [.paragraph(Text([Span("open")]))]],
          start: nil),
      ])
  }

  @Test("whose head alone says the same")
  func headAlone() {
    let head = ChapterHead(Source(name: "Chapters/01-costs.md", Self.text))
    #expect(head.id == chapter.id)
    #expect(head.title == chapter.title)
    #expect(head.objectives == chapter.objectives)
    #expect(head.lessons.map(\.id) == chapter.lessons.map(\.id))
    #expect(head.lessons.map(\.title) == chapter.lessons.map(\.title))
  }

  static let headings = [
    "## Plain", "## With *stars* and `code` ##", "## C# and F#", "##\tTab", "##Nothing",
    "## An [link](x.md) {#own}", "```\n## in a fence\n```", "<!--\n## in a remark\n-->",
    "<!-- one line -->\n## after", "~~~\n```\n## both\n~~~\n## after", "  ## indented",
    "## &amp; \\*", "##",
    "````\n```\n## inside\n```\n````\n## after", "## What's new?", "## Größe der Rechnung",
  ]

  @Test("whose lessons are the same without the Markdown parser", arguments: headings)
  func lessonTitles(_ text: String) {
    let source = Source(name: "a.md", "---\ntitle: A\nid: a\n---\n\n\(text)\n")
    let chapter = Chapter.parse(source).chapter
    let head = ChapterHead(source)
    #expect(head.lessons.map(\.title) == chapter.lessons.map(\.title))
    #expect(head.lessons.map(\.id) == chapter.lessons.map(\.id))
  }

  private func plain(_ markup: Markup) -> String {
    var words = ""
    markup.visitInlines { if case .text(let text) = $0 { words += text } }
    return words
  }
}

extension Element {
  fileprivate var name: String {
    switch form {
    case .prose: "prose"
    case .model: "model"
    case .attempt: "try"
    case .prediction: "predict"
    case .quiz: "quiz"
    case .exercise: "exercise"
    case .plot: "plot"
    case .table: "table"
    case .strip: "strip"
    case .timeline: "timeline"
    case .note: "note"
    }
  }
}
