import Answers
import Course
import Diagnostics
import SampleExercises
import Testing

/// Copies for learners, from which answers, mistakes and solutions are gone.
@Suite("Exercises without answers") struct WithheldTests {
  /// An exercise, its copy, and an answer.
  static let pairs: [(whole: String, copy: String, answer: String)] = [
    (
      "kind: number\nvary: {x: [2 s, 3 s]}\nanswer: x * 2\nmistakes: [{when: x, say: No.}]\n",
      "kind: number\nvary: {x: [2 s, 3 s]}\n", "4 s"
    ),
    (
      "kind: formula\nvariables: {x: 1..9}\nanswer: x * 2\n",
      "kind: formula\nvariables: {x: 1..9}\n",
      "x + x"
    ),
  ]

  private func copy(_ head: String, _ body: String = "") throws -> PosedExercise {
    let exercise = try exercise(
      "---\nid: sample\ntitle: A\n\(head)graded: true\nanswers: withheld\n---\nWhat is it?\n\n\(body)"
    )
    return try PosedExercise(
      exercise, Variant(of: exercise, learner: "ada", salt: ""), in: wasteWorkbook)
  }

  @Test("record what is typed", arguments: pairs)
  func records(_ pair: (whole: String, copy: String, answer: String)) throws {
    let copied = try copy(pair.copy)
    #expect(copied.isWithheld)
    #expect(copied.finding(pair.answer) == "recorded")
    #expect(copied.rightAnswer == nil)
    #expect(try copied.verdict(on: pair.answer).isRight == false)
    #expect(copied.finding("banana").hasPrefix("asks"))
    let whole = try posed(pair.whole)
    #expect(whole.finding(pair.answer) == "right")
  }

  /// A list, and the same as it may stand in a copy: in another order, without marks.
  static let lists: [(head: String, whole: String, copy: String)] = [
    (
      "kind: choice\n", "## Options\n\n- [ ] Aa\n- [x] Bb\n- [ ] Cc\n- [x] Dd\n",
      "## Options\n\n- [ ] Aa\n- [ ] Bb\n- [ ] Cc\n- [ ] Dd\n"
    ),
    ("kind: order\n", "## Order\n\n1. Zz\n2. Bb\n3. Aa\n", "## Order\n\n1. Aa\n2. Bb\n3. Zz\n"),
    (
      "kind: match\n", "## Pairs\n\n| l | r |\n|---|---|\n| A | z |\n| B | x |\n| C | y |\n",
      "## Pairs\n\n| l | r |\n|---|---|\n| A | x |\n| B | y |\n| C | z |\n"
    ),
  ]

  /// What a learner types means the same to whoever grades.
  @Test("show lists as the whole course does", arguments: lists)
  func sameLists(_ list: (head: String, whole: String, copy: String)) throws {
    let copied = try copy(list.head, list.copy)
    let whole = try exercise(
      "---\nid: sample\ntitle: A\n\(list.head)graded: true\n---\nWhat is it?\n\n\(list.whole)\n## Solution\n\nSo.\n"
    )
    let posed = try PosedExercise(
      whole, Variant(of: whole, learner: "ada", salt: ""), in: wasteWorkbook)
    #expect(copied.prompt.plain == posed.prompt.plain)
    #expect(copied.variant.identity == posed.variant.identity)
    let right = try #require(posed.rightAnswer)
    #expect(copied.finding(right) == "recorded")
  }

  @Test("are proved as far as they go") func proof() throws {
    let copied = try copy("kind: number\nvary: {x: [2 s]}\n", "{eval}`y`")
    let found = ExerciseProof.problems(of: copied.exercise, in: wasteWorkbook)
    #expect(found.map(\.code) == [.noValue])
  }
}
