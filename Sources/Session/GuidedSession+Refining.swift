import Diagnostics
import Display
import Language
import Workbook

/// Estimates that are shown after few runs and told again after more, while the learner looks at them.
extension GuidedSession {
  /// Tells the estimate that was shown last again, after a further round of runs.
  /// - Parameter isStopped: whether something else has come that goes first.
  /// - Returns: what stands in its place; nil where it is as close as it gets, or was stopped: then
  ///   the rest is done before the next line is answered, so that what follows from it never hangs on
  ///   how long somebody looked at it.
  public mutating func refine(isStopped: @escaping @Sendable () -> Bool) -> Reply? {
    guard let (started, statement) = refinement else { return nil }
    var rounds = started
    do throws(Diagnostic) {
      let answer = try rounds.next(in: &workbook, isStopped: isStopped)
      refinement = rounds.isOver ? nil : (rounds, statement)
      var reply = Reply(shown(answer, statement))
      reply.isEarly = refinement != nil
      return reply
    } catch {
      // What could be computed with fewer runs is kept as it was told.
      if error.code != .interrupted { refinement = nil }
      return nil
    }
  }

  /// Does what is left of the last estimate, and tells it as it is then.
  mutating func finishRefining(before line: String) -> Reply {
    guard refinement != nil else { return Reply() }
    if TypedCommand(line, isName: workbook.isVisible)?.command == .quit {
      refinement = nil
      return Reply()
    }
    var last = Reply()
    let isInterrupted = workbook.isInterrupted
    while refinement != nil {
      guard let next = refine(isStopped: isInterrupted) else {
        guard refinement != nil else { break }
        return Reply(Diagnostic(.interrupted, "Stopped; the estimate above has not all its runs."))
      }
      last = next
    }
    last.isEarly = false
    guard !last.display.isEmpty else { return last }
    let head = Text("The estimate above, with all its runs:", .muted)
    return Reply(Display([.paragraph(head)]) + last.display)
  }
}
