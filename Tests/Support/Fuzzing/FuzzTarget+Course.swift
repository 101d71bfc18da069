import Answers
import Diagnostics
import Display
import NativeFunctions
import Workbook

@testable import Course
@testable import Headless

extension FuzzTarget {
  /// A chapter: there is always one to show, and its learners' copy is a chapter again.
  static let chapter = FuzzTarget("chapter", samples: ["Chapters"]) { bytes in
    let source = Source(name: "x.md", String(decoding: bytes, as: UTF8.self))
    let (chapter, problems) = Chapter.parse(source)
    for problem in problems { try expectShowable(problem.display) }
    var workbook = Start.workbook
    Patience.shared.start()
    for problem in workbook.add(chapter) { try expectShowable(problem.display) }
    _ = try Remarks.removed(fromChapter: source)
  }

  /// An exercise, posed with the figures of a learner, and answered.
  static let exercise = FuzzTarget("exercise", samples: ["Exercises"]) { bytes in
    let source = Source(name: "x.md", String(decoding: bytes, as: UTF8.self))
    let (exercise, problems) = Exercise.parse(source)
    for problem in problems { try expectShowable(problem.display) }
    guard let exercise else { return }
    Patience.shared.start()
    let variant = Variant(of: exercise, learner: "ada", salt: "autumn")
    let posed = try PosedExercise(exercise, variant, in: Start.workbook)
    try expectShowable(Display(posed.display(exercise.prompt)))
    for answer in ["42", "1.5 $/h", "a", "a, b", "x = 2", "2 > 1"] {
      Patience.shared.start()
      _ = try posed.verdict(on: answer)
    }
  }

  /// The other files of a course: prices, machines, the glossary, rules of a class, settings.
  static let head = FuzzTarget("head", samples: ["Chapters"]) { bytes in
    let text = String(decoding: bytes, as: UTF8.self)
    let source = Source(name: "x.yaml", text)
    var problems = Glossary.parse(source).problems
    problems += PriceCatalog(source).problems
    var policy = PolicyReader(source, chapters: ["a", "b"], exercises: ["c"])
    _ = policy.read()
    problems += policy.problems.inOrder
    _ = ChapterHead(Source(name: "x.md", text))
    for problem in problems { try expectShowable(problem.display) }
  }

  /// A bank of questions in GIFT or Moodle's XML: what is made of them is an exercise.
  static let bank = FuzzTarget("bank") { bytes in
    let bank = try QuestionBank(bytes)
    let source = Source(name: "x.md", "---\ntitle: X\nid: x\n---\n")
    let made = bank.exercises(besides: [], for: Chapter.parse(source).chapter)
    for exercise in made.exercises {
      let parsed = Exercise.parse(Source(name: "x.md", exercise.text))
      try expect(
        parsed.exercise != nil,
        "\(exercise.text.debugDescription): \(parsed.problems.map { $0.message })")
    }
    for form in QuestionBank.Form.allCases { _ = bank.written(form) }
  }
}
