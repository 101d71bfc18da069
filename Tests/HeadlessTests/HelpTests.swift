import Basics
import Course
import Diagnostics
import Headless
import Language
import Presentation
import Quantities
import SampleCourse
import TestSupport
import Testing

/// `help WORD` without a session reaches all that a word can be.
@Suite struct HelpTests {
  private func evaluation() throws -> Evaluation {
    try Evaluation(course: try Course(folder: projectFolder), place: nil)
  }

  @Test func everyNameHasAPage() throws {
    var evaluation = try evaluation()
    let glossary = try Course(folder: projectFolder).glossary().glossary
    let names: [(kind: String, names: [String])] = [
      ("function", FunctionCatalog.standard.functions.map { $0.name } + ["serverless", "price"]),
      ("command", Command.allCases.map { $0.rawValue }),
      ("question", Question.verbs.map { $0.verb }),
      ("unit", UnitCatalog.standard.entries.flatMap { $0.names }),
      ("block", DirectiveKind.allCases.map { $0.word }),
      ("exercise", Exercise.Kind.allCases.map { $0.rawValue }),
      ("term", glossary.names),
    ]
    for (kind, names) in names {
      for name in names {
        let outcome = evaluation.answer("help \(name)")
        #expect(outcome.problem == nil && !outcome.display.isEmpty, "help \(name)")
        guard case .object(let members) = outcome.json else {
          Issue.record("help \(name)")
          continue
        }
        #expect(members.contains { $0.key == kind }, "help \(name): \(kind)")
        let bytes = Array(outcome.json.text.utf8)
        #expect(try JSONReader.read(bytes, limits: JSONLimits(bytes: 1 << 20)) == outcome.json)
      }
    }
  }

  /// What is several things says so of each, in sections.
  @Test(arguments: [
    ("table", ["question", "block"]), ("plot", ["question", "block"]),
    ("GPU", ["unit", "term"]), ("request", ["unit", "term"]),
    ("predict", ["block", "exercise"]),
  ])
  func sections(_ word: String, _ kinds: [String]) throws {
    var evaluation = try evaluation()
    let outcome = evaluation.answer("help \(word)")
    guard case .object(let members) = outcome.json else {
      Issue.record("no object")
      return
    }
    #expect(members.map { $0.key } == kinds)
    let shown = outcome.display.drawnForTest
    for kind in kinds {
      #expect(shown.contains(try #require(HelpTopic.Kind(rawValue: kind)).heading))
    }
  }

  /// Every letter left out or swapped of every function still offers a line that is answered.
  @Test func slipsAreAnswered() throws {
    var evaluation = try evaluation()
    for function in FunctionCatalog.standard.functions where function.name.count > 4 {
      let slip = "help " + function.name.dropLast()
      let problem = try #require(evaluation.answer(slip).problem, "\(slip)")
      let offered = try #require(problem.suggestion, "\(slip)")
      #expect(offered.hasPrefix("help ") && evaluation.answer(offered).problem == nil, "\(slip)")
    }
    #expect(evaluation.answer("help serverles").problem?.suggestion == "help serverless")
    #expect(evaluation.answer("help qqqqqqqqqqq").problem?.suggestion == "help")
  }

  /// No sentence says that a text is used which only stands for its absence.
  @Test func absenceIsSaidInWords() throws {
    let evaluation = try evaluation()
    let (display, _) = evaluation.list(.functions)
    #expect(!display.isEmpty)
    for topic in ["generate", "trace", "candidates", "serve"] {
      let found = try #require(try evaluation.help(about: topic).first)
      let shown = found.display.drawnForTest
      #expect(shown.contains("left out)"), "\(topic)")
      #expect(!shown.contains("(\"\"") && !shown.contains("\"usual\" if left"), "\(topic)")
    }
  }

  /// Every list has a row for each thing, and the same as JSON.
  @Test(arguments: HelpTables.Subject.allCases) func lists(_ subject: HelpTables.Subject) throws {
    let (display, json) = try evaluation().list(subject)
    guard case .object(let members) = json, case .array(let rows)? = members.first?.value else {
      Issue.record("no list")
      return
    }
    #expect(rows.count > 5 && members.first?.key == subject.rawValue)
    #expect(display.drawnForTest.split(separator: "\n").count >= rows.count)
  }

  /// The examples of blocks hold up to everything that `check` looks at.
  @Test(arguments: DirectiveKind.allCases) func examplesOfBlocksHold(_ kind: DirectiveKind) throws {
    let model = kind == .model ? "" : DirectiveKind.model.declaration.example
    let text = """
      ---
      title: A
      id: a
      ---

      ## Lesson

      \(model)

      \(kind.declaration.example)

      """
    let stage = try Stage(text)
    let problems = CourseCheck.problems(
      of: try Course(folder: stage.folder), runner: try TinyModel().runner)
    // The exercise that a block names lies outside of the example.
    let own = problems.filter { kind != .exercise || ![.noExercise, .notFound].contains($0.code) }
    #expect(own.map { $0.summary } == [])
  }
}
