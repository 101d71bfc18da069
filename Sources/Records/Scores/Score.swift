import Answers
import Diagnostics

/// What the attempts at an exercise come to.
public struct Score: Hashable, Sendable {
  /// The points earned, from 0 to `outOf`.
  public var points: Double
  /// The points to be had.
  public var outOf: Int
  /// Whether an answer that counts was fully right.
  public var isSolved: Bool
  /// The answers that count, in order.
  public var answers: [Answer]
  /// How many more answers will count; nil for any number.
  public var attemptsLeft: Int?
  /// When each hint was first looked at, by their numbers from 1.
  private(set) var hintTimes: [Int: Double] = [:]
  /// When the solution was first looked at; nil where it was not.
  private(set) var solutionTime: Double?
  /// Whether the solution was looked at.
  public var sawSolution: Bool

  /// A verdict without its words.
  public struct Worth: Sendable {
    var finding: Finding
    /// 0...1.
    var share: Double
    /// As the verdict has it.
    var meaning = ""

    init(finding: Finding, share: Double) {
      self.finding = finding
      self.share = share
    }

    /// What was meant, the same for all spellings; the line itself where the verdict does not tell.
    func meaning(of line: String) -> String {
      meaning.isEmpty ? line.split(whereSeparator: { $0.isWhitespace }).joined() : meaning
    }

    /// What an answer is worth in an exercise as it is now: by what was picked where that is known,
    /// else by what was typed. nil for a line that is no answer; whoever typed it was told why.
    public init?(of attempt: Attempt, at posed: PosedExercise) {
      if posed.isPicked, !attempt.meant.isEmpty {
        let picks = attempt.meant.picks
        guard !picks.isEmpty else { return nil }
        do throws(Diagnostic) {
          guard let verdict = try posed.verdict(onPicks: picks, offered: attempt.meant.offered)
          else {
            self.init(unmatched: attempt)
            return
          }
          self.init(verdict)
        } catch {
          return nil
        }
      } else {
        // As above: whoever typed what is no answer was told why.
        guard let verdict = try? posed.verdict(on: attempt.answer) else { return nil }
        self.init(verdict)
      }
    }

    /// Of an answer that cannot be judged.
    init(_ reason: AnswerBox.Reason, _ attempt: Attempt) {
      self.init(finding: .notGradable(reason), share: 0)
      meaning = attempt.answer
    }

    /// Of an answer to what the exercise does not ask any more.
    init(unmatched attempt: Attempt) {
      self.init(finding: .unmatched, share: 0)
      meaning = ([attempt.answer] + attempt.meant.parts).joined(separator: "\n")
    }

    /// What a verdict says an answer is worth.
    public init(_ verdict: Verdict) {
      finding = verdict.finding
      share = verdict.share
      meaning = verdict.meaning
    }
  }

  /// An answer that counts, and what it is worth.
  public struct Answer: Hashable, Sendable {
    /// What was typed.
    public var text: String
    /// When it was given, in seconds since 1970.
    public var time: Double
    /// What was found.
    public var finding: Finding
    /// The share of the points that it is worth, from 0 to 1.
    public var share: Double
    /// What was meant, the same for all spellings.
    public var meaning = ""
    /// The points that it brings, less the price of the hints taken before it.
    public var points = 0.0
  }
}

extension Score {
  /// How many answers count so far.
  public var tries: Int { answers.count }

  /// What was found of the answer that the points are for; nil where there is none.
  public var finding: Finding? { answers.last?.finding }

  /// How many hints were looked at.
  public var hints: Int { hintTimes.count }

  /// Whether no further answer counts.
  public var isOver: Bool { isSolved || sawSolution || attemptsLeft == 0 }

  /// Checks every answer again.
  ///
  /// The last answer within the allowed attempts counts, but none after a fully right one or after
  /// the solution was looked at. Points are the exercise's times the answer's share, less the price
  /// of the hints taken before it, and never below 0.
  /// - Parameter attempts: in the order in which they were made; those at other exercises are passed
  ///   over.
  public init(of posed: PosedExercise, attempts: [Attempt]) {
    self.init(of: posed, attempts: attempts) { Worth(of: $0, at: posed) }
  }

  /// - Parameter worth: what an answer is worth; nil for a line that is none.
  init(of posed: PosedExercise, attempts: [Attempt], worth: (Attempt) -> Worth?) {
    self.init(of: posed)
    for attempt in attempts where posed.exercise.isCalled(attempt.item) {
      add(attempt, at: posed, worth: worth)
    }
  }

  /// Of an exercise that nobody has answered.
  public init(of posed: PosedExercise) {
    outOf = posed.exercise.points
    points = 0
    isSolved = false
    answers = []
    sawSolution = false
    attemptsLeft = posed.attempts
  }

  /// Takes in what happened next.
  /// - Parameter worth: what an answer is worth, asked only where it counts; nil for a line that is
  ///   none.
  public mutating func add(
    _ attempt: Attempt, at posed: PosedExercise, worth: (Attempt) -> Worth?
  ) {
    let exercise = posed.exercise
    switch attempt.kind {
    case .hint:
      guard let number = Int(attempt.answer), exercise.hints.indices.contains(number - 1) else {
        return
      }
      if hintTimes[number] == nil { hintTimes[number] = attempt.time }
    case .solution:
      if !sawSolution { solutionTime = attempt.time }
      sawSolution = true
    case .exercise:
      // The same wrong answer again, however it is spelt, costs nothing.
      guard !isOver, let worth = worth(attempt),
        !answers.contains(where: { $0.meaning == worth.meaning(of: attempt.answer) })
      else { return }
      answers.append(
        Answer(
          text: attempt.answer, time: attempt.time, finding: worth.finding, share: worth.share,
          meaning: worth.meaning(of: attempt.answer)))
      isSolved = worth.share >= 1
      let price = hintTimes.keys.sorted().reduce(0) { $0 + exercise.price(ofHint: $1) }
      points = max(0, Double(exercise.points) * worth.share - price)
      answers[answers.count - 1].points = points
      attemptsLeft = posed.attempts.map { max(0, $0 - tries) }
    case .predict, .quiz, .review, .reviewHint, .reviewSolution: return
    }
  }
}
