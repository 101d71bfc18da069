import Answers
import Course
import Records
import SampleExercises
import Testing

@Suite("Scores") struct ScoreTests {
  static let number = """
    kind: number
    points: 20
    answer: 10 s
    hints:
      - Free.
      - {text: Two points., cost: 2}
      - {text: A quarter., cost: 25%}
    """

  private func score(
    _ head: String, _ events: [(Attempt.Kind, String)], body: String = ""
  ) throws -> Score {
    let attempts = events.enumerated().map { index, event in
      Attempt(
        kind: event.0, chapter: "waste", lesson: "why", item: "sample", answer: event.1,
        time: Double(index))
    }
    let other = Attempt(
      kind: .exercise, chapter: "waste", lesson: "why", item: "other", answer: "10 s", time: 0)
    return Score(of: try posed(head, body: body), attempts: [other] + attempts)
  }

  /// What happened, and the points for it of 20.
  static let courses: [(events: [(Attempt.Kind, String)], points: Double, tries: Int)] = [
    ([], 0, 0), ([(.exercise, "10 s")], 20, 1), ([(.exercise, "9 s")], 0, 1),
    ([(.exercise, "9 s"), (.exercise, "10 s")], 20, 2),
    // Nothing after a right answer counts, nor hints taken then.
    ([(.exercise, "10 s"), (.exercise, "9 s"), (.hint, "3")], 20, 1),
    ([(.hint, "1"), (.exercise, "10 s")], 20, 1),
    ([(.hint, "1"), (.hint, "2"), (.exercise, "10 s")], 18, 1),
    ([(.hint, "1"), (.hint, "2"), (.hint, "2"), (.hint, "3"), (.exercise, "10 s")], 13, 1),
    // Hints that are not there cost nothing.
    ([(.hint, "4"), (.hint, "0"), (.hint, "x"), (.exercise, "10 s")], 20, 1),
    // Who saw the solution is too late.
    ([(.solution, ""), (.exercise, "10 s")], 0, 0),
    ([(.exercise, "9 s"), (.solution, ""), (.exercise, "10 s")], 0, 1),
    ([(.exercise, "10 s"), (.solution, "")], 20, 1),
    // What is no answer is no attempt.
    ([(.exercise, "banana"), (.exercise, ""), (.exercise, "10 s")], 20, 1),
  ]

  @Test("are counted from attempts", arguments: courses.indices) func counted(_ index: Int) throws {
    let (events, points, tries) = Self.courses[index]
    let score = try score(Self.number, events)
    #expect(score.points == points)
    #expect(score.outOf == 20)
    #expect(score.tries == tries)
  }

  @Test("count the last answer within the attempts") func attempts() throws {
    let body = "## Options\n\n- [x] A\n- [x] B\n- [ ] C\n"
    let choice = "kind: choice\npoints: 10"
    #expect(try score(choice, [(.exercise, "A")], body: body).points == 5)
    #expect(try score(choice, [(.exercise, "A"), (.exercise, "C")], body: body).points == 0)
    let posed = try posed(choice, body: body)
    let right = try #require(posed.rightAnswer)
    #expect(
      try score(choice, [(.exercise, "C"), (.exercise, "A"), (.exercise, right)], body: body).points
        == 5)
    // The same wrong answer again costs nothing, however it is spelt.
    for again in ["C", " c ", "\"C\""] {
      #expect(
        try score(choice, [(.exercise, "C"), (.exercise, again), (.exercise, right)], body: body)
          .points == 10, "\(again)")
    }
    #expect(
      try score(
        choice + "\nattempts: 3", [(.exercise, "C"), (.exercise, "C"), (.exercise, right)],
        body: body
      ).points == 10)
    #expect(
      try score(
        "kind: predict\nmodel: waste\npredict: effective", [(.exercise, "1"), (.exercise, "27.78")]
      )
      .points == 0)
    #expect(
      try score("kind: predict\nmodel: waste\npredict: effective\npoints: 4", [(.exercise, "25")])
        .points
        == 2)
  }

  @Test("never fall below zero") func floor() throws {
    let head = "kind: choice\npoints: 10\nhints: [{text: a, cost: 8}]"
    let body = "## Options\n\n- [x] A\n- [x] B\n- [ ] C\n"
    let score = try score(head, [(.hint, "1"), (.exercise, "A")], body: body)
    #expect(score.points == 0)
    #expect(score.hints == 1)
    #expect(score.finding == .partial)
  }
}
