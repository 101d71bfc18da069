import Answers
import Course
import Diagnostics
import Foundation
import SampleCourse
import SampleExercises
import TestSupport
import Testing

@testable import Records

/// A class graded by a policy: the gradebook, its explanation, and grading again.
@Suite struct PolicyOfClassTests {
  static let rules = """
    timezone: +02:00
    due: {steps: 2026-09-01, others: 2026-09-21 16:27}
    grace: 1 min
    late: {take: 20%, each: hour, at_most: 50%}
    attempts: {price-of-work: 1, others: 5}
    drop_lowest: 1
    extra_credit: [cheap]

    """
  static let corrections =
    "id,exercise,points,reason\nada,price-of-work,'+1,\"said =why\"\ncy,steps,7,was ill\n"

  private static func counting() throws -> Counting {
    let ids = try Class.exercises().course.exercises.map { $0.id }
    let read = Policy.parse(
      Source(name: "policy.yaml", rules), chapters: ["sample"], exercises: ids)
    if let problem = read.problems.first { throw problem }
    return Counting(
      read.policy,
      corrections: try Correction.parse(
        Source(name: "adjust.csv", corrections), exercises: ids))
  }

  private static func grader() throws -> Grader {
    let roster = try Roster.parse(
      Source(name: "roster.csv", "id,name,extension\ncy,Cy,\nada,Ada,2 min\nbob,Bob,\n"),
      offset: 7200)
    return try Grader(try Class.exercises(), roster: roster, now: Class.now)
  }

  private static func rows(_ grader: Grader) throws -> [GradedSubmission] {
    let bob = try Class.submission(
      "bob",
      [
        (.exercise, "who-pays", "1"), (.exercise, "steps", "1 2 3 4 5"),
        (.exercise, "price-of-work", "$5/h"), (.exercise, "price-of-work", Class.price(for: "bob")),
        (.exercise, "formula-of-waste", "rent - rent * utilization"),
      ], spacing: 3000)
    return [
      grader.grade(text: try Class.diligent("ada").text, file: "ada.json"),
      grader.grade(text: bob.text, file: "bob.json"),
    ]
  }

  private func book() throws -> Gradebook {
    let grader = try Self.grader()
    return Gradebook(try Self.rows(grader), by: grader, counting: try Self.counting())
  }

  @Test func table() throws { try expectGolden("policy.csv", try book().text(.csv)) }

  @Test(arguments: ["ada", "BOB", "cy"]) func explained(_ id: String) throws {
    let display = try #require(
      try book().explanation(of: id, by: try Self.counting().policy))
    try expectGolden("policy-\(id.lowercased())", display.drawnForTest)
  }

  @Test func nobodyIsNotExplained() throws {
    #expect(try book().explanation(of: "eve", by: Policy()) == nil)
  }

  /// Grading again, in another order of files, or from parts that were written as JSON, gives the
  /// same bytes.
  @Test func againIsTheSame() throws {
    let (grader, counting) = (try Self.grader(), try Self.counting())
    let rows = try Self.rows(grader)
    let first = Gradebook(rows, by: grader, counting: counting)
    for format in [GradebookFormat.csv, .json, .junit] {
      let text = try first.text(format)
      let turned = Gradebook(rows.reversed(), by: try Self.grader(), counting: counting)
      #expect(try turned.text(format) == text)
      let json = try first.text(.json)
      let read = try GradedSubmission.read(gradebook: Array(json.utf8))
      #expect(try Gradebook(read, by: grader, counting: counting).text(format) == text)
    }
    // And without the policy, the points are those of the answers again.
    let read = try GradedSubmission.read(gradebook: Array(try first.text(.json).utf8))
    #expect(
      try Gradebook(read, by: grader).text(.json) == Gradebook(rows, by: grader).text(.json))
  }

  /// A policy without rules changes no byte.
  @Test func noRulesNoChange() throws {
    let grader = try Self.grader()
    let rows = try Self.rows(grader)
    for format in [GradebookFormat.csv, .json, .junit] {
      #expect(
        try Gradebook(rows, by: grader, counting: Counting(Policy())).text(format)
          == Gradebook(rows, by: grader).text(format))
    }
  }

  /// What a policy and a hand change is told before anything is written.
  @Test func changesSayWhy() throws {
    let grader = try Self.grader()
    let rows = try Self.rows(grader)
    let plain = Gradebook(rows, by: grader)
    let earlier = try EarlierGradebook(Array(plain.text(.json).utf8))
    let counted = Gradebook(rows, by: grader, counting: try Self.counting())
    let found = GradeChanges(from: earlier, to: counted)
    let changes = found.changes
    #expect(
      changes.filter { !$0.exercise.isEmpty }.map { "\($0.person) \($0.exercise): \($0.reason)" }
        == [
          "cy steps: by hand: was ill", "ada price-of-work: by hand: said =why",
          "bob formula-of-waste: another policy", "bob price-of-work: another policy",
          "bob steps: another policy",
        ])
    let totals = changes.filter { $0.exercise.isEmpty }
    #expect(totals.map { $0.person } == ["ada", "bob"])
    #expect(totals.allSatisfy { $0.reason.hasPrefix("out of ") })
    func total(_ book: Gradebook) -> Double { book.rows.reduce(0) { $0 + $1.tally.total } }
    #expect(abs(found.sum - total(counted) + total(plain)) < 0.005)
    // Against itself nothing changes, whatever was done by hand or left out.
    let again = try EarlierGradebook(Array(try book().text(.json).utf8))
    #expect(GradeChanges(from: again, to: try book()).changes == [])
  }

  /// A total is another one also where no exercise is: by hand, or where others count.
  @Test(arguments: [
    ("bob,,+1,agreed", "", "by hand: agreed", 1.0), ("", "drop_lowest: 1\n", "out of ", 0),
    ("", "extra_credit: [steps]\n", "out of ", 0),
  ])
  func changesOfTotals(
    _ correction: String, _ rules: String, _ reason: String, _ change: Double
  ) throws {
    let grader = try Self.grader()
    let rows = try Self.rows(grader)
    let ids = try Class.exercises().course.exercises.map { $0.id }
    let counting = Counting(
      Policy.parse(Source(name: "policy.yaml", rules), chapters: [], exercises: ids).policy,
      corrections: try Correction.parse(
        Source(name: "adjust.csv", "id,exercise,points,reason\n\(correction)\n"), exercises: ids))
    let earlier = try EarlierGradebook(Array(try Gradebook(rows, by: grader).text(.json).utf8))
    let book = Gradebook(rows, by: grader, counting: counting)
    let found = GradeChanges(from: earlier, to: book)
    #expect(!found.changes.isEmpty)
    for one in found.changes {
      #expect(one.exercise.isEmpty && one.reason.hasPrefix(reason), "\(one)")
    }
    #expect(found.sum == change && found.display.drawnForTest.contains("total"))
    let back = GradeChanges(
      from: try EarlierGradebook(Array(book.text(.json).utf8)), to: Gradebook(rows, by: grader))
    #expect(back.sum == -change)
    #expect(back.changes.map { $0.person } == found.changes.map { $0.person })
  }

  /// The learners' copy tells the dates, and no rule, exception or correction.
  @Test func learnersGetTheDates() throws {
    let source = try Folder()
    try FileManager.default.removeItem(atPath: source.path)
    try FileManager.default.copyItem(atPath: Class.folder, toPath: source.path)
    _ = try source.write("policy.yaml", Self.rules)
    _ = try source.write("adjust.csv", Self.corrections)
    let target = try Folder()
    let copy = try LearnersCopy(of: try Class.exercises(in: source.path))
    try copy.write(to: target.path)
    #expect(copy.names.contains("policy.yaml") && !copy.names.contains("adjust.csv"))
    let text = try String(contentsOfFile: target.path + "/policy.yaml", encoding: .utf8)
    #expect(text == "due:\n  steps: '2026-09-01T23:59+02:00'\n  others: '2026-09-21T16:27+02:00'\n")
    #expect(try Course(folder: target.path).policy().problems.isEmpty)
    _ = try source.write("policy.yaml", "due: soon\n")
    #expect(throws: Diagnostic.self) {
      try LearnersCopy(of: try Class.exercises(in: source.path))
    }
    let problems = try Course(folder: source.path).contents().problems.map { $0.summary }
    #expect(problems == ["policy.yaml:1:6: This is no day. [bad-field]"])
  }
}
