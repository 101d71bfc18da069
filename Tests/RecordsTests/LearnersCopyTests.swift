import Answers
import Course
import Diagnostics
import Display
import Foundation
import Quantities
import SampleExercises
import Store
import TestSupport
import Testing

@testable import Records

@Suite struct LearnersCopyTests {
  private let folder: Folder
  private let course: Course

  init() throws {
    folder = try Folder()
    try LearnersCopy(of: try Class.exercises()).write(to: folder.path)
    course = try Course(folder: folder.path)
  }

  @Test func nothingOfAnAnswerIsInIt() throws {
    #expect(course.contents().problems.map(\.summary) == [])
    let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    var seen = 0
    for name in names ?? [] where name.hasSuffix(".md") || name.hasSuffix(".yaml") {
      let text = try String(contentsOfFile: folder.path + "/" + name, encoding: .utf8)
      for secret in [
        "REMARK", "COMMENT", "REPLY", "SOLUTION", "[x]", "rent / (gpus",
        "rent * (1 - utilization)\n",
        "when: rent", "<!--", "## Solution\n\nThe first",
      ] where !(name.hasSuffix("01-sample.md") && secret.hasPrefix("rent *")) {
        #expect(!text.contains(secret), "\(name) holds \(secret)")
      }
      seen += 1
    }
    #expect(seen == 9)
  }

  /// Whatever else lies in the course's folders stays there, and what is named goes along.
  @Test func onlyWhatBelongsToItIsInIt() throws {
    let source = try Folder()
    try FileManager.default.removeItem(atPath: source.path)
    try FileManager.default.copyItem(atPath: Class.folder, toPath: source.path)
    let chapter = try String(
      contentsOfFile: source.path + "/Chapters/01-sample.md", encoding: .utf8)
    let edited = chapter.replacing("title:", with: "# HIDDEN head\ntitle:", maxReplacements: 1)
      .replacing(
        "```{model} waste\n", with: "```{model} waste\n# HIDDEN model\n", maxReplacements: 1
      )
      .replacing(
        "\n\n```{model}", with: "\n\n![p](img/p.png) `trace(\"data/t.csv\")`\n\n```{model}",
        maxReplacements: 1)
    _ = try source.write("Chapters/01-sample.md", edited)
    _ = try source.write(
      "Chapters/prices.yaml",
      "# HIDDEN\noffers:\n  - id: a # HIDDEN\n    provider: P\n    gpu: A100\n    plan: on-demand\n"
        + "    price: $2/(gpu*h)\n")
    let kept = ["Chapters/img/p.png", "Chapters/data/t.csv"]
    let left = [
      "Chapters/exam-key.csv", "Chapters/sub/answers.txt", "Chapters/01-sample.md~", "adjust.csv",
      "Chapters/#01-sample.md#", "Chapters/.hidden", "Models/notes.txt", "Exercises/sample/key.txt",
      "roster.csv", "Chapters/img/other.png", "Exercises/sample/twice.md.orig",
    ]
    for name in kept + left { _ = try source.write(name, "HIDDEN in \(name)") }
    try FileManager.default.createSymbolicLink(
      atPath: source.path + "/Chapters/l.csv", withDestinationPath: "exam-key.csv")
    let target = try Folder()
    let copy = try LearnersCopy(of: try Class.exercises(in: source.path))
    try copy.write(to: target.path)
    let names = FileManager.default.enumerator(atPath: target.path)?
      .compactMap { $0 as? String }.filter { name in
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(
          atPath: target.path + "/" + name, isDirectory: &isFolder) && !isFolder.boolValue
      }
    #expect(names?.sorted() == copy.names)
    for name in kept { #expect(copy.names.contains(name), "\(name)") }
    for name in left { #expect(!copy.names.contains(name), "\(name)") }
    #expect(!copy.names.contains("Chapters/l.csv"))
    for name in copy.names where !kept.contains(name) {
      let text = try String(contentsOfFile: target.path + "/" + name, encoding: .utf8)
      #expect(!text.contains("HIDDEN"), "\(name): \(text)")
    }
    // What is wrong with the course is wrong with the copy, and nothing more.
    let (first, second) = (
      try Course(folder: source.path).contents(), try Course(folder: target.path).contents()
    )
    // What lies in the wrong place stays behind.
    let others = first.problems.filter { $0.code != .misplaced }
    #expect(second.problems.map { $0.message } == others.map { $0.message })
  }

  /// The chapters and prices that ship say the same without their remarks.
  @Test func shippedFilesSayTheSame() throws {
    let whole = try Course(folder: projectFolder)
    let copied = try Folder()
    for file in whole.chapters {
      _ = try copied.write(
        file.name,
        Remarks.removed(
          fromChapter: Source(name: file.name, try whole.text(of: file.name))))
    }
    let copy = try Course(folder: copied.path)
    for (file, other) in zip(whole.chapters, copy.chapters) {
      let (first, second) = (try whole.chapter(file), try copy.chapter(other))
      #expect(second.problems.map(\.message) == first.problems.map(\.message))
      let (old, new) = (first.chapter, second.chapter)
      #expect(new.title == old.title && new.id == old.id && file.name == other.name)
      #expect(new.uses.map(\.id) == old.uses.map(\.id))
      #expect(new.objectives.map(\.text) == old.objectives.map(\.text))
      #expect(new.models.map(\.name) == old.models.map(\.name))
      #expect(new.models.map { $0.declarations.count } == old.models.map { $0.declarations.count })
      #expect(new.lessons.map(\.id) == old.lessons.map(\.id))
    }
    let target = try Folder()
    let name = try #require(whole.pricesName)
    let prices = try Remarks.removed(
      fromPrices: Source(name: name, try whole.text(of: name)))
    let path = try target.write("prices.yaml", prices)
    let (first, second) = (
      try PriceCatalog(path: projectFolder + "/" + name, as: name),
      try PriceCatalog(path: path, as: name)
    )
    #expect(second.problems.map(\.summary) == first.problems.map(\.summary))
    #expect(second.offers.map(\.id) == first.offers.map(\.id) && second.offers.count > 20)
    #expect(second.offers.map { "\($0.price)" }.count == first.offers.count)
  }

  @Test func practiceKeepsItsAnswers() throws {
    let name = "/Exercises/sample/twice.md"
    #expect(
      try String(contentsOfFile: folder.path + name, encoding: .utf8)
        == String(contentsOfFile: Class.folder + name, encoding: .utf8))
  }

  @Test func itSaysWhichCourseItIsOf() throws {
    let (settings, problems) = course.settings()
    #expect(problems.isEmpty)
    #expect(settings.id == "sample-course" && settings.salt == "autumn")
    #expect(settings.version == (try Class.exercises().version))
  }

  /// The same questions with the same figures, lists in the same order: an answer by number means
  /// the same to whoever grades.
  @Test func itAsksTheSame() throws {
    let (whole, withheld) = (try Class.exercises(), try Class.exercises(in: folder.path))
    for (number, id) in (0..<40).flatMap({ number in whole.ids.map { (number, $0) } }) {
      let learner = "learner-\(number)"
      let (first, second) = (
        try whole.posed(id, for: learner), try withheld.posed(id, for: learner)
      )
      #expect(first.variant == second.variant)
      #expect(whole.digest(of: id) == withheld.digest(of: id), "\(id)")
      #expect(words(first.prompt) == words(second.prompt), "\(id)")
      #expect(first.hints.map(words) == second.hints.map(words), "\(id)")
      #expect(second.isWithheld == (id != "twice"))
    }
  }

  @Test func answersAreRecordedThereAndGradedHere() throws {
    let withheld = try Class.exercises(in: folder.path)
    let answer = try Class.price(for: "ada")
    let posed = try withheld.posed("price-of-work", for: "ada")
    let verdict = try posed.verdict(on: answer)
    #expect(verdict.finding == .recorded && verdict.share == 0)
    let store = try ProgressStore(path: folder.path + "/p.sqlite")
    _ = try store.setLearner(id: "ada")
    try store.append(
      Attempt(
        .exercise, at: posed, of: withheld, chapter: "sample", answer: answer, time: Class.start))
    let submission = try Submission(of: withheld, from: store, at: Class.start + 60)
    let graded = try Class.grader().grade(text: submission.text)
    #expect(graded.flags == [])
    #expect(graded.result(of: "price-of-work")?.points == 10)
    let problem = #expect(throws: Diagnostic.self) { try Grader(withheld, now: Class.now) }
    #expect(problem?.code == .answersWithheld)
    #expect(throws: Diagnostic.self) { try LearnersCopy(of: withheld) }
  }

  @Test func aFolderWithSomethingInItIsLeftAlone() throws {
    let folder = try Folder()
    _ = try folder.write("mine.txt", "mine")
    let problem = #expect(throws: Diagnostic.self) {
      try LearnersCopy(of: try Class.exercises()).write(to: folder.path)
    }
    #expect(problem?.code == .unwritable)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["mine.txt"])
  }

  /// Every exercise of the shipped course could be graded.
  @Test func everyShippedExerciseCanBeCopied() throws {
    let course = try Course(folder: projectFolder)
    let contents = course.contents()
    for (file, exercise) in contents.exercises {
      let chapter = contents.chapters.first { $0.chapter.id == file.chapter }?.chapter
      let text = try exercise.withheldText(units: chapter?.units ?? .standard)
      #expect(!text.contains("- [x]") && !text.contains("answer:") && !text.contains("mistakes:"))
      #expect(!text.contains("## Solution"), "\(file.id)")
      for block in exercise.solution.blocks where block.span.text.count > 40 {
        #expect(!text.contains(block.span.text), "\(file.id)")
      }
      for mistake in exercise.mistakes where mistake.span.text.count > 10 {
        #expect(!text.contains(mistake.span.text), "\(file.id)")
      }
    }
    #expect(contents.exercises.count >= 40)
  }

  /// The lists of the shipped exercises stand in the same order with their answers and without.
  @Test func shippedListsKeepTheirOrder() throws {
    let contents = try Course(folder: projectFolder).contents()
    var count = 0
    for (file, exercise) in contents.exercises where exercise.model == nil {
      guard [.choice, .order, .match].contains(exercise.kind), exercise.variations.isEmpty else {
        continue
      }
      let units = contents.chapters.first { $0.chapter.id == file.chapter }?.chapter.units
      let copy = Exercise.parse(
        Source(name: file.name, try exercise.withheldText(units: units ?? .standard)),
        units: units ?? .standard)
      for seed in 0..<5 as Range<UInt64> {
        let first = try posed(exercise, seed: seed)
        let second = try posed(try #require(copy.exercise), seed: seed)
        #expect(words(first.prompt) == words(second.prompt), "\(file.id)")
      }
      count += 1
    }
    #expect(count >= 10)
  }

  /// Ways of writing that could betray something, or break in the copy.
  @Test(arguments: [
    (
      "kind: choice",
      "Which?\n\n## Options\n\n* [x] **b** `1|2`\n  R\n* [ ] all a\\_b <!-- R -->\n* [ ] a [l](https://x.y)\n"
    ),
    ("kind: choice", "Which?\n\n## Options\n\n- [ ] one\n- [ ] two\n- [x] none of the above\n"),
    (
      "kind: choice",
      "Which?\n\n## Options\n\n- [ ] one\n- [x] none of the above, yet\n- [ ] zwei\n"
    ),
    (
      "kind: order",
      "Sort.\n\n## Order\n\n3. z\n4. y\n   with more\n\n   ```\n   <!-- code -->\n   ```\n5. x\n"
    ),
    ("kind: match", "Match.\n\n## Pairs\n\nl|r\n:-|-:\n`a\\|b` | 2 <!-- R -->\n c | 1\n d | 1\n"),
    (
      "kind: number\nanswer: 'x + 1'\nvary: {x: ['1 h', '2 h']}\nwithin: 1%",
      "<!-- R -->\n# T\n\n> quoted\n\n    code\n\nWhat is {eval}`x`? <!--\nR -->\n"
    ),
    (
      "kind: number\nanswer: 'if s == \"spot\" then 1 else 2'\nvary: {s: [\"it's\", \"a \\\"b\\\" c\"]}",
      "What?\n"
    ),
    (
      "kind: number\nanswer: 1\nhints: [\"it's \\\"x\\\"\", {text: 'a: b # c', cost: 10%}]\nattempts: 2",
      "What?\n"
    ),
  ]) func waysOfWriting(_ head: String, _ body: String) throws {
    let text =
      "---\nid: sample\ntitle: \"A: #1 'x'\"\n\(head) # R\n---\n\(body)\n## Solution\n\nR\n"
    let exercise = try exercise(text)
    let copy = try exercise.withheldText()
    #expect(!copy.contains("R"), "\(copy)")
    let read = Exercise.parse(Source(name: "Exercises/waste/sample.md", copy))
    #expect(read.problems.map(\.summary) == [])
    let (first, second) = try (
      posed(exercise, seed: 7), posed(try #require(read.exercise), seed: 7)
    )
    #expect(words(first.prompt) == words(second.prompt))
    #expect(first.hints.map(words) == second.hints.map(words))
  }

  private func posed(_ exercise: Exercise, seed: UInt64) throws -> PosedExercise {
    try PosedExercise(
      exercise, Variant(of: exercise, places: [], seed: seed), in: wasteWorkbook)
  }

  /// What a reader sees, however it is cut into pieces.
  private func words(_ blocks: [Block]) -> String {
    blocks.plain.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
