import Course
import Diagnostics
import Presentation
import SampleCourse
import Session
import Testing

/// Scripts on their way through a session, and what the shell is told of them.
@Suite struct ScriptRunTests {
  private func status(_ lines: [String], _ progress: MemoryProgress? = nil) throws -> ProgramEnd {
    let stage = try Stage(sampleChapter)
    var run = ScriptRun(
      try GuidedSession(course: try Course(folder: stage.folder), store: progress))
    for line in lines where !run.isOver { _ = run.take(line) }
    return run.status
  }

  @Test(
    arguments: [
      ([], .fine), (["gpus = 8", "effective"], .fine), (["# gpus = nonsense"], .fine),
      (["gpuss"], .wrong), (["gpuss", "gpus"], .wrong), (["quit", "gpuss"], .fine),
    ] as [([String], ProgramEnd)])
  func statuses(_ lines: [String], _ status: ProgramEnd) throws {
    #expect(try self.status(lines) == status)
  }

  /// That progress is not kept is more than a line that fails, in whichever order they come.
  @Test func progressThatIsNotKept() throws {
    let progress = MemoryProgress()
    progress.breakDown()
    #expect(try status(["gpuss"], progress) == .inputOutput)
    #expect(try status([], progress) == .inputOutput)
  }

  @Test func remarksSayNothing() throws {
    let stage = try Stage(sampleChapter)
    var run = ScriptRun(try GuidedSession(course: try Course(folder: stage.folder), store: nil))
    let reply = run.take("# a remark")
    #expect(reply.display.blocks.isEmpty && reply.problems.isEmpty && !run.isOver)
    #expect(run.warnings.isEmpty)
    run.fail(Diagnostic(.unreadable, "Standard input cannot be read."))
    #expect(run.status == .inputOutput)
    run.fail(Diagnostic(.lineTooLong, "Too long."))
    #expect(run.status == .inputOutput)
  }
}
