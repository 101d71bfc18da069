import Answers
import Diagnostics
import Records

/// Writes down what happens, where progress is kept. What goes wrong is said, and the session goes
/// on.
struct Keeper {
  /// nil where progress is not kept.
  private(set) var progress: (any Progress)?
  /// Seconds since 1970.
  let now: @Sendable () -> Double
  /// The lessons of the chapter that were worked through.
  private(set) var finished: Set<String> = []
  /// What the learner had set that the chapter, changed since, does not take any more. It is written
  /// again with everything else, so that it is there should the chapter take it once more.
  private(set) var setAside: [Setting] = []
  /// Gives what an exercise is called now for what it was called once.
  private let presentExercise: @Sendable (String) -> String
  private var read: [Setting] = []
  /// The chapter's settings as they were last read or written here: what is stored otherwise was
  /// changed by another program.
  private var known: [Setting] = []

  /// - Parameters:
  ///   - presentExercise: gives what an exercise is called now for what it was called once.
  ///   - now: seconds since 1970.
  init(
    _ progress: (any Progress)?,
    presentExercise: @escaping @Sendable (String) -> String = { $0 },
    now: @escaping @Sendable () -> Double
  ) {
    self.progress = progress
    self.presentExercise = presentExercise
    self.now = now
  }

  /// Neither reads nor writes any more.
  mutating func stop() {
    progress = nil
    finished = []
    forgetSetAside()
  }

  // MARK: Reading

  /// Who the variants are drawn for.
  func learner() throws(Diagnostic) -> String { try progress?.learner().id ?? "guest" }

  /// What a learner set in a chapter, and where they left it: under its own id, or where nothing is
  /// kept under that, under the latest one that it had before.
  /// - Parameters:
  ///   - was: ids that the chapter had before, the oldest first.
  ///   - renamed: gives a line that sets something, by the names that there are now.
  ///   - lesson: gives what a lesson is called now.
  mutating func open(
    chapter: String, was: [String] = [], renamed: (String) -> String = { $0 },
    lesson: (String) -> String = { $0 }
  ) throws(Diagnostic) -> (settings: [String], position: Position?) {
    finished = []
    forgetSetAside()
    known = []
    guard let progress else { return ([], nil) }
    try readFinished(of: [chapter] + was, lesson: lesson)
    for id in [chapter] + was.reversed() {
      let position = try progress.position(in: id)
      let stored = try progress.settings(of: id)
      if id == chapter { known = stored }
      read = stored.map { Setting(name: $0.name, line: renamed($0.line)) }
      if position != nil || !read.isEmpty { return (read.map { $0.line }, position) }
    }
    return ([], nil)
  }

  /// Reads which lessons of a chapter were worked through.
  /// - Parameters:
  ///   - ids: what the chapter is called, and was.
  ///   - lesson: gives what a lesson is called now.
  mutating func readFinished(
    of ids: [String], lesson: (String) -> String
  ) throws(Diagnostic) {
    finished = []
    for id in ids { finished.formUnion(try progress?.finishedLessons(of: id).map(lesson) ?? []) }
  }

  /// Keeps lines that were read and that the chapter does not take.
  mutating func setAside(_ lines: [String]) {
    setAside = read.filter { lines.contains($0.line) }
  }

  /// Gives up what the chapter does not take.
  mutating func forgetSetAside() {
    setAside = []
    read = []
  }

  /// Every attempt by what its exercise is called now, of a chapter or of all.
  func attempts(in chapter: String? = nil) throws(Diagnostic) -> [String: [Attempt]] {
    guard let progress else { return [:] }
    return Dictionary(grouping: try progress.attempts(in: chapter)) { attempt in
      attempt.kind.asGraded.isSubmitted ? presentExercise(attempt.item) : attempt.item
    }
  }

  /// The lessons of a chapter that the learner has come to; nil where nothing is kept of that.
  func seenLessons(of chapter: String, was: [String]) throws(Diagnostic) -> Set<String>? {
    guard let progress else { return nil }
    var seen: Set<String> = []
    for id in [chapter] + was {
      seen.formUnion(try progress.finishedLessons(of: id))
      if let here = try progress.position(in: id) { seen.insert(here.lesson) }
    }
    return seen
  }

  // MARK: Writing

  /// Writes where the learner is.
  /// - Parameter done: how much of the step, as `Activity.done` says.
  func keep(_ place: Place, done: Int) -> Reply {
    write { (progress) throws(Diagnostic) in
      let position = Position(lesson: place.lessonID, step: place.step, line: done)
      try progress.save(position, in: place.chapter.id, at: now())
    }
  }

  /// Writes what the learner has set, and with it what the chapter did not take.
  /// - Parameter earlier: the lines of the settings before each of the last changes, the oldest
  ///   first: what undo leads to, in another sitting too.
  mutating func keep(_ settings: [Setting], of chapter: String, earlier: [[String]] = []) -> Reply {
    let others = setAside.filter { old in !settings.contains { $0.name == old.name } }
    let past = earlier.enumerated().flatMap { level, lines in
      (lines.isEmpty ? [""] : lines).enumerated().map { index, line in
        Setting(name: "\(level) \(index)", line: line)
      }
    }
    let (all, before) = (settings + others, known)
    known = all
    return write { (progress) throws(Diagnostic) in
      try progress.replaceSettings(of: chapter, with: all, knowing: before)
      try progress.replaceSettings(of: Keeper.past(of: chapter), with: past)
    }
  }

  /// What undo leads to, the oldest first: the lines of the settings before each of the last changes.
  func earlierSettings(of chapter: String) throws(Diagnostic) -> [[String]] {
    guard let progress else { return [] }
    var levels: [Int: [String]] = [:]
    for setting in try progress.settings(of: Keeper.past(of: chapter)) {
      guard let level = Int(setting.name.prefix { $0 != " " }) else { continue }
      levels[level, default: []] += setting.line.isEmpty ? [] : [setting.line]
    }
    return levels.sorted { $0.key < $1.key }.map { $0.value }
  }

  /// Under which name a chapter's earlier settings are kept; no chapter is called so.
  private static func past(of chapter: String) -> String { chapter + " undo" }

  /// Writes an answer down, or that help was looked at.
  func keep(_ attempt: Attempt) -> Reply {
    write { (progress) throws(Diagnostic) in try progress.append(attempt) }
  }

  /// Writes that a lesson was worked through.
  mutating func finish(_ place: Place) -> Reply {
    finished.insert(place.lessonID)
    return write { (progress) throws(Diagnostic) in
      try progress.finish(lesson: place.lessonID, of: place.chapter.id, at: now())
    }
  }

  private func write(_ body: (any Progress) throws(Diagnostic) -> Void) -> Reply {
    guard let progress else { return Reply() }
    do throws(Diagnostic) {
      try body(progress)
      return Reply()
    } catch {
      return Reply(error)
    }
  }
}
