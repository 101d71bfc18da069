import Diagnostics
import Presentation

/// A script on its way through a session: each line as if it had been typed.
///
///     var run = ScriptRun(session)
///     for line in lines where !run.isOver { show(run.take(line)) }
///     exit(run.status)
public struct ScriptRun {
  private var session: GuidedSession
  /// What went wrong before the first line.
  public let warnings: [Diagnostic]
  /// How the program ends because of it: 74 where progress could not be kept or nothing more read, 1
  /// where any line failed.
  public private(set) var status = ProgramEnd.fine
  /// Whether a line has ended the session.
  public private(set) var isOver = false

  /// Begins a script.
  public init(_ session: GuidedSession) {
    self.session = session
    warnings = self.session.beginScript()
    for problem in warnings { note(problem) }
  }

  /// Takes a line. One that begins with # is a remark and says nothing.
  public mutating func take(_ line: String) -> Reply {
    guard line.first != "#" else { return Reply() }
    let reply = session.answer(line)
    for problem in reply.problems { note(problem) }
    isOver = isOver || reply.ends
    return reply
  }

  /// Notes that a line could not be read.
  public mutating func fail(_ problem: Diagnostic) { status = max(status, ProgramEnd(of: problem)) }

  /// Whatever is wrong with a line is the line's; that progress is not kept is more than that.
  private mutating func note(_ problem: Diagnostic) {
    let isStore = problem.code == .badStore || problem.code == .newerStore
    status = max(status, isStore ? .inputOutput : .wrong)
  }
}
