import Course
import Diagnostics
import Display
import Grading
import Language
import Workbook

/// The guided session: takes lines, gives what to show. It knows nothing of the terminal.
///
///     var session = try Session(course: course, store: store)
///     let start = session.start()
///     let reply = session.answer("utilization = 40%")
public struct Session {
  let course: Course
  /// nil where progress is not kept.
  let store: ProgressStore?
  /// Seconds since 1970.
  let now: @Sendable () -> Double
  let isInterrupted: @Sendable () -> Bool

  var chapter: Chapter
  var steps: [[Step]] = []
  var workbook = Workbook()
  /// 0-based lesson, step within it, and lines of the step's try block that were run.
  var lesson = 0
  var step = 0
  var line = 0
  /// Whether the question of this step is dealt with.
  var isSettled = false
  var finished: Set<String> = []
  /// Said once, at the next chance: progress that cannot be kept.
  var warning: Diagnostic?

  /// Opens a chapter, at the place where the learner left it.
  /// - Parameters:
  ///   - place: a chapter and lesson as in "1/5"; nil resumes.
  ///   - now: seconds since 1970, for the record of attempts.
  /// - Throws: where the course has no such chapter or it cannot be read.
  public init(
    course: Course, store: ProgressStore?, place: String? = nil,
    now: @escaping @Sendable () -> Double = { 0 },
    isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) throws(Diagnostic) {
    self.course = course
    self.store = store
    self.now = now
    self.isInterrupted = isInterrupted
    let parts = place?.split(separator: "/", maxSplits: 1).map(String.init) ?? []
    var name = parts.first
    if name == nil { name = try? store?.lastChapter() }
    chapter = try Session.read(name, course)
    try open(chapter, lesson: parts.count > 1 ? parts[1] : nil)
  }

  /// The first chapter where none is named, or where the one left last is gone.
  private static func read(_ name: String?, _ course: Course) throws(Diagnostic) -> Chapter {
    guard let name else { return try course.firstChapter() }
    return try course.chapter(named: name)
  }

  /// Makes a chapter the current one.
  mutating func open(_ chapter: Chapter, lesson name: String?) throws(Diagnostic) {
    self.chapter = chapter
    steps = chapter.lessons.map(Step.steps)
    workbook = Session.workbook(of: chapter, in: course)
    workbook.isInterrupted = isInterrupted
    (lesson, step, line, isSettled) = (0, 0, 0, false)
    do throws(Diagnostic) {
      try restore()
    } catch {
      warning = error
    }
    if let name {
      guard let index = chapter.lessonIndex(named: name) else { throw noLesson(name) }
      (lesson, step, line) = (index, 0, 0)
    }
    refocus()
  }

  func noLesson(_ name: String) -> Diagnostic {
    let near = closest(to: name, among: chapter.lessons.map(\.id))
    return Diagnostic(.notFound, "This chapter has no lesson “\(name)”.")
      .note("Its lessons are numbered 1 to \(chapter.lessons.count); map lists them.")
      .try("goto \(near ?? "1")")
  }

  /// The models of a chapter and of those it uses, with the author's values.
  static func workbook(of chapter: Chapter, in course: Course) -> Workbook {
    var workbook = Workbook()
    for used in chapter.uses where used.id != chapter.id {
      guard let other = try? course.chapter(named: used.id) else { continue }
      _ = workbook.add(other)
    }
    _ = workbook.add(chapter)
    workbook.background = workbook.models
    return workbook
  }

  /// The step the learner is at.
  var current: Step { steps[lesson][step] }

  /// Names can be used without their model where it is one of the lesson's: the one shown last
  /// first. A lesson without models goes on with those before it.
  mutating func refocus() {
    let shown = steps[lesson][...step].flatMap(\.elements).compactMap { element -> String? in
      if case .model(let model) = element.form { return model.name }
      return nil
    }
    let inView = chapter.models(inViewOf: lesson).map(\.name)
    workbook.focus = shown.reversed() + inView.reversed().filter { !shown.contains($0) }
  }

  /// What stands in front of the line: the model in focus, or the chapter.
  public var prompt: Text {
    Text(workbook.focus.first ?? chapter.id, .prompt) + Text(" ❯ ", .muted)
  }

  // MARK: Lines

  /// The first thing shown: where the learner is.
  public mutating func start() -> Reply {
    var reply = Reply(showStep(withTitle: true))
    if let warning {
      reply.problems.append(warning)
      self.warning = nil
    }
    return reply
  }

  /// Answers one line.
  public mutating func answer(_ text: String) -> Reply {
    let line = text.trimmed
    if line.isEmpty { return next() }
    let names = Set(workbook.visibleNames())
    if let command = CommandLine(line, isName: names.contains) { return run(command) }
    if line.hasPrefix(":"), !isQuestion(line) { return Reply(unknownCommand(line)) }
    if let reply = answerInteraction(line) { return reply }
    return evaluate(line)
  }

  private func isQuestion(_ line: String) -> Bool {
    let word = line.dropFirst().prefix { $0.isLetter }
    return Question.verbs.contains { $0.verb == word } || ["tune", "timeline"].contains(word)
  }

  private func unknownCommand(_ line: String) -> Diagnostic {
    let word = String(line.dropFirst().prefix { !$0.isWhitespace })
    let all = Command.allCases.map(\.rawValue) + Question.verbs.map(\.verb)
    return Diagnostic(.unknownCommand, "There is no command :\(word).", at: Source(line).whole)
      .try(closest(to: word, among: all).map { ":\($0)" } ?? "help")
  }

  /// Lets the workbook answer, and keeps what it changed.
  mutating func evaluate(_ line: String) -> Reply {
    do throws(Diagnostic) {
      let answer = try workbook.run(Source(line))
      switch answer {
      case .nothing: return Reply()
      case .changed(let changes):
        return Reply(changes.display()) + keepSettings()
      case .defined(let function, let changes):
        let head =
          Text("\(function.name)(\(function.parameters.joined(separator: ", ")))", .name)
          + Text(" is defined.", .muted)
        let rest = changes.isEmpty ? Display() : changes.display()
        return Reply(Display([.paragraph(head)]) + rest) + keepSettings()
      case .value(let value, _): return Reply(Showing.value(value))
      case .shown(let display): return Reply(display)
      }
    } catch {
      return Reply(error)
    }
  }
}

extension String {
  /// Without white space at both ends.
  var trimmed: String {
    var text = Substring(self)
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
