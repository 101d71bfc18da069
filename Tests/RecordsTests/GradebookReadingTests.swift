import Answers
import Diagnostics
import SampleExercises
import TestSupport
import Testing

@testable import Records

/// What a gradebook that was written as JSON may say, to the last number.
@Suite struct GradebookReadingTests {
  private static let row = """
    [{"file": "a.json", "status": "graded",
      "submission": {"learner": "ada", "name": "Ada", "course": {"id": "c", "version": "v"},
        "written": 5},
      "exercises": [{"id": "x", "points": 3, "out_of": 4, "is_met": true, "is_solved": false,
        "hints": 2, "saw_solution": false,
        "answers": [{"answer": "7", "time": 6, "finding": "wrong", "share": 0}]}],
      "flags": []}]
    """

  private func read(_ text: String) throws -> [GradedSubmission] {
    try GradedSubmission.read(gradebook: Array(text.utf8))
  }

  @Test func aRowIsRead() throws {
    let row = try #require(try read(Self.row).first)
    let result = try #require(row.results.first)
    #expect(row.file == "a.json" && row.refusal == nil && row.learner == "ada")
    #expect(result.exercise == "x" && result.points == 3 && result.outOf == 4)
    #expect(!result.isSolved && result.hints == 2 && !result.sawSolution)
    #expect(result.answers.map(\.text) == ["7"] && result.answers.map(\.time) == [6])
  }

  /// No answer earns more than there was to be had, whoever has written it in.
  @Test(arguments: [
    ("\"points\": 3", "\"points\": 3, \"earned\": 5"),
    ("\"share\": 0}", "\"share\": 0, \"points\": 5}"),
  ])
  func nothingEarnsMoreThanThereIs(_ member: String, _ other: String) {
    #expect(throws: Diagnostic.self) { try read(Self.row.replacing(member, with: other)) }
  }

  /// A part that was graded with other points for an exercise is not joined.
  @Test func partsAreOfTheSameCourse() throws {
    let grader = try Class.grader()
    let folder = try Folder()
    let book = Gradebook([grader.grade(text: try Class.diligent("ada").text)], by: grader)
    let text = try book.text(.json)
    let path = try folder.write("part.json", text)
    #expect(try GradedRows(gradebooks: [path], gradedWith: grader).count == 1)
    let other = try folder.write(
      "other.json",
      text.replacing("\"out_of\":10, \"is_met\":true", with: "\"out_of\":100, \"is_met\":true"))
    #expect(throws: Diagnostic.self) { try GradedRows(gradebooks: [other], gradedWith: grader) }
    // Another version of the course, and an exercise that it does not have any more.
    for (old, new) in [
      ("\"version\":\"\(grader.version)\"", "\"version\":\"0\""),
      ("\"id\":\"price-of-work\"", "\"id\":\"cost-of-work\""),
    ] {
      let changed = text.replacing(old, with: new)
      let path = try folder.write("changed.json", changed)
      #expect(throws: Diagnostic.self, "\(old)") {
        try GradedRows(gradebooks: [path], gradedWith: grader)
      }
    }
  }

  /// A row says of each exercise what came of it, so that none is taken for nought in silence.
  @Test func aRowTellsOfEachExercise() throws {
    let grader = try Class.grader()
    let folder = try Folder()
    let book = Gradebook([grader.grade(text: try Class.diligent("ada").text)], by: grader)
    let text = try book.text(.json)
    for column in grader.columns {
      let lacking = text.replacing("\"id\":\"\(column.id)\"", with: "\"id\":\"another\"")
      let path = try folder.write("lacking.json", lacking)
      let problem = #expect(throws: Diagnostic.self) {
        try GradedRows(gradebooks: [path], gradedWith: grader)
      }
      #expect(problem?.code == .badSubmission, "\(column.id)")
    }
    let first = try #require(grader.columns.first?.id)
    let last = try #require(grader.columns.last?.id)
    let twice = text.replacing("\"id\":\"\(first)\"", with: "\"id\":\"\(last)\"")
    #expect(throws: Diagnostic.self) { try read(twice) }
  }

  /// A figure, its name, the least and the most that it may be.
  @Test(arguments: [
    ("\"points\": 3", "points", "0", "1000000"), ("\"out_of\": 4", "out_of", "0", "1000000"),
    ("\"hints\": 2", "hints", "0", "100000"), ("\"time\": 6", "time", "0", "100000000000"),
    ("\"written\": 5", "written", "0", "100000000000"), ("\"share\": 0", "share", "0", "1"),
  ])
  func figuresHaveBounds(
    _ member: String, _ name: String, _ least: String, _ most: String
  ) throws {
    func says(_ value: String) -> String {
      let text = Self.row.replacing(member, with: "\"\(name)\": \(value)")
      do {
        return "\(try read(text).count)"
      } catch {
        return "\(error)"
      }
    }
    #expect(says(least) == "1" && says(most) == "1")
    let beyond = most == "1" ? "2" : most.dropLast() + "1"
    for value in ["-1", beyond, "1e300"] {
      #expect(says(value).contains("\(name) is out of range"), "\(name) = \(value)")
    }
  }

  @Test(arguments: [
    ("\"points\": 3", "\"points\": 1000000.5"), ("\"hints\": 2", "\"hints\": 100001"),
    ("\"out_of\": 4", "\"out_of\": 1000001"), ("\"out_of\": 4", "\"out_of\": 3.5"),
    ("\"share\": 0", "\"share\": 1.0001"), ("\"is_solved\": false", "\"is_solved\": 0"),
    ("\"learner\": \"ada\"", "\"learner\": \" \""),
  ])
  func justBeyondIsRefused(_ member: String, _ other: String) {
    let problem = #expect(throws: Diagnostic.self) {
      try read(Self.row.replacing(member, with: other))
    }
    #expect(problem?.code == .badSubmission || problem?.code == .badLearner, "\(other)")
  }

  /// What was never met is no result, and who handed nothing in is no file.
  @Test func whatIsLeftOut() throws {
    let unmet = Self.row.replacing("\"is_met\": true", with: "\"is_met\": false")
    #expect(try read(unmet).first?.results.isEmpty == true)
    #expect(try read("[{\"file\": \"\", \"status\": \"missing\"}]").isEmpty)
    let refused = "[{\"file\": \"b\", \"status\": \"refused\", \"reason\": \"It is torn.\"}]"
    #expect(try read(refused).first?.refusal == "It is torn.")
  }

  /// Flags that this program does not know are left out, the others kept.
  @Test func flags() throws {
    let flag = "{\"kind\": \"%\", \"is_note\": true, \"exercise\": null, \"message\": \"m\"}"
    let kind = try #require(GradedSubmission.Flag.Kind.allCases.first)
    let flags = [kind.rawValue, "from-another-program"].map { flag.replacing("%", with: $0) }
    let text = Self.row.replacing(
      "\"flags\": []", with: "\"flags\": [\(flags.joined(separator: ", "))]")
    let found = try #require(try read(text).first).flags
    #expect(found.map(\.kind) == [kind] && found.first?.exercise == nil)
  }
}
