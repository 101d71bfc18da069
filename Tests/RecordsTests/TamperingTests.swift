import Answers
import Basics
import Diagnostics
import Foundation
import SampleExercises
import Testing

@testable import Records

/// What people do to a file before they hand it in. Each is flagged or refused, and the points are
/// those of the answers, whatever the file says.
@Suite struct TamperingTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var flags: Set<GradedSubmission.Flag.Kind>
    /// Points in all: nil for those of the untouched file.
    var points: Double?
    var edit: @Sendable (inout Submission) throws -> Void

    init(
      _ name: String, _ flags: Set<GradedSubmission.Flag.Kind>, points: Double? = nil,
      _ edit: @escaping @Sendable (inout Submission) throws -> Void
    ) {
      (testDescription, self.flags, self.points, self.edit) = (name, flags, points, edit)
    }
  }

  /// The sample's: 10 less a hint's 1 less none of the others, a formula and a goal.
  static let untouched = 39.0

  @Test func anUntouchedFileHasNoFlags() throws {
    let graded = try Class.grader().grade(text: Class.diligent("ada").text)
    #expect(graded.refusal == nil)
    #expect(graded.flags == [])
    #expect(total(graded) == Self.untouched)
  }

  @Test(arguments: [
    Case("another answer typed over it", [.edited]) {
      $0.events[0].answer = "$2/h"
    },
    Case("the last answer gone, without the seal", [.edited], points: 39) {
      $0.events.removeLast()
    },
    Case("an event in the middle gone", [.edited, .missingEvents], points: 40) {
      $0.events.remove(at: 2)
      $0.seal = $0.fittingSeal
    },
    Case("events gone and numbered anew", [.edited], points: 40) {
      $0.events.remove(at: 2)
      for index in $0.events.indices { $0.events[index].number = index + 1 }
      $0.seal = $0.fittingSeal
    },
    Case("an event twice", [.edited, .missingEvents]) {
      $0.events.append($0.events[6])
      $0.seal = $0.fittingSeal
    },
    Case("another's id", [.edited, .otherVariant], points: nil) {
      $0.learner = "bob"
    },
    Case("another course's id", [.edited, .otherCourse]) { $0.course = "other" },
    Case("another variant", [.edited, .otherVariant]) {
      $0.events[3].variant = "0123456789abcdef"
    },
    Case("another version", [.edited, .otherVersion]) { $0.events[3].version = "old" },
    Case("the submission's version alone", [.otherVersion]) {
      $0.courseVersion = "old"
      $0.seal = $0.fittingSeal
    },
    Case("an exercise that there is not", [.edited, .unknownExercise], points: 29) {
      $0.events[4].exercise = "no-such"
    },
    Case("answers from before the course", [.edited, .impossibleTime]) {
      $0.events[0].time = 1000
    },
    Case("an answer after the file was written", [.edited, .impossibleTime]) {
      $0.events[6].time = $0.written + 1000
    },
    Case("time going backwards", [.edited, .impossibleTime]) {
      $0.events[4].time -= 5000
    },
    Case("written next week", [.fromTheFuture]) {
      $0.written += 8 * 86_400
      $0.seal = $0.fittingSeal
    },
    Case("a forged chain with a hundred answers in a second", [.tooFast, .otherVariant], points: 0)
    {
      var forged = try Class.submission(
        "ada", (0..<100).map { (.exercise, "price-of-work", "\($0)") }, spacing: 0.005)
      for index in forged.events.indices { forged.events[index].variant = "f" }
      var previous = ""
      for index in forged.events.indices {
        forged.events[index].hash = forged.events[index].hash(
          after: previous, learner: "ada", course: forged.course)
        previous = forged.events[index].hash
      }
      forged.seal = forged.fittingSeal
      $0 = forged
    },
  ]) func tampered(_ one: Case) throws {
    var submission = try Class.diligent("ada")
    try one.edit(&submission)
    let graded = try Class.grader().grade(text: submission.text)
    #expect(graded.refusal == nil)
    #expect(Set(graded.flags.map(\.kind)) == one.flags, "\(graded.flags.map(\.line))")
    if graded.learner == "ada" { #expect(total(graded) == one.points ?? Self.untouched) }
  }

  /// Another's id makes another's figures, with which the answer is judged.
  @Test func anothersIdGetsAnothersFigures() throws {
    var submission = try Class.diligent("ada")
    submission.learner = "bob"
    submission.seal = submission.fittingSeal
    let graded = try Class.grader().grade(text: submission.text)
    let expected = try Class.price(for: "ada") == Class.price(for: "bob") ? 9.0 : 0
    #expect(graded.result(of: "price-of-work")?.points == expected)
    #expect(graded.flags.map(\.kind).contains(.edited))
  }

  /// A file that names thousands of exercises fills nobody's gradebook.
  @Test func unknownExercisesAreCounted() throws {
    let submission = try Class.submission(
      "ada", (0..<3000).map { (.exercise, "no-\($0)", "1") }, spacing: 1)
    let flags = try Class.grader().grade(text: submission.text).flags
    #expect(flags.count == SubmissionCheck.mostUnknown + 1)
    #expect(flags.last?.message == "Nor has it 2980 more that the file names.")
  }

  /// Wherever it stands: in the file, its course, an exercise or an event.
  @Test(arguments: ["\"seal\":", "\"course\": {", "\"events\":", "\"kind\": \"answer\","])
  func everyUnknownKeyIsTold(_ place: String) throws {
    let key = "\"bonus\": 5, "
    let text = try Class.diligent("ada").text
      .replacing(place, with: place.hasSuffix("{") ? place + key : key + place)
    let graded = try Class.grader().grade(text: text)
    #expect(graded.flags.map { $0.kind } == [.unknownKeys], "\(place)")
    #expect(graded.flags.first?.message.contains("“bonus”") == true)
  }

  @Test func scoresInTheFileCountForNothing() throws {
    let text = try Class.diligent("ada").text
      .replacing("\"seal\":", with: "\"score\": 100, \"points\": {\"cheap\": 20}, \"seal\":")
      .replacing("\"kind\": \"answer\",", with: "\"kind\": \"answer\", \"is_right\": true,")
    let graded = try Class.grader().grade(text: text)
    #expect(graded.flags.map(\.kind) == [.unknownKeys])
    #expect(graded.flags.first?.message.contains("“is_right”, “points”, “score”") == true)
    #expect(total(graded) == Self.untouched)
  }

  @Test(arguments: [
    ("", "it ends too early"), ("[]", "the file is no object"),
    ("{}", "not written by gpulearn submit"),
    ("{\"format\": \"gpulearn submission\"}", "format_version is no number"),
    (
      "{\"format\": \"gpulearn submission\", \"format_version\": 3}",
      "written by a newer gpulearn"
    ),
    ("{\"format\": \"gpulearn submission\", \"format_version\": 1.5}", "no whole number"),
  ]) func refused(_ text: String, _ words: String) throws {
    let graded = try Class.grader().grade(text: text)
    #expect(graded.refusal?.contains(words) == true, "\(graded.refusal ?? "")")
    #expect(graded.results.isEmpty)
  }

  /// One value of a sound file made wrong.
  @Test(arguments: [
    ("\"learner\": \"ada\"", "\"learner\": 5", "learner is no text"),
    ("\"learner\": \"ada\"", "\"learner\": \"\"", "cannot be a learner's id"),
    ("\"learner\": \"ada\"", "\"learner\": \"a\\u001b[2Jda\"", "cannot be a learner's id"),
    ("\"number\": 1,", "\"number\": 0,", "exercises[0].events[0].number is out of range"),
    ("\"number\": 1,", "\"number\": 1e300,", "number is out of range"),
    ("\"number\": 1,", "", "number is no number"),
    ("\"time\": 1790000030,", "\"time\": -1,", "time is out of range"),
    ("\"kind\": \"hint\"", "\"kind\": \"gift\"", "no answer, hint or solution"),
    ("\"answer\": \"$1/h\"", "\"answer\": null", "answer is no text"),
    (
      "\"answer\": \"$1/h\"", "\"answer\": \"" + String(repeating: "9", count: 5000) + "\"",
      "4096 bytes"
    ),
    ("\"exercises\": [", "\"exercises\": [5, ", "exercises[0] is no object"),
    ("\"course\": {", "\"course\": {\"id\": \"x\",", "the key “id” stands twice"),
  ]) func damaged(_ part: String, _ other: String, _ words: String) throws {
    let text = try Class.diligent("ada").text
    #expect(text.contains(part))
    let graded = try Class.grader().grade(
      text: text.replacing(part, with: other, maxReplacements: 1))
    #expect(graded.refusal?.contains(words) == true, "\(graded.refusal ?? "")")
  }

  @Test func tooManyAnswersToOneExercise() throws {
    let submission = try Class.submission(
      "ada", (0...Grader.mostAnswers).map { (.exercise, "price-of-work", "\($0)") })
    let graded = try Class.grader().grade(text: submission.text)
    #expect(graded.refusal?.contains("answers price-of-work 1001 times") == true)
  }

  /// 100 MB are refused by the file's size, before anything is read.
  @Test func junk() throws {
    let folder = try Folder()
    let path = folder.path + "/junk.json"
    #expect(FileManager.default.createFile(atPath: path, contents: Data("{\"a\":[".utf8)))
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try handle.truncate(atOffset: 100 << 20)
    try handle.close()
    let grader = try Class.grader()
    #expect(grader.grade(file: path).refusal == "It is larger than 8 MiB.")
    #expect(grader.grade(file: folder.path).refusal == "It is no file.")
    #expect(grader.grade(file: folder.path + "/none").refusal == "It cannot be read.")
    #expect(grader.grade(file: "/dev/zero").refusal == "It is no file.")
  }

  /// Answers that a terminal, a spreadsheet or XML would trip over are only wrong.
  @Test(arguments: [
    "=cmd|' /C calc'!A0", "\u{1B}]0;owned\u{7}", "]]>", "<script>", "\u{0}", "\u{FFFE}", "1/0",
    String(repeating: "(", count: 2000), String(repeating: "9^", count: 1000) + "9",
    "price-of-work",
  ]) func hostileAnswers(_ answer: String) throws {
    let grader = try Class.grader()
    let submission = try Class.submission(
      "ada", grader.columns.map { (.exercise, $0.id, answer) })
    let graded = grader.grade(text: submission.text)
    #expect(graded.refusal == nil)
    #expect(total(graded) == 0)
    let book = Gradebook([graded], by: grader)
    for format in GradebookFormat.allCases {
      let text = try book.text(format)
      #expect(!text.unicodeScalars.contains { $0.isUnshowable && $0 != "\n" }, "\(format)")
    }
  }

  private func total(_ graded: GradedSubmission) -> Double {
    graded.results.filter { $0.exercise != "twice" }.reduce(0) { $0 + $1.points }
  }
}
