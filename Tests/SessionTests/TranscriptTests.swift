import Course
import Headless
import Language
import SampleCourse
import Session
import TestSupport
import Testing

/// Whole conversations, as a learner sees them.
@Suite struct TranscriptTests {
  @Test func aChapterFromFirstToLastStep() throws {
    let lines = [
      "", "", "", "$20/(gpu*h)", "", "2", "1", "", "", "", "map", "progress", "quit",
    ]
    try expectGolden("sample-chapter", try Stage(sampleChapter).transcript(lines))
  }

  @Test func questionsAndChanges() throws {
    let lines = [
      "utilization = 40%", "gpus = 8", "undo", "redo", "changes", "plot effective over utilization",
      "sweep effective, wasted over utilization from 20% to 100% step 20%",
      "compare wasted with utilization = 80%", "solve utilization for effective = $10/(gpu*h)",
      "solve gpus for wasted >= $6,000/month", "table rent, used, effective", "why effective",
      "mine = rent * 2", "why mine", "reset utilization", "reset all",
    ]
    try expectGolden("questions", try Stage(sampleChapter).transcript(lines))
  }

  @Test func helpAtEachPlace() throws {
    let lines = [
      "help", "skip", "help", "skip", "help", "help utilization", "help effective", "help min",
      "help serverless", "help plot", "help month", "help nonsense", "params", "results", "models",
      "explain unit-mismatch", "explain unit-mismach",
    ]
    try expectGolden("help", try Stage(sampleChapter).transcript(lines))
  }

  @Test func mistakes() throws {
    let lines = [
      "utilzation = 40%", "utilization = 1", "utilization = 140%", "utilization + 10", "rent = 9 h",
      "effective = $5/(gpu*h)", "gpus = gpus + 1", "goto 9", ":nonsense", "reset nothing", "hint",
      "undo", "back", "flat.rent = $1,000/month", "year", "goto 2", "rent", "waste.rent",
    ]
    try expectGolden("mistakes", try Stage(sampleChapter).transcript(lines))
  }

  /// Every command is taken at every kind of prompt, by its bare word and with a colon.
  @Test(arguments: Command.allCases.filter { $0 != .quit && $0 != .save })
  func commandsWorkAtEveryPrompt(_ command: Command) throws {
    let stage = try Stage(sampleChapter)
    for steps in 0..<4 {
      for form in [command.rawValue, ":" + command.rawValue] {
        var session = try stage.session()
        for _ in 0..<steps { _ = session.answer("skip") }
        let reply = session.answer(form)
        let problem = reply.problems.first
        #expect(problem?.code != .unknownName && problem?.code != .unexpectedToken)
        #expect(!(reply.display.isEmpty && reply.problems.isEmpty), "\(form) said nothing")
      }
    }
  }

  /// What is shipped says nothing false.
  @Test func everythingShippedHolds() throws {
    let course = try Course(folder: projectFolder)
    #expect(CourseCheck.problems(of: course).map(\.summary) == [])
  }

  /// And it runs from the first to the last step.
  @Test(arguments: 1...3) func aShippedChapterIsPlayedToItsEnd(_ number: Int) throws {
    let course = try Course(folder: projectFolder)
    #expect(course.chapters.count == 3)
    // What is measured is told by every model.
    let model = try TinyModel()
    var session = try GuidedSession(
      course: course, store: nil, place: "\(number)/1", runner: model.runner)
    var last = ""
    for _ in 0..<400 where !last.contains("The end of") {
      let reply = session.answer("")
      #expect(reply.problems.map(\.summary) == [])
      last = reply.display.drawnForTest
    }
    #expect(last.contains("The end of"), "chapter \(number) does not end")
  }
}
