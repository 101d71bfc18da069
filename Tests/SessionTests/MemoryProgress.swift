import Diagnostics
import Records
import Synchronization

/// Progress that is kept in memory and gone with the test. It can be made to fail, as a store on a
/// full disk does.
final class MemoryProgress: Records.Progress {
  private struct State {
    var isBroken = false
    var lastChapter: String?
    var positions: [String: Position] = [:]
    var finished: [String: Set<String>] = [:]
    var settings: [String: [Setting]] = [:]
    var attempts: [Attempt] = []
    var times: [Double] = []
    var learner: Learner?
  }

  private let state = Mutex(State())

  /// Makes everything fail from now on.
  func breakDown() { state.withLock { $0.isBroken = true } }

  /// When positions and lessons were written.
  var times: [Double] { state.withLock { $0.times } }

  private func use<T: Sendable>(
    _ body: (inout sending State) -> sending T
  ) throws(Diagnostic) -> T {
    let result: T? = state.withLock { $0.isBroken ? nil : body(&$0) }
    guard let result else { throw Diagnostic(.badStore, "The disk is full.") }
    return result
  }

  func lastChapter() throws(Diagnostic) -> String? { try use { $0.lastChapter } }

  func position(in chapter: String) throws(Diagnostic) -> Position? {
    try use { $0.positions[chapter] }
  }

  func save(_ position: Position, in chapter: String, at time: Double) throws(Diagnostic) {
    try use {
      $0.lastChapter = chapter
      $0.positions[chapter] = position
      $0.times.append(time)
    }
  }

  func finishedLessons(of chapter: String) throws(Diagnostic) -> Set<String> {
    try use { $0.finished[chapter] ?? [] }
  }

  func finish(lesson: String, of chapter: String, at time: Double) throws(Diagnostic) {
    try use {
      $0.finished[chapter, default: []].insert(lesson)
      $0.times.append(time)
    }
  }

  func forget(chapter: String) throws(Diagnostic) {
    try use {
      $0.positions[chapter] = nil
      $0.finished[chapter] = nil
      $0.settings[chapter] = nil
    }
  }

  func settings(of chapter: String) throws(Diagnostic) -> [Setting] {
    try use { $0.settings[chapter] ?? [] }
  }

  func replaceSettings(
    of chapter: String, with settings: [Setting], knowing known: [Setting]?
  ) throws(Diagnostic) {
    try use { state in
      state.settings[chapter] =
        known.map { settings.merged(knowing: $0, over: state.settings[chapter] ?? []) }
        ?? settings
    }
  }

  func append(_ attempt: Attempt) throws(Diagnostic) { try use { $0.attempts.append(attempt) } }

  func attempts(in chapter: String?) throws(Diagnostic) -> [Attempt] {
    try use { state in state.attempts.filter { chapter == nil || $0.chapter == chapter } }
  }

  func submitted(of course: String) throws(Diagnostic) -> (learner: Learner?, events: [Event]) {
    (try knownLearner(), [])
  }

  func knownLearner() throws(Diagnostic) -> Learner? { try use { $0.learner } }

  func learner() throws(Diagnostic) -> Learner { try setLearner(id: nil, name: nil) }

  func setLearner(id: String?, name: String?) throws(Diagnostic) -> Learner {
    try use { state in
      let old = state.learner
      let learner = Learner(
        id: id ?? old?.id ?? "somebody", name: name ?? old?.name ?? "", isChosen: id != nil)
      state.learner = learner
      return learner
    }
  }
}
