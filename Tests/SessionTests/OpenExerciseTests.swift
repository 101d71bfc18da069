import Answers
import Diagnostics
import Display
import Records
import SampleExercises
import Terminal
import Testing
import Workbook

@testable import Session

/// An exercise that a learner is at, without a session around it.
@Suite struct OpenExerciseTests {
  private static let number = """
    kind: number
    points: 10
    answer: 10 s
    attempts: 2
    hints:
      - Free.
      - {text: Two points., cost: 2}
    """

  private func open(
    _ head: String = number, attempts: [(Attempt.Kind, String)] = [], isAnew: Bool = false
  ) throws -> OpenExercise {
    let posed = try posed(head)
    let made = attempts.map { kind, answer in
      Attempt(kind: kind, chapter: "", lesson: "", item: "sample", answer: answer, time: 0)
    }
    return OpenExercise(
      try ExerciseHistory(made) { _ in
        posed
      } poseAsAsked: { _ in
        nil
      }, isAnew: isAnew)
  }

  private func text(_ turn: Turn) -> String {
    turn.reply.display.drawn(Style(width: 80, height: 24))
      + turn.reply.problems.map { "! \($0.code.name)" }.joined()
  }

  @Test func answersAreCountedUntilItIsOver() throws {
    var open = try open()
    let desk = try open.posed.start()
    let wrong = try taken(open.answer("9 s", in: desk, at: 1))
    #expect(wrong.attempt?.answer == "9 s" && text(wrong).contains("One attempt is left."))
    #expect(!open.isOver)
    let right = try taken(open.answer("10 s", in: desk, at: 2))
    #expect(text(right).contains("Solved: 10 of 10 points.") && open.isOver)
    #expect(open.answer("10 s", in: desk, at: 3).map { _ in true } == nil)
    #expect(open.score.answers.map(\.time) == [1, 2])
  }

  /// What is no answer costs nothing.
  @Test(arguments: [
    ("x = 5", nil), ("f(x) = x", nil), ("plot effective over gpus", nil),
    ("banana", "unknown-name"), ("10 +", "expected-value"), ("2 >= 1", "wrong-kind"),
  ]) func whatIsNoAnswer(_ line: String, _ code: String?) throws {
    var open = try open()
    let turn = open.answer(line, in: try open.posed.start(), at: 1)
    #expect(turn?.reply.problems.map(\.code.name) == code.map { [$0] })
    #expect(open.score.tries == 0 && !open.isOver)
  }

  /// Names of one's own are read as what they come to, which is what is written down.
  @Test func ownNamesAreReplaced() throws {
    var open = try open()
    var desk = try open.posed.start()
    _ = try desk.run(Source("mine = 5 s"))
    let turn = try taken(open.answer("mine * 2", in: desk, at: 1))
    #expect(turn.attempt?.answer == "10 s" && open.isOver && open.score.isSolved)
  }

  @Test func hintsCostWhatTheySay() throws {
    var open = try open()
    let first = open.takeHint(at: 1)
    #expect(text(first).contains("Free.") && text(first).contains("for 2 points."))
    #expect(first.attempt?.answer == "1")
    #expect(open.takeHint(at: 2).attempt?.answer == "2")
    let again = open.takeHint(at: 3)
    #expect(text(again).contains("Two points.") && again.attempt?.answer == nil)
    let turn = try taken(open.answer("10 s", in: try open.posed.start(), at: 4))
    #expect(text(turn).contains("Solved: 8 of 10 points."))
  }

  @Test func givingUpShowsTheSolution() throws {
    var open = try open()
    #expect(open.showSolution().reply.problems.map(\.code) == [.nothingTo])
    let turn = open.giveUp(at: 1)
    #expect(text(turn).contains("So it is.") && turn.attempt?.kind == .solution && open.isOver)
    // A second time nothing more is written down.
    #expect(open.giveUp(at: 2).attempt?.answer == nil && open.score.sawSolution)
  }

  @Test func enterTwiceLeaves() throws {
    var open = try open()
    #expect(open.wait().map { _ in true } != nil)
    open.stay()
    #expect(open.wait().map { _ in true } != nil)
    #expect(open.wait().map { _ in true } == nil)
  }

  @Test func anotherSittingGoesOn() throws {
    let open = try open(attempts: [(.hint, "1"), (.exercise, "9 s")])
    #expect(open.hintsShown == 1 && open.score.attemptsLeft == 1 && !open.isOver)
    #expect(try self.open(attempts: [(.exercise, "10 s")]).isOver)
    let anew = try self.open(attempts: [(.hint, "1"), (.exercise, "10 s")], isAnew: true)
    #expect(!anew.isOver && anew.hintsShown == 0)
  }

  @Test func aGoalIsJudgedAsThingsStand() throws {
    let posed = try posed(named: "cheap-enough")
    var open = OpenExercise(
      try ExerciseHistory([]) { _ in
        posed
      } poseAsAsked: { _ in
        nil
      }, isAnew: false)
    #expect(open.isGoal)
    var desk = try posed.start()
    _ = try desk.run(Source("utilization = 45%"))
    let turn = open.judge(desk, at: 1)
    #expect(turn.attempt?.answer == "waste.utilization = 45%")
    _ = try desk.run(Source("rent = $7,000/month"))
    #expect(open.judge(desk, at: 2).reply.problems.map(\.code) == [.fixedValue])
    #expect(open.score.tries == 1)
  }

  @Test func practicePassesWhatWasMet() {
    var practice = Practice()
    let all = ["a", "b"].map { Practice.Candidate(id: $0) }
    #expect(practice.next(among: all, at: 0)?.id == "a")
    practice.pass("a")
    #expect(practice.next(among: all, at: 0)?.id == "b")
    practice.pass("b")
    #expect(practice.next(among: all, at: 0).map { $0.id } == nil)
  }

  /// What is least known comes first, what is learned last, and nothing of lessons still to come.
  @Test func practiceGoesByWhatIsKnown() {
    func mastery(_ answers: [Bool]) -> Mastery {
      Mastery(answers.map { Mastery.Observation(isRight: $0, luck: 0.05, time: 0) })
    }
    let all = [
      Practice.Candidate(id: "learned", mastery: mastery([true, true, true])),
      Practice.Candidate(id: "shaky", mastery: mastery([true])),
      Practice.Candidate(id: "unseen", isSeen: false),
      Practice.Candidate(id: "rests", repetition: Repetition([(.shown, 0)]), mastery: mastery([])),
      Practice.Candidate(id: "weak", mastery: mastery([])),
    ]
    var practice = Practice()
    var order: [String] = []
    while let next = practice.next(among: all, at: 100) {
      order.append(next.id)
      practice.pass(next.id)
    }
    #expect(order == ["weak", "shaky", "learned"])
    #expect(Practice().next(among: all, at: 601)?.id == "weak")
    #expect(Practice().next(among: Array(all.dropLast()), at: 601)?.id == "rests")
    // Of the same, what is longest overdue.
    let due = [("late", 1000.0), ("early", 0)].map {
      Practice.Candidate(id: $0.0, repetition: Repetition([(.shown, $0.1)]))
    }
    #expect(Practice().next(among: due, at: 599).map { $0.id } == nil)
    #expect(Practice().next(among: due, at: 600)?.id == "early")
    #expect(Practice().next(among: due, at: 5000)?.id == "early")
  }
}

/// What became of a line that was taken; a test's failure where it was not.
func taken(_ turn: Turn?) throws -> Turn { try #require(turn) }
