import Diagnostics

/// What is kept of a learner: where they are, what they set, what they answered.
///
/// A session knows no more of its store than this, so that it runs over a database, a browser's
/// storage or nothing but memory. Whatever is written is kept at the moment it happens. Everything
/// throws `bad-store` where the store cannot be used.
public protocol Progress: AnyObject, Sendable {
  /// The chapter that was open last.
  func lastChapter() throws(Diagnostic) -> String?

  /// Where the learner left a chapter; nil where it was never opened.
  func position(in chapter: String) throws(Diagnostic) -> Position?

  /// Writes where the learner is.
  /// - Parameter time: seconds since 1970.
  func save(_ position: Position, in chapter: String, at time: Double) throws(Diagnostic)

  /// The lessons of a chapter that were worked through.
  func finishedLessons(of chapter: String) throws(Diagnostic) -> Set<String>

  /// Writes that a lesson was worked through.
  /// - Parameter time: seconds since 1970.
  func finish(lesson: String, of chapter: String, at time: Double) throws(Diagnostic)

  /// Forgets positions, finished lessons and settings of a chapter; attempts stay.
  func forget(chapter: String) throws(Diagnostic)

  /// What a learner has set in a chapter, in the order in which it was set.
  func settings(of chapter: String) throws(Diagnostic) -> [Setting]

  /// Makes the stored settings of a chapter these, but for what another program changed meanwhile,
  /// as `merged` has it.
  /// - Parameter known: what was last read or written here; nil where nothing else is to be left.
  func replaceSettings(
    of chapter: String, with settings: [Setting], knowing known: [Setting]?
  ) throws(Diagnostic)

  /// Writes an attempt down: all of it, or nothing where the program is stopped meanwhile.
  ///
  /// What belongs to an exercise also gets its link in the learner's chain of events.
  func append(_ attempt: Attempt) throws(Diagnostic)

  /// Every answer in the order in which it was given, of one chapter or of all.
  func attempts(in chapter: String?) throws(Diagnostic) -> [Attempt]

  /// The learner and what belongs into a submission, in one look at the store.
  /// - Parameter course: the course's id.
  func submitted(of course: String) throws(Diagnostic) -> (learner: Learner?, events: [Event])

  /// The learner; nil as long as there is none.
  func knownLearner() throws(Diagnostic) -> Learner?

  /// The learner, with an id drawn at random and kept where none was set.
  func learner() throws(Diagnostic) -> Learner

  /// Sets the learner's id, the name, or both.
  /// - Throws: `learner-fixed` for another id once an exercise was answered, `bad-learner`.
  func setLearner(id: String?, name: String?) throws(Diagnostic) -> Learner
}

extension Progress {
  /// Every answer of all chapters, in the order in which it was given.
  public func attempts() throws(Diagnostic) -> [Attempt] { try attempts(in: nil) }

  /// Sets the learner's id and leaves the name.
  /// - Throws: `learner-fixed` for another id once an exercise was answered, `bad-learner`.
  public func setLearner(id: String?) throws(Diagnostic) -> Learner {
    try setLearner(id: id, name: nil)
  }
}

extension Progress {
  /// Makes the stored settings of a chapter these and no others.
  public func replaceSettings(
    of chapter: String, with settings: [Setting]
  ) throws(Diagnostic) {
    try replaceSettings(of: chapter, with: settings, knowing: nil)
  }
}
