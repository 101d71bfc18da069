import Course
import Display
import Foundation
import Headless
import NativeFunctions
import SampleCourse
import Session
import TestSupport
import Testing

/// The chapter that measures, with a tiny model in place of the shipped one. What is measured is
/// never compared; that it is there, and said, is.
@Suite struct MeasuringChapterTests {
  private func session(_ place: String, _ model: TinyModel) throws -> GuidedSession {
    try GuidedSession(
      course: try Course(folder: projectFolder), store: nil, place: place,
      runner: model.runner)
  }

  private func says(_ session: inout GuidedSession, _ line: String) -> String {
    let reply = session.answer(line)
    return (reply.display + reply.problems.reduce(into: Display()) { $0 += $1.display })
      .drawnForTest
  }

  /// A lesson is there at once, and says what has not been measured.
  @Test func nothingIsMeasuredBeforeItIsAskedFor() throws {
    let model = try TinyModel()
    var session = try session("inside-the-inference-server/prefill-and-decode", model)
    let start = session.start().display.drawnForTest
    #expect(start.contains("not measured yet"))
    let reading = says(&session, "reading")
    #expect(reading.contains("has not been measured yet") && reading.contains("Try: run"))
    #expect(says(&session, "why ratio").contains("not measured yet"))
    let run = says(&session, "run")
    #expect(run.contains("tokens/s") && run.contains("first_token"))
    #expect(
      says(&session, "show").contains("reading  ")
        && !says(&session, "show").contains("(not measured yet)"))
    #expect(says(&session, "reading").contains("tokens/s"))
    // Other lessons still wait.
    #expect(says(&session, "roof.bound").contains("has not been measured yet"))
    #expect(says(&session, "run").contains("→"), "another figure")
  }

  /// Figures in the prose, plots and timelines of what was not measured say so.
  @Test func unmeasuredFiguresSaySo() throws {
    let chapter = """
      ---
      title: Measured
      id: measured
      ---
      ## One
      It took {eval}`time` to load.

      ```{model} m
      result server = serve(requests: 1, tokens: 2)
      result time = server.load_time
      ```

      ```{timeline} server
      A server.
      ```
      """
    let model = try TinyModel()
    let stage = try Stage(chapter)
    var session = try GuidedSession(
      course: try Course(folder: stage.folder), store: nil, runner: model.runner)
    let start = session.start().display.drawnForTest
    #expect(start.contains("It took (not measured yet) to load."))
    #expect(start.contains("Drawn when it has been measured: run"))
    _ = session.answer("run")
    let shown = session.answer("show").display.drawnForTest
    #expect(!shown.contains("not measured") && shown.contains("server"))
    #expect(
      CourseCheck.problems(
        of: try Course(folder: stage.folder), runner: model.runner
      ).map(\.summary) == [])
    // Without any model the chapter opens all the same, and check tells what is missing.
    let problems = CourseCheck.problems(
      of: try Course(folder: stage.folder), runner: ModelRunner(model: nil))
    #expect(problems.contains { $0.code == .unreadable })
  }

  /// Each step of the first lessons, Enter by Enter.
  @Test func theFirstLessonsRun() throws {
    let model = try TinyModel()
    var session = try session("inside-the-inference-server/1", model)
    var text = session.start().display.drawnForTest
    for _ in 0..<120 where !text.contains("Batching ──") {
      let reply = session.answer("")
      #expect(reply.problems.map(\.summary) == [])
      text = reply.display.drawnForTest
    }
    #expect(text.contains("Batching ──"))
  }
}
