import Diagnostics
import Foundation
import SampleCourse
import Testing

@testable import Records

/// What a learner has solved, written down and checked again.
@Suite struct CertificateTests {
  private func certificate(_ chapter: String? = nil) throws -> Certificate {
    try Certificate(of: try Class.diligent("ada"), for: chapter, by: try Class.grader())
  }

  private func finding(_ text: String) throws -> Certificate.Finding {
    try Certificate.read(Array(text.utf8)).verified(by: try Class.grader())
  }

  @Test func whatIsWrittenHolds() throws {
    let written = try certificate()
    #expect(written.solved > 0 && written.points > 0 && written.outOf > 0)
    let read = try Certificate.read(Array(written.text.utf8))
    #expect(read == written && read.text == written.text)
    let finding = try read.verified(by: try Class.grader())
    #expect(finding.problems == [] && finding.notes == [])
    let solved = try #require(written.lines.first { $0.exercise == "price-of-work" }?.solved)
    #expect(solved > Class.start && solved < Class.now)
  }

  @Test func ofAChapterItHasItsExercises() throws {
    let grader = try Class.grader()
    let chapter = try #require(grader.columns.first?.chapter)
    let written = try certificate(chapter)
    #expect(written.chapter == chapter && written.fileName == "certificate-\(chapter).json")
    let asked = Set(grader.columns.filter { $0.chapter == chapter }.map { $0.id })
    #expect(
      written.lines.map { $0.exercise }
        == grader.exercises.course.exercisesInOrder.filter(asked.contains))
    #expect(written.lines.count == asked.count)
    #expect(throws: Diagnostic.self) { try certificate("nothing-of-that-name") }
  }

  @Test func ofNothingThereIsNone() throws {
    let submission = try Class.submission("bob", [(.exercise, "price-of-work", "$5/h")])
    #expect(throws: Diagnostic.self) {
      try Certificate(of: submission, for: nil, by: try Class.grader())
    }
  }

  /// A change by hand anywhere is found: in the points, the time, an answer, a hash, the learner.
  @Test(arguments: [
    ("\"points\": 9,", "\"points\": 10,"), ("\"solved\": 1790000120", "\"solved\": 1790000020"),
    ("\"answer\": \"$1/h\"", "\"answer\": \"$2/h\""),
    ("\"answer\": \"rent - rent * utilization\"", "\"answer\": \"rent * (1 - utilization)\""),
    ("\"number\": 3", "\"number\": 9"),
  ])
  func whatIsChangedByHandIsFound(_ part: String, _ other: String) throws {
    let text = try certificate().text
    #expect(text.contains(part), "\(text)")
    #expect(try !finding(text.replacingOccurrences(of: part, with: other)).holds)
  }

  /// A claim beyond the answers is found, wherever it stands: in the head, in what is left out, in
  /// what stands twice, in what there was to be had.
  @Test func claimsBeyondTheAnswersAreFound() throws {
    let written = try certificate()
    let changes: [(String, (inout Certificate) -> Void)] = [
      ("left out", { $0.lines.removeAll { $0.solved == nil } }),
      ("twice", { $0.lines += $0.lines.filter { $0.solved != nil } }),
      ("less to be had", { for index in $0.lines.indices { $0.lines[index].outOf = 1 } }),
      ("more earned", { $0.lines[0].points += 1 }),
      ("another's answers", { $0.submission.learner = "bob" }),
    ]
    for (what, change) in changes {
      var changed = written
      change(&changed)
      #expect(try !finding(changed.text).holds, "\(what)")
    }
    for (part, other) in [
      ("\"learner\": \"ada\"", "\"learner\": \"bob\""), ("\"points\": ", "\"points\": 9"),
      ("\"out_of\": ", "\"out_of\": 1"),
    ] {
      let place = try #require(written.text.range(of: part))
      let text = written.text.replacingCharacters(in: place, with: other)
      #expect(try !finding(text).holds, "\(other)")
    }
    var called = written
    called.title = "Doctor of Clouds"
    called.lines[0].title = "Brain surgery"
    let (own, line) = (written.title, written.lines[0])
    let told = try finding(called.text)
    #expect(
      told.notes == [
        "\(line.exercise): it says “Brain surgery”, and the course calls it “\(line.title)”.",
        "It says “Doctor of Clouds”, and the course calls it “\(own)”.",
      ])
    let shown = called.display(of: told).drawnForTest.replacingOccurrences(of: "\n", with: " ")
    #expect(shown.hasPrefix("It holds: ada") && shown.contains(": \(own). "), "\(shown)")
    let more = written.text.replacingOccurrences(
      of: "\"course_digest\"", with: "\"grade\": \"A\", \"course_digest\"")
    #expect(try finding(more).notes.contains { $0.contains("“grade”") })
  }

  @Test(arguments: ["", "{}", "[]", "junk", "{\"format\": \"gpulearn submission\"}"])
  func whatIsNoneIsRefused(_ text: String) {
    #expect(throws: Diagnostic.self) { try Certificate.read(Array(text.utf8)) }
  }

  /// Every cut of the file is refused or found out, and nothing traps.
  @Test func cutFilesAreRefused() throws {
    let bytes = Array(try certificate().text.utf8)
    for length in stride(from: 0, to: bytes.count - 2, by: 97) {
      #expect(throws: Diagnostic.self) { try Certificate.read(Array(bytes[..<length])) }
    }
  }
}
