import Course
import Diagnostics
import Foundation
import Testing

/// What `was:` says in the heads of chapters and exercises.
@Suite struct OldNameTests {
  /// A course in a folder of its own: files by their paths.
  private func course<T>(_ files: [String: String], _ body: (Course) throws -> T) throws -> T {
    let folder = NSTemporaryDirectory() + "gpulearn-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for (path, text) in files {
      let file = URL(fileURLWithPath: folder + "/" + path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    return try body(try Course(folder: folder))
  }

  private func chapter(_ id: String, _ was: String = "") -> String {
    "---\ntitle: A\nid: \(id)\n\(was)---\n\n## Lesson\n\nProse.\n"
  }

  private func exercise(_ id: String, _ was: String = "") -> String {
    "---\nid: \(id)\n\(was)title: A\nkind: number\nanswer: 1\n---\nAsk.\n\n## Solution\n\n{eval}`1`\n"
  }

  @Test func namesLeadToWhatIsThere() throws {
    let files = [
      "Chapters/01-now.md": chapter("now", "was: [first, second]\n"),
      "Exercises/now/price.md": exercise("price", "was: cost\n"),
      "Exercises/now/other.md": exercise("other"),
    ]
    try course(files) { course in
      #expect(course.contents().problems.map { $0.summary } == [])
      #expect(course.presentExercise("cost") == "price")
      #expect(course.presentExercise("price") == "price")
      #expect(course.presentExercise("nothing") == "nothing")
      #expect(try course.findExercise("cost").id == "price")
      for name in ["now", "first", "second", "1"] {
        #expect(try course.find(name).name == "Chapters/01-now.md")
      }
      let exercise = try #require(try course.exercise(course.findExercise("price")).exercise)
      #expect(exercise.firstID == "cost" && exercise.isCalled("cost") && exercise.isCalled("price"))
      #expect(!exercise.isCalled("other"))
    }
  }

  /// A reference by an old name is told the new one.
  @Test func oldReferences() throws {
    let text = chapter("now") + "\n```{exercise} cost\n```\n"
    let files = [
      "Chapters/01-now.md": text, "Exercises/now/price.md": exercise("price", "was: cost\n"),
    ]
    try course(files) { course in
      let found = course.contents().problems
      #expect(found.map { $0.code } == [.noExercise] && found[0].label == "price?")
    }
  }

  @Test(arguments: [
    ("was: a\n", "", "There is still an exercise “a”."),
    ("was: b\n", "", "The exercise is called “b” now."),
    ("was: [old, b]\n", "", "The exercise is called “b” now."),
    ("was: [old, old]\n", "", "The id stands twice."),
    ("was: old\n", "was: [older, old]\n", "Another exercise was “old” already."),
    ("was: Old Name\n", "", "“Old Name” is not an id."),
    ("was: {a: b}\n", "", "The value of was is of the wrong kind."),
  ])
  func badNamesOfExercises(_ b: String, _ a: String, _ message: String) throws {
    let files = [
      "Chapters/01-now.md": chapter("now"), "Exercises/now/a.md": exercise("a", a),
      "Exercises/now/b.md": exercise("b", b),
    ]
    try course(files) { course in
      let found = course.contents().problems
      #expect(found.map { $0.message } == [message])
      #expect(found.first?.span?.source.name == "Exercises/now/b.md")
    }
  }

  @Test(arguments: [
    ("was: a\n", "", "There is still a chapter “a”."),
    ("was: b\n", "", "The chapter is called “b” now."),
    ("was: [x, old]\n", "was: old\n", "Another chapter was “old” already."),
  ])
  func badNamesOfChapters(_ b: String, _ a: String, _ message: String) throws {
    let files = ["Chapters/01-a.md": chapter("a", a), "Chapters/02-b.md": chapter("b", b)]
    try course(files) { course in
      #expect(course.contents().problems.map { $0.message } == [message])
    }
  }

  /// Learners' copies keep old names: their figures are drawn with the first.
  @Test func copiesKeepThem() throws {
    let source = Source(name: "Exercises/now/b.md", exercise("b", "was: [x, y]\n"))
    let exercise = try #require(Exercise.parse(source).exercise)
    let copy = Exercise.parse(Source(name: "b.md", try exercise.withheldText())).exercise
    #expect(copy?.was == ["x", "y"])
  }
}
