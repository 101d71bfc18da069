import Answers
import Course
import Diagnostics
import Language
import NativeFunctions
import Presentation
import Quantities
import Records
import Workbook

/// Runs everything a chapter claims: its models, its checks, its figures, its suggested lines.
struct ChapterCheck {
  private let course: Course
  private let chapter: Chapter
  private let runner: ModelRunner
  private let manner: CourseCheck.Manner
  private var problems: [Diagnostic] = []
  /// How the lesson at hand stood after each of its suggested lines that set something.
  private var standings: [LessonReplay.Standing] = []
  /// What lines show now that say something else.
  private var recordings: [LineRecording] = []

  /// - Returns: everything that is wrong, in no particular order.
  static func problems(
    of chapter: Chapter, in course: Course, _ runner: ModelRunner,
    _ manner: CourseCheck.Manner = CourseCheck.Manner()
  ) -> [Diagnostic] {
    var check = ChapterCheck(course: course, chapter: chapter, runner, manner)
    check.run()
    // What is not measured says nothing about the chapter.
    return check.problems.filter { problem in
      manner.measures
        || problem.code != .notMeasured && !problem.message.contains("has not been measured yet")
    }
  }

  /// What lines of a chapter show that say something else.
  static func recordings(
    of chapter: Chapter, in course: Course, _ runner: ModelRunner, _ manner: CourseCheck.Manner
  ) -> [LineRecording] {
    var check = ChapterCheck(course: course, chapter: chapter, runner, manner)
    check.run()
    return check.recordings
  }

  private init(
    course: Course, chapter: Chapter, _ runner: ModelRunner, _ manner: CourseCheck.Manner
  ) {
    (self.runner, self.manner) = (runner, manner)
    self.course = course
    self.chapter = chapter
  }

  private mutating func run() {
    var workbook = Workbook.native(runner, course)
    workbook.isInterrupted = manner.isInterrupted
    workbook.addUsed(by: chapter, in: course)
    problems += workbook.add(chapter)
    do throws(Diagnostic) {
      if manner.measures { _ = try workbook.run() }
    } catch {
      problems.append(error)
    }
    if chapter.lessons.isEmpty, !chapter.id.isEmpty {
      problems.append(
        Diagnostic(.missingField, "The chapter has no lessons yet.", at: chapter.idSpan)
          .label("nobody can open it").note("A lesson starts with a line: ## Its title"))
    }
    problems += HiddenWords.problems(of: chapter)
    problems += ChapterSlips.problems(
      of: chapter, functions: NameSlips.functions, today: manner.today)
    problems += unmeasured(workbook)
    checkClaims(workbook)
    for lesson in chapter.lessons.indices {
      guard !manner.isInterrupted() else {
        problems.append(Diagnostic(.interrupted, "Stopped."))
        return
      }
      checkLesson(&workbook, lesson)
    }
    checkFigures(chapter.introduction.figures, workbook)
  }

  /// What came to nothing when it was measured.
  private func unmeasured(_ workbook: Workbook) -> [Diagnostic] {
    chapter.models.flatMap { workbook.cells(of: $0.name) }.compactMap { cell in
      guard let failure = cell.failure, failure.code != .failedInput else { return nil }
      return failure.placed(at: cell.written.span)
    }
  }

  private mutating func checkClaims(_ workbook: Workbook) {
    for model in chapter.models {
      for claim in Workbook.claims(model.declarations, of: model.name) {
        attempt(at: claim.declaration.span) { () throws(Diagnostic) in try workbook.prove(claim) }
      }
    }
  }

  /// Each step as a learner meets it, with the suggested lines run in order.
  private mutating func checkLesson(_ workbook: inout Workbook, _ lesson: Int) {
    var shown: [String] = []
    let author = workbook
    let found = problems.count
    standings = []
    for step in LessonStep.steps(of: chapter.lessons[lesson]) {
      shown += step.models
      workbook.focus = chapter.focus(inLesson: lesson, shown: shown)
      for element in step.elements { check(element, workbook) }
      switch step.interaction {
      case .attempt(let block): run(block, &workbook, lesson)
      case .predict(let block):
        checkFigures(block.question.figures, workbook)
        attempt(at: block.guess.target.span) { () throws(Diagnostic) in
          _ = try Prediction(of: block.guess, in: workbook)
        }
      case .quiz(let block):
        let markups = [block.question] + block.options.flatMap { $0.markups }
        for markup in markups { checkFigures(markup.figures, workbook) }
      case .exercise, nil: break
      }
    }
    // What is wrong as it stands is told first.
    if problems.count == found {
      var written = author
      written.focus = workbook.focus
      problems +=
        TypedSlips(of: lesson, in: chapter, written, after: standings.map { $0.workbook }).problems
    }
    if problems.count == found { replay(lesson, author, focus: workbook.focus) }
    // The next lesson starts from the author's values again.
    do throws(Diagnostic) {
      _ = try workbook.resetAll()
    } catch {
      problems.append(error)
    }
  }

  private mutating func replay(_ lesson: Int, _ author: Workbook, focus: [String]) {
    var author = author
    author.focus = focus
    for index in standings.indices { standings[index].workbook.focus = focus }
    var replay = LessonReplay(of: lesson, in: chapter, author)
    replay.run(after: standings)
    problems += replay.problems
  }

  private mutating func check(_ element: Element, _ workbook: Workbook) {
    for markup in element.markups {
      checkFigures(markup.figures, workbook)
      checkConditions(markup.conditions, workbook)
    }
    switch element.form {
    case .plot(let block): check(block.question, at: element.span, workbook)
    case .table(let block): check(block.question, at: element.span, workbook)
    case .timeline(let block):
      check(.timeline(block.run, against: nil, .beginning), at: element.span, workbook)
    case .strip(let block):
      let page = LessonPage(chapter, number: 0, workbook)
      attempt(at: block.share.span) { () throws(Diagnostic) in
        _ = try page.strip(block)
        if let length = block.length, let time = try workbook.value(of: length).quantity,
          time.dimension != Dimension(.time) || time.base <= 0
        {
          throw Diagnostic(.outOfRange, "A strip is as long as a time.", at: length.span)
            .expected("a time such as 24 h", found: time.text)
        }
        let share = try workbook.value(of: block.share).quantity
        if let share, !(0...1).contains(share.base) {
          throw Diagnostic(.outOfRange, "A strip shows a share of its time.", at: block.share.span)
            .expected("0% to 100%", found: share.text)
        }
      }
    default: break
    }
  }

  private mutating func check(_ question: Question, at span: SourceSpan, _ workbook: Workbook) {
    attempt(at: span) { () throws(Diagnostic) in _ = try workbook.answer(question) }
  }

  private mutating func checkFigures(_ figures: [Figure], _ workbook: Workbook) {
    for figure in figures {
      guard let expression = figure.expression else { continue }
      do throws(Diagnostic) {
        _ = try workbook.value(of: expression)
      } catch {
        problems.append(
          Diagnostic(.noValue, "This figure has no value: \(error.message)", at: figure.formula)
            .label(error.label).try(error.suggestion))
      }
    }
  }

  private mutating func checkConditions(_ conditions: [Figure], _ workbook: Workbook) {
    for condition in conditions {
      guard let expression = condition.expression else { continue }
      attempt(at: condition.formula) { () throws(Diagnostic) in
        let value = try workbook.value(of: expression)
        guard case .bool = value else {
          throw Diagnostic(.wrongKind, "Words are shown under a condition.", at: condition.formula)
            .expected("true or false", found: value.kind)
        }
      }
    }
  }

  private mutating func run(_ block: TryBlock, _ workbook: inout Workbook, _ lesson: Int) {
    for (place, line) in block.lines.enumerated() {
      let names = Set(workbook.visibleNames())
      if let typed = TypedCommand(line.text, isName: names.contains) {
        if typed.command == .quit {
          problems.append(
            Diagnostic(.tryFailed, "This suggested line ends the session.", at: line.span)
              .label("Enter would run it"))
        }
        continue
      }
      // A command may do more each time, as run, which measures again.
      if place > 0, block.lines[place - 1].text == line.text {
        problems.append(
          Diagnostic(.idleLine, "This line shows what the one above it shows.", at: line.span)
            .note("Leave it out, or let a line between them change something."))
      }
      do throws(Diagnostic) {
        let statement = try Statement.parse(
          line.span.source, line.span.range, in: workbook.parsingScope())
        if case .binding(let binding) = statement { tellNearName(binding, line, workbook) }
        let answer = try workbook.run(statement)
        if case .changed(let changes) = answer { tellIdle(changes, line, lesson) }
        if let expected = line.expected { compare(answer, with: expected, of: line) }
        if case .binding = statement {
          let lines = (standings.last?.lines ?? []) + [line.text]
          standings.append(LessonReplay.Standing(workbook: workbook, lines: lines))
        }
      } catch {
        problems.append(
          Diagnostic(.tryFailed, "This suggested line fails: \(error.message)", at: error.span)
            .placed(at: line.span).label(error.label)
            // Words that announce a line are a remark without its sign.
            .try(line.text.hasSuffix(":") ? "# \(line.text)" : offer(for: line.text, workbook)))
      }
    }
  }

  /// Tells where a line sets what is set already, or what nothing on the screen hangs on.
  private mutating func tellIdle(_ changes: Changes, _ line: TryBlock.Line, _ lesson: Int) {
    if changes.isEmpty {
      problems.append(
        Diagnostic(.idleLine, "This line changes nothing.", at: line.span)
          .label("it is so already").note("Set another value, or leave the line out."))
    }
    guard changes.results.isEmpty, changes.settings.count == 1,
      let cell = changes.settings.first?.cell, cell.kind == .parameter
    else { return }
    let name = cell.id.name
    let isRead = chapter.lessons[lesson].elements.contains { element in
      if case .model = element.form { return false }
      let text = element.span.text
      guard element.span.range.contains(line.span.range.lowerBound) else {
        return FollowingProblems.words(in: text).contains(name)
      }
      // The other lines of the same block.
      return text.split(whereSeparator: { $0.isNewline }).contains {
        $0.trimmed != line.text && FollowingProblems.words(in: String($0)).contains(name)
      }
    }
    if !isRead {
      problems.append(
        Diagnostic(.idleLine, "Nothing that is shown follows from \(name).", at: line.span)
          .label("changes nothing else on the screen")
          .note("Read \(name) in a result or in the prose, or leave the line out."))
    }
  }

  /// Tells where a line makes a name of its own that is nearly a parameter’s.
  private mutating func tellNearName(
    _ binding: Binding, _ line: TryBlock.Line, _ workbook: Workbook
  ) {
    guard binding.target.path.count == 1, let name = binding.target.path.first,
      !workbook.isVisible(name)
    else { return }
    let parameters = chapter.models.flatMap { workbook.cells(of: $0.name) }
      .filter { $0.kind == .parameter }.map { $0.id.name }
    guard name.count > 2, let near = closest(to: name, among: parameters) else { return }
    problems.append(
      Diagnostic(.tryFailed, "\(name) would be a name of the learner’s own.", at: line.span)
        .label("\(near)?"))
  }

  /// Tells where a line shows something else than its chapter says.
  private mutating func compare(
    _ answer: Answer, with expected: TryBlock.Expected, of line: TryBlock.Line
  ) {
    guard let drawn = manner.drawn else { return }
    let shown = TryBlock.Expected.lines(of: drawn(answer.display()))
    guard shown != expected.lines else { return }
    recordings.append(LineRecording(place: expected.span, lines: shown))
    let place = zip(shown, expected.lines).prefix { $0 == $1 }.count
    func line(_ lines: [String]) -> String {
      lines.indices.contains(place) ? "“\(lines[place])”" : "the end"
    }
    problems.append(
      Diagnostic(.tryFailed, "This line shows something else.", at: expected.span)
        .expected(line(expected.lines), found: line(shown))
        .note("gpulearn check --record writes down what is shown now."))
  }

  /// What to write in place of a line that fails: the whole line.
  private func offer(for line: String, _ workbook: Workbook) -> String? {
    var workbook = workbook
    do throws(Diagnostic) {
      _ = try workbook.run(Source(line))
      return nil
    } catch {
      return error.suggestion
    }
  }

  private mutating func attempt(
    at span: SourceSpan, _ body: () throws(Diagnostic) -> Void
  ) {
    do throws(Diagnostic) {
      try body()
    } catch {
      problems.append(error.placed(at: span))
    }
  }
}
