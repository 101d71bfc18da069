import Course
import Diagnostics
import TestSupport
import Testing

/// The learners' copy of an exercise tells nothing by what it holds and nothing by its order.
@Suite struct WithholdingTests {
  private func copy(_ text: String) throws -> String {
    let (exercise, problems) = Exercise.parse(Source(name: "x.md", text))
    #expect(problems.map(\.summary) == [], "\(text)")
    return try #require(exercise).withheldText()
  }

  private func exercise(_ kind: String, _ answers: String, head: String = "") -> String {
    """
    ---
    id: x
    title: A title
    kind: \(kind)
    \(head)hints: [Look.]
    ---
    What is it?

    \(answers)

    ## Solution

    It is so.
    """
  }

  /// The copy of an exercise with a list as its answer.
  private func copy(_ kind: String, _ list: [String]) throws -> String {
    try copy(exercise(kind, list.joined(separator: "\n")))
  }

  /// Whichever order is right, the copy is the same: so it cannot tell.
  @Test func anOrderIsNotGivenAway() throws {
    let steps = ["pull the image", "allocate a GPU", "warm up", "load the weights"]
    let copies = try permutations(steps).map { order in
      try copy("order", ["## Order\n"] + order.enumerated().map { "\($0 + 1). \($1)" })
    }
    #expect(copies.count == 24)
    #expect(Set(copies).count == 1)
  }

  /// Whichever options are right and wherever they stand.
  @Test func aChoiceIsNotGivenAway() throws {
    let options = ["spot", "on demand", "reserved", "serverless"]
    let copies = try permutations(options).flatMap { order in
      try order.map { right in
        try copy("choice", ["## Options\n"] + order.map { "- [\($0 == right ? "x" : " ")] \($0)" })
      }
    }
    #expect(copies.count == 96)
    #expect(Set(copies).count == 1)
  }

  /// Whichever right side belongs to a left one.
  @Test func aMatchIsNotGivenAway() throws {
    let copies = try permutations(["cheap", "fast", "steady"]).map { rights in
      try copy(
        "match",
        ["## Pairs\n", "| plan | is |", "|---|---|"]
          + zip(["spot", "dedicated", "reserved"], rights).map { "| \($0) | \($1) |" })
    }
    #expect(copies.count == 6)
    #expect(Set(copies).count == 1)
  }

  private func permutations(_ list: [String]) -> [[String]] {
    guard !list.isEmpty else { return [[]] }
    return list.indices.flatMap { index in
      var rest = list
      let first = rest.remove(at: index)
      return permutations(rest).map { [first] + $0 }
    }
  }

  /// An option that speaks of the others says so only behind them all, and never becomes the last.
  @Test func optionsThatSpeakOfOthers() throws {
    func copied(_ options: [String]) throws -> [String] {
      let lines = options.map { "- [\($0 == "Cheap" ? "x" : " ")] \($0)\n  No." }
      return try copy("choice", ["## Options\n"] + lines)
        .split(separator: "\n").filter { $0.hasPrefix("- [ ] ") }.map { String($0.dropFirst(6)) }
    }
    let last = ["Slow", "Cheap", "None of the above"]
    #expect(try copied(last) == last)
    #expect(
      try copied(["Slow", "Zeal or both of the others", "Cheap"]) == [
        "Zeal or both of the others", "Cheap", "Slow",
      ])
  }

  /// Of what says how large the answer is, or what is wrong with another, nothing is left.
  @Test func whatIsRightIsNotTold() throws {
    let number = exercise(
      "number", "",
      head: """
        answer: 7 h
        within: 13 min
        mistakes:
          - when: 420 min
            say: Whose hours are these?

        """)
    #expect(
      try copy(number) == """
        ---
        id: 'x'
        title: 'A title'
        kind: 'number'
        hints:
          - 'Look.'
        graded: true
        answers: withheld
        ---
        What is it?

        """)
  }
}
