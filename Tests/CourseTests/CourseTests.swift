import Course
import Diagnostics
import Foundation
import Testing

/// A folder with files, gone at the end.
final class Folder {
  let path: String

  init(_ files: [String: String]) throws {
    path = FileManager.default.temporaryDirectory.path + "/course-\(UUID().uuidString)"
    for (name, text) in files {
      let file = path + "/" + name
      try FileManager.default.createDirectory(
        atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

@Suite("A course is a folder of chapters and exercises")
struct CourseTests {
  static func chapter(_ id: String, _ head: String = "", _ text: String = "## One\n\n## Two")
    -> String
  {
    "---\ntitle: \(id)\nid: \(id)\n\(head)---\n\n\(text)\n"
  }

  static let good = [
    "Chapters/01-costs.md": chapter(
      "costs", "objectives:\n  - {text: x, exercises: [price]}\n",
      "[next](02-cloud.md#two) [here](#two) [part](#a-part)\n\n## One\n\n### A part\n\n"
        + "```{model} waste\nunit trip\nparam rent = 3 trip\n```\n\n```{exercise} price\n```\n\n## Two"
    ),
    "Chapters/02-cloud.md": chapter(
      "cloud", "uses: [costs]\n", "## One\n\n{eval}`3 trip` [back](./01-costs.md)\n\n## Two"),
    "Chapters/10-clouds.md": chapter("clouds-beyond"),
    "Chapters/notes.txt": "not a chapter",
    "Exercises/costs/price.md": exercise("kind: number\nanswer: 1 trip").replacing(
      "id: a", with: "id: price"),
  ]

  @Test("found by number, id and the beginning of an id")
  func find() throws {
    let folder = try Folder(Self.good)
    let course = try Course(folder: folder.path)
    #expect(course.chapters.map(\.number) == [1, 2, 10])
    #expect(
      course.chapters.map(\.name) == [
        "Chapters/01-costs.md", "Chapters/02-cloud.md", "Chapters/10-clouds.md",
      ])
    #expect(try course.find("10").number == 10)
    #expect(try course.find("cloud").number == 2)
    #expect(try course.find("Clouds").number == 10)
    #expect(try course.find("co").number == 1)
    for (name, suggestion) in [("cl", "cloud"), ("11", nil), ("cozts", "costs"), ("", nil)] {
      let problem = #expect(throws: Diagnostic.self) { try course.find(name) }
      #expect(problem?.code == .notFound)
      #expect(problem?.suggestion == suggestion)
    }
    let head = try course.head(of: course.chapters[0])
    #expect(head.lessons.map(\.id) == ["one", "two"])
    #expect(try head.lessonIndex("2") == 1)
    #expect(try head.lessonIndex("one") == 0)
    #expect(try head.lessonIndex("t") == 1)
    for name in ["3", "0", "x", ""] {
      #expect(throws: Diagnostic.self) { try head.lessonIndex(name) }
    }
    #expect(course.exercise("price", in: "costs")?.name == "Exercises/costs/price.md")
    #expect(course.exercise("price")?.chapter == "costs")
    #expect(course.exercise("prize") == nil)
  }

  @Test("right as it stands")
  func rightAsItStands() throws {
    let folder = try Folder(Self.good)
    let contents = try Course(folder: folder.path).contents()
    #expect(list(contents.problems) == [])
    #expect(contents.chapters.map(\.chapter.id) == ["costs", "cloud", "clouds-beyond"])
    #expect(contents.exercises.map(\.exercise.id) == ["price"])
  }

  /// Files that replace those of the good course, with the places of the problems marked.
  static let broken: [(name: String, text: String, codes: [String])] = [
    (
      "Chapters/02-cloud.md", chapter("cloud", "uses: [«cozts», «cloud»]\n"), ["not-found", "ring"]
    ),
    (
      "Chapters/02-cloud.md", chapter("cloud").replacing("id: cloud", with: "id: «costs»"),
      ["duplicate-name"]
    ),
    ("Chapters/01-again.md", chapter("again").replacing("id: again", with: "id: «again»"), []),
    (
      "Chapters/02-cloud.md",
      chapter(
        "cloud", "uses: [costs]\n", "## One\n\n```{model} «waste»\nparam x = 1\n```\n\n## Two"),
      ["duplicate-name"]
    ),
    (
      "Chapters/02-cloud.md", chapter("cloud", "", "## Two\n\n```{exercise} «prize»\n```"),
      ["no-exercise"]
    ),
    (
      "Chapters/02-cloud.md",
      chapter("cloud", "objectives:\n  - {text: x, exercises: [«prize»]}\n"),
      ["no-exercise"]
    ),
    (
      "Chapters/02-cloud.md",
      chapter(
        "cloud", "",
        "## Two\n\n[a](«03-x.md») [b](«#tow») [c](«01-costs.md#three») [d](«../../x.md») [e](https://x.org)"
          + " [f](«javascript:alert») ![g](«x.png») [h](«/etc/passwd») [i](01-costs.md#two)\n\n> [j](«#x»)"
      ),
      Array(repeating: "broken-link", count: 8)
    ),
    (
      "Exercises/costs/price.md",
      exercise("kind: number\nanswer: 1").replacing("id: a", with: "id: «prize»"), ["bad-field"]
    ),
    (
      "Exercises/cozts/cost.md",
      exercise("kind: number\nanswer: 1", "[a](«#x»)").replacing("id: a", with: "id: «cost»"),
      ["misplaced", "broken-link"]
    ),
    (
      "Exercises/cloud/price.md",
      exercise("kind: number\nanswer: 1").replacing("id: a", with: "id: «price»"), []
    ),
  ]

  @Test("with what files say wrongly of each other", arguments: broken)
  func wrongTogether(_ name: String, _ text: String, _ codes: [String]) throws {
    let marked = Marked(text)
    var files = Self.good
    files[name] = marked.text
    let folder = try Folder(files)
    let contents = try Course(folder: folder.path).contents()
    let source = Source(name: name, marked.text)
    if codes.isEmpty {
      // The clash is told at the later of the two files.
      #expect(contents.problems.map(\.code) == [.duplicateName])
    } else {
      #expect(list(contents.problems) == list(codes, marked.ranges, in: source))
      #expect(contents.problems.allSatisfy { $0.span?.source.name == name })
    }
  }

  /// A link out of the course is wrong also where a file is there.
  @Test(
    "with links out of it",
    arguments: [
      ("../../x.md", true), ("../../../x.md", true), ("../Chapters/../../x.md", true),
      ("/etc/passwd", true), ("../x.md", false), ("./../Chapters/01-costs.md", nil),
      ("../Exercises/costs/price.md", nil),
    ] as [(String, Bool?)])
  func linksOutOfIt(_ link: String, _ leadsOut: Bool?) throws {
    var files = Self.good.map { ("course/" + $0, $1) }
    files.append(("x.md", "Outside."))
    files.append(
      ("course/Chapters/02-cloud.md", Self.chapter("cloud", "", "## Two\n\n[a](\(link))")))
    let folder = try Folder(Dictionary(files) { $1 })
    let problems = try Course(folder: folder.path + "/course").contents().problems
    #expect(problems.map { $0.code } == (leadsOut == nil ? [] : [.brokenLink]))
    #expect(problems.first?.message.contains("out of the course") == leadsOut)
  }

  @Test("whose chapters use each other in a ring")
  func ring() throws {
    let folder = try Folder([
      "Chapters/1-a.md": Self.chapter("a", "uses: [b]\n"),
      "Chapters/2-b.md": Self.chapter("b", "uses: [c]\n"),
      "Chapters/3-c.md": Self.chapter("c", "uses: [a]\n"),
    ])
    let contents = try Course(folder: folder.path).contents()
    #expect(contents.problems.map(\.code) == [.ring, .ring, .ring])
    #expect(contents.problems[0].message.contains("a → b → c → a"))
  }

  @Test("whose files are not text, too large or no files")
  func unreadable() throws {
    let folder = try Folder(Self.good)
    let bytes = Array(Self.good["Chapters/02-cloud.md"]?.utf8 ?? "".utf8)
    let file = URL(fileURLWithPath: folder.path + "/Chapters/02-cloud.md")
    try Data(bytes + "é {".utf8 + [0xFF, 0xC3]).write(to: file)
    try FileManager.default.createDirectory(
      atPath: folder.path + "/Chapters/04-d.md", withIntermediateDirectories: false)
    try Data(count: (1 << 20) + 1).write(
      to: URL(fileURLWithPath: folder.path + "/Chapters/05-l.md"))
    let contents = try Course(folder: folder.path).contents()
    #expect(contents.problems.first?.code == .notText)
    #expect(contents.problems.first?.span?.position.column == 4)
    #expect(contents.problems.map(\.code).contains(.unreadable))
    #expect(contents.problems.map(\.code).contains(.tooLarge))
    #expect(contents.chapters.map(\.chapter.id).prefix(2) == ["costs", "cloud"])
    #expect(throws: Diagnostic.self) { try Course(folder: folder.path + "/Nowhere") }
  }

  static let names = [
    ("costs", "What it costs"), ("a-b-c", "It's: \"quoted\" & 100% #1"), ("if", "– ü\n{eval}`x`"),
    ("2nd", "---"), ("x", "*bold*"), ("y", "`code"), ("z", ""),
  ]

  @Test("whose new files are right as they stand", arguments: names)
  func scaffold(_ id: String, _ title: String) throws {
    let chapter = Chapter.parse(Source(name: "1-a.md", Scaffold.chapter(id: id, title: title)))
    #expect(list(chapter.problems) == [])
    #expect(chapter.chapter.id == id)
    #expect(chapter.chapter.lessons.count == 2)
    #expect(chapter.chapter.models.count == 1)
    for kind in Exercise.Kind.allCases {
      let text = Scaffold.exercise(id: id, title: title, kind: kind)
      let exercise = Exercise.parse(Source(name: "a.md", text))
      #expect(list(exercise.problems) == [])
      #expect(exercise.exercise?.id == id)
      #expect(exercise.exercise?.kind == kind)
    }
  }
}
