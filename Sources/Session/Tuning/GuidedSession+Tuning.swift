import Diagnostics
import Display
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
}

extension Tuning {
  /// Shown where nothing of it is kept.
  public var unchanged: Display {
    Display([
      .lines([
        Text(name, .name) + Text(" stays ", .muted) + Text(originText, .value)
          + Text(".", .muted)
      ])
    ])
  }
}
