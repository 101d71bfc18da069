import Foundation
import PseudoTerminal
import SampleCourse
import TestSupport
import Testing

@testable import Session

/// Estimates that get closer while the learner looks at them.
@Suite struct RefiningTests {
  private static let line =
    "run = dedicated(0.5/s, exponential(uniform(0.5 s, 1 s)), horizon: 60k requests)"
  private static let question = "quantile(run.latency.mean, 90%)"

  private func answer(_ lines: String..., after start: (inout GuidedSession) -> Void = { _ in })
    throws -> String
  {
    let stage = try Stage(sampleChapter)
    var session = try stage.session()
    start(&session)
    var last = ""
    for line in lines { last = stage.drawn(session.answer(line)) }
    return last
  }

  /// However long it was looked at, what follows is the same.
  @Test func whatFollowsIsTheSame() throws {
    let wanted = try answer(Self.line, Self.question)
    for rounds in 0...3 {
      let found = try answer(Self.question) { session in
        session.refinesEstimates = true
        let early = session.answer(Self.line)
        #expect(early.isEarly)
        for _ in 0..<rounds { _ = session.refine(isStopped: { false }) }
      }
      #expect(found.hasSuffix(wanted), "\(rounds) rounds: \(found)")
      #expect(found.contains("with all its runs") == (rounds < 2), "\(rounds) rounds: \(found)")
    }
  }

  /// In a terminal the figures are drawn again in place, and nothing is left of what was said
  /// meanwhile; what is typed on is not lost.
  @Test func inTheTerminal() throws {
    let home = try ProgramTests.home()
    defer { try? FileManager.default.removeItem(atPath: home) }
    let terminal = try ProgramTests.start(["1/utilization"], home: home)
    try terminal.expectPrompt()
    terminal.send(Self.line + "\n")
    try terminal.expectPrompt()
    #expect(!terminal.screen.text.contains("refining it"))
    #expect(!terminal.screen.text.contains("so far"))
    terminal.send(Self.line.replacingOccurrences(of: "0.5/s", with: "0.6/s") + "\nzeta = 4321\n")
    try terminal.expectScreen("the answer to what was typed on") {
      $0.text.contains("with all its runs") && $0.text.contains("4,321")
    }
    terminal.send("quit\n")
    #expect(try terminal.wait() == .exited(0))
  }
}
