import Course
import Diagnostics
import Foundation
import Headless
import SampleCourse
import Testing

/// What `check` takes a path for.
@Suite struct CheckedPathTests {
  /// The files beside Chapters are what they are, and no price lists.
  @Test(arguments: [("policy.yaml", "due: soon\n"), ("course.yaml", "idd: x\n")])
  func filesOfTheCourse(_ name: String, _ text: String) throws {
    let stage = try Stage(sampleChapter)
    let path = stage.folder + "/" + name
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    let problems = try CourseCheck.problems(at: path, in: nil).problems
    #expect(problems.count == 1 && problems.first?.span?.source.name == name)
  }

  private static let exercise = """
    ---
    id: worked
    title: Hours of work
    kind: number
    answer: 10 s
    ---
    How many seconds?

    ## Solution

    It is {eval}`10 s`.
    """

  private static let glossary = """
    # Glossary

    ## GPU
    - taught: sample/what-idling-costs

    What is rented, and worked with.
    """

  /// A course with a file of every sort, and what lies beside it.
  private func stage() throws -> Stage {
    let stage = try Stage(sampleChapter)
    for (path, text) in [
      ("Exercises/sample/worked.md", Self.exercise), ("Chapters/prices.yaml", "offers: []\n"),
      ("Chapters/glossary.md", Self.glossary),
      ("Elsewhere/draft.md", sampleChapter),
    ] {
      let url = URL(fileURLWithPath: stage.folder + "/" + path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }
    return stage
  }

  private func put(_ text: String, _ path: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }

  @Test(arguments: [
    ("", 2), ("/Chapters/01-chapter.md", 1), ("/Exercises/sample/worked.md", 1),
    ("/Chapters/prices.yaml", 1), ("/Chapters/glossary.md", 1),
  ])
  func everySortOfFileHolds(_ path: String, _ count: Int) throws {
    let stage = try stage()
    let (problems, files) = try CourseCheck.problems(at: stage.folder + path, in: nil)
    #expect(problems.map(\.summary) == [])
    #expect(files == count)
  }

  /// Each sort of file is read as what it is: what is wrong with it is found at its place.
  @Test(arguments: [
    ("/Exercises/sample/worked.md", "answer: 10 s", "answer: 10 sx", "unknown-unit"),
    ("/Chapters/prices.yaml", "offers: []", "offers: 3", "bad-field"),
    (
      "/Chapters/glossary.md", "with.",
      "with.\n\n## GPU\n- taught: sample/what-idling-costs\n\nOne more.", "duplicate-name"
    ),
    ("/Chapters/01-chapter.md", "title: A sample\n", "", "missing-field"),
  ])
  func problemsAreFound(_ path: String, _ part: String, _ other: String, _ code: String) throws {
    let stage = try stage()
    let file = stage.folder + path
    let text = try String(contentsOfFile: file, encoding: .utf8)
    #expect(text.contains(part))
    try put(text.replacing(part, with: other), file)
    let (problems, _) = try CourseCheck.problems(at: file, in: nil)
    #expect(problems.contains { $0.code.name == code }, "\(problems.map(\.summary))")
    #expect(problems.allSatisfy { $0.span?.source.name.map { file.hasSuffix($0) } ?? true })
    let whole = CourseCheck.problems(of: try Course(folder: stage.folder))
    #expect(whole.contains { $0.code.name == code }, "\(whole.map(\.summary))")
  }

  @Test func pathsThatAreNone() throws {
    let stage = try stage()
    func said(_ path: String) -> Diagnostic? {
      #expect(throws: Diagnostic.self) {
        try CourseCheck.problems(at: stage.folder + path, in: nil)
      }
    }
    #expect(said("/none.md")?.message.hasPrefix("There is no file ") == true)
    let draft = said("/Elsewhere/draft.md")
    #expect(draft?.code == .unreadable && draft?.message.hasSuffix("belongs to no course.") == true)
    #expect(draft?.suggestion?.hasSuffix("/Elsewhere/draft.md --course FOLDER") == true)
    #expect(said("/Elsewhere")?.code == .unreadable)
  }

  /// A file outside of its place is a chapter of the course that is named.
  @Test func aChapterOfACourseThatIsNamed() throws {
    let stage = try stage()
    let path = stage.folder + "/Elsewhere/draft.md"
    let course = try Course(folder: stage.folder)
    #expect(try CourseCheck.problems(at: path, in: course).problems.map(\.summary) == [])
    try put(sampleChapter.replacing("why wasted", with: "why wated"), path)
    #expect(
      try CourseCheck.problems(at: path, in: course).problems.map(\.code) == [.tryFailed])
  }

  /// A chapter or an exercise that cannot be read at all is told, and is no end of the check.
  @Test func filesThatCannotBeRead() throws {
    let stage = try stage()
    for path in ["/Chapters/01-chapter.md", "/Exercises/sample/worked.md"] {
      let course = try Course(folder: stage.folder)
      try Data([0xFF, 0xFE, 0, 0xFF]).write(to: URL(fileURLWithPath: stage.folder + path))
      let (problems, _) = try CourseCheck.problems(at: stage.folder + path, in: course)
      #expect(!problems.isEmpty)
      #expect(!CourseCheck.problems(of: course).isEmpty)
    }
  }

  /// A name that a session uses itself cannot vary in an exercise.
  @Test func namesThatWouldHideACommand() throws {
    let stage = try stage()
    let path = stage.folder + "/Exercises/sample/worked.md"
    let varied = Self.exercise.replacing(
      "kind: number\nanswer: 10 s", with: "kind: number\nvary: {map: [1, 2]}\nanswer: map * 5 s"
    ).replacing("`10 s`", with: "`map * 5 s`")
    try put(varied, path)
    let problem = try CourseCheck.problems(at: path, in: nil).problems.first { $0.code == .badName }
    #expect(problem?.message == "map is a word of the session.")
    try put(varied.replacing("map", with: "way"), path)
    #expect(try CourseCheck.problems(at: path, in: nil).problems.map(\.summary) == [])
  }
}
