import Answers
import Diagnostics
import Records

extension GuidedSession {
  /// Goes back to where the learner left the chapter, with what they had set.
  mutating func restore() throws(Diagnostic) {
    guard let store else { return }
    finished = try store.finishedLessons(of: chapter.id)
    _ = workbook.restore(try store.settings(of: chapter.id).map { $0.line })
    guard let position = try store.position(in: chapter.id),
      let index = chapter.lessons.firstIndex(where: { $0.id == position.lesson })
    else { return }
    lesson = index
    step = min(max(0, position.step), steps[index].count - 1)
    line = step == position.step ? max(0, position.line) : 0
    if case .attempt(let block) = current.interaction {
      isSettled = line >= block.lines.count
    } else {
      isSettled = line > 0
    }
  }

  /// Writes where the learner is.
  mutating func keepPosition() -> Reply {
    guard practice == nil else { return Reply() }
    return keep { (session, store) throws(Diagnostic) in
      let place = Position(
        lesson: session.chapter.lessons[session.lesson].id, step: session.step,
        line: session.isSettled ? max(1, session.line) : session.line)
      try store.save(place, in: session.chapter.id, at: session.now())
    }
  }

  /// Writes what the learner has set.
  mutating func keepSettings() -> Reply {
    guard exercise == nil else { return Reply() }
    return keep { (session, store) throws(Diagnostic) in
      try store.replaceSettings(
        of: session.chapter.id,
        with: session.workbook.settings.map { Setting(name: $0.name, line: $0.line) })
    }
  }

  /// Writes down an answer.
  mutating func keepAttempt(_ kind: Attempt.Kind, _ answer: String, item: String) -> Reply {
    keep { (session, store) throws(Diagnostic) in
      try store.append(
        Attempt(
          kind: kind, chapter: session.chapter.id,
          lesson: session.chapter.lessons[session.lesson].id,
          item: item, answer: answer, time: session.now()))
    }
  }

  /// Writes down what happened with the open exercise.
  mutating func keepExercise(_ kind: Attempt.Kind, _ answer: String) -> Reply {
    guard let open = exercise else { return Reply() }
    let attempt = Attempt(
      kind, at: open.posed, of: exercises, chapter: chapter.id,
      lesson: practice == nil ? chapter.lessons[lesson].id : "", answer: answer, time: now())
    exercise?.add(attempt)
    return keep { (_, store) throws(Diagnostic) in try store.append(attempt) }
  }

  mutating func keepFinished() -> Reply {
    finished.insert(chapter.lessons[lesson].id)
    return keep { (session, store) throws(Diagnostic) in
      try store.finish(
        lesson: session.chapter.lessons[session.lesson].id, of: session.chapter.id,
        at: session.now())
    }
  }

  /// Does something with the store, if there is one. What goes wrong is said, and the session goes
  /// on.
  private mutating func keep(
    _ body: (GuidedSession, any Progress) throws(Diagnostic) -> Void
  ) -> Reply {
    guard let store else { return Reply() }
    do throws(Diagnostic) {
      try body(self, store)
      return Reply()
    } catch {
      return Reply(error)
    }
  }
}
