import Course
import Diagnostics
import Display
import Language
import Presentation
import Records

extension GuidedSession {
  /// The step's text with the figures as they are now, and what can be done at its end.
  /// - Parameters:
  ///   - withTitle: whether the lesson's title and position stand above.
  ///   - withPanel: whether the model of which the step speaks is shown again, where it stands above
  ///     an earlier step.
  func showStep(withTitle: Bool, withPanel: Bool = false) -> Display {
    let page = page
    let title = withTitle ? title(on: page, withIntroduction: place.isFirst) : []
    return Display(
      title + (withPanel ? panel : []) + lessonPage.blocks(of: place.current.elements)
        + activity.blocks(on: page, isLast: place.isLast, isScript: isScript))
      + staleness(of: place.current.elements)
  }

  /// The whole lesson up to the present step.
  func showLesson() -> Display {
    return Display(
      title(on: page, withIntroduction: false) + lessonPage.blocks(of: place.elementsSoFar)
        + activity.blocks(on: page, isLast: place.isLast, isScript: isScript))
      + staleness(of: place.elementsSoFar)
  }

  /// The lesson over its own workbook: what is read before an exercise has the lesson's figures, not
  /// the exercise's.
  private var lessonPage: LessonPage {
    LessonPage(place.chapter, number: place.number, desk.lesson)
  }

  /// What is shown is said to be old where it is: the lesson's elements, or the model of an exercise.
  private func staleness(of elements: [Element]) -> Display {
    exercise == nil ? lessonPage.staleness(of: elements) : workbook.staleness
  }

  /// The model that was shown last, where the step shows none and is no exercise.
  private var panel: [Block] {
    guard place.current.models.isEmpty, exercise == nil, let model = place.shownModels.last else {
      return []
    }
    return [desk.lesson.panel(of: model)]
  }

  private func title(on page: LessonPage, withIntroduction: Bool) -> [Block] {
    guard practice == nil, returning == nil else {
      return [.paragraph(Text(page.chapterName, .muted))]
    }
    return page.title(of: place.lesson, withIntroduction: withIntroduction)
  }

  // MARK: Lines

  /// What Enter does where something is asked: the next line to try, or the answer. nil where there
  /// is nothing left to do.
  mutating func continueActivity() -> Reply? {
    switch activity {
    case .suggestions(let lines): return lines.isOver ? nil : runNextLine()
    case .guess(var guess):
      let turn = guess.reveal(on: page)
      activity = .guess(guess)
      return turn.reply + keepPlace()
    case .quiz(var quiz):
      let turn = quiz.reveal(on: page)
      activity = .quiz(quiz)
      return turn.reply + keepPlace()
    case .exercise(var open):
      let turn = open.wait()
      activity = .exercise(open)
      return turn?.reply
    case .unavailable, .reading: return nil
    }
  }

  /// Takes a line as the answer to what the step asks; nil where it is none.
  mutating func answerActivity(_ line: String) -> Reply? {
    guard !activity.isOver else { return nil }
    switch activity {
    case .guess(var guess):
      guard let turn = guess.answer(line, on: page) else { return nil }
      activity = .guess(guess)
      return keep(turn)
    case .quiz(var quiz):
      guard let turn = quiz.answer(line, on: page) else { return nil }
      activity = .quiz(quiz)
      return keep(turn)
    case .exercise(let open): return answer(line, open)
    case .suggestions, .unavailable, .reading: return nil
    }
  }

  /// Runs the next suggested line where it was typed: Enter then runs the one behind it. nil where
  /// another line was typed.
  mutating func runSuggestion(typedAs line: String) -> Reply? {
    guard case .suggestions(let lines) = activity, let next = lines.next,
      next.filter({ !$0.isWhitespace }) == line.filter({ !$0.isWhitespace })
    else { return nil }
    return runNextLine(isTyped: true)
  }

  /// Runs the next suggested line as if it had been typed.
  /// - Parameter isTyped: whether it was, so that it stands on the screen.
  private mutating func runNextLine(isTyped: Bool = false) -> Reply? {
    guard case .suggestions(var lines) = activity, let text = lines.take() else { return nil }
    activity = .suggestions(lines)
    let echo = isTyped ? Reply() : Reply(Display([.lines([prompt + Text(text, .input)])]))
    var reply = echo + answerTyped(text)
    // The lesson shown again ends with what Enter does; another place has lines of its own.
    if TypedCommand(text, isName: { _ in false })?.command == .show { return reply + keepPlace() }
    // Below what went wrong.
    if !reply.problems.isEmpty {
      reply.afterwards += Display(lines.whatNext)
      return reply + keepPlace()
    }
    return reply + Reply(Display(lines.whatNext)) + keepPlace()
  }

  private mutating func answerTyped(_ text: String) -> Reply {
    let names = Set(workbook.visibleNames())
    if let command = TypedCommand(text, isName: names.contains) { return run(command) }
    return evaluate(text)
  }

  // MARK: Keeping

  /// Writes where the learner is; nowhere in practice.
  func keepPlace() -> Reply {
    practice == nil && returning == nil ? keeper.keep(place, done: activity.done) : Reply()
  }

  /// Writes what the learner has set, and where; what is set in an exercise is not kept. With a place
  /// of its own, nothing is looked for any more under an id that the chapter had.
  mutating func keepSettings() -> Reply {
    guard exercise == nil else { return Reply() }
    return keeper.keep(
      workbook.settings.map { Setting(name: $0.name, line: $0.line) }, of: chapter.id,
      earlier: workbook.earlierSettings) + keepPlace()
  }

  /// Writes an answer to a lesson's question down, and says what is to be said of it.
  private func keep(_ turn: Turn) -> Reply {
    guard let (kind, answer) = turn.attempt else { return turn.reply }
    let attempt = Attempt(
      kind: kind, chapter: chapter.id, lesson: place.lessonID, item: place.item, answer: answer,
      time: keeper.now())
    return turn.reply + keeper.keep(attempt) + keepPlace()
  }
}

extension Activity {
  /// Something was typed.
  mutating func stay() {
    guard case .exercise(var open) = self else { return }
    open.stay()
    self = .exercise(open)
  }
}
