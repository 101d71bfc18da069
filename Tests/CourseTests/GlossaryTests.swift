import Course
import Diagnostics
import Testing

/// The glossary of a course: what it says, and where it is wrong.
@Suite struct GlossaryTests {
  private static let idleCost = """
    # Glossary

    What words mean.

    ## Idle cost
    - taught: costs/one
    - also: waste, idle hours
    - see: rent

    What pays for **waiting**.

    ## Rent
    - taught: costs/two

    The invoice.

    """

  @Test func everyField() throws {
    let (glossary, problems) = Glossary.parse(Source(Self.idleCost))
    #expect(list(problems) == [])
    #expect(glossary.terms.map { $0.name.text } == ["Idle cost", "Rent"])
    let term = try #require(glossary.terms.first)
    #expect(term.otherNames.map { $0.text } == ["waste", "idle hours"])
    #expect(term.related.map { $0.text } == ["rent"])
    #expect(term.lesson?.id == "costs/one")
    #expect(term.text.blocks.count == 1)
  }

  @Test(arguments: [
    ("idle cost", "Idle cost"), ("Idle Costs", "Idle cost"), ("IDLE-COST", "Idle cost"),
    ("wastes", "Idle cost"), ("idle hour", "Idle cost"), ("rents", "Rent"),
  ])
  func namesInAnyForm(_ name: String, _ term: String) {
    let glossary = Glossary.parse(Source(Self.idleCost)).glossary
    #expect(glossary.term(named: name)?.name.text == term)
  }

  @Test(arguments: ["", "idle", "cost", "idle cost rent", "#", "renting"])
  func otherWords(_ name: String) {
    #expect(Glossary.parse(Source(Self.idleCost)).glossary.term(named: name) == nil)
  }

  @Test(
    arguments: [
      ("What's an idle cost?", "Idle cost"), ("whats the rent", "Rent"),
      ("IDLE-COSTS", "Idle cost"),
      ("Is the idle cost of a rent wasted?", "Idle cost"), ("is rent a waste?", "Rent"),
      ("What is idle?", nil), ("", nil), ("?", nil), ("currently", nil),
    ] as [(String, String?)])
  func termsWithinQuestions(_ question: String, _ term: String?) {
    let glossary = Glossary.parse(Source(Self.idleCost)).glossary
    #expect(glossary.term(in: question)?.name.text == term)
  }

  /// What is wrong is told at its place, and the rest is read.
  @Test(arguments: [
    ("## «Rent»\n- also: lease\n\nThe invoice.\n", ["missing-field"]),
    ("## «Rent»\n- taught: costs/one\n", ["missing-field"]),
    ("«##»\n- taught: costs/one\n\nText.\n", ["missing-field"]),
    ("## Rent\n- taught: «costs»\n\nText.\n", ["bad-field"]),
    ("## Rent\n- «taught»:\n\nText.\n", ["bad-field"]),
    ("## Rent\n- taught: costs/one\n- «tought»: costs/two\n\nText.\n", ["unknown-key"]),
    ("## Rent\n- taught: costs/one\n- «taught»: costs/two\n\nText.\n", ["duplicate-name"]),
    ("## Rent\n- taught: costs/one\n- «nothing»\n\nText.\n", ["bad-field"]),
    ("## Rent\n- taught: costs/one\n- «also»: lease,\n\nText.\n", ["bad-field"]),
    ("## Rent\n- taught: costs/one\n\nIt is «{eval}`rent`».\n", ["misplaced"]),
    ("## Rent\n- taught: costs/one\n\n«```{model} waste\n```»\n", ["misplaced"]),
    ("## Rent\n- taught: costs/one\n\nA\u{7} bell.\n", ["not-text"]),
  ])
  func wrongFiles(_ text: String, _ codes: [String]) {
    let marked = Marked(text + "\n## Other\n- taught: costs/one\n\nMore.\n")
    let source = Source(marked.text)
    let (glossary, problems) = Glossary.parse(source)
    if marked.ranges.isEmpty {
      #expect(problems.map { $0.code.name } == codes)
    } else {
      #expect(list(problems) == list(codes, marked.ranges, in: source))
    }
    #expect(glossary.term(named: "other") != nil)
  }

  // MARK: In a course

  private func problems(_ glossary: String, _ chapter: String) throws -> [Diagnostic] {
    let folder = try Folder([
      "Chapters/01-costs.md": CourseTests.chapter("costs", "", chapter),
      "Chapters/glossary.md": glossary,
    ])
    let course = try Course(folder: folder.path)
    #expect(course.chapters.map { $0.name } == ["Chapters/01-costs.md"])
    return course.contents().problems
  }

  private static let lessons =
    "## One\n\nThe **idle costs** of a month.\n\n## Two\n\nThe **rent**.\n"

  @Test func nothingWrong() throws {
    #expect(list(try problems(Self.idleCost, Self.lessons)) == [])
  }

  @Test func usedBeforeItIsTaught() throws {
    let found = try problems(
      Self.idleCost, "## One\n\nIdle costs, and the **rent**.\n\n## Two\n\nThe **Rent**.\n")
    #expect(found.map { $0.code.name } == ["untaught"])
    #expect(found.first?.span?.text == "rent")
  }

  /// Bold text that is no term is nobody's business, and neither are two lone stars.
  @Test func otherBoldText() throws {
    let text = "## One\n\n**Idle** cost ** of\n\n**all**.\n\n## Two\n\nThe rent.\n"
    #expect(list(try problems(Self.idleCost, text)) == [])
  }

  @Test func taughtNowhere() throws {
    let found = try problems(Self.idleCost, "## One\n\nWaste.\n\n## Two\n\nAn invoice.\n")
    #expect(found.map { $0.code.name } == ["untaught"])
    #expect(found.first?.span?.text == "costs/two")
  }

  @Test(arguments: [
    ("- taught: costs/two", "- taught: costs/three", "costs/three", "not-found"),
    ("- see: rent", "- see: rant", "rant", "not-found"),
    ("- see: rent", "- see: rent\n\n## Wastes\n- taught: costs/one", "Wastes", "duplicate-name"),
  ])
  func namesOfWhatIsNotThere(
    _ old: String, _ new: String, _ place: String, _ code: String
  ) throws {
    let found = try problems(Self.idleCost.replacing(old, with: new), "\(Self.lessons)\nWaste.\n")
      .filter { $0.code.name == code }
    #expect(found.map { $0.span?.text } == [place])
  }
}
