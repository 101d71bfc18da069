import GRDB
import Records
import Testing

@testable import Store

/// An answer to the exercise `item`, which says its own number.
func answer(_ number: Int, to item: String = "x", at time: Double? = nil) -> Attempt {
  Attempt(
    kind: .exercise, chapter: "waste", lesson: "", item: item, answer: "\(number)",
    time: time ?? Double(number), origin: .init(course: "c", version: "v", variant: "0f"))
}

extension ProgressStore {
  /// Expects a sound file, and as many events, numbered without a gap, each with its hash.
  func expectChain(
    of course: String = "c", count: Int, _ comment: Comment? = nil,
    at place: SourceLocation = #_sourceLocation
  ) throws {
    let (learner, events) = try submitted(of: course)
    #expect(
      events.map { $0.number } == (0..<count).map { $0 + 1 }, comment, sourceLocation: place)
    var previous = ""
    for event in events {
      let hash = event.hash(after: previous, learner: learner?.id ?? "", course: course)
      #expect(event.hash == hash, comment, sourceLocation: place)
      previous = event.hash
    }
    let soundness = try read { try String.fetchOne($0, sql: "PRAGMA integrity_check") }
    #expect(soundness == "ok", comment, sourceLocation: place)
  }
}
