import Basics
import Course
import Display

extension Gradebook {
  /// How the points of a learner come about, exercise by exercise; nil where the gradebook has no
  /// such learner.
  /// - Parameter id: an id or an address, in upper or lower case.
  public func explanation(of id: String, by policy: Policy) -> Display? {
    let wanted = id.lowercased()
    let found = rows.filter { row in row.names.contains { $0.lowercased() == wanted } }
    guard let row = found.first(where: { !$0.isSuperseded }) ?? found.first else { return nil }
    var blocks: [Block] = [
      .heading(Text("\(row.id.showable) \(row.name.showable)".trimmed), level: 1)
    ]
    if let submission = row.submission {
      blocks.append(
        .paragraph(
          Text(
            submission.refusal.map { "\(submission.file.showable) could not be graded. \($0)" }
              ?? "From \(submission.file.showable), written "
              + "\(Moment(submission.written, offset: policy.offset).text).")))
    } else {
      blocks.append(.paragraph("Nothing was handed in."))
    }
    if !row.tally.extensionText.isEmpty {
      blocks.append(.paragraph(Text("An extension: \(row.tally.extensionText.showable).")))
    }
    for (column, line) in zip(columns, row.tally.lines) {
      let result = row.submission?.result(of: column.id)
      blocks.append(.heading("\(column.title.showable) (\(column.id))", level: 2))
      let steps = Explanation(line: line, result: result, policy: policy).steps
      blocks.append(.list(steps.map { [.paragraph(Text($0))] }, start: nil))
    }
    let sums = row.tally.corrections.map {
      Text("The total \($0.change.text) by hand: \($0.reason.showable)")
    }
    blocks += sums.map { .paragraph($0) }
    blocks.append(
      .paragraph(
        Text("Total: \(pointsText(row.tally.total)) of \(row.tally.outOf) points.", .strong)))
    return Display(blocks)
  }
}

/// The steps by which the points of an exercise come about, in words and numbers.
private struct Explanation {
  let line: Tally.Line
  let result: GradedSubmission.Result?
  let policy: Policy

  var steps: [String] {
    answers + notTaken + lateness + choice + byHand + rest
  }

  private func points(_ number: Double) -> String {
    let text = pointsText(number)
    return "\(text) point\(text == "1" ? "" : "s")"
  }

  private func moment(_ seconds: Double) -> String {
    Moment(seconds, offset: policy.offset).text
  }

  private var answers: [String] {
    guard let result, !result.answers.isEmpty else {
      if result?.sawSolution == true {
        return ["The solution was looked at before any answer; none after it counts: 0 points."]
      }
      let isNothing = result?.notTaken.isEmpty ?? true
      return [isNothing ? "No answer: 0 points." : "No answer that counts: 0 points."]
    }
    let allowed = line.attempts ?? .max
    var steps = result.answers.enumerated().map { index, answer -> String in
      let share = pointsText(answer.share * 100)
      let worth = answer.share * Double(result.outOf)
      let hints = worth - answer.points
      var text =
        "Answer \(index + 1), “\(answer.text.prefix(60).showable)”, \(moment(answer.time)): "
        + "\(answer.finding), \(share)% of \(result.outOf)"
      if hints > 0.005, worth > 0 { text += ", less \(pointsText(hints)) for hints" }
      text += ": \(points(answer.points))."
      if index >= allowed {
        text += " Beyond the \(allowed == 1 ? "one that counts" : "\(allowed) that count")."
      }
      return text
    }
    if result.sawSolution { steps.append("The solution was looked at; no answer after it counts.") }
    return steps
  }

  private var notTaken: [String] {
    (result?.notTaken ?? []).map {
      "“\($0.text.prefix(60).showable)”, \(moment($0.time)), is no answer to it, and no try: "
        + $0.reason
    }
  }

  private var lateness: [String] {
    guard let due = line.due, result?.answers.isEmpty == false else { return [] }
    var steps: [String] = []
    let grace = policy.grace > 0 ? ", with \(timeText(policy.grace)) of grace" : ""
    let inTime = line.inTime.map {
      "answer \($0.answer) with \(points($0.points))"
    }
    steps.append("Due \(due.text)\(grace): then stood \(inTime ?? "nothing").")
    if let late = line.late, let rule = policy.late {
      let percent = pointsText(rule.take * 100)
      let unit = rule.unit.map { $0 == 3600 ? "hour" : "day" }
      let begun = unit.map {
        "\(pointsText(late.units)) \($0)\(late.units == 1 ? "" : "s") begun, \(percent)% each"
      }
      let most =
        rule.atMost < 1 && rule.take * late.units > rule.atMost
        ? ", at most \(pointsText(rule.atMost * 100))%" : ""
      let base = rule.isOfAll ? "of \(line.outOf) to be had" : "of \(points(late.earned))"
      steps.append(
        "Answer \(late.answer) is \(timeText(late.lateness)) late: \(begun ?? "\(percent)% once")"
          + "\(most) \(base): \(pointsText(late.deducted)) taken, \(points(late.points)) left.")
    }
    if line.tooLate > 0 {
      let closed = line.closes.map { "after \($0.text)" } ?? "after it was due"
      steps.append(
        "\(line.tooLate) answer\(line.tooLate == 1 ? "" : "s") came \(closed) and "
          + "count\(line.tooLate == 1 ? "s" : "") for nothing.")
    }
    return steps
  }

  private var choice: [String] {
    guard line.inTime != nil, line.late != nil, let counted = line.counted else { return [] }
    return ["The better of the two counts: answer \(counted.answer)."]
  }

  private var byHand: [String] {
    line.corrections.map { "By hand: \($0.change.text). \($0.reason.showable)" }
  }

  private var rest: [String] {
    var steps: [String] = []
    if line.isExtra { steps.append("Extra credit: its points come on top.") }
    if !line.counts { steps.append("It does not count in the total.") }
    if line.isDropped {
      let number = policy.dropsLowest
      steps.append("Left out as \(number == 1 ? "the lowest" : "one of the \(number) lowest").")
    }
    return steps + ["\(pointsText(line.points)) of \(line.outOf) points."]
  }
}
