import Answers
import Basics
import Course
import Diagnostics
import Foundation
import NativeFunctions
import Records
import SampleCourse
import TestSupport
import Testing
import Workbook

@testable import Headless

struct QuestionBankTests {
  private static let shipped = Result { try Course(folder: projectFolder) }

  /// A chapter without models.
  private static let chapter = Chapter.parse(
    Source(name: "01-sums.md", "---\ntitle: Sums\nid: sums\n---\n## Sums\n\nText.\n")
  ).chapter

  private static func bank(_ text: String) throws -> QuestionBank {
    try QuestionBank(Array(text.utf8))
  }

  private func described(_ bank: QuestionBank) -> String {
    let (made, refused) = bank.exercises(besides: [], for: Self.chapter)
    return made.map { exercise in
      "=== \(exercise.id)\n" + exercise.losses.map { "(\($0))\n" }.joined() + exercise.text
    }.joined()
      + refused.map { "=== \($0.name), line \($0.line): \($0.reason)\n" }.joined()
  }

  @Test func everyFormOfGIFTIsReadOrNamed() throws {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Goldens/questions.gift")
    let bank = try QuestionBank.read(url.path)
    try expectGolden("questions-from-gift", described(bank))
  }

  /// Answers that are numbers, as the places of a list are, make an exercise that proves itself.
  @Test(arguments: 1...12) func numbersAmongAnswers(_ seed: UInt64) throws {
    var draws = SplitMix64(seed: seed)
    var numbers: Set<Int> = [Int(1 + draws.next() % 3)]
    while numbers.count < 4 { numbers.insert(Int(draws.next() % 9)) }
    let answers = numbers.sorted().enumerated().map { index, number in
      "\(UInt64(index) == seed % 4 ? "=" : "~")\(number)#of \(number)"
    }
    let bank = try Self.bank("::many::How many? {\(answers.joined(separator: " "))}\n")
    let (made, refused) = bank.exercises(besides: [], for: Self.chapter)
    #expect(refused.isEmpty)
    let exercise = try #require(made.first)
    #expect(exercise.losses.contains { $0.contains("here the number is typed") }, "seed \(seed)")
    let problems = exercise.problems(
      in: try Self.shipped.get(), Self.chapter, runner: ModelRunner(nil))
    #expect(problems.map(\.summary) == [], "seed \(seed): \(exercise.text)")
  }

  /// Where a question stands in its bank, without what Moodle puts in front.
  @Test(arguments: [
    ("$CATEGORY: $course$/top/Prices/Cold starts", ["Prices", "Cold starts"]),
    ("$category: $module$/top/Default", ["Default"]), ("$CATEGORY: Prices/", ["Prices"]),
    ("$CATEGORY: $course$/top/Costs//Prices/a", ["Costs/Prices", "a"]),
    ("$CATEGORY: $course$/top", []), ("$CATEGORY: tops/top/a", ["tops", "a"]),
  ]) func categories(_ line: String, _ expected: [String]) throws {
    let bank = try Self.bank("\(line)\n\n::a::Is it so?{T}\n")
    #expect(bank.questions.map { $0.category } == [expected])
  }

  /// A question ends with its braces and the next name: what stands in a name's way there is part of
  /// the next one's text.
  @Test func aLineOfColonsBelowANameIsText() throws {
    let bank = try Self.bank("::one:: Is it? {T}\n::two::\n::so it is:: Is it? {F}\n")
    #expect(bank.questions.map { $0.name } == ["one", "two"])
    #expect(bank.questions.last?.prompt.text.contains("::so it is:: Is it?") == true)
  }

  /// A brace that is forgotten costs its own question alone, and that is named.
  @Test(arguments: ["\n", "\n\n", "\n// a remark\n"], [0, 1, 2, 3])
  func aForgottenBraceCostsOneQuestion(_ between: String, _ broken: Int) throws {
    let answers = ["=a ~b", "T", "#5:1", "\n=a\n~b\n"]
    let questions = answers.indices.map { index in
      "::q\(index):: Which? {\(answers[index])" + (index == broken ? "" : "}")
    }
    let bank = try Self.bank(questions.joined(separator: between) + "\n")
    #expect(bank.questions.map { $0.name } == ["q0", "q1", "q2", "q3"])
    let (made, refused) = bank.exercises(besides: [], for: Self.chapter)
    #expect(made.count == 3)
    #expect(refused.map { $0.name } == ["q\(broken)"])
    #expect(refused.first?.reason.contains("braces are not closed") == true)
  }

  @Test func twoQuestionsWithoutANameInOneAreNamed() throws {
    let bank = try Self.bank("Which? {=a ~b\nIs it? {T}\n\nIs it so? {F}\n")
    let (made, refused) = bank.exercises(besides: [], for: Self.chapter)
    #expect(made.count == 1 && refused.count == 1)
    #expect(refused.first?.reason.contains("braces are not closed") == true)
  }

  /// Names and categories go out and come in as they are.
  @Test(arguments: QuestionBank.Form.allCases) func namesSurviveTheWayThere(
    _ form: QuestionBank.Form
  ) throws {
    var question = BankQuestion(
      prompt: BankText("<p>100% = <b>all</b>?</p>", .html),
      task: .choice(
        [
          .init(text: BankText("50% ~ {half}", .html), share: 1, reply: BankText("#1: yes", .html)),
          .init(text: BankText("%5", .html), share: 0, reply: nil),
        ], takesSeveral: false, isShuffled: true))
    question.name = "50% off: {a} = #b ~ \\c <i> & d"
    question.category = ["Costs/Prices", "50% & more"]
    let text = QuestionBank([question]).written(form).text
    let back = try #require(try Self.bank(text).questions.first)
    #expect(back.name == question.name && back.category == question.category)
    #expect(back.prompt.markdown().text == question.prompt.markdown().text)
    guard case .choice(let options, _, _) = back.task else {
      Issue.record("no choice: \(text)")
      return
    }
    #expect(options.map { $0.text.line().text } == ["50% \\~ \\{half}", "%5"])
    #expect(options.map { $0.share } == [1, 0])
    #expect(options.first?.reply?.line().text == "\\#1: yes")
  }

  /// Answers that keep their order there do so here as well where the last speaks of the others.
  @Test(arguments: [("None of these", []), ("Another", ["its answers keep their order there"])])
  func answersInTheirOrder(_ last: String, _ losses: [String]) throws {
    let options = ["This", "That", last].enumerated().map {
      BankQuestion.Option(text: BankText($1, .plain), share: $0 == 0 ? 1 : 0, reply: nil)
    }
    let question = BankQuestion(
      name: "one", prompt: BankText("Which?", .plain),
      task: .choice(options, takesSeveral: false, isShuffled: false))
    let made = QuestionBank([question]).exercises(besides: [], for: Self.chapter).exercises
    #expect(made.first?.losses.map { String($0.prefix { $0 != ";" }) } == losses)
  }

  /// What would be a figure in somebody else's Markdown is shown as it stands.
  @Test(arguments: [
    ("a {eval}`1 + 1`", "a \\{eval}`1 + 1`"), ("{when}`x`[y]", "\\{when}`x`[y]"),
    ("\\{eval}`1`", "\\{eval}`1`"), ("{eval}", "\\{eval}"), ("`{x}`", "`{x}`"), ("{x} y", "{x} y"),
    ("f(x)}`c`", "f(x)}`c`"),
  ]) func markdownIsTamed(_ text: String, _ tamed: String) {
    #expect(MarkdownText.tamed(text) == tamed)
    let file =
      "---\nid: a\ntitle: A\nkind: choice\n---\n\(tamed)\n\n## Options\n\n- [x] a\n- [ ] b\n\n## Solution\n\nSo.\n"
    let (exercise, problems) = Exercise.parse(Source(name: "a.md", file))
    #expect(problems.map(\.summary) == [] && exercise?.prompt.figures.isEmpty == true)
  }

  @Test func everyTypeOfMoodleIsReadOrNamed() throws {
    let types = ["essay", "description", "cloze", "calculated", "ddwtos", "", "<>"]
    let others = types.map {
      "<question type=\"\($0.escapedForMarkup())\"><name><text>\($0.escapedForMarkup()) one</text></name>"
        + "<questiontext><text>What?</text></questiontext></question>"
    }.joined()
    let text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <quiz>
      <question type="category"><category><text>$course$/top/Sums</text></category></question>
      <question type="multichoice"><name><text>One</text></name>
        <questiontext format="html"><text><![CDATA[<p>Which?<br><img src="x" alt="a GPU"></p><ul><li>a</li><li>b</li></ul><pre>x &lt; 1
        {eval}`1`</pre>]]></text></questiontext>
        <defaultgrade>2.5</defaultgrade><single>true</single><shuffleanswers>0</shuffleanswers>
        <answer fraction="100"><text>this</text><feedback><text>Yes.</text></feedback></answer>
        <answer fraction="33.33333"><text>{eval}`that`</text></answer>
        <hint><text>Look &lt;i&gt;closely&lt;/i&gt;.</text></hint></question>
      <question type="truefalse"><name><text>Two</text></name>
        <questiontext><text>Is it?</text></questiontext>
        <answer fraction="0"><text>true</text><feedback><text>No.</text></feedback></answer>
        <answer fraction="100"><text>false</text></answer></question>
      <question type="numerical"><name><text>Three</text></name><idnumber>three-of-them</idnumber>
        <questiontext><text>How long?</text></questiontext>
        <answer fraction="100"><text>1.5</text><tolerance>0.1</tolerance></answer>
        <answer fraction="0"><text>*</text><feedback><text>Wrong.</text></feedback></answer>
        <units><unit><multiplier>1</multiplier><unit_name>h</unit_name></unit></units></question>
      <question type="numerical"><name><text>Odd unit</text></name>
        <questiontext><text>How far?</text></questiontext>
        <answer fraction="100"><text>-2e-7</text><tolerance>0</tolerance></answer>
        <units><unit><multiplier>1</multiplier><unit_name>furlong</unit_name></unit></units></question>
      <question type="matching"><name><text>Four</text></name>
        <questiontext><text>Match.</text></questiontext>
        <subquestion><text>a</text><answer><text>1</text></answer></subquestion>
        <subquestion><text>b</text><answer><text>2</text></answer></subquestion>
        <subquestion><text></text><answer><text>3</text></answer></subquestion></question>
      <question type="ordering"><name><text>Five</text></name>
        <questiontext><text>Order.</text></questiontext>
        <answer fraction="1"><text>1. first</text></answer>
        <answer fraction="2"><text># second</text></answer></question>
      \(others)
      </quiz>
      """
    try expectGolden("questions-from-moodle", described(Self.bank(text)))
  }

  /// Steps come in the order of their fractions, which say their places, wherever they stand.
  @Test(arguments: [
    ([1, 3, 2], "a\n2. c\n3. b"), ([3, 1, 2], "b\n2. c\n3. a"), ([0, 0, 0], "a\n2. b\n3. c"),
  ])
  func stepsStandAtTheirPlaces(_ places: [Int], _ order: String) throws {
    let answers = zip(["a", "b", "c"], places).map {
      "<answer fraction=\"\($1)\"><text>\($0)</text></answer>"
    }
    let text =
      "<quiz><question type=\"ordering\"><name><text>O</text></name><questiontext><text>Order."
      + "</text></questiontext>\(answers.joined())</question></quiz>"
    #expect(try described(Self.bank(text)).contains("1. " + order))
  }

  @Test(arguments: [
    "<!DOCTYPE quiz [<!ENTITY a \"aaaa\">]><quiz>&a;</quiz>", "<?xml version=\"1.0\"?><html/>",
    "<quiz>" + String(repeating: "<a>", count: 10_000), "<quiz><question></quiz>",
    "a question {=a\u{0} ~b}",
  ])
  func hostileFilesAreRefused(_ text: String) {
    #expect(throws: Diagnostic.self) { try Self.bank(text) }
  }

  /// What goes out and comes in again is worth the same, whatever is answered.
  @Test(arguments: QuestionBank.Form.allCases)
  func verdictsSurviveTheWayThere(_ form: QuestionBank.Form) throws {
    let course = try Self.shipped.get()
    let exercises = ExerciseSet(of: course, runner: ModelRunner(course))
    let chapter = try course.open("introduction").chapter
    let runner = ModelRunner(course)
    var kinds: [Exercise.Kind: Int] = [:]
    for file in course.exercises where file.chapter == "introduction" {
      let (exercise, workbook) = try exercises.exercise(file.id)
      guard let exported = try? ExportedExercise(file.id, of: exercises, most: 2, category: ["a"])
      else { continue }
      let back = try QuestionBank(Array(QuestionBank(exported.questions).written(form).text.utf8))
      let (made, refused) = back.exercises(besides: [], for: chapter)
      #expect(refused.isEmpty)
      guard exercise.kind != .order || form == .moodle else {
        #expect(made.isEmpty)
        continue
      }
      let variants = ExportedExercise.variants(of: exercise, most: 2)
      #expect(made.count == variants.count)
      for (variant, imported) in zip(variants, made) {
        let there = try PosedExercise(exercise, variant, in: workbook)
        let (read, problems) = Exercise.parse(
          Source(name: "\(imported.id).md", imported.text), units: chapter.units)
        #expect(problems.isEmpty)
        let copy = try #require(read)
        let here = try PosedExercise(
          copy, Variant(of: copy, places: [], seed: 7),
          in: Workbook(of: chapter, in: course, runner: runner))
        try expectSameVerdicts(there, here, file.id, form)
        kinds[exercise.kind, default: 0] += 1
      }
    }
    #expect(kinds[.number] ?? 0 > 5 && kinds[.choice] ?? 0 > 2 && kinds[.match] ?? 0 > 0)
  }

  /// Wrong numbers with tolerances of their own are conditions here, and numbers again there.
  @Test(arguments: QuestionBank.Form.allCases)
  func wrongNumbersSurviveTheWayThere(_ form: QuestionBank.Form) throws {
    let stage = try Stage(sampleChapter)
    let course = try Course(folder: stage.folder)
    let chapter = try course.open("sample").chapter
    func text(_ bank: QuestionBank) throws -> String {
      try #require(bank.exercises(besides: [], for: chapter).exercises.first?.text)
    }
    func conditions(_ text: String) -> [String] {
      Exercise.parse(Source(name: "costs.md", text)).exercise?.mistakes.map { $0.when.text } ?? []
    }
    let first = try text(
      Self.bank(
        """
        ::costs:: What does it cost? {#
          =300:5 #good
          =3:0.1 #an hour
          =%50%300:20 #near
          =30.5:2.5 #a tenth
          =700:5 #twice
        }
        """))
    #expect(conditions(first).count == 4, "\(first)")
    let folder = stage.folder + "/Exercises/sample"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try first.write(toFile: folder + "/costs.md", atomically: true, encoding: .utf8)
    let exercises = ExerciseSet(of: try Course(folder: stage.folder), runner: ModelRunner(nil))
    let exported = try ExportedExercise("costs", of: exercises, most: 1, category: ["a"])
    let again = try text(
      QuestionBank(Array(QuestionBank(exported.questions).written(form).text.utf8)))
    #expect(exported.losses.isEmpty && conditions(again) == conditions(first), "\(again)")
  }

  private func expectSameVerdicts(
    _ there: PosedExercise, _ here: PosedExercise, _ id: String, _ form: QuestionBank.Form
  ) throws {
    func share(_ posed: PosedExercise, _ answer: String) -> Double? {
      (try? posed.verdict(on: answer))?.share
    }
    if case .number(let formula?) = there.exercise.task {
      let (right, allowed) = try there.judgedNumber(formula)
      for off in [0, 0.5, -0.5, 0.99, -0.99, 1.5, -1.5, 4, -4, 40] {
        let number = BankNumber.written(right.magnitude + off * allowed)
        #expect(share(there, number) == share(here, number), "\(id): \(number)")
      }
      return
    }
    let (options, halves) = there.picks
    let (own, ownHalves) = here.picks
    /// The same answer, by the words of what is picked.
    func place(_ index: Int, _ texts: [String], _ others: [String]) throws -> Int {
      try #require(others.firstIndex(of: texts[index]), "\(id): \(texts[index]) in \(others)")
    }
    let (a, b) = (options.map(\.plain), own.map(\.plain))
    var draws = SplitMix64(seed: 5)
    for _ in 0..<12 {
      var left: [String] = []
      var right: [String] = []
      switch there.exercise.kind {
      case .choice:
        for index in a.indices where draws.index(below: 2) == 0 {
          left.append("\(index + 1)")
          right.append("\(try place(index, a, b) + 1)")
        }
      case .order:
        for index in a.indices.shuffled(using: &draws) {
          left.append("\(index + 1)")
          right.append("\(try place(index, a, b) + 1)")
        }
      default:
        for index in a.indices {
          let half = draws.index(below: halves.count)
          left.append("\(index + 1)\(letter(half))")
          let other = try place(half, halves.map(\.plain), ownHalves.map(\.plain))
          right.append("\(try place(index, a, b) + 1)\(letter(other))")
        }
      }
      let answer = left.joined(separator: " ")
      #expect(
        share(there, answer) == share(here, right.joined(separator: " ")), "\(id): \(answer)")
    }
  }

  private func letter(_ index: Int) -> String {
    String(UnicodeScalar(UInt8(ascii: "a") + UInt8(index)))
  }
}
