import Answers
import Course
import Foundation
import NativeFunctions
import TestSupport
import Testing

@testable import Headless
@testable import Records

/// Figures of a question that do not vary: prices, and the parameters of models. Where a corrected
/// course has others, nobody's answer is judged by them.
struct ChangedFiguresTests {
  static let files = [
    "course.yaml": "id: bakery\nversion: '1'\n",
    "Chapters/prices.yaml": """
    offers:
      - {id: oven, provider: City, plan: on-demand, gpu: oven, price: $0.30/request, as_of: 2026-09-01, source: s}
      - {id: gas, provider: City, plan: on-demand, gpu: gas, price: $2/request, as_of: 2026-09-01, source: s}
    """,
    "Chapters/01-bread.md": """
    ---
    title: Bread
    id: bread
    ---
    ## Loaves

    ```{model} dough
    param flour: $/request = $0.50/request in $0.10/request..$5/request "flour"
    param staff: $/h = $30/h in $1/h..$100/h "staff"
    param rate: request/h = 40 request/h in 1 request/h..200 request/h "loaves"
    param tables = 4 in 1..20 "tables, which cost nothing"
    result heat: $/request = price("oven").price "heat"
    result loaf: $/request = flour + heat + staff / rate "a loaf"
    ```
    """,
    "Exercises/bread/bill.md": """
    ---
    id: bill
    title: The bill
    kind: number
    vary: {n: [10 request, 20 request]}
    answer: price("oven").price * n
    mistakes: [{when: n * $1/request, say: No.}]
    graded: true
    ---
    Each of {eval}`n` costs {eval}`price("oven").price`. What do they cost?

    ## Solution

    {eval}`price("oven").price * n`
    """,
    "Exercises/bread/hidden.md": """
    ---
    id: hidden
    title: A loaf
    kind: number
    model: dough
    answer: loaf * 1
    graded: true
    ---
    What does a loaf cost in the lesson?

    ## Solution

    {eval}`loaf`
    """,
    "Exercises/bread/sum.md": """
    ---
    id: sum
    title: A sum
    kind: formula
    variables: {staff: "$1/h..$9/h", rate: 10 request/h..99 request/h}
    answer: staff / rate
    graded: true
    ---
    The staff of a loaf, by `staff` and `rate`?

    ## Solution

    `staff / rate`
    """,
    "Exercises/bread/cheap.md": """
    ---
    id: cheap
    title: Cheap
    kind: goal
    model: dough
    conditions: [loaf < $1.40/request]
    change: [rate]
    graded: true
    ---
    Bring a loaf below {eval}`$1.40/request`.

    ## Solution

    `rate = 80 request/h`
    """,
    "Exercises/bread/guess.md": """
    ---
    id: guess
    title: Guess
    kind: predict
    model: dough
    predict: loaf when rate = 60 request/h
    graded: true
    ---
    Faster. What is a loaf?

    ## Solution

    Less.
    """,
    "Exercises/bread/pick.md": """
    ---
    id: pick
    title: Pick
    kind: choice
    graded: true
    ---
    Heat is {eval}`price("oven").price`. More than the flour of {eval}`dough.flour`?

    ## Options

    - [ ] Yes
    - [x] No

    ## Solution

    No.
    """,
  ]

  /// An answer to each, right in the course above.
  static let answers = [
    "hidden": "$1.55", "sum": "staff / rate", "cheap": "dough.rate = 80 request/h",
    "guess": "$1.30", "pick": "No",
  ]

  /// What is corrected, and whose exercises' figures are others by it.
  struct Correction: CustomTestStringConvertible {
    var file: String
    var old: String
    var new: String
    /// Exercises whose answers cannot be judged any more.
    var unmatched: Set<String> = []
    /// Exercises whose answers can, though the question had other figures.
    var noted: Set<String> = []
    var testDescription: String { "\(file): \(old) to \(new)" }
  }

  static let corrections = [
    Correction(
      file: "Chapters/prices.yaml", old: "$0.30", new: "$0.36",
      unmatched: ["bill", "hidden", "cheap", "guess"], noted: ["pick"]),
    Correction(file: "Chapters/prices.yaml", old: "$2/request", new: "$3/request"),
    Correction(
      file: "Chapters/01-bread.md", old: "= $30/h", new: "= $36/h",
      unmatched: ["hidden", "cheap", "guess"]),
    Correction(
      file: "Chapters/01-bread.md", old: "= $0.50/request", new: "= $0.60/request",
      unmatched: ["hidden", "cheap", "guess"], noted: ["pick"]),
    // What decides nothing changes nothing.
    Correction(file: "Chapters/01-bread.md", old: "tables = 4", new: "tables = 5"),
    Correction(file: "Chapters/01-bread.md", old: "tables, which", new: "Tables which"),
    // What was typed is about names that there are no more.
    Correction(
      file: "Exercises/bread/sum.md", old: "staff", new: "wages", unmatched: ["sum"]),
    Correction(
      file: "Exercises/bread/sum.md", old: "The staff", new: "What is the staff", noted: ["sum"]),
    // Another kind of question.
    Correction(
      file: "Exercises/bread/pick.md", old: "kind: choice", new: "kind: order", unmatched: ["pick"]),
    Correction(
      file: "Exercises/bread/hidden.md", old: "kind: number\nmodel: dough\nanswer: loaf * 1",
      new: "kind: predict\nmodel: dough\npredict: loaf", unmatched: ["hidden"]),
  ]

  private func write(_ files: [String: String], to folder: String) throws {
    for (name, text) in files {
      let path = folder + "/" + name
      try FileManager.default.createDirectory(
        atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path,
        withIntermediateDirectories: true)
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }
  }

  private func exercises(_ course: Course) -> ExerciseSet {
    ExerciseSet(of: course, runner: ModelRunner(course))
  }

  /// A learner's file, as the program writes it, with the course as it is.
  private func submission(_ learner: String, _ exercises: ExerciseSet) throws -> Submission {
    var events: [Event] = []
    for id in exercises.ids.sorted() {
      let posed = try exercises.posed(id, for: learner)
      let answer = try Self.answers[id] ?? #require(posed.rightAnswer)
      let attempt = Attempt(
        .exercise, at: posed, of: exercises, chapter: "bread", answer: answer,
        time: 1_790_000_000 + 30 * Double(events.count))
      var event = Event(attempt, number: events.count + 1)
      event.hash = event.hash(
        after: events.last?.hash ?? "", learner: learner, course: exercises.courseID)
      events.append(event)
    }
    return Submission(
      learner: learner, name: "", course: exercises.courseID, courseVersion: exercises.version,
      written: 1_790_003_600, events: events)
  }

  private func graded(_ file: String, _ grader: Grader) throws -> GradedSubmission {
    let row = grader.grade(file: file)
    #expect(row.refusal == nil, "\(row.refusal ?? "")")
    return row
  }

  @Test(arguments: corrections) func nobodyIsJudgedByOtherFigures(_ correction: Correction) throws {
    let folder = try TemporaryFolder()
    let (old, new) = (folder.path + "/old", folder.path + "/new")
    try write(Self.files, to: old)
    var files = Self.files
    let text = try #require(files[correction.file])
    try #require(text.contains(correction.old))
    files[correction.file] = text.replacing(correction.old, with: correction.new)
    if correction.new == "kind: order" {
      files[correction.file] = files[correction.file]?
        .replacing("## Options", with: "## Order")
        .replacing("- [ ] Yes", with: "1. Yes").replacing("- [x] No", with: "2. No")
    }
    try write(files, to: new)
    let (before, after) = (exercises(try Course(folder: old)), exercises(try Course(folder: new)))
    let graders = (
      try Grader(before, now: 1_790_086_400), try Grader(after, now: 1_790_086_400),
      try Grader(after, older: [before], now: 1_790_086_400)
    )
    for learner in ["ada", "bob", "cyd"] {
      let file = folder.path + "/\(learner).json"
      try Data(try submission(learner, before).text.utf8).write(to: URL(fileURLWithPath: file))
      let rows = try [graders.0, graders.1, graders.2].map { try graded(file, $0) }
      #expect(rows[0].flags == [] && rows[0].results.allSatisfy { $0.isSolved })
      for id in before.ids {
        let points = rows.map { $0.result(of: id)?.points }
        let kinds = rows.map { row in
          Set(row.flags.filter { $0.exercise == id }.map { $0.kind })
        }
        let isOpen = correction.unmatched.contains(id)
        #expect(points[1] == (isOpen ? 0 : points[0]), "\(id): \(rows[1].flags.map { $0.line })")
        #expect(
          kinds[1]
            == (isOpen
              ? [.unmatched, .changedExercise]
              : correction.noted.contains(id) ? [.changedExercise] : []),
          "\(id) \(kinds[1])")
        // With the course as it was nobody loses anything.
        #expect(points[2] == points[0] && !kinds[2].contains(.unmatched), "\(id)")
      }
    }
  }

  /// Another salt draws other figures; with the course as it was everybody keeps their own.
  @Test func anotherSaltTakesNothingAway() throws {
    let folder = try TemporaryFolder()
    try write(Self.files, to: folder.path + "/old")
    var files = Self.files
    files["course.yaml"] = "id: bakery\nversion: '1'\nsalt: spring\n"
    try write(files, to: folder.path + "/new")
    let before = exercises(try Course(folder: folder.path + "/old"))
    let after = exercises(try Course(folder: folder.path + "/new"))
    var changed = 0
    for number in 0..<8 {
      let file = folder.path + "/\(number).json"
      let text = try submission("learner-\(number)", before).text
      try Data(text.utf8).write(to: URL(fileURLWithPath: file))
      let plain = try graded(file, try Grader(after, now: 1_790_086_400))
      #expect(plain.flags.contains { $0.kind == .otherVariant })
      changed += plain.results.allSatisfy { $0.isSolved } ? 0 : 1
      let both = try graded(file, try Grader(after, older: [before], now: 1_790_086_400))
      #expect(both.results.allSatisfy { $0.isSolved })
    }
    #expect(changed > 0)
  }

  /// A file of a program that kept only what varies is graded as before.
  @Test func eventsWithoutTheseFiguresAreJudgedByTheCourseAsItIs() throws {
    let folder = try TemporaryFolder()
    try write(Self.files, to: folder.path)
    let exercises = exercises(try Course(folder: folder.path))
    var old = try submission("ada", exercises)
    var hash = ""
    for index in old.events.indices {
      old.events[index].meant.figures.removeAll { !$0.hasPrefix("n = ") }
      old.events[index].hash = old.events[index].hash(
        after: hash, learner: "ada", course: old.course)
      hash = old.events[index].hash
    }
    old.seal = old.fittingSeal
    let file = folder.path + "/ada.json"
    try Data(old.text.utf8).write(to: URL(fileURLWithPath: file))
    let row = try graded(file, try Grader(exercises, now: 1_790_086_400))
    #expect(row.flags == [] && row.results.allSatisfy { $0.isSolved })
  }

  // MARK: The course as it was

  private func git(_ words: String..., in folder: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      ["git", "-C", folder, "-c", "user.name=a", "-c", "user.email=a@example.org"] + words
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "git \(words)")
  }

  /// A commit, a tag and a branch each stand for the course as it was there, in a part of a
  /// repository as well, and answers are judged by it; nothing of it stays.
  @Test func aCommitIsTheCourseAsItWas() throws {
    let folder = try TemporaryFolder()
    let course = folder.path + "/courses/bakery"
    try write(Self.files, to: course)
    try git("init", "-q", in: folder.path)
    try git("add", "-A", in: folder.path)
    try git("commit", "-q", "-m", "One", in: folder.path)
    try git("tag", "v1.0", in: folder.path)
    let before = exercises(try Course(folder: course))
    let file = folder.path + "/ada.json"
    try Data(try submission("ada", before).text.utf8).write(to: URL(fileURLWithPath: file))
    let prices = try #require(Self.files["Chapters/prices.yaml"])
    try write(["Chapters/prices.yaml": prices.replacing("$0.30", with: "$0.36")], to: course)
    try git("commit", "-q", "-a", "-m", "Two", in: folder.path)
    let present = try Course(folder: course)
    for commit in ["v1.0", "HEAD~1", "HEAD^", "v1.0^{commit}"] {
      var unpacked = ""
      do {
        let past = try PastCourse(commit, of: present)
        unpacked = past.course.folder
        #expect(past.course.exercises.count == 6)
        let grader = try Grader(
          exercises(present), older: [exercises(past.course)], now: 1_790_086_400)
        let row = try graded(file, grader)
        #expect(row.results.allSatisfy { $0.isSolved } && row.results.count == 6, "\(commit)")
        withExtendedLifetime(past) {}
      }
      #expect(!unpacked.isEmpty && !FileManager.default.fileExists(atPath: unpacked), "\(commit)")
    }
    // The present one, by its commit, changes nothing: its digest is another.
    let now = try PastCourse("HEAD", of: present)
    let row = try graded(
      file, try Grader(exercises(present), older: [exercises(now.course)], now: 1_790_086_400))
    #expect(row.flags.count { $0.kind == .unmatched } == 4)
  }

  /// What is neither a folder nor a commit is refused, and is no option of git's either.
  @Test func whatIsNoCommitIsRefused() throws {
    let folder = try TemporaryFolder()
    try write(Self.files, to: folder.path)
    let course = try Course(folder: folder.path)
    let names = [
      "v1.0", "", "-h", "--output=stolen", "--remote=ext::sh -c touch%20stolen",
      "HEAD; touch stolen",
      "$(touch stolen)", "HEAD:Chapters", "../nowhere", "a\nb", String(repeating: "a", count: 300),
    ]
    for name in names {
      // In a folder that is no repository first, then in one without such a commit.
      #expect(throws: (any Error).self, "\(name)") { try PastCourse(name, of: course) }
    }
    try git("init", "-q", in: folder.path)
    for name in names {
      #expect(throws: (any Error).self, "\(name)") { try PastCourse(name, of: course) }
    }
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/stolen"))
  }
}

/// A folder that is removed with this.
private final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "gpulearn-tests-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
