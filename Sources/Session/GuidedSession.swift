import Answers
import Basics
import Course
import Diagnostics
import Display
import Language
import NativeFunctions
import Presentation
import Quantities
import Records
import Workbook

/// The guided session: takes lines, gives what to show. It knows nothing of the terminal.
///
///     var session = try GuidedSession(course: course, store: store)
///     let start = session.start()
///     let reply = session.answer("utilization = 40%")
public struct GuidedSession {
  let course: Course
  /// Runs models, and keeps what was measured while chapters come and go.
  let runner: ModelRunner
  /// Every exercise of the course, posed when it is met.
  let exercises: ExerciseSet
  var keeper: Keeper
  var desk: Desk
  var place: Place
  /// What is done at this place.
  var activity = Activity.reading
  /// Where exercises are done apart from lessons.
  var practice: Practice?
  /// Where Enter and `back` lead from an exercise that stands in no lesson; nil elsewhere.
  var returning: Place?
  /// Whether a line was typed now, and is none that a lesson suggests: such a timeline moves.
  var isTyped = false
  /// Whether `tune` is answered with a slider, which needs a terminal, rather than a table.
  public var offersSliders = false
  /// Whether an estimate is shown after few runs and then refined, which needs somebody who looks on.
  public var refinesEstimates = false
  /// The estimate that was shown last, where more runs tell more of it.
  var refinement: (rounds: Refinement, statement: Statement)?
  /// Old offers that were told of already, by their ids.
  var toldOffers: Set<String> = []
  /// Offers on which amounts rest that the present reply shows, by their ids.
  var shownOffers: [String] = []
  /// Whether the lines are a script's, which answers no questions.
  private(set) var isScript = false
  /// Said once, at the next chance: progress that cannot be kept.
  private var warnings: [Diagnostic] = []
  /// Said once, at the next chance: what is no problem, but should be known.
  private var remarks: [Text] = []

  /// Opens a chapter, at the place where the learner left it.
  /// - Parameters:
  ///   - store: where progress is kept; nil for nowhere.
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
    let (first, warning) = try GuidedSession.chapter(parts.first, course, store)
    self.init(
      course, Keeper(store, presentExercise: course.presentExercise, now: now),
      Desk(isInterrupted: isInterrupted, onProgress: onProgress),
      at: try Place(in: first), runner)
    if let warning { doWithoutProgress(warning) }
    try open(first, lesson: parts.count > 1 ? parts[1] : nil)
  }

  /// A session in which nothing is open yet.
  init(
    _ course: Course, _ keeper: Keeper, _ desk: Desk, at place: Place, _ runner: ModelRunner?
  ) {
    let runner = runner ?? ModelRunner(course)
    self.course = course
    self.keeper = keeper
    self.desk = desk
    self.place = place
    self.runner = runner
    exercises = ExerciseSet(course: course) { Workbook(of: $0, in: course, runner: runner) }
  }

  /// The chapter named, else the one that was left last, else the first; and why it is not the one
  /// that was left, where that could not be found out.
  private static func chapter(
    _ name: String?, _ course: Course, _ store: (any Progress)?
  ) throws(Diagnostic) -> (OpenChapter, Diagnostic?) {
    if let name { return (try course.open(name), nil) }
    let last: String?
    do throws(Diagnostic) {
      last = try store?.lastChapter()
    } catch {
      return (try course.open(nil), error)
    }
    // Another course may have been open last, or the chapter may be gone.
    // Only whether it is there is asked.
    guard let last, (try? course.find(last)) != nil else { return (try course.open(nil), nil) }
    return (try course.open(last), nil)
  }

  /// Keeps nothing any more: who writes into a store that cannot be read may put little in place of
  /// much.
  private mutating func doWithoutProgress(_ problem: Diagnostic) {
    keeper.stop()
    warnings.append(problem)
  }

  /// Makes a chapter the current one, where the learner left it or at a lesson.
  mutating func open(_ opened: OpenChapter, lesson name: String?) throws(Diagnostic) {
    var place = try Place(in: opened)
    if let name { try place.goto(lesson: name) }
    desk.open(Workbook(of: opened.chapter, in: course, runner: runner))
    returning = nil
    var done = 0
    do throws(Diagnostic) {
      let (settings, position) = try keeper.open(
        chapter: opened.chapter.id, was: opened.chapter.was,
        renamed: opened.chapter.presentSetting, lesson: opened.chapter.presentLesson)
      setAside(desk.workbook.restore(settings))
      desk.workbook.rememberEarlier(
        try keeper.earlierSettings(of: opened.chapter.id).map {
          $0.map(opened.chapter.presentSetting)
        })
      if name == nil, let position { done = place.restore(position) ?? 0 }
    } catch {
      doWithoutProgress(error)
    }
    arrive(at: place, done: done)
  }

  /// Keeps settings that the chapter does not take any more, and says so at the next chance.
  private mutating func setAside(_ lines: [String]) {
    guard !lines.isEmpty else { return }
    keeper.setAside(lines)
    let (what, kept) = lines.count == 1 ? ("this", "It is") : ("these", "They are")
    remarks.append(
      Text("You had set \(what), which the chapter no longer takes: ", .muted)
        + Text.joined(lines.map { Text($0, .code) }, by: Text(" · ", .muted))
        + Text(". \(kept) kept until you type ", .muted) + Text("reset all", .input)
        + Text(".", .muted))
  }

  /// Goes to a step without showing it: its names, and what is done there.
  /// - Parameter done: how much of it was done before.
  mutating func arrive(at place: Place, done: Int = 0) {
    self.place = place
    desk.closeExercise()
    if practice == nil, returning == nil { desk.workbook.focus = place.focus }
    activity = Activity(place.current.interaction, done: done) { (id) throws(Diagnostic) in
      try openExercise(id)
    }
    if isScript { warnOfExercise() }
    noteShownStep()
  }

  private mutating func warnOfExercise() {
    if case .unavailable(_, let problem) = activity { warnings.append(problem) }
  }

  // MARK: Views

  /// Whether what takes long is computed at once.
  public var computesAtOnce: Bool {
    get { desk.computesAtOnce }
    set { desk.computesAtOnce = newValue }
  }

  /// The workbook that lines go to.
  var workbook: Workbook {
    get { desk.workbook }
    _modify { yield &desk.workbook }
  }

  var chapter: Chapter { place.chapter }

  /// The chapter's text over the workbook as it is.
  var page: LessonPage { LessonPage(place.chapter, number: place.number, desk.workbook) }

  /// The exercise that is open.
  var exercise: OpenExercise? { activity.exercise }

  /// What stands in front of the line: the exercise, the model in focus, or the chapter.
  public var prompt: Text {
    page.prompt(exercise: exercise.map { $0.isOver ? "\($0.id) (over)" : $0.id })
  }

  /// What the word before the cursor could become.
  /// - Parameter line: the line up to the cursor.
  /// - Returns: the word as it stands, and candidates in the order of their names.
  public func completions(of line: String) -> (word: String, candidates: [Candidate]) {
    Completion(
      workbook: workbook, offers: course.prices.catalog.offers, lessons: chapter.lessons,
      files: FileNames.inside
    ).candidates(for: line)
  }

  // MARK: Lines

  /// The first thing shown: where the learner is.
  public mutating func start() -> Reply {
    Reply(showStep(withTitle: true, withPanel: true) + firstWords).noting(oldOffers()) + warned()
  }

  /// How one goes on, gets help and leaves, for who begins.
  private var firstWords: Display {
    guard practice == nil, place.isFirst, keeper.finished.isEmpty else { return Display() }
    return Display([
      .paragraph(
        Text("Enter", .input) + Text(" goes on · ", .strong) + Text("help", .input)
          + Text(" says what can be typed · ", .strong) + Text("quit", .input)
          + Text(" leaves", .strong))
    ])
  }

  /// Takes the lines that come as a script's. What takes long is computed at once, and no line is
  /// taken as the guess or the choice that a lesson asks for. An exercise takes answers in practice,
  /// or where the script itself has gone to it.
  /// - Returns: what went wrong so far.
  public mutating func beginScript() -> [Diagnostic] {
    isScript = true
    if practice == nil, exercise != nil {
      desk.closeExercise()
      activity = .reading
    }
    computesAtOnce = true
    warnOfExercise()
    defer { warnings = [] }
    return warnings
  }

  /// Answers one line.
  public mutating func answer(_ text: String) -> Reply {
    let earlier = finishRefining(before: text)
    if let problem = earlier.problems.first, problem.code == .interrupted { return earlier }
    let reply = earlier + reply(to: text)
    let advice = Advice(
      workbook: workbook, exercise: exercise, asked: activity.asked,
      place: reply.problems.isEmpty ? nil : what(isCalled: text.trimmed))
    return advice.advised(reply, on: text.trimmed).noting(oldOffers()) + warned()
  }

  /// Whether a lesson of this chapter or an exercise has that name.
  private func what(isCalled name: String) -> String? {
    // Only whether there is one is asked.
    if (try? course.findExercise(name))?.id == name { return "an exercise" }
    let isLesson = chapter.lessons.contains {
      $0.id == name || $0.title.lowercased() == name.lowercased()
    }
    return isLesson ? "a lesson" : nil
  }

  /// What there is to be warned of, once.
  private mutating func warned() -> Reply {
    defer { (warnings, remarks) = ([], []) }
    return Reply(
      remarks.isEmpty ? Display() : Display(remarks.map { .paragraph($0) }), problems: warnings)
  }

  private mutating func reply(to text: String) -> Reply {
    let line = text.trimmed
    if line.isEmpty { return next() }
    activity.stay()
    if let command = TypedCommand(line, isName: workbook.isVisible) { return run(command) }
    if line.hasPrefix(":"), !isQuestion(line) { return Reply(unknownCommand(line)) }
    if !isScript, let reply = runSuggestion(typedAs: line) { return reply }
    let settings = settings(in: line)
    // What sets several things answers a goal and nothing else.
    if !isScript || exercise != nil, settings.isEmpty || exercise?.isGoal == true {
      if let reply = wayOut(line) ?? answerActivity(line) { return reply }
    }
    let before = workbook
    isTyped = true
    let reply = settings.isEmpty ? evaluate(line) : set(settings)
    isTyped = false
    guard let exercise, reply.problems.isEmpty else { return reply }
    return reply
      + Reply(Display(exercise.remarks(on: workbook, before: before, isScript: isScript)))
  }

  /// What helps somebody who has no answer; nil where none is asked for, or the line is something
  /// else. It costs nothing.
  private func wayOut(_ line: String) -> Reply? {
    guard !activity.isOver, WayOut.isWanted(line), workbook.cell(named: line) == nil else {
      return nil
    }
    let blocks = activity.waysOut
    return blocks.isEmpty ? nil : Reply(Display(blocks))
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
}
