import Answers
import Course
import Diagnostics
import Language
import Quantities
import SampleExercises
import Testing

/// What is found wrong with exercises, and where.
@Suite("Proofs of exercises") struct ProofTests {
  static let number = """
    ---
    id: sample
    title: A
    kind: number
    vary:
      gpus: [2, 4, 8]
      utilization: [15%, 50%]
    answer: $10/h * gpus * utilization
    mistakes:
      - when: $10/h * gpus
        say: All of it, {eval}`answer`.
      - when: answer > $1,000/h
        say: Too much.
    ---
    What do {eval}`gpus` at {eval}`utilization` cost?

    ## Solution

    It is {eval}`$10/h * gpus * utilization`.
    """

  static let goal = """
    ---
    id: sample
    title: A
    kind: goal
    model: waste
    vary: {limit: [$10/(gpu*h), $20/(gpu*h)]}
    conditions: [effective < limit]
    start: {utilization: 15%}
    mistakes:
      - when: utilization < 20%
        say: Nearly as at the start, {eval}`effective`.
    ---
    Below {eval}`limit`.

    ## Solution

    First `gpus = 4 gpu`, then `utilization =` {eval}`50%`.
    """

  static let formula = """
    ---
    id: sample
    title: A
    kind: formula
    variables: {x: 1 s..10 s, share: 1%..99%}
    answer: x * share
    mistakes:
      - when: x * (1 - share)
        say: The rest.
    ---
    What?

    ## Solution

    `share * x`.
    """

  static let choice = """
    ---
    id: sample
    title: A
    kind: choice
    vary: {hours: [24 h, 12 h], other: [24 h, 8 h]}
    ---
    What?

    ## Options

    - [x] {eval}`hours + 1 h`
    - [ ] {eval}`other + 2 h`

    ## Solution

    The first.
    """

  static let match = """
    ---
    id: sample
    title: A
    kind: match
    vary: {n: [1, 2]}
    ---
    What?

    ## Pairs

    | a | b |
    |---|---|
    | {eval}`n` | one |
    | {eval}`n + 1` | two |

    ## Solution

    So.
    """

  static let predict = """
    ---
    id: sample
    title: A
    kind: predict
    model: waste
    predict: effective when utilization = 30%
    mistakes: [{when: rent / used, say: As before.}]
    ---
    What?

    ## Solution

    Half.
    """

  private func problems(_ text: String) throws -> [Diagnostic] {
    let (parsed, problems) = Exercise.parse(
      Source(name: "Exercises/waste/sample.md", text), units: wasteWorkbook.units)
    let exercise = try #require(parsed, "\(problems.map(\.summary))")
    return problems + ExerciseProof.problems(of: exercise, in: wasteWorkbook)
  }

  @Test(
    "find nothing in what is right", arguments: [number, goal, formula, choice, match, predict])
  func right(_ text: String) throws {
    #expect(try problems(text).map(\.rendering) == [])
  }

  /// An exercise, a part of it and what takes its place, what is found, where, and with what.
  static let wrongs: [(String, String, String, String, String, String)] = [
    (
      number, "It is {eval}`$10/h * gpus * utilization`.", "It is {eval}`$10/h * gpus`.",
      "bad-solution", "It is", "With gpus = 2, utilization = 15%, and with all others."
    ),
    (number, "{eval}`answer`", "{eval}`anser`", "no-value", "anser", "all others"),
    (number, "{eval}`gpus` at", "{eval}`gpus + 1 h` at", "no-value", "gpus + 1 h", "all others"),
    (
      number, "when: $10/h * gpus\n", "when: $20/h * gpus / 4\n", "bad-mistake", "$20/h * gpus / 4",
      "With gpus = 2, utilization = 50%, and with 2 others."
    ),
    (
      number, "when: answer > $1,000/h", "when: answer > $10/h", "bad-mistake", "answer > $10/h",
      "With gpus = 4, utilization = 50%, and with 2 others."
    ),
    (
      number, "when: answer > $1,000/h", "when: $40/h", "bad-mistake", "$40/h",
      "With gpus = 4, utilization = 15%"
    ),
    (number, "utilization: [15%, 50%]", "utilization: [15%, 3 h]", "bad-field", "3 h", ""),
    (number, "answer: $10/h", "answer: $10/x", "unknown-name", "x", "all others"),
    (
      number, "answer: $10/h * gpus * utilization", "answer: gpus > 2", "wrong-kind", "gpus > 2", ""
    ),
    (number, "kind: number\n", "kind: number\nwithin: 3 s\n", "unit-mismatch", "3 s", "all others"),
    (number, "kind: number\n", "kind: number\nmodel: wast\n", "not-found", "wast", ""),
    (
      goal, "utilization: 15%", "utilization: 30%", "bad-goal", "effective < limit",
      "With limit = $20/gpu·h."
    ),
    (goal, "{eval}`50%`", "{eval}`20%`", "bad-goal", "First", "With limit = $10/gpu·h"),
    (goal, "`gpus = 4 gpu`, then `utilization =`", "do it:", "bad-goal", "First", "all others"),
    (
      goal, "utilization < 20%", "utilization < 60%", "bad-mistake", "utilization < 60%",
      "all others"
    ),
    (goal, "{eval}`effective`", "{eval}`effectiv`", "no-value", "effectiv", "all others"),
    (goal, "[effective < limit]", "[effective < rent]", "unit-mismatch", "rent", "all others"),
    (goal, "{utilization: 15%}", "{utilization: 150%}", "out-of-range", "150%", "all others"),
    (formula, "when: x * (1 - share)", "when: share * x", "bad-mistake", "share * x", ""),
    (
      formula, "say: The rest.", "say: The rest.\n  - {when: x - share * x, say: Same.}",
      "bad-mistake", "x - share * x", ""
    ),
    (formula, "`share * x`", "`share * x * x`", "bad-solution", "`share", ""),
    (formula, "answer: x * share", "answer: x * share / 0", "division-by-zero", "0", ""),
    (
      choice, "other + 2 h", "other + 1 h", "same-answers", "- [ ]",
      "With hours = 24 h, other = 24 h."
    ),
    (match, "{eval}`n + 1`", "2", "same-answers", "sample", "With n = 2."),
    (predict, "when: rent / used", "when: rent / used / 2", "bad-mistake", "rent / used / 2", ""),
    (predict, "utilization = 30%", "utilization = 300%", "out-of-range", "300%", ""),
  ]

  @Test("find what is wrong", arguments: wrongs.indices) func wrong(_ index: Int) throws {
    let (text, part, other, code, place, variant) = Self.wrongs[index]
    #expect(text.contains(part))
    let found = try problems(text.replacing(part, with: other))
    let matching = found.filter { problem in
      problem.code.name == code && problem.span?.text.hasPrefix(place) == true
        && (variant.isEmpty || problem.notes.contains { $0.contains(variant) })
    }
    #expect(!matching.isEmpty, "\(found.map(\.rendering).joined(separator: "\n\n"))")
  }

  @Test(
    "refuse what is measured, for nobody measures it twice",
    arguments: [
      ("kind: goal\nmodel: m\nconditions: [speed > 2]\nstart: {x: 1}", "`x = 4`", "speed > 2"),
      ("kind: number\nanswer: 2 * m.speed", "{eval}`2 * m.speed`", "2 * m.speed"),
      ("kind: number\nanswer: gauge() + 1", "{eval}`gauge() + 1`", "gauge() + 1"),
      ("kind: predict\nmodel: m\npredict: twice when x = 2", "Twice.", "twice"),
    ])
  func measured(_ head: String, _ solution: String, _ place: String) throws {
    let gauge = Function(
      "gauge", "a figure that differs", [], example: "gauge()", gives: .anyQuantity,
      isMeasurement: true
    ) { _, _ in
      .quantity(Quantity(3))
    }
    let chapter = Chapter.parse(
      Source(
        name: "Chapters/1-m.md",
        "---\ntitle: M\nid: m\n---\n## One\n\n```{model} m\nparam x = 1 in 1..9\n"
          + "result speed = x * gauge()\nresult twice = 2 * speed\n```\n"))
    let measuring = workbook(chapter.chapter, functions: [gauge])
    let text = "---\nid: sample\ntitle: A\n\(head)\n---\nWhat?\n\n## Solution\n\n\(solution)\n"
    let exercise = try exercise(text)
    let found = ExerciseProof.problems(of: exercise, in: measuring)
    #expect(
      found.contains { $0.code == .answerFails && $0.span?.text == place },
      "\(found.map(\.rendering).joined(separator: "\n\n"))")
  }

  @Test("tell a problem once, however many variants have it") func once() throws {
    let found = try problems(Self.number.replacing("answer: $10/h", with: "answer: $10/x"))
    #expect(found.count == 1)
  }
}
