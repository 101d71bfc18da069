import Diagnostics
import Display

/// What a line is answered with.
public struct Reply: Sendable {
  public var display = Display()
  /// What went wrong. Interactive sessions show it in place, scripts on standard error.
  public var problems: [Diagnostic] = []
  /// Whether the session is over.
  public var ends = false

  public init(_ display: Display = Display(), problems: [Diagnostic] = [], ends: Bool = false) {
    self.display = display
    self.problems = problems
    self.ends = ends
  }

  init(_ text: Text) { display = Display([.paragraph(text)]) }

  init(_ problem: Diagnostic) { problems = [problem] }

  static func + (left: Reply, right: Reply) -> Reply {
    Reply(
      left.display + right.display, problems: left.problems + right.problems,
      ends: left.ends || right.ends)
  }
}
