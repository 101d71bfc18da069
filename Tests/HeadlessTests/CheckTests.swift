import Course
import Diagnostics
import Foundation
import Headless
import SampleCourse
import Testing

/// `check` finds what a chapter claims wrongly, at its place.
@Suite struct CheckTests {
  /// A line of the sample chapter replaced, and what is found then: code, and the replaced line's
  /// text at the place that is reported.
  @Test(arguments: [
    (
      "check effective == $27.78/(gpu*h) within $0.01/(gpu*h)",
      "check effective == $28.78/(gpu*h) within $0.01/(gpu*h)", "check-failed", "check effective"
    ),
    ("why wasted", "why wated", "try-failed", "wated"),
    ("utilization = 40%", "utilization = 140%", "try-failed", "140%"),
    ("{eval}`wasted`", "{eval}`wastd`", "no-value", "wastd"),
    (
      "result wasted: $/month = rent * (1 - utilization) \"paid for nothing\"",
      "result wasted: $/month = used * (1 - utilization)", "cannot-convert", "used * (1"
    ),
    (
      "param utilization = 15% in 1%..100% \"share that works\"",
      "param utilization = 150% in 1%..100%", "out-of-range", "150%"
    ),
    (
      "{predict} effective when utilization = 30%", "{predict} effective when utilization = 300%",
      "out-of-range", "300%"
    ),
    ("{strip} utilization", "{strip} rent", "wrong-kind", "rent"),
    (
      "{plot} effective over utilization from 10% to 100%",
      "{plot} effective over utilization from 10% to 10%",
      "bad-range", "10% to 10%"
    ),
    (
      "result used = gpus * 720 h/month * utilization \"hours of work\"",
      "result used = effective * 2", "ring", "rent / used"
    ),
    ("param gpus: gpu = 4 in 1..64 \"GPUs rented\"", "param run: gpu = 4", "bad-name", "run"),
    (
      "result year: $ = rent * 12 month \"a year of it\"", "result plot: $ = rent * 12 month",
      "bad-name", "plot"
    ),
  ])
  func findsAWrongClaim(
    _ line: String, _ replacement: String, _ code: String, _ place: String
  ) throws {
    #expect(sampleChapter.contains(line))
    let stage = try Stage(sampleChapter.replacing(line, with: replacement, maxReplacements: 1))
    let problems = CourseCheck.problems(of: try Course(folder: stage.folder))
    let found = problems.filter { $0.code.name == code }
    #expect(!found.isEmpty, "found \(problems.map(\.summary))")
    #expect(
      found.contains { problem in
        guard let span = problem.span else { return false }
        let line = span.source.string(span.range.lowerBound..<span.source.text.utf8.count)
        return line.hasPrefix(place) || span.text.contains(place)
      }, "at \(found.map { $0.span?.text ?? "nowhere" })")
  }

  /// What is wrong with a file beside the others is found when it is checked by itself, too.
  @Test(arguments: [
    ("id: other", "id: sample", "duplicate-name"), ("uses: [sample]", "uses: [nope]", "not-found"),
    ("exercises: []", "exercises: [nope]", "no-exercise"),
    ("[here](#one)", "[here](01-chapter.md#nope)", "broken-link"),
    ("## One\n", "", "missing-field"),
    ("when b = 2", "when zz = 2", "unknown-name"),
  ])
  func aSingleFileBesideTheOthers(_ part: String, _ other: String, _ code: String) throws {
    let text = """
      ---
      title: Other
      id: other
      objectives: [{text: Do it, exercises: []}]
      uses: [sample]
      ---
      ## One
      Look [here](#one).

      ```{model} m
      param b = 1 in 0..9
      result c = 2 * b
      ```

      ```{predict} c when b = 2
      What?
      ```
      """
    #expect(text.contains(part))
    func found(_ text: String) throws -> [String] {
      let stage = try Stage(sampleChapter, text)
      let path = stage.folder + "/Chapters/02-chapter.md"
      let single = try CourseCheck.problems(at: path, in: nil).problems.map(\.code.name)
      let all = CourseCheck.problems(of: try Course(folder: stage.folder)).map(\.code.name)
      #expect(Set(single) == Set(all))
      return single
    }
    #expect(try found(text) == [])
    #expect(try found(text.replacing(part, with: other)).contains(code))
  }

  @Test func theSampleHolds() throws {
    let stage = try Stage(sampleChapter)
    #expect(CourseCheck.problems(of: try Course(folder: stage.folder)).map(\.summary) == [])
  }

  /// A line that cannot be read is told once, with how much follows from it.
  @Test(arguments: [
    "param gpus: gpu = 4 in 1 to", "result used = gpus *", "param utilization = 1,5",
  ])
  func anUnreadableLineIsToldOnce(_ line: String) throws {
    let start = line.split(separator: " ").prefix(2).joined(separator: " ")
    let old = try #require(sampleChapter.split(separator: "\n").first { $0.hasPrefix(start) })
    let stage = try Stage(sampleChapter.replacing(old, with: line, maxReplacements: 1))
    let problems = CourseCheck.problems(of: try Course(folder: stage.folder))
    #expect(problems.count == 1, "\(problems.map(\.summary))")
    #expect(problems.first?.notes.contains { $0.contains("from it") } == true)
  }

  /// What is written twice is told once; steps that differ in a figure differ.
  @Test(arguments: [
    ("choice", "## Options\n\n- [x] One\n  Yes.\n- [ ] Two\n  No.\n- [ ] Two\n  No.", 1),
    ("order", "## Order\n\n1. Wait\n2. Go\n3. Go", 1),
    ("order", "## Order\n\n1. Wait 2 s\n2. Go\n3. Wait 3 s", 0),
  ]) func listsWithTheSameTwice(_ kind: String, _ list: String, _ count: Int) throws {
    let stage = try Stage(sampleChapter)
    let folder = stage.folder + "/Exercises/sample"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let text =
      "---\nid: sort\ntitle: Sort\nkind: \(kind)\n---\nWhich?\n\n\(list)\n\n## Solution\n\nSo."
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/sort.md"))
    let problems = CourseCheck.problems(of: try Course(folder: stage.folder))
    #expect(problems.count == count, "\(problems.map(\.summary))")
  }

  /// An exercise made by `new exercise` passes, whatever its kind.
  @Test(arguments: Exercise.Kind.allCases)
  func anExerciseScaffoldHolds(_ kind: Exercise.Kind) throws {
    for chapter in [sampleChapter, Scaffold.chapter(id: "fresh", title: "A fresh start")] {
      let stage = try Stage(chapter)
      let course = try Course(folder: stage.folder)
      let id = try course.head(of: course.chapters[0]).id
      let file = try Scaffold.exerciseFile(
        id: "new-one", kind: kind, chapter: id, in: stage.folder, of: course)
      let url = URL(fileURLWithPath: file.path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(file.text.utf8).write(to: url)
      let whole = CourseCheck.problems(of: try Course(folder: stage.folder))
      #expect(whole.map(\.summary) == [], "\(file.text)")
      let (problems, files) = try CourseCheck.problems(at: file.path, in: nil)
      #expect(problems.map(\.summary) == [])
      #expect(files == 1)
    }
  }

  /// A goal needs something to set.
  @Test func aGoalNeedsAModel() throws {
    let stage = try Stage("---\ntitle: A\nid: a\n---\n## B\n\nNothing.\n")
    #expect(throws: Diagnostic.self) {
      try Scaffold.exerciseFile(
        id: "new-one", kind: .goal, chapter: "a", in: stage.folder,
        of: try Course(folder: stage.folder))
    }
  }

  /// A chapter made by `new chapter` passes and runs.
  @Test func aScaffoldHolds() throws {
    let stage = try Stage(Scaffold.chapter(id: "fresh", title: "A fresh start"))
    #expect(CourseCheck.problems(of: try Course(folder: stage.folder)).map(\.summary) == [])
  }
}
