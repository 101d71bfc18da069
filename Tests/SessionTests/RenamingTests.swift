import Answers
import Basics
import Course
import Diagnostics
import Foundation
import Headless
import NativeFunctions
import Records
import SampleCourse
import Store
import TestSupport
import Testing

@testable import Session

/// Exercises that are renamed and moved, chapters that get other ids and numbers: nobody's figures,
/// points, settings or place may change by it.
@Suite struct RenamingTests {
  static let seeds: [UInt64] = Array(1...12)

  @Test(arguments: seeds) func nothingIsLost(_ seed: UInt64) throws {
    var draws = SplitMix64(seed: seed)
    var shelf = Shelf()
    let stage = try Stage()
    try shelf.write(to: stage.folder)
    let store = try stage.store()
    var names = 0
    for round in 1...3 {
      try study(shelf, stage.folder, store, &draws)
      let before = try Record(shelf, stage.folder, store)
      let handedIn = try Submission(of: try exercises(stage.folder), from: store, at: 1_800_000_000)
      for _ in 0...draws.index(below: 4) {
        names += 1
        shelf.change("name-\(names)", &draws)
      }
      try shelf.write(to: stage.folder)
      let course = try Course(folder: stage.folder)
      #expect(course.contents().problems.map { $0.summary } == [], "seed \(seed)")
      let after = try Record(shelf, stage.folder, store)
      #expect(after == before, "seed \(seed), round \(round)")
      // What was handed in under the old names is graded as before, without a flag.
      let grader = try Grader(try exercises(stage.folder), now: 1_800_000_100)
      let graded = try grader.graded(handedIn, in: stage.folder)
      #expect(graded.flags.map { $0.message } == [], "seed \(seed), round \(round)")
      let points = shelf.exercises.map { graded.result(of: $0.id)?.points }
      #expect(points == before.points, "seed \(seed), round \(round)")
    }
  }

  /// Answers some exercises, sets something in each chapter, and goes somewhere.
  private func study(
    _ shelf: Shelf, _ folder: String, _ store: ProgressStore, _ draws: inout SplitMix64
  ) throws {
    let course = try Course(folder: folder)
    var time = (try store.attempts().last?.time ?? 1_790_000_000) + 100
    for exercise in shelf.exercises where draws.index(below: 3) > 0 {
      let now = time
      var session = try GuidedSession(
        practising: exercise.id, course: course, store: store, now: { now })
      if draws.index(below: 4) == 0 { _ = session.answer("hint") }
      let posed = try exercises(folder).posed(exercise.id, for: try store.learner().id)
      let isRight = draws.index(below: 2) == 0
      _ = session.answer(
        isRight ? posed.rightAnswer ?? "1" : draws.pick(["1", "2", "3 2 1"], or: "1"))
      time += 100
    }
    for chapter in shelf.chapters {
      let now = time
      var session = try GuidedSession(
        course: course, store: store, place: "\(chapter.id)/1", now: { now })
      let share = 1 + draws.index(below: 90)
      #expect(session.answer("utilization = \(share)%").problems.isEmpty)
      for _ in 0..<draws.index(below: 4) { _ = session.answer("") }
      time += 100
    }
  }

  private func exercises(_ folder: String) throws -> ExerciseSet {
    try ExerciseSet.ofFolder(folder)
  }

  // MARK: Settings that no longer fit

  private static func chapter(_ range: String) -> String {
    """
    ---
    title: A
    id: a
    ---

    ## Lesson

    ```{model} fleet
    param gpus: gpu = 4 in \(range) "GPUs"
    param rent: $/month = $100/month in $1/month..$1000/month "the invoice"
    result all: gpu*$/month = gpus * rent "both"
    ```
    """
  }

  @Test func whatDoesNotFitIsKeptAndSaid() throws {
    let stage = try Stage(Self.chapter("1..64"))
    func session() throws -> GuidedSession { try stage.session("1", keepsProgress: true) }
    func rewrite(_ range: String) throws {
      try Data(Self.chapter(range).utf8).write(
        to: URL(fileURLWithPath: stage.folder + "/Chapters/01-chapter.md"))
    }
    var first = try session()
    #expect(first.answer("gpus = 32").problems.isEmpty)
    try rewrite("1..8")
    var narrow = try session()
    let start = stage.drawn(narrow.start())
    #expect(
      start.contains("no longer takes: fleet.gpus = 32") && start.contains("reset all"), "\(start)")
    #expect(!stage.drawn(narrow.answer("gpus")).contains("reset all"))
    #expect(stage.drawn(narrow.answer("gpus")).contains("4 gpu"))
    #expect(narrow.answer("rent = $200/month").problems.isEmpty)
    // The next write has both, and the chapter as it was has both again.
    #expect(try stage.store().settings(of: "a").map { $0.name } == ["fleet.rent", "fleet.gpus"])
    try rewrite("1..64")
    var wide = try session()
    #expect(!stage.drawn(wide.start()).contains("reset all"))
    #expect(stage.drawn(wide.answer("gpus")).contains("32 gpu"))
    #expect(stage.drawn(wide.answer("rent")).contains("$200/month"))
    // A new value takes the place of the one that was kept; reset all gives it up.
    try rewrite("1..8")
    var again = try session()
    #expect(again.answer("gpus = 2").problems.isEmpty)
    #expect(try stage.store().settings(of: "a").map { $0.line }.contains("fleet.gpus = 2"))
    #expect(try stage.store().settings(of: "a").count == 2)
    try rewrite("1..1")
    var last = try session()
    #expect(last.answer("reset all").problems.isEmpty)
    #expect(try stage.store().settings(of: "a").isEmpty)
  }
}

/// A lesson, a parameter and a model that get other names keep what was done with them.
@Suite struct RenamedLessonTests {
  private static func chapter(_ heading: String, _ model: String, _ option: String, _ name: String)
    -> String
  {
    """
    ---
    title: A
    id: a
    ---

    ## First {#first}

    Prose.

    ## \(heading)

    ```{model} \(model)
    \(option)
    param \(name): $/month = $100/month in $1/month..$1000/month "the invoice"
    result twice: $/month = 2 * \(name) "both"
    ```

    Some.

    ---

    More.

    ## Third {#third}

    Prose.
    """
  }

  private func rewrite(_ stage: Stage, _ text: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: stage.folder + "/Chapters/01-chapter.md"))
  }

  @Test func placeAndSettingsAreKept() throws {
    let stage = try Stage(Self.chapter("Old {#old}", "fleet", ":important: twice", "bill"))
    var first = try stage.session("1", keepsProgress: true)
    _ = first.answer("goto 2")
    #expect(first.answer("bill = $200/month").problems.isEmpty)
    #expect(first.answer("bill = $300/month").problems.isEmpty)
    _ = first.answer("")
    try rewrite(
      stage,
      Self.chapter("New {#new was: old, older}", "cost", ":was: bill = rent, fleet = cost", "rent"))
    let problems = CourseCheck.problems(of: try Course(folder: stage.folder))
    #expect(problems.map { $0.summary } == [])
    var second = try stage.session("1", keepsProgress: true)
    #expect(second.place.chapter.lessons[second.place.lesson].id == "new")
    #expect(second.place.step == 1)
    let start = stage.drawn(second.start())
    #expect(!start.contains("no longer takes"), "\(start)")
    #expect(stage.drawn(second.answer("twice")).contains("$600/month"))
    // What was done before the new name can still be undone.
    #expect(second.answer("undo").problems.isEmpty)
    #expect(stage.drawn(second.answer("twice")).contains("$400/month"))
    #expect(stage.drawn(second.answer("goto old")).contains("New"))
  }

  static let wrong: [(String, String, String)] = [
    ("New {#new was: first}", ":important: twice", "duplicate-name"),
    ("New {#new was: third}", ":important: twice", "duplicate-name"),
    ("New {#new was: Not an id}", ":important: twice", "bad-field"),
    ("New {#new}", ":was: bill", "bad-option"),
    ("New {#new}", ":was: bill = nothing", "bad-option"),
    ("New {#new}", ":was: twice = rent", "duplicate-name"),
  ]

  @Test(arguments: wrong) func mistakes(_ heading: String, _ option: String, _ code: String) throws
  {
    let text = Self.chapter(heading, "cost", option, "rent")
    let problems = Chapter.parse(Source(name: "Chapters/01-chapter.md", text)).problems
    #expect(problems.contains { $0.code.name == code }, "\(problems.map { $0.summary })")
  }
}

extension ExerciseSet {
  fileprivate static func ofFolder(_ folder: String) throws -> ExerciseSet {
    let course = try Course(folder: folder)
    return ExerciseSet(of: course, runner: ModelRunner(course))
  }
}

extension Grader {
  /// A submission graded through a file, as whoever grades gets it.
  fileprivate func graded(_ submission: Submission, in folder: String) throws -> GradedSubmission {
    let path = folder + "/handed-in.json"
    try Data(submission.text.utf8).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return grade(file: path)
  }
}

/// What must not change, in the order of the shelf: figures, points, settings, places.
private struct Record: Equatable {
  var figures: [String] = []
  var points: [Double?] = []
  var settings: [String] = []
  var places: [String] = []

  init(_ shelf: Shelf, _ folder: String, _ store: ProgressStore) throws {
    let course = try Course(folder: folder)
    let exercises = try ExerciseSet.ofFolder(folder)
    let learner = try store.learner().id
    let attempts = try store.attempts()
    for exercise in shelf.exercises {
      let posed = try exercises.posed(exercise.id, for: learner)
      figures.append("\(posed.variant) \(posed.rightAnswer ?? "")")
      let own = attempts.filter { posed.exercise.isCalled($0.item) }
      points.append(own.isEmpty ? nil : Score(of: posed, attempts: attempts).points)
    }
    for chapter in shelf.chapters {
      var session = try GuidedSession(course: course, store: store, place: chapter.id)
      let style = { (reply: Reply) in reply.display.drawnForTest }
      settings.append(style(session.answer("utilization")))
      // Its exercises stand there by the names that they have now.
      let map = style(session.answer("map")).split(separator: "\n").dropFirst().filter {
        !$0.contains(" points") && !$0.contains("Exercises beside")
      }
      places.append(map.joined(separator: "\n"))
      // The standings of the session are found by present ids.
      let standings = style(session.answer("progress")).split(separator: "\n").filter {
        $0.contains("lessons read")
      }
      places.append(String(standings.first?.drop { $0 != "▓" && $0 != "░" } ?? ""))
    }
  }
}

/// A course that is written out again and again, its chapters and exercises under other names.
private struct Shelf {
  struct Named {
    var id: String
    var was: [String] = []
    /// Place in `chapters`, of an exercise; number of the file, of a chapter.
    var place: Int
    var body: String

    mutating func rename(_ new: String) {
      was.append(id)
      id = new
    }

    /// The lines of a head that name it; one old id is written without brackets.
    var head: String {
      let old = was.count == 1 ? was[0] : "[\(was.joined(separator: ", "))]"
      return "id: \(id)\n" + (was.isEmpty ? "" : "was: \(old)\n")
    }
  }

  var chapters: [Named] = (1...3).map { number in
    Named(
      id: "chapter-\(number)", place: number,
      body: """
        title: Chapter
        ---

        ## First

        ```{model} waste
        param utilization = 15% in 1%..100% "share that works"
        result idle = 100% - utilization "the rest"
        ```

        ---

        More.

        ## Second

        And more.
        """)
  }

  var exercises: [Named] = [
    Named(
      id: "sum", place: 0,
      body: """
        title: A sum
        kind: number
        vary: {a: [1, 2, 3, 4, 5], b: 10..90 step 10}
        answer: a + b
        hints: [{text: Add., cost: 2}]
        ---
        {eval}`a` and {eval}`b`?

        ## Solution

        {eval}`a + b`
        """),
    Named(
      id: "steps", place: 0,
      body: """
        title: Steps
        kind: order
        ---
        In order.

        ## Order

        1. One
        2. Two
        3. Three

        ## Solution

        One, two, three.
        """),
    Named(
      id: "pick", place: 1,
      body: """
        title: A pick
        kind: choice
        vary: {a: [1, 2, 3]}
        ---
        Which is {eval}`a`?

        ## Options

        - [x] {eval}`a`
        - [ ] {eval}`a + 10`
        - [ ] {eval}`a + 20`

        ## Solution

        {eval}`a`
        """),
    Named(
      id: "product", place: 2,
      body: """
        title: A product
        kind: number
        vary: {a: 1..50 step 1}
        answer: a * 3
        attempts: 2
        ---
        Three times {eval}`a`?

        ## Solution

        {eval}`a * 3`
        """),
  ]

  mutating func change(_ name: String, _ draws: inout SplitMix64) {
    switch draws.index(below: 4) {
    case 0: exercises[draws.index(below: exercises.count)].rename(name)
    case 1:
      exercises[draws.index(below: exercises.count)].place = draws.index(below: chapters.count)
    case 2: chapters[draws.index(below: chapters.count)].rename(name)
    default:
      let numbers = (1...9).shuffled(using: &draws)
      for index in chapters.indices { chapters[index].place = numbers[index] }
    }
  }

  func write(to folder: String) throws {
    let files = FileManager.default
    for name in ["Chapters", "Exercises"] where files.fileExists(atPath: folder + "/" + name) {
      try files.removeItem(atPath: folder + "/" + name)
    }
    var texts = ["course.yaml": "id: shelf\nversion: one\n"]
    for chapter in chapters {
      texts["Chapters/0\(chapter.place)-x.md"] = "---\n" + chapter.head + chapter.body + "\n"
    }
    for exercise in exercises {
      texts["Exercises/\(chapters[exercise.place].id)/\(exercise.id).md"] =
        "---\n" + exercise.head + exercise.body + "\n"
    }
    for (name, text) in texts {
      let file = URL(fileURLWithPath: folder + "/" + name)
      try files.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
  }
}
