import Answers
import Course
import Diagnostics
import Foundation
import Language
import PseudoTerminal
import SampleExercises
import Synchronization
import Testing

@testable import Records

/// Answers of strangers take no more work than is allowed, and reach nothing but the course.
@Suite struct AnswerBoxTests {
  /// Counts what the functions below did.
  private final class Counts: Sendable {
    let looks = Mutex(0)
    let reached = Mutex(0)
  }

  private let counts = Counts()

  /// Functions that work until they are stopped, work a little, measure, and read a file.
  private func functions() -> [Function] {
    let counts = counts
    func working(_ name: String, _ looks: Int) -> Function {
      Function(name, "Works.", [], example: "\(name)()", gives: .anyQuantity) {
        (_, budget) throws(Diagnostic) -> Value in
        for _ in 0..<looks {
          counts.looks.withLock { $0 += 1 }
          try budget.checkInterrupt()
        }
        return .quantity(.init(1))
      }
    }
    func reaching(_ name: String, _ parameters: [Function.Parameter], isMeasurement: Bool)
      -> Function
    {
      Function(
        name, "Reaches out.", parameters, example: "\(name)()", gives: .anyQuantity,
        isMeasurement: isMeasurement
      ) { (_, _) throws(Diagnostic) -> Value in
        counts.reached.withLock { $0 += 1 }
        return .quantity(.init(1))
      }
    }
    return [
      working("spin", 1_000_000), working("light", 100),
      reaching("gauge", [], isMeasurement: true),
      reaching("look", [.init("file", .path, "path of a file")], isMeasurement: false),
    ]
  }

  private func grader(
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws -> Grader {
    let functions = functions()
    let exercises = ExerciseSet(course: try Course(folder: Class.folder)) {
      workbook($0, functions: functions)
    }
    return try Grader(exercises, now: Class.now, isCancelled: isCancelled)
  }

  static let places = [
    ("price-of-work", "$1/(gpu*h) * F"), ("formula-of-waste", "rent * F"),
    ("cheap", "waste.utilization = 20% * F"), ("twice", "$14/(gpu*h) * F"),
  ]

  /// Whatever an answer is to, and however its cost is hidden in it.
  @Test(arguments: places) func tooMuchWork(_ exercise: String, _ answer: String) throws {
    let grader = try grader()
    for call in ["spin()", "(1 + 0 * spin())", "(if spin() > 2 then 1 else 1)"] {
      let text = answer.replacing("F", with: call)
      let submission = try Class.submission(
        "ada", [(.exercise, exercise, text), (.exercise, "steps", "1 2 3 4 5")])
      let row = grader.grade(text: submission.text)
      #expect(row.result(of: exercise)?.finding == "not-gradable-work", "\(text)")
      #expect(row.result(of: exercise)?.points == 0)
      #expect(row.flags.map { $0.kind } == [.notGradable])
      #expect(row.flags.first?.message.contains("not gradable: too much work") == true)
      // The rest of the file is graded.
      #expect(row.result(of: "steps")?.answers.count == 1)
    }
    #expect(counts.looks.withLock { $0 } <= 3 * (Grader.mostLooks + 100))
  }

  @Test(arguments: places) func nothingReachesOut(_ exercise: String, _ answer: String) throws {
    let grader = try grader()
    for call in ["gauge()", "look(\"/etc/passwd\")", "(2 - gauge())", "gauge(", "guage()"] {
      let text = answer.replacing("F", with: call)
      let row = grader.grade(text: try Class.submission("ada", [(.exercise, exercise, text)]).text)
      #expect(row.refusal == nil && (row.result(of: exercise)?.points ?? 0) == 0)
      if call.hasSuffix(")"), call != "guage()" {
        #expect(row.result(of: exercise)?.finding == "not-gradable-outside", "\(text)")
        #expect(row.flags.map { $0.kind } == [.notGradable])
      }
    }
    #expect(counts.reached.withLock { $0 } == 0)
  }

  /// Many cheap answers are no way around it, and what a file may take does not depend on what others
  /// have answered before.
  @Test func aFileHasABudgetToo() throws {
    let submission = try Class.submission(
      "ada", (1...80).map { (.exercise, "price-of-work", "$\($0)/(gpu*h) * light()") })
    let first = try grader()
    let rows = [first.grade(text: submission.text), first.grade(text: submission.text)]
    let refused = rows[0].result(of: "price-of-work")?.answers.count {
      $0.finding == "not-gradable-work"
    }
    #expect(rows[0] == rows[1])
    #expect(try #require(refused) > 20)
    #expect(rows[0].flags.map { $0.kind }.contains(.notGradable))
    #expect(counts.looks.withLock { $0 } <= Grader.mostLooksOfFile + 2 * Grader.mostLooks)
  }

  /// Reading takes as long as a line is long, whatever stands in it: the longest that can be handed in
  /// is read like any other, and twenty of them are what a file may take.
  @Test func longLinesAreRead() throws {
    let grader = try grader()
    for part in ["1 ", "(", "-", "9^", "1,", "and "] {
      let line = String(repeating: part, count: 4096 / part.utf8.count)
      for exercise in ["price-of-work", "formula-of-waste", "twice", "who-pays", "steps", "pairs"] {
        let row = grader.grade(
          text: try Class.submission("ada", [(.exercise, exercise, line)]).text)
        #expect(!row.flags.contains { $0.kind == .notGradable }, "\(exercise): \(part)")
      }
    }
    let lines = (100...180).map { "$\($0)/(gpu*h)" + String(repeating: " ", count: 4000) }
    let row = grader.grade(
      text: try Class.submission("ada", lines.map { (.exercise, "price-of-work", $0) }).text)
    let read = try #require(row.result(of: "price-of-work")).answers.count {
      $0.finding != "not-gradable-work"
    }
    #expect(read <= Grader.mostLooksOfFile / 125)
    #expect(row.flags.contains { $0.kind == .notGradable })
    // Many answers as people type them are no work.
    let plain = try Class.submission(
      "ada",
      (0..<200).map { (.exercise, "price-of-work", "$\($0) / (2 gpu * 720 h * 15%) / month") })
    #expect(!grader.grade(text: plain.text).flags.contains { $0.kind == .notGradable })
  }

  /// Ctrl-C in the middle of an answer ends it at once: what was done is there, and nothing else.
  @Test func stoppingKeepsWhatIsDone() throws {
    let folder = try Folder()
    let files = [
      try folder.write("1.json", Class.diligent("ada").text),
      try folder.write(
        "2.json",
        Class.submission("bob", [(.exercise, "price-of-work", "$1/(gpu*h) * spin()")]).text),
      try folder.write("3.json", Class.diligent("cy").text),
    ]
    let counts = counts
    let grader = try grader { counts.looks.withLock { $0 } > 200 }
    #expect(grader.grade(files: files, jobs: 1).map { $0.learner } == ["ada"])
    #expect(counts.looks.withLock { $0 } < 300)
  }

  /// The parts of a class, graded apart, are the class.
  @Test func shardsJoinToTheWhole() throws {
    let folder = try Folder()
    func run(_ arguments: [String]) throws -> ProgramRun {
      try ProgramRun.run(
        arguments + ["--course", Class.folder, "--roster", "roster.csv"],
        environment: [
          "HOME": folder.path, "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin",
          "SOURCE_DATE_EPOCH": "1790086400",
        ], in: folder.path)
    }
    var roster = "id,name\n"
    for index in 0..<7 {
      _ = try folder.write("in/\(index).json", Class.diligent("learner-\(index)").text)
      roster += "learner-\(index),L\n"
    }
    _ = try folder.write("roster.csv", roster)
    let whole = try run(["grade", "in"])
    #expect(whole.status == 0, "\(whole.error)")
    for part in 1...3 {
      let ended = try run([
        "grade", "in", "--shard", "\(part)/3", "--format", "json", "-o", "\(part).part",
      ])
      #expect(ended.status == 0, "\(ended.error)")
    }
    let merged = try run(["merge", "1.part", "2.part", "3.part"])
    #expect(merged.output == whole.output)
    for wrong in ["0/3", "4/3", "1", "a/b", "1/0"] {
      #expect(try run(["grade", "in", "--shard", wrong]).status == 64)
    }
  }
}
