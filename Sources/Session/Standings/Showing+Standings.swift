import Display
import Presentation
import Quantities
import Records

extension Showing {
  /// "9.5 of 10 points".
  static func points(_ score: Score) -> String {
    "\(numberText((score.points * 100).rounded() / 100)) of \(points(score.outOf))"
  }

  /// How it ended, in words.
  static func verdict(_ score: Score, isWithheld: Bool) -> Text {
    if isWithheld { return Text("Your answer is recorded.", .success) }
    if score.isSolved { return Text("Solved: \(points(score)).", .success) }
    return Text("It is over. ", .warning) + Text(told(score))
  }

  /// How a review ended. The points stay what they were.
  static func verdict(ofReview score: Score, graded: Score) -> Text {
    let stays = Text(" Your score stays \(points(graded)).", .muted)
    guard score.isSolved else { return Text("Not right this time.", .warning) + stays }
    let help = score.tries == 1 ? "" : ", at the \(ordinal(score.tries)) try"
    let hints = score.hints == 0 ? "" : ", with \(score.hints == 1 ? "a hint" : "hints")"
    let words = help + hints
    return Text("Reviewed: right\(words.isEmpty ? " at once" : words).", .success) + stays
  }

  /// "One attempt is left."
  static func attemptsLeft(_ count: Int) -> String {
    count == 1 ? "One attempt is left." : "\(count) attempts are left."
  }

  /// How often an exercise was answered that is not over, and how often it may be.
  static func tries(_ score: Score) -> String {
    let times = score.tries == 1 ? "once" : "\(score.tries) times"
    let answered = "You have answered \(times), not right yet."
    return score.attemptsLeft.map { "\(answered) \(attemptsLeft($0))" } ?? answered
  }

  /// "third", "11th", "21st".
  static func ordinal(_ number: Int) -> String {
    let words = [
      "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    ]
    if words.indices.contains(number - 1) { return words[number - 1] }
    let ending =
      switch (number % 10, number / 10 % 10) {
      case (_, 1): "th"
      case (1, _): "st"
      case (2, _): "nd"
      case (3, _): "rd"
      default: "th"
      }
    return "\(number)\(ending)"
  }

  /// What an exercise that was not solved has come to, in a sentence.
  private static func told(_ score: Score) -> String {
    guard let last = score.answers.last else {
      return "You gave it up before you answered, and it brings no points."
    }
    let brings =
      score.points > 0 ? "brings \(points(score))" : "brings none of \(points(score.outOf))"
    if last.share > 0 {
      let share = Quantity((last.share * 100).rounded(), .percent).text
      return "Your last answer was right in part, \(share) of it, and \(brings)."
    }
    let tries = score.tries == 1 ? "Your answer was not right" : "No answer was right"
    return "\(tries); it \(brings)."
  }

  /// What is done of an exercise, for a row of a list.
  static func standing(_ standing: Standing) -> Text {
    guard let score = standing.score else {
      return Text(points(standing.points), .muted)
    }
    if standing.isWithheld { return Text("answer recorded", .success) }
    if score.isSolved { return Text("solved, \(points(score))", .success) }
    return Text((score.isOver ? "over, " : "begun, ") + points(score), .warning)
  }

  /// A bar of the points that were earned.
  static func pointsBar(_ standings: [Standing]) -> Text {
    let earned = standings.reduce(0) { $0 + ($1.score?.points ?? 0) }
    let all = standings.reduce(0) { $0 + $1.points }
    let solved = standings.filter { $0.isSolved }.count
    return bar(Int(earned), all)
      + Text(
        "  \(solved) of \(standings.count) exercises solved, "
          + "\(numberText((earned * 100).rounded() / 100)) of \(points(all))", .muted)
  }

  /// A length of time in the unit that reads best: "10 minutes", "3 days".
  static func duration(_ seconds: Double) -> String {
    let units: [(size: Double, name: String)] = [
      (86_400, "day"), (3600, "hour"), (60, "minute"),
    ]
    for (size, name) in units where seconds >= size {
      let count = Int((seconds / size).rounded())
      return "\(count) \(name)\(count == 1 ? "" : "s")"
    }
    return "less than a minute"
  }
}
