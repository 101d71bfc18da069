import Answers
import Basics
import Diagnostics
import Display
import Presentation
import Records

/// What a learner gets back: their figures, their answers, what the author says to them, the solution.
public struct LearnerFeedback: Sendable {
  /// How much it tells.
  public enum Reveal: String, CaseIterable, Sendable, Comparable {
    /// Points, and whether each answer was right.
    case points
    /// And what is said to each answer.
    case replies
    /// And the right answer and the worked solution.
    case solutions

    private var rank: Int {
      switch self {
      case .points: 0
      case .replies: 1
      case .solutions: 2
      }
    }

    /// By how much they tell.
    public static func < (left: Reveal, right: Reveal) -> Bool { left.rank < right.rank }
  }

  private let grader: Grader
  private let reveal: Reveal

  /// - Parameter grader: the one that graded.
  public init(by grader: Grader, reveal: Reveal) {
    self.grader = grader
    self.reveal = reveal
  }

  /// All of it, for a row of a gradebook.
  /// - Throws: what is wrong with an exercise.
  public func display(
    _ row: Gradebook.Row, of book: Gradebook
  ) throws(Diagnostic) -> Display {
    let title = row.name.isEmpty ? row.id : "\(row.name) (\(row.id))"
    var blocks: [Block] = [
      .heading(Text(title.showable), level: 1),
      .paragraph(
        Text("\(Self.points(row.tally.total)) of \(row.tally.outOf) points.", .strong)),
    ]
    guard let submission = row.submission, submission.refusal == nil else {
      return Display(
        blocks + [
          .paragraph(
            Text(
              row.submission.map { "The file could not be graded. \($0.refusal ?? "")" }
                ?? "Nothing was handed in."))
        ])
    }
    for (column, line) in zip(book.columns, row.tally.lines) {
      guard let result = submission.result(of: column.id) else { continue }
      blocks += try exercise(column, line, result, submission.person)
    }
    return Display(blocks)
  }

  private func exercise(
    _ column: Grader.Column, _ line: Tally.Line, _ result: GradedSubmission.Result,
    _ person: String
  ) throws(Diagnostic) -> [Block] {
    let posed = try grader.exercise(column.id, of: person)
    var blocks: [Block] = [
      .heading(
        Text(
          "\(column.title.showable): \(Self.points(line.points)) of \(column.points) points"),
        level: 2)
    ]
    blocks += posed.prompt
    if result.answers.isEmpty { blocks.append(.paragraph("No answer that counts.")) }
    for (index, answer) in result.answers.enumerated() {
      blocks.append(
        .paragraph(
          Text("Your answer\(result.answers.count > 1 ? " \(index + 1)" : ""): ", .muted)
            + Text(answer.text.showable, .input)))
      blocks += try reply(to: answer, in: column.id, of: person)
    }
    // What an answer would have to be is said no sooner than what is said to answers.
    for line in result.notTaken {
      let reason = reveal >= .replies ? " \(line.reason)" : ""
      blocks.append(
        .paragraph(
          Text("No answer to it, and no try: ", .muted) + Text(line.text.showable, .input)
            + Text("." + reason)))
    }
    if result.hints > 0 || result.sawSolution {
      var help: [String] = []
      if result.hints > 0 { help.append(result.hints == 1 ? "a hint" : "\(result.hints) hints") }
      if result.sawSolution { help.append("the solution") }
      blocks.append(
        .paragraph(Text("You looked at \(help.joined(separator: " and ")).", .muted)))
    }
    for correction in line.corrections {
      blocks.append(.paragraph(Text("Changed by hand: \(correction.reason.showable)")))
    }
    guard reveal >= .solutions else { return blocks }
    let solution = posed.solution
    guard !solution.isEmpty else { return blocks }
    return blocks + [.heading("Solution", level: 3)] + solution
  }

  /// What is said to an answer, as far as it may be told.
  /// - Throws: what is wrong with the exercise.
  public func reply(
    to answer: GradedSubmission.Answer, in exercise: String, of person: String
  ) throws(Diagnostic) -> [Block] {
    let (posed, verdict) = try grader.feedback(on: answer, in: exercise, for: person)
    guard reveal >= .replies, var verdict else {
      return [.paragraph(Text(Self.words(answer), answer.share >= 1 ? .success : .plain))]
    }
    // Where there is nobody to ask, a hint is not offered.
    verdict.remarks.removeAll { $0 == .hint }
    let blocks = posed.reply(to: verdict)
    return blocks.isEmpty ? [.paragraph(Text(Self.words(answer)))] : blocks
  }

  /// What an answer came to, without giving anything away.
  private static func words(_ answer: GradedSubmission.Answer) -> String {
    if answer.share >= 1 { return "Right." }
    if answer.share > 0 { return "Partly right." }
    switch answer.finding {
    case Finding.unmatched.key:
      return "It answers what is not asked any more; a person looks at it."
    case let key where key.hasPrefix("not-gradable"):
      return "It could not be judged; a person looks at it."
    case Finding.recorded.key: return "Recorded."
    default: return "Not right."
    }
  }

  private static func points(_ points: Double) -> String { JSON.digits(points) }
}
