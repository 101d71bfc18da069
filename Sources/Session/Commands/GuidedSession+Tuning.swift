import Diagnostics
import Language
import Workbook

extension GuidedSession {
  /// Offers a slider. What it reads is as new as its parameters; what is kept of it is a line like
  /// any other, `tuning.line`.
  func tune(_ target: Target, for expression: Expression?) throws(Diagnostic) -> Reply {
    var reply = Reply()
    reply.tuning = try workbook.tuning(target, for: expression)
    return reply
  }

  /// Offers a timeline that can be moved along.
  func walk(
    _ run: Expression, against other: Expression?, _ stretch: Question.Stretch
  ) throws(Diagnostic) -> Reply {
    var reply = Reply()
    reply.walk = try workbook.walk(run, against: other, stretch)
    reply.afterwards = workbook.staleness
    return reply
  }
}
