import Answers
import Basics
import Course
import Diagnostics
import Foundation
import SampleExercises
import Testing

@testable import Records

/// A course that is corrected between two gradings changes nobody's points unless that is said.
@Suite struct CorrectedCourseTests {
  /// An exercise, and what its author corrects.
  struct Correction: CustomTestStringConvertible, Sendable {
    var exercise: String
    var old: String
    var new: String
    /// Whether an answer that does not touch what was corrected can still be matched.
    var keepsOthers = true
    var testDescription: String { "\(exercise): \(old) to \(new)" }
  }

  static let corrections = [
    Correction(exercise: "who-pays", old: "for one hour", new: "for an hour"),
    Correction(exercise: "who-pays", old: "costs *nothing*", new: "costs **nothing at all**"),
    Correction(exercise: "who-pays", old: "for 24 hours", new: "for a day"),
    Correction(exercise: "who-pays", old: "- [ ] It costs *nothing*\n", new: ""),
    Correction(
      exercise: "who-pays", old: "- [ ] It costs", new: "- [ ] Nobody\n- [ ] It costs"),
    Correction(exercise: "who-pays", old: "Which of these", new: "Which of the following"),
    // Nobody could pick what was not there yet.
    Correction(
      exercise: "who-pays", old: "- [ ] It costs", new: "- [x] Idle hours\n- [ ] It costs",
      keepsOthers: false),
    Correction(exercise: "steps", old: "is allocated", new: "is reserved", keepsOthers: false),
    Correction(exercise: "steps", old: "into the order", new: "in the order"),
    Correction(
      exercise: "steps", old: "4. The weights", new: "4. Python starts\n5. The weights",
      keepsOthers: false),
    Correction(exercise: "pairs", old: "months, used", new: "days, used", keepsOthers: false),
    Correction(exercise: "pairs", old: "on demand", new: "on-demand", keepsOthers: false),
    Correction(exercise: "pairs", old: "What does each", new: "What do they"),
    Correction(exercise: "price-of-work", old: "gpus: [2, 4, 8]", new: "gpus: [2, 3, 4, 8]"),
    Correction(exercise: "price-of-work", old: "gpus: [2, 4, 8]", new: "gpus: [8, 4, 2]"),
    Correction(exercise: "price-of-work", old: "gpus: [2, 4, 8]", new: "gpus: [16]"),
    Correction(
      exercise: "price-of-work", old: "* utilization)\nwithin",
      new: "* utilization) in $/day\nwithin"),
  ]

  /// An event as the program records it, of an answer drawn at random or right.
  private func answer(
    _ id: String, for learner: String, of exercises: ExerciseSet, _ draws: inout SplitMix64
  ) throws -> Submission {
    let posed = try exercises.posed(id, for: learner)
    var text = posed.rightAnswer ?? ""
    switch posed.exercise.kind {
    case .choice: text = ["1", "2", "3", "4", "1 2", "1 3", "2 3", "1 4"][draws.index(below: 8)]
    case .order:
      if draws.index(below: 2) == 0 { text = ["1 2 3 4 5", "5 4 3 2 1"][draws.index(below: 2)] }
    case .match: if draws.index(below: 2) == 0 { text = ["abc", "cab"][draws.index(below: 2)] }
    case .number:
      // A bare number is one in the unit that is asked for.
      if draws.index(below: 2) == 0 { text = text.filter { "0123456789.".contains($0) } }
    default: break
    }
    let attempt = Attempt(
      .exercise, at: posed, of: exercises, chapter: "sample", answer: text,
      time: Class.start + 30)
    var event = Event(attempt, number: 1)
    event.hash = event.hash(after: "", learner: learner, course: exercises.courseID)
    return Submission(
      learner: learner, name: "", course: exercises.courseID, courseVersion: exercises.version,
      written: Class.start + 3600, events: [event])
  }

  /// An option that has a name keeps it while all of its words change, and one that gets a name later
  /// is known by its old words until they change.
  @Test func namedOptionsSurviveAnyCorrection() throws {
    func exercises(_ option: String) throws -> (ExerciseSet, Folder) {
      try course(
        Correction(exercise: "who-pays", old: "- [ ] It costs *nothing*", new: "- [ ] " + option))
    }
    let (plain, first) = try course(nil)
    let (named, second) = try exercises("It costs *nothing* {#free}")
    let (changed, third) = try exercises("Nobody pays anything {#free}")
    defer { withExtendedLifetime((first, second, third)) {} }
    for (before, after, isKept) in [
      (named, changed, true), (plain, named, true), (plain, changed, false),
    ] {
      var draws = SplitMix64(seed: 14)
      var touched = 0
      for number in 0..<25 {
        let submission = try answer("who-pays", for: "learner-\(number)", of: before, &draws)
        let isTouched = submission.events[0].meant.picks.contains { $0.words.contains("nothing") }
        touched += isTouched ? 1 : 0
        let rows = try [before, after].map {
          try Grader($0, now: Class.now).grade(text: submission.text)
        }
        let isUnmatched = rows[1].flags.contains { $0.kind == .unmatched }
        #expect(isUnmatched == (isTouched && !isKept))
        if !isUnmatched {
          #expect(
            rows[0].result(of: "who-pays")?.points == rows[1].result(of: "who-pays")?.points)
        }
      }
      #expect(touched > 3)
    }
  }

  /// The sample course with a correction, and a version of its author's own, so that nothing but the
  /// events can tell.
  private func course(_ correction: Correction?) throws -> (ExerciseSet, Folder) {
    let folder = try Folder()
    try FileManager.default.removeItem(atPath: folder.path)
    try FileManager.default.copyItem(atPath: Class.folder, toPath: folder.path)
    let settings = try String(contentsOfFile: folder.path + "/course.yaml", encoding: .utf8)
    _ = try folder.write("course.yaml", settings + "version: '7'\n")
    if let correction {
      let name = "Exercises/sample/\(correction.exercise).md"
      let text = try String(contentsOfFile: folder.path + "/" + name, encoding: .utf8)
      try #require(text.contains(correction.old), "\(correction.old)")
      _ = try folder.write(name, text.replacing(correction.old, with: correction.new))
    }
    return (try Class.exercises(in: folder.path), folder)
  }

  @Test(arguments: corrections) func pointsChangeWithAFlagOnly(_ correction: Correction) throws {
    let (before, first) = try course(nil)
    let (after, second) = try course(correction)
    defer { withExtendedLifetime((first, second)) {} }
    let graders = (
      try Grader(before, now: Class.now), try Grader(after, now: Class.now),
      try Grader(after, older: [before], now: Class.now)
    )
    var draws = SplitMix64(seed: 14)
    for number in 0..<25 {
      let text = try answer(
        correction.exercise, for: "learner-\(number)", of: before, &draws
      ).text
      let rows = [graders.0, graders.1, graders.2].map { $0.grade(text: text) }
      let points = rows.map { $0.result(of: correction.exercise)?.points }
      let kinds = rows.map { row in Set(row.flags.map { $0.kind }) }
      #expect(rows.allSatisfy { $0.refusal == nil })
      #expect(kinds[0] == [], "\(rows[0].flags.map { $0.line })")
      #expect(points[0] != nil)
      // What was worth something is worth the same, or waits for a person.
      #expect(points[1] == points[0] || kinds[1].contains(.unmatched), "\(text)")
      if kinds[1].contains(.unmatched) { #expect(points[1] == 0) }
      #expect(kinds[1].isSubset(of: [.unmatched, .changedExercise]), "\(kinds[1])")
      // With the course as it was nothing is left open, and nobody's points are others.
      #expect(points[2] == points[0] && !kinds[2].contains(.unmatched), "\(rows[2].flags)")
      // Whoever did not pick what was corrected keeps their points at once.
      let submission = try Submission.read(Array(text.utf8)).submission
      let isTouched = submission.events[0].meant.picks.contains { pick in
        correction.old.contains("nothing") && pick.words.contains("nothing")
          || correction.old.contains("hour") && pick.words.contains(correction.old)
      }
      if correction.keepsOthers, correction.exercise != "price-of-work", !isTouched {
        #expect(points[1] == points[0] && !kinds[1].contains(.unmatched), "\(text)")
      }
    }
  }

  private static let fuel = """
    ---
    id: fuel
    title: Fuel
    kind: number
    vary: {boats: [2, 3]}
    answer: boats * 150 * $1.50
    graded: true
    ---
    {eval}`boats` boats burn {eval}`150` litres each, at {eval}`$1.50` a litre. What does it cost?

    ## Solution

    {eval}`boats * 150 * $1.50`
    """

  /// A figure that is typed where it is asked is given as one that has a name: answers to another one
  /// are judged by the exercise as it was, or wait for a person. Words that are added, left out or
  /// written otherwise change nothing.
  @Test(arguments: [
    ([("$1.50", "$1.60")], true), ([("`150`", "`160`"), ("* 150", "* 160")], true),
    ([("{eval}`150` litres", "{eval}`150` litres, {eval}`40 km` away,")], false),
    ([("at {eval}`$1.50` a litre", "at $1.50 a litre")], false),
    ([("`$1.50`", "`$1.5`")], false), ([("burn {eval}`150` litres each, at", "at")], false),
    ([("What does", "Say: what does")], false),
  ])
  func aTypedFigureIsGiven(_ changes: [(String, String)], _ isAnother: Bool) throws {
    func exercises(_ text: String) throws -> (ExerciseSet, Folder) {
      let (_, folder) = try course(nil)
      _ = try folder.write("Exercises/sample/fuel.md", text)
      return (try Class.exercises(in: folder.path), folder)
    }
    let corrected = changes.reduce(Self.fuel) { $0.replacing($1.0, with: $1.1) }
    let (before, first) = try exercises(Self.fuel)
    let (after, second) = try exercises(corrected)
    defer { withExtendedLifetime((first, second)) {} }
    var draws = SplitMix64(seed: 7)
    let text = try answer("fuel", for: "ada", of: before, &draws).text
    let rows = [
      try Grader(before, now: Class.now), try Grader(after, now: Class.now),
      try Grader(after, older: [before], now: Class.now),
    ].map { $0.grade(text: text) }
    // What is flagged for a person now is told beside points, which may be the same.
    let now = Gradebook([rows[1]], by: try Grader(after, now: Class.now))
    let then = Gradebook([rows[0]], by: try Grader(before, now: Class.now))
    let told = GradeChanges(from: try EarlierGradebook(Array(then.text(.json).utf8)), to: now)
    #expect(told.flags.map { $0.flag.kind } == (isAnother ? [.unmatched] : []))
    #expect(told.display.drawnForTest.contains("New to look at") == isAnother)
    #expect(rows[0].result(of: "fuel")?.points == 10 && rows[2].result(of: "fuel")?.points == 10)
    #expect(rows[1].flags.contains { $0.kind == .unmatched } == isAnother)
    #expect(rows[1].result(of: "fuel")?.points == (isAnother ? 0 : 10))
  }

  /// What an exercise was called, in a gradebook and in corrections by hand, is what it is called now.
  @Test func anotherNameIsNoChange() throws {
    let (before, first) = try course(nil)
    let (_, second) = try course(
      Correction(
        exercise: "who-pays", old: "id: who-pays", new: "id: payers\nwas: who-pays"))
    defer { withExtendedLifetime((first, second)) {} }
    let place = second.path + "/Exercises/sample/"
    try FileManager.default.moveItem(atPath: place + "who-pays.md", toPath: place + "payers.md")
    let after = try Class.exercises(in: second.path)
    var draws = SplitMix64(seed: 2)
    let texts = try (0..<8).map { try answer("who-pays", for: "l\($0)", of: before, &draws).text }
    let books = try [before, after].map { exercises in
      let grader = try Grader(exercises, now: Class.now)
      return Gradebook(texts.map { grader.grade(text: $0) }, by: grader)
    }
    let path = try first.write("old.json", try books[0].text(.json))
    let earlier = try GradedSubmission.read(
      gradebook: path, calling: after.course.presentExercise)
    let compared = try EarlierGradebook(path: path, calling: after.course.presentExercise)
    #expect(GradeChanges(from: compared, to: books[1]).changes == [])
    let points = earlier.map { $0.result(of: "payers")?.points }
    #expect(points == books[0].rows.map { $0.submission?.result(of: "who-pays")?.points })
    #expect(points.contains { $0 ?? 0 > 0 })
    // Nothing of a part is left out because this course has no such exercise.
    let grader = try Grader(after, now: Class.now)
    #expect(throws: Diagnostic.self) { try GradedRows(gradebooks: [path], gradedWith: grader) }
  }

  /// What events of older programs lack changes nothing in how they are graded.
  @Test func olderEventsAreGradedAsBefore() throws {
    var old = try Class.diligent("ada")
    old.format = 1
    old.seal = old.fittingSeal
    #expect(old.text.contains("\"format_version\": 1") && !old.text.contains("exercise_digest"))
    let graded = try Class.grader().grade(text: old.text)
    #expect(graded.flags == [] && graded.result(of: "cheap")?.points == 20)
  }

  /// What was meant stands in the file, and a change of it shows.
  @Test func whatWasMeantIsPartOfTheChain() throws {
    let (exercises, folder) = try course(nil)
    defer { withExtendedLifetime(folder) {} }
    var draws = SplitMix64(seed: 3)
    let submission = try answer("who-pays", for: "ada", of: exercises, &draws)
    let read = try Submission.read(Array(submission.text.utf8))
    #expect(read.submission == submission && read.unknownKeys.isEmpty)
    let meant = submission.events[0].meant
    #expect(!meant.picks.isEmpty && meant.exercise.count == 16)
    #expect(try Meant(stored: meant.stored) == meant)
    var forged = submission
    forged.events[0].meant.picks.removeLast()
    let graded = try Grader(exercises, now: Class.now).grade(text: forged.text)
    #expect(graded.flags.map { $0.kind } == [.edited, .notTaken])
  }

  /// What is said to change is all that changes: the earlier gradebook and the changes make the new
  /// one.
  @Test(arguments: corrections) func changesAreTold(_ correction: Correction) throws {
    let (before, first) = try course(nil)
    let (after, second) = try course(correction)
    defer { withExtendedLifetime((first, second)) {} }
    let graders = (try Grader(before, now: Class.now), try Grader(after, now: Class.now))
    var draws = SplitMix64(seed: 41)
    let texts = try (0..<12).map {
      try answer(correction.exercise, for: "learner-\($0)", of: before, &draws).text
    }
    func book(_ grader: Grader) -> Gradebook {
      Gradebook(
        texts.enumerated().map { grader.grade(text: $1, file: "\($0).json") }, by: grader)
    }
    let (old, new) = (book(graders.0), book(graders.1))
    let earlier = try EarlierGradebook(Array(try old.text(.json).utf8))
    let found = GradeChanges(from: earlier, to: new)
    #expect(GradeChanges(from: earlier, to: old).changes == [])
    #expect(found.learners == 12)
    for (first, second) in zip(old.rows, new.rows) {
      let points = [first, second].map {
        roundedPoints($0.submission?.result(of: correction.exercise)?.points ?? 0)
      }
      let change = found.changes.filter { $0.person == second.id }
      #expect(change.count == (points[0] == points[1] ? 0 : 1))
      guard let change = change.first else { continue }
      #expect(change.before == points[0] && change.after == points[1])
      #expect(change.reason.hasSuffix("is unmatched"), "\(change.reason)")
    }
  }

  /// Files that came, went or were answered again since.
  @Test func changesOfFilesAreTold() throws {
    let grader = try Class.grader()
    func row(_ submission: Submission) -> GradedSubmission {
      grader.grade(text: submission.text, file: submission.learner + ".json")
    }
    let wrong = try row(Class.submission("ada", [(.exercise, "price-of-work", "$1/(gpu*h)")]))
    let right = try row(
      Class.submission(
        "ada",
        [
          (.exercise, "price-of-work", "$1/(gpu*h)"),
          (.exercise, "price-of-work", Class.price(for: "ada")),
        ]))
    let bob = try row(
      Class.submission("bob", [(.exercise, "price-of-work", Class.price(for: "bob"))]))
    func found(_ old: [GradedSubmission], _ new: [GradedSubmission]) throws -> GradeChanges {
      let earlier = try EarlierGradebook(Array(Gradebook(old, by: grader).text(.json).utf8))
      return GradeChanges(from: earlier, to: Gradebook(new, by: grader))
    }
    func changes(_ old: [GradedSubmission], _ new: [GradedSubmission]) throws -> [String] {
      try found(old, new).changes
        .map { "\($0.person) \(pointsText($0.after - $0.before)) \($0.reason.prefix(15))" }
    }
    let answered = try changes([wrong], [right])
    #expect(answered.count == 1 && answered[0].hasPrefix("ada 10 now “"), "\(answered)")
    #expect(try changes([wrong], [wrong, bob]) == ["bob 10 handed in since"])
    #expect(try changes([bob], []) == ["bob -10 no file that co"])
    #expect(try changes([bob, right], [right, bob]) == [])
    #expect(
      try found([bob], [bob]).display.blocks.plain.contains("Nobody"))
  }
}
