import Diagnostics
import Display
import Workbook

/// What a session answers a line with.
public struct Reply: Sendable {
  /// What is shown.
  public var display = Display()
  /// What went wrong. Interactive sessions show it in place, scripts on standard error.
  public var problems: [Diagnostic] = []
  /// A slider to be moved once the display is shown; only where the session offers sliders.
  public var tuning: Tuning?
  /// A timeline to be moved along, which takes the place of the display; only where the session
  /// offers sliders.
  public var walk: TimelineWalk?
  /// Whether the display is an estimate that `GuidedSession.refine` tells again, closer each time.
  public var isEarly = false
  /// What is shown when the slider, or the timeline, is gone, or the estimate as close as it gets;
  /// or below the problems.
  public var afterwards = Display()
  /// Whether the session is over.
  public var ends = false

  /// Creates a reply.
  public init(_ display: Display = Display(), problems: [Diagnostic] = [], ends: Bool = false) {
    self.display = display
    self.problems = problems
    self.ends = ends
  }

  init(_ text: Text) { display = Display([.paragraph(text)]) }

  init(_ problem: Diagnostic) { problems = [problem] }

  /// Whether it begins with a line that ran as if it had been typed at a prompt.
  public func isEchoing(_ prompt: String) -> Bool {
    guard case .lines(let lines)? = display.blocks.first, let line = lines.first else {
      return false
    }
    return line.plain.hasPrefix(prompt) && line.plain.count > prompt.count
  }

  /// With something to know above what can be done next.
  func noting(_ blocks: [Block]) -> Reply {
    guard !blocks.isEmpty else { return self }
    var reply = self
    let next = reply.display.blocks.reversed().prefix {
      if case .lines = $0 { true } else { false }
    }
    reply.display.blocks.insert(contentsOf: blocks, at: reply.display.blocks.count - next.count)
    return reply
  }

  static func + (left: Reply, right: Reply) -> Reply {
    var reply = left
    if left.tuning == nil, left.walk == nil, !left.isEarly {
      reply.display += right.display
      (reply.tuning, reply.walk) = (right.tuning, right.walk)
      reply.isEarly = right.isEarly
    } else {
      reply.afterwards += right.display
    }
    reply.afterwards += right.afterwards
    reply.problems += right.problems
    reply.ends = left.ends || right.ends
    return reply
  }
}
