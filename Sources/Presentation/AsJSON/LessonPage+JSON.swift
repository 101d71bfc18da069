import Answers
import Basics
import Course
import Diagnostics
import Language
import Workbook

extension LessonPage {
  /// A lesson: `id`, `title`, and its `steps`.
  public func json(of lesson: Lesson, steps: [JSON]) -> JSON {
    .object([
      "id": .string(lesson.id), "title": .string(lesson.title), "steps": .array(steps),
    ])
  }

  /// A step: its `elements`, and what it `asks` at its end; null where it asks nothing.
  public func json(of step: LessonStep, asks: JSON) -> JSON {
    .object(["elements": .array(step.elements.map(json)), "asks": asks])
  }

  /// What is asked, without what is right; of an exercise its id.
  public func json(of interaction: LessonStep.Interaction) -> JSON {
    switch interaction {
    case .attempt(let block):
      .object([
        "kind": .string("try"),
        "lines": .array(
          block.lines.map { line in
            .object(["line": .string(line.text), "remark": .string(line.remark)])
          }),
      ])
    case .predict(let block):
      .object([
        "kind": .string("predict"), "name": .string(block.guess.target.text),
        "question": json(of: block.question),
      ])
    case .quiz(let block):
      .object([
        "kind": .string("quiz"), "title": .string(block.title),
        "question": json(of: block.question),
        "options": .array(block.options.map { .string(text(of: $0).plain) }),
      ])
    case .exercise(let id): .object(["kind": .string("exercise"), "id": .string(id)])
    }
  }

  /// An element by its `kind`. What has a picture has its values as `answer`, or an `error`.
  private func json(_ element: Element) -> JSON {
    switch element.form {
    case .prose(let markup): object("prose", json(of: markup).members)
    case .model(let model):
      object(
        "model",
        [
          JSON.Member("name", .string(model.name)),
          JSON.Member("cells", .array(workbook.cells(of: model.name).map { JSON($0) })),
        ])
    case .plot(let block): picture("plot", block.caption, of: block.question)
    case .table(let block): picture("table", block.caption, of: block.question)
    case .timeline(let block):
      picture("timeline", block.caption, of: .timeline(block.run, against: nil, .beginning))
    case .strip(let block):
      picture("strip", block.caption) { () throws(Diagnostic) in try strip(block).json }
    case .note(let note):
      object(
        note.kind.rawValue,
        [
          JSON.Member("title", .string(note.title)),
          JSON.Member("as_of", note.asOf.map { .string($0) } ?? .null),
        ] + json(of: note.body).members)
    case .attempt, .prediction, .quiz, .exercise: .null
    }
  }

  /// Prose as it is `written`, and the `figures` in it: each with its `formula` and its `value`,
  /// which is null where it has none.
  private func json(of markup: Markup) -> JSON { JSON(markup, in: workbook) }

  private func picture(_ kind: String, _ caption: Markup, of question: Question) -> JSON {
    picture(kind, caption) { () throws(Diagnostic) in try workbook.answer(question).json }
  }

  private func picture(
    _ kind: String, _ caption: Markup, _ answer: () throws(Diagnostic) -> JSON
  ) -> JSON {
    let found: JSON.Member
    do throws(Diagnostic) {
      found = JSON.Member("answer", try answer())
    } catch {
      found = JSON.Member("error", JSON(error))
    }
    return object(kind, [found, JSON.Member("caption", json(of: caption))])
  }

  private func object(_ kind: String, _ members: [JSON.Member]) -> JSON {
    .object([JSON.Member("kind", .string(kind))] + members)
  }
}

extension JSON {
  /// Prose: as it is `written`, with its `figures`.
  init(_ markup: Markup, in workbook: Workbook) {
    let figures = markup.figures.map { figure in
      // What has no value is null; check tells why.
      let value = figure.expression.flatMap { try? workbook.value(of: $0) }
      return JSON.object(["formula": .string(figure.formula.text), "value": JSON(value)])
    }
    self = .object([
      "written": .string(markup.blocks.map { $0.span.text }.joined(separator: "\n\n")),
      "figures": .array(figures),
    ])
  }

  /// The members of an object; none of anything else.
  fileprivate var members: [Member] {
    if case .object(let members) = self { return members }
    return []
  }
}
