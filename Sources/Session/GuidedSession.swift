import Answers
import Basics
import Course
import Diagnostics
import Display
import Language
import NativeFunctions
import Presentation
import Records
import Workbook

/// The guided session: takes lines, gives what to show. It knows nothing of the terminal.
///
///     var session = try GuidedSession(course: course, store: store)
///     let start = session.start()
///     let reply = session.answer("utilization = 40%")
public struct GuidedSession {
  let course: Course
  /// nil where progress is not kept.
  let store: (any Progress)?
  /// Seconds since 1970.
  let now: @Sendable () -> Double
  let isInterrupted: @Sendable () -> Bool
  /// Whether what takes long is computed at once.
  public var computesAtOnce = false {
    didSet { workbook.isAutomatic = computesAtOnce }
  }

  /// Whether `tune` is answered with a slider, which needs a terminal, rather than a table.
  public var offersSliders = false

  var chapter: Chapter
  /// The number in front of the chapter's file; 0 where it has none.
  var number = 0
  var steps: [[Step]] = []
  /// Runs models, and keeps what was measured while chapters come and go.
  let runner: ModelRunner
  let onProgress: @Sendable (WorkProgress) -> Void
  var workbook: Workbook
  /// 0-based lesson, step within it, and lines of the step's try block that were run.
  var lesson = 0
  var step = 0
  var line = 0
  /// Whether the question of this step is dealt with.
  var isSettled = false
  var finished: Set<String> = []
  /// The exercise of this step, where there is one.
  var exercise: OpenExercise?
  /// The lesson's workbook while an exercise is open, which has one of its own.
  var lessonWorkbook: Workbook?
  /// Where exercises are done apart from lessons.
  var practice: Practice?
  /// Every exercise of the course, posed when it is met.
  let exercises: ExerciseSet
  /// Old offers that were told of already, by their ids.
  var toldOffers: Set<String> = []
  /// Said once, at the next chance: progress that cannot be kept.
  var warning: Diagnostic?

  /// Opens a chapter, at the place where the learner left it.
  /// - Parameters:
  ///   - place: a chapter and lesson as in "1/5"; nil resumes.
  ///   - runner: what runs models; nil for the course's own.
  ///   - now: seconds since 1970, for the record of attempts and the age of prices.
  ///   - isInterrupted: whether Ctrl-C was pressed.
  ///   - onProgress: told what takes long, in a few words.
  /// - Throws: where the course has no such chapter or it cannot be read.
  public init(
    course: Course, store: (any Progress)?, place: String? = nil, runner: ModelRunner? = nil,
    now: @escaping @Sendable () -> Double = { 0 },
    isInterrupted: @escaping @Sendable () -> Bool = { false },
    onProgress: @escaping @Sendable (WorkProgress) -> Void = { _ in }
  ) throws(Diagnostic) {
    let parts = place?.split(separator: "/", maxSplits: 1).map(String.init) ?? []
    let first = try GuidedSession.chapter(parts.first, course, store)
    self.init(
      course: course, store: store, chapter: first.chapter, runner ?? ModelRunner(course), now,
      isInterrupted, onProgress)
    try open(first, lesson: parts.count > 1 ? parts[1] : nil)
  }

  /// A session that is not yet at any place.
  init(
    course: Course, store: (any Progress)?, chapter: Chapter, _ runner: ModelRunner,
    _ now: @escaping @Sendable () -> Double, _ isInterrupted: @escaping @Sendable () -> Bool,
    _ onProgress: @escaping @Sendable (WorkProgress) -> Void
  ) {
    self.course = course
    self.store = store
    self.chapter = chapter
    self.runner = runner
    self.now = now
    self.isInterrupted = isInterrupted
    self.onProgress = onProgress
    workbook = Workbook()
    exercises = ExerciseSet(course: course) { Workbook(of: $0, in: course, runner: runner) }
  }

  /// The chapter named, else the one that was left last, else the first.
  private static func chapter(
    _ name: String?, _ course: Course, _ store: (any Progress)?
  ) throws(Diagnostic) -> OpenChapter {
    if let name { return try course.open(name) }
    if let store, let last = try? store.lastChapter(), let chapter = try? course.open(last) {
      return chapter
    }
    return try course.open(nil)
  }

  /// Makes a chapter the current one.
  mutating func open(_ opened: OpenChapter, lesson name: String?) throws(Diagnostic) {
    let index = try name.map { name throws(Diagnostic) in
      try opened.chapter.lessonIndex(named: name)
    }
    chapter = opened.chapter
    number = opened.number
    guard !chapter.lessons.isEmpty else {
      throw Diagnostic(
        .missingField, "The chapter “\(chapter.title)” has no lessons yet.",
        at: chapter.source.whole.end
      ).note("A lesson starts with a line: ## Its title")
    }
    steps = chapter.lessons.map(Step.steps)
    workbook = Workbook(of: chapter, in: course, runner: runner)
    workbook.isInterrupted = isInterrupted
    workbook.onProgress = onProgress
    workbook.isAutomatic = computesAtOnce
    (lesson, step, line, isSettled) = (0, 0, 0, false)
    do throws(Diagnostic) {
      try restore()
    } catch {
      warning = error
    }
    if let index { (lesson, step, line, isSettled) = (index, 0, 0, false) }
    arrive()
  }

  /// A session over a workbook as it is, without progress: for checking a chapter.
  init(checking chapter: Chapter, course: Course, workbook: Workbook, _ runner: ModelRunner) {
    self.init(course: course, store: nil, chapter: chapter, runner, { 0 }, { false }, { _ in })
    self.workbook = workbook
    steps = chapter.lessons.map(Step.steps)
  }

  /// Goes to a step without showing it.
  mutating func place(at lesson: Int, _ step: Int) {
    (self.lesson, self.step, line, isSettled) = (lesson, step, 0, false)
    arrive()
  }

  /// What being at a step brings with it: its names, and its exercise.
  private mutating func arrive() {
    closeExercise()
    refocus()
    if case .exercise(let id) = current.interaction { openExercise(id) }
  }

  /// The step the learner is at.
  var current: Step { steps[lesson][step] }

  /// Names can be used without their model where it is one of the lesson's: the one shown last
  /// first. A lesson without models goes on with those before it.
  private mutating func refocus() {
    guard practice == nil else { return }
    let shown = shownModels
    let inView = chapter.models(inViewOf: lesson).map { $0.name }
    workbook.focus = shown.reversed() + inView.reversed().filter { !shown.contains($0) }
  }

  /// The lesson's models that were shown up to here, in their order.
  var shownModels: [String] {
    steps[lesson][...step].flatMap { $0.elements }.compactMap { element -> String? in
      if case .model(let model) = element.form { return model.name }
      return nil
    }
  }

  /// What stands in front of the line: the model in focus, or the chapter.
  public var prompt: Text {
    Text(exercise?.id ?? workbook.focus.first ?? chapter.id, .strong) + Text(" ❯ ", .muted)
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
    advised(reply(to: text), on: text.trimmed) + oldOffers()
  }

  /// Says once of each offer that was used and is old that it is.
  private mutating func oldOffers() -> Reply {
    let offers = course.prices.takeAsked().filter { toldOffers.insert($0.id).inserted }
    let lines = PriceTable.staleness(of: offers, now: now())
    return Reply(lines.isEmpty ? Display() : Display([.lines(lines)]))
  }

  private mutating func reply(to text: String) -> Reply {
    let line = text.trimmed
    if line.isEmpty { return next() }
    exercise?.isLeaving = false
    let names = Set(workbook.visibleNames())
    if let command = CommandLine(line, isName: names.contains) { return run(command) }
    if line.hasPrefix(":"), !isQuestion(line) { return Reply(unknownCommand(line)) }
    if let reply = answerInteraction(line) { return reply }
    return evaluate(line)
  }

  private func isQuestion(_ line: String) -> Bool {
    let word = line.dropFirst().prefix { $0.isLetter }
    return Question.verbs.contains { $0.verb == word }
  }

  private func unknownCommand(_ line: String) -> Diagnostic {
    let word = String(line.dropFirst().prefix { !$0.isWhitespace })
    let all = Command.allCases.map { $0.rawValue } + Question.verbs.map { $0.verb }
    return Diagnostic(.unknownCommand, "There is no command :\(word).", at: Source(line).whole)
      .try(closest(to: word, among: all).map { ":\($0)" } ?? "help")
  }

  /// Said with answers that may rest on values older than what was set.
  var staleness: Display {
    guard workbook.hasStaleCells else { return Display() }
    return Display([
      .lines([
        Text("Some values are older than what you set, as they take long: ", .warning)
          + Text(workbook.runLine, .input) + Text(" computes them.", .muted)
      ])
    ])
  }

  /// Says that a name is new where it looks like a slip for one that was there.
  private func newNames(_ changes: Changes) -> Display {
    Display(
      changes.added.compactMap { change in
        let others = workbook.visibleNames().filter { $0 != change.name }
        guard let near = closest(to: change.name, among: others) else { return nil }
        return .lines([
          Text("\(change.name) is a new name of your own. If you meant \(near): ", .muted)
            + Text("undo", .input)
        ])
      })
  }

  /// Lets the workbook answer, and keeps what it changed.
  mutating func evaluate(_ line: String) -> Reply {
    do throws(Diagnostic) {
      let statement = try Statement.parse(Source(line), in: workbook.parsingScope())
      if offersSliders, case .question(.tune(let target, let expression)) = statement {
        return try tune(target, for: expression)
      }
      switch try workbook.run(statement) {
      case .nothing: return Reply()
      case .changed(let changes):
        return Reply(changes.display() + newNames(changes)) + keepSettings()
      case .defined(let function, let changes):
        let head =
          Text("\(function.name)(\(function.parameters.joined(separator: ", ")))", .name)
          + Text(" is defined.", .muted)
        let rest = changes.isEmpty ? Display() : changes.display()
        return Reply(Display([.paragraph(head)]) + rest) + keepSettings()
      case let answer: return Reply(answer.display() + staleness)
      }
    } catch {
      return Reply(error)
    }
  }
}
