import Foundation
import Records
import SampleCourse
import Session
import Testing

/// Exercises on the map, the way to them and back, and what another sitting finds.
@Suite struct MapTests {
  private let stage: Stage

  init() throws {
    stage = try Stage(sampleChapter + "\n\n```{exercise} within\n```\n\n## The last\n\nThe end.\n")
    let folder = stage.folder + "/Exercises/sample"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (id, head) in [
      ("within", "kind: number\nanswer: 10 s"), ("beside", "kind: number\nanswer: 10 s"),
      (
        "reach",
        "kind: goal\nmodel: waste\nconditions: [effective < $10/(gpu*h)]\nchange: [utilization]"
      ),
    ] {
      let text = "---\nid: \(id)\ntitle: The \(id) one\n\(head)\n---\nHow?\n\n## Solution\n\nSo.\n"
      try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(id).md"))
    }
  }

  private func rows(_ session: inout GuidedSession) -> [String] {
    stage.drawn(session.answer("map")).split(separator: "\n").map {
      $0.split(whereSeparator: { $0.isWhitespace }).joined(separator: " ")
    }
  }

  @Test func whatWasReadIsNotSolved() throws {
    var session = try stage.session("1/2", keepsProgress: true)
    #expect(rows(&session).contains("within 10 points"))
    _ = session.answer("goto within")
    _ = session.answer("skip")
    #expect(rows(&session).contains("2 A second lesson read, to be solved:"))
    let end = stage.drawn(session.answer(""))
    #expect(
      end.contains("This is its end, but it is not done: 1 lesson is unread, 3 exercises are"))
    _ = session.answer("goto within")
    _ = session.answer("10 s")
    _ = session.answer("goto 3")
    let map = rows(&session)
    #expect(map.contains("✓ 2 A second lesson read and solved"), "\(map)")
    #expect(map.contains("✓ within solved, 10 of 10 points"))
    #expect(map.contains("beside The beside one 10 points"))
  }

  /// An exercise that stands in no lesson is a way aside: Enter and `back` lead back.
  @Test(arguments: ["back", "skip"]) func aWayAside(_ line: String) throws {
    var session = try stage.session("1/1", keepsProgress: true)
    _ = session.answer("utilization = 40%")
    #expect(stage.drawn(session.answer("goto beside")).contains("Exercise The beside one"))
    #expect(session.prompt.plain.hasPrefix("beside"))
    #expect(stage.drawn(session.answer("10 s")).contains("Solved"))
    let back = stage.drawn(session.answer(line))
    #expect(back.contains("What idling costs") && back.contains("utilization  40%"), "\(back)")
    #expect(session.prompt.plain.hasPrefix("waste"))
    // The place that is kept is the lesson's.
    #expect(try stage.store().attempts().map(\.lesson) == [""])
    var again = try stage.session(keepsProgress: true)
    #expect(stage.drawn(again.start()).contains("What idling costs"))
  }

  /// What the map shows is taken, whole or in part; a lesson's title comes first.
  @Test(arguments: [
    ("The beside one", "beside"), ("the beside", "beside"), ("beside one", "beside"),
    ("The reach one", "reach"), ("the last", "waste"), ("exercise the beside one", "beside"),
  ])
  func titlesOfExercises(_ title: String, _ prompt: String) throws {
    var session = try stage.session("1/1")
    #expect(session.answer("goto \(title)").problems.map { $0.summary } == [])
    #expect(session.prompt.plain.hasPrefix(prompt) || prompt == "waste", "\(session.prompt.plain)")
  }

  /// What several have says nothing.
  @Test(arguments: ["one", "that is not there"]) func wordsOfSeveral(_ title: String) throws {
    var session = try stage.session("1/1")
    #expect(session.answer("goto \(title)").problems.map { $0.code.name } == ["not-found"])
  }

  @Test func aGoalShowsItsModel() throws {
    var session = try stage.session("1/1", keepsProgress: true)
    let text = stage.drawn(session.answer("goto reach"))
    #expect(text.contains("utilization  15%") && text.contains("▸ effective    $27.78/gpu·h"))
    _ = session.answer("utilization = 30%")
    #expect(stage.drawn(session.answer("show")).contains("▸ effective    $13.89/gpu·h"))
  }

  /// Undo goes on behind the beginning of a sitting, and redo comes back.
  @Test func undoSurvivesARestart() throws {
    var session = try stage.session("1/1", keepsProgress: true)
    for line in ["utilization = 40%", "mine = 5", "utilization = 50%"] { _ = session.answer(line) }
    func value(_ session: inout GuidedSession) -> String {
      stage.drawn(session.answer("utilization")).filter { !$0.isWhitespace }
    }
    var next = try stage.session("1/1", keepsProgress: true)
    #expect(value(&next) == "50%")
    #expect(stage.drawn(next.answer("undo")).contains("50% → 40%"))
    var third = try stage.session("1/1", keepsProgress: true)
    #expect(value(&third) == "40%")
    #expect(third.answer("mine").problems.isEmpty)
    _ = third.answer("undo")
    #expect(!third.answer("mine").problems.isEmpty && value(&third) == "40%")
    _ = third.answer("undo")
    #expect(value(&third) == "15%")
    #expect(third.answer("undo").problems.map(\.code.name) == ["nothing-to-do"])
    _ = third.answer("redo")
    #expect(value(&third) == "40%")
    _ = third.answer("redo")
    #expect(third.answer("mine").problems.isEmpty)
  }

  /// Where a step is resumed whose model stands above it, the model is shown.
  @Test func resumingShowsTheModel() throws {
    var session = try stage.session("1/1", keepsProgress: true)
    #expect(stage.drawn(session.start()).contains("Enter goes on · help says what can be typed"))
    _ = session.answer("utilization = 40%")
    _ = session.answer("skip")
    var again = try stage.session(keepsProgress: true)
    let start = stage.drawn(again.start())
    #expect(start.contains("Guess") && start.contains("   utilization  40%"), "\(start)")
  }
}
